"""A regression whose errors hang together from one period to the next, on series too short to know how much.

Errors are a first-order autoregression (k periods apart they correlate by rho to the power k, so that a
missing period needs no filling) and, on top, the noise of counting, which does not carry over. A short series
tells little of either, and a test that takes an estimate of them for the truth cries wolf. Here every pair of
rho and share of noise on a grid counts by how well it explains the figures (restricted likelihood) and by a
prior that leans to long memory; what is said of a coefficient is the mixture of the t distributions that the
pairs give (Zellner and Tiao, Journal of the American Statistical Association 59, 1964, for rho alone).

A coefficient may be held back by a normal prior about nought. That of the drift before is: a dozen points
can't tell a steep drift from chance, and few figures drift by more than three tenths a year.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_RHOS = (-0.3, -0.15, *np.linspace(0, 0.95, 20))
_SHARES = (0.0, 0.25, 0.5, 0.75)
PAIRS = tuple((float(rho), share) for rho in _RHOS for share in (_SHARES if rho > 0 else (0.0,)))


def _prior() -> Array:
    rho, positive = np.array([pair[0] for pair in PAIRS]), np.array([pair[0] > 0 for pair in PAIRS])
    lean = np.where(positive, (1.2 + rho) / np.sqrt(1 - np.maximum(rho, 0)) / len(_SHARES), 1.2 + rho)
    return np.asarray(lean / lean.sum(), dtype=np.float64)


PRIOR = _prior()
_HAIR = 1e-24


@dataclass(frozen=True, slots=True)
class Fit:
    """For each pair its weight, the coefficients and their covariance, all with `freedom` degrees.

    `left` are the residuals of the likeliest pair, freed of what carries over.
    """

    weights: Array
    beta: Array  # (pair, coefficient)
    cov: Array  # (pair, coefficient, coefficient)
    freedom: int
    left: Array

    @property
    def neighbours(self) -> float:
        """How far errors of neighbouring periods are thought to correlate."""
        return float(self.weights @ np.array([rho * (1 - share) for rho, share in PAIRS]))

    @property
    def best(self) -> tuple[float, float]:
        """The likeliest rho and share of noise."""
        return PAIRS[int(np.argmax(self.weights))]

    def mean(self, contrast: Array) -> float:
        return float(self.weights @ (self.beta @ contrast))

    def spread(self, contrast: Array) -> float:
        """The standard error, that of not knowing the pair included."""
        means = self.beta @ contrast
        between = self.weights @ (means - self.weights @ means) ** 2
        return float(np.sqrt(self.weights @ self._spreads(contrast) ** 2 + between))

    def below(self, contrast: Array, at: float = 0.0) -> float:
        """The chance that the contrast of the coefficients lies below `at`."""
        return self._chance(self.beta @ contrast, self._spreads(contrast), at)

    def p(self, contrast: Array) -> float:
        """Two-sided, of a contrast that is nought."""
        below = self.below(contrast)
        return 2 * min(below, 1 - below)

    def interval(self, contrast: Array, alpha: float) -> tuple[float, float]:
        means, spreads, width = self.beta @ contrast, self._spreads(contrast), self.spread(contrast)
        low, high = (
            _cross(lambda at, part=part: self._chance(means, spreads, at) - part, float(means.mean()), width)  # type: ignore[misc]
            for part in (alpha / 2, 1 - alpha / 2)
        )
        return low, high

    def ratio(self, top: Array, bottom: Array, alpha: float) -> tuple[float, float] | None:
        """The interval of one contrast as a part of another (Fieller); None where that may be nought."""
        if self.below(bottom) > alpha / 2:
            return None
        middle, width = self.mean(top) / self.mean(bottom), self.spread(top) / self.mean(bottom)
        low, high = (
            _cross(lambda at, part=part: self.below(top - at * bottom) - part, middle, width)  # type: ignore[misc]
            for part in (alpha / 2, 1 - alpha / 2)
        )
        return low, high

    def _spreads(self, contrast: Array) -> Array:
        return np.asarray(np.sqrt((self.cov @ contrast) @ contrast))

    def _chance(self, means: Array, spreads: Array, at: float) -> float:
        from scipy.special import stdtr  # type: ignore[import-untyped]  # slow to load, and seldom needed

        return float(self.weights @ stdtr(self.freedom, (at - means) / spreads))


def fit(
    steps: Sequence[int], values: Array, terms: Array, held_back: Sequence[float | None] | None = None
) -> Fit:
    """`steps` count periods; `terms` has a column a coefficient, `held_back` the spread of its prior."""
    white, logs = _whitening(tuple(steps))
    y, x = white @ values, white @ terms
    gram = x.transpose(0, 2, 1) @ x
    toward = np.einsum("rni,rn->ri", x, y)
    free = np.einsum("rij,rj->ri", np.linalg.inv(gram), toward)
    squares = ((y - np.einsum("rni,ri->rn", x, free)) ** 2).sum(axis=1)
    squares = np.maximum(squares, _HAIR * (y**2).sum(axis=1))  # of values that the terms give exactly
    freedom = terms.shape[0] - terms.shape[1]
    score = -0.5 * (logs + np.linalg.slogdet(gram)[1] + freedom * np.log(squares))
    weights = np.exp(score - score.max()) * PRIOR
    weights /= weights.sum()
    variance = squares / freedom
    pull = np.diag([1 / spread**2 if spread else 0.0 for spread in held_back or [None] * terms.shape[1]])
    cov = np.linalg.inv(gram / variance[:, None, None] + pull)
    beta = np.einsum("rij,rj->ri", cov, toward / variance[:, None])
    best = int(np.argmax(weights))
    return Fit(weights, beta, cov, freedom, y[best] - x[best] @ beta[best])


@functools.lru_cache(maxsize=8)  # some megabytes each
def _whitening(steps: tuple[int, ...]) -> tuple[Array, Array]:
    """For each pair, what frees errors of their correlation, and the log determinant of that."""
    places = np.array(steps)
    apart = np.abs(places[:, None] - places[None, :])
    alone = np.eye(len(steps))
    shapes = np.stack(
        [(1 - share) * np.sign(rho) ** apart * abs(rho) ** apart + share * alone if rho else alone
         for rho, share in PAIRS]
    )  # fmt: skip
    roots = np.linalg.cholesky(shapes)
    return np.linalg.inv(roots), 2 * np.log(np.einsum("rii->ri", roots)).sum(axis=1)


def _cross(excess: Callable[[float], float], middle: float, width: float) -> float:
    """Where a rising function is nought: looked for about `middle`, in steps of `width`."""
    from scipy.optimize import brentq  # type: ignore[import-untyped]  # slow to load, and seldom needed

    low = high = middle
    below = above = excess(middle)
    step = 2 * width
    while below >= 0:
        low, step = low - step, 2 * step
        below = excess(low)
    step = 2 * width
    while above <= 0:
        high, step = high + step, 2 * step
        above = excess(high)
    return float(brentq(excess, low, high, xtol=1e-6 * width))
