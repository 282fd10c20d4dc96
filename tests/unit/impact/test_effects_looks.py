"""How the 5% is shared among looks, and among measures shown together."""

import pytest

from answerable.impact.effects.looks import TOTAL, share
from answerable.impact.effects.together import holm, scaled_p


@pytest.mark.parametrize("planned", [1, 2, 5, 20])
def test_all_looks_together_never_spend_more_than_five_in_a_hundred(planned: int) -> None:
    shares = [share(look, planned) for look in range(1, 200)]
    assert sum(shares[:planned]) == pytest.approx(0.9 * TOTAL)
    assert sum(shares) <= TOTAL + 1e-12 and min(shares) > 0


def test_later_looks_may_spend_more_and_unplanned_ones_half_of_what_is_left() -> None:
    shares = [share(look, 3) for look in range(1, 6)]
    assert shares == pytest.approx([0.045 / 9, 0.045 * 3 / 9, 0.045 * 5 / 9, 0.0025, 0.00125])


@pytest.mark.parametrize(("look", "planned"), [(0, 5), (1, 0)])
def test_look_before_the_first_is_a_mistake(look: int, planned: int) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        share(look, planned)


def test_holm_stops_at_the_first_that_does_not_stand() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == [True, False, False, True]
    assert holm([]) == [] and holm([0.05]) == [True] and holm([0.03, 0.03]) == [False, False]


def test_p_of_a_look_is_put_on_the_scale_of_the_whole() -> None:
    assert scaled_p(0.001, 0.01) == pytest.approx(0.005) and scaled_p(0.5, 0.01) == 1
