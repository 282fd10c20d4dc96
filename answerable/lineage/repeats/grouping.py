"""Entries that seem to ask the same, gathered: drafts of expectations.

Leiden communities with the constant Potts model, over links weighted by the chance of a repeat. A community
is kept together only by links denser than the resolution, so that chains (a like b, b like c) fall apart;
connected components put 2,653 of 24,015 concerns into one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import graspologic_native
import numpy as np
import numpy.typing as npt

METHOD = "leiden-cpm"
VERSION = "1"
_SEED, _TRIALS, _ITERATIONS = 20, 1, 3
_AT_ONCE = 100_000

Edge = tuple[int, int, float]  # two entries and the chance that they ask the same


@dataclass(frozen=True, slots=True)
class Edges:
    """Many links as columns of one length: a million entries have tens of millions."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    weight: npt.NDArray[np.float64]

    @classmethod
    def of(cls, edges: Sequence[Edge]) -> "Edges":
        left, right, weight = zip(*edges, strict=True) if edges else ((), (), ())
        return cls(np.array(left, np.int64), np.array(right, np.int64), np.array(weight, np.float64))


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that belong together, the most central first, each with its mean link to the others."""

    entries: tuple[int, ...]
    scores: tuple[float, ...]
    strength: float  # mean of the links that there are

    @property
    def density(self) -> float:
        """The mean link of two entries, 0 where they have none."""
        return sum(self.scores) / len(self.scores)


def groups(
    edges: Sequence[Edge] | Edges, report_of: Mapping[int, int], *, resolution: float, least_reports: int
) -> list[Group]:
    """The groups that span at least so many reports, those of most reports first.

    `report_of` gives each entry's report, or a stand-in where several reports are about one event. Concerns
    of one report count once. The same edges give the same groups.
    """
    given = edges if isinstance(edges, Edges) else Edges.of(edges)
    if not len(given.left):
        return []
    entries, places = np.unique(np.stack((given.left, given.right)), return_inverse=True)
    places = places.reshape(2, -1)
    order = np.lexsort((given.weight, given.right, given.left))
    links = Edges(places.min(axis=0)[order], places.max(axis=0)[order], given.weight[order])
    community = _communities(links, len(entries), resolution)
    inside = community[links.left] == community[links.right]
    links = Edges(links.left[inside], links.right[inside], links.weight[inside])
    total = np.bincount(links.left, links.weight, len(entries))
    total += np.bincount(links.right, links.weight, len(entries))
    size = np.bincount(community)
    number = np.bincount(community[links.left], minlength=len(size))
    strength = np.bincount(community[links.left], links.weight, len(size)) / np.maximum(1, number)
    mean = total / np.maximum(1, size[community] - 1)
    ranked = np.lexsort((entries, -mean, community))
    ends = np.cumsum(size)
    kept = []
    for one in np.flatnonzero(size >= least_reports):
        members = ranked[ends[one] - size[one] : ends[one]]
        named = tuple(entries[members].tolist())
        span = len({report_of[entry] for entry in named})
        if span >= least_reports:
            scores = tuple(round(score, 4) for score in mean[members].tolist())
            kept.append((span, Group(named, scores, round(float(strength[one]), 4))))
    return [group for _, group in sorted(kept, key=lambda one: (-one[0], one[1].entries))]


class _Named(Sequence[tuple[str, str, float]]):
    """Links as the library wants them, made as it asks for them and never all held at once."""

    def __init__(self, links: Edges, count: int) -> None:
        self.links, self.names = links, [str(place) for place in range(count)]

    def __len__(self) -> int:
        return len(self.links.left)

    @overload
    def __getitem__(self, at: int) -> tuple[str, str, float]: ...
    @overload
    def __getitem__(self, at: slice) -> list[tuple[str, str, float]]: ...
    def __getitem__(self, at: int | slice) -> tuple[str, str, float] | list[tuple[str, str, float]]:
        if isinstance(at, slice):
            columns = (self.links.left[at], self.links.right[at], self.links.weight[at])
            return [
                (self.names[a], self.names[b], weight)
                for a, b, weight in zip(*(column.tolist() for column in columns), strict=True)
            ]
        return self[at : at + 1 or None][0]

    def __iter__(self) -> Iterator[tuple[str, str, float]]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


def _communities(links: Edges, count: int, resolution: float) -> npt.NDArray[np.int64]:
    """The community of each entry, numbered from 0."""
    _, found = graspologic_native.leiden(
        _Named(links, count),
        resolution=resolution,
        use_modularity=False,
        seed=_SEED,
        trials=_TRIALS,
        iterations=_ITERATIONS,
    )
    raw = np.array([found[str(place)] for place in range(count)], np.int64)
    _, numbered = np.unique(raw, return_inverse=True)
    return numbered.astype(np.int64)
