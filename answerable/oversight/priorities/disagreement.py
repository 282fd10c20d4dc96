"""Where scorers differ: on which criterion of which item, how far, and whose list would begin otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, pstdev

from answerable.oversight.priorities.table import TableError, table_of
from answerable.oversight.priorities.weighted import placed

FAR = 2.0  # of the four steps of a scale: from here on two scorers mean different things

Scores = Mapping[tuple[str, str, str], float]  # {(item, criterion, scorer): what was given}


@dataclass(frozen=True, slots=True)
class Spread:
    """One cell that two or more scored: (scorer, what they gave), the lowest first."""

    item: str
    criterion: str
    given: tuple[tuple[str, float], ...]

    @property
    def range(self) -> float:
        return self.given[-1][1] - self.given[0][1]

    @property
    def deviation(self) -> float:
        return pstdev([value for _, value in self.given])


@dataclass(frozen=True, slots=True)
class CriterionSpread:
    """One criterion over all items: cells that two or more scored, their mean range, and how many are far."""

    criterion: str
    cells: int
    mean_range: float
    far: int


@dataclass(frozen=True, slots=True)
class OwnList:
    """What would come first by one scorer's scores alone (with the register's), and how much they scored."""

    scorer: str
    first: tuple[str, ...]
    scored: int
    of: int


def spreads(scores: Scores) -> list[Spread]:
    """The widest first."""
    cells: dict[tuple[str, str], list[tuple[str, float]]] = {}
    for (item, criterion, scorer), value in scores.items():
        cells.setdefault((item, criterion), []).append((scorer, value))
    found = [
        Spread(item, criterion, tuple(sorted(given, key=lambda one: (one[1], one[0]))))
        for (item, criterion), given in cells.items()
        if len(given) > 1
    ]
    return sorted(found, key=lambda one: (-one.range, -one.deviation, one.item, one.criterion))


def by_criterion(found: Sequence[Spread]) -> list[CriterionSpread]:
    """The criterion on which scorers differ most first."""
    held: dict[str, list[float]] = {}
    for one in found:
        held.setdefault(one.criterion, []).append(one.range)
    rows = [
        CriterionSpread(code, len(ranges), mean(ranges), sum(one >= FAR for one in ranges))
        for code, ranges in held.items()
    ]
    return sorted(rows, key=lambda row: (-row.mean_range, row.criterion))


def own_lists(
    items: Sequence[str],
    weights: Mapping[str, float],
    scores: Scores,
    by_register: Mapping[tuple[str, str], float],
) -> list[OwnList]:
    """Of each scorer who gave at least one score, in the order in which they first appear."""
    people = {code for _, code, _ in scores}
    found = []
    for scorer in dict.fromkeys(scorer for _, _, scorer in scores):
        own = {(item, code): [value] for (item, code, who), value in scores.items() if who == scorer}
        filled = {cell: [value] for cell, value in by_register.items()}
        try:
            rows = placed(table_of(items, weights, {**filled, **own}))
        except TableError:
            continue
        first = tuple(row.item for row in rows if row.rank == 1)
        found.append(OwnList(scorer, first, len(own), len(items) * len(people)))
    return found
