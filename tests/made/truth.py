"""Whether HTML, CSV, API, JSON and bulk files tell the same of a thing: field by field, by a declared map.

A thing is a row of a public table. Its map says for every column where the JSON tells it, and what the page
says of it, or why one of them does not; and for every field of the JSON that no column tells, where else it
is. So a field that one form has and another lacks is a fault until somebody gives the reason.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from selectolax.lexbor import LexborHTMLParser

Row = Mapping[str, Any]
Says = Callable[[Row], Iterable[str]]
HREF = "href:"  # before an address that a page leads to


@dataclass(frozen=True, slots=True)
class Column:
    """Where one column is told. `paths` are fields of the JSON ("report.flags[]"), and `get` makes one value
    of them. `why_no_json` and `why_no_page` say why one of the two does not tell it."""

    name: str
    paths: tuple[str, ...] = ()
    get: Callable[[Any], object] | None = None
    says: Says | None = None
    why_no_json: str = ""
    why_no_page: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Addresses hold columns in braces. `pick` takes the record out of what an address answers."""

    table: str
    columns: tuple[Column, ...]
    json: tuple[tuple[str, Callable[[Any, Row], Any]], ...] = ()
    page: str = ""
    csv: str = ""  # a CSV of the same columns
    csv_key: str = ""  # the column that finds the row in it; several are parted by "+"
    csv_names: Mapping[str, str] = field(default_factory=dict)  # {column: its name there, "" where it is not}
    beside: Mapping[str, str] = field(default_factory=dict)  # {field of the JSON: where else it is told}


class Asker:
    """Asks the site as many readers do, and keeps what was answered: of lists for good, of others a while."""

    def __init__(self) -> None:
        self.client = Client(HTTP_HOST="localhost")
        self.kept: dict[str, bytes] = {}
        self.lists: dict[str, dict[tuple[str, ...], dict[str, str]]] = {}
        self.asked = 0

    def __call__(self, address: str) -> bytes:
        if address not in self.kept:
            if len(self.kept) > 40:
                self.kept.clear()
            self.asked += 1  # nobody asks so often that it is too much
            answer = self.client.get(address, REMOTE_ADDR=f"10.0.{self.asked // 200 % 200}.1")
            assert answer.status_code == 200, f"{address}: {answer.status_code}"
            self.kept[address] = content(answer)
        return self.kept[address]

    def row(
        self, address: str, key: Sequence[str], value: Sequence[str], *, keep: bool
    ) -> dict[str, str] | None:
        """The row of a CSV where the columns `key` have these values."""
        found = self.lists.get(address)
        if found is None:
            text = io.StringIO(self(address).decode("utf-8-sig"), newline="")
            found = {tuple(row[one].removeprefix("'") for one in key): row for row in csv.DictReader(text)}
            if keep:
                self.lists[address] = found
        return found.get(tuple(value))


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def faults(thing: Thing, row: Row, ask: Asker) -> list[str]:
    """What the forms do not tell alike of one row. Empty: they do."""
    known = {column.name for column in thing.columns}
    found = [f"{name}: is declared nowhere" for name in row.keys() ^ known]
    for address, pick in thing.json:
        where = address.format(**row)
        found += [
            f"{where}: {fault}" for fault in _json_faults(thing, row, pick(json.loads(ask(where)), row))
        ]
    if thing.page:
        where = thing.page.format(**row)
        found += [f"{where}: {fault}" for fault in _page_faults(thing, row, ask(where))]
    if thing.csv:
        where = thing.csv.format(**row)
        names = thing.csv_key.split("+")
        key = [thing.csv_names.get(name, name) for name in names]
        wanted = ["" if row[name] is None else str(row[name]) for name in names]
        cells = ask.row(where, key, wanted, keep="{" not in thing.csv)
        found += [f"{where}: {fault}" for fault in _csv_faults(thing, row, cells)]
    return found


def _json_faults(thing: Thing, row: Row, record: Any) -> Iterator[str]:
    if record is None:
        yield "does not hold it"
        return
    for column in thing.columns:
        if not column.paths:
            if not column.why_no_json:
                yield f"{column.name} has no place in the JSON and no reason"
            continue
        told = column.get(record) if column.get else at(record, column.paths[0])
        if plain(told) != plain(row[column.name]):
            yield f"{column.name} is {told!r}, and in the files {row[column.name]!r}"
    told_of = {path for column in thing.columns for path in column.paths} | set(thing.beside)
    for path in sorted(set(leaves(record))):
        if not any(_covers(one, path) for one in told_of):
            yield f"{path} is in no column, and it is said nowhere why"


def _page_faults(thing: Thing, row: Row, body: bytes) -> Iterator[str]:
    page = LexborHTMLParser(body.decode())
    main = page.css_first("main")
    text = _spaced(main.text(separator=" ") if main else "")
    joined = text.replace(" ", "")
    leads = {link.attributes.get("href") for link in page.css("a[href]")}
    for column in thing.columns:
        if column.says is None:
            if not column.why_no_page:
                yield f"{column.name} has no place on the page and no reason"
            continue
        for said in column.says(row):
            there = (
                said.removeprefix(HREF) in leads
                if said.startswith(HREF)
                else _spaced(said).replace(" ", "") in joined
            )
            if not there:
                yield f"{column.name} is {row[column.name]!r}, and the page does not say {said!r}"


def _csv_faults(thing: Thing, row: Row, cells: Mapping[str, str] | None) -> Iterator[str]:
    if cells is None:
        yield "does not hold it"
        return
    for column in thing.columns:
        name = thing.csv_names.get(column.name, column.name)
        if not name:
            continue
        value, cell = row[column.name], cells[name]
        if cell.removeprefix("'") != ("" if value is None else str(value)) and plain(value) != plain(cell):
            yield f"{column.name} is {cell!r}, and in the files {value!r}"


def at(value: Any, path: str) -> Any:
    """What stands at "report.flags[]"; a list where the path goes through one."""
    for step in path.split("."):
        if value is None:
            return None
        name = step.removesuffix("[]")
        value = [one[name] for one in value] if isinstance(value, list) else value.get(name)
    return value


def leaves(value: Any, path: str = "") -> Iterator[str]:
    """The paths of all fields that hold something of their own."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, f"{path}[]")
    else:
        yield path


def plain(value: object) -> object:
    """One form of what is not there, of numbers and of several things together."""
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, list):
        return " | ".join(str(one) for one in value)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return float(value)
    try:
        return float(str(value)) if str(value).count(".") < 2 and str(value)[-1].isdigit() else str(value)
    except ValueError:
        return str(value)


def _covers(declared: str, path: str) -> bool:
    return (
        path == declared
        or path.startswith((f"{declared}.", f"{declared}["))
        or declared.startswith(f"{path}.")
    )


def _spaced(text: str) -> str:
    return " ".join(text.split()).casefold()


def same(
    name: str, says: Says | str, *, path: str = "", get: Callable[[Any], object] | None = None
) -> Column:
    """A column whose field has its name; `says` is what the page says, or why it does not."""
    return told(name, (path or name,), says, get=get)


def told(
    name: str,
    paths: Sequence[str],
    says: Says | str,
    *,
    get: Callable[[Any], object] | None = None,
    why: str = "",
) -> Column:
    if isinstance(says, str):
        return Column(name, tuple(paths), get, None, why, says)
    return Column(name, tuple(paths), get, says, why, "")
