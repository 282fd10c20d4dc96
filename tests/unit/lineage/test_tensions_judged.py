"""Verdicts on pairs: read, refused where wrong, and counted."""

import json
import re
from pathlib import Path

import pytest

from answerable.lineage.tensions import BadTensionError, shipped
from answerable.lineage.tensions.judged import JUDGED, Judged, Tally, read_judged, tallied

PAIR = {"tension": "umbrellas", "first": "E-1", "second": "E-2", "real": True}


def written(folder: Path, *rows: object) -> Path:
    path = folder / "judged.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_verdicts_are_counted_for_each_tension(tmp_path: Path) -> None:
    rows = [PAIR, PAIR | {"second": "E-3", "real": False}, PAIR | {"tension": "parasols"}]
    judged = read_judged(written(tmp_path, *rows))
    assert judged[0] == Judged("umbrellas", "E-1", "E-2", True)
    assert tallied(judged) == {"umbrellas": Tally(1, 1), "parasols": Tally(1, 0)}


def test_odds_begin_even_and_move_with_the_verdicts() -> None:
    assert Tally().odds == 0
    assert Tally(1, 0).odds < Tally(10, 0).odds
    assert Tally(0, 10).odds == -Tally(10, 0).odds


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([PAIR, PAIR], "line 2: the pair stands there twice"),
        ([PAIR | {"real": "yes"}], "line 1: `real` must be true or false"),
        ([PAIR | {"reader": "me"}], "line 1: not a judged pair"),
        ([[1]], "line 1: not a judged pair"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, rows: list[object], message: str) -> None:
    with pytest.raises(BadTensionError, match=re.escape(message)):
        read_judged(written(tmp_path, *rows))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTensionError, match=re.escape("none.jsonl can't be read")):
        read_judged(tmp_path / "none.jsonl")


def test_what_ships_names_known_tensions_and_holds_no_text() -> None:
    keys = {tension.key for tension in shipped()}
    for pair in read_judged(JUDGED):
        assert pair.tension in keys
        assert re.fullmatch(r"E-[0-9A-Z]{9}", pair.first)
        assert re.fullmatch(r"E-[0-9A-Z]{9}", pair.second)
