"""Lists of places of care in the shape of the Care Quality Commission's, all of our own making."""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.organisations.facts import REAL_LIST, Cited, ListRead, LocationFact, NameFact, cite_words
from answerable.organisations.loading import take_list
from answerable.organisations.models import Organisation

HOSPITAL = (
    "Service type - Hospital services for people with mental health needs, learning disabilities and "
    "problems with substance misuse"
)
ACTIVE = (
    "Location ID",
    "Location HSCA start date",
    "Dormant (Y/N)",
    "Care home?",
    "Location Name",
    "Location ODS Code",
    "Location Primary Inspection Category",
    "Location Region",
    "Location Local Authority",
    "Brand ID",
    "Brand Name",
    "Provider ID",
    "Provider Name",
    "Service type - Dental service",
    HOSPITAL,
    "Service type - Urgent care services",
)
DEACTIVATED = (
    "Location ID",
    "Location ODS Code",
    "Location Name",
    "Location Status",
    "Location HSCA start date",
    "Location HSCA End Date",
    "Location Primary Inspection Category",
    "Location Local Authority",
    "Brand Name",
    "Provider ID",
    "Provider Name",
)
DIRECTORY = (
    "Name",
    "Also known as",
    "Postcode",
    "Service types",
    "Date of latest check",
    "Provider name",
    "Local authority",
    "Location URL",
    "CQC Location ID (for office use only)",
    "CQC Provider ID (for office use only)",
)
Row = Mapping[str, str]
_NAMES = {
    "code": "Location ID",
    "opened": "Location HSCA start date",
    "closed": "Location HSCA End Date",
    "name": "Location Name",
    "nhs": "Location ODS Code",
    "area": "Location Local Authority",
    "group": "Brand Name",
    "provider": "Provider ID",
    "provider_name": "Provider Name",
    "category": "Location Primary Inspection Category",
    "hospital": HOSPITAL,
}
_XMLNS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def place(**said: str) -> Row:
    """A place of the first provider, unless said otherwise. Keys are the short ones above."""
    usual = {"opened": "01/04/2015", "area": "Tarnshire", "group": "-", "hospital": "Y"}
    usual |= {"provider": "ZA1", "provider_name": "Tarnwick Care NHS Trust", "code": "ZA101"}
    usual |= {"name": "Ravelfell Hospital", "category": "Mental health - community & residential - NHS"}
    return {_NAMES[key]: value for key, value in (usual | said).items()}


def lines(header: Sequence[str], rows: Iterable[Row]) -> list[list[str]]:
    return [list(header), *([row.get(column, "") for column in header] for row in rows)]


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return out.getvalue().encode()


def active(*rows: Row, on: str = "1 September 2026") -> bytes:
    """The monthly list, one sheet of it saved as CSV with the line that says its day."""
    return as_csv([[f"Source: CQC database as at {on}"], *lines(ACTIVE, rows)])


def deactivated(*rows: Row, on: str = "1 September 2026") -> bytes:
    return as_csv([[f"Source: CQC database as at {on}"], *lines(DEACTIVATED, rows)])


def spreadsheet(sheets: Mapping[str, Iterable[Sequence[str]]], markup: str = "") -> bytes:
    """An OpenDocument spreadsheet; days stand in it as such, and each row ends in a thousand empty cells."""
    body = "".join(
        f"<table:table table:name={quoteattr(name)}>{''.join(map(sheet_row, rows))}</table:table>"
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{markup}<office:document-content {_XMLNS}><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", content)
    return out.getvalue()


def sheet_row(cells: Sequence[str]) -> str:
    rest = '<table:table-cell table:number-columns-repeated="16000"/>'
    return f"<table:table-row>{''.join(map(_cell, cells))}{rest}</table:table-row>"


def _cell(text: str) -> str:
    if len(text) == 10 and text[2] == text[5] == "/":
        day = f"{text[6:]}-{text[3:5]}-{text[:2]}"
        shown = f"<text:p>{text}</text:p>"
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{day}">{shown}</table:table-cell>'
        )
    return (
        f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>"
        if text
        else "<table:table-cell/>"
    )


def held_places(body: Organisation) -> None:
    """It runs a place that a spreadsheet would take for a formula, ran one, and has a site by name alone."""
    cited = Cited(f"list:{body.key}", "Places registered, as at 2026-06-01", dt.date(2026, 6, 1), REAL_LIST)
    opened, closed = dt.date(2015, 4, 1), dt.date(2026, 4, 1)
    about = ("Tarnshire", "1-9", body.name, "", "")
    places = [
        LocationFact("row 2", f"1-1{body.pk:04}", "=Fell House", *about, opened=opened),
        LocationFact("row 3", f"1-2{body.pk:04}", "Grayfell Unit", *about, opened=opened, closed=closed),
    ]
    take_list(ListRead("places", locations=places, locations_cited=cited), by=ORGANISATIONS_LOADER)
    site = NameFact(body.key, "Marrow Clinic", "site", cite_words("Made up"), valid_from=opened)
    take_list(ListRead("names", names=[site]), by=ORGANISATIONS_LOADER)
