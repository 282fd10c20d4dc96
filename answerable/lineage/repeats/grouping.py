"""Entries that seem to ask the same, gathered: drafts of expectations.

Leiden communities with the constant Potts model, over links weighted by the chance of a repeat. A community
is kept together only by links denser than the resolution, so that chains (a like b, b like c) fall apart;
connected components put 2,653 of 24,015 concerns into one.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
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
    ordered = [(min(a, b), max(a, b), weight) for a, b, weight in sorted(edges)]
    name = {entry: str(entry) for edge in ordered for entry in edge[:2]}
    _, communities = graspologic_native.leiden(
        [(name[a], name[b], weight) for a, b, weight in ordered],
        resolution=resolution,
        use_modularity=False,
        seed=_SEED,
        trials=_TRIALS,
        iterations=_ITERATIONS,
    )
    community = {entry: communities[written] for entry, written in name.items()}
    members: dict[int, list[int]] = defaultdict(list)
    for entry, number in community.items():
        members[number].append(entry)
    inside: dict[int, list[Edge]] = defaultdict(list)
    for edge in ordered:
        if community[edge[0]] == community[edge[1]]:
            inside[community[edge[0]]].append(edge)
    kept = []
    for number, entries in members.items():
        span = len({report_of[entry] for entry in entries})
        if span >= least_reports:
            kept.append((span, _group(entries, inside[number])))
    return [group for _, group in sorted(kept, key=lambda one: (-one[0], one[1].entries))]


def _group(entries: Sequence[int], links: Sequence[Edge]) -> Group:
    total: dict[int, float] = dict.fromkeys(sorted(entries), 0.0)
    for a, b, weight in links:
        total[a] += weight
        total[b] += weight
    mean = {entry: weight / max(1, len(total) - 1) for entry, weight in total.items()}
    ranked = sorted(mean, key=lambda entry: (-mean[entry], entry))
    strength = sum(weight for _, _, weight in links) / max(1, len(links))
    return Group(tuple(ranked), tuple(round(mean[entry], 4) for entry in ranked), round(strength, 4))
