"""Sides of tensions are read once for each text, and read again when the list of tensions changes."""

from pathlib import Path

import pytest

from answerable.pipeline import sides as module
from answerable.pipeline.sides import KnownSides

WATCH = "Staff should check that patients are breathing when they are asleep on the ward."
NEITHER = "The lifts were slow."


def kept(directory: Path) -> list[str]:
    [path] = directory.glob("sides-*.txt")
    return path.read_text().splitlines()


def test_side_is_found_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with KnownSides(tmp_path) as known:
        assert known.of(WATCH) == ["observation:watch"]
        assert known.of(NEITHER) == []
    assert len(kept(tmp_path)) == 2
    monkeypatch.setattr(module, "sides_of", lambda _: pytest.fail("read again"))
    with KnownSides(tmp_path) as known:
        assert known.of(WATCH) == ["observation:watch"] and known.of(NEITHER) == []


def test_line_that_a_kill_left_unfinished_is_cut_off(tmp_path: Path) -> None:
    with KnownSides(tmp_path) as known:
        known.of(WATCH)
        known.of(NEITHER)
    [path] = tmp_path.glob("sides-*.txt")
    path.write_text(path.read_text()[:-5])
    with KnownSides(tmp_path) as known:
        assert known.of(NEITHER) == []
    assert len(kept(tmp_path)) == 2


def test_another_list_of_tensions_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with KnownSides(tmp_path) as known:
        known.of(WATCH)
    former = next(tmp_path.glob("sides-*.txt"))
    monkeypatch.setattr(module, "VERSION", "another")
    with KnownSides(tmp_path) as known:
        known.of(NEITHER)
    assert not former.exists() and len(kept(tmp_path)) == 1
