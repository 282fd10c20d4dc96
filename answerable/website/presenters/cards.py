"""A record as a small card that other sites may show: facts alone, and no words of a report."""

from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.publication.expectations import whole
from answerable.publication.records import entry_records
from answerable.website.formats import counted, long_date
from answerable.website.presenters import words
from answerable.website.presenters.entry import find_entry, held_version, standing_on
from answerable.website.presenters.expectation import find_expectation
from answerable.website.presenters.lineage_words import EXPECTATION_STATES, asked_words
from answerable.website.presenters.standing import standing_of

MOST_BODIES = 4


@dataclass(frozen=True, slots=True)
class Card:
    href: str
    reference: str
    heading: str
    facts: tuple[tuple[str, str], ...]
    caution: str
    fictional: bool


def entry_card(reference: str) -> Card:
    """Raises what the entry's page raises. An entry's words are not on it: they want a note before them."""
    entry = find_entry(reference)
    version, _ = held_version(entry, None)
    record = next(entry_records([version], with_duties=False))
    report = record.report
    answered = standing_of(standing_on(entry, None), None).answered_words
    return Card(
        href=f"/entries/{record.reference}",
        reference=record.reference,
        heading=f"{words.entry_name(record)}, {report.publisher}",
        facts=(
            ("From", f"{words.report_name(report)}, {words.issued_words(report)}"),
            ("Asked to act", _names([body.name for body in record.bodies])),
            ("Reply", answered or report.response_words),
        ),
        caution="",
        fictional=report.fictional,
    )


def expectation_card(reference: str) -> Card:
    shown = find_expectation(reference, None)
    record = whole(shown, None)
    names = [body.name for body, _ in record.facts.bodies]
    return Card(
        href=f"/expectations/{shown.reference}",
        reference=shown.reference,
        heading=shown.text,
        facts=(
            ("State", EXPECTATION_STATES[shown.state]),
            ("How often", f"{asked_words(record.facts)}, as at {long_date(today())}"),
            ("Asked of", _names(names)),
        ),
        caution="Counts show what was written and published, not how dangerous a thing is.",
        fictional=shown.fictional,
    )


def _names(names: list[str]) -> str:
    if not names:
        return "Nobody whom we could name"
    more = len(names) - MOST_BODIES
    listed = "; ".join(names[:MOST_BODIES])
    return f"{listed}; and {counted(more, 'more body', 'more bodies')}" if more > 0 else listed
