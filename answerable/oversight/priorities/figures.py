"""Everything that is worked out from the scores of an exercise, as plain values that the log can hold.

Figures with a fraction are written as text, so that they have one form: 71.25 of 100, shares as 0.954.
"""

from typing import Any

from answerable.oversight.priorities import crosschecks as other_methods
from answerable.oversight.priorities.disagreement import (
    CriterionSpread,
    OwnList,
    Spread,
    by_criterion,
    own_lists,
    spreads,
)
from answerable.oversight.priorities.record import ExerciseRecord
from answerable.oversight.priorities.sensitivity import (
    DRAWS,
    SEED,
    SPREAD,
    WIDE,
    Stability,
    Sweep,
    Turn,
    stability,
    sweeps,
)
from answerable.oversight.priorities.table import Table, table_of
from answerable.oversight.priorities.weighted import METHOD, Placed, placed

_MOST_SPREADS = 30  # the widest differences that are kept: the rest can be worked out from the scores


def table_for(record: ExerciseRecord) -> Table:
    """Raises TableError: fewer than two items, or no weight."""
    given: dict[tuple[str, str], list[float]] = {cell: [value] for cell, value in record.filled.items()}
    for (item, criterion, _), value in record.given.items():
        given.setdefault((item, criterion), []).append(value)
    return table_of([one.expectation for one in record.items], record.weights, given)


def figures_of(record: ExerciseRecord) -> dict[str, Any]:
    """The list, what moves it, two other methods, and where scorers differ. Raises TableError."""
    table = table_for(record)
    k = min(record.places, len(table.items))
    held = {one.item: one for one in stability(table, k)}
    differ = spreads(record.given)
    return {
        "method": METHOD,
        "places": k,
        "spread": SPREAD,
        "wide": WIDE,
        "draws": DRAWS,
        "seed": SEED,
        "missing": int(table.missing.sum()),
        "cells": int(table.missing.size),
        "rows": [_row(one, held[one.item]) for one in placed(table)],
        "sweeps": [_sweep(one) for one in sweeps(table)],
        "library": other_methods.version(),
        "crosschecks": [
            {
                "method": one.method,
                "agreement": None if one.agreement is None else _share(one.agreement),
                "shared": one.shared,
                "ours": one.ours,
                "ranks": [list(pair) for pair in one.ranks],
            }
            for one in other_methods.crosschecks(table, k)
        ],
        "differences": [_spread(one) for one in differ[:_MOST_SPREADS] if one.range > 0],
        "differ_by_criterion": [_criterion(one) for one in by_criterion(differ)],
        "own_lists": [
            _own(one) for one in own_lists(table.items, record.weights, record.given, record.filled)
        ],
    }


def _row(one: Placed, held: Stability) -> dict[str, Any]:
    return {
        "item": one.item,
        "score": _points(one.score),
        "low": _points(one.low),
        "high": _points(one.high),
        "rank": one.rank,
        "best": one.best,
        "worst": one.worst,
        "tied": one.tied,
        "first": _share(held.first),
        "among": _share(held.among),
        "among_wide": _share(held.among_wide),
        "from": held.low,
        "to": held.high,
        "robust": held.robust,
    }


def _sweep(one: Sweep) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "weight": _points(one.weight),
        "below": _turn(one.below),
        "above": _turn(one.above),
    }


def _turn(turn: Turn | None) -> dict[str, Any] | None:
    return {"weight": _points(turn.weight), "item": turn.item} if turn else None


def _spread(one: Spread) -> dict[str, Any]:
    return {
        "item": one.item,
        "criterion": one.criterion,
        "given": [[int(scorer), _points(value)] for scorer, value in one.given],
    }


def _criterion(one: CriterionSpread) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "cells": one.cells,
        "mean_range": _points(one.mean_range),
        "far": one.far,
    }


def _own(one: OwnList) -> dict[str, Any]:
    return {"scorer": int(one.scorer), "first": list(one.first), "scored": one.scored, "of": one.of}


def _points(value: float) -> str:
    return f"{value:.2f}"


def _share(value: float) -> str:
    return f"{value:.3f}"
