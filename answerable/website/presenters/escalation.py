"""Escalation in words that anybody may read: neutral, dated, of what was done, never of motives."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.core.calendar import end_of_day, today
from answerable.duties.models import Duty
from answerable.duties.queries.answers import responses
from answerable.organisations.models import Organisation
from answerable.oversight.models import Step, Stop
from answerable.oversight.queries import NOT_DELIVERED, Effect, delivery_of, effects, standing_on, steps_of
from answerable.oversight.rungs import Ladder, ladders
from answerable.website.formats import long_date

_MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class EscalationLine:
    """One step of one duty. `words` is a sentence; `reason` stands beside a step that a person took."""

    on: dt.date
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class RungRow:
    """One rung, as the public page explains it."""

    label: str
    when: str
    public: str
    source: str
    standing: int
    climbed: int


@dataclass(frozen=True, slots=True)
class LadderRows:
    """One ladder, with how many duties stand on each of its rungs today."""

    name: str
    rungs: tuple[RungRow, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """One report on the public list, with what is known of the answer."""

    body: str
    body_reference: str
    report: str
    title: str
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class EscalationPage:
    """Everything on the page about escalation."""

    on: str
    ladders: tuple[LadderRows, ...]
    listed: tuple[Listed, ...]
    listed_count: int


def escalation_words(duty: Duty, on: dt.date | None = None) -> list[EscalationLine]:
    """The steps of one duty up to a day, oldest first, with a hold at the end. Fit for its public page."""
    return escalation_lines([duty], on).get(duty.pk, [])


def escalation_lines(duties: Sequence[Duty], on: dt.date | None = None) -> dict[int, list[EscalationLine]]:
    """{duty id: its lines}, for many duties in two queries."""
    day = on or today()
    found = {pk: [_line(step) for step in steps] for pk, steps in steps_of(duties, on=day).items()}
    stops = Stop.objects.filter(duty__in=duties, recorded_at__lt=end_of_day(day)).order_by("pk")
    for stop in stops:
        if stop.ended_at is None or stop.ended_at >= end_of_day(day):
            words = f"Further steps are held since {long_date(stop.recorded_at)}."
            line = EscalationLine(stop.recorded_at.date(), words, stop.reason)
            found.setdefault(stop.duty_id, []).append(line)
    return found


def _line(step: Step) -> EscalationLine:
    rung = ladders().rung(step.rung)
    said = rung.public if rung else "A step was taken"
    arrived = ""
    if step.letter is None:
        arrived = " (no letter was written, since no body is known to write to)"
    elif delivery_of(step.letter) in NOT_DELIVERED:
        arrived = " (the letter was not delivered)"
    return EscalationLine(step.on, f"{said}{arrived}: {long_date(step.on)}.", step.reason)


def escalation_page(on: dt.date | None = None) -> EscalationPage:
    """The rungs in plain words, how many duties stand on each, and the public list, bodies from A to Z."""
    day = on or today()
    by_rung = {one.rung: one for one in effects(on=day)}
    listed = _listed(day)
    return EscalationPage(
        on=long_date(day),
        ladders=tuple(_ladder(ladder, by_rung) for ladder in ladders().all),
        listed=tuple(listed[:_MOST_LISTED]),
        listed_count=len(listed),
    )


def _ladder(ladder: Ladder, by_rung: dict[str, Effect]) -> LadderRows:
    rows = []
    for rung in ladder.rungs:
        held = by_rung[rung.code]
        days = "1 day" if abs(rung.days) == 1 else f"{abs(rung.days)} days"
        when = f"{days} {'before' if rung.days < 0 else 'after'} the answer is due"
        rows.append(RungRow(rung.label, when, rung.public, rung.source, held.standing, held.steps))
    return LadderRows(ladder.name, tuple(rows))


def _listed(day: dt.date) -> list[Listed]:
    public = {rung.code for ladder in ladders().all for rung in ladder.rungs if rung.is_public}
    ids = [pk for code, pks in standing_on(on=day).items() if code in public for pk in pks]
    duties = list(
        Duty.objects.filter(pk__in=ids)
        .select_related("entry__report", "holder")
        .order_by("holder__name", "entry__report_id", "pk")
    )
    facts, steps = responses(duties), steps_of(duties, on=day)
    found: dict[tuple[int, int], Listed] = {}
    for duty in duties:
        if facts[duty.pk].answered_on is not None:
            continue
        body: Organisation = duty.holder
        report = duty.entry.report
        since = long_date(steps[duty.pk][-1].on)
        row = Listed(body.name, body.reference, report.reference, report.title, facts[duty.pk].words, since)
        found.setdefault((body.pk, report.pk), row)
    return list(found.values())
