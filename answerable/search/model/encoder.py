"""Runs the sentence model: one thread a process, and several processes for many texts."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from answerable.search.model.place import META_RECIPE, META_VOCABULARY, model_path
from answerable.search.model.wordpiece import WordPiece

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]  # done, total

WIDTH = 384
LONGEST = 256  # pieces of a word; what the model was trained with. The rest of a longer text is left out.
_CHUNK = 64  # texts handed to a process at a time
_MOST_PROCESSES = 8
_WORTH_PROCESSES = 300  # texts; for fewer, starting a process takes longer than the work


class ModelMissingError(Exception):
    """The sentence model is not there or can't be run. The message says what to do."""


class Encoder:
    """Texts to vectors of length 1. May be shared by threads, and survives a fork.

    Raises ModelMissingError when the file is absent or can't be run.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or model_path()
        self._process = 0
        self._session = self._started()
        notes = self._session.get_modelmeta().custom_metadata_map
        self.recipe: str = notes.get(META_RECIPE, "")
        try:
            self._tokenizer = WordPiece(notes[META_VOCABULARY].split("\n"))
        except KeyError as error:
            raise _missing(self.path, f"it lacks {error}") from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row for each text. A text gives the same vector whatever stands beside it."""
        session = self._started()
        vectors = np.empty((len(texts), WIDTH), np.float32)
        for row, text in enumerate(texts):
            ids = np.array([self._tokenizer.encode(text, LONGEST)], np.int32)
            vectors[row] = session.run(None, {"ids": ids})[0][0]
        return vectors

    def encode_many(
        self, texts: Sequence[str], *, processes: int | None = None, progress: Progress | None = None
    ) -> Iterator[tuple[list[int], Vectors]]:
        """The vectors as they come, each time some rows of `texts` and their vectors.

        `processes` is as many as this process may use cores, if not said; each takes some 200 MB.

        Texts of like length go together, the longest first, so that the processes end together.
        """
        order = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        chunks = [order[start : start + _CHUNK] for start in range(0, len(order), _CHUNK)]
        done = 0
        for rows, vectors in self._spread(texts, chunks, processes):
            yield rows, vectors
            done += len(rows)
            if progress:
                progress(done, len(texts))

    def _spread(
        self, texts: Sequence[str], chunks: list[list[int]], processes: int | None
    ) -> Iterator[tuple[list[int], Vectors]]:
        if processes is None:
            processes = min(_MOST_PROCESSES, _cores())
        if processes < 2 or len(texts) < _WORTH_PROCESSES:
            for rows in chunks:
                yield rows, self.encode([texts[row] for row in rows])
            return
        # New processes, not forks: the caller may have threads and database connections.
        with ProcessPoolExecutor(
            processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(self.path,)
        ) as pool:
            rows_of = {pool.submit(_encode, [texts[row] for row in rows]): rows for rows in chunks}
            try:
                for future in as_completed(rows_of):
                    yield rows_of[future], future.result()
            finally:
                pool.shutdown(cancel_futures=True)

    def _started(self) -> Any:
        """A session made in this process: what a fork copies cannot be relied on."""
        if self._process != os.getpid():
            self._session = _session(self.path)
            self._process = os.getpid()
        return self._session


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _session(path: Path) -> Any:
    if not path.is_file():
        raise _missing(path, "there is no such file")
    import onnxruntime  # it starts a thread, which no process may have before a server makes its workers

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Basic: the extended level joins addition and normalisation into an operator a third slower as a whole.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises many kinds, without a common base
        raise _missing(path, str(error).splitlines()[0][:200]) from error


def _missing(path: Path, why: str) -> ModelMissingError:
    return ModelMissingError(
        f"The sentence model can't be used: {path} ({why})."
        " Run `python -m answerable.search.model.build` to make it."
    )


_worker: Encoder | None = None


def _begin(path: Path) -> None:
    global _worker
    _worker = Encoder(path)


def _encode(texts: list[str]) -> Vectors:
    assert _worker is not None
    return _worker.encode(texts)
