"""Candidate contradictions: pairs of entries that take opposite sides of one tension, the likeliest first.

Ranked, never asserted: a person decides. Two entries are compared only on the same subject, in settings that
can meet, and from different reports.
"""

import re
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from answerable.lineage.tensions.definitions import Tension, shipped
from answerable.lineage.tensions.finding import SideFound
from answerable.lineage.tensions.judged import Tallies, Tally, shipped_tallies

METHOD = "sides of known tensions"
Vectors = npt.NDArray[np.float32]

_ENUMERATOR = re.compile(r"^(?:\W*(?:\d{1,2}|[a-z]|[ivx]+)[.)]|\W)+\s*", re.IGNORECASE)
_BLOCK = 512  # sides compared with all of the other side at a time
_FADING = 0.1  # by which each pair shown of a tension makes its next one count for less
_NOWHERE = frozenset({"other"})  # a setting that says nothing


@dataclass(frozen=True, slots=True)
class TensionEntry:
    """An entry that takes a side, with what pairing needs to know of it.

    `sides` come from `finding.sides` and can be kept with the entry; `vectors` has one row of length 1 for
    each of them, of its sentence. `report` is whatever tells two reports apart. `settings` and `kinds` (of
    the bodies asked) may be empty where they are not known.
    """

    reference: str
    report: str
    sides: tuple[SideFound, ...]
    vectors: Vectors
    settings: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """`first` takes the tension's first side, `second` its second.

    Of candidates with the same `score`, about that share is real.
    """

    tension: str
    subject: str
    first: str
    second: str
    first_side: SideFound
    second_side: SideFound
    score: float
    likeness: float  # cosine of the two sentences
    settings: tuple[str, ...]  # that they have in common


@dataclass(frozen=True, slots=True)
class _Stand:
    """One entry on one side of one subject."""

    entry: TensionEntry
    found: SideFound
    row: int


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    likeness: float
    first: _Stand
    second: _Stand


# Weights of a logistic curve, fitted by bench/contradictions.py to the pairs read by a person. Few, and
# rounded, so that they hold for another sentence model too. _KNOWN stays under its fit (1.4): with that, the
# best were said to be surer than pairs not yet seen turned out to be.
_BASE = -2.8
_KNOWN = 1.0  # odds of the tension, by the pairs read
_STRONG = 2.0  # product of the two strengths
_LIKE = 2.0  # cosine of the two sentences
_PLACE = 0.3  # a setting in common, or 0.15 where one is not known: a wish, the labels show no gain
_ASKED = 0.6  # the same kind of body asked


def candidates(
    entries: Iterable[TensionEntry],
    limit: int,
    *,
    only: Collection[str] | None = None,
    tensions: Sequence[Tension] | None = None,
    tallies: Tallies | None = None,
    spread: bool = True,
) -> list[Candidate]:
    """The likeliest pairs, at most `limit`.

    With `only`, pairs with at least one of these references: what a new entry brings. `tallies` tell how
    many pairs of each tension were found real; left out, those that ship with it. With `spread`, the list can
    be read: no tension gives more than a quarter of it (unless `only` is given), no entry, report or sentence
    stands in it more than twice (those of `only` may), and it mixes tensions; without, it is by score alone.
    """
    known = list(entries)
    wanted = None if only is None else set(only)
    read = shipped_tallies() if tallies is None else tallies
    found: list[tuple[Tension, str, _Pair]] = []
    for tension in shipped() if tensions is None else tensions:
        for subject in tension.subjects:
            firsts, seconds = (
                _stands(known, tension, subject.name, subject.settings, side.key) for side in tension.sides
            )
            odds = read.get(tension.key, Tally()).odds
            pairs = _pairs(firsts, seconds, odds, wanted, limit)
            found += [(tension, subject.name, pair) for pair in pairs]
    found.sort(key=_order)
    return list(_chosen(found, limit, wanted, spread))


def _order(item: tuple[Tension, str, _Pair]) -> tuple[float, str, str]:
    pair = item[2]
    return -pair.score, pair.first.entry.reference, pair.second.entry.reference


def _stands(
    entries: list[TensionEntry], tension: Tension, subject: str, settings: frozenset[str], side: str
) -> list[_Stand]:
    """Who takes this side of this subject. The same words twice in one report stand once."""
    stands: dict[tuple[str, str], _Stand] = {}
    for entry in entries:
        places = entry.settings - _NOWHERE
        if settings and places and not settings & places:
            continue
        for row, found in enumerate(entry.sides):
            if (found.tension, found.subject, found.side) == (tension.key, subject, side):
                place = entry.report, _bare(found.sentence)
                stands[place] = _Stand(entry, found, row)  # a part comes after its whole, and stands
    return list(stands.values())


