"""What became of an expectation, body by body: counts over every entry that asks it, A to Z. No ranking."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.duties.models import Duty
from answerable.organisations.models import Organisation
from answerable.publication import body_standing as lists
from answerable.publication.reports import BodyRecord, body_record
from answerable.register.models import Entry

STANDING_BY_BODY_COLUMNS = (
    "organisation",
    "organisation_name",
    "asked",
    "answered",
    "no_response_identified",
    "said_to_be_done",
    "found_done",
    "found_less_than_said",
    "not_looked_at_yet",
)


@dataclass(frozen=True, slots=True)
class BodyCount:
    """How one body stands with the entries that ask one thing of it."""

    body: BodyRecord
    asked: int
    answered: int
    not_identified: int
    claimed: int
    verified: int
    marked_down: int
    unchecked: int

    @property
    def row(self) -> tuple[object, ...]:
        return (
            self.body.reference,
            self.body.name,
            self.asked,
            self.answered,
            self.not_identified,
            self.claimed,
            self.verified,
            self.marked_down,
            self.unchecked,
        )


def standing_by_body(
    entries: Iterable[Entry], on: dt.date | None = None, *, known: Iterable[Organisation] = ()
) -> list[BodyCount]:
    """The holders of duties on these entries (on the whole entry, of a part), A to Z.

    Two queries, three more where something is said to be done, and one for bodies that are not among those
    `known`.
    """
    tops = {entry.parent_id or entry.pk for entry in entries}
    duties = Duty.objects.filter(entry__in=tops, entry__withdrawn_at__isnull=True).order_by("pk")
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for holder, _, names in lists.lists_by_duty(duties, on) if tops else ():
        counted[holder].update(names)
    bodies = {body.pk: body for body in known if body.pk in counted}
    if unknown := counted.keys() - bodies.keys():
        bodies |= Organisation.objects.in_bulk(unknown)
    found = [
        BodyCount(
            body=body_record(bodies[key]),
            asked=counts[lists.ASKED],
            answered=counts[lists.ANSWERED],
            not_identified=counts[lists.NOT_IDENTIFIED],
            claimed=counts[lists.CLAIMED],
            verified=counts[lists.VERIFIED],
            marked_down=counts[lists.MARKED_DOWN],
            unchecked=counts[lists.UNCHECKED],
        )
        for key, counts in counted.items()
    ]
    return sorted(found, key=lambda one: (one.body.name, one.body.reference))


def summed(rows: Sequence[BodyCount]) -> BodyCount | None:
    """All of them as one; None of none."""
    if not rows:
        return None
    names = ("asked", "answered", "not_identified", "claimed", "verified", "marked_down", "unchecked")
    return BodyCount(
        BodyRecord("", "All bodies", "", ""),
        **{name: sum(getattr(row, name) for row in rows) for name in names},
    )
