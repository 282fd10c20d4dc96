"""The Care Quality Commission's lists of the places that it registers: those in use, and those no longer.

    HSCA_Active_Locations    monthly, a spreadsheet with the sheets README, HSCA_Active_Locations and another
    Deactivated_Locations    monthly, a spreadsheet: with the last day, and without what the place did
    CQC_directory            weekly, CSV: a few lines, then the header; without first days and NHS codes

Where their columns are known from: docs/decisions/0037-places.md. Only hospitals for mental health, learning
disability or substance misuse are taken. Where a list does not say what a place did, its category and name
must; else it counts only where the place is held already.
"""

import csv
import datetime as dt
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from answerable.organisations.facts import REAL_LIST, Cited, Left, ListRead, LocationFact
from answerable.organisations.forms.location_columns import (
    LISTED_TWICE,
    Header,
    day_of,
    header_of,
    list_date,
    scope_of,
)
from answerable.organisations.forms.rows import UnreadableListError
from answerable.organisations.forms.sheets import SheetRow, is_sheet, sheet_rows
from answerable.organisations.forms.sites import says_place
from answerable.organisations.naming import name_key, proper_name

_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{2,19}")
_DAY = dt.timedelta(days=1)
_HEAD_ROWS = 40  # a header stands among the first
_HEAD_BYTES = 65_536
_EARLIEST = dt.date(1900, 1, 1)
_AGAIN = "dual_registration"  # how the sheet's name begins, in small letters
ENCODINGS = ("utf-8-sig", "cp1252")


def is_locations(source: BinaryIO) -> bool:
    """Whether it is such a list, or a spreadsheet that may be one. Leaves the file at its start."""
    if is_sheet(source):
        return True
    head = source.read(_HEAD_BYTES)
    source.seek(0)
    if b"\0" in head:
        return False
    lines = head.decode("cp1252", errors="replace").splitlines()[:_HEAD_ROWS]
    try:
        return any(header_of(cells) for cells in csv.reader(lines))
    except csv.Error:
        return False


def read_locations(source: BinaryIO) -> ListRead:
    """Row by row: a list takes the memory of what is taken of it. Raises UnreadableListError."""
    digest = _digest(source)
    source.seek(0)
    if is_sheet(source):
        return _Reading().read(sheet_rows(source), digest, padded=True)
    for encoding in ENCODINGS:
        source.seek(0)
        try:
            return _Reading().read(_csv_rows(source, encoding), digest, padded=False)
        except UnicodeDecodeError:
            continue
    raise UnreadableListError("The file is not text in UTF-8 or Windows-1252. Save it as CSV in UTF-8.")


def _digest(source: BinaryIO) -> str:
    whole = hashlib.sha256()
    while chunk := source.read(1 << 20):
        whole.update(chunk)
    return whole.hexdigest()


def _csv_rows(source: BinaryIO, encoding: str) -> Iterator[SheetRow]:
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    reader = csv.reader(text)
    try:
        for row in reader:
            if any(row):
                yield "", reader.line_num, row
    except csv.Error as error:
        raise UnreadableListError(f"Row {reader.line_num} cannot be read as CSV: {error}.") from error
    finally:
        text.detach()


