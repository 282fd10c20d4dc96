"""What the Welsh journey shows. The register's own words are translated; a source's stay as they are."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.pipeline.search import Found
from answerable.publication.records import EntryRecord, entry_records
from answerable.website.presenters import words
from answerable.website.presenters.entry import find_entry, held_version

_MONTHS = (
    *(gettext_lazy("January"), gettext_lazy("February"), gettext_lazy("March"), gettext_lazy("April")),
    *(gettext_lazy("May"), gettext_lazy("June"), gettext_lazy("July"), gettext_lazy("August")),
    *(gettext_lazy("September"), gettext_lazy("October"), gettext_lazy("November"), gettext_lazy("December")),
)
_KINDS = {
    "recommendation": gettext_lazy("Recommendation"),
    "concern": gettext_lazy("Concern"),
    "safety_action": gettext_lazy("Safety action"),
    "observation": gettext_lazy("Safety observation"),
}
_STATES = {
    "identified": gettext_lazy("Reply identified"),
    "not_yet_due": gettext_lazy("Reply not yet due"),
    "not_identified": gettext_lazy("No response identified in the sources checked"),
    "not_checked": gettext_lazy("Replies not yet looked for"),
    "no_rule": gettext_lazy("No rule that asks for a reply"),
}


@dataclass(frozen=True, slots=True)
class WelshHit:
    reference: str
    kind: str
    publisher: str
    day: str
    text: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class WelshEntry:
    record: EntryRecord
    heading: str
    day: str
    state: str
    about_death: bool
    asked: tuple[tuple[str, str, str], ...]  # (body, its reference, by when)


def day_words(value: dt.date | None) -> str:
    """As in "4 Mawrth 2024"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}" if value else _("date not known")


def kind_words(record: EntryRecord) -> str:
    number = words.entry_label(record.kind, record.number).removeprefix(words.ENTRY_KINDS[record.kind])
    return f"{_KINDS[record.kind]}{number}"


def welsh_hits(hits: Iterable[Found]) -> tuple[WelshHit, ...]:
    return tuple(
        WelshHit(
            reference=hit.record.reference,
            kind=kind_words(hit.record),
            publisher=hit.record.report.publisher,
            day=day_words(hit.record.report.issued_on),
            text=hit.record.text,
            fictional=hit.record.report.fictional,
        )
        for hit in hits
    )


def welsh_entry(reference: str) -> WelshEntry:
    """Raises what the entry's English page raises."""
    version, _held = held_version(find_entry(reference), None)
    record = next(entry_records([version]))
    due = {duty.body.reference: duty.due for duty in record.duties}
    asked = []
    for body in record.bodies:
        date = due.get(body.reference)
        asked.append((body.name, body.reference, day_words(date.due_on) if date else ""))
    return WelshEntry(
        record=record,
        heading=f"{kind_words(record)}, {record.report.publisher}, {day_words(record.report.issued_on)}",
        day=day_words(record.report.issued_on),
        state=str(_STATES.get(record.report.response_state, "")),
        about_death=record.report.instrument in ("reg28", "rule43"),
        asked=tuple(asked),
    )
