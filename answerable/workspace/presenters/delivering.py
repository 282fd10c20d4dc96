"""Plans, evidence and claims as the body's own pages show them."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from answerable.accounts.queries import names_of
from answerable.core.calendar import today
from answerable.duties.ladder import GRADES, NEEDED, is_backward, strongest
from answerable.duties.models import (
    Action,
    ClaimLevel,
    Duty,
    Evidence,
    EvidenceUse,
    Grade,
    Milestone,
    Progress,
    TargetDate,
)
from answerable.duties.queries.claims import ClaimFacts
from answerable.organisations.models import Organisation
from answerable.register.models import EntryVersion
from answerable.uploads.models import Upload
from answerable.website.formats import long_date, shortened
from answerable.workspace.security import ROOT

_OVER = (ClaimLevel.DONE, ClaimLevel.STOPPED)
LEVELS = tuple((str(level), str(level.label)) for level in ClaimLevel)
GRADE_CHOICES = tuple((str(grade), str(grade.label)) for grade in Grade)


def at_body(body: Organisation, *parts: str) -> str:
    """The address of one of the body's pages."""
    return "/".join((ROOT, "bodies", body.reference, *parts))


@dataclass(frozen=True, slots=True)
class DutyShown:
    """What was asked, in short."""

    reference: str
    entry: str
    about: str
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class MoveShown:
    when: str
    before: str
    after: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """One line of the ledger of dates."""

    pk: int
    words: str
    is_end: bool
    current: str
    original: str  # blank where it never moved
    moves: tuple[MoveShown, ...]
    state: str
    past: bool


@dataclass(frozen=True, slots=True)
class ProgressShown:
    when: str
    of: str
    level: str
    words: str
    who: str
    backward: bool


