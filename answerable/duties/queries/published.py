"""Reads of the duties room: which date holds, and what is known of an answer, on a given date."""

import datetime as dt
import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When

from answerable.core.calendar import end_of_day
from answerable.duties.models import DueDate, Duty, PublishedReply
from answerable.register.models import Report

_Counted = tuple[int, int | None, int | None, int | None, dt.date | None]


class ResponseState(TextChoices):
    """What can honestly be said of replies to a report. None of these says that a body was silent."""

    IDENTIFIED = "identified", "Reply identified"
    NOT_YET_DUE = "not_yet_due", "Reply not yet due"
    NOT_IDENTIFIED = "not_identified", "No response identified in the sources checked"
    NOT_CHECKED = "not_checked", "Replies not yet looked for"
    NO_RULE = "no_rule", "No rule that asks for a reply"


_ORDER = {DueDate.Basis.EXTENSION: 0, DueDate.Basis.STATED: 1, DueDate.Basis.COMPUTED: 2}
BASES_IN_ORDER = Case(*(When(basis=basis, then=Value(place)) for basis, place in _ORDER.items()))


def dates_held(dates: Iterable[DueDate], *, on: dt.date | None = None) -> list[DueDate]:
    """The dates that stand now, or stood on a date.

    With `on`, only what had been recorded by then counts; where nothing had, the dates that came with the
    duty do, since they follow from the report itself.
    """
    rows = list(dates)
    if on is None:
        return [row for row in rows if row.superseded_at is None]
    limit = end_of_day(on)
    known = [
        row
        for row in rows
        if row.recorded_at < limit and (row.superseded_at is None or row.superseded_at >= limit)
    ]
    return known or [row for row in rows if row.basis != DueDate.Basis.EXTENSION]


def standing_date(dates: Iterable[DueDate], *, on: dt.date | None = None) -> DueDate | None:
    """The date that holds: an extension over the report's own date over one worked out from the rule."""
    rows = dates_held(dates, on=on)
    return min(rows, key=lambda row: (_ORDER[DueDate.Basis(row.basis)], -row.pk), default=None)


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """What is known of replies to one report."""

    replies: int
    checked_on: dt.date | None
    due_on: dt.date | None
    asks: bool  # some rule or convention asks for a reply
    bodies: int = 0  # that were asked
    answered: int = 0  # of these, whose answer the register holds

    def state(self, on: dt.date) -> ResponseState:
        if self.replies or self.answered:
            return ResponseState.IDENTIFIED
        if not self.asks:
            return ResponseState.NO_RULE
        if self.due_on is not None and on <= self.due_on:
            return ResponseState.NOT_YET_DUE
        if self.checked_on is None or (self.due_on is not None and self.checked_on <= self.due_on):
            return ResponseState.NOT_CHECKED  # a look before the reply was due says nothing
        return ResponseState.NOT_IDENTIFIED

    def words(self, on: dt.date) -> str:
        """The state as a sentence fit to publish."""
        state = self.state(on)
        if state is ResponseState.NOT_IDENTIFIED and self.checked_on:
            return f"No response identified in the sources checked, as at {self.checked_on:%-d %B %Y}"
        if self.answered and self.bodies <= 1:
            return "Answered by the body that was asked"
        if self.answered:
            return f"Answered by {self.answered} of {max(self.bodies, self.answered)} bodies asked"
        if state is ResponseState.IDENTIFIED:
            count = "One published reply" if self.replies == 1 else f"{self.replies} published replies"
            return f"{count} identified; which body wrote each has not been checked yet"
        return str(state.label)


def reply_facts(reports: Sequence[Report], *, on: dt.date | None = None) -> dict[int, ReplyFacts]:
    """{report id: what is known of its replies}, in one query however many reports.

    `on`: answers that were held on that day; what sources list has no history.
    """
    told = _counted(on).filter(pk__in=[report.pk for report in reports])
    found = {counted[0]: counted[1:] for counted in told}
    facts = {}
    for report in reports:
        replied, asked, answered, due_on = found[report.pk]
        facts[report.pk] = ReplyFacts(
            replies=replied or 0,
            checked_on=report.replies_checked_on,
            due_on=due_on or report.response_due_stated,
            asks=bool(asked) or report.instrument == Report.Instrument.REG28,
            bodies=asked or 0,
            answered=answered or 0,
        )
    return facts


