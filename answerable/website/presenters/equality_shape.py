"""The file that would fill what an indicator lacks by group of people: headings and rows, ready to copy."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.impact.definitions import Indicator
from answerable.impact.queries.equality import INTERVAL

HEADINGS = "date,period_end,level,measure,split,value"
_DAYS = {
    "month": ("2024-04-01", "2024-04-30"),
    "quarter": ("2024-04-01", "2024-06-30"),
    "year": ("2024-01-01", "2024-12-31"),
}
_YEAR = ("2024-04-01", "2025-03-31")
_GROUPS = {
    "ethnicity": ("White", "Black or Black British"),
    "sex": ("Female", "Male"),
    "age": ("18 to 24", "65 or over"),
    "deprivation": ("Decile 1 (most deprived)", "Decile 10 (least deprived)"),
    "autism": ("Yes", "No"),
    "learning disability": ("Yes", "No"),
}
BLANK = "..."  # where a figure belongs


@dataclass(frozen=True, slots=True)
class FileShape:
    """`lines` as they would stand in a CSV file. `with_limits`: limits have rows of their own."""

    characteristic: str
    lines: tuple[str, ...]
    with_limits: bool
    source: str
    address: str


def shape_for(indicator: Indicator, absent: Sequence[str]) -> FileShape | None:
    """For the first characteristic by which its definition splits it and of which nothing is held."""
    wanted = next((one for one in indicator.splits if one in absent and one in _GROUPS), "")
    if not wanted or indicator.own:
        return None
    lines = tuple(_lines(indicator, wanted))
    source = indicator.source
    return FileShape(wanted, lines, len(lines) > 1 + len(_GROUPS[wanted]), source.name, source.address)


def _lines(indicator: Indicator, characteristic: str) -> Iterator[str]:
    limits = [label.text for label in indicator.labels if label.split.startswith(f"{INTERVAL}: ")]
    start, end = _DAYS.get(indicator.periods[0], _YEAR)
    yield HEADINGS
    for group in _GROUPS[characteristic]:
        for measure in (indicator.code, *limits):
            yield f"{start},{end},England,{measure},{characteristic}: {group},{BLANK}"
