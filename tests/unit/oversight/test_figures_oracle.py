"""Spells against `statuses()`, duty by duty and day by day, in registers in which anything may happen."""

import datetime as dt

import pytest

from answerable.assurance.axes import DONE, DOWN
from answerable.assurance.queries.axes import Status, statuses
from answerable.core.actors import FIGURES
from answerable.core.calendar import end_of_day
from answerable.duties.models import ActionDuty, AnswerPart, Claim, Duty, Joint
from answerable.duties.queries.answers import stances
from answerable.duties.queries.claims import slips
from answerable.duties.queries.holding import duties_held
from answerable.impact.models import Alarm
from answerable.ledger.models import Event
from answerable.oversight.figures import BY_KEY, EVERYTHING, World, alone, behind, figures
from answerable.oversight.figures.loading import load
from answerable.oversight.figures.working import ACCEPTING, spells
from answerable.oversight.models import Reckoning, Spell
from answerable.oversight.operations.reckoning import reckon
from tests.made.clock import clock
from tests.made.watching import Years

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def held_on(on: dt.date) -> list[Duty]:
    limit = end_of_day(on)
    return [
        duty
        for duty in Duty.objects.select_related("entry").filter(recorded_at__lt=limit).order_by("pk")
        if duty.entry.withdrawn_at is None or duty.entry.withdrawn_at >= limit
    ]


def looked_at(status: Status) -> tuple[object, ...]:
    closure = status.closure
    return (
        status.response.value,
        status.stance.value,
        status.adequacy.value,
        status.claimed.value,
        status.verified.value,
        closure.closed_on if closure else None,
        closure.reason if closure else "",
        status.challenged,
        status.stalled,
        status.slipped,
    )


def said_by(spell: Spell) -> tuple[object, ...]:
    return (
        spell.response,
        spell.stance,
        spell.adequacy,
        spell.claimed,
        spell.found,
        spell.closed_on,
        spell.closed_as,
        spell.challenged,
        spell.stalled,
        spell.slipped,
    )


