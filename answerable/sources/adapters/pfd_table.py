"""The table of coroners' reports: one row a report, with a second source's view of it beside the first.

The columns without "tracker_" are the first source's (the words of the report); those with it are another
project's, read off the judiciary's pages. Where the two differ both are kept, as sights of one report.
"""

import datetime as dt
import re
from collections import Counter
from urllib.parse import urlsplit

from answerable.core import calendar
from answerable.core.text.boilerplate import next_section
from answerable.core.text.cleaning import plain, tidy
from answerable.core.text.dates import FoundDate, read_date
from answerable.core.text.response_dates import find_response_due
from answerable.sources.adapters.concerns import concern_entries
from answerable.sources.adapters.coroner_lists import read_area, read_categories
from answerable.sources.adapters.deceased import all_deceased
from answerable.sources.drafts import Adapted, LeftOut, ReportDraft, Sight
from answerable.sources.readers.document import ReadDocument, Table, UnreadableError

ADAPTER = "pfd_table/1"
REQUIRED = ("url", "id", "date", "area", "receiver", "concerns")
USUAL = ("coroner", "investigation", "circumstances")
FIRST, SECOND = "pfd-dataset", "pfd-tracker"
LONGEST_CELL = 200_000  # characters; the longest real cell holds 24,376
LONGEST_RECEIVER = 1_500

_EARLIEST = dt.date(2008, 7, 17)  # reports were first sent to the Lord Chancellor under the amended Rule 43
_REG28 = dt.date(2013, 7, 25)
_REFERENCE = re.compile(r"^(20\d\d)\s*[-–—]\s*(\d{4}[A-Z]?)$")
_NOTHING = re.compile(r"^\s*(?:n/?a\b.*|not found|none|nan|null|-+)?\s*$", re.IGNORECASE)
_REFERENCE_IN_ADDRESS = re.compile(r"(?<!\d)(20[12]\d-\d{4}[A-Z]?)(?![\dA-Za-z])")


def recognises(document: ReadDocument) -> bool:
    return any(_is_ours(table) for table in document.tables)


def _is_ours(table: Table) -> bool:
    columns = {c.strip().lower() for c in table.columns}
    return {"concerns", "receiver"} <= columns or {"concerns", "coroner", "area"} <= columns


def adapt(table: Table, *, today: dt.date | None = None) -> Adapted:
    """Every row as a draft. Raises UnreadableError where a column is missing that nothing can stand in for.

    A date after `today` (the day it is, if left out) is not believed.
    """
    today = today or calendar.today()
    columns = [c.replace("\ufeff", "").strip().lower() for c in table.columns]
    if missing := [c for c in REQUIRED if c not in columns]:
        raise UnreadableError(
            f"The table lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}. "
            f"It has: {', '.join(c or '(no name)' for c in columns)}. "
            "Name the columns as in the table of coroners' reports, or map them with a TOML"
            " for the general import."
        )
    adapted = Adapted(ADAPTER)
    adapted.warnings += [
        LeftOut("whole table", f"There is no column {c}; the reports are read without it.")
        for c in USUAL
        if c not in columns
    ]
    for index, row in enumerate(table.rows):
        cells = dict(zip(columns, row, strict=False))
        if not any(cell.strip() for cell in row):
            continue
        draft = _report(cells, table.number(index), today)
        adapted.reports.append(draft)
        if draft.left_out:
            adapted.left_out.append(LeftOut(draft.where, draft.left_out))
        adapted.warnings += [LeftOut(draft.where, why) for why in _doubts(draft, cells)]
    _settle_references(adapted.reports)
    return adapted


