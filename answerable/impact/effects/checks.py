"""What is shown beside a test, so that another can see whether its model holds."""

import math
from typing import Any

import numpy as np

from answerable.impact.effects.estimate import Estimate
from answerable.impact.effects.model import Model, scaled, usable_logs, versions
from answerable.impact.effects.points import Points

LAGS = 6
DOUBTFUL = 0.01  # of the test of what still hangs together


def terms_table(model: Model, found: Estimate, alpha: float) -> list[dict[str, Any]]:
    """Each term with its interval at 1 - alpha, on the scale of the model."""
    table = []
    for place, name in enumerate(model.names):
        contrast = np.eye(len(model.names))[place]
        low, high = found.fit.interval(contrast, alpha)
        table.append({
            "term": name, "estimate": plain(found.fit.mean(contrast)), "low": plain(low), "high": plain(high),
            "prior_spread": model.held_back[place],
        })  # fmt: skip
    return table


def checks(points: Points, model: Model, found: Estimate) -> dict[str, Any]:
    """Durbin-Watson and Ljung-Box are of errors freed of what the model knows to carry over."""
    # statsmodels takes three seconds to load, which no page that tests nothing should wait for.
    from statsmodels.stats.diagnostic import acorr_ljungbox
    from statsmodels.stats.stattools import durbin_watson

    left = found.fit.left
    lags = min(LAGS, len(left) // 3)
    together = acorr_ljungbox(left, lags=[lags])["lb_pvalue"].iloc[0]
    spike = spike_before(points)
    return {
        "scale": "logarithm" if found.logs else "part of the mean",
        "autocorrelation": plain(found.fit.neighbours),
        "likeliest_rho_and_noise": list(found.fit.best),
        "durbin_watson": plain(float(durbin_watson(left))),
        "ljung_box_p": plain(float(together)),
        "ljung_box_lags": lags,
        "season_waves": model.waves,
        "degrees_of_freedom": found.fit.freedom,
        "points_before": points.before,
        "points_after": points.after,
        "points_left_out_before": len(points.spike),
        "stood_out_just_before": spike,
        "least_change_found_4_in_5": plain(found.least),
    }


def spike_before(points: Points) -> float | None:
    """How far the months just before the action lie from those before them, in standard errors.

    None where either is hidden. Two or more is what regression to the mean is made of.
    """
    values = versions(points)[0]
    late = np.array([value for _, value in points.spike])
    if points.hidden or not len(late) or np.isnan(late).any():
        return None
    logs = usable_logs(points) and bool((late > 0).all())
    whole = scaled(np.concatenate([values[: points.split], late]), logs=logs)
    before, late = whole[: points.split], whole[points.split :]
    spread = float(before.std(ddof=1)) * math.sqrt(1 / len(late) + 1 / len(before))
    return plain(float(late.mean() - before.mean()) / spread) if spread else None


def plain(value: float | None) -> float | None:
    """As JSON takes it."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.6g}")
