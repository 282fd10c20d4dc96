"""Any table of recommendations, by a mapping of its columns (see table_mapping).

Says which columns it did not take, which mapped columns are missing and what they may be called, and of each
row that gives nothing its number and reason; the other rows go on. Rows of one publisher with the same
reference, title, address and date are one report.
"""

from collections.abc import Mapping
from pathlib import Path

from answerable.core.text.cleaning import tidy
from answerable.core.text.dates import FoundDate, read_date
from answerable.sources.adapters.entry_details import LONGEST, add_details
from answerable.sources.adapters.inquiry_json import printed_number
from answerable.sources.adapters.table_mapping import (
    KINDS,
    MappingError,
    TableMapping,
    close_names,
    column_key,
    find_mapping,
    propose,
)
from answerable.sources.definitions import FOLDER, DefinitionError, SourceDefinition, load_definitions
from answerable.sources.drafts import Adapted, EntryDraft, EntryKind, LeftOut, Passage, ReportDraft, Sight
from answerable.sources.readers.document import ReadDocument, Table, UnreadableError

ADAPTER = "table_import/1"
LONGEST_ADDRESSEE = 1_500
_NOTHING = frozenset({"", "n/a", "na", "none", "-", "–", "nil", "null", "nan", "not applicable"})


def recognises(document: ReadDocument) -> bool | str:
    """True for any table: whether its columns can be mapped is told by `adapt`, with what to do about it."""
    return True if any(table.columns for table in document.tables) else "it holds no table with column names"


def adapt(
    document: ReadDocument,
    path: Path,
    *,
    mapping: TableMapping | None = None,
    definitions: Mapping[str, SourceDefinition] | None = None,
) -> Adapted:
    """The reports of every table that the mapping fits.

    Without `mapping`, the one beside `path` is taken, or that of a definition whose columns the table has.
    Raises UnreadableError, which proposes a mapping where the column names are recognisable.
    """
    if (answer := recognises(document)) is not True:
        raise UnreadableError(f"{path.name} can't be read as a table: {answer}.")
    tables = [table for table in document.tables if table.columns]
    try:
        if mapping is None:
            known = load_definitions(FOLDER) if definitions is None else definitions
            mapping = find_mapping(path, [table.columns for table in tables], known)
    except (MappingError, DefinitionError) as error:
        raise UnreadableError(str(error)) from error
    if mapping is None:
        raise UnreadableError(_no_mapping(path, tables))
    adapted = Adapted(ADAPTER)
    for table in tables:
        if why := _take(table, mapping, adapted):
            adapted.left_out.append(LeftOut(_sheet(table) or "table", why))
    if not adapted.reports and len(adapted.left_out) == len(tables):
        raise UnreadableError(f"{path.name}: {' '.join(each.why for each in adapted.left_out)}")
    return adapted


def _sheet(table: Table) -> str:
    return f'sheet "{table.name}"' if table.name else ""


def _no_mapping(path: Path, tables: list[Table]) -> str:
    names = ", ".join(f'"{column}"' for column in tables[0].columns[:40])
    start = (
        f"{path.name}: nothing says what its columns mean ({names}). Write a mapping into {path.name}.toml"
    )
    for table in tables:
        if proposal := propose(table.columns):
            return f"{start}; by the column names it may be:\n\n{proposal}\n"
    return f'{start}: a section [columns] with at least text = "the column with the recommendations".'


def _take(table: Table, mapping: TableMapping, adapted: Adapted) -> str:
    """Adds the table's reports to `adapted`; or gives back why it can't."""
    places = {column_key(column): number for number, column in enumerate(table.columns)}
    missing = [name for name in mapping.wanted if column_key(name) not in places]
    needed = {mapping.columns["text"], mapping.filter_column}
    if "publisher" not in mapping.constants:
        needed.add(mapping.columns.get("publisher", ""))
    complaints = [_missing(name, table.columns) for name in missing]
    if needed & set(missing):
        return " ".join(complaints)
    where = f"{_sheet(table)}, columns" if table.name else "columns"
    adapted.warnings += [LeftOut(where, complaint) for complaint in complaints]
    wanted = {column_key(name) for name in mapping.wanted}
    spare = [column for column in table.columns if column.strip() and column_key(column) not in wanted]
    if spare:
        shown = ", ".join(f'"{column}"' for column in spare)
        adapted.warnings.append(LeftOut(where, f"not mapped and not taken in: {shown}"))
    _Rows(table, mapping, places).read(adapted)
    return ""


def _missing(name: str, columns: tuple[str, ...]) -> str:
    near = close_names(name, columns)
    hint = f" Is it {' or '.join(repr(each) for each in near)}?" if near else ""
    return f"The mapped column {name!r} is not in the file.{hint}"


