"""What the machine reads: the current words of every entry, with what bears on how two of them stand."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from answerable.lineage.models import Look
from answerable.lineage.repeats.relations import Side
from answerable.register.models import Report
from answerable.register.queries import current_versions

_SPACE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry. `text` is what the search index holds too, so that its vector is known already."""

    entry: int
    reference: str
    version: int
    report: int
    parent: int | None
    publisher: int
    issued_on: dt.date | None
    text: str
    kind: str
    fictional: bool


def rows() -> list[Row]:
    """Every entry that stands, in the order of the database: later ones look back at earlier ones."""
    found = (
        current_versions()
        .order_by("entry_id")
        .only(
            *("text", "purpose", "version", "entry__reference", "entry__report__publisher"),
            *("entry__parent", "entry__kind", "entry__report__issued_on", "entry__report__fictional"),
        )
    )
    return [
        Row(
            entry=version.entry_id,
            reference=version.entry.reference,
            version=version.version,
            report=version.entry.report_id,
            parent=version.entry.parent_id,
            publisher=version.entry.report.publisher_id,
            issued_on=version.entry.report.issued_on,
            text=f"{version.text}\n{version.purpose}".strip(),
            kind=version.entry.kind,
            fictional=version.entry.report.fictional,
        )
        for version in found.iterator(1000)
    ]


def people_of_reports() -> dict[int, frozenset[str]]:
    """{report: who died}, folded, to tell one event from two. Never shown and never kept elsewhere."""
    return {
        report: frozenset(name for one in deceased or () if (name := _SPACE.sub(" ", one).strip().casefold()))
        for report, deceased in Report.objects.values_list("pk", "deceased").iterator(1000)
    }


def side_of(row: Row, people: Mapping[int, frozenset[str]]) -> Side:
    return Side(row.text, row.report, row.publisher, row.issued_on, people.get(row.report, frozenset()))


def looked_at() -> dict[int, tuple[int, str]]:
    """{entry: (version of its words, methods) that were last looked at}."""
    return {
        entry: (version, method)
        for entry, version, method in Look.objects.values_list("entry_id", "version", "method").iterator(5000)
    }
