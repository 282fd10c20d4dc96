"""Writes the index: all of it from the documents, or the changes to it."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Self

import tantivy

from answerable.search import meaning
from answerable.search.columns import ColumnsWriter, FacetColumns
from answerable.search.documents import BuildReport, IndexMissingError, SearchDocument
from answerable.search.generations import Meta, current, read_meta, write_meta, writing
from answerable.search.model.encoder import Encoder, ModelMissingError
from answerable.search.schema import (
    clean,
    facet_terms,
    make_schema,
    open_words,
    register_tokenizers,
    to_tantivy,
)
from answerable.search.vectors import Codes, VectorStore, text_hash

Progress = Callable[[str, int, int], None]  # step ("words" or "meaning"), done, total (0 where unknown)
_HEAP = 64_000_000  # bytes that tantivy may hold before it writes a segment
_TEXTS = 50_000  # held in memory until they go through the model
_STALE = 4  # an index with more than a quarter of its rows dead asks for a rebuild


def build(
    documents: Iterable[SearchDocument],
    directory: Path,
    *,
    progress: Progress | None = None,
    processes: int | None = None,
) -> BuildReport:
    """Builds the index in `directory` from nothing but `documents`, and then makes it current in one step.

    Readers go on with the former index until then. `documents` is read once. `processes` run the sentence
    model (as many as there are cores, if not said). Where its file is absent, the index is one of words
    alone, and the report says so. Raises IndexBusyError when another process is writing.
    """
    encoder, notes = _encoder()
    with writing(directory) as generation:
        words = generation / "words"
        words.mkdir()
        index = tantivy.Index(make_schema(), str(words))
        register_tokenizers(index)
        with _Work(directory, generation, encoder, progress, processes) as work:
            work.add(index, documents)
            work.finish(Meta(documents=work.rows, rows=work.rows, model=work.model), ())
    return work.report(documents=work.rows, deleted=0, notes=notes)


def update(
    upserts: Iterable[SearchDocument],
    deleted_keys: Iterable[str],
    directory: Path,
    *,
    progress: Progress | None = None,
    processes: int | None = None,
) -> BuildReport:
    """Puts documents in the place of those with their keys, and removes others, in one step.

    Where there is no index yet, builds one of `upserts`. Raises IndexBusyError when another process is
    writing.
    """
    try:
        current(directory)
    except IndexMissingError:
        return build(upserts, directory, progress=progress, processes=processes)
    encoder, notes = _encoder()
    with writing(directory) as generation:
        former = current(directory)
        meta = read_meta(former)
        if encoder and encoder.recipe != meta.model:
            notes.append("The index was built without this sentence model. Rebuild it to search by meaning.")
            encoder = None
        _share(former / "words", generation / "words")
        index = open_words(generation / "words")
        gone = {clean(key) for key in deleted_keys}
        with _Work(directory, generation, encoder, progress, processes, first=meta.rows) as work:
            work.replace(index, upserts, gone)
            dead = sorted({*meta.dead, *work.dead})
            rows = meta.rows + work.rows
            old = meaning.read_codes(former / "meaning", meta.rows) if encoder else ()
            columns = FacetColumns(former / "facets", meta.rows)
            work.finish(
                Meta(documents=rows - len(dead), rows=rows, model=work.model, dead=dead), old, columns
            )
        if len(dead) * _STALE > rows > 1000:
            notes.append("Much of the index is left over from changes. Rebuild it to make it smaller.")
    return work.report(documents=rows - len(dead), deleted=work.deleted, notes=notes)


def _encoder() -> tuple[Encoder | None, list[str]]:
    try:
        return Encoder(), []
    except ModelMissingError as error:
        return None, [str(error)]


def _share(source: Path, target: Path) -> None:
    """A copy whose large files, which tantivy never changes, are the same files on disk."""
    target.mkdir()
    for path in source.iterdir():
        if path.suffix == ".lock":
            continue
        try:
            if path.suffix == ".json":
                shutil.copy2(path, target / path.name)
            else:
                os.link(path, target / path.name)
        except OSError:
            shutil.copy2(path, target / path.name)


@dataclass
class _Work:
    """What building and updating share: documents into the word index, their texts through the model."""

    directory: Path
    generation: Path
    encoder: Encoder | None
    progress: Progress | None
    processes: int | None
    first: int = 0  # number of the first new row
    rows: int = 0  # added
    deleted: int = 0
    embedded: int = 0
    dead: set[int] = field(default_factory=set)
    started: float = field(default_factory=time.monotonic)
    repeated: list[str] = field(default_factory=list)
    _columns: ColumnsWriter = field(default_factory=ColumnsWriter)
    _hashes: list[bytes] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    @property
    def model(self) -> str:
        return self.encoder.recipe if self.encoder else ""

    def __enter__(self) -> Self:
        if self.encoder:
            self._store = VectorStore(self.directory / "vectors", f"recipe-{self.model}").__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        if self.encoder:
            self._store.__exit__()

    def add(self, index: tantivy.Index, documents: Iterable[SearchDocument]) -> None:
        with _writer(index) as writer:
            for document in self._unrepeated(documents):
                self._add_one(writer, document)

    def replace(self, index: tantivy.Index, documents: Iterable[SearchDocument], gone: set[str]) -> None:
        searcher = index.searcher()

        def remove(writer: tantivy.IndexWriter, key: str) -> bool:
            query = tantivy.Query.term_query(index.schema, "key", key)
            found = [address for _, address in searcher.search(query, 10).hits]
            self.dead.update(int(number or 0) for number in searcher.fast_field_values("id", found))
            writer.delete_documents_by_query(query)
            return bool(found)

        with _writer(index) as writer:
            for document in self._unrepeated(documents):
                remove(writer, clean(document.key))
                self._add_one(writer, document)
            self.deleted = sum(remove(writer, key) for key in sorted(gone - self._seen))

    def finish(self, meta: Meta, former: Iterable[Codes], columns: FacetColumns | None = None) -> None:
        """Writes facets and vectors, those of former rows first, and what the generation says of itself."""
        self._columns.write(self.generation / "facets", columns)
        if self.encoder:
            self._learn()
            meaning.write(self.generation / "meaning", chain(former, self._codes()), meta.rows)
            if not self.first:
                self._store.forget_all_but(set(self._hashes))
        write_meta(self.generation, meta)

    def report(self, *, documents: int, deleted: int, notes: list[str]) -> BuildReport:
        return BuildReport(
            documents=documents,
            deleted=deleted,
            embedded=self.embedded,
            remembered=len(self._hashes) - self.embedded,
            mode="words+meaning" if self.model else "words",
            seconds=round(time.monotonic() - self.started, 3),
            repeated=tuple(self.repeated),
            notes=tuple(notes),
        )

    def _unrepeated(self, documents: Iterable[SearchDocument]) -> Iterator[SearchDocument]:
        for document in documents:
            key = clean(document.key)
            if key in self._seen:
                self.repeated.append(key)
                continue
            self._seen.add(key)
            yield document

    def _add_one(self, writer: tantivy.IndexWriter, document: SearchDocument) -> None:
        writer.add_document(to_tantivy(self.first + self.rows, document))
        self._columns.add(facet_terms(document))
        self.rows += 1
        if self.encoder:
            said = document.text or document.title
            self._hashes.append(text_hash(said))
            self._waiting.append(said)
            if len(self._waiting) == _TEXTS:
                self._learn()
        if self.progress and self.rows % 500 == 0:
            self.progress("words", self.rows, 0)

    def _learn(self) -> None:
        assert self.encoder is not None
        told = self.progress

        def step(done: int, total: int) -> None:
            if told:
                told("meaning", done, total)

        self.embedded += self._store.learn(
            self._waiting, self.encoder, processes=self.processes, progress=step
        )
        self._waiting.clear()

    def _codes(self) -> Iterator[Codes]:
        for start in range(0, len(self._hashes), _TEXTS):
            yield self._store.rows(self._hashes[start : start + _TEXTS])


@contextlib.contextmanager
def _writer(index: tantivy.Index) -> Iterator[tantivy.IndexWriter]:
    """A writer that commits at the end, and lets go of its files even when the block fails."""
    writer = index.writer(_HEAP, 1)
    try:
        yield writer
        writer.commit()
    except BaseException:
        writer.rollback()
        raise
    finally:
        writer.wait_merging_threads()
