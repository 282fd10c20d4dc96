"""A duty as those see it who look at what others did: asked, answered, claimed, found, viewed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.accounts.queries import names_of
from answerable.assurance.axes import Axis
from answerable.assurance.models import Adequacy, Challenge, Closure, PanelView, Recheck, Verification
from answerable.assurance.queries.axes import AxisValue, Status
from answerable.assurance.queries.challenges import challenges_of_duty
from answerable.assurance.queries.history import closures_of
from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import Answer, AnswerPart, Claim, ClaimLevel, Duty, Evidence
from answerable.duties.queries import answers_to, transfers_of, unanswered_of
from answerable.impact.queries.axis import impact_histories, statuses_with_impact
from answerable.impact.queries.recurrence import AlarmShown, alarms
from answerable.publication.standing import rows_of as rows_in_order
from answerable.register.models import EntryVersion
from answerable.website.formats import long_date, shortened
from answerable.workspace.security import ROOT

AXES = {
    Axis.RESPONSE: "Response",
    Axis.STANCE: "Where it stands",
    Axis.ADEQUACY: "The reply",
    Axis.CLAIMED: "It says",
    Axis.VERIFIED: "Others found",
    Axis.IMPACT: "Whether it worked",
}
MOST = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One duty as a row of a list of work."""

    href: str
    holder: str
    asked: str
    about: str
    why: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    id: int
    reference: str
    title: str
    grade: str
    dated: str
    url: str
    file: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    when: str
    result: str
    found: str
    seen: str
    reason: str
    who: str
    evidence: tuple[str, ...]
    stands: bool


@dataclass(frozen=True, slots=True)
class ShownClaim:
    id: int
    level: str
    when: str
    words: str
    evidence: tuple[ShownEvidence, ...]
    verdicts: tuple[ShownVerdict, ...]  # newest first
    latest: bool


@dataclass(frozen=True, slots=True)
class DutyPage:
    """All that was asked, answered, claimed and found. Ids of what stands bind a form to what was read."""

    duty: Duty
    status: Status
    axes: tuple[tuple[str, str, str, str], ...]  # (name, value, words, since)
    words: str
    report: str
    passed: tuple[str, ...]
    answers: tuple[tuple[Answer, tuple[AnswerPart, ...]], ...]
    unanswered: tuple[str, ...]
    claims: tuple[ShownClaim, ...]  # newest first
    standing_verdict: int
    standing_adequacy: int
    standing_view: int
    adequacies: tuple[Adequacy, ...]
    views: tuple[PanelView, ...]
    closures: tuple[Closure, ...]
    closed: Closure | None
    recheck: Recheck | None  # that is due now
    challenges: tuple[Challenge, ...]
    again: tuple[AlarmShown, ...]  # later reports that ask the same, the latest first
    moves: tuple[AxisValue, ...]  # how the sixth axis came to what it says
    own: bool  # of a body that the reader belongs to

    @property
    def latest(self) -> ShownClaim | None:
        return self.claims[0] if self.claims else None


def rows_of(duties: Iterable[Duty], where: str, why: str) -> list[Row]:
    """Up to a hundred duties as a list, in as many queries as one."""
    found = list(duties)[:MOST]
    words = _words(duty.entry_id for duty in found)
    return [_row(duty, where, words.get(duty.entry_id, ""), why) for duty in found]


def recheck_rows(rechecks: Iterable[Recheck]) -> list[Row]:
    found = list(rechecks)[:MOST]
    words = _words(one.closure.duty.entry_id for one in found)
    return [
        _row(
            one.closure.duty,
            "verify",
            words.get(one.closure.duty.entry_id, ""),
            f"{one.months} months after it was closed; due {long_date(one.due_on)}",
        )
        for one in found
    ]


