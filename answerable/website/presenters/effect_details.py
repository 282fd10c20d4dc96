"""The model, its terms and its checks, as kept with a test, laid out as facts and tables."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.impact.spc.captions import worked_out

NAMES = {
    "durbin_watson": "Durbin-Watson",
    "ljung_box_p": "Ljung-Box, p",
    "p": "p",
    "compared_with": "Compared with",
    "limits": "What limits it",
    "prior_spread": "Spread held beforehand",
    "least_change_found_4_in_5": "Least change found four times in five",
    "stood_out_just_before": "How far the months just before stood out, in standard deviations",
    "likeliest_rho_and_noise": "Likeliest autocorrelation, and share of noise",
    "points_before": "Figures before",
    "points_after": "Figures after",
    "points_left_out_before": "Figures left out just before",
}
_SHOWN = 60  # rows of a table; the JSON of the test holds all


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Details:
    """`facts` are single values; a group of values is one with the group's name before it."""

    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]


def details_of(held: Mapping[str, object]) -> Details:
    facts: list[tuple[str, str]] = []
    tables: list[Table] = []
    _lay_out("", held, facts, tables)
    return Details(tuple(facts), tuple(tables))


def name_of(key: str) -> str:
    return NAMES.get(key, key.replace("_", " ").capitalize())


def _lay_out(
    under: str, held: Mapping[str, object], facts: list[tuple[str, str]], tables: list[Table]
) -> None:
    for key, value in held.items():
        name = f"{under}: {name_of(key).lower()}" if under else name_of(key)
        if isinstance(value, Mapping):
            _lay_out(name, value, facts, tables)
        elif _is_rows(value):
            tables.append(_table(name, value))  # type: ignore[arg-type]  # what _is_rows says
        elif value not in (None, "", [], {}):
            facts.append((name, _plain(value)))


def _is_rows(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(one, Mapping) for one in value)
    )


def _table(name: str, rows: Sequence[Mapping[str, object]]) -> Table:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    shown = tuple(tuple(_plain(row.get(key, "")) for key in columns) for row in rows[:_SHOWN])
    return Table(name, tuple(name_of(key) for key in columns), shown, max(0, len(rows) - _SHOWN))


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return worked_out(value) if math.isfinite(value) else str(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_plain(one) for one in value)
    return "" if value is None else str(value)
