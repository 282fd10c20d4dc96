"""The shapes in which figures are published, each with what it is known by and how its rows become cells.

- bare: no headings; date, provider's name, measure, value (extracts of the monthly statistics)
- monthly: NHS England's Mental Health Services Monthly Statistics, a breakdown and up to four levels
- placements: the open data of the interim collection of out-of-area placements, 6 columns or 8; no dates
- long: headings, with a date, a measure and a value; a body and a split where they are given
"""

import datetime as dt
from collections.abc import Callable, Sequence

from answerable.impact.files import model
from answerable.impact.files.model import Cell, FileRead, Unread, UnreadableFileError
from answerable.impact.files.periods import BadPeriodError, between, month_in_name, period_of
from answerable.impact.files.splits import NO_SPLIT, joined, split_words
from answerable.impact.files.table import Rows
from answerable.impact.files.unshaped import why_unshaped
from answerable.impact.series.numbers import looks_like_value

Period = tuple[dt.date, dt.date]
_LONG = {
    "start": ("date", "month", "period", "period_start", "reporting_period_start", "effective_date"),
    "end": ("period_end", "reporting_period_end"),
    "measure": ("measure", "indicator", "measure_id", "measure_name", "metric"),
    "value": ("value", "count", "measure_value", "metric_value"),
    "code": ("code", "org_code", "organisation_code", "provider_code", "ods_code"),
    "name": ("name", "org_name", "organisation", "organisation_name", "provider", "provider_name", "trust"),
    "level": ("level", "org_level"),
    "split": ("split", "breakdown"),
}
_LEVELS = {
    "england": model.ENGLAND, "united kingdom": model.UK, "uk": model.UK,
    "provider": model.PROVIDER, "sendingprovider": model.PROVIDER,
    "receivingprovider": model.RECEIVING, "receiving provider": model.RECEIVING,
    "ccg": model.SUB_ICB, "ccg - gp practice or residence": model.SUB_ICB, "ccg - residence": model.SUB_ICB,
    "sub icb - gp practice or residence": model.SUB_ICB, "sub icb": model.SUB_ICB, "sub-icb": model.SUB_ICB,
    "icb": model.ICB, "stp": model.ICB, "region": model.REGION, "commissioning region": model.REGION,
    "site": model.SITE, "ward": model.WARD,
}  # fmt: skip


def shape_of(rows: Rows, name: str, period: Period | None) -> FileRead:
    """The file, read in the first shape that fits. Raises UnreadableFileError where none does."""
    header = [cell.casefold().replace(" ", "_") for cell in rows[0][1]]
    known = set(header)
    if {"question", "breakdown1", "breakdown1code", "value"} <= known:
        return _placements(rows, header, period or month_in_name(name))
    if {"breakdown", "primary_level", "reporting_period_start"} <= known:
        return _monthly(rows, header)
    if (
        len(header) == 4
        and not looks_like_value(header[2])
        and looks_like_value(header[3])
        and _period(rows[0][1][0])
    ):
        return _bare(rows)
    columns = {part: _first(header, names) for part, names in _LONG.items()}
    if min(columns["start"], columns["measure"], columns["value"]) >= 0:
        return _long(rows, columns)
    raise UnreadableFileError(why_unshaped(rows))


def _bare(rows: Rows) -> FileRead:
    def cell(row: int, cells: Sequence[str]) -> Cell | str:
        start, end = period_of(cells[0])
        return Cell(row, cells[2], model.PROVIDER, "", cells[1], "", start, end, cells[3])

    return _each("date, provider, measure and value without headings", rows, 4, cell)


def _placements(rows: Rows, header: list[str], period: Period | None) -> FileRead:
    if period is None:
        raise UnreadableFileError(
            "The file holds no dates, and its name gives no month: give it with --period, as 2016-10."
        )
    start, end = period
    at = {name: header.index(name) for name in header}
    question, value = at["question"], at["value"]
    one, one_code, two, two_code = (at[f"breakdown{name}"] for name in ("1", "1code", "2", "2code"))
    described = at.get("breakdown1description", -1)

    def cell(row: int, cells: Sequence[str]) -> Cell | str:
        kind, code = cells[one].casefold(), cells[one_code]
        split = joined(split_words(cells[two]), cells[two_code]) if cells[two] else NO_SPLIT
        level = _LEVELS.get(kind, "")
        place, name = (code, cells[described] if described >= 0 else "") if level else ("", "")
        if not level:  # a breakdown of England that is no place
            split = joined(split_words(cells[one]), code) if code != "England" else NO_SPLIT
            level = model.ENGLAND
        if code in ("England", ""):
            level, place, name = model.ENGLAND, "", ""
        return Cell(row, cells[question], level, place, name, split, start, end, cells[value])

    return _each("open data of out-of-area placements", rows[1:], len(header), cell)