def _report(cells: dict[str, str], row: int, today: dt.date) -> ReportDraft:
    def cell(name: str) -> str:
        value = plain(cells.get(name, ""))
        return "" if _NOTHING.match(value) else value.strip()

    too_long = [name for name, value in cells.items() if len(value) > LONGEST_CELL]
    if too_long:
        cells = {name: "" if name in too_long else value for name, value in cells.items()}
    dates = [
        read_date(cell(name), not_before=_EARLIEST, not_after=today)
        for name in ("date", "tracker_date_raw", "tracker_date_corrected")
    ]
    issued = next((d for d in dates if d.date and not d.has("date-out-of-range")), dates[0])
    area, flags = read_area(cell("area"))
    categories, category_flags = read_categories(cell("tracker_category"))
    investigation = cell("investigation")
    draft = ReportDraft(
        instrument="rule43" if issued.date and issued.date < _REG28 else "reg28",
        publisher=area,
        where=f"row {row}",
        url=cell("url"),
        document_url=cell("tracker_pdf_url"),
        issued=issued,
        author=" ".join(cell("coroner").split()),
        area=area,
        categories=categories,
        deceased=all_deceased(investigation, cell("url")),
        flags=[*flags, *category_flags],
        reply_urls=_addresses(cell("tracker_reply_urls")),
    )
    draft.sections = {
        "addressees": cell("receiver"),
        "investigation": investigation,
        "circumstances": cell("circumstances"),
        "concerns": cell("concerns"),
        "response": cell("tracker_response_duty_text"),
    }
    draft.sections = {name: tidy(text) for name, text in draft.sections.items() if text}
    draft.reference = _reference(cell("id"), cell("tracker_ref"), draft)
    draft.addressees = _addressees(cell("receiver"), cell("tracker_sent_to_raw"), draft)
    draft.response_due = find_response_due(cell("tracker_response_duty_text"), issued.date)
    draft.sights = _sights(cells, dates)
    if draft.url and urlsplit(draft.url).scheme not in ("http", "https"):
        draft.flags.append("address-malformed")
    if issued is not dates[0]:
        draft.flags.append("date-from-second-source")
    for name in too_long:
        draft.flags.append(f"cell-too-long:{name}")
    if "concerns" in too_long:
        draft.left_out = (
            f"The concerns cell holds more than {LONGEST_CELL:,} characters, longer than any report: "
            "probably a broken quote further up. Check the file."
        )
        return draft
    concerns = cells.get("concerns", "")
    if _NOTHING.match(plain(concerns)):
        draft.left_out = "The concerns cell is empty: the report's text was not found by the source."
        return draft
    draft.entries, draft.left_out, entry_flags = concern_entries(concerns, row=row)
    draft.flags += entry_flags
    if rest := plain(concerns)[next_section(plain(concerns)) :]:
        draft.flags.append("concerns-hold-later-sections")
        draft.sections.setdefault("response", tidy(rest))
        draft.response_due = draft.response_due or find_response_due(rest, issued.date)
    return draft


def _doubts(draft: ReportDraft, cells: dict[str, str]) -> list[str]:
    """What a person should look at in the file itself."""
    doubts = []
    if draft.issued.date is None:
        given = f"{_quoted(draft.issued.raw)} is no full date" if draft.issued.raw else "the date is missing"
        doubts.append(f"The report's date can't be read: {given}.")
    elif draft.issued.has("date-mended") or draft.issued.has("date-out-of-range"):
        doubts.append(f"The date {_quoted(draft.issued.raw)} was read as {draft.issued.date}: check it.")
    if "addressees-hold-a-letter" in draft.flags:
        size = len(cells.get("receiver", ""))
        doubts.append(
            f"The receiver cell holds {size:,} characters, a letter rather than a list: it was not used."
        )
    for flag in draft.flags:
        if flag.startswith("cell-too-long:"):
            name = flag.partition(":")[2]
            doubts.append(
                f"The cell {name} holds {len(cells[name]):,} characters, over {LONGEST_CELL:,}: not used."
            )
    return doubts


def _quoted(raw: str) -> str:
    """A cell in a message: only when it is too short to name anyone."""
    return f"“{raw}”" if len(raw) <= 20 else "in the cell"


