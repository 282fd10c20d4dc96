"""Which column of a table holds the dates and which the values, by what is in them and their headings."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answerable.impact.series.dates import ImpossibleDateError, readings
from answerable.impact.series.numbers import looks_like_value
from answerable.impact.series.table import BadSeriesError, Table

_DATE_WORDS = re.compile(r"date|month|period|week|quarter|year|\bday\b|time", re.IGNORECASE)
_START = re.compile(r"start|from|begin", re.IGNORECASE)
_END = re.compile(r"(?<![a-z])(?:end|ending|ends|ended|to)(?![a-z])", re.IGNORECASE)
_VALUE_NAMES = ("value", "measure_value", "measure value", "values", "y")
_SAMPLE = 200  # rows


@dataclass(frozen=True, slots=True)
class Chosen:
    """`end` is the column of each period's last day, where there is one."""

    date: int
    value: int
    end: int | None


def choose(table: Table, date_column: str | None, value_column: str | None) -> Chosen:
    """Raises BadSeriesError where the columns can't be told, and names them."""
    places = range(len(table.header))
    dated = [place for place in places if _share(table, place, _dates) >= 0.5]
    date = _named(table, date_column) if date_column else _date(table, dated)
    end = next(
        (place for place in dated if place != date and _END.search(table.header[place])
         and _START.search(table.header[date])), None,
    )  # fmt: skip
    if value_column:
        return Chosen(date, _named(table, value_column), end)
    others = [place for place in places if place != date]
    valued = [place for place in others if place != end and _share(table, place, looks_like_value) >= 0.5]
    if len(others) == 1:
        return Chosen(date, others[0], end)
    if len(valued) > 1:
        called = [place for place in valued if table.header[place].lower() in _VALUE_NAMES]
        valued = called if len(called) == 1 else valued
    if len(valued) != 1:
        found = "no column holds numbers" if not valued else f"{len(valued)} columns hold numbers"
        raise BadSeriesError(
            f"Besides the dates, {found}. Say which holds the values with --value. {_names(table)}"
        )
    return Chosen(date, valued[0], end)


def keep(table: Table, where: Sequence[tuple[str, str]]) -> Table:
    """The rows whose cells are as asked. Raises BadSeriesError where none is."""
    for column, wanted in where:
        place = _named(table, column)
        rows = tuple(row for row in table.rows if row[1][place].casefold() == wanted.strip().casefold())
        if not rows:
            seen = _few([repr(cell) for cell in dict.fromkeys(cell for _, cell in table.column(place))])
            raise BadSeriesError(f"No row has {wanted!r} in the column {column!r}. It holds {seen}.")
        table = Table(table.header, rows, table.semicolons, table.notes)
    return table


def telling_apart(table: Table, chosen: Chosen) -> str:
    """A column whose cells tell rows of one date apart, for the advice to choose among them."""
    for place in range(len(table.header)):
        seen = {cell for _, cell in table.column(place)}
        if place not in (chosen.date, chosen.value, chosen.end) and len(seen) > 1:
            return table.header[place]
    return ""


def _date(table: Table, dated: list[int]) -> int:
    if not dated:
        if len(table.header) == 2:
            return 0  # each of its cells is then named as no date
        raise BadSeriesError(f"No column holds dates. Say which does with --date. {_names(table)}")

    def likeliest(place: int) -> tuple[bool, bool, bool, int]:
        named = bool(_DATE_WORDS.search(table.header[place]))
        digits = _share(table, place, str.isdigit) >= 0.5  # 2024 may be a year or a count
        return (digits and not named, bool(_END.search(table.header[place])), not named, place)

    return min(dated, key=likeliest)


def _named(table: Table, name: str) -> int:
    wanted = name.strip().casefold()
    places = [place for place, heading in enumerate(table.header) if heading.casefold() == wanted]
    if len(places) > 1:
        raise BadSeriesError(f"{len(places)} columns are headed {name!r}: give each a heading of its own.")
    if not places:
        raise BadSeriesError(f"There is no column {name!r}. {_names(table)}")
    return places[0]


def _names(table: Table) -> str:
    return f"The columns are {_few([repr(name) for name in table.header])}."


def _few(items: list[str]) -> str:
    return ", ".join(items[:12]) + (f" and {len(items) - 12} more" if len(items) > 12 else "")


def _share(table: Table, place: int, test: Callable[[str], bool]) -> float:
    cells = [cell for _, cell in table.column(place)[:_SAMPLE] if cell]
    return sum(test(cell) for cell in cells) / len(cells) if cells else 0.0


def _dates(cell: str) -> bool:
    try:
        return bool(readings(cell))
    except ImpossibleDateError:
        return True
