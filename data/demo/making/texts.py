"""The plain texts as data. A missing field stops the making with the file's name."""

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).resolve().parent.parent / "texts"
NOTICE = "Fictional document made for the demonstration of Answerable"
SITE = "https://example.org"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """One report to prevent future deaths. `forms` says which kinds of document it is made into."""

    slug: str
    forms: tuple[str, ...]
    reference: str
    date: dt.date
    area: str
    coroner: str
    post: str
    deceased: str
    addressees: tuple[str, ...]
    categories: tuple[str, ...]
    numbering: str  # "(1)", "1." or "" for concerns that carry no number
    investigation: str
    circumstances: str
    concerns: tuple[str, ...]
    response_due: str = ""  # as it stands in the report
    copies: str = "I have sent a copy of my report to the Chief Coroner."
    status: str = ""
    replies: tuple[str, ...] = ()
    html_date: dt.date | None = None  # where the page's date differs from the report's
    tracker_date_raw: str | None = None
    tracker_date_corrected: str | None = None
    photographed_page: int | None = None
    new_page_at: str = ""  # the number of the box that begins a page

    @property
    def page_slug(self) -> str:
        """The last part of the publisher's address. Real ones are made of the name of the person who died."""
        name = self.reference if "[" in self.deceased else self.deceased
        return name.lower().replace(" ", "-") + "-prevention-of-future-deaths-report"

    @property
    def url(self) -> str:
        return f"{SITE}/prevention-of-future-death-reports/{self.page_slug}/"

    def numbered(self) -> list[str]:
        """The concerns with their numbers, as the coroner would have typed them."""
        if not self.numbering:
            return list(self.concerns)
        return [f"{self.numbering.replace('1', str(n))} {text}" for n, text in enumerate(self.concerns, 1)]


@dataclass(frozen=True)
class Finding:
    kind: str
    number: str
    text: str
    purpose: str = ""
    to: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Investigation:
    slug: str
    form: str
    title: str
    reference: str
    date: dt.date
    summary: tuple[str, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class TableText:
    slug: str
    form: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sheet: str = ""


@dataclass(frozen=True)
class Inquiry:
    name: str
    department: str
    chair: str
    date: dt.date
    slug: str
    link: str
    chapters: list[dict[str, Any]] = field(default_factory=list)
    recommendations: list[dict[str, str]] = field(default_factory=list)
    response: dict[str, Any] = field(default_factory=dict)


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SystemExit(f"{path.name}: not TOML: {error}") from error


def _frozen(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value.strip() if isinstance(value, str) else value
        for key, value in values.items()
    }


def reports() -> list[Report]:
    found = []
    for path in sorted((TEXTS / "reports").glob("*.toml")):
        try:
            found.append(Report(**{"slug": path.stem} | _frozen(_load(path))))
        except TypeError as error:
            raise SystemExit(f"{path.name}: {error}") from error
    return sorted(found, key=lambda report: (report.date, report.slug))


def inquiry() -> Inquiry:
    return Inquiry(**_load(TEXTS / "inquiry.toml"))


def investigations() -> tuple[str, list[Investigation]]:
    """The investigating body's name, and its reports."""
    data = _load(TEXTS / "investigations.toml")
    return data["body"], [
        Investigation(
            **_frozen({**report, "findings": [Finding(**_frozen(one)) for one in report["findings"]]})
        )
        for report in data["reports"]
    ]


def tables() -> list[TableText]:
    return [
        TableText(**_frozen({**table, "rows": [tuple(row) for row in table["rows"]]}))
        for table in _load(TEXTS / "reviews.toml")["tables"]
    ]


def day(date: dt.date) -> str:
    """'5 July 2016', whatever the machine's language."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
