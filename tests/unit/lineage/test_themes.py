"""The taxonomy is whole, and themes are given with the words that led to them."""

from pathlib import Path

import numpy as np
import pytest

from answerable.lineage.labelled import BadLabelsError
from answerable.lineage.themes.classifier import MOST, BadArtefactError, ThemeClassifier, shipped
from answerable.lineage.themes.evaluation import evaluate_themes
from answerable.lineage.themes.taxonomy import BadTaxonomyError, Taxonomy
from answerable.lineage.themes.words import terms
from answerable.search.model.encoder import Encoder, ModelMissingError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    try:
        return Encoder()
    except ModelMissingError as error:
        pytest.skip(str(error))


def taxonomy(folder: Path, text: str) -> Path:
    path = folder / "themes.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_taxonomy_is_the_classifiers() -> None:
    assert Taxonomy.read().keys == shipped().themes
    assert len(shipped().themes) == 24


def test_every_family_has_themes() -> None:
    read = Taxonomy.read()
    assert set(read.families) == {family for theme in read.themes for family in theme.families}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = ", "can't be read"),
        ('version = "1"\n[themes.a]\nname="A"\ndefinition="a"\n[themes.a]\nname="B"', "can't be read"),
        ('version = "1"\n', "holds no themes"),
        ("version = 1\n", "needs a `version`"),
        ('version = "1"\n[themes.a]\nname="A"\n', "needs a `name` and a `definition`"),
        ('version = "1"\n[themes.a]\nname="A"\ndefinition="a"\nfamilies=["x"]\n', "no family “x”"),
        (
            'version = "1"\n[themes.a]\nname="A"\ndefinition="a"\n[themes.b]\nname="a"\ndefinition="b"\n',
            "more than one theme",
        ),
    ],
)
def test_a_bad_taxonomy_says_where(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadTaxonomyError, match=message):
        Taxonomy.read(taxonomy(tmp_path, text))


def test_terms_are_words_and_neighbours_without_accents() -> None:
    assert terms("A café door, a café") == {"cafe": 2, "door": 1, "cafe door": 1, "door cafe": 1}


def test_a_theme_is_explained_by_words_of_the_text(encoder: Encoder) -> None:
    text = "Staff had not received training in resuscitation, and the training records were out of date."
    (found,) = shipped().classify([text], encoder.encode([text]))
    assert "training" in {theme.theme for theme in found}
    for theme in found:
        assert set(theme.words) <= set(terms(text))
    assert any("training" in word for theme in found if theme.theme == "training" for word in theme.words)


def test_at_most_four_themes_are_given() -> None:
    classifier = shipped()
    chosen = classifier.chosen(np.ones((1, len(classifier.themes)), np.float32))
    assert chosen.sum() == MOST


def test_a_text_without_words_has_no_theme(encoder: Encoder) -> None:
    assert shipped().classify(["  "], encoder.encode(["  "])) == [[]]


def test_a_broken_artefact_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "themes.npz"
    path.write_bytes(b"no such thing")
    for broken in (path, tmp_path / "absent.npz"):
        with pytest.raises(BadArtefactError, match="install it again"):
            ThemeClassifier.load(broken)


def test_an_evaluation_refuses_a_theme_that_is_not_known(tmp_path: Path, encoder: Encoder) -> None:
    path = tmp_path / "themes.jsonl"
    path.write_text('{"id": "1", "text": "The door was open.", "agreed": ["doors"]}\n')
    with pytest.raises(BadLabelsError, match="no theme is called doors"):
        evaluate_themes(path, shipped(), encoder)


@pytest.mark.shared
def test_themes_are_given_better_than_the_baseline_on_concerns_never_learned_from(
    shared_dir: Path, encoder: Encoder
) -> None:
    figures = evaluate_themes(shared_dir / "eval" / "themes.jsonl", shipped(), encoder)
    assert figures["n"] == 142
    assert figures["micro_f1"] >= 0.63
    assert figures["macro_f1"] >= 0.60