@functools.lru_cache(maxsize=8)  # putting the question together takes as long as its answer
def _counted(on: dt.date | None) -> QuerySet[Report, _Counted]:
    """Of each report: replies listed, bodies asked, bodies that answered, and when the reply is due."""
    replies = PublishedReply.objects.filter(report=OuterRef("pk")).order_by().values("report")
    duties = Duty.objects.filter(entry__report=OuterRef("pk")).order_by().values("entry__report")
    dates = DueDate.objects.filter(duty__entry__report=OuterRef("pk"), superseded_at__isnull=True)
    bodies = Count("organisation_id", distinct=True)
    return (
        Report.objects.order_by()
        .annotate(
            replied=Subquery(replies.annotate(n=Count("pk")).values("n")),
            asked=Subquery(duties.exclude(kind=Duty.Kind.NONE).annotate(n=bodies).values("n")),
            answered=Subquery(duties.filter(_answer_held(on)).annotate(n=bodies).values("n")),
            due=Subquery(dates.order_by(BASES_IN_ORDER, "-pk").values("due_on")[:1]),
        )
        .values_list("pk", "replied", "asked", "answered", "due")
    )


def _answer_held(on: dt.date | None) -> Q:
    """Of a duty: that an answer to it is held, or was on that day."""
    held = Q(answer_parts__answer__isnull=False)
    if on is None:
        return held & Q(answer_parts__answer__withdrawn_at__isnull=True)
    limit = end_of_day(on)
    return (
        held
        & Q(answer_parts__answer__recorded_at__lt=limit)
        & (
            Q(answer_parts__answer__withdrawn_at__isnull=True)
            | Q(answer_parts__answer__withdrawn_at__gte=limit)
        )
    )


def duties_of_report(report: Report) -> QuerySet[Duty]:
    return (
        Duty.objects.filter(entry__report=report, entry__withdrawn_at__isnull=True)
        .select_related("entry", "organisation")
        .prefetch_related("due_dates")
        .order_by("entry__order", "organisation_id")
    )


def duties_of_body(organisation_id: int) -> QuerySet[Duty]:
    """Everything one body has been asked, newest report first."""
    return (
        Duty.objects.filter(organisation_id=organisation_id, entry__withdrawn_at__isnull=True)
        .select_related("entry__report__publisher")
        .prefetch_related("due_dates")
        .order_by("-entry__report__issued_on", "entry__report_id", "entry__order")
    )


def reports_asking(organisation_id: int, *, on: dt.date | None = None) -> tuple[QuerySet[Report], bool]:
    """The reports that ask something of a body, newest first, and whether the register held them on the date.

    For a date before the register held any, those published by then, with False, as `version_on` does.
    """
    duties = Duty.objects.filter(organisation_id=organisation_id, entry__withdrawn_at__isnull=True)
    held = True
    if on is not None:
        known = duties.filter(recorded_at__lt=end_of_day(on))
        held = known.exists()
        duties = known if held else duties
        duties = duties.filter(entry__report__issued_on__lte=on)
    reports = Report.objects.filter(pk__in=duties.values("entry__report_id"))
    return reports.select_related("publisher").order_by(F("issued_on").desc(nulls_last=True), "pk"), held


def duties_within(
    organisation_id: int, report_ids: Iterable[int], due_from: dt.date | None = None
) -> dict[int, list[Duty]]:
    """{report id: the body's duties on it}, each with its dates loaded.

    With `due_from`, of those reports too that it had to answer on that day or later.
    """
    wanted = Q(entry__report_id__in=list(report_ids))
    if due_from:
        due = DueDate.objects.filter(duty=OuterRef("pk"), due_on__gte=due_from)
        wanted |= Q(Exists(due), entry__report__issued_on__lte=due_from)
    rows = (
        Duty.objects.filter(
            wanted,
            organisation_id=organisation_id,
            entry__withdrawn_at__isnull=True,
        )
        .select_related("entry__report__publisher")
        .prefetch_related("due_dates")
        .order_by("entry__order")
    )
    found: dict[int, list[Duty]] = {}
    for duty in rows:
        found.setdefault(duty.entry.report_id, []).append(duty)
    return found


def reports_due_from(duties: Iterable[Duty], on: dt.date) -> list[tuple[dt.date, Report]]:
    """What a body still has time to answer, of its duties with their dates: (date, report), soonest first."""
    found: dict[int, tuple[dt.date, Report]] = {}
    for duty in duties:
        report = duty.entry.report
        date = standing_date(duty.due_dates.all(), on=on)
        if date and date.due_on >= on and report.issued_on and report.issued_on <= on:
            found.setdefault(report.pk, (date.due_on, report))
    return sorted(found.values(), key=lambda pair: (pair[0], pair[1].pk))


def asked_counts() -> dict[int, int]:
    """{organisation id: entries that ask something of it}."""
    return dict(
        Duty.objects.filter(entry__withdrawn_at__isnull=True)
        .values("organisation_id")
        .annotate(count=Count("pk"))
        .values_list("organisation_id", "count")
    )
