"""Providers compared by a funnel, never by rank."""

import dataclasses
import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.impact.spc.funnel import Funnel, Measure, Placed, Provider, Standing, funnel
from answerable.impact.spc.limits import BadValuesError, TooFewError


def alike(count: int, spread: float, seed: int) -> list[Provider]:
    """Providers of one rate, 0.2, whose z scores have the given spread."""
    generator = random.Random(seed)
    made = []
    for at in range(count):
        base = generator.randint(400, 4000)
        rate = 0.2 + generator.gauss(0, 1) * spread * math.sqrt(0.2 / base)
        made.append(Provider(f"Provider {at:03}", max(0.0, rate * base), base))
    return made


def standing(found: Funnel, name: str) -> Standing:
    return next(one.standing for one in found.providers if one.provider.name == name)


def test_three_providers_by_hand() -> None:
    found = funnel(
        [Provider("Ash", 10, 100), Provider("Birch", 30, 100), Provider("Cedar", 20, 100)], Measure.SHARE
    )
    sigma = math.sqrt(0.2 * 0.8 / 100)
    assert found.rate == pytest.approx(0.2)
    assert found.providers[0].lower == pytest.approx(0.2 - 3 * sigma)
    assert found.providers[0].inner_upper == pytest.approx(0.2 + 2 * sigma)
    rates = funnel([Provider("A", 10, 100), Provider("B", 30, 100), Provider("C", 20, 100)], Measure.RATE)
    assert rates.providers[0].upper == pytest.approx(0.2 + 3 * math.sqrt(0.2 / 100))


def test_rate_of_all_weighs_providers_by_their_size() -> None:
    found = funnel([Provider("A", 10, 1000), Provider("B", 0, 10), Provider("C", 0, 10)], Measure.RATE)
    assert found.rate == pytest.approx(10 / 1020)


@pytest.mark.parametrize("spread", [1.0, 2.0, 4.0])
def test_sigma_z_recovers_the_spread(spread: float) -> None:
    found = funnel(alike(400, spread, seed=3), Measure.RATE)
    assert found.sigma_z == pytest.approx(max(1.0, spread), rel=0.1)


def test_overdispersed_providers_are_not_all_called_apart() -> None:
    providers = alike(200, 3.0, seed=4)
    apart = [one for one in funnel(providers, Measure.RATE).providers if one.standing is not Standing.WITHIN]
    by_chance_alone = [
        one
        for one in providers
        if abs(one.events / one.base - 0.2) > 3 * math.sqrt(0.2 / one.base)  # type: ignore[operator]
    ]
    assert len(apart) <= 3 < 40 < len(by_chance_alone)


def test_provider_far_from_the_rest_stands_apart_and_does_not_hide_itself() -> None:
    providers = [*alike(60, 2.0, seed=5), Provider("Tall", 700, 1000), Provider("Short", 10, 1000)]
    found = funnel(providers, Measure.RATE)
    assert standing(found, "Tall") is Standing.HIGHER
    assert standing(found, "Short") is Standing.LOWER


def test_limits_are_never_narrower_than_chance() -> None:
    found = funnel(alike(50, 0.1, seed=6), Measure.RATE)
    assert found.sigma_z == 1.0


def test_providers_come_by_name_and_carry_no_place() -> None:
    found = funnel([Provider(name, 5, 50) for name in ("Zed", "alpha", "Mid")], Measure.SHARE)
    assert [one.provider.name for one in found.providers] == ["alpha", "Mid", "Zed"]
    names = {field.name for kind in (Funnel, Placed, Provider) for field in dataclasses.fields(kind)}
    assert not names & {"rank", "place", "position", "decile", "score", "quartile"}


def test_order_of_the_providers_changes_nothing() -> None:
    providers = alike(30, 2.0, seed=7)
    mixed = random.Random(1).sample(providers, len(providers))
    assert funnel(mixed, Measure.RATE).sigma_z == pytest.approx(funnel(providers, Measure.RATE).sigma_z)


def test_too_few_expected_events_are_shown_and_not_judged() -> None:
    providers = [*alike(12, 1.0, seed=8), Provider("Tiny", 5, 10)]
    found = funnel(providers, Measure.RATE)
    assert standing(found, "Tiny") is Standing.TOO_FEW
    assert any("fewer than 5 expected events" in note for note in found.notes)


def test_share_of_which_few_are_without_the_event_is_not_judged() -> None:
    providers = [Provider(f"P{at:02}", 985 + at, 1000) for at in range(12)]
    found = funnel([*providers, Provider("Small", 90, 100)], Measure.SHARE)
    assert standing(found, "Small") is Standing.TOO_FEW and standing(found, "P05") is Standing.WITHIN


def test_suppressed_provider_stays_so_and_out_of_the_rate() -> None:
    providers = alike(12, 1.0, seed=9)
    found = funnel([*providers, Provider("Hidden", None, 300)], Measure.RATE)
    assert standing(found, "Hidden") is Standing.SUPPRESSED
    assert found.rate == funnel(providers, Measure.RATE).rate
    assert next(one for one in found.providers if one.provider.name == "Hidden").rate is None
    assert any("1 suppressed" in note for note in found.notes)


def test_few_providers_are_compared_without_widening_which_is_said() -> None:
    found = funnel(alike(9, 4.0, seed=10), Measure.RATE)
    assert found.sigma_z == 1.0 and any("is not estimated" in note for note in found.notes)


@pytest.mark.parametrize("events", [0.0, 50.0])
def test_providers_without_any_difference_are_all_within(events: float) -> None:
    found = funnel([Provider(f"P{at}", events, 50) for at in range(12)], Measure.SHARE)
    assert {one.standing for one in found.providers} <= {Standing.WITHIN, Standing.TOO_FEW}
    assert any("nothing to compare" in note for note in found.notes)


@pytest.mark.parametrize(
    ("provider", "message"),
    [
        (Provider("Bad", 3, 0), "has to be more than 0"),
        (Provider("Bad", -3, 10), "can't be"),
        (Provider("Bad", 30, 10), "out of only 10"),
        (Provider("provider 001", 3, 10), "given twice"),
        (Provider("Bad", math.nan, 10), "can't be"),
    ],
)
def test_impossible_figures_are_refused_by_name(provider: Provider, message: str) -> None:
    with pytest.raises(BadValuesError, match=message):
        funnel([*alike(3, 1.0, seed=1), provider], Measure.SHARE)


def test_too_few_providers_are_refused() -> None:
    with pytest.raises(TooFewError, match="at least 3 providers"):
        funnel([*alike(2, 1.0, seed=1), Provider("Hidden", None, 10)], Measure.RATE)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(200, 5000)), min_size=3, max_size=40))
def test_lines_are_in_order_and_within_what_a_share_can_be(figures: list[tuple[int, int]]) -> None:
    providers = [Provider(f"P{at}", events, base) for at, (events, base) in enumerate(figures)]
    found = funnel(providers, Measure.SHARE)
    for one in found.providers:
        assert 0 <= one.lower <= one.inner_lower <= one.inner_upper <= one.upper <= 1
        assert (one.standing is Standing.HIGHER) <= (one.rate is not None and one.rate > found.rate)
