"""Building beside, swapping in, updating, and what happens when files are missing or damaged."""

import contextlib
import json
import multiprocessing
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from answerable.search import build as building
from answerable.search.build import build, update
from answerable.search.documents import IndexClosedError, IndexMissingError, SearchDocument, SearchQuery
from answerable.search.generations import IndexBusyError, writing
from answerable.search.index import Index


def doc(key: str, text: str, **facets: str) -> SearchDocument:
    return SearchDocument(key, text, facets={name: [value] for name, value in facets.items()})


def keys(index: Index, text: str = "") -> set[str]:
    return {hit.key for hit in index.search(SearchQuery(text, size=100)).hits}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


def test_index_that_is_not_there_says_what_to_do(folder: Path) -> None:
    with pytest.raises(IndexMissingError, match="Run `answerable reindex` to build it"):
        Index.open(folder)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"generation": "g-x"}', '{"generation": "g-x", "format": 1}']
)
def test_index_whose_record_is_damaged_says_what_to_do(folder: Path, content: str) -> None:
    build([doc("a", "ward")], folder)
    (folder / "current.json").write_text(content)
    with pytest.raises(IndexMissingError, match="answerable reindex"):
        Index.open(folder)


def test_index_of_another_format_says_what_to_do(folder: Path) -> None:
    build([doc("a", "ward")], folder)
    record = json.loads((folder / "current.json").read_text())
    (folder / "current.json").write_text(json.dumps(record | {"format": 0}))
    with pytest.raises(IndexMissingError, match=r"another version.*answerable reindex"):
        Index.open(folder)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"files": {}}', '{"files": 1}', '{"files": {}, "colour": 1}']
)
def test_index_whose_own_notes_are_damaged_says_what_to_do(folder: Path, content: str) -> None:
    build([doc("a", "ward")], folder)
    (generation,) = folder.glob("g-*")
    (generation / "meta.json").write_text(content)
    with pytest.raises(IndexMissingError, match=r"damaged.*answerable reindex"):
        Index.open(folder)


def _files(folder: Path) -> list[Path]:
    (generation,) = folder.glob("g-*")
    return sorted(path for path in generation.rglob("*") if path.is_file() and path.suffix != ".lock")


@pytest.mark.parametrize("harm", ["remove", "empty", "halve"])
def test_index_with_a_file_missing_or_cut_short_gives_a_clear_error(folder: Path, harm: str) -> None:
    build([doc(str(i), f"ward {i}", year=str(i)) for i in range(50)], folder)
    names = [path.name for path in _files(folder)]
    for place in range(len(names)):
        harmed = folder.with_name(f"harmed-{place}")
        shutil.copytree(folder, harmed)
        path = _files(harmed)[place]
        if harm == "remove":
            path.unlink()
        else:
            os.truncate(path, 0 if harm == "empty" else path.stat().st_size // 2)
        with pytest.raises(IndexMissingError, match=r"damaged.*answerable reindex"):
            keys(Index.open(harmed), "ward")


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder that all may reach, for a process without the rights of root."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read and write everything, so it becomes somebody else."""
    was = os.geteuid()
    if was == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(was)


@pytest.mark.parametrize("harm", ["no reading", "no writing"])
def test_index_that_may_not_be_opened_is_not_called_damaged(unprivileged: Path, harm: str) -> None:
    folder = unprivileged / "index"
    build([doc("a", "ward")], folder)
    files = [folder, *folder.rglob("*")]
    for path in files:
        path.chmod(0o555 if path.is_dir() else 0o444)
    if harm == "no reading":
        (folder / "current.json").chmod(0)
    with as_nobody():
        with pytest.raises(IndexClosedError, match="can not be opened: this account") as opening:
            Index.open(folder)
        with pytest.raises(IndexClosedError, match="building the index again does not help"):
            build([doc("b", "ward")], folder)
    for path in files:
        path.chmod(0o755)
    assert "IoError" not in str(opening.value) and "damaged" not in str(opening.value)
    assert "answerable reindex" not in str(opening.value)


def test_reader_goes_on_with_the_old_index_and_notices_the_new_one(folder: Path) -> None:
    build([doc("a", "ward")], folder)
    index = Index.open(folder)
    seen: list[set[str]] = []

    def slowly() -> Iterator[SearchDocument]:
        yield doc("b", "ward")
        seen.append(keys(index))
        yield doc("c", "ward")

    build(slowly(), folder)
    assert seen == [{"a"}]
    assert keys(index) == {"b", "c"}


def test_build_that_fails_leaves_the_old_index(folder: Path) -> None:
    build([doc("a", "ward")], folder)

    def broken() -> Iterator[SearchDocument]:
        yield doc("b", "ward")
        raise RuntimeError("the source broke")

    with pytest.raises(RuntimeError, match="the source broke"):
        build(broken(), folder)
    assert keys(Index.open(folder)) == {"a"}
    assert len(list(folder.glob("g-*"))) == 1


def test_leftovers_of_a_killed_build_are_removed_by_the_next(folder: Path) -> None:
    build([doc("a", "ward")], folder)
    (folder / "g-dead" / "words").mkdir(parents=True)
    build([doc("b", "ward")], folder)
    assert not (folder / "g-dead").exists()


def test_second_writer_is_told_to_wait(folder: Path) -> None:
    with writing(folder), pytest.raises(IndexBusyError, match="Another process"):
        build([doc("a", "ward")], folder)


@pytest.mark.usefixtures("no_model")
def test_repeated_key_keeps_the_first_and_is_reported(folder: Path) -> None:
    report = build([doc("a", "ward"), doc("a", "garden"), doc("b", "road")], folder)
    assert report.documents == 2
    assert report.repeated == ("a",)
    assert keys(Index.open(folder), "garden") == set()


def test_index_disappearing_while_open_is_a_clear_error(folder: Path) -> None:
    build([doc("a", "ward")], folder)
    index = Index.open(folder)
    (folder / "current.json").unlink()
    with pytest.raises(IndexMissingError, match="answerable reindex"):
        index.search(SearchQuery())


def _search_in_child(index: Index, answers: "multiprocessing.Queue[int]") -> None:
    answers.put(index.search(SearchQuery("patient observations at night")).total)


def test_index_may_be_used_after_a_fork_and_by_threads(index: Index) -> None:
    expected = index.search(SearchQuery("patient observations at night")).total
    context = multiprocessing.get_context("fork")
    answers: multiprocessing.Queue[int] = context.Queue()
    child = context.Process(target=_search_in_child, args=(index, answers))
    child.start()
    assert answers.get(timeout=60) == expected
    child.join()
    totals: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: totals.append(index.search(SearchQuery("patient observations at night")).total)
        )
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [expected] * 8