class _Rows:
    """The rows of one table, made into reports."""

    def __init__(self, table: Table, mapping: TableMapping, places: dict[str, int]) -> None:
        self.table, self.mapping, self.places = table, mapping, places
        self.prefix = f"{_sheet(table)}, " if table.name else ""
        self.reports: dict[tuple[str, ...], ReportDraft] = {}
        self.seen: set[tuple[int, str]] = set()

    def read(self, adapted: Adapted) -> None:
        filtered = 0
        for offset, row in enumerate(self.table.rows):
            number = self.table.first_row + offset
            where = f"{self.prefix}row {number}"
            if self.mapping.filter_column:
                value = column_key(self._cell(row, self.mapping.filter_column))
                if value not in self.mapping.keep:
                    filtered += 1
                    continue
            why = self._row(row, number, where)
            if why:
                adapted.left_out.append(LeftOut(where, why))
        if filtered:
            why = f"{filtered} rows whose {self.mapping.filter_column!r} is not among those to keep"
            adapted.left_out.append(LeftOut(f"{self.prefix}rows", why))
        adapted.reports += self.reports.values()

    def _cell(self, row: tuple[str, ...], column: str) -> str:
        place = self.places.get(column_key(column))
        text = tidy(row[place]) if place is not None and place < len(row) else ""
        return "" if text.lower() in _NOTHING else text

    def _value(self, row: tuple[str, ...], name: str) -> str:
        column = self.mapping.columns.get(name, "")
        return (self._cell(row, column) if column else "") or self.mapping.constants.get(name, "")

    def _row(self, row: tuple[str, ...], number: int, where: str) -> str:
        """Takes one row in; or says why it gives no entry."""
        if not any(cell.strip() for cell in row):
            return "the row is empty"
        text = self._value(row, "text")
        if not text:
            return f"its {self.mapping.columns['text']!r} is empty"
        if len(text) > LONGEST:
            return f"its text has {len(text):,} characters: a whole document stands in one cell"
        publisher = self._value(row, "publisher").replace("\n", " ")
        if not publisher:
            return "it names no publisher"
        kind = self._kind(row)
        if kind is None:
            word = self._cell(row, self.mapping.columns["kind"])
            return f"its kind {word!r} is none of {', '.join(KINDS)}; map it under [kinds]"
        report = self._report(row, publisher, where)
        report.entries.append(self._entry(row, text, kind, number, report))
        return ""

    def _kind(self, row: tuple[str, ...]) -> EntryKind | None:
        word = self._value(row, "kind")
        if not word:
            return self.mapping.kind
        key = column_key(word)
        named: dict[str, EntryKind] = {column_key(k): k for k in KINDS}  # type: ignore[misc]
        return self.mapping.kinds.get(key) or named.get(key) or named.get(key.removesuffix("s"))

    def _report(self, row: tuple[str, ...], publisher: str, where: str) -> ReportDraft:
        values = {name: self._value(row, name) for name in ("reference", "title", "url", "date")}
        key = (publisher.lower(), *(values[name].lower() for name in ("reference", "title", "url", "date")))
        if key in self.reports:
            return self.reports[key]
        found = (
            read_date(values["date"], day_first=self.mapping.day_first)
            if values["date"]
            else FoundDate("", None, ("date-missing",))
        )
        is_address = values["url"].startswith(("http://", "https://"))
        report = ReportDraft(
            instrument=self.mapping.instrument,
            publisher=publisher,
            where=where,
            reference=values["reference"],
            title=values["title"].replace("\n", " "),
            url=values["url"] if is_address else "",
            issued=found,
            flags=[*found.flags, *(["address-unusable"] if values["url"] and not is_address else [])],
        )
        seen = {"publisher": publisher, **values}
        report.sights.append(Sight(self.mapping.source, {k: v for k, v in seen.items() if v}, found))
        self.reports[key] = report
        return report

    def _entry(
        self, row: tuple[str, ...], text: str, kind: EntryKind, number: int, report: ReportDraft
    ) -> EntryDraft:
        printed, words = ("", text) if "number" in self.mapping.columns else printed_number(text)
        place = Passage(row=number, column=self.mapping.columns["text"])
        entry = EntryDraft(
            kind, words, self._value(row, "number") or printed, place, purpose=self._value(row, "purpose")
        )
        cell = self._value(row, "addressee")
        if len(cell) > LONGEST_ADDRESSEE:
            entry.flags.append("addressee-cell-too-long")
            cell = ""
        pieces = cell.split(self.mapping.separator) if self.mapping.separator else [cell]
        add_details(entry, given=[piece.strip() for piece in pieces if piece.strip()])
        if (id(report), words) in self.seen:
            entry.flags.append("repeats-in-report")
        self.seen.add((id(report), words))
        labels = {"theme": self._value(row, "theme")} | {
            label: self._cell(row, column) for label, column in self.mapping.extra.items()
        }
        entry.extra = {label: value for label, value in labels.items() if value}
        return entry
