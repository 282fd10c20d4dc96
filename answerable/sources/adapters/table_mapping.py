"""How the columns of a table map to reports and entries: a small TOML beside the file, or in a definition.

source = "other-reviews"          # code of a definition in data/sources; may be left out
instrument = "review"             # reg28, rule43, inquiry, hssib or review
kind = "recommendation"           # or concern, safety_action, observation

[columns]                         # field = the column's name in the file
text = "Recommendation"           # required
publisher = "Published by"        # required here or in [constants]
date = "Date"                     # also: title, reference, url, number, kind, addressee, theme, purpose

[constants]                       # values that hold for every row
publisher = "Some Board"

[dates]
order = "day-first"               # or month-first, or unknown (then ambiguous dates are not read)

[addressees]
separator = ";"

[kinds]                           # words of the kind column that are not the names above
"Safety observation" = "observation"

[rows]                            # which rows count
column = "Status"
keep = ["Published", "Final"]

[extra]                           # the source's own labels, kept with each entry
priority = "Priority"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from rapidfuzz import fuzz, process

from answerable.sources.definitions import SourceDefinition
from answerable.sources.drafts import EntryKind, Instrument

FIELDS = (
    "text",
    "publisher",
    "title",
    "date",
    "reference",
    "url",
    "number",
    "kind",
    "addressee",
    "theme",
    "purpose",
)
CONSTANTS = ("publisher", "title", "date", "reference", "url", "addressee", "theme")
KINDS: tuple[str, ...] = get_args(EntryKind)
INSTRUMENTS: tuple[str, ...] = get_args(Instrument)
_ORDERS: dict[str, bool | None] = {"day-first": True, "month-first": False, "unknown": None}
_CLOSE = 70  # of 100: names less alike are not offered
# What columns are often called, for the proposal; compared without case and punctuation.
_USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        "recommendation",
        "recommendation text",
        "recommendations",
        "concern",
        "safety recommendation",
        "text",
    ),
    "publisher": (
        "publisher",
        "published by",
        "author",
        "body",
        "inquiry",
        "inquiry name",
        "issued by",
        "source",
    ),
    "title": ("title", "report", "report title", "report name"),
    "date": ("date", "date published", "publication date", "published", "report date", "date of report"),
    "reference": ("reference", "report reference", "ref", "report id"),
    "url": ("url", "link", "web address", "report link", "address"),
    "number": ("number", "no", "recommendation number", "recommendation no", "rec no", "recommendation id"),
    "kind": ("kind", "type", "recommendation type"),
    "addressee": ("addressee", "addressed to", "recipient", "recipients", "organisation", "owner", "sent to"),
    "theme": ("theme", "themes", "category", "topic"),
}


class MappingError(ValueError):
    """The mapping can't be used. The message names its file, the part and what to do."""


@dataclass(frozen=True, slots=True)
class TableMapping:
    columns: Mapping[str, str]  # field: column
    constants: Mapping[str, str] = field(default_factory=dict)
    source: str = "other-reviews"
    instrument: Instrument = "review"
    kind: EntryKind = "recommendation"
    kinds: Mapping[str, EntryKind] = field(default_factory=dict)
    day_first: bool | None = True
    separator: str = ""
    filter_column: str = ""
    keep: frozenset[str] = frozenset()
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def wanted(self) -> list[str]:
        """Every column that the mapping speaks of."""
        named = [*self.columns.values(), *self.extra.values(), self.filter_column]
        return [name for name in dict.fromkeys(named) if name]

    def fits(self, columns: tuple[str, ...]) -> bool:
        held = {column_key(column) for column in columns}
        return all(column_key(name) in held for name in self.columns.values())


def column_key(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.lower()).split())


def find_mapping(
    path: Path, tables: list[tuple[str, ...]], definitions: Mapping[str, SourceDefinition]
) -> TableMapping | None:
    """The mapping beside the file ("NAME.csv.toml", else "NAME.toml"), or that of a definition that fits."""
    for beside in (path.with_name(path.name + ".toml"), path.with_suffix(".toml")):
        if beside != path and beside.is_file():
            return read_mapping(beside)
    for definition in definitions.values():
        if definition.table is not None:
            mapping = parse_mapping(
                definition.table | {"source": definition.code}, f"{definition.code}.toml [table]"
            )
            if any(mapping.fits(columns) for columns in tables):
                return mapping
    return None


def read_mapping(path: Path) -> TableMapping:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise MappingError(f"{path.name} can't be read as TOML: {error}") from error
    return parse_mapping(values, path.name)


