"""Months in which most bodies move alike: sooner another measure under the same name than a change in care.

Real files do it: an extract of people detained (MHS09) held, for five months, people subject to the Act
(MHS08), a third more at nearly every provider at once.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from answerable.impact.files.periods import month_of
from answerable.impact.models import Line, SeriesFile, Value

FEWEST = 10  # bodies with a figure of LEAST or more in both months
LEAST = 20  # below it, rounding to 5 alone moves a figure by a quarter
RATIO = 1.2
SHARE = 0.8  # of the bodies, that move the same way
MOST = 100  # bodies looked at: what moves four in five of all moves most of these


@dataclass(frozen=True, slots=True)
class Shift:
    """From `before` to `month`, the figures of `bodies` bodies moved by `ratio` at their median."""

    indicator: str
    before: dt.date
    month: dt.date
    ratio: float
    bodies: int
    share: float

    def in_words(self) -> str:
        way = "up" if self.ratio > 1 else "down"
        return (
            f"{self.indicator}: from {self.before:%B %Y} to {self.month:%B %Y} the figures of "
            f"{self.share:.0%} of {self.bodies} bodies moved {way}, by {abs(self.ratio - 1):.0%} at the "
            "median. It may be another measure under the same name: check the file before it is charted."
        )


def shifts(indicator: str) -> list[Shift]:
    """Every such month, of figures by provider, for the whole."""
    whole = Line.objects.filter(indicator=indicator, split="", place__level="provider")
    bodies = sorted(set(whole.exclude(organisation=None).values_list("organisation_id", flat=True)))[:MOST]
    files = SeriesFile.objects.filter(superseded_at=None)
    months: dict[dt.date, dict[int, float]] = defaultdict(dict)
    values = Value.objects.filter(
        line__in=whole.filter(organisation__in=bodies),
        value__gte=LEAST,
        file__in=files,
    )  # fmt: skip
    rows = values.order_by("file__published", "file_id", "row").values_list(
        "line__organisation_id", "start", "end", "value"
    )
    for body, start, end, value in rows:
        if body is not None and value is not None and (start, end) == month_of(start.year, start.month):
            months[start][body] = float(value)
    return found_in(indicator, months.items())


def found_in(indicator: str, months: Iterable[tuple[dt.date, dict[int, float]]]) -> list[Shift]:
    found = []
    for (before, old), (month, new) in pairwise(sorted(months)):
        ratios = [new[body] / old[body] for body in old.keys() & new.keys()]
        if len(ratios) < FEWEST:
            continue
        middle = median(ratios)
        share = sum(ratio > 1 if middle > 1 else ratio < 1 for ratio in ratios) / len(ratios)
        if share >= SHARE and (middle >= RATIO or middle <= 1 / RATIO):
            found.append(Shift(indicator, before, month, middle, len(ratios), share))
    return found
