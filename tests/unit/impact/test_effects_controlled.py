"""Against bodies that had not acted: what all share is no effect, and what one does alone is."""

import pytest

from answerable.impact.effects.controlled import controlled
from answerable.impact.effects.finding import EffectRefusedError, Outcome
from answerable.impact.effects.interrupted import interrupted
from answerable.impact.effects.methods import run
from answerable.impact.series.model import Series
from answerable.impact.spc.judgement import Better
from tests.unit.impact.effect_series import month, monthly, noisy

AT = 30
WAVE = [1.0] * AT + [0.6] * 20  # what befalls all


def bodies(count: int = 20, parting: float = 1.0) -> tuple[Series, list[Series]]:
    levels = [40 + 10 * (body % 7) for body in range(count + 1)]
    made = []
    for body, level in enumerate(levels):
        own = [parting if body == 0 and at >= AT else 1 for at in range(len(WAVE))]
        path = [level * wave * part for wave, part in zip(WAVE, own, strict=True)]
        made.append(monthly(noisy(path, seed=body + 1)))
    return made[0], made[1:]


def test_wave_that_befalls_all_is_no_effect() -> None:
    treated, others = bodies()
    assert interrupted(treated, at=month(AT), better=Better.DOWN).outcome is Outcome.BETTER
    found = controlled(treated, others, at=month(AT), better=Better.DOWN)
    assert found.outcome in (Outcome.CANNOT_TELL, Outcome.NO_CHANGE)
    assert found.estimate == pytest.approx(0, abs=0.05)


def test_body_that_parts_from_the_others_is_found() -> None:
    treated, others = bodies(parting=0.7)
    found = controlled(treated, others, at=month(AT), better=Better.DOWN)
    assert found.outcome is Outcome.BETTER and found.estimate == pytest.approx(-0.3, abs=0.06)
    assert found.details["control"] == {
        "bodies": 20,
        "placebos_as_far_or_farther": 0,
        "placebo_p": pytest.approx(1 / 21, rel=1e-5),
        "placebo_can_reach_alpha": True,
    }
    assert found.p == pytest.approx(1 / 21)


def test_where_others_part_as_far_nothing_is_told() -> None:
    treated, others = bodies(parting=0.7)
    restless = [
        monthly([value.value * (0.6 if at >= AT and body % 2 else 1.5 if at >= AT else 1) for at, value in
                 enumerate(one.readings) if value.value is not None])
        for body, one in enumerate(others)
    ]  # fmt: skip
    found = controlled(treated, restless, at=month(AT), better=Better.DOWN)
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.details["control"]["placebos_as_far_or_farther"] > 5


def test_few_bodies_must_all_have_parted_less() -> None:
    treated, others = bodies(6, parting=0.7)
    found = controlled(treated, others, at=month(AT), better=Better.DOWN)
    assert found.outcome is Outcome.BETTER
    assert found.details["control"]["placebo_can_reach_alpha"] is False
    assert found.p is not None and found.p < 0.05


def test_too_few_bodies_with_the_same_periods_are_refused() -> None:
    treated, others = bodies(8)
    short = [Series("x", "", one.readings[:20], one.step, ()) for one in others[:5]]
    with pytest.raises(EffectRefusedError, match="Only 3 bodies that had not acted"):
        controlled(treated, [*short, *others[5:]], at=month(AT), better=Better.DOWN)


def test_months_that_some_bodies_lack_are_carried_by_the_others() -> None:
    treated, others = bodies(parting=0.7)
    gaps = [
        Series(
            "x",
            "",
            tuple(one for at, one in enumerate(series.readings) if at % 9 != number % 9),
            series.step,
            (),
        )
        for number, series in enumerate(others)
    ]
    found = controlled(treated, gaps, at=month(AT), better=Better.DOWN)
    assert found.outcome is Outcome.BETTER and found.estimate == pytest.approx(-0.3, abs=0.06)


def test_body_of_mostly_noughts_is_refused() -> None:
    _, others = bodies(6)
    with pytest.raises(EffectRefusedError, match="nought or suppressed"):
        controlled(monthly([0, 3, 0, 2, 0] * 10), others, at=month(AT), better=Better.DOWN)


def test_one_door_for_all_methods() -> None:
    treated, others = bodies(6)
    for method in ("its", "spc", "controlled"):
        assert run(method, treated, others, at=month(AT), better=Better.DOWN).method == method
