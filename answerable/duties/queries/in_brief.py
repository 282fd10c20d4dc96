"""The first axis of many duties, and nothing else: for lists that count thousands."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from answerable.core.calendar import end_of_day, today
from answerable.duties.models import AnswerPart, Claim, Dispute, DueDate, Duty, Joint
from answerable.duties.queries.answers import answers_held
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
    """One duty: its first axis, and whether its body ever said what it did."""

    duty: int
    holder: int
    axis: ResponseAxis
    claims: bool


def in_brief(duties: QuerySet[Duty], *, on: dt.date | None = None) -> list[InBrief]:
    """In their order, as `responses` tells them one by one. Two queries; no model is made."""
    day = on or today()
    rows = duties.annotate(
        due=standing_due(on),
        answered=Coalesce(_answered(on, OuterRef("pk")), _answered(on, Subquery(_lead(on)))),
        released=_released(on),
        has_claims=Exists(Claim.objects.filter(duty=OuterRef("pk"))),
    ).values_list(
        *("pk", "holder_id", "organisation_id", "kind", "due"),
        *("entry__report_id", "entry__report__replies_checked_on"),
        *("answered", "released", "has_claims"),
    )
    replies = replies_to(duties.order_by().values("entry__report_id"), on=on)
    found = []
    for pk, holder, asked, kind, due, report, checked, answered, released, claims in rows:
        listed = replies.get(report, NO_REPLIES)
        replied, dated = listed.of((holder, asked))
        if answered is not None:
            axis = replied_axis(due, answered)
        elif replied:
            axis = replied_axis(due, dated)
        elif released:
            axis = ResponseAxis.NOT_REQUIRED
        else:
            axis = unanswered_axis(kind, due, checked, listed, day)
        found.append(InBrief(pk, holder, axis, claims))
    return found


def _answered(on: dt.date | None, duty: OuterRef | Subquery) -> Subquery:
    """The day of the newest answer that stands."""
    rows = answers_held(AnswerPart.objects.filter(duty=duty), on)
    newest = rows.order_by("-answer__answered_on", "-answer_id")
    return Subquery(newest.values("answer__answered_on")[:1], output_field=DateField())


def _lead(on: dt.date | None) -> QuerySet[Joint, Any]:
    """Of a joint duty, that which leads it. Two levels below the duty's own row."""
    rows = Joint.objects.filter(duty=OuterRef(OuterRef("pk")))
    if on is None:
        rows = rows.filter(superseded_at__isnull=True)
    else:
        limit = end_of_day(on)
        kept = Q(superseded_at__isnull=True) | Q(superseded_at__gte=limit)
        rows = rows.filter(kept, recorded_at__lt=limit)
    return rows.order_by("-pk").values("lead_id")[:1]


def _released(on: dt.date | None) -> Exists:
    rows = Dispute.objects.filter(duty=OuterRef("pk"), outcome=Dispute.Outcome.RELEASED)
    return Exists(rows if on is None else rows.filter(settled_at__lt=end_of_day(on)))


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