def _reference(first: str, second: str, draft: ReportDraft) -> str:
    """The report's reference in its one form; "" where no source gives one that can be trusted."""
    for raw in (first, second):
        if match := _REFERENCE.match(raw):
            reference = f"{match[1]}-{match[2]}"
            if raw is not first:
                draft.flags.append("reference-from-second-source")
            return reference
    if first or second:
        draft.flags.append("reference-malformed")
    in_address = _REFERENCE_IN_ADDRESS.findall(f"{draft.document_url} {draft.url}")
    if len(set(in_address)) == 1:
        draft.flags.append("reference-from-address")
        return str(in_address[0])
    if not first and not second:
        draft.flags.append("reference-blank")
    return ""


def _settle_references(reports: list[ReportDraft]) -> None:
    """Where several rows share a reference, the second source's may part them; what is left is flagged."""
    counts = Counter(r.reference for r in reports if r.reference)
    for report in reports:
        if counts[report.reference] > 1:
            second = next((s.values.get("reference", "") for s in report.sights if s.source == SECOND), "")
            match = _REFERENCE.match(second)
            if match and (other := f"{match[1]}-{match[2]}") != report.reference and not counts[other]:
                report.reference = other
                report.flags.append("reference-from-second-source")
    counts = Counter(r.reference for r in reports if r.reference)
    for report in reports:
        if counts[report.reference] > 1:
            report.flags.append("reference-repeated")


def _addressees(first: str, second: str, draft: ReportDraft) -> list[str]:
    """The first source's cell, since it keeps posts and everyone named on the form; else the second's.

    The second source's corrected cell is kept as a sight only: its corrections are at times wrong.
    """
    if len(first) > LONGEST_RECEIVER:
        draft.flags.append("addressees-hold-a-letter")
        draft.sections.pop("addressees", None)
        first = ""
    chosen = first or second
    if not first and second:
        draft.flags.append("addressees-from-second-source")
    if not chosen:
        draft.flags.append("addressees-missing")
    return [tidy(chosen)] if chosen else []


def _addresses(cell: str) -> list[str]:
    return [part for part in re.split(r"[\s|]+", cell) if part.startswith(("http://", "https://"))]


_STATUS_COLUMN = re.compile(r"tracker_response_status_(20\d\d)_(0[1-9]|1[0-2])")
_FIRST_VALUES = ("reference:id", "date", "coroner", "area", "addressees:receiver")
_SECOND_VALUES = (
    "reference:tracker_ref",
    "date:tracker_date_raw",
    "date_corrected:tracker_date_corrected",
    "categories:tracker_category",
    "addressees:tracker_sent_to_raw",
    "addressees_corrected:tracker_sent_to_corrected",
    "reply_urls:tracker_reply_urls",
    "document_url:tracker_pdf_url",
    "response_duty:tracker_response_duty_text",
    "response_status_2024_03:tracker_response_status_2024_03",
)


def _sights(cells: dict[str, str], dates: list[FoundDate]) -> list[Sight]:
    first = _values(cells, _FIRST_VALUES)
    sights = [Sight(FIRST, first, dates[0])]
    second = _values(cells, _SECOND_VALUES)
    if second and (checked := _replies_checked_on(cells)):
        second["replies_as_at"] = checked.isoformat()
    if second:
        sights.append(Sight(SECOND, second, dates[1] if dates[1].raw else dates[2]))
    return sights


def _replies_checked_on(cells: dict[str, str]) -> dt.date | None:
    """The last day of the month for which the second source gives the state of replies."""
    months = [
        (int(match[1]), int(match[2]))
        for name, value in cells.items()
        if value.strip() and (match := _STATUS_COLUMN.fullmatch(name))
    ]
    if not months:
        return None
    year, month = max(months)
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _values(cells: dict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    pairs = (name.partition(":") for name in names)
    found = {field: plain(cells.get(column or field, "")).strip() for field, _, column in pairs}
    return {field: value[:5_000] for field, value in found.items() if value}
