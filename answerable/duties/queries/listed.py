"""The first axis of a duty, and the replies that sources list for its report."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Max, OuterRef, Q, QuerySet, Subquery, TextChoices, When

from answerable.core.calendar import end_of_day
from answerable.duties.models import Duty, PublishedReply

# After two years it says little whether a reply was looked for in the right place: peers call it historic.
HISTORIC_AFTER = dt.timedelta(days=730)


class ResponseAxis(TextChoices):
    """The first of the six axes (domain.md 5)."""

    NOT_YET_DUE = "not_yet_due", "Reply not yet due"
    AWAITED = "awaited", "Reply awaited"
    RECEIVED = "received", "Reply received"
    LATE = "late", "Reply received after the date it was due"
    NOT_IDENTIFIED = "not_identified", "No response identified in the sources checked"
    HISTORIC = "historic", "Due more than two years ago, no response identified in the sources checked"
    NOT_REQUIRED = "not_required", "No reply required"


ANSWERED = frozenset({ResponseAxis.RECEIVED, ResponseAxis.LATE})


@dataclass(frozen=True, slots=True)
class RepliesListed:
    """Replies that sources list for one report."""

    by_body: dict[int, dt.date | None]  # {organisation id: day of its reply, where read}
    unknown: int  # of which it is not known which body wrote them
    bodies_asked: int  # counted where some are unknown

    def of(self, bodies: Iterable[int]) -> tuple[bool, dt.date | None]:
        """Whether one of these bodies replied, and when, where that was read."""
        for body in bodies:
            if body in self.by_body:
                return True, self.by_body[body]
        return False, None


NO_REPLIES = RepliesListed({}, 0, 0)


def replied_axis(due: dt.date | None, day: dt.date | None) -> ResponseAxis:
    late = due is not None and day is not None and day > due
    return ResponseAxis.LATE if late else ResponseAxis.RECEIVED


def unanswered_axis(
    kind: str, due: dt.date | None, checked: dt.date | None, replies: RepliesListed, on: dt.date
) -> ResponseAxis:
    """Of a duty with no answer, not released, whose body wrote none of the replies that sources list."""
    if replies.unknown:
        return ResponseAxis.RECEIVED if replies.bodies_asked == 1 else ResponseAxis.AWAITED
    if due is None:
        return ResponseAxis.NOT_REQUIRED if kind == Duty.Kind.NONE else ResponseAxis.AWAITED
    if on <= due:
        return ResponseAxis.NOT_YET_DUE
    if checked is None or min(checked, on) <= due:  # a look before the reply was due says nothing
        return ResponseAxis.AWAITED
    return ResponseAxis.HISTORIC if on - due > HISTORIC_AFTER else ResponseAxis.NOT_IDENTIFIED


def replies_to(
    reports: Collection[int] | QuerySet[Any, Any], *, on: dt.date | None
) -> dict[int, RepliesListed]:
    """{report id: the replies that sources list}, of those that have some. One query."""
    rows = PublishedReply.objects.filter(report_id__in=reports)
    if on is not None:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    duties = Duty.objects.filter(entry__report=OuterRef("report_id")).order_by().values("entry__report")
    asked = duties.annotate(n=Count("organisation_id", distinct=True)).values("n")
    listed = (
        rows.annotate(
            day=Max("texts__dated", filter=Q(texts__superseded_at__isnull=True)),
            asked=Case(When(organisation__isnull=True, then=Subquery(asked))),
        )
        .order_by("pk")
        .values_list("report_id", "organisation_id", "day", "asked")
    )
    by_body: dict[int, dict[int, dt.date | None]] = defaultdict(dict)
    unknown: dict[int, int] = defaultdict(int)
    bodies: dict[int, int] = {}
    for report, body, day, count in listed:
        if body is None:
            unknown[report] += 1
            bodies[report] = count or 0
        else:
            by_body[report].setdefault(body, day)
    return {
        report: RepliesListed(by_body[report], unknown[report], bodies.get(report, 0))
        for report in {*by_body, *unknown}
    }
