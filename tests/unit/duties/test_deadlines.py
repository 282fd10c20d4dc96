"""100,000 generated deadlines, each equal to that of an oracle written apart from the register."""

import datetime as dt
import random

import pytest

from answerable.core.actors import INGEST, Actor
from answerable.core.calendar import end_of_day, today
from answerable.duties.clock import DutyRule, due
from answerable.duties.models import Duty
from answerable.duties.operations import extend_duty, record_duties, transfer_duty
from answerable.duties.queries import responses, standing_date
from tests import make
from tests.made.answering import OVERSEER
from tests.unit.duties import oracle

IN_MEMORY, REPORTS, BODIES = 98_000, 84, 24
RULES = (
    DutyRule("statutory", "56 days", days=56),
    DutyRule("convention", "6 months", months=6),
    DutyRule("convention", "2 months", months=2),
    DutyRule("statutory", "set in each report"),
)
EXTENDER = Actor("person:9", frozenset({"DUTY_EXTEND"}))
_EDGES = ((3, 31), (10, 26), (2, 28), (2, 29), (8, 31), (12, 31), (1, 31), (1, 1), (11, 30), (3, 1))


def parts(day: dt.date) -> oracle.Day:
    return day.year, day.month, day.day


def issued_on(chance: random.Random) -> dt.date:
    """Half of them near where calendars go wrong: month ends, leap days, changes of the clock."""
    year = chance.randrange(2009, 2040)
    if chance.random() < 0.5:
        month, of = chance.choice(_EDGES)
        number = oracle.number_of((year, month, min(of, oracle.length_of(year, month))))
        return dt.date(*oracle.day_of(number + chance.randrange(-2, 3)))
    return dt.date(year, 1, 1) + dt.timedelta(days=chance.randrange(365))


def stated_for(chance: random.Random, issued: dt.date) -> dt.date | None:
    """Often none; now and then one that lies before the report, which is a slip of the pen."""
    if chance.random() < 0.6:
        return None
    return issued + dt.timedelta(days=chance.choice((-365, -1, 0, 1, 28, 55, 56, 57, 90, 366)))


def extensions_for(chance: random.Random, held: dt.date) -> list[dt.date]:
    """Each later than the one before."""
    found: list[dt.date] = []
    for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3))):
        held += dt.timedelta(days=chance.choice((1, 7, 28, 31, 184, 366)))
        found.append(held)
    return found


def test_deadlines_in_memory_equal_the_oracle() -> None:
    chance, seen, told = random.Random(20130725), 0, {"computed": 0, "stated": 0, "extension": 0, "none": 0}
    for _ in range(IN_MEMORY):
        issued, rule = issued_on(chance), chance.choice(RULES)
        stated = stated_for(chance, issued)
        first = due(rule, issued, stated)
        extended = extensions_for(chance, first.on if first else issued)
        found = due(rule, issued, stated, extended)
        expected = oracle.due(
            parts(issued),
            rule.days,
            rule.months,
            parts(stated) if stated else None,
            list(map(parts, extended)),
        )
        assert (found and (parts(found.on), found.basis)) == expected, (issued, rule, stated, extended)
        if found:
            assert end_of_day(found.on).timestamp() == oracle.end_in_utc(parts(found.on))
        told[found.basis if found else "none"] += 1
        seen += 1
    print(f"{seen:,} deadlines in memory equal the oracle: {told}")  # noqa: T201  # the count is part of the evidence
    assert seen == IN_MEMORY and min(told.values()) > 1000


@pytest.mark.django_db
def test_deadlines_in_the_database_equal_the_oracle() -> None:
    """Through the operations: recorded, some stated, some extended, some passed to another body."""
    chance, seen, passed, longer = random.Random(1984), 0, 0, 0
    bodies = [make.body(f"Deadline Trust {number}") for number in range(BODIES)]
    heir = make.body("Heir Trust")
    for _ in range(REPORTS):
        issued = min(issued_on(chance), today())
        stated, rule = stated_for(chance, issued), chance.choice(RULES)
        report = make.report(to=bodies, issued=issued, due=stated, rule=rule)
        expected: dict[int, tuple[oracle.Day, str] | None] = {}
        for held in Duty.objects.filter(entry__report=report).select_related("entry__report__publisher"):
            extended: list[dt.date] = []
            if chance.random() < 0.15:
                last = max((row.due_on for row in held.due_dates.all()), default=issued)
                for day in extensions_for(chance, last):
                    if day.year <= today().year + 5:
                        extend_duty(by=EXTENDER, duty=held, due_on=day, reason="More time was asked for.")
                        extended.append(day)
            if chance.random() < 0.05:
                transfer_duty(by=OVERSEER, duty=held, to=heir, on=today(), why="assigned", note="It acts.")
                passed += 1
            longer += bool(extended)
            expected[held.pk] = oracle.due(
                parts(issued),
                rule.days,
                rule.months,
                parts(stated) if stated else None,
                list(map(parts, extended)),
            )
        record_duties(
            by=INGEST, report=report, rule=rule
        )  # a second sight of the report starts no clock anew
        held_now = list(Duty.objects.filter(entry__report=report).prefetch_related("due_dates"))
        facts = responses(held_now)
        for held in held_now:
            date = standing_date(held.due_dates.all())
            assert (date and (parts(date.due_on), date.basis)) == expected[held.pk]
            assert facts[held.pk].due_on == (date.due_on if date else None)
            seen += 1
    print(f"{seen:,} deadlines in the database equal the oracle: {longer} extended, {passed} transferred")  # noqa: T201  # the count is part of the evidence
    assert seen == REPORTS * BODIES and passed > 20 and longer > 20
    assert seen + IN_MEMORY >= 100_000