def _monthly(rows: Rows, header: list[str]) -> FileRead:
    at = {name: place for place, name in enumerate(header)}
    measure = next((at[name] for name in ("measure_id", "metric") if name in at), -1)
    value = next((at[name] for name in ("measure_value", "metric_value", "value") if name in at), -1)
    if measure < 0 or value < 0:
        raise UnreadableFileError(
            "The file has no column for the measure (MEASURE_ID) or none for the value."
        )
    start_at, breakdown, primary = at["reporting_period_start"], at["breakdown"], at["primary_level"]
    end_at = at.get("reporting_period_end", -1)
    names = [at.get(f"{rank}_level_description", -1) for rank in ("primary", "secondary", "tertiary")]
    levels = [at.get(f"{rank}_level", -1) for rank in ("secondary", "tertiary", "quarternary", "quaternary")]
    levels = [place for place in levels if place >= 0]
    told: dict[tuple[str, ...], tuple[str, str] | str] = {}

    def cell(row: int, cells: Sequence[str]) -> Cell | str:
        first = cells[start_at]
        start, end = between(first, cells[end_at]) if end_at >= 0 and cells[end_at] else period_of(first)
        parts = (cells[breakdown], *[cells[place] for place in levels])
        found = told.get(parts)
        if found is None:
            found = told[parts] = _broken_down(parts[0], parts[1:])
        if isinstance(found, str):
            return found
        level, split = found
        code = "" if level == model.ENGLAND else cells[primary]
        name = cells[names[0]] if names[0] >= 0 and level != model.ENGLAND else ""
        return Cell(row, cells[measure], level, code, name, split, start, end, cells[value])

    return _each("Mental Health Services Monthly Statistics", rows[1:], len(header), cell)


def _broken_down(breakdown: str, values: Sequence[str]) -> tuple[str, str] | str:
    """The level and the split of "Provider; Sex" and its values; or why there is none."""
    kinds = [kind.strip() for kind in breakdown.split(";")]
    level = _LEVELS.get(kinds[0].casefold(), "")
    if not level:
        return f"the breakdown {breakdown!r} is none that is known here"
    if len(kinds) - 1 > len(values):
        return f"the breakdown {breakdown!r} has more parts than the file has levels"
    split = NO_SPLIT
    for kind, value in zip(kinds[1:], values, strict=False):
        split = "; ".join(filter(None, (split, joined(split_words(kind), value))))
    return level, split


def _long(rows: Rows, columns: dict[str, int]) -> FileRead:
    start_at, end_at, measure, value = (columns[name] for name in ("start", "end", "measure", "value"))
    code, name, level, split = (columns[part] for part in ("code", "name", "level", "split"))
    used = {place for place in columns.values() if place >= 0}
    unused = [heading for place, heading in enumerate(rows[0][1]) if place not in used and heading]

    def get(cells: Sequence[str], place: int) -> str:
        return cells[place] if place >= 0 else ""

    def cell(row: int, cells: Sequence[str]) -> Cell | str:
        ended = get(cells, end_at)
        start, end = between(cells[start_at], ended) if ended else period_of(cells[start_at])
        written = get(cells, level)
        placed = bool(get(cells, code) or get(cells, name))
        found = (
            _LEVELS.get(written.casefold(), "") if written else model.PROVIDER if placed else model.ENGLAND
        )
        if not found:
            return f"the level {written!r} is none that is known here"
        if found == model.ENGLAND:
            return Cell(row, cells[measure], found, "", "", get(cells, split), start, end, cells[value])
        return Cell(
            row, cells[measure], found, get(cells, code), get(cells, name), get(cells, split), start, end,
            cells[value],
        )  # fmt: skip

    notes = [f"Columns not used: {', '.join(unused)}."] if unused else []
    return _each("a table with headings", rows[1:], len(rows[0][1]), cell, notes)


def _each(
    form: str,
    rows: Rows,
    width: int,
    cell: Callable[[int, Sequence[str]], Cell | str],
    notes: Sequence[str] = (),
) -> FileRead:
    if not rows:
        raise UnreadableFileError("The file holds headings and no row below them.")
    cells: list[Cell] = []
    unread: list[Unread] = []
    for number, row in rows:
        if len(row) != width:
            row = row + [""] * (width - len(row)) if len(row) < width else _shortened(row, width)
            if len(row) > width:
                unread.append(Unread(number, f"the row has {len(row)} cells; {width} are usual here"))
                continue
        try:
            read = cell(number, row)
        except BadPeriodError as error:
            unread.append(Unread(number, str(error)))
            continue
        if isinstance(read, str):
            unread.append(Unread(number, read))
        elif not read.measure:
            unread.append(Unread(number, "the measure is missing"))
        else:
            cells.append(read)
    return FileRead(form, cells, unread, tuple(notes))


def _shortened(row: list[str], width: int) -> list[str]:
    """Without empty cells at the end, which some spreadsheets add."""
    while len(row) > width and not row[-1]:
        row = row[:-1]
    return row


def _first(header: Sequence[str], names: Sequence[str]) -> int:
    return next((header.index(name) for name in names if name in header), -1)


def _period(text: str) -> bool:
    try:
        period_of(text)
    except BadPeriodError:
        return False
    return True
