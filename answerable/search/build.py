"""Writes the index: all of it from the documents, or the changes to it."""

import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import tantivy

from answerable.search.documents import BuildReport, SearchDocument
from answerable.search.generations import writing
from answerable.search.schema import make_schema, register_tokenizers, to_tantivy

Progress = Callable[[str, int, int], None]  # step ("words" or "meaning"), done, total (0 where unknown)
_HEAP = 64_000_000  # bytes that tantivy may hold before it writes a segment


def build(
    documents: Iterable[SearchDocument], directory: Path, *, progress: Progress | None = None
) -> BuildReport:
    """Builds the index in `directory` from nothing but `documents`, and then makes it current in one step.

    Readers go on with the former index until then. `documents` is read once, in one pass. Raises
    IndexBusyError when another process is writing.
    """
    started = time.monotonic()
    with writing(directory) as generation:
        words = generation / "words"
        words.mkdir()
        index = tantivy.Index(make_schema(), str(words))
        register_tokenizers(index)
        writer = index.writer(_HEAP, 1)
        seen: set[str] = set()
        repeated: list[str] = []
        for document in documents:
            if document.key in seen:
                repeated.append(document.key)
                continue
            writer.add_document(to_tantivy(len(seen), document))
            seen.add(document.key)
            if progress and len(seen) % 500 == 0:
                progress("words", len(seen), 0)
        writer.commit()
        writer.wait_merging_threads()
        (generation / "meta.json").write_text(json.dumps({"documents": len(seen), "mode": "words"}))
    return BuildReport(
        documents=len(seen),
        deleted=0,
        embedded=0,
        remembered=0,
        mode="words",
        seconds=time.monotonic() - started,
        repeated=tuple(repeated),
    )
