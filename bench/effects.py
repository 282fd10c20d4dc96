"""How often tests of effect cry wolf, what they find, and when they say that nothing can be told.

    .venv/bin/python bench/effects.py [all] [--series 1000] [--seed 1]
    .venv/bin/python bench/effects.py errors     # false alarms alone, by kind and length
    .venv/bin/python bench/effects.py power      # by size of effect
    .venv/bin/python bench/effects.py strength   # by size of effect, months and level
    .venv/bin/python bench/effects.py equivalence
    .venv/bin/python bench/effects.py looks      # false alarms over five looks
    .venv/bin/python bench/effects.py controlled # against bodies that had not acted
    .venv/bin/python bench/effects.py others     # other methods on the same series

Series are monthly counts of 24 to 60 months with a truth that is known: a level drawn from 20 to 400, the
noise of counting with one to three times its variance, and by kind a season, errors that hang together, a
drift or a date chosen because of the worst three months. Nothing is stored.
"""

import argparse
import datetime as dt
import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from answerable.impact.effects.controlled import controlled
from answerable.impact.effects.estimate import Estimate, estimate
from answerable.impact.effects.finding import Finding, Outcome, judged
from answerable.impact.effects.interrupted import interrupted
from answerable.impact.effects.looks import share
from answerable.impact.effects.model import level, level_and_slope, scaled, usable_logs, versions
from answerable.impact.effects.naive import naive
from answerable.impact.effects.points import points_of
from answerable.impact.effects.spc import before_after_spc, chart_of
from answerable.impact.series.model import Reading, Series
from answerable.impact.series.steps import Step
from answerable.impact.spc.judgement import Better

LENGTHS = (24, 36, 48, 60)
NULLS = {
    "no effect": "nothing but the noise of counting",
    "season": "a yearly wave, or twelve uneven months, of 5 to 20%",
    "autocorrelated": "errors of 10 to 25% that correlate by 0.3 to 0.6 from month to month",
    "strongly autocorrelated": "the same, correlating by 0.8",
    "drift": "up to a quarter a year, up or down, that the action does not touch",
    "regression to the mean": "no effect, the date set after the worst three months",
    "the same, autocorrelated": "and errors that correlate by 0.3 to 0.6",
}
KINDS = tuple(NULLS)
EARLIEST, LATEST = 15, 9  # months before the action at least, and after
FIRST = dt.date(2018, 1, 1)
IMPORTANCE = 0.1
ALARMS = (Outcome.BETTER, Outcome.WORSE)


@dataclass(frozen=True, slots=True)
class Made:
    values: tuple[float, ...]
    at: int  # the month in which the action begins

    @property
    def series(self) -> Series:
        return series_of(self.values)

    @property
    def date(self) -> dt.date:
        return month(self.at)


