"""The sentence model: its tokenizer and vectors against the original's, and how its file is made.

reference.json holds what sentence-transformers 6.2.0 made of fictional sentences with the original weights.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from answerable.search.model import build as model_build
from answerable.search.model.build import ModelNotBuiltError, is_made, main, make
from answerable.search.model.encoder import LONGEST, WIDTH, Encoder, ModelMissingError
from answerable.search.model.place import model_path
from answerable.search.model.tuning import BadTuningError, differences, tuned

REFERENCE = json.loads((Path(__file__).parent / "reference.json").read_text(encoding="utf-8"))
TEXTS = [one["text"] for one in REFERENCE]


def test_tokenizer_cuts_as_the_original_does(encoder: Encoder) -> None:
    for one in REFERENCE:
        assert encoder._tokenizer.encode(one["text"], LONGEST) == one["ids"]


def test_tokenizer_cuts_a_long_text_short(encoder: Encoder) -> None:
    whole = encoder._tokenizer.encode("ward " * 50, 1000)
    short = encoder._tokenizer.encode("ward " * 50, 10)
    assert short == [*whole[:9], whole[-1]]


@pytest.fixture
def untuned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    """The model as its makers left it, without what our training added."""
    package = importlib.util.find_spec(model_build.PACKAGE)
    assert package is not None
    assert package.submodule_search_locations
    monkeypatch.setattr(model_build, "tuned", lambda weights: weights)
    make(tmp_path / "untuned.onnx", Path(package.submodule_search_locations[0]))
    return Encoder(tmp_path / "untuned.onnx")


def test_vectors_are_close_to_the_originals_at_full_precision(untuned: Encoder) -> None:
    encoder = untuned
    original = np.array([one["vector"] for one in REFERENCE])
    original /= np.linalg.norm(original, axis=1, keepdims=True)
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), WIDTH)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    cosines = np.sum(vectors * original, axis=1)
    assert cosines.min() > 0.97
    assert cosines.mean() > 0.99


def test_what_was_learned_is_added_to_the_weights(tmp_path: Path) -> None:
    before = {"a.weight": np.ones((2, 3), np.float32), "a.bias": np.zeros(2, np.float32)}
    added = np.array([[0.5], [0.0]], np.float32)
    after = {"a.weight": before["a.weight"] + added, "a.bias": np.array([0.25, 0], np.float32)}
    kept: dict[str, Any] = {**differences(before, after), "head.bias": np.ones(2)}
    np.savez(tmp_path / "t.npz", **kept)
    found = tuned(before, tmp_path / "t.npz")
    np.testing.assert_allclose(found["a.weight"], after["a.weight"], atol=1e-3)
    np.testing.assert_allclose(found["a.bias"], after["a.bias"], atol=1e-3)
    assert set(found) == set(before)


def test_a_tuning_that_does_not_fit_says_what_to_do(tmp_path: Path) -> None:
    unfit: dict[str, Any] = {"a.bias.added": np.ones(3, np.float16)}
    np.savez(tmp_path / "t.npz", **unfit)
    with pytest.raises(BadTuningError, match="Install again"):
        tuned({"a.bias": np.zeros(2, np.float32)}, tmp_path / "t.npz")
    with pytest.raises(BadTuningError, match="install it again"):
        tuned({}, tmp_path / "absent.npz")


def test_the_tuned_model_tells_our_matters_apart_better(untuned: Encoder, encoder: Encoder) -> None:
    asked = "why had nobody looked in on her through the night"
    wanted = "Observations at the prescribed level were not carried out on the ward after midnight."
    other = "The night bus did not stop at the hospital, so nobody could visit her in the evening."
    leads = []
    for model in (untuned, encoder):
        question, right, wrong = model.encode([asked, wanted, other])
        leads.append(float(question @ right - question @ wrong))
    assert leads[1] > leads[0]


def test_text_gives_one_vector_whatever_stands_beside_it_and_in_whichever_process(encoder: Encoder) -> None:
    texts = [f"{text} {number}" for number in range(60) for text in TEXTS]
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    together = np.zeros_like(alone)
    told: list[tuple[int, int]] = []
    for rows, vectors in encoder.encode_many(texts, processes=2, progress=lambda *step: told.append(step)):
        together[rows] = vectors
    assert (together == alone).all()
    assert told[-1] == (len(texts), len(texts))


def test_encoding_nothing_gives_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, WIDTH)
    assert list(encoder.encode_many([])) == []


def test_model_lies_in_the_environment_or_where_it_is_said_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANSWERABLE_MODEL", raising=False)
    assert Path(sys.prefix) in model_path().parents
    monkeypatch.setenv("ANSWERABLE_MODEL", "elsewhere/model.onnx")
    assert model_path() == Path("elsewhere/model.onnx")


@pytest.mark.parametrize("content", [None, b"", b"not a model"])
def test_model_absent_or_damaged_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "model.onnx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelMissingError, match=r"Run `python -m answerable\.search\.model\.build`"):
        Encoder(path)
    assert not is_made(path)


@pytest.fixture(scope="session")
def package() -> Path:
    found = importlib.util.find_spec(model_build.PACKAGE)
    if not found or not found.submodule_search_locations:
        pytest.skip("the package with the weights is not installed: it is needed at set-up only")
    return Path(found.submodule_search_locations[0])


def test_model_is_made_from_the_packaged_weights(package: Path, encoder: Encoder, tmp_path: Path) -> None:
    path = tmp_path / "new" / "model.onnx"
    make(path, package)
    assert is_made(path)
    assert [file.name for file in path.parent.iterdir()] == ["model.onnx"]
    assert (Encoder(path).encode(TEXTS) == encoder.encode(TEXTS)).all()


def test_model_is_not_made_from_other_weights(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.safetensors").write_bytes(b"other")
    with pytest.raises(ModelNotBuiltError, match="is not the file it should be"):
        make(tmp_path / "out.onnx", tmp_path)
    with pytest.raises(ModelNotBuiltError, match="can't be read"):
        make(tmp_path / "out.onnx", tmp_path / "nowhere")
    assert not (tmp_path / "out.onnx").exists()


def test_set_up_without_the_package_says_what_to_do_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ANSWERABLE_MODEL", str(tmp_path / "model.onnx"))
    monkeypatch.setattr(model_build, "PACKAGE", "a_package_that_nobody_has")
    assert main() == 1
    assert "requirements/model.txt" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_set_up_again_leaves_the_file_as_it_is(
    encoder: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "model.onnx"
    shutil.copy2(encoder.path, path)
    before = path.stat()
    monkeypatch.setenv("ANSWERABLE_MODEL", str(path))
    assert main() == 0
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert "ready" in capsys.readouterr().out


def test_build_command_runs_as_set_up_runs_it(encoder: Encoder) -> None:
    command = [sys.executable, "-m", "answerable.search.model.build"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert str(encoder.path) in done.stdout
