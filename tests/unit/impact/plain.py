"""The rules of Making Data Count once more, written plainly and in exact fractions: a second opinion.

Nothing here comes from the code under test, nor is it done the same way: windows are looked at one by one.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass
class Plain:
    mean: Fraction
    lower: Fraction
    upper: Fraction
    rules: list[list[str]]
    directions: list[int]


def plain(values: list[Fraction], *, screen: bool = False, first: int | None = None) -> Plain:
    base = values if first is None else values[:first]
    mean = sum(base, Fraction(0)) / len(base)
    ranges = [abs(base[i] - base[i - 1]) for i in range(1, len(base))]
    average = sum(ranges, Fraction(0)) / len(ranges)
    if screen:
        kept = [one for one in ranges if one < Fraction(3267, 1000) * average]
        if kept:
            average = sum(kept, Fraction(0)) / len(kept)
    reach = Fraction(266, 100) * average
    inner = reach * 2 / 3
    upper, lower = mean + reach, mean - reach
    n = len(values)
    near = [(mean + inner < v <= upper) or (lower <= v < mean - inner) for v in values]

    outside, trend, two, run = [0] * n, [0] * n, [0] * n, [0] * n
    for i, value in enumerate(values):
        if value > upper:
            outside[i] = 1
        if value < lower:
            outside[i] = -1
    for i in range(n - 6):
        window = values[i : i + 7]
        if all(window[k] < window[k + 1] for k in range(6)):
            trend[i : i + 7] = [1] * 7
        if all(window[k] > window[k + 1] for k in range(6)):
            trend[i : i + 7] = [-1] * 7
        if all(v > mean for v in window):
            run[i : i + 7] = [1] * 7
        if all(v < mean for v in window):
            run[i : i + 7] = [-1] * 7
    for i in range(n - 2):
        for side in (1, -1):
            if all((v - mean) * side > 0 for v in values[i : i + 3]) and sum(near[i : i + 3]) > 1:
                for k in range(i, i + 3):
                    if near[k]:
                        two[k] = side
    rules, directions = [], []
    for i in range(n):
        found = [
            ("outside limits", outside[i]),
            ("trend", trend[i]),
            ("two of three", two[i]),
            ("run", run[i]),
        ]
        hit = [(name, direction) for name, direction in found if direction]
        rules.append([name for name, _ in hit])
        directions.append(hit[0][1] if hit else 0)
    return Plain(mean, lower, upper, rules, directions)
