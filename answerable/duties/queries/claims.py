"""What bodies say they did, as at a date: the claim that stands, what its evidence carries, dates moved."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

from django.db.models import Max, Model, Q, QuerySet

from answerable.core.calendar import LONDON, end_of_day, today
from answerable.duties.ladder import MAY_STALL, STALLED_AFTER, is_backward, strongest, supported, supports
from answerable.duties.models import (
    ActionDuty,
    Claim,
    ClaimLevel,
    Duty,
    Evidence,
    EvidenceUse,
    Grade,
    Milestone,
    Progress,
    TargetDate,
)

M = TypeVar("M", bound=Model)
_OVER = (ClaimLevel.DONE, ClaimLevel.STOPPED)


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """The claim that stands on a duty, against the evidence that it rests on and that nobody withdrew."""

    claim: Claim
    level: ClaimLevel
    supported: ClaimLevel  # the furthest level that the evidence carries
    grade: Grade | None  # the strongest
    evidence: tuple[Evidence, ...]  # that it rests on, with files loaded
    unsupported: bool
    stalled_since: dt.date | None  # the last day on which anything was recorded, where that is too long ago


@dataclass(frozen=True, slots=True)
class Slip:
    """A milestone whose date was moved: the original, each move with its reason, and where it stands."""

    milestone: Milestone
    original: dt.date
    current: dt.date
    moves: list[tuple[dt.date, dt.date, dt.datetime, str]]  # (from, to, when it was moved, reason)
    backward: bool  # it stands later than it was promised at first


@dataclass(frozen=True, slots=True)
class BackwardMove:
    """The work on a duty was said to be less far along than before."""

    of: str  # "claim", or the reference of the action
    before: ClaimLevel
    after: ClaimLevel
    on: dt.date


def standing_claims(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, ClaimFacts]:
    """{duty id: facts of the claim that stands}, for duties with one. At most six queries.

    With `on`, as was recorded by the end of that day: evidence withdrawn later still counts.
    """
    claims = {claim.duty_id: claim for claim in latest_claims(duties, on)}
    shown: dict[int, list[Evidence]] = {}
    uses = EvidenceUse.objects.filter(claim__in=[claim.pk for claim in claims.values()])
    if on is None:
        uses = uses.filter(evidence__withdrawn_at__isnull=True)
    else:
        still = Q(evidence__withdrawn_at__isnull=True) | Q(evidence__withdrawn_at__gte=end_of_day(on))
        uses = uses.filter(still)
    for use in uses.select_related("evidence__upload").order_by("evidence_id"):
        shown.setdefault(use.claim_id or 0, []).append(use.evidence)
    may_stall = [duty_id for duty_id, claim in claims.items() if claim.level in MAY_STALL]
    heard = _last_heard(may_stall, on) if may_stall else {}
    limit = (on or today()) - dt.timedelta(days=STALLED_AFTER)
    facts = {}
    for duty_id, claim in claims.items():
        rests_on = shown.get(claim.pk, [])
        level, grade = ClaimLevel(claim.level), strongest(one.grade for one in rests_on)
        last = heard.get(duty_id)
        facts[duty_id] = ClaimFacts(
            claim=claim,
            level=level,
            supported=supported(grade),
            grade=grade,
            evidence=tuple(rests_on),
            unsupported=not supports(grade, level),
            stalled_since=last if last and last < limit else None,
        )
    return facts


def latest_claims(duties: Sequence[Duty] | Sequence[int], on: dt.date | None = None) -> QuerySet[Claim]:
    """Those of these duties in the order made: of each duty the last is the one that stands."""
    return _by(Claim.objects.filter(duty__in=duties), on).select_related("organisation").order_by("pk")


def line_to_verify(claim: Claim) -> tuple[str, str, str, str]:
    """How an assurer is told of a claim of done: the key, the kind, the words and the address of a notice."""
    words = f"{claim.organisation.name} says that {claim.duty.reference} is done: it can be verified"
    return f"verify:{claim.pk}", "to_verify", words, f"/workspace/verify/{claim.duty.reference}"


@dataclass(frozen=True, slots=True)
class Promised:
    """The actions that serve some duties, and every date of their milestones."""

    serving: dict[int, list[int]]  # {action id: ids of duties}
    dates: list[TargetDate]


def promised_for(duties: Sequence[Duty], *, on: dt.date | None = None) -> Promised:
    """For `slips` and `next_milestones`, where both are asked for. Two queries."""
    serving = _serving(duties, on)
    return Promised(serving, _dates_of(serving, on))


def slips(
    duties: Sequence[Duty], *, on: dt.date | None = None, promised: Promised | None = None
) -> dict[int, list[Slip]]:
    """{duty id: the milestones of its actions whose date was moved}, dropped actions too. Two queries."""
    promised = promised or promised_for(duties, on=on)
    dates: dict[int, list[TargetDate]] = {}
    for row in promised.dates:
        dates.setdefault(row.milestone_id, []).append(row)
    found: dict[int, list[Slip]] = {}
    for history in dates.values():
        if len(history) > 1:
            slip = slip_of(history)
            for duty_id in promised.serving[slip.milestone.action_id]:
                found.setdefault(duty_id, []).append(slip)
    return found


def slip_of(history: Sequence[TargetDate]) -> Slip:
    """The ledger of one milestone from all its dates, oldest first."""
    pairs = itertools.pairwise(history)
    return Slip(
        milestone=history[0].milestone,
        original=history[0].due_on,
        current=history[-1].due_on,
        moves=[(before.due_on, after.due_on, after.recorded_at, after.reason) for before, after in pairs],
        backward=history[-1].due_on > history[0].due_on,
    )


def next_milestones(
    duties: Sequence[Duty], *, on: dt.date | None = None, promised: Promised | None = None
) -> dict[int, tuple[dt.date, str]]:
    """{duty id: (date, words) of the soonest milestone that is not past and not said to be done}."""
    promised = promised or promised_for(duties, on=on)
    found: dict[int, tuple[dt.date, str]] = {}
    for date in _open(promised.serving, promised.dates, on):
        if date.due_on >= (on or today()):
            soonest = (date.due_on, date.milestone.words)
            for duty_id in promised.serving[date.milestone.action_id]:
                found[duty_id] = min(soonest, found.get(duty_id, soonest))
    return found


def open_dates(actions: Iterable[int], *, on: dt.date | None = None) -> list[TargetDate]:
    """The dates of milestones of these actions (by id) that are neither done nor dropped, soonest first."""
    ids = list(actions)
    return _open(ids, _dates_of(ids, on), on)


def _dates_of(actions: Iterable[int], on: dt.date | None) -> list[TargetDate]:
    """Every date of each milestone of these actions, oldest first."""
    rows = TargetDate.objects.filter(milestone__action__in=list(actions)).select_related("milestone__action")
    return list(_by(rows, on).order_by("milestone__action_id", "milestone__order", "pk"))


def _open(actions: Iterable[int], dates: Iterable[TargetDate], on: dt.date | None) -> list[TargetDate]:
    current = {row.milestone_id: row for row in dates}
    reported: dict[tuple[int, int | None], str] = {}
    progress = _by(Progress.objects.filter(action__in=list(actions)), on).order_by("pk")
    for action_id, milestone_id, level in progress.values_list("action_id", "milestone_id", "level"):
        reported[action_id, milestone_id] = level
    limit = None if on is None else end_of_day(on)

    def is_open(row: TargetDate) -> bool:
        action = row.milestone.action
        dropped = action.dropped_at is not None and (limit is None or action.dropped_at < limit)
        own, whole = reported.get((action.pk, row.milestone_id)), reported.get((action.pk, None))
        return not dropped and own not in _OVER and whole not in _OVER

    return sorted(filter(is_open, current.values()), key=attrgetter("due_on", "pk"))


def backward_moves(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, list[BackwardMove]]:
    """{duty id: each time that work on it was said to be less far along than before}, oldest first."""
    serving = _serving(duties, on)
    found: dict[int, list[BackwardMove]] = {}
    claims = _by(Claim.objects.filter(duty__in=duties), on).order_by("duty_id", "pk")
    before: Claim | None = None
    for claim in claims:
        if before and before.duty_id == claim.duty_id and is_backward(before.level, claim.level):
            move = _move("claim", before.level, claim.level, claim.claimed_on)
            found.setdefault(claim.duty_id, []).append(move)
        before = claim
    said: dict[tuple[int, int | None], str] = {}
    rows = _by(Progress.objects.filter(action__in=serving), on).select_related("action").order_by("pk")
    for row in rows:
        last = said.get((row.action_id, row.milestone_id))
        if last and is_backward(last, row.level):
            for duty_id in serving[row.action_id]:
                move = _move(row.action.reference, last, row.level, row.on)
                found.setdefault(duty_id, []).append(move)
        said[row.action_id, row.milestone_id] = row.level
    return found


def _move(of: str, before: str, after: str, on: dt.date) -> BackwardMove:
    return BackwardMove(of, ClaimLevel(before), ClaimLevel(after), on)


def _by(rows: QuerySet[M], on: dt.date | None) -> QuerySet[M]:
    """What had been recorded by the end of a day."""
    return rows if on is None else rows.filter(recorded_at__lt=end_of_day(on))


def _serving(duties: Sequence[Duty], on: dt.date | None) -> dict[int, list[int]]:
    """{action id: ids of those duties that it serves}."""
    rows = ActionDuty.objects.filter(duty__in=duties)
    if on is not None:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    found: dict[int, list[int]] = {}
    for action_id, duty_id in rows.order_by("pk").values_list("action_id", "duty_id"):
        found.setdefault(action_id, []).append(duty_id)
    return found


def _last_heard(duty_ids: Sequence[int], on: dt.date | None) -> dict[int, dt.date]:
    """{duty id: the day on which a claim, progress, evidence or a date was last recorded for it}.

    Evidence is heard of with the claim or the report of progress that rests on it.
    """
    heard: dict[int, dt.datetime] = {}
    claimed, *others = (
        _latest(duty_ids, path, on)
        for path in ("claims", "actions__action__progress", "actions__action__milestones__dates")
    )
    for duty_id, last in claimed.union(*others):
        if last is not None:
            heard[duty_id] = max(last, heard.get(duty_id, last))
    return {duty_id: last.astimezone(LONDON).date() for duty_id, last in heard.items()}


def _latest(
    duty_ids: Sequence[int], path: str, on: dt.date | None
) -> QuerySet[Duty, tuple[int, dt.datetime | None]]:
    """When the last of what lies on that path from each duty was recorded."""
    rows = Duty.objects.filter(pk__in=duty_ids)
    known = rows if on is None else rows.filter(**{f"{path}__recorded_at__lt": end_of_day(on)})
    latest = known.order_by().values("pk").annotate(last=Max(f"{path}__recorded_at"))
    return latest.values_list("pk", "last")