@dataclass(frozen=True, slots=True)
class ActionShown:
    reference: str
    words: str
    owner_role: str
    owner: str
    measure: str
    own_key: str
    end: str
    moved_from: str
    past: bool
    state: str
    dropped: str
    duties: tuple[DutyShown, ...]
    milestones: tuple[MilestoneShown, ...]
    progress: tuple[ProgressShown, ...]
    href: str


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    pk: int
    reference: str
    title: str
    grade: str
    dated: str
    host: str  # of a link
    url: str
    file: str  # its name, where it is a file
    scanned: bool
    public: bool
    withdrawn: str
    why: str
    rested: int
    href: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One level of the ladder."""

    level: str
    label: str
    needs: str
    reached: bool
    standing: bool


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """The claim that stands, and what can be said of it."""

    label: str
    words: str
    when: str
    who: str
    missing: str  # why it is no longer supported; blank where it is
    stalled: str


def duties_shown(duties: Sequence[Duty], body: Organisation) -> list[DutyShown]:
    """In their order, in one query for their words."""
    words = dict(
        EntryVersion.objects.filter(
            entry__in=[duty.entry_id for duty in duties], superseded_at__isnull=True
        ).values_list("entry_id", "text")
    )
    return [
        DutyShown(
            reference=duty.reference,
            entry=duty.entry.reference,
            about=duty.entry.report.title,
            words=shortened(words.get(duty.entry_id, ""), 240),
            href=at_body(body, "duties", duty.reference, "delivery"),
        )
        for duty in duties
    ]


def actions_shown(actions: Iterable[Action], body: Organisation) -> list[ActionShown]:
    rows = list(actions)
    duties = {row.duty_id: row.duty for action in rows for row in action.serves.all()}
    shown = dict(zip(duties, duties_shown(list(duties.values()), body), strict=True))
    people = names_of({*_people(rows)})
    return [_action(row, body, shown, people) for row in rows]


def _people(actions: Iterable[Action]) -> Iterable[str]:
    for action in actions:
        yield action.owner
        for report in action.progress.all():
            yield report.recorded_by
        for milestone in action.milestones.all():
            yield from (date.recorded_by for date in milestone.dates.all())


def _action(
    action: Action, body: Organisation, duties: dict[int, DutyShown], people: dict[str, str]
) -> ActionShown:
    reports = list(action.progress.all())
    whole = [report for report in reports if report.milestone_id is None]
    state = ClaimLevel(whole[-1].level) if whole else None
    over = state in _OVER or action.dropped_at is not None
    milestones = tuple(_milestone(one, reports, over, people) for one in action.milestones.all())
    end = next(one for one in milestones if one.is_end)
    return ActionShown(
        reference=action.reference,
        words=action.words,
        owner_role=action.owner_role,
        owner=people.get(action.owner, ""),
        measure=action.measure,
        own_key=action.own_key,
        end=end.current,
        moved_from=end.original,
        past=end.past,
        state=str(state.label) if state else "Nothing reported yet",
        dropped=f"Dropped on {long_date(action.dropped_at)}: {action.dropped_why}"
        if action.dropped_at
        else "",
        duties=tuple(duties[row.duty_id] for row in action.serves.all()),
        milestones=milestones,
        progress=tuple(reversed(_progress(reports, people))),
        href=at_body(body, "actions", action.reference) if action.organisation_id == body.pk else "",
    )


def _milestone(
    milestone: Milestone, reports: Sequence[Progress], over: bool, people: dict[str, str]
) -> MilestoneShown:
    dates: list[TargetDate] = sorted(milestone.dates.all(), key=lambda date: date.pk)
    own = [report for report in reports if report.milestone_id == milestone.pk]
    state = ClaimLevel(own[-1].level) if own else None
    past = not over and state not in _OVER and dates[-1].due_on < today()
    return MilestoneShown(
        pk=milestone.pk,
        words=milestone.words,
        is_end=milestone.is_end,
        current=long_date(dates[-1].due_on),
        original=long_date(dates[0].due_on) if len(dates) > 1 else "",
        moves=tuple(
            MoveShown(
                long_date(after.recorded_at),
                long_date(before.due_on),
                long_date(after.due_on),
                after.reason,
                people.get(after.recorded_by, after.recorded_by),
            )
            for before, after in itertools.pairwise(dates)
        ),
        state=str(state.label) if state else "",
        past=past,
    )


def _progress(reports: Sequence[Progress], people: dict[str, str]) -> list[ProgressShown]:
    said: dict[int | None, str] = {}
    shown = []
    for report in reports:
        last = said.get(report.milestone_id)
        said[report.milestone_id] = report.level
        shown.append(
            ProgressShown(
                when=long_date(report.on),
                of=report.milestone.words if report.milestone else "The whole action",
                level=str(ClaimLevel(report.level).label),
                words=report.words,
                who=people.get(report.recorded_by, report.recorded_by),
                backward=last is not None and is_backward(last, report.level),
            )
        )
    return shown


def evidence_shown(rows: Iterable[Evidence], body: Organisation) -> list[EvidenceShown]:
    return [
        EvidenceShown(
            pk=row.pk,
            reference=row.reference,
            title=row.title,
            grade=str(Grade(row.grade).label),
            dated=long_date(row.dated) if row.dated else "",
            host=urlsplit(row.url).hostname or "" if row.url else "",
            url=row.url,
            file=row.upload.name if row.upload else "",
            scanned=row.upload is None or row.upload.state == Upload.State.KEPT,
            public=row.is_public,
            withdrawn=long_date(row.withdrawn_at) if row.withdrawn_at else "",
            why=row.withdrawn_why,
            rested=getattr(row, "rested", 0),
            href=at_body(body, "evidence", row.reference) if row.organisation_id == body.pk else "",
        )
        for row in rows
    ]


def ladder(grades: Iterable[str], standing: str = "") -> list[Rung]:
    """Every level with what it needs, and whether evidence of these grades carries it."""
    best = strongest(grades)
    rungs = []
    for level in ClaimLevel:
        needed = NEEDED[level]
        reached = needed is None or (best is not None and GRADES.index(best) >= GRADES.index(needed))
        needs = f"{needed.label}, or stronger" if needed else "no evidence"
        rungs.append(Rung(str(level), str(level.label), needs, reached, level == standing))
    return rungs


def claim_shown(facts: ClaimFacts | None) -> ClaimShown | None:
    if facts is None:
        return None
    claim = facts.claim
    missing = ""
    if facts.unsupported:
        missing = (
            f"Evidence that it rested on was withdrawn. What is left carries “{facts.supported.label}” only."
        )
    stalled = ""
    if facts.stalled_since:
        stalled = f"Nothing was recorded since {long_date(facts.stalled_since)}: it is shown as stalled."
    who = names_of([claim.recorded_by]).get(claim.recorded_by, claim.recorded_by)
    return ClaimShown(str(facts.level.label), claim.words, long_date(claim.claimed_on), who, missing, stalled)


def use_line(use: EvidenceUse) -> str:
    """What rests on it, as a line."""
    if use.claim:
        level = ClaimLevel(use.claim.level).label
        return f"The claim “{level}” of {long_date(use.claim.claimed_on)} on {use.claim.duty.reference}"
    assert use.progress is not None
    return f"The report of {long_date(use.progress.on)} on action {use.progress.action.reference}"


def days_until(date: dt.date) -> int:
    return (date - today()).days