@pytest.mark.usefixtures("no_model")
def test_update_replaces_adds_and_removes(folder: Path) -> None:
    build([doc("a", "ward", year="1"), doc("b", "road", year="1"), doc("c", "garden", year="1")], folder)
    index = Index.open(folder)
    report = update([doc("b", "bridge", year="2"), doc("d", "ward", year="2")], ["c", "never"], folder)
    assert (report.documents, report.deleted) == (3, 1)
    assert keys(index) == {"a", "b", "d"}
    assert keys(index, "road") == keys(index, "garden") == set()
    assert keys(index, "ward") == {"a", "d"}
    facets = index.search(SearchQuery()).facets
    assert facets["year"] == [("2", 2, False), ("1", 1, False)]


@pytest.mark.usefixtures("no_model")
def test_update_again_and_again_equals_a_build(folder: Path, tmp_path: Path) -> None:
    build([doc(str(i), f"ward {i}") for i in range(10)], folder)
    for turn in range(5):
        update([doc(str(turn), f"garden {turn}"), doc(f"new{turn}", "ward")], [str(9 - turn)], folder)
    index = Index.open(folder)
    assert keys(index) == {*map(str, range(5)), *(f"new{i}" for i in range(5))} - {"5", "6", "7", "8", "9"}
    assert keys(index, "garden") == {str(i) for i in range(5)}


def test_update_finds_new_text_by_meaning_and_forgets_the_old(index: Index, tmp_path: Path) -> None:
    question = "rubbish left on pavements by the council"
    update(
        [doc("E-1", "Refuse was not collected from the streets by the local authority.")],
        ["E-2"],
        tmp_path / "index",
    )
    result = index.search(SearchQuery(question))
    assert result.hits[0].key == "E-1"
    assert result.hits[0].why.meaning is not None
    assert "E-1" not in keys(index, "checks on the patient at night")


def test_update_of_an_index_that_is_not_there_builds_it(folder: Path) -> None:
    update([doc("a", "ward")], ["b"], folder)
    assert keys(Index.open(folder)) == {"a"}


def test_update_without_the_model_says_that_meaning_is_lost(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_MODEL", str(tmp_path / "absent.onnx"))
    report = update([doc("new", "ward")], [], tmp_path / "index")
    assert report.mode == "words"
    assert any("answerable.search.model.build" in note for note in report.notes)
    assert index.search(SearchQuery("ward")).mode == "words"


def test_update_of_an_index_of_words_asks_for_a_rebuild(
    folder: Path, encoder: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("ANSWERABLE_MODEL", str(folder / "absent.onnx"))
        build([doc("a", "ward")], folder)
    report = update([doc("b", "ward")], [], folder)
    assert any("Rebuild it" in note for note in report.notes)
    assert keys(Index.open(folder), "ward") == {"a", "b"}


def test_index_searched_where_the_model_is_absent_goes_by_words_and_says_so(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSWERABLE_MODEL", str(tmp_path / "absent.onnx"))
    result = Index.open(tmp_path / "index").search(SearchQuery("agency nurses"))
    assert result.mode == "words"
    assert [hit.key for hit in result.hits] == ["E-2"]
    assert "The sentence model is not here, so the search goes by words alone." in result.notes


def test_rebuild_puts_only_new_texts_through_the_model(encoder: object, folder: Path) -> None:
    first = build([doc("a", "ward"), doc("b", "garden")], folder)
    second = build([doc("a", "ward"), doc("c", "garden"), doc("d", "road")], folder)
    assert (first.embedded, first.remembered) == (2, 0)
    assert (second.embedded, second.remembered) == (1, 2)


def test_build_killed_half_way_keeps_what_the_model_did(
    encoder: object, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_TEXTS", 1)

    def broken() -> Iterator[SearchDocument]:
        yield doc("a", "ward")
        yield doc("b", "garden")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(broken(), folder)
    assert build([doc("a", "ward"), doc("b", "garden")], folder).embedded == 0


def test_progress_tells_of_both_steps(encoder: object, folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(
        [doc(str(i), f"ward {i}") for i in range(600)],
        folder,
        progress=lambda *step: told.append(step),
        processes=1,
    )
    assert ("words", 500, 0) in told
    assert told[-1] == ("meaning", 600, 600)
