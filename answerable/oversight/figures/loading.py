"""The dated rows that decide how duties stood, for many duties in about twenty queries, as plain values.

A moment counts on the day in London on which it fell: a row recorded at noon held that evening. `None` for an
end means that the row holds still.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Model, Q

from answerable.assurance.models import Adequacy, Challenge, Closure, Recheck, Verification
from answerable.core.calendar import LONDON
from answerable.duties.models import (
    ActionDuty,
    AnswerPart,
    Claim,
    Dispute,
    DueDate,
    Duty,
    Joint,
    Progress,
    PublishedReply,
    TargetDate,
    Transfer,
)
from answerable.impact.models import Alarm, Reassessment

Day = dt.date
Held = tuple[Day, Day | None]  # the first day on which a row held, and the first on which it no longer did


@dataclass(slots=True)
class OfReport:
    """Replies that sources list for one report, in the order in which they came."""

    checked_on: Day | None = None
    bodies: int = 0  # that were asked
    replies: list[tuple[Day, int | None, Day | None]] = field(default_factory=list)  # known, body, dated


@dataclass(slots=True)
class OfDuty:
    """Every row about one duty, each kind in the order of its keys."""

    pk: int
    entry: int
    report: int
    publisher: int
    organisation: int
    kind: str
    issued_on: Day | None
    begins: Day
    withdrawn: Day | None
    dates: list[tuple[Held, Day, str, int]] = field(default_factory=list)  # due on, basis, key
    transfers: list[tuple[Day, Day, int]] = field(default_factory=list)  # recorded, holds from, to whom
    leads: list[tuple[Held, int]] = field(default_factory=list)
    released: list[Day] = field(default_factory=list)
    claims: list[tuple[Day, int, str]] = field(default_factory=list)
    heard: list[Day] = field(default_factory=list)
    serving: list[tuple[Day, int]] = field(default_factory=list)  # since, action
    slips: list[Day] = field(default_factory=list)
    adequacies: list[tuple[Held, int, str]] = field(default_factory=list)
    verdicts: list[tuple[Held, int, str]] = field(default_factory=list)  # claim, result
    lapsed: list[Day] = field(default_factory=list)
    closures: list[tuple[Held, Day, str]] = field(default_factory=list)
    challenges: list[Held] = field(default_factory=list)
    alarms: list[tuple[Held, list[Held]]] = field(default_factory=list)  # and when it was "not the same ask"


# (held, answered on, answer, part, entry, stance)
Part = tuple[Held, Day, int, int, int, str]


@dataclass(slots=True)
class Loaded:
    duties: list[OfDuty]
    reports: dict[int, OfReport]
    parts: dict[int, list[Part]]  # by duty, leads' too


def load(duty_ids: Collection[int]) -> Loaded:
    """Duties by key, with all that is known of each."""
    duties = {row[0]: _duty(row) for row in _duties(duty_ids)}
    _clock(duties)
    _work(duties)
    _found(duties)
    leads = {lead for duty in duties.values() for _, lead in duty.leads}
    return Loaded(
        list(duties.values()),
        _reports({duty.report for duty in duties.values()}),
        _parts({*duties, *leads}),
    )


def day(moment: dt.datetime) -> Day:
    return moment.astimezone(LONDON).date()


def _end(moment: dt.datetime | None) -> Day | None:
    return None if moment is None else moment.astimezone(LONDON).date()


def _duties(ids: Collection[int]) -> Iterable[tuple[Any, ...]]:
    return Duty.objects.filter(pk__in=ids).order_by("pk").values_list(
        "pk",
        "entry_id",
        "entry__report_id",
        "entry__report__publisher_id",
        "organisation_id",
        "kind",
        "entry__report__issued_on",
        "recorded_at",
        "entry__withdrawn_at",
    )  # fmt: skip


def _duty(row: tuple[Any, ...]) -> OfDuty:
    pk, entry, report, publisher, organisation, kind, issued, recorded, withdrawn = row
    return OfDuty(pk, entry, report, publisher, organisation, kind, issued, day(recorded), _end(withdrawn))


def _rows(model: type[Model], duties: dict[int, OfDuty], *names: str, **where: Any) -> Iterable[Any]:
    """(the duty, *values) of a model whose rows name a duty."""
    rows = model._default_manager.filter(duty__in=list(duties), **where).order_by("pk")
    for pk, *values in rows.values_list("duty_id", *names):
        yield duties[pk], *values


def _clock(duties: dict[int, OfDuty]) -> None:
    """Dates, who holds it, under whose lead, and whether it was found to be another's."""
    for duty, on, basis, pk, start, end in _rows(
        DueDate, duties, "due_on", "basis", "pk", "recorded_at", "superseded_at"
    ):
        duty.dates.append(((day(start), _end(end)), on, basis, pk))
    for duty, recorded, on, after in _rows(Transfer, duties, "recorded_at", "on", "after_id"):
        duty.transfers.append((day(recorded), on, after))
    for duty, lead, start, end in _rows(Joint, duties, "lead_id", "recorded_at", "superseded_at"):
        duty.leads.append(((day(start), _end(end)), lead))
    for duty, settled in _rows(Dispute, duties, "settled_at", outcome=Dispute.Outcome.RELEASED):
        duty.released.append(day(settled))


