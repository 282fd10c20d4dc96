"""The first axis of many duties, and nothing else: for lists that count thousands."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from answerable.core.calendar import end_of_day, today
from answerable.duties.models import Claim, DueDate, Duty
from answerable.duties.queries.answers import what_is_there
from answerable.duties.queries.listed import (
    NO_REPLIES,
    ResponseAxis,
    replied_axis,
    replies_to,
    unanswered_axis,
)
from answerable.duties.queries.published import BASES_IN_ORDER


@dataclass(frozen=True, slots=True)
class InBrief:
    """One duty: its first axis, where nothing but a clock and published replies tell of it; else None."""

    duty: int
    holder: int
    axis: ResponseAxis | None


def in_brief(duties: QuerySet[Duty], *, on: dt.date | None = None) -> list[InBrief]:
    """In their order. Two queries, three where it is not known who wrote a reply; no model is made.

    Those with an answer, a claim, a lead or a settled dispute have no axis here: ask `responses` of these.
    """
    day = on or today()
    rows = duties.annotate(
        due=standing_due(on), **what_is_there(), has_claims=Exists(Claim.objects.filter(duty=OuterRef("pk")))
    ).values_list(
        *("pk", "holder_id", "organisation_id", "kind", "due"),
        *("entry__report_id", "entry__report__replies_checked_on"),
        *("has_joints", "has_parts", "has_released", "has_claims"),
    )
    replies = replies_to(duties.order_by().values("entry__report_id"), on=on)
    found = []
    for pk, holder, asked, kind, due, report, checked, *more in rows:
        axis = None
        if not any(more):
            listed = replies.get(report, NO_REPLIES)
            replied, dated = listed.of((holder, asked))
            axis = replied_axis(due, dated) if replied else unanswered_axis(kind, due, checked, listed, day)
        found.append(InBrief(pk, holder, axis))
    return found


def standing_due(on: dt.date | None) -> Subquery | Coalesce:
    """`standing_date` of a duty, worked out in the database."""

    def day(rows: QuerySet[DueDate]) -> Subquery:
        return Subquery(rows.order_by(BASES_IN_ORDER, "-pk").values("due_on")[:1], output_field=DateField())

    dates = DueDate.objects.filter(duty=OuterRef("pk"))
    if on is None:
        return day(dates.filter(superseded_at__isnull=True))
    limit = end_of_day(on)
    stood = dates.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gte=limit), recorded_at__lt=limit)
    return Coalesce(day(stood), day(dates.exclude(basis=DueDate.Basis.EXTENSION)))
