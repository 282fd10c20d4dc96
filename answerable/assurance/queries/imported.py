"""What other registers said of an entry, in their own words, beside the axes of this one."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from answerable.assurance.models import ImportedStatus
from answerable.assurance.vocabularies import CROSSWALK, vocabularies
from answerable.lineage.queries.dated import stood


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """One status that another register gave, and what each axis makes of it."""

    register: str
    source: str
    term: str
    body: str  # blank where it is said of the entry as a whole
    said_on: dt.date | None
    url: str
    axes: tuple[tuple[str, str], ...]  # (axis, in words)

    @property
    def words(self) -> str:
        """One sentence fit to publish."""
        when = f", {self.said_on:%-d %B %Y}" if self.said_on else ""
        return f"{self.register} says “{self.term}”{' of ' + self.body if self.body else ''}{when}"


def said_elsewhere(entry_ids: Iterable[int], on: dt.date | None = None) -> dict[int, list[SaidElsewhere]]:
    """{entry id: what other registers say of it}, in one query."""
    rows = (
        ImportedStatus.objects.filter(stood(on), entry__in=list(entry_ids))
        .select_related("organisation")
        .order_by("vocabulary", "pk")
    )
    found: dict[int, list[SaidElsewhere]] = {}
    for row in rows:
        known = vocabularies().get(row.vocabulary)
        found.setdefault(row.entry_id, []).append(
            SaidElsewhere(
                register=known.name if known else row.vocabulary,
                source=known.source if known else "",
                term=row.term,
                body=row.organisation.name if row.organisation else "",
                said_on=row.said_on,
                url=row.url,
                axes=tuple(
                    (axis, CROSSWALK[axis][value])
                    for axis, value in row.axes.items()
                    if value in CROSSWALK.get(axis, {})
                ),
            )
        )
    return found