def _work(duties: dict[int, OfDuty]) -> None:
    """Claims, actions that serve it, when anything was heard of them, and dates that moved."""
    for duty, pk, level, recorded in _rows(Claim, duties, "pk", "level", "recorded_at"):
        duty.claims.append((day(recorded), pk, level))
        duty.heard.append(day(recorded))
    by_action: dict[int, list[tuple[Day, OfDuty]]] = defaultdict(list)
    for duty, action, recorded in _rows(ActionDuty, duties, "action_id", "recorded_at"):
        duty.serving.append((day(recorded), action))
        by_action[action].append((day(recorded), duty))
    if not by_action:
        return
    progress = Progress.objects.filter(action__in=list(by_action)).order_by("pk")
    for action, recorded in progress.values_list("action_id", "recorded_at"):
        for _, duty in by_action[action]:
            duty.heard.append(day(recorded))
    dated: set[int] = set()
    promised = TargetDate.objects.filter(milestone__action__in=list(by_action)).order_by("recorded_at", "pk")
    for milestone, action, recorded in promised.values_list(
        "milestone_id", "milestone__action_id", "recorded_at"
    ):
        for since, duty in by_action[action]:
            duty.heard.append(day(recorded))
            if milestone in dated:
                duty.slips.append(max(since, day(recorded)))
        dated.add(milestone)


def _found(duties: dict[int, OfDuty]) -> None:
    """What others said: of the reply, of the work, at its end, against the register, and once more later."""
    for duty, answer, verdict, start, end in _rows(
        Adequacy, duties, "answer_id", "verdict", "recorded_at", "superseded_at"
    ):
        duty.adequacies.append(((day(start), _end(end)), answer, verdict))
    for duty, claim, result, start, end in _rows(
        Verification, duties, "claim_id", "result", "recorded_at", "superseded_at"
    ):
        duty.verdicts.append(((day(start), _end(end)), claim, result))
    looks = Recheck.objects.filter(closure__duty__in=list(duties), outcome=Recheck.Outcome.NOT_LASTED)
    for pk, done in looks.values_list("closure__duty_id", "done_on"):
        if done is not None:
            duties[pk].lapsed.append(done)
    for duty, on, reason, start, end in _rows(
        Closure, duties, "closed_on", "reason", "recorded_at", "reopened_at"
    ):
        duty.closures.append(((day(start), _end(end)), on, reason))
    for duty, start, end in _rows(Challenge, duties, "recorded_at", "answered_at"):
        duty.challenges.append((day(start), _end(end)))
    other: dict[int, list[Held]] = defaultdict(list)
    not_same = Reassessment.objects.filter(
        alarm__duty__in=list(duties), outcome=Reassessment.Outcome.NOT_SAME
    )
    for alarm, start, end in not_same.values_list("alarm_id", "recorded_at", "superseded_at"):
        other[alarm].append((day(start), _end(end)))
    for duty, pk, start, end in _rows(Alarm, duties, "pk", "raised_at", "withdrawn_at"):
        duty.alarms.append(((day(start), _end(end)), other.get(pk, [])))


def _reports(ids: set[int]) -> dict[int, OfReport]:
    found = {pk: OfReport() for pk in ids}
    facts = (
        Duty.objects.filter(entry__report__in=ids)
        .order_by()
        .values("entry__report_id", "entry__report__replies_checked_on")
        .annotate(bodies=Count("organisation_id", distinct=True))
        .values_list("entry__report_id", "entry__report__replies_checked_on", "bodies")
    )
    for pk, checked, bodies in facts:
        found[pk].checked_on, found[pk].bodies = checked, bodies
    listed = (
        PublishedReply.objects.filter(report__in=ids)
        .annotate(dated=Max("texts__dated", filter=Q(texts__superseded_at__isnull=True)))
        .order_by("pk")
        .values_list("report_id", "recorded_at", "organisation_id", "dated")
    )
    for pk, recorded, body, dated in listed:
        found[pk].replies.append((day(recorded), body, dated))
    return found


def _parts(ids: set[int]) -> dict[int, list[Part]]:
    """In the order in which a later takes the place of an earlier."""
    found: dict[int, list[Part]] = defaultdict(list)
    rows = AnswerPart.objects.filter(duty__in=ids).order_by("answer__answered_on", "answer_id", "pk")
    for duty, start, end, answered, answer, pk, entry, stance in rows.values_list(
        "duty_id",
        "answer__recorded_at",
        "answer__withdrawn_at",
        "answer__answered_on",
        "answer_id",
        "pk",
        "entry_id",
        "stance",
    ):
        found[duty].append(((day(start), _end(end)), answered, answer, pk, entry, stance))
    return found
