"""What the sentence model made of each text, remembered by the text's hash.

A rebuild of the index then puts only new texts through the model, and one that was killed half-way goes on
where it stopped. Vectors are kept as one byte a number: only their direction matters, and the rounding moves
a cosine by less than 0.002.

    vectors/<model>.hashes    16 bytes for each text
    vectors/<model>.codes     384 bytes for each, in the same order; written first

Both files only grow; what a kill left unfinished at the end is cut off when they are next opened. Only the
holder of the index's lock opens them.
"""

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from answerable.search.model.encoder import WIDTH, Encoder, Progress, Vectors

Codes = npt.NDArray[np.int8]
_HASH = 16  # bytes


def text_hash(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=_HASH).digest()


def to_codes(vectors: Vectors) -> Codes:
    """Each row scaled so that its largest number is 127, and rounded."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    codes: Codes = np.rint(vectors * (127 / np.maximum(largest, 1e-9))).astype(np.int8)
    return codes


class VectorStore:
    """Codes by hash of text. Use as a context manager; one process at a time."""

    def __init__(self, directory: Path, model: str) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._hashes_path = directory / f"{model}.hashes"
        self._codes_path = directory / f"{model}.codes"

    def __enter__(self) -> Self:
        self._hashes = self._hashes_path.open("a+b")
        self._codes = self._codes_path.open("a+b")
        known = min(self._hashes.tell() // _HASH, self._codes.tell() // WIDTH)
        self._hashes.truncate(known * _HASH)
        self._codes.truncate(known * WIDTH)
        self._hashes.seek(0)
        content = self._hashes.read()
        self._row = {content[i * _HASH : (i + 1) * _HASH]: i for i in range(known)}
        return self

    def __exit__(self, *_: object) -> None:
        self._hashes.close()
        self._codes.close()

    def __len__(self) -> int:
        return len(self._row)

    def learn(
        self,
        texts: Sequence[str],
        encoder: Encoder,
        *,
        processes: int | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Puts the texts that are not known yet through the model. Returns how many those were."""
        new = self.unknown(texts)
        for rows, vectors in encoder.encode_many(new, processes=processes, progress=progress):
            self.remember([new[row] for row in rows], to_codes(vectors))
        return len(new)

    def unknown(self, texts: Sequence[str]) -> list[str]:
        """Those of the texts that the model has not seen, each once."""
        return list({h: text for text in texts if (h := text_hash(text)) not in self._row}.values())

    def remember(self, texts: Sequence[str], codes: Codes) -> None:
        """Keeps the codes of new texts."""
        self._codes.write(codes.tobytes())
        self._codes.flush()
        for text in texts:
            digest = text_hash(text)
            self._row[digest] = len(self._row)
            self._hashes.write(digest)
        self._hashes.flush()

    def rows(self, hashes: Sequence[bytes]) -> Codes:
        """The codes of texts by their hashes. Raises KeyError for one not learnt."""
        places = np.array([self._row[digest] for digest in hashes], np.int64)
        if not len(places):
            return np.zeros((0, WIDTH), np.int8)
        codes = np.memmap(self._codes_path, np.int8, "r").reshape(-1, WIDTH)
        picked: Codes = codes[places]
        return picked

    def forget_all_but(self, hashes: set[bytes]) -> None:
        """Drops what no document has any more, once that is more than half."""
        if len(self._row) <= 2 * len(hashes) + 1000:
            return
        kept = [digest for digest in self._row if digest in hashes]
        codes = self.rows(kept)
        for file in (self._hashes, self._codes):
            file.truncate(0)
        self._codes.write(codes.tobytes())
        self._codes.flush()
        self._hashes.write(b"".join(kept))
        self._hashes.flush()
        self._row = {digest: row for row, digest in enumerate(kept)}


def codes_of(texts: Sequence[str], model: str) -> Codes:
    """The codes of texts, by the model in the file of this name: a piece of work for another process."""
    return to_codes(_encoder(model).encode(texts))


@functools.lru_cache(maxsize=1)
def _encoder(model: str) -> Encoder:
    return Encoder(Path(model))
