"""The 48 real replies: every one placed, and matched no worse than the card says. Reads ../shared."""

from pathlib import Path

import pytest

from answerable.core.actors import INGEST, ORGANISATIONS_LOADER
from answerable.lineage.labelled import BadLabelsError
from answerable.organisations.loading import load_shipped
from answerable.pipeline.evaluate_replies import evaluate_replies
from answerable.pipeline.ingest import ingest_paths

LABELS = Path(__file__).resolve().parents[3] / "data" / "labels" / "replies_own.jsonl"


@pytest.mark.shared
@pytest.mark.django_db
def test_real_replies_are_placed_and_matched_as_the_card_says(shared_dir: Path) -> None:
    load_shipped(by=ORGANISATIONS_LOADER)
    pfd = shared_dir / "data" / "pfd"
    taken = ingest_paths([pfd / "responses_reports.csv", pfd / "responses.csv"], by=INGEST, workers=1)
    assert (taken.replies, taken.new_replies, taken.failed) == (48, 48, [])
    found = evaluate_replies(LABELS)
    assert (found["report found"], found["writer wrong"]) == (48, 0)
    assert found["writer right"] + found["writer left to a person"] == 48
    assert found["writer right"] >= 47
    held_out = found["held_out"]
    assert held_out["match"]["precision"] >= 0.85
    assert held_out["match"]["recall"] >= 0.78
    assert held_out["stance"]["precision"] == 1.0


@pytest.mark.django_db
def test_labels_that_cannot_be_used_say_why(tmp_path: Path) -> None:
    path = tmp_path / "labels.jsonl"
    path.write_text('{"report": "2023-0001"}\n')
    with pytest.raises(BadLabelsError, match=r"labels\.jsonl, line 1: it is no label of a reply"):
        evaluate_replies(path)
    path.write_text('{"report": "1", "text": "x", "half": "held_out", "writer": "A", "concerns": []}\n')
    with pytest.raises(BadLabelsError, match="holds none of these replies"):
        evaluate_replies(path)
