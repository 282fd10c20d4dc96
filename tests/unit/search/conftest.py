"""A small fictional register for the search tests."""

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from answerable.search.build import build
from answerable.search.documents import SearchDocument
from answerable.search.index import Index
from answerable.search.model.encoder import Encoder, ModelMissingError

MakeIndex = Callable[[list[SearchDocument]], Index]

DOCUMENTS = [
    SearchDocument(
        "E-1",
        "Staff did not carry out the hourly observations of the patient during the night.",
        title="Observations at night",
        extra="2021-0101 Fernhill Mental Health Trust",
        facets={"kind": ["coroner"], "year": ["2021"], "addressee": ["Fernhill Mental Health Trust"]},
        date=dt.date(2021, 3, 4),
    ),
    SearchDocument(
        "E-2",
        "Agency nurses had received no training in ligature risks, and the self-harm policy was out of date.",
        title="Training of agency nurses",
        extra="2022-0007 Oakmere Health Board",
        facets={"kind": ["coroner"], "year": ["2022"], "addressee": ["Oakmere Health Board", "Home Office"]},
        date=dt.date(2022, 5, 6),
    ),
    SearchDocument(
        "E-3",
        "The family's warnings that she was getting worse were not written down by the crisis team.",
        extra="Fernhill Mental Health Trust",
        facets={"kind": ["coroner"], "year": ["2022"], "addressee": ["Fernhill Mental Health Trust"]},
        date=dt.date(2022, 5, 6),
        order=1,
    ),
    SearchDocument(
        "E-4",
        "The Department should publish a standard for the lighting of rural roads.",
        title="Recommendation 12",
        facets={"kind": ["inquiry"], "year": ["2018"], "addressee": ["Department for Roads"]},
        date=dt.date(2018, 1, 1),
    ),
    SearchDocument(
        "E-5",
        "Hospitals should tell a patient's doctor about every change of medication at discharge.",
        facets={"kind": ["inquiry"], "addressee": ["Oakmere Health Board"]},
    ),
]


@pytest.fixture
def documents() -> list[SearchDocument]:
    return list(DOCUMENTS)


@pytest.fixture
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sentence model's file is absent."""
    monkeypatch.setenv("ANSWERABLE_MODEL", str(tmp_path / "absent.onnx"))


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The sentence model, which set-up makes."""
    try:
        return Encoder()
    except ModelMissingError as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture
def make_index(tmp_path: Path) -> MakeIndex:
    def make(documents: list[SearchDocument]) -> Index:
        build(documents, tmp_path / "index", processes=1)
        return Index.open(tmp_path / "index")

    return make


@pytest.fixture
def index(encoder: Encoder, make_index: MakeIndex) -> Index:
    """The fictional register, searched by words and meaning."""
    return make_index(DOCUMENTS)


@pytest.fixture(scope="session")
def named_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The fictional register, with the names that fields look into, searched by words alone."""
    folder = tmp_path_factory.mktemp("named")
    themes = {"E-2": ["Agency nurses", "Training"], "E-5": ["Discharge and follow-up"]}
    named = [
        replace(one, named={"body": one.facets.get("addressee", []), "theme": themes.get(one.key, [])})
        for one in DOCUMENTS
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERABLE_MODEL", str(folder / "absent.onnx"))
        build(named, folder / "index")
    return Index.open(folder / "index")


@pytest.fixture(scope="session")
def words_index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The fictional register, searched by words alone."""
    folder = tmp_path_factory.mktemp("words")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANSWERABLE_MODEL", str(folder / "absent.onnx"))
        build(DOCUMENTS, folder / "index")
    return Index.open(folder / "index")
