"""Pairs of opposite sides: which may meet, in what order, and how the list is spread."""

from collections import Counter

import numpy as np
import pytest

from answerable.lineage.tensions import Candidate, TensionEntry, candidates, sides
from answerable.lineage.tensions.judged import Tally

HOLD = "The bed rails had not been raised, and she fell."
FREE = "The bed rails were used when they should not have been."
START = "The officers failed to start CPR until a nurse came to the cell."
STOP = "Prison officers were made to go on performing CPR on a man who was clearly dead."
BELT = "The lap belt of the wheelchair had not been fastened, and he fell."
NONE: dict[str, Tally] = {}


def entry(
    number: int,
    text: str,
    *,
    report: str = "",
    settings: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    angle: float = 0,
) -> TensionEntry:
    """An entry in its own report, with sentences that point where `angle` says."""
    found = tuple(sides(text))
    assert found
    vectors = np.tile(np.array([np.cos(angle), np.sin(angle)], np.float32), (len(found), 1))
    place, asked = frozenset(settings), frozenset(kinds)
    return TensionEntry(f"E-{number}", report or f"R-{number}", found, vectors, place, asked)


def names(found: list[Candidate]) -> list[tuple[str, str]]:
    return [(pair.first, pair.second) for pair in found]


def test_opposite_sides_meet_and_are_told() -> None:
    found = candidates([entry(1, FREE), entry(2, HOLD)], 10, tallies=NONE)
    (pair,) = found
    assert (pair.tension, pair.subject, pair.first, pair.second) == (
        "rails-and-belts",
        "bed rails",
        "E-2",
        "E-1",
    )
    assert (pair.first_side.sentence, pair.second_side.sentence) == (HOLD, FREE)
    assert pair.likeness == pytest.approx(1, abs=1e-3)
    assert 0 < pair.score < 1


def test_the_same_side_another_tension_and_another_subject_do_not_meet() -> None:
    assert candidates([entry(1, HOLD), entry(2, HOLD)], 10) == []
    assert candidates([entry(1, HOLD), entry(2, STOP)], 10) == []
    assert candidates([entry(1, BELT), entry(2, FREE)], 10) == []
    assert candidates([], 10) == []


def test_entries_of_one_report_do_not_meet() -> None:
    assert candidates([entry(1, HOLD, report="R"), entry(2, FREE, report="R")], 10) == []


def test_a_subject_keeps_to_its_settings() -> None:
    cell = entry(1, START, settings=("prison",))
    assert len(candidates([cell, entry(2, STOP, settings=("prison",))], 10)) == 1
    assert len(candidates([cell, entry(2, STOP)], 10)) == 1  # not known where
    assert candidates([cell, entry(2, STOP, settings=("ambulance",))], 10) == []


def test_likeness_settings_bodies_and_what_was_read_before_raise_the_score() -> None:
    def score(tallies: dict[str, Tally] = NONE, **other: object) -> float:
        first = entry(1, HOLD, settings=("general-hospital",), kinds=("nhs_trust",))
        second = entry(2, FREE, **other)  # type: ignore[arg-type]
        return candidates([first, second], 1, tallies=tallies)[0].score

    plain = score(settings=("care-home",), kinds=("council",))
    assert score(settings=("care-home",), kinds=("council",), angle=1) < plain
    assert score(settings=("general-hospital",), kinds=("council",)) > plain
    assert score(settings=("care-home",), kinds=("nhs_trust",)) > plain
    assert score({"rails-and-belts": Tally(20, 1)}, settings=("care-home",), kinds=("council",)) > plain
    assert score({"rails-and-belts": Tally(1, 20)}, settings=("care-home",), kinds=("council",)) < plain


def test_shared_settings_are_told_without_those_that_say_nothing() -> None:
    first = entry(1, HOLD, settings=("care-home", "other"))
    second = entry(2, FREE, settings=("care-home", "general-hospital", "other"))
    assert candidates([first, second], 1)[0].settings == ("care-home",)


def many() -> list[TensionEntry]:
    """Four on each side of two tensions."""
    texts = [HOLD, FREE, START, STOP]
    return [
        entry(10 * row + copy, text.replace(".", f" on day {10 * row + copy}."), angle=copy / 10)
        for row, text in enumerate(texts)
        for copy in range(4)
    ]


def test_with_only_pairs_bring_what_is_new() -> None:
    assert names(candidates([entry(1, HOLD), entry(2, FREE), entry(3, FREE)], 9, only=["E-3"])) == [
        ("E-1", "E-3")
    ]
    new = entry(99, HOLD)
    found = candidates([*many(), new], 4, only=["E-99"])
    assert len(found) == 4  # all of one tension, and all with the new one
    assert {pair.first for pair in found} == {"E-99"}
    assert candidates(many(), 9, only=[]) == []


def test_a_spread_list_lets_no_tension_entry_or_report_fill_it() -> None:
    found = candidates(many(), 8, tallies={"rails-and-belts": Tally(50, 0)})
    assert Counter(pair.tension for pair in found) == {"rails-and-belts": 2, "resuscitation": 2}
    for side in (Counter(pair.first for pair in found), Counter(pair.second for pair in found)):
        assert max(side.values()) <= 2


def test_a_spread_list_mixes_tensions() -> None:
    listed = candidates(many(), 16, tallies={"rails-and-belts": Tally(8, 1), "resuscitation": Tally(8, 2)})
    assert [pair.tension for pair in listed[:2]] == ["rails-and-belts", "resuscitation"]


def test_without_spreading_the_list_is_by_score_alone() -> None:
    found = candidates(many(), 12, tallies={"rails-and-belts": Tally(50, 0)}, spread=False)
    scores = [pair.score for pair in found]
    assert scores == sorted(scores, reverse=True)
    assert {pair.tension for pair in found} == {"rails-and-belts"}
    assert len(candidates(many(), 100, spread=False)) == 32


def test_copies_of_a_passage_stand_once() -> None:
    numbered = entry(3, f"(a) {HOLD}")
    assert len(candidates([entry(1, HOLD), entry(2, FREE), numbered], 10, spread=False)) == 1
    part_of_same = entry(3, f"2. {HOLD}", report="R-1")
    assert names(candidates([entry(1, HOLD), entry(2, FREE), part_of_same], 10)) == [("E-3", "E-2")]


def test_the_order_of_entries_changes_nothing() -> None:
    entries = many()
    assert candidates(entries, 10) == candidates(entries[::-1], 10)
    assert candidates(entries, 32, spread=False)[:10] == candidates(entries, 10, spread=False)


def test_more_sides_than_one_block_are_compared_whole() -> None:
    """The best pair stands beyond the first block of rows."""
    far = [entry(number, HOLD.replace(".", f" in bay {number}."), angle=1.5) for number in range(600)]
    near = entry(1000, HOLD.replace(".", " at noon."), angle=0)
    best = candidates([*far, near, entry(2000, FREE, angle=0)], 1)
    assert names(best) == [("E-1000", "E-2000")]
