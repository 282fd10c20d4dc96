"""The judge of repeats: sound probabilities, abstaining, and the figures that are claimed for it."""

from pathlib import Path

import numpy as np
import pytest

from answerable.lineage.labelled import BadLabelsError
from answerable.lineage.repeats.evaluation import evaluate_pairs
from answerable.lineage.repeats.judge import BadArtefactError, RepeatJudge, shipped, verdict
from answerable.search.model.encoder import Encoder, ModelMissingError

TRAINING = "Prison officers on the wing had never been trained in first aid."
TRAINING_AGAIN = "Staff in the prison lacked first aid training."
RADIO = "The radio used on the wing did not work."
ROAD = "The verge hid oncoming lorries from drivers at the junction."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    try:
        return Encoder()
    except ModelMissingError as error:
        pytest.skip(str(error))


def test_the_same_ask_is_likelier_than_the_same_setting_and_that_than_neither(encoder: Encoder) -> None:
    vectors = encoder.encode([TRAINING, TRAINING, TRAINING])
    others = encoder.encode([TRAINING_AGAIN, RADIO, ROAD])
    again, setting, far = shipped().judge(vectors, others)
    assert again > setting > far
    assert again > 0.5 > setting
    assert verdict(float(far)) == "different"


def test_a_text_repeats_itself(encoder: Encoder) -> None:
    vector = encoder.encode([TRAINING])
    assert verdict(float(shipped().judge(vector, vector)[0])) == "repeat"


def test_judging_does_not_hang_on_the_order(encoder: Encoder) -> None:
    left, right = encoder.encode([TRAINING]), encoder.encode([RADIO])
    assert shipped().judge(left, right) == pytest.approx(shipped().judge(right, left))


def test_turned_vectors_have_length_one_even_from_nothing() -> None:
    turned = shipped().turned(np.vstack([np.eye(384, dtype=np.float32)[:2], np.zeros((1, 384), np.float32)]))
    assert np.linalg.norm(turned[:2], axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert not turned[2].any()


def test_a_higher_cosine_is_never_less_likely() -> None:
    chances = shipped().probability(np.linspace(-1, 1, 50))
    assert (np.diff(chances) > 0).all()
    assert 0 <= chances.min() <= chances.max() <= 1


@pytest.mark.parametrize(
    ("probability", "said"),
    [(0.9, "repeat"), (0.75, "repeat"), (0.5, "unsure"), (0.25, "unsure"), (0.1, "different")],
)
def test_the_judge_abstains_in_the_middle(probability: float, said: str) -> None:
    assert verdict(probability) == said


def test_a_broken_artefact_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "repeats.npz"
    path.write_bytes(b"no such thing")
    for broken in (path, tmp_path / "absent.npz"):
        with pytest.raises(BadArtefactError, match="install it again"):
            RepeatJudge.load(broken)


def test_an_evaluation_needs_both_kinds(tmp_path: Path, encoder: Encoder) -> None:
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"a": {"text": "x"}, "b": {"text": "y"}, "label": "same"}\n')
    with pytest.raises(BadLabelsError, match="both repeats and others"):
        evaluate_pairs(path, shipped(), encoder)


@pytest.mark.shared
def test_repeats_are_told_better_than_by_cosine_on_pairs_never_learned_from(
    shared_dir: Path, encoder: Encoder
) -> None:
    figures = evaluate_pairs(shared_dir / "eval" / "pairs.jsonl", shipped(), encoder)
    plain = figures["baseline_cosine"]
    assert figures["n"] == 167
    assert figures["average_precision"] >= 0.90
    assert figures["average_precision"] > plain["average_precision"]
    assert figures["recall_at_precision_90"] >= 0.60
    assert figures["right_when_sure"] >= 0.85