class _BadRowError(ValueError):
    """A row can't be used. The message says why."""


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one list."""

    read_: ListRead = field(default_factory=lambda: ListRead("places of care (CQC)"))
    rows: dict[str, LocationFact] = field(default_factory=dict)
    twice: set[str] = field(default_factory=set)
    bearers: dict[str, str] = field(
        default_factory=dict
    )  # by name, the provider of places not ours; "": several
    dated: dt.date | None = None
    latest: dt.date = _EARLIEST
    header: Header | None = None
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    head_rows: int = 0
    known: bool = False  # a sheet of it is such a list
    closing: bool = False

    def read(self, rows: Iterator[SheetRow], digest: str, *, padded: bool) -> ListRead:
        for sheet, number, cells in rows:
            if sheet != self.sheet or (not self.sheets):
                self.sheet, self.header, self.head_rows = sheet, None, 0
                self.sheets.append(sheet)
            if self.header is None:
                self._before_header(cells)
            elif sheet.casefold().startswith(_AGAIN):
                self.read_.out_of_scope[LISTED_TWICE] += 1
            else:
                self._row(f"{sheet}, row {number}" if sheet else f"row {number}", cells, padded)
        return self._whole(digest)

    def _before_header(self, cells: list[str]) -> None:
        self.head_rows += 1
        if self.head_rows > _HEAD_ROWS:
            return
        self.dated = self.dated or list_date(" ".join(cells))
        header = header_of(cells)
        if header is None or (header.missing and self.sheet.casefold().startswith(_AGAIN)):
            return
        if header.ratings:
            raise UnreadableListError(
                "This is a list of ratings, with many rows for each place. The list of places is "
                "called HSCA_Active_Locations."
            )
        if header.missing:
            raise UnreadableListError(
                f"The list of places lacks the column {' and the column '.join(map(repr, header.missing))}."
            )
        self.header, self.known = header, True
        self.closing = self.closing or "closed" in header.at

    def _row(self, where: str, cells: list[str], padded: bool) -> None:
        assert self.header is not None
        if len(cells) > self.header.width or (len(cells) < self.header.width and not padded):
            self._refuse(where, f"{len(cells)} columns, where the header has {self.header.width}.")
            return
        name = self.header.cell("name", cells)
        scope = scope_of(self.header, cells, says_place(name))
        if scope.why_not:
            self.read_.out_of_scope[scope.why_not] += 1
            self._bears(name, self.header.cell("provider_code", cells))
            return
        try:
            self._take(self._said(where, name, cells, scope.taken))
        except _BadRowError as error:
            self._refuse(where, str(error))

    def _bears(self, name: str, provider: str) -> None:
        """A place of another kind bears the name, which then tells of no place of another provider."""
        if says_place(name):
            key = name_key(name)
            self.bearers[key] = provider if self.bearers.get(key, provider) == provider else ""

    def _said(self, where: str, name: str, cells: list[str], in_scope: bool) -> LocationFact:
        """Raises _BadRowError."""
        header = self.header
        assert header is not None
        code, provider = header.cell("code", cells), header.cell("provider_code", cells)
        if not _CODE.fullmatch(code):
            raise _BadRowError(f"{code[:40]!r} is no code of a place, as 1-123456789 or RXX01.")
        if not _CODE.fullmatch(provider):
            raise _BadRowError(f"{code}: {provider[:40]!r} is no code of a provider.")
        provider_name = header.cell("provider_name", cells)
        if not name or not provider_name:
            raise _BadRowError(f"{code}: the name of the {'provider' if name else 'place'} is blank.")
        if max(len(name), len(provider_name)) > 250:
            raise _BadRowError(f"{code}: a name of more than 250 characters.")
        try:
            opened, last = day_of(header.cell("opened", cells)), day_of(header.cell("closed", cells))
        except ValueError as error:
            raise _BadRowError(f"{code}: {error}.") from error
        if "closed" in header.at and last is None:
            raise _BadRowError(f"{code} is no longer registered, and no last day is given.")
        if opened and last and last < opened:
            raise _BadRowError(f"{code} closes on {last}, before it opens on {opened}.")
        group = re.sub(r"^brand\s+", "", header.cell("group_name", cells), flags=re.I)
        return LocationFact(
            where,
            code,
            proper_name(name),
            header.cell("area", cells)[:100],
            provider,
            proper_name(provider_name),
            "" if group == "-" else group,
            header.cell("nhs_code", cells),
            opened,
            last + _DAY if last else None,
            in_scope=in_scope,
        )

    def _take(self, row: LocationFact) -> None:
        self.latest = max(self.latest, *(day for day in (row.opened, row.closed) if day), _EARLIEST)
        held = self.rows.get(row.code)
        if held is None and row.code not in self.twice:
            self.rows[row.code] = row
        elif held is not None and _same(held, row):
            self._refuse(row.where, f"{row.code} stands in {held.where} in the same words.")
        else:
            self.twice.add(row.code)
            if held is not None:
                del self.rows[row.code]
                self._refuse(
                    held.where, f"{row.code} stands in {row.where} with other facts: neither is taken."
                )
            self._refuse(row.where, f"{row.code} stands in this list more than once, with other facts.")

    def _refuse(self, where: str, why: str) -> None:
        self.read_.left_out.append(Left(where, why))

    def _whole(self, digest: str) -> ListRead:
        if not self.known:
            sheets = ", ".join(repr(one[:40]) for one in self.sheets if one)
            raise UnreadableListError(
                "No sheet of it is a list of places, with the column 'Location ID'"
                + (f": there are {sheets}." if sheets else ".")
            )
        dated = self.dated or (self.latest if self.latest > _EARLIEST else None)
        if dated is None and self.rows:
            raise UnreadableListError(
                "Nothing in the list says of which day it is. Keep the lines before the header, which do."
            )
        about = "no longer registered" if self.closing else "registered"
        words = f"{dated:%-d %B %Y}" if dated else "a day not known"
        day = f"as at {words}" if self.dated else f"not before {words}"
        title = f"Places {about} with the Care Quality Commission, {day}"
        self.read_.locations = [self._whole_row(row) for row in self.rows.values()]
        self.read_.locations_cited = Cited(f"list:{digest}", title, dated, REAL_LIST)
        self.read_.rows, self.read_.of_closed = len(self.rows), self.closing
        return self.read_

    def _whole_row(self, row: LocationFact) -> LocationFact:
        bearer = self.bearers.get(name_key(row.name), row.provider_code)
        return row if bearer == row.provider_code else replace(row, shared_name=True)


def _same(one: LocationFact, other: LocationFact) -> bool:
    return replace(one, where="") == replace(other, where="")