def _pairs(
    firsts: list[_Stand], seconds: list[_Stand], odds: float, only: set[str] | None, limit: int
) -> Iterator[_Pair]:
    if not firsts or not seconds:
        return
    vectors = np.stack([stand.entry.vectors[stand.row] for stand in seconds])
    strengths = np.array([stand.found.strength for stand in seconds], np.float32)
    reports = np.array([stand.entry.report for stand in seconds])
    names = np.array([only is None or stand.entry.reference in only for stand in seconds])
    places, kinds = _Marks(seconds, "settings"), _Marks(seconds, "kinds")
    most = 4 * limit + 100  # more than can be chosen; spreading passes some over
    for start in range(0, len(firsts), _BLOCK):
        block = firsts[start : start + _BLOCK]
        likeness = np.stack([stand.entry.vectors[stand.row] for stand in block]) @ vectors.T
        strong = np.array([stand.found.strength for stand in block], np.float32)[:, None] * strengths
        place = np.stack([places.shared(stand.entry.settings - _NOWHERE) for stand in block])
        asked = np.stack([kinds.shared(stand.entry.kinds) for stand in block])
        inner = _BASE + _KNOWN * odds + _STRONG * strong + _LIKE * likeness + _PLACE * place + _ASKED * asked
        score = 1 / (1 + np.exp(-inner))
        mine = np.array([only is None or stand.entry.reference in only for stand in block])
        apart = np.array([stand.entry.report for stand in block])[:, None] != reports
        score[~(apart & (mine[:, None] | names))] = -1
        flat = score.ravel()
        best = np.argpartition(-flat, min(most, flat.size) - 1)[:most]
        for index in best[flat[best] >= 0]:
            row, column = divmod(int(index), len(seconds))
            yield _Pair(float(flat[index]), float(likeness[row, column]), block[row], seconds[column])


class _Marks:
    """Sets of words as rows of yes and no, so that a whole side is compared at once."""

    def __init__(self, stands: list[_Stand], field: str) -> None:
        sets: list[frozenset[str]] = [getattr(stand.entry, field) - _NOWHERE for stand in stands]
        self._number = {mark: number for number, mark in enumerate(sorted(frozenset().union(*sets)))}
        self._rows = np.zeros((len(sets), len(self._number)), bool)
        for row, marks in enumerate(sets):
            self._rows[row, [self._number[mark] for mark in marks]] = True
        self._unknown = ~self._rows.any(axis=1)

    def shared(self, marks: frozenset[str]) -> npt.NDArray[np.float32]:
        """1 for each that shares one, 0.5 where either has none, 0 where both have and share none."""
        if not marks:
            return np.full(len(self._rows), 0.5, np.float32)
        columns = [self._number[mark] for mark in marks if mark in self._number]
        shares = self._rows[:, columns].any(axis=1)
        return np.where(self._unknown, 0.5, np.where(shares, 1.0, 0.0)).astype(np.float32)


def _chosen(
    found: list[tuple[Tension, str, _Pair]], limit: int, only: set[str] | None, spread: bool
) -> Iterator[Candidate]:
    """The best first; with `spread`, each further pair of one tension counts for a little less."""
    waiting: dict[str, deque[tuple[Tension, str, _Pair]]] = {}
    for item in found:
        waiting.setdefault(item[0].key if spread else "", deque()).append(item)
    most = limit if only is not None else max(1, -(-limit // 4))
    taken: Counter[str] = Counter()
    seen: set[tuple[str, str, str]] = set()
    while len(seen) < limit and waiting:
        key = max(waiting, key=lambda key: waiting[key][0][2].score / (1 + _FADING * taken[key]))
        tension, subject, pair = waiting[key].popleft()
        marks = _marks(pair, only or set())
        same = (tension.key, _bare(pair.first.found.sentence), _bare(pair.second.found.sentence))
        if same not in seen and not (spread and any(taken[mark] >= 2 for mark in marks)):
            seen.add(same)  # it may come again under another subject, or in a copy of the report
            taken.update({key, *marks})
            yield _candidate(tension, subject, pair)
        if not waiting[key] or (spread and taken[key] == most):
            del waiting[key]


def _marks(pair: _Pair, only: set[str]) -> set[str]:
    """What should not stand in a list again and again, unless it was asked for."""
    return {
        mark
        for stand in (pair.first, pair.second)
        if stand.entry.reference not in only
        for mark in (
            f"entry {stand.entry.reference}",
            f"report {stand.entry.report}",
            f"words {_bare(stand.found.sentence)}",
        )
    }


def _bare(sentence: str) -> str:
    """Without the number or letter of a list, which a copy of a report may lack."""
    return _ENUMERATOR.sub("", sentence).casefold()


def _candidate(tension: Tension, subject: str, pair: _Pair) -> Candidate:
    first, second = pair.first.entry, pair.second.entry
    return Candidate(
        tension.key,
        subject,
        first.reference,
        second.reference,
        pair.first.found,
        pair.second.found,
        round(pair.score, 4),
        round(pair.likeness, 4),
        tuple(sorted((first.settings & second.settings) - _NOWHERE)),
    )
