"""What the overseer's pages show: ladders of duties, letters, disputes, and who cannot be written to."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.duties.models import Dispute, Duty
from answerable.duties.queries.answers import responses
from answerable.oversight.models import Letter, Step, Stop
from answerable.oversight.queries import (
    NOT_DELIVERED,
    climbing_duties,
    counted_for,
    delivery_of,
    steps_of,
)
from answerable.oversight.rungs import Rung, ladders
from answerable.website.formats import long_date
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/oversight"


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter in a list."""

    reference: str
    href: str
    subject: str
    to: str
    about: str
    on: str
    delivery: str
    lost: bool  # it did not arrive
    reports: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """One rung of a duty's ladder: climbed, coming, or passed over."""

    label: str
    when: str
    what: str
    letter: LetterRow | None
    reason: str


@dataclass(frozen=True, slots=True)
class LadderPage:
    """One duty on its ladder."""

    reference: str
    title: str
    entry: str
    body: str
    holder: int  # that body's key
    was_asked: str  # the body that was asked, where another holds the duty now
    ladder: str
    response: str
    counted: str
    climbs: bool
    stop: Stop | None
    stopped_on: str
    steps: tuple[StepRow, ...]
    coming: tuple[StepRow, ...]
    may_take: tuple[tuple[str, str], ...]  # (code, label) of rungs that a person may take now


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute that waits to be settled."""

    key: int
    href: str
    duty: str
    title: str
    body: str
    kind: str
    words: str
    elevated_to: str
    elevated_reference: str
    on: str


def letter_row(letter: Letter, base: str = HERE) -> LetterRow:
    delivery = delivery_of(letter)
    return LetterRow(
        reference=letter.reference,
        href=f"{base}/letters/{letter.reference}",
        subject=letter.subject,
        to=letter.organisation.name if letter.organisation else "",
        about=letter.about.name,
        on=long_date(letter.on),
        delivery=delivery.label,
        lost=delivery in NOT_DELIVERED,
        reports=letter.body.count("/reports/"),
    )


def ladder_page(duty: Duty) -> LadderPage:
    """Of a duty with its entry, report and bodies loaded."""
    report = duty.entry.report
    ladder = ladders().of(report.instrument)
    counted = counted_for(duty)
    steps = steps_of([duty]).get(duty.pk, [])
    climbs = climbing_duties().filter(pk=duty.pk).exists()
    stop = duty.stops.filter(ended_at__isnull=True).first()
    highest = max((ladder.place(step.rung) for step in steps if step.due_on == counted), default=-1)
    ahead = [rung for rung in ladder.rungs[highest + 1 :] if rung.fits(duty.holder.kind)]
    asked = duty.organisation.name if duty.organisation_id != duty.holder_id else ""
    return LadderPage(
        reference=duty.reference,
        title=report.title,
        entry=duty.entry.reference,
        body=duty.holder.name,
        holder=duty.holder_id,
        was_asked=asked,
        ladder=ladder.name,
        response=responses([duty])[duty.pk].words,
        counted=long_date(counted) if counted else "",
        climbs=climbs,
        stop=stop,
        stopped_on=long_date(stop.recorded_at) if stop else "",
        steps=tuple(_climbed(step) for step in steps),
        coming=tuple(_coming(rung, counted) for rung in ahead) if counted and climbs else (),
        may_take=_takeable(ahead, counted) if counted and climbs else (),
    )


def _climbed(step: Step) -> StepRow:
    rung = ladders().rung(step.rung)
    letter = letter_row(step.letter) if step.letter else None
    who = "by rule" if step.by_rule else f"by {step.recorded_by}"
    return StepRow(
        label=rung.label if rung else step.rung,
        when=long_date(step.on),
        what=f"Counted from {long_date(step.due_on)}, {who}",
        letter=letter,
        reason=step.reason or ("" if letter else "No letter: no body is known to write to."),
    )


def _coming(rung: Rung, counted: dt.date) -> StepRow:
    day = counted + dt.timedelta(days=rung.days)
    late = day < today()
    return StepRow(rung.label, long_date(day), "Its day went by" if late else "Comes on that day", None, "")


def _takeable(ahead: list[Rung], counted: dt.date) -> tuple[tuple[str, str], ...]:
    after = today() > counted
    return tuple((rung.code, rung.label) for rung in ahead if (rung.days > 0) == after)


def dispute_row(dispute: Dispute) -> DisputeRow:
    """Of a dispute with its duty, entry, report and bodies loaded."""
    elevated = dispute.elevated_to
    return DisputeRow(
        key=dispute.pk,
        href=f"{HERE}/disputes/{dispute.pk}",
        duty=dispute.duty.reference,
        title=dispute.duty.entry.report.title,
        body=dispute.by_body.name,
        kind=str(dispute.get_kind_display()),
        words=dispute.words,
        elevated_to=elevated.name if elevated else "",
        elevated_reference=elevated.reference if elevated else "",
        on=long_date(dispute.recorded_at),
    )
