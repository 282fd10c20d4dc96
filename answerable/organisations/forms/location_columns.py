"""What the columns of a regulator's list of places are called, and what a row of it says. Pure."""

import datetime as dt
import re
from dataclasses import dataclass

# The column's name in small letters; each list has one of them.
COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("location id", "cqc location id (for office use only)", "cqc location id"),
    "name": ("location name", "name"),
    "provider_code": ("provider id", "cqc provider id (for office use only)", "cqc provider id"),
    "provider_name": ("provider name",),
    "opened": ("location hsca start date", "hsca start date"),
    "closed": ("location hsca end date",),
    "nhs_code": ("location ods code",),
    "area": ("location local authority", "local authority"),
    "group_name": ("brand name",),
    "category": ("location primary inspection category", "primary inspection category"),
    "services": ("service types",),
    "hospital": (
        "service type - hospital services for people with mental health needs, "
        "learning disabilities and problems with substance misuse",
    ),
}
NEEDED = ("code", "name", "provider_code", "provider_name")
_TELLS_WHAT = ("hospital", "services", "category")
_RATINGS = frozenset({"domain", "latest rating"})
_HOSPITAL = "hospitals - mental health/capacity"
_CATEGORY = re.compile(r"mental health", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00:00(?:\.0+)?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2}|[A-Za-z]{3})/(\d{4})(?: (?:- )?00:00(?::00)?)?")
_AS_AT = re.compile(r"\b(?:as at|as of|produced on)\s+(\d{1,2})\s+([A-Za-z]{3,9})\s+(20\d\d)\b", re.I)


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands; `missing` are those without which nothing can be taken."""

    at: dict[str, int]
    width: int
    missing: tuple[str, ...]
    ratings: bool  # a list of ratings, with many rows for each place

    def cell(self, name: str, cells: list[str]) -> str:
        place = self.at.get(name)
        return " ".join(cells[place].split()) if place is not None and place < len(cells) else ""


def header_of(cells: list[str]) -> Header | None:
    """The header of a list of places; None where the row is another."""
    names = [" ".join(cell.casefold().split()) for cell in cells]
    if not set(COLUMNS["code"]) & set(names):
        return None
    at = {
        column: names.index(found)
        for column, known in COLUMNS.items()
        if (found := next((one for one in known if one in names), None))
    }
    missing = tuple(COLUMNS[column][0] for column in NEEDED if column not in at)
    if not any(column in at for column in _TELLS_WHAT):
        missing += (COLUMNS["hospital"][0],)
    return Header(at, len(cells), missing, set(names) >= _RATINGS)


def list_date(text: str) -> dt.date | None:
    """The day on which the list was true, where the text says so: "CQC database as at 01 September 2026"."""
    match = _AS_AT.search(text)
    if not match or match[2][:3].lower() not in _MONTHS:
        return None
    try:
        return dt.date(int(match[3]), _MONTHS.index(match[2][:3].lower()) + 1, int(match[1]))
    except ValueError:
        return None


def day_of(written: str) -> dt.date | None:
    """A day as these lists write it; None when blank. Raises ValueError where it is none."""
    if not written or written == "-":
        return None
    if match := _ISO.fullmatch(written):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(written):
        month = match[2].lower()
        number = int(month) if month.isdecimal() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
        return dt.date(int(match[3]), number, int(match[1]))
    raise ValueError(f"{written[:40]!r} is not a date of the form DD/MM/YYYY or YYYY-MM-DD")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whether a row is a hospital for mental health. `unsure`: the list tells too little to say so."""

    taken: bool
    unsure: bool = False
    why_not: str = ""


def scope_of(header: Header, cells: list[str], tells_a_place: bool) -> Scope:
    if "hospital" in header.at:
        return _said(header.cell("hospital", cells).casefold() in ("y", "yes"))
    if "services" in header.at:
        services = {one.strip() for one in header.cell("services", cells).casefold().split("|")}
        return _said(_HOSPITAL in services)
    if _CATEGORY.search(header.cell("category", cells)) and tells_a_place:
        return Scope(True)
    return Scope(False, unsure=True)


def _said(hospital: bool) -> Scope:
    return Scope(True) if hospital else Scope(False, why_not=NO_HOSPITAL)


NO_HOSPITAL = "no hospital for mental health, learning disability or substance misuse"
NOT_HELD = "nothing says that it was such a hospital, and no list had it as one"
LISTED_TWICE = "a place that is also registered under another provider, listed again on a sheet of its own"