def month(place: int) -> dt.date:
    return dt.date(FIRST.year + place // 12, place % 12 + 1, 1)


def series_of(values: tuple[float, ...]) -> Series:
    readings = tuple(
        Reading(month(at), f"{month(at):%Y-%m}", f"{month(at):%B %Y}", value)
        for at, value in enumerate(values)
    )
    return Series("simulated", "", readings, Step(months=1), ())


def errors(count: int, rho: float, spread: float, rng: np.random.Generator) -> np.ndarray:
    steps = rng.standard_normal(count + 60) * math.sqrt(1 - rho**2)
    found = np.zeros(count + 60)
    for at in range(1, count + 60):
        found[at] = rho * found[at - 1] + steps[at]
    return spread * found[60:]


def counted(mean: np.ndarray, over: float, rng: np.random.Generator) -> np.ndarray:
    """Counts whose variance is `over` times their mean."""
    if over > 1:
        mean = rng.gamma(mean / (over - 1), over - 1)
    return rng.poisson(mean).astype(float)


def means(kind: str, count: int, rng: np.random.Generator) -> tuple[np.ndarray, float]:
    level, over = float(rng.choice([20, 50, 150, 400])), float(rng.choice([1, 1.5, 3]))
    at = np.arange(count)
    shape = np.zeros(count)
    if kind == "season":
        wave = np.cos(2 * math.pi * (at + rng.integers(12)) / 12) * 1.4
        uneven = rng.standard_normal(12)[(at + rng.integers(12)) % 12]
        shape = rng.uniform(0.05, 0.2) * (wave if rng.random() < 0.5 else uneven)
    elif "autocorrelated" in kind:
        rho = 0.8 if kind.startswith("strongly") else rng.uniform(0.3, 0.6)
        shape = errors(count, rho, rng.uniform(0.1, 0.25), rng)
    elif kind == "drift":
        shape = rng.uniform(-0.25, 0.25) * at / 12
    return level * np.exp(shape), over


def make(
    kind: str,
    count: int,
    rng: np.random.Generator,
    *,
    step: float = 0.0,
    slope: float = 0.0,
    after: int = LATEST,
) -> Made:
    """`step` is a change as a part from the action on, `slope` one that grows by that much a year."""
    mean, over = means(kind, count, rng)
    earliest, latest = EARLIEST, count - after
    if "mean" in kind or kind.startswith("the same"):
        values = counted(mean, over, rng)
        worst = [values[at - 3 : at].mean() for at in range(earliest, latest + 1)]
        return Made(tuple(values), earliest + int(np.argmax(worst)))
    at = int(rng.integers(earliest, latest + 1))
    years = np.maximum(np.arange(count) - at, 0) / 12
    mean = mean * np.where(np.arange(count) >= at, np.maximum(1 + step + slope * years, 0.05), 1.0)
    return Made(tuple(counted(mean, over, rng)), at)


def tests(made: Made, alpha: float = 0.05) -> dict[str, Finding]:
    methods = {"its": interrupted, "spc": before_after_spc}
    return {
        name: method(made.series, at=made.date, better=Better.DOWN, importance=IMPORTANCE, alpha=alpha)
        for name, method in methods.items()
    }


def quick(made: Made, alpha: float = 0.05) -> dict[str, tuple[Outcome, Estimate]]:
    """The same without tables and checks, which take most of the time."""
    points = points_of(made.series, made.date, 0)
    told_ = {}
    for name, model in (("its", level_and_slope(points)), ("spc", level(points))):
        found = estimate(points, model, alpha)
        assert found is not None
        outcome = judged(found.low, found.high, Better.DOWN, IMPORTANCE)
        if name == "spc" and outcome in ALARMS and not chart_of(points).signal:
            outcome = Outcome.CANNOT_TELL
        told_[name] = (outcome, found)
    return told_


def bounds(hits: int, count: int) -> tuple[float, float]:
    """The 95% interval of a share (Wilson)."""
    share_, z = hits / count, 1.96
    middle = (share_ + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share_ * (1 - share_) / count + z * z / (4 * count**2)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def told(hits: int, count: int) -> str:
    low, high = bounds(hits, count)
    return f"{100 * hits / count:4.1f}% ({100 * low:.1f} to {100 * high:.1f})"


def spread_out(count: int) -> Iterator[int]:
    """Lengths in turn, so that each has as many series."""
    return (LENGTHS[at % len(LENGTHS)] for at in range(count))


def errors_of(count: int, seed: int) -> None:
    """False alarms: better or worse where nothing was done to the figures."""
    print(
        f"False alarms of {count} series a kind (95% interval); naive is Welch's t test, all before and after"
    )
    whole = dict.fromkeys(("its", "spc", "naive"), 0)
    by_length: dict[int, list[int]] = {length: [0, 0] for length in LENGTHS}
    for number, kind in enumerate(KINDS):
        rng = np.random.default_rng([seed, number])
        hits = dict.fromkeys(whole, 0)
        for length in spread_out(count):
            made = make(kind, length, rng)
            for name, found in tests(made).items():
                alarm = found.outcome in ALARMS
                hits[name] += alarm
                if name == "its":
                    by_length[length][0] += alarm
                    by_length[length][1] += 1
            hits["naive"] += naive(made.series, at=made.date) < 0.05
        print(f"  {kind:28}" + "".join(f"{name} {told(hits[name], count):24}" for name in hits), flush=True)
        for name in whole:
            whole[name] += hits[name]
    print(f"  {'all':28}" + "".join(f"{name} {told(whole[name], count * len(KINDS)):24}" for name in whole))
    print("  its by months: " + ", ".join(f"{length} {told(*by_length[length])}" for length in LENGTHS))


def power_of(count: int, seed: int) -> None:
    """What is found of an effect that is there; and what is called no change of importance."""
    print(f"\nOutcomes of {count} series each; the true change is a step, or a slope a year")
    for kind in ("no effect", "autocorrelated"):
        for step, slope in ((0, 0), (-0.05, 0), (-0.2, 0), (-0.3, 0), (-0.5, 0), (0.3, 0), (0, -0.3)):
            rng = np.random.default_rng([seed, 100])
            seen: dict[tuple[str, str], int] = {}
            covered = 0
            for length in spread_out(count):
                made = make(kind, length, rng, step=step, slope=slope)
                for name, (outcome, found) in quick(made).items():
                    seen[name, outcome.value] = seen.get((name, outcome.value), 0) + 1
                    covered += name == "its" and found.low <= step <= found.high
            line = "; ".join(
                name + " " + " ".join(
                    f"{outcome} {100 * seen.get((name, outcome), 0) / count:.0f}%"
                    for outcome in ("better", "no_change", "worse", "cannot_tell")
                ) for name in ("its", "spc")
            )  # fmt: skip
            truth = f"slope {slope:+.0%} a year" if slope else f"step {step:+.0%}"
            inside = "" if slope else f"; its interval holds the truth in {100 * covered / count:.0f}%"
            print(f"  {kind:16} {truth:20} {line}{inside}", flush=True)


def strength_of(count: int, seed: int) -> None:
    """Power where the noise is known: even counts of a given level, half of the months before the action."""
    print(f"\nPower of its and spc at 5%, {count} series each, Poisson counts, the action halfway")
    for length in LENGTHS:
        for size in (20, 50, 150, 400):
            line = []
            for step in (-0.1, -0.2, -0.3, -0.5):
                rng = np.random.default_rng([seed, 200, length, size])
                hits = dict.fromkeys(("its", "spc"), 0)
                at = max(EARLIEST, length // 2)
                for _ in range(count):
                    mean = np.where(np.arange(length) >= at, 1 + step, 1.0) * size
                    for name, (outcome, _) in quick(Made(tuple(counted(mean, 1, rng)), at)).items():
                        hits[name] += outcome is Outcome.BETTER
                line.append(f"{step:+.0%}: {100 * hits['its'] / count:.0f}/{100 * hits['spc'] / count:.0f}%")
            print(f"  {length} months, level {size:3}: " + "  ".join(line), flush=True)


def equivalence_of(count: int, seed: int) -> None:
    """How often "no change of importance" (10%) is said, where it is true and where the change is larger."""
    print(f"\nNo change of importance is said, {count} series each of 60 months, the action halfway: its/spc")
    for size in (400, 2000, 10000):
        line = []
        for step in (0.0, -0.05, -0.1, -0.15):
            rng = np.random.default_rng([seed, 500, size])
            hits = dict.fromkeys(("its", "spc"), 0)
            for _ in range(count):
                mean = np.where(np.arange(60) >= 30, 1 + step, 1.0) * size
                for name, (outcome, _) in quick(Made(tuple(counted(mean, 1, rng)), 30)).items():
                    hits[name] += outcome is Outcome.NO_CHANGE
            line.append(f"true {step:+.0%}: {100 * hits['its'] / count:.1f}/{100 * hits['spc'] / count:.1f}%")
        print(f"  level {size:5}: " + "  ".join(line), flush=True)


def looks_of(count: int, seed: int) -> None:
    """Whether any of five looks, every third month from the sixth, cries wolf."""
    print(
        f"\nFalse alarms over five looks, {count} series of 45 months a kind: 5% shared, and 5% at each look"
    )
    for number, kind in enumerate(KINDS):
        rng = np.random.default_rng([seed, 300, number])
        hits = dict.fromkeys(("shared", "unshared", "naive"), 0)
        for _ in range(count):
            made = make(kind, 45, rng, after=18)
            any_of = dict.fromkeys(hits, False)
            for look in range(1, 6):
                part = Made(made.values[: made.at + 6 + 3 * (look - 1)], made.at)
                points = points_of(part.series, part.date, 0)
                found = estimate(points, level_and_slope(points), 0.05)
                assert found is not None
                any_of["shared"] |= found.p < share(look, 5)
                any_of["unshared"] |= found.p < 0.05
                any_of["naive"] |= naive(part.series, at=part.date) < 0.05
            for name in hits:
                hits[name] += any_of[name]
        print(f"  {kind:28}" + "".join(f"{name} {told(hits[name], count):24}" for name in hits), flush=True)


def controlled_of(count: int, seed: int) -> None:
    """Twenty untreated bodies; a wave that all share begins with the action."""
    print(f"\nAgainst 20 bodies that had not acted, {count} series each")
    for wave, step, rho in ((0, 0, 0.0), (0.3, 0, 0.0), (0.3, 0, 0.5), (0.3, -0.2, 0.0), (0.3, -0.4, 0.0)):
        rng = np.random.default_rng([seed, 400])
        hits = dict.fromkeys(("controlled", "its"), 0)
        for number in range(count):
            length = LENGTHS[number % len(LENGTHS)]
            at = max(EARLIEST, length // 2)
            late = np.arange(length) >= at
            all_ = []
            for body in range(21):
                level = float(rng.choice([20, 50, 150, 400]))
                mean = level * np.exp(errors(length, rho, 0.15, rng) if rho else np.zeros(length))
                mean = mean * np.where(late, (1 + wave) * (1 + step if body == 0 else 1), 1.0)
                all_.append(series_of(tuple(counted(mean, 1.5, rng))))
            found = {
                "controlled": controlled(all_[0], all_[1:], at=month(at), better=Better.DOWN),
                "its": interrupted(all_[0], at=month(at), better=Better.DOWN),
            }
            for name, each in found.items():
                hits[name] += each.outcome in ALARMS
        print(
            f"  wave {wave:+.0%}, own change {step:+.0%}, errors {rho}: says better or worse: "
            + ", ".join(f"{name} {told(hits[name], count)}" for name in hits), flush=True,
        )  # fmt: skip


def others_of(count: int, seed: int) -> None:
    """False alarms of other ways to allow for autocorrelation, with the same terms and points left out."""
    print(f"\nOther methods on the same kinds, {count} series each, level and slope, the same points")
    for number, kind in enumerate(KINDS):
        rng = np.random.default_rng([seed, number])
        hits: dict[str, int] = {}
        for length in spread_out(count):
            made = make(kind, length, rng)
            for name, p in _others(made).items():
                hits[name] = hits.get(name, 0) + (p < 0.05)
        print(
            f"  {kind:28}" + "  ".join(f"{name} {100 * hits[name] / count:.1f}%" for name in hits), flush=True
        )


def _others(made: Made) -> dict[str, float]:
    import statsmodels.api as sm
    from scipy.stats import t as student  # type: ignore[import-untyped]

    points = points_of(made.series, made.date, 0)
    model = level_and_slope(points)
    values = scaled(versions(points)[0], logs=usable_logs(points))
    contrast, terms = model.effect, model.terms
    freedom = len(values) - terms.shape[1]
    plain = sm.OLS(values, terms).fit()
    found = {"least squares": float(plain.t_test(contrast).pvalue)}
    lags = max(1, round(0.75 * len(values) ** (1 / 3)))
    white = plain.get_robustcov_results("HAC", maxlags=lags, use_correction=True, use_t=True)
    found["Newey-West"] = float(np.asarray(white.t_test(contrast).pvalue))
    wide = plain.get_robustcov_results("HAC", maxlags=len(values) - 1, use_correction=True, use_t=True)
    t = abs(float(np.squeeze(wide.t_test(contrast).tvalue)))
    found["fixed-b (b = 1)"] = 0.04 if t > 4.771 else 0.5  # Kiefer and Vogelsang 2002: 5% of Bartlett, b = 1
    glsar = sm.GLSAR(values, terms, rho=1).iterative_fit(maxiter=20)
    found["GLS, AR(1)"] = float(glsar.t_test(contrast).pvalue)
    try:
        ml = sm.tsa.SARIMAX(values, exog=terms, order=(1, 0, 0)).fit(disp=False, maxiter=100)
        cov = np.asarray(ml.cov_params())[: terms.shape[1], : terms.shape[1]]
        z = float(ml.params[: terms.shape[1]] @ contrast) / math.sqrt(float(contrast @ cov @ contrast))
        found["SARIMAX, t"] = float(2 * student.sf(abs(z), freedom))
    except (ValueError, np.linalg.LinAlgError):
        found["SARIMAX, t"] = 1.0
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    steps: dict[str, Callable[[int, int], None]] = {
        "errors": errors_of, "power": power_of, "strength": strength_of, "equivalence": equivalence_of,
        "looks": looks_of, "controlled": controlled_of, "others": others_of,
    }  # fmt: skip
    parser.add_argument("what", nargs="?", default="all", choices=["all", *steps])
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    started = time.monotonic()
    for name, step in steps.items():
        if asked.what in ("all", name):
            step(asked.series if name == "errors" else min(asked.series, 400), asked.seed)
    print(f"\n{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
