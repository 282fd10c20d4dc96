"""Equal to an independent implementation in exact fractions, on 10,000 random series of many kinds."""

import random
from fractions import Fraction

import pytest

from answerable.impact.spc.limits import xmr_limits
from answerable.impact.spc.rules import marks
from tests.unit.impact.plain import plain

SERIES = 10_000


def decimals(generator: random.Random) -> list[str]:
    """A series as a file would write it; whole and rounded numbers give many ties with means and limits."""
    count = generator.randint(2, 60)
    kind = generator.randrange(7)
    places = generator.choice([0, 0, 1, 2, 6])
    level = generator.choice([0.0, 3.0, 50.0, 1e5])
    if kind == 0:
        numbers = [generator.gauss(level, 5) for _ in range(count)]
    elif kind == 1:  # few distinct values
        numbers = [float(generator.randint(-2, 2)) for _ in range(count)]
    elif kind == 2:  # a step
        numbers = [generator.gauss(level, 2) + 6 * (at > count // 2) for at in range(count)]
    elif kind == 3:  # a drift
        numbers = [
            level + at * generator.choice([0.5, -0.5]) + generator.gauss(0, 0.2) for at in range(count)
        ]
    elif kind == 4:  # rare leaps
        numbers = [generator.gauss(level, 1) * (30 if generator.random() < 0.05 else 1) for _ in range(count)]
    elif kind == 5:  # a slow wave
        numbers, at = [], level
        for _ in range(count):
            at += generator.gauss(0, 1)
            numbers.append(at)
    else:
        numbers = [generator.choice([level, level + 0.1, level + 0.3])] * count
    return [f"{number:.{places}f}" for number in numbers]


@pytest.mark.parametrize("block", range(10))
def test_limits_and_rules_equal_the_plain_ones(block: int) -> None:
    generator = random.Random(20260700 + block)
    met = set()
    for _ in range(SERIES // 10):
        texts = decimals(generator)
        screen = generator.random() < 0.5
        first = generator.randint(12, 20) if generator.random() < 0.2 else None
        values = [float(text) for text in texts]
        expected = plain([Fraction(text) for text in texts], screen=screen, first=first)
        limits = xmr_limits(values, screen_outliers=screen, fix_after=first)
        near = 1e-12 * max(1.0, *(abs(value) for value in values))
        assert abs(limits.mean - float(expected.mean)) <= near
        assert abs(limits.lower - float(expected.lower)) <= near
        assert abs(limits.upper - float(expected.upper)) <= near
        found = marks(values, limits)
        assert [[mark.rule.value for mark in one] for one in found] == expected.rules, texts
        assert [one[0].direction if one else 0 for one in found] == expected.directions, texts
        met |= {rule for rules in expected.rules for rule in rules}
    assert met == {"outside limits", "trend", "two of three", "run"}