def days_to_ask(years: Years) -> list[dt.date]:
    """Days on which something happened, the days before, and days between and after."""
    happened = sorted(set(years.days))
    some = {happened[at] for at in range(0, len(happened), max(1, len(happened) // 14))}
    return sorted(some | {on - DAY for on in some} | {happened[-1] + 91 * DAY, happened[-1] + 800 * DAY})


@pytest.mark.parametrize("seed", [1, 2])
def test_spells_say_of_every_duty_on_every_day_what_its_status_says(seed: int) -> None:
    years = Years(seed)
    years.pass_by(170)
    made = list(spells(load(list(Duty.objects.values_list("pk", flat=True)))))
    checked = 0
    for on in days_to_ask(years):
        with clock(on):
            duties = held_on(on)
            known = statuses(duties, on=on)
            moved = slips(duties, on=on)
        there = {one.duty_id: one for one in made if one.starts <= on < one.ends}
        assert set(there) == {duty.pk for duty in duties}, on
        for duty in duties:
            assert said_by(there[duty.pk]) == looked_at(known[duty.pk]), (on, duty.pk)
            assert there[duty.pk].slipped == bool(moved.get(duty.pk))
            checked += 1
        for body in years.bodies:
            held = {pk for pk, one in there.items() if one.holder_id == body.pk}
            if any(duty.holder_id == body.pk or duty.organisation_id == body.pk for duty in duties) and held:
                assert held == set(duties_held(body.pk, on=on).values_list("pk", flat=True)), (on, body.pk)
    assert checked > 200
    values = {one.response for one in made} | {one.claimed for one in made} | {one.found for one in made}
    assert {"received", "late", "not_yet_due", "not_identified", "done", "acceptable", "not_yet"} <= values


@pytest.mark.parametrize("seed", [4])
def test_what_statuses_do_not_say_follows_from_the_rows(seed: int) -> None:
    years = Years(seed)
    years.pass_by(120)
    made = list(spells(load(list(Duty.objects.values_list("pk", flat=True)))))
    for on in days_to_ask(years):
        limit = end_of_day(on)
        duties = held_on(on)
        with clock(on):
            standing = stances(duties, on=on)
        leads = dict(
            Joint.objects.filter(recorded_at__lt=limit)
            .exclude(superseded_at__lt=limit)
            .values_list("duty_id", "lead_id")
        )
        there = {one.duty_id: one for one in made if one.starts <= on < one.ends}
        for duty in duties:
            spell = there[duty.pk]
            parts = AnswerPart.objects.filter(answer__recorded_at__lt=limit).exclude(
                answer__withdrawn_at__lt=limit
            )
            given = list(parts.filter(duty=duty)) or list(parts.filter(duty=leads.get(duty.pk)))
            if given:
                assert spell.answered_on == min(part.answer.answered_on for part in given)
            accepts = any(part.stance in ACCEPTING for part in standing[duty.pk])
            days = [part.answer.answered_on for part in given if part.stance in ACCEPTING]
            assert spell.accepted_on == (min(days) if accepts else None)
            assert spell.planned == ActionDuty.objects.filter(duty=duty, recorded_at__lt=limit).exists()
            done = Claim.objects.filter(duty=duty, level="done", recorded_at__lt=limit).exists()
            closed = duty.closures.filter(recorded_at__lt=limit)
            found = duty.verifications.filter(recorded_at__lt=limit, result__in=DONE).exists()
            assert spell.been_done == (done or found or closed.exists())
            assert spell.been_closed == closed.exists()
            assert spell.reopened == closed.filter(reopened_at__lt=limit).exists()


def test_figures_kept_and_worked_out_afresh_are_the_same_at_every_step() -> None:
    """Reckoned once, the log alone leads to what changed since."""
    years = Years(6)
    years.pass_by(60)
    with clock(years.on):
        assert reckon(by=FIGURES) == Duty.objects.count()
    for _ in range(12):
        years.pass_by(8)
        with clock(years.on):
            live = dict(said())
            position = Reckoning.objects.get().position
            whole = list(spells(load(list(Duty.objects.values_list("pk", flat=True)))))
            assert live == {one.duty_id: said_by(one) for one in whole if one.starts <= years.on < one.ends}
            assert position < Event.objects.order_by("-pk").values_list("pk", flat=True)[0]
        if years.random.random() < 0.4:
            with clock(years.on):
                reckon(by=FIGURES)
    with clock(years.on):
        reckon(by=FIGURES)
        kept = spells_kept()
        reckon(by=FIGURES, afresh=True)
    assert kept == spells_kept()


def said() -> list[tuple[int, tuple[object, ...]]]:
    """What a page counts: spells that are kept, and those made since."""
    world = World()
    rows = [*world.kept(EVERYTHING), *world.fresh_in(EVERYTHING)]
    return [(one.duty_id, said_by(one)) for one in rows]


def spells_kept() -> set[tuple[object, ...]]:
    names = [field.attname for field in Spell._meta.local_fields if field.name != "id"]
    return {tuple(getattr(one, name) for name in names) for one in Spell.objects.all()}


def test_every_figure_counts_what_statuses_count_and_opens_that_list() -> None:
    years = Years(7)
    years.pass_by(170)
    with clock(years.on):
        reckon(by=FIGURES)
    years.pass_by(10)
    counted = 0
    for on in days_to_ask(years)[::4]:
        with clock(max(on, years.on)):
            duties = held_on(on)
            found = figures(EVERYTHING, on)
            known = statuses(duties, on=on)
            for key, expected in by_statuses(known).items():
                assert found.value(key) == len(expected), (key, on)
                listed = set(behind(EVERYTHING, key, on).values_list("pk", flat=True))
                assert listed == expected, (key, on)
                counted += len(expected)
            by_body = [figures(alone(body), on).value("asked") for body in years.bodies]
            assert sum(by_body) == len(duties)
    assert counted > 100


def by_statuses(known: dict[int, Status]) -> dict[str, set[int]]:
    def those(test: object) -> set[int]:
        assert callable(test)
        return {pk for pk, status in known.items() if test(status)}

    done = those(lambda one: one.claimed.value == "done")
    return {
        "asked": set(known),
        "open": those(lambda one: one.closure is None),
        "answered": those(lambda one: one.response.value in ("received", "late")),
        "late": those(lambda one: one.response.value == "late"),
        "not-yet-due": those(lambda one: one.response.value == "not_yet_due"),
        "not-identified": those(lambda one: one.response.value in ("not_identified", "historic")),
        "not-looked-for": those(lambda one: one.response.value == "awaited"),
        "not-required": those(lambda one: one.response.value == "not_required"),
        "claimed": done,
        "verified": done & those(lambda one: one.verified.value in DONE),
        "marked-down": done & those(lambda one: one.verified.value in DOWN),
        "not-looked-at": those(lambda one: one.unchecked),
        "stalled": those(lambda one: one.stalled),
        "slipped": those(lambda one: one.slipped),
        "closed": those(lambda one: one.closure is not None),
        "challenged": those(lambda one: one.challenged),
    }


def test_every_figure_is_a_part_of_its_denominator() -> None:
    years = Years(8)
    years.pass_by(150)
    with clock(years.on):
        for key, one in BY_KEY.items():
            if one.of:
                whole = set(behind(EVERYTHING, one.of).values_list("pk", flat=True))
                assert set(behind(EVERYTHING, key).values_list("pk", flat=True)) <= whole, key


def test_a_duty_is_asked_again_while_an_alarm_stands_that_nobody_called_another_ask() -> None:
    years = Years(9)
    years.pass_by(30)
    duty, other = Duty.objects.filter(entry__withdrawn_at=None).order_by("pk")[:2]
    with clock(years.on):
        alarm = raise_by_hand(duty, other)
        assert figures(EVERYTHING).value("recurring") == 1
        assert figures(EVERYTHING, years.on - DAY).value("recurring") == 0
        alarm.reassessments.create(
            outcome="not_same", words="Another stair.", given_by="person:1", recorded_at=alarm.raised_at
        )
        assert figures(EVERYTHING).value("recurring") == 0


def raise_by_hand(duty: Duty, again: Duty) -> Alarm:
    from answerable.core.calendar import now, today

    return Alarm.objects.create(
        reference="N-TEST",
        duty=duty,
        entry=again.entry,
        basis="claimed",
        done_on=today(),
        again_on=today(),
        days=0,
        reach="elsewhere",
        method="test",
        version="1",
        words="Asked again.",
        raised_at=now(),
    )
