"""The regression equals statsmodels' for each correlation, and its mixture is what it says."""

import numpy as np
import pytest

from answerable.impact.effects.regression import PAIRS, PRIOR, Array, fit

STEPS = (0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 21)


@pytest.fixture
def made() -> tuple[Array, Array]:
    rng = np.random.default_rng(5)
    places = np.array(STEPS, dtype=float)
    terms = np.stack([np.ones(len(places)), places / 12, places >= 11], axis=1).astype(float)
    return terms @ np.array([4.0, 0.1, -0.3]) + rng.normal(0, 0.1, len(places)), terms


def shape(rho: float, share: float) -> Array:
    apart = np.abs(np.subtract.outer(np.array(STEPS), np.array(STEPS)))
    carried = np.where(apart == 0, 1.0, rho ** apart.astype(float) if rho > 0 else 0.0)
    if rho < 0:
        carried = (-1.0) ** apart * abs(rho) ** apart
    return np.asarray((1 - share) * carried + share * np.eye(len(STEPS)))


@pytest.mark.parametrize("pair", [0, 2, 7, 40, len(PAIRS) - 1])
def test_each_pair_is_generalised_least_squares(made: tuple[Array, Array], pair: int) -> None:
    from statsmodels.api import GLS

    values, terms = made
    found = fit(STEPS, values, terms)
    expected = GLS(values, terms, sigma=shape(*PAIRS[pair])).fit()
    assert found.beta[pair] == pytest.approx(expected.params, rel=1e-8)
    assert found.cov[pair] == pytest.approx(expected.cov_params(), rel=1e-8)
    assert found.freedom == expected.df_resid


def test_weights_are_the_restricted_likelihood_times_the_prior(made: tuple[Array, Array]) -> None:
    values, terms = made
    weights = []
    for pair, prior in zip(PAIRS, PRIOR, strict=True):
        inverse = np.linalg.inv(shape(*pair))
        gram = terms.T @ inverse @ terms
        left = values - terms @ np.linalg.solve(gram, terms.T @ inverse @ values)
        log = np.linalg.slogdet(shape(*pair))[1] + np.linalg.slogdet(gram)[1]
        weights.append(prior * np.exp(-0.5 * (log + 17 * np.log(left @ inverse @ left))))
    assert fit(STEPS, values, terms).weights == pytest.approx(np.array(weights) / sum(weights), rel=1e-6)


def test_prior_holds_a_term_back_and_a_wide_one_does_not(made: tuple[Array, Array]) -> None:
    values, terms = made
    free = fit(STEPS, values, terms)
    drift = np.array([0.0, 1.0, 0.0])
    assert fit(STEPS, values, terms, (None, 1e6, None)).mean(drift) == pytest.approx(free.mean(drift))
    assert abs(fit(STEPS, values, terms, (None, 1e-6, None)).mean(drift)) < 1e-6


def test_interval_leaves_out_nought_exactly_where_p_is_below_alpha(made: tuple[Array, Array]) -> None:
    values, terms = made
    found, step = fit(STEPS, values, terms), np.array([0.0, 0.0, 1.0])
    p = found.p(step)
    for alpha, outside in ((p * 1.01, True), (p * 0.99, False)):
        low, high = found.interval(step, alpha)
        assert (low > 0 or high < 0) is outside


def test_interval_holds_what_it_says(made: tuple[Array, Array]) -> None:
    values, terms = made
    found, step = fit(STEPS, values, terms), np.array([0.0, 0.0, 1.0])
    low, high = found.interval(step, 0.1)
    assert found.below(step, low) == pytest.approx(0.05, abs=1e-5)
    assert found.below(step, high) == pytest.approx(0.95, abs=1e-5)


def test_part_of_another_term_has_fiellers_interval(made: tuple[Array, Array]) -> None:
    values, terms = made
    found, step, level = fit(STEPS, values, terms), np.array([0.0, 0, 1]), np.array([1.0, 1.5, 0])
    reach = found.ratio(step, level, 0.05)
    assert reach is not None
    assert found.below(step - reach[0] * level) == pytest.approx(0.025, abs=1e-5)
    assert found.below(step - reach[1] * level) == pytest.approx(0.975, abs=1e-5)
    assert found.ratio(level, step, 0.05) is None  # the step is below nought
