"""From the database to the search index. The index is derived: it can be thrown away and built again."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from django.conf import settings
from django.db.models import Max

from answerable.core.calendar import today
from answerable.core.text.scope.sectors import sectors
from answerable.ledger.models import Event
from answerable.pipeline.sides import KnownSides
from answerable.publication.lineage import LineageRecord
from answerable.publication.records import EntryRecord, entry_records
from answerable.register.queries import current_versions
from answerable.search.build import build
from answerable.search.documents import IndexMissingError, SearchDocument
from answerable.search.generations import current

# Facets in the order a reader meets them, with their headings; and those that a program works out.
FACETS: dict[str, str] = {
    "scope": "Mental-health inpatient care",
    "sector": "Sector of care",
    "publisher_kind": "Who said it",
    "kind": "Kind of entry",
    "theme": "Theme",
    "said_before": "Said before",
    "body": "Who is asked",
    "body_kind": "Kind of body asked",
    "category": "Official category",
    "setting": "Setting",
    "tension": "Side of a known tension",
    "year": "Year",
    "response": "Reply",
    "publisher": "Publisher",
}

SIDE_AND_SETTING = "side_and_setting"  # counted for the page on cross-purposes, and no facet to choose by
DERIVED = frozenset({"scope", "sector", "theme", "said_before", "setting", "tension"})

Progress = Callable[[str, int, int], None]


def search_document(record: EntryRecord, order: int, sides: Sequence[str] = ()) -> SearchDocument:
    """The record comes with its lineage in brief; `sides` are those of known tensions that it takes."""
    report = record.report
    lineage = record.lineage or LineageRecord()
    bodies = record.bodies
    extra = [
        record.reference,
        record.number,
        report.reference,
        report.publisher_reference,
        report.publisher,
        *(body.name for body in bodies),
        *(a.as_written for a in record.addressees if a.body is None and a.role == "addressee"),
    ]
    return SearchDocument(
        key=record.reference,
        text=text_of(record),
        extra=" | ".join(part for part in extra if part),
        facets={
            "scope": [report.scope],
            "sector": [one.sector for one in report.sectors],
            "publisher_kind": [report.publisher_kind],
            "kind": [record.kind],
            "theme": [theme.key for theme in lineage.themes],
            "said_before": sorted({one.state for one in lineage.expectations}),
            "body": [body.reference for body in bodies],
            "body_kind": sorted({body.kind for body in bodies}),
            "category": list(report.categories),
            "setting": list(report.settings),
            "tension": list(sides),
            SIDE_AND_SETTING: [f"{side}|{setting}" for side in sides for setting in report.settings],
            "year": [str(report.issued_on.year)] if report.issued_on else ["unknown"],
            "response": [report.response_state],
            "publisher": [report.publisher_code],
        },
        date=report.issued_on,
        order=order,
        named=_named(record, lineage),
    )


def _named(record: EntryRecord, lineage: LineageRecord) -> dict[str, Sequence[str]]:
    """What the fields of a query look into (`search.tree.FIELDS`): names as pages show them, and codes."""
    report = record.report
    references = [record.reference, record.number, report.reference, report.publisher_reference]
    asked = [a.as_written for a in record.addressees if a.body is None and a.role == "addressee"]
    return {
        "title": [report.title],
        "reference": [one for one in references if one],
        "publisher": [report.publisher, report.publisher_code, report.publisher_kind],
        "body": [*(f"{body.name} {body.reference} {body.ods}" for body in record.bodies), *asked],
        "area": [report.area],
        "theme": [f"{theme.name} {theme.key}" for theme in lineage.themes],
        "kind": [record.kind, report.instrument],
        "sector": [sectors()[one.sector].name for one in report.sectors if one.sector in sectors()],
        "setting": list(report.settings),
        "category": list(report.categories),
        "reply": [report.response_state],
    }


def text_of(record: EntryRecord) -> str:
    """What the index searches and the sentence model reads."""
    return f"{record.text}\n{record.purpose}".strip()


def _documents(total: int, known: KnownSides, progress: Progress | None) -> Iterator[SearchDocument]:
    versions = (
        current_versions()
        .order_by("-entry__report__issued_on", "entry__report_id", "entry__order")
        .iterator(400)
    )
    for order, record in enumerate(entry_records(versions, lineage="brief")):
        if progress and order % 500 == 0:
            progress("reading entries", order, total)
        yield search_document(record, order, known.of(text_of(record)))


def _built() -> Path:
    return Path(settings.INDEX) / "built.json"


def last_event() -> int:
    last = Event.objects.aggregate(last=Max("index"))["last"]
    return -1 if last is None else int(last)


def indexed_up_to() -> int:
    """The last event that the index knows of; -1 where there is none, or no index that can be read."""
    try:
        current(Path(settings.INDEX))
        return int(json.loads(_built().read_text())["event"])
    except (IndexMissingError, OSError, ValueError, KeyError, TypeError):
        return -1


def index_is_current() -> bool:
    """Whether the index holds everything that the ledger does."""
    return _built().exists() and indexed_up_to() == last_event()


def rebuild_index(*, progress: Progress | None = None) -> dict[str, object]:
    """Builds the whole index beside the old one and swaps it in. Vectors already known are kept."""
    event = last_event()
    total = current_versions().count()
    with KnownSides(Path(settings.INDEX)) as known:
        report = build(_documents(total, known, progress), Path(settings.INDEX), progress=progress)
    _built().write_text(json.dumps({"event": event, "on": today().isoformat()}))
    return asdict(report)
