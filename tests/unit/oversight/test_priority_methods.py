"""The list and how far it holds: by hand-worked examples, without a database."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from answerable.oversight.priorities.crosschecks import crosschecks
from answerable.oversight.priorities.definitions import DefinitionError, definitions, load_definitions
from answerable.oversight.priorities.departing import departures
from answerable.oversight.priorities.disagreement import by_criterion, own_lists, spreads
from answerable.oversight.priorities.sensitivity import stability, sweeps
from answerable.oversight.priorities.table import Table, TableError, table_of
from answerable.oversight.priorities.weighted import placed

WEIGHTS = {"harm": 60.0, "cost": 40.0}


def table(**cells: tuple[float | None, float | None]) -> Table:
    given = {
        (item, code): [value]
        for item, values in cells.items()
        for code, value in zip(WEIGHTS, values, strict=True)
        if value is not None
    }
    return table_of(list(cells), WEIGHTS, given)


def test_score_is_the_weighted_sum_out_of_100() -> None:
    first, second = placed(table(a=(4, 1), b=(1, 4)))
    assert (first.item, first.score, first.rank) == ("a", 70.0, 1)  # 0.6 x 100 + 0.4 x 25
    assert (second.item, second.score, second.rank) == ("b", 55.0, 2)  # 0.6 x 25 + 0.4 x 100


def test_equal_scores_share_a_place_and_the_next_counts_them() -> None:
    rows = placed(table(a=(2, 2), b=(2, 2), c=(1, 1)))
    assert [(row.item, row.rank, row.best, row.worst, row.tied) for row in rows] == [
        ("a", 1, 1, 1, True),
        ("b", 1, 1, 1, True),
        ("c", 3, 3, 3, False),
    ]


def test_missing_score_is_anything_from_0_to_4_and_never_0() -> None:
    rows = {row.item: row for row in placed(table(a=(3, None), b=(2, 2)))}
    assert (rows["a"].low, rows["a"].score, rows["a"].high) == (45.0, 65.0, 85.0)
    assert (rows["a"].best, rows["a"].worst) == (1, 2), "at its worst it falls behind 50"
    assert (rows["b"].best, rows["b"].worst) == (1, 2)


def test_missing_score_that_cannot_change_the_order_leaves_the_places_firm() -> None:
    rows = {row.item: row for row in placed(table(a=(4, None), b=(0, 1)))}
    assert (rows["a"].best, rows["a"].worst, rows["b"].best, rows["b"].worst) == (1, 1, 2, 2)


def test_list_of_one_or_without_weights_is_refused() -> None:
    with pytest.raises(TableError, match="at least two"):
        table_of(["a"], WEIGHTS, {})
    with pytest.raises(TableError, match="weight"):
        table_of(["a", "b"], {"harm": 0.0}, {})


def test_first_place_turns_exactly_where_the_lines_cross() -> None:
    # With weight t on harm, a has 100t + 25(1-t) and b has 25t + 100(1-t): equal at t = 0.5.
    harm, cost = sweeps(table(a=(4, 1), b=(1, 4)))
    assert harm.above is None and harm.below is not None
    assert (round(harm.below.weight, 6), harm.below.item) == (50.0, "b")
    assert cost.below is None and cost.above is not None and round(cost.above.weight, 6) == 50.0
    assert harm.nearest == pytest.approx(10.0)


def test_sweeps_agree_with_a_search_by_small_steps() -> None:
    chance = np.random.default_rng(5)
    codes = [f"c{number}" for number in range(5)]
    items = [f"i{number}" for number in range(8)]
    given = {(item, code): [float(chance.integers(0, 5))] for item in items for code in codes}
    weights = dict(zip(codes, (30.0, 25.0, 20.0, 15.0, 10.0), strict=True))
    made = table_of(items, weights, given)
    leader = placed(made)[0].item
    for at, sweep in enumerate(sweeps(made)):
        for step in range(1, 1000):
            t = step / 1000
            moved = made.weights * (1 - t) / (1 - made.weights[at])
            moved[at] = t
            totals = made.middle @ moved
            leads = totals[items.index(leader)] >= totals.max() - 1e-9
            low = sweep.below.weight / 100 if sweep.below else 0.0
            high = sweep.above.weight / 100 if sweep.above else 1.0
            assert leads == (low - 1e-9 <= t <= high + 1e-9), (sweep, t)


def test_tie_for_the_first_place_turns_with_any_move() -> None:
    tied = sweeps(
        table_of(
            ["a", "b"],
            {"x": 50.0, "y": 50.0},
            {("a", "x"): [4], ("a", "y"): [0], ("b", "x"): [0], ("b", "y"): [4]},
        )
    )
    assert [one.nearest for one in tied] == [pytest.approx(0.0), pytest.approx(0.0)]


def test_stability_is_the_same_for_the_same_seed_and_sure_of_what_is_sure() -> None:
    made = table(a=(4, 4), b=(2, 1), c=(1, 2))
    once, again = stability(made, 1), stability(made, 1)
    assert once == again
    close = table(a=(4, 1), b=(2.7, 2.9))
    assert stability(close, 1) != stability(close, 1, seed=7)
    best = once[0]
    assert (best.first, best.among, best.low, best.high, best.robust) == (1.0, 1.0, 1, 1, True)
    assert not once[1].robust and once[1].among == 0.0


def test_stability_falls_where_a_small_move_turns_the_order() -> None:
    close = {one.item: one for one in stability(table(a=(4, 1), b=(2.7, 2.9)), 1)}  # 70 and 69.5
    assert 0.3 < close["a"].first < 0.7 and not close["a"].robust
    assert close["a"].first + close["b"].first == pytest.approx(1.0)


def test_missing_score_makes_an_item_less_sure() -> None:
    known = {one.item: one for one in stability(table(a=(4, 2), b=(2, 2)), 1)}
    unknown = {one.item: one for one in stability(table(a=(None, 2), b=(2, 2)), 1)}
    assert known["a"].first == 1.0
    assert 0.3 < unknown["a"].first < 0.7


def test_weights_are_drawn_with_the_spread_that_is_stated() -> None:
    drawn = np.random.Generator(np.random.PCG64(1)).dirichlet(np.array([0.1, 0.9]) * 100, size=20000)
    assert drawn[:, 0].std() == pytest.approx(0.03, abs=0.001)
    wide = np.random.Generator(np.random.PCG64(1)).dirichlet(np.array([0.1, 0.9]) * 24, size=20000)
    assert wide[:, 0].std() == pytest.approx(0.06, abs=0.002)


def test_other_methods_agree_where_one_item_is_better_in_all() -> None:
    checks = crosschecks(table(a=(4, 4), b=(3, 3), c=(1, 0)), 2)
    assert [check.method for check in checks] == ["TOPSIS", "PROMETHEE II"]
    for check in checks:
        assert dict(check.ranks) == {"a": 1, "b": 2, "c": 3}
        assert check.agreement == pytest.approx(1.0) and check.shared == 2


def test_topsis_is_the_distance_from_the_best_worked_by_hand() -> None:
    # On the scale from 0 to 1, weighted: a (0.6, 0.1), b (0.15, 0.4), c (0.3, 0.2); best (0.6, 0.4), worst
    # (0.15, 0.1). a is 0.3 from the best and 0.45 from the worst: 0.6. b is 0.45 and 0.3: 0.4.
    checks = crosschecks(table(a=(4, 1), b=(1, 4), c=(2, 2)), 1)
    assert dict(checks[0].ranks) == {"a": 1, "b": 2, "c": 3}


def test_other_methods_say_nothing_where_all_are_equal() -> None:
    assert crosschecks(table(a=(2, 2), b=(2, 2)), 1) == []


def test_differences_name_who_gave_what_the_widest_first() -> None:
    scores = {
        ("a", "harm", "1"): 4.0,
        ("a", "harm", "2"): 1.0,
        ("b", "harm", "1"): 2.0,
        ("b", "harm", "2"): 3.0,
        ("a", "cost", "1"): 2.0,
    }
    found = spreads(scores)
    assert [(one.item, one.criterion, one.range) for one in found] == [("a", "harm", 3.0), ("b", "harm", 1.0)]
    assert found[0].given == (("2", 1.0), ("1", 4.0)) and found[0].deviation == 1.5
    (harm,) = by_criterion(found)
    assert (harm.cells, harm.mean_range, harm.far) == (2, 2.0, 1)
    lists = own_lists(["a", "b"], WEIGHTS, scores, {})
    assert [(one.scorer, one.first, one.scored, one.of) for one in lists] == [
        ("1", ("a",), 3, 4),
        ("2", ("b",), 2, 4),
    ]


@pytest.mark.parametrize(
    ("chosen", "left", "taken"),
    [
        (["a"], [], []),
        (["b"], ["a"], ["b"]),
        (["a", "b"], [], []),
        (["a", "c"], [], []),  # b and c share the second place: either may be taken
        (["a", "d"], [], ["d"]),
        (["a", "b", "d"], ["c"], ["d"]),
    ],
)
def test_decision_departs_only_where_the_list_tells_items_apart(
    chosen: list[str], left: list[str], taken: list[str]
) -> None:
    rows = [{"item": item, "rank": rank} for item, rank in (("a", 1), ("b", 2), ("c", 2), ("d", 4))]
    assert departures(rows, chosen) == (left, taken)


def test_shipped_criteria_say_what_each_step_means_and_add_up() -> None:
    known = definitions()
    assert sum(one.weight for one in known.values()) == Decimal(100)
    assert {"harm", "reach", "repetition", "standing", "evidence", "strength", "cost"} <= set(known)
    assert {"equality", "legal", "fit", "feasibility", "again"} <= set(known)
    assert all(len(one.scale) == 5 and one.source for one in known.values())


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("weight = 20", "weight = 19"), "add up to 99"),
        (('code = "reach"', 'code = "harm"'), "twice"),
        (('  "Death.",\n', ""), "what 0 to 4 mean"),
        (('fact = "bodies"\n', ""), "no fact"),
        (('filled_by = "people"', 'filled_by = "nobody"'), "by people or by the register"),
    ],
)
def test_criteria_that_make_no_sense_are_refused(tmp_path: Path, change: tuple[str, str], why: str) -> None:
    from answerable.oversight.priorities.definitions import FILE

    text = FILE.read_text(encoding="utf-8")
    assert change[0] in text
    bad = tmp_path / "criteria.toml"
    bad.write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=why):
        load_definitions(bad)
