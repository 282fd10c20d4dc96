"""Labels kept as identifiers find their texts, and bad files say where they are bad."""

import json
from pathlib import Path

import pytest

from answerable.lineage.labelled import (
    BadLabelsError,
    read_own_pairs,
    read_own_questions,
    read_own_themes,
    read_pairs,
    read_themes,
)
from answerable.lineage.themes.taxonomy import Taxonomy

DATA = Path(__file__).resolve().parents[3] / "data" / "labels"


def write(folder: Path, *cases: object) -> Path:
    path = folder / "cases.jsonl"
    path.write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return path


def reports(folder: Path) -> Path:
    path = folder / "reports.csv"
    path.write_text(
        'id,concerns\n1,"(1) The door alarm was off. (2) Nobody had a key."\n2,"Keys were not at hand."\n',
        encoding="utf-8",
    )
    return path


def test_own_pairs_find_their_passages(tmp_path: Path) -> None:
    left = {"row": 2, "ref": "x", "start": 32, "end": 49}
    right = {"row": 3, "ref": "y", "start": 0, "end": 22}
    labels = write(tmp_path, {"pair": "1", "a": left, "b": right, "label": "overlap", "sure": False})
    (pair,) = read_own_pairs(labels, reports(tmp_path))
    assert (pair.left, pair.right) == ("Nobody had a key.", "Keys were not at hand.")
    assert pair.repeat is True
    assert not pair.sure


def test_own_themes_find_their_passage(tmp_path: Path) -> None:
    labels = write(tmp_path, {"id": "1", "row": 2, "ref": "x", "start": 4, "end": 27, "themes": ["other"]})
    (case,) = read_own_themes(labels, reports(tmp_path))
    assert case.text == "The door alarm was off."


def test_own_labels_of_a_row_that_is_not_there_say_so(tmp_path: Path) -> None:
    labels = write(tmp_path, {"id": "1", "row": 9, "ref": "x", "start": 0, "end": 2, "themes": []})
    with pytest.raises(BadLabelsError, match=r"line 1: no such passage"):
        read_own_themes(labels, reports(tmp_path))


@pytest.mark.parametrize(("label", "repeat"), [("same", True), ("related", False), ("unusable", None)])
def test_a_label_says_whether_it_is_a_repeat(tmp_path: Path, label: str, repeat: bool | None) -> None:
    side = {"text": "The door alarm was off."}
    (pair,) = read_pairs(write(tmp_path, {"pair": "1", "a": side, "b": side, "label": label}))
    assert pair.repeat is repeat


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not a JSON object"),
        ('{"a": {"text": "x"}}', "needs `a` and `b`"),
        ('{"a": {"text": "x"}, "b": {"text": "y"}, "label": "alike"}', "“alike” is no label"),
        ('{"a": {"text": "x"}, "b": {"text": "y"}, "repeat": "yes"}', "true, false or null"),
        ("", "holds no cases"),
    ],
)
def test_a_bad_line_of_pairs_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BadLabelsError, match=message):
        read_pairs(path)


def test_a_concern_without_themes_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadLabelsError, match="line 1: a case needs `text`"):
        read_themes(write(tmp_path, {"id": "1", "text": "The door alarm was off."}))


def test_the_repositorys_labels_hold_identifiers_and_no_text() -> None:
    for line in (DATA / "pairs_own.jsonl").read_text().splitlines():
        case = json.loads(line)
        assert set(case) <= {"pair", "a", "b", "label", "sure", "wave"}
        assert set(case["a"]) == set(case["b"]) == {"row", "ref", "start", "end"}
    known = set(Taxonomy.read().keys)
    for line in (DATA / "themes_own.jsonl").read_text().splitlines():
        case = json.loads(line)
        assert set(case) <= {"id", "row", "ref", "start", "end", "themes", "sure", "wave"}
        assert set(case["themes"]) <= known
    for line in (DATA / "questions_own.jsonl").read_text().splitlines():
        assert set(json.loads(line)) == {"id", "row", "ref", "start", "end", "question"}


@pytest.mark.shared
def test_the_repositorys_questions_are_in_words_of_our_own(shared_dir: Path) -> None:
    """No question repeats eight words in a row of the concern that it asks for."""
    asked = read_own_questions(DATA / "questions_own.jsonl", shared_dir / "data" / "pfd" / "reports.csv")

    def runs(text: str) -> set[tuple[str, ...]]:
        words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
        return {tuple(words[at : at + 8]) for at in range(len(words) - 7)}

    assert not [question for question, concern in asked if runs(question) & runs(concern)]
