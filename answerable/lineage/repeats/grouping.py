"""Entries that seem to ask the same, gathered: drafts of expectations.

Leiden communities with the constant Potts model, over links weighted by the chance of a repeat. A community
is kept together only by links denser than the resolution, so that chains (a like b, b like c) fall apart;
connected components put 2,653 of 24,015 concerns into one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import graspologic_native

METHOD = "leiden-cpm"
VERSION = "1"
_SEED, _TRIALS, _ITERATIONS = 20, 1, 3

Edge = tuple[int, int, float]  # two entries and the chance that they ask the same


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
    edges: Sequence[Edge], report_of: Mapping[int, int], *, resolution: float, least_reports: int
) -> list[Group]:
    """The groups that span at least so many reports, those of most reports first.

    `report_of` gives each entry's report, or a stand-in where several reports are about one event. Concerns
    of one report count once. The same edges give the same groups.
    """
    if not edges:
        return []
    named = [(str(min(a, b)), str(max(a, b)), weight) for a, b, weight in sorted(edges)]
    _, communities = graspologic_native.leiden(
        named,
        resolution=resolution,
        use_modularity=False,
        seed=_SEED,
        trials=_TRIALS,
        iterations=_ITERATIONS,
    )
    members: dict[int, list[int]] = defaultdict(list)
    for entry, community in communities.items():
        members[community].append(int(entry))
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, weight in edges:
        links[a][b] = links[b][a] = weight
    found = [_group(entries, links) for entries in members.values()]
    spans = {group: len({report_of[entry] for entry in group.entries}) for group in found}
    kept = [group for group in found if spans[group] >= least_reports]
    return sorted(kept, key=lambda group: (-spans[group], group.entries))


def _group(entries: Iterable[int], links: Mapping[int, Mapping[int, float]]) -> Group:
    inside = sorted(entries)
    mean = {
        entry: sum(links[entry].get(other, 0.0) for other in inside if other != entry)
        / max(1, len(inside) - 1)
        for entry in inside
    }
    ranked = sorted(inside, key=lambda entry: (-mean[entry], entry))
    there = [links[a][b] for a in inside for b in inside if a < b and b in links[a]]
    strength = sum(there) / max(1, len(there))
    return Group(tuple(ranked), tuple(round(mean[entry], 4) for entry in ranked), round(strength, 4))