def parse_mapping(values: Mapping[str, Any], name: str) -> TableMapping:
    """The mapping that `values` hold. Raises MappingError, which names the part and what is wrong with it."""
    parts = (
        "source",
        "instrument",
        "kind",
        "columns",
        "constants",
        "dates",
        "addressees",
        "kinds",
        "rows",
        "extra",
    )
    _only(values, parts, name, "")
    columns = _texts(values, "columns", FIELDS, name)
    constants = _texts(values, "constants", CONSTANTS, name)
    if "text" not in columns:
        raise MappingError(f'{name}: [columns] has no "text": name the column that holds the recommendation')
    if "publisher" not in columns and "publisher" not in constants:
        raise MappingError(f"{name}: nobody is named as publisher: give one in [columns] or in [constants]")
    dates = _texts(values, "dates", ("order",), name)
    rows = values.get("rows", {})
    if not isinstance(rows, dict):
        raise MappingError(f"{name}: [rows] must be a section")
    _only(rows, ("column", "keep"), name, "rows.")
    keep = rows.get("keep", [])
    if (
        not isinstance(keep, list)
        or not all(isinstance(each, str) for each in keep)
        or bool(keep) != ("column" in rows)
    ):
        raise MappingError(f'{name}: [rows] needs a "column" and "keep", a list of texts')
    kinds = {
        column_key(word): _one_of(kind, KINDS, name, "kinds")
        for word, kind in _texts(values, "kinds", None, name).items()
    }
    return TableMapping(
        columns=columns,
        constants=constants,
        source=_text(values, "source", name) or "other-reviews",
        instrument=_one_of(values.get("instrument", "review"), INSTRUMENTS, name, "instrument"),  # type: ignore[arg-type]
        kind=_one_of(values.get("kind", "recommendation"), KINDS, name, "kind"),  # type: ignore[arg-type]
        kinds=kinds,  # type: ignore[arg-type]
        day_first=_ORDERS[_one_of(dates.get("order", "day-first"), tuple(_ORDERS), name, "dates.order")],
        separator=_texts(values, "addressees", ("separator",), name).get("separator", ""),
        filter_column=_text(rows, "column", name),
        keep=frozenset(column_key(each) for each in keep),
        extra=_texts(values, "extra", None, name),
    )


def _only(values: Mapping[str, Any], allowed: tuple[str, ...], name: str, place: str) -> None:
    for key in values:
        if key not in allowed:
            raise MappingError(f"{name}: {place}{key} is not known; there can be: {', '.join(allowed)}")


def _text(values: Mapping[str, Any], key: str, name: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise MappingError(f"{name}: {key} is {value!r}; it must be text in quotes")
    return value


def _texts(values: Mapping[str, Any], key: str, allowed: tuple[str, ...] | None, name: str) -> dict[str, str]:
    section = values.get(key, {})
    if not isinstance(section, dict):
        raise MappingError(f"{name}: [{key}] must be a section")
    if allowed is not None:
        _only(section, allowed, name, f"{key}.")
    for inner in section:
        if not _text(section, inner, name).strip():
            raise MappingError(f"{name}: {key}.{inner} is empty")
    return dict(section)


def _one_of(value: Any, allowed: tuple[str, ...], name: str, place: str) -> str:
    if value not in allowed:
        raise MappingError(f"{name}: {place} is {value!r}; it must be one of: {', '.join(allowed)}")
    return str(value)


def close_names(wanted: str, columns: tuple[str, ...]) -> list[str]:
    """The file's columns most like `wanted`, best first, at most three."""
    keys = {column: column_key(column) for column in columns}
    found = process.extract(column_key(wanted), keys, scorer=fuzz.WRatio, score_cutoff=_CLOSE, limit=3)
    return [str(column) for _, _, column in found]


def propose(columns: tuple[str, ...]) -> str:
    """A mapping for a table that has none, as TOML to correct; "" where no column can be the text."""
    free = {column: column_key(column) for column in columns if column.strip()}
    chosen: dict[str, str] = {}
    for wanted, usual in _USUAL.items():
        exact = next((c for name in usual for c, key in free.items() if key == name), None)
        near = exact or next(
            (c for name in usual for c, key in free.items() if len(name) > 4 and fuzz.ratio(key, name) >= 85),
            None,
        )
        if near:
            chosen[wanted] = near
            free.pop(near)
    if "text" not in chosen:
        return ""
    lines = ["[columns]", *(f"{wanted} = {_quoted(column)}" for wanted, column in chosen.items())]
    if "publisher" not in chosen:
        lines += ["", "[constants]", 'publisher = "who published these"']
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
