"""The vectors of texts: those that the search index remembers, and the others from the sentence model."""

from collections.abc import Callable, Sequence
from pathlib import Path

from django.conf import settings

from answerable.lineage.repeats.neighbours import Codes
from answerable.pipeline.relate.workers import Workers
from answerable.search.generations import locked
from answerable.search.model.encoder import Encoder
from answerable.search.vectors import VectorStore, codes_of, text_hash

Progress = Callable[[str, int, int], None]
_PIECE = 256  # texts a worker is sent at a time


def vectors_of(
    texts: Sequence[str],
    encoder: Encoder,
    *,
    progress: Progress | None = None,
    workers: Workers | None = None,
) -> Codes:
    """One row for each text, in the form that the index keeps.

    What is new goes through the model once and is remembered, so that a run that was stopped goes on where it
    was. Raises IndexBusyError while another process writes the index.
    """
    directory = Path(settings.INDEX)
    with locked(directory), VectorStore(directory / "vectors", f"recipe-{encoder.recipe}") as store:
        if workers is not None:
            _learn_afar(texts, encoder, store, workers, progress)
        else:
            store.learn(
                texts, encoder, progress=(lambda a, b: progress("reading", a, b)) if progress else None
            )
        return store.rows([text_hash(text) for text in texts])


def _learn_afar(
    texts: Sequence[str], encoder: Encoder, store: VectorStore, workers: Workers, progress: Progress | None
) -> None:
    new = sorted(store.unknown(texts), key=len)
    pieces = [new[start : start + _PIECE] for start in range(0, len(new), _PIECE)]
    done = 0
    for piece, codes in zip(
        pieces, workers.each(codes_of, [(piece, str(encoder.path)) for piece in pieces]), strict=True
    ):
        store.remember(piece, codes)
        done += len(piece)
        if progress:
            progress("reading", done, len(new))
