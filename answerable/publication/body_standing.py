"""How a body stands with everything it must answer: counts with their denominator, each with its list.

Every duty that the body holds is in exactly one of the answers' lists, and every one said to be done in
exactly one of the findings'. No ranking is made of these.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from answerable.assurance.axes import DONE, DOWN
from answerable.assurance.queries.axes import Status, done_and_found
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.duties.queries.answers import ResponseAxis
from answerable.duties.queries.holding import duties_held
from answerable.duties.queries.in_brief import in_brief
from answerable.publication.standing import StandingRecord, rows_of, standings

# The lists of a body's page, in the order shown; the first of each row is what the rest are counted of.
ASKED, ANSWERED, LATE = "asked", "answered", "late"
NOT_YET_DUE, NOT_IDENTIFIED, NOT_LOOKED_FOR, NOT_REQUIRED = (
    "not-yet-due",
    "not-identified",
    "not-looked-for",
    "not-required",
)
CLAIMED, VERIFIED, MARKED_DOWN, UNCHECKED = "claimed-done", "found-done", "found-less", "not-looked-at"
LISTS = (
    ASKED,
    ANSWERED,
    LATE,
    NOT_YET_DUE,
    NOT_IDENTIFIED,
    NOT_LOOKED_FOR,
    NOT_REQUIRED,
    CLAIMED,
    VERIFIED,
    MARKED_DOWN,
    UNCHECKED,
)
_BY_RESPONSE = {
    ResponseAxis.RECEIVED: ANSWERED,
    ResponseAxis.LATE: ANSWERED,
    ResponseAxis.NOT_YET_DUE: NOT_YET_DUE,
    ResponseAxis.NOT_IDENTIFIED: NOT_IDENTIFIED,
    ResponseAxis.HISTORIC: NOT_IDENTIFIED,
    ResponseAxis.AWAITED: NOT_LOOKED_FOR,
    ResponseAxis.NOT_REQUIRED: NOT_REQUIRED,
}


@dataclass(frozen=True, slots=True)
class BodyStanding:
    """The keys of the duties in each list, on one day; newest report first."""

    on: dt.date
    lists: dict[str, tuple[int, ...]]

    def count(self, name: str) -> int:
        return len(self.lists[name])


def body_standing(organisation_id: int, on: dt.date | None = None) -> BodyStanding:
    """Two queries, however many duties the body holds; three more where it claimed."""
    duties = duties_held(organisation_id, on=on).order_by(
        "-entry__report__issued_on", "entry__report_id", "entry__order"
    )
    found: dict[str, list[int]] = {name: [] for name in LISTS}
    for _, pk, names in lists_by_duty(duties, on):
        for name in names:
            found[name].append(pk)
    return BodyStanding(on or today(), {name: tuple(keys) for name, keys in found.items()})


def lists_by_duty(duties: QuerySet[Duty], on: dt.date | None) -> list[tuple[int, int, list[str]]]:
    """(holder id, duty id, the lists that the duty is in), in the order of the duties."""
    rows = in_brief(duties, on=on)
    done = done_and_found([row.duty for row in rows if row.claims], on)
    return [
        (row.holder, row.duty, [*_lists_of_axis(row.axis), *_lists_of_finding(done.get(row.duty))])
        for row in rows
    ]


def _lists_of_axis(response: ResponseAxis) -> list[str]:
    late = [LATE] if response == ResponseAxis.LATE else []
    return [ASKED, _BY_RESPONSE[response], *late]


def _lists_of_finding(finding: str | None) -> list[str]:
    """Of what is said to be done, and what others found of it."""
    if finding is None:
        return []
    return [CLAIMED, VERIFIED if finding in DONE else MARKED_DOWN if finding in DOWN else UNCHECKED]


def lists_of(status: Status) -> list[str]:
    """The lists that a duty with this status is in."""
    done = status.verified.value if status.claimed.value == "done" else None
    return [*_lists_of_axis(ResponseAxis(status.response.value)), *_lists_of_finding(done)]


def standing_page(
    held: BodyStanding, name: str, start: int, most: int, on: dt.date | None = None
) -> list[StandingRecord]:
    """The records of a stretch of one list."""
    keys = held.lists[name][start : start + most]
    return standings(rows_of(keys), on=on, notes=False)
