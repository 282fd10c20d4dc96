"""Which documents count as close in meaning to a query.

The bounds are cosines, measured on 20,203 real entries. They let through about as many documents as those of
the model before it was trained further did, for questions in other words than the text and for short ones.
The closest document to a subject of two words is at 0.555 or more in 90 cases of 100; to a made-up person's
name it is below that in 85, and below 0.61 in 97. So for a short query, which may be a name, nothing is close
unless something is at 0.555 or more, and at 0.61 where the register lacks one of its words, as it does of a
name.

The bounds do not look at filters, so that choosing a facet value gives as many results as its count said.
"""

from functools import lru_cache

from answerable.search.language import SHORT, ParsedQuery
from answerable.search.meaning import Meanings
from answerable.search.model.encoder import Encoder

_BEST_AT_LEAST = 0.555
_BEST_AT_LEAST_IF_DOUBTFUL = 0.61
_AT_LEAST = 0.22
_BEHIND_BEST = 0.31
_FEWEST, _MOST, _SHARE = 500, 1000, 50


class Nearness:
    """The documents of one generation, by closeness. May be shared by threads."""

    def __init__(self, encoder: Encoder, meanings: Meanings, documents: int) -> None:
        self._encoder = encoder
        self._meanings = meanings
        self._most = min(_MOST, max(_FEWEST, documents // _SHARE))
        self._near = lru_cache(maxsize=256)(self._find)

    def to(self, query: ParsedQuery, *, doubtful: bool) -> dict[int, float]:
        """Rows and cosines, the closest first. `doubtful`: the query has words that the index has not.

        A query without a word of letters only (a reference, a number) or of quoted phrases only has none.
        """
        if not any(term.lettered for term in query.words):
            return {}
        near = self._near(query.said)
        if len(query.words) > SHORT:
            return dict(near)
        best = near[0][1] if near else 0.0
        needed = _BEST_AT_LEAST_IF_DOUBTFUL if doubtful else _BEST_AT_LEAST
        return dict(near) if best >= needed else {}

    def _find(self, said: str) -> tuple[tuple[int, float], ...]:
        found = self._meanings.nearest(self._encoder.encode([said])[0], self._most)
        if not len(found.rows):
            return ()
        bound = max(_AT_LEAST, float(found.cosines[0]) - _BEHIND_BEST)
        kept = int((found.cosines >= bound).sum())
        return tuple(zip(found.rows[:kept].tolist(), found.cosines[:kept].tolist(), strict=True))
