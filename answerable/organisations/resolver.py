"""From an addressee as written to the bodies it means at the report's date."""

import datetime as dt
from collections.abc import Iterable

from answerable.organisations.records import Body, Mention


class Resolver:
    """Holds every body in memory; make one and use it for many cells."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies = {body.key: body for body in bodies}

    @classmethod
    def from_records(cls, bodies: Iterable[Body]) -> "Resolver":
        return cls(bodies)

    @classmethod
    def from_database(cls) -> "Resolver":
        from answerable.organisations.queries import all_bodies

        return cls(all_bodies())

    def resolve(self, cell: str, on: dt.date) -> list[Mention]:
        """Every body named in `cell`, in its order. Any text is accepted; an empty cell gives an empty list."""
        return [
            Mention(
                as_written=part.strip(),
                role="addressee",
                status="unresolved",
                reason="Not read yet: the resolver is being built.",
            )
            for part in cell.split(";")
            if part.strip()
        ]
