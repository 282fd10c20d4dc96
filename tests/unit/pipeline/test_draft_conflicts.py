"""A draft is held against those who asked the opposite."""

from pathlib import Path

import pytest

from answerable.pipeline import likeness
from answerable.pipeline.draft_conflicts import conflicts_with
from answerable.pipeline.index import rebuild_index
from answerable.search.model.encoder import ModelMissingError
from tests import make

pytestmark = pytest.mark.django_db
WATCH = "Staff should enter the room and check that patients are breathing when they are asleep on the ward."
SLEEP = (
    "The observations of patients at night should respect their sleep and privacy, and be made from outside "
    "the bedroom on the ward."
)


@pytest.fixture
def register(tmp_path: Path, settings: object) -> str:
    """The reference of an entry that asks to let people sleep."""
    settings.DOCUMENTS, settings.INDEX = tmp_path / "documents", tmp_path / "index"  # type: ignore[attr-defined]
    reference = make.entry(SLEEP).reference
    make.entry("The lifts were slow.")
    rebuild_index()
    return str(reference)


def test_entry_on_the_other_side_is_found_with_both_sentences(register: str) -> None:
    [conflict] = conflicts_with(WATCH)
    assert conflict.record.reference == register and conflict.tension == "observation"
    assert conflict.sentence == WATCH and conflict.other_sentence == SLEEP
    assert (conflict.side, conflict.other_side) == ("Watch more closely", "Intrude less")
    assert 0 < conflict.score < 1


@pytest.mark.parametrize("text", [SLEEP, "The lifts should be made faster.", ""])
def test_same_side_or_no_side_conflicts_with_nothing(register: str, text: str) -> None:
    assert conflicts_with(text) == ()


def test_absent_model_leaves_conflicts_out(register: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise ModelMissingError("not there")

    monkeypatch.setattr("answerable.pipeline.draft_conflicts.encoder", absent)
    monkeypatch.setattr("answerable.pipeline.likeness.encoder", absent)
    assert conflicts_with(WATCH) == ()
    assert likeness.likely_the_same(WATCH, [SLEEP]) is None


def test_likeness_puts_the_same_ask_above_another() -> None:
    same, other = likeness.likely_the_same(
        "Staff should be trained in first aid.",
        ["Officers had not been trained in first aid.", "The road had no crossing for walkers."],
    ) or (0.0, 1.0)
    assert same > other