def duty_page(duty: Duty, by: Actor) -> DutyPage:
    known = rows_in_order([duty.pk])  # the same, with what there is of it at all
    rung = alarms(duties=[duty])
    status = statuses_with_impact(known, rung=rung)[duty.pk]
    version = EntryVersion.objects.filter(entry=duty.entry_id, superseded_at__isnull=True).first()
    claims = list(duty.claims.prefetch_related("evidence_used__evidence__upload").order_by("-pk"))
    verdicts = list(
        duty.verifications.select_related("from_body").prefetch_related("evidence").order_by("-pk")
    )
    adequacies = list(duty.adequacies.select_related("answer").order_by("-pk"))
    views = list(duty.panel_views.order_by("-pk"))
    closures = closures_of(duty)
    names = names_of([one.given_by for one in verdicts])
    latest = claims[0] if claims else None
    return DutyPage(
        duty=duty,
        status=status,
        axes=tuple(
            (AXES[one.axis], one.label, one.words, long_date(one.since) if one.since else "")
            for one in status.axes
        ),
        words=version.text if version else "",
        report=duty.entry.report.title,
        passed=tuple(
            f"Passed from {one.before.name} to {one.after.name} on {long_date(one.on)}. {one.note}"
            for one in transfers_of(duty)
        ),
        answers=tuple(
            (answer, tuple(part for part in status.parts if part.answer_id == answer.pk))
            for answer in answers_to(duty)
        ),
        unanswered=tuple(entry.reference for entry in unanswered_of(known)[duty.pk]),
        claims=tuple(_claim(one, verdicts, names, one is latest) for one in claims),
        standing_verdict=_standing(one for one in verdicts if latest and one.claim_id == latest.pk),
        standing_adequacy=_standing(adequacies),
        standing_view=_standing(views),
        adequacies=tuple(adequacies),
        views=tuple(views),
        closures=tuple(closures),
        closed=status.closure,
        recheck=_recheck(closures),
        challenges=tuple(challenges_of_duty(duty.pk)),
        again=tuple(rung),
        moves=tuple(impact_histories(known, rung=rung)[duty.pk]),
        own=bool({duty.holder_id, duty.organisation_id} & by.belongs_to),
    )


def _row(duty: Duty, where: str, words: str, why: str) -> Row:
    report = duty.entry.report
    return Row(
        href=f"{ROOT}/{where}/{duty.reference}",
        holder=duty.holder.name,
        asked=shortened(words, 200),
        about=report.title,
        why=why,
        fictional=report.fictional,
    )


def _words(entry_ids: Iterable[int]) -> dict[int, str]:
    rows = EntryVersion.objects.filter(entry__in=list(entry_ids), superseded_at__isnull=True)
    return dict(rows.values_list("entry_id", "text"))


def _standing(rows: Iterable[Adequacy | PanelView | Verification]) -> int:
    """The id of the one that stands; 0 for none."""
    return next((one.pk for one in rows if one.superseded_at is None), 0)


def _recheck(closures: Sequence[Closure], on: dt.date | None = None) -> Recheck | None:
    for closure in closures:
        if closure.reopened_at is None:
            for look in closure.rechecks.all():
                if look.done_on is None and look.due_on <= (on or today()):
                    return look
    return None


def _claim(claim: Claim, verdicts: Sequence[Verification], names: dict[str, str], latest: bool) -> ShownClaim:
    return ShownClaim(
        id=claim.pk,
        level=str(ClaimLevel(claim.level).label),
        when=long_date(claim.claimed_on),
        words=claim.words,
        evidence=tuple(_evidence(use.evidence) for use in claim.evidence_used.all()),
        verdicts=tuple(_verdict(one, names) for one in verdicts if one.claim_id == claim.pk),
        latest=latest,
    )


def _evidence(one: Evidence) -> ShownEvidence:
    gone = one.withdrawn_at
    return ShownEvidence(
        id=one.pk,
        reference=one.reference,
        title=one.title,
        grade=str(one.get_grade_display()),
        dated=long_date(one.dated) if one.dated else "",
        url=one.url,
        file=f"{ROOT}/evidence/{one.reference}/file" if one.upload_id else "",
        withdrawn=f"Withdrawn on {long_date(gone)}: {one.withdrawn_why}" if gone else "",
    )


def _verdict(one: Verification, names: dict[str, str]) -> ShownVerdict:
    name = names.get(one.given_by, one.given_by)
    return ShownVerdict(
        when=long_date(one.recorded_at),
        result=str(one.get_result_display()),
        found=str(ClaimLevel(one.found).label),
        seen=str(one.get_seen_display()),
        reason=one.reason,
        who=f"{name}, of {one.from_body.name}" if one.from_body else name,
        evidence=tuple(piece.reference for piece in one.evidence.all()),
        stands=one.superseded_at is None,
    )
