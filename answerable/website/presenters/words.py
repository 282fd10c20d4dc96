"""The words that pages use for what the register holds. One place, so that pages, lists and facets agree."""

from collections.abc import Iterable

from answerable.duties.queries import ResponseState
from answerable.organisations.models import Kind as BodyKind
from answerable.publication.records import EntryRecord, ReportRecord
from answerable.website.formats import long_date

ENTRY_KINDS = {
    "recommendation": "Recommendation",
    "concern": "Concern",
    "safety_action": "Safety action",
    "observation": "Safety observation",
}
INSTRUMENTS = {
    "reg28": "Report to prevent future deaths",
    "rule43": "Rule 43 report",
    "inquiry": "Public inquiry report",
    "hssib": "National safety investigation report",
    "review": "Review report",
}
PUBLISHER_KINDS = {
    "coroner": "Coroner",
    "inquiry": "Public inquiry",
    "investigator": "National investigation body",
    "review": "Independent review",
    "regulator": "Regulator or ombudsman",
    "research": "Confidential enquiry or college",
    "parliament": "Parliamentary committee",
    "other": "Other publisher",
}
PUBLISHER_KINDS_MANY = {
    "coroner": "Coroners, by area",
    "inquiry": "Public inquiries",
    "investigator": "National investigation bodies",
    "review": "Independent reviews",
    "regulator": "Regulators and ombudsmen",
    "research": "Confidential enquiries and colleges",
    "parliament": "Parliamentary committees",
    "other": "Other publishers",
}
SCOPES = {
    "yes": "About mental health care in hospital",
    "likely": "Likely to be about mental health care in hospital",
    "no": "Not found to be about mental health care in hospital",
}
DATE_BASES = {
    "stated": "stated in the report",
    "computed": "worked out from the rule",
    "extension": "time extended",
}
DUTY_KINDS = {
    "statutory": "The law requires a reply",
    "convention": "A reply is expected by custom",
    "none": "We found no rule that asks for a reply",
}
ADDRESSEE_STATES = {
    "sure": "Matched to a body by method",
    "unlisted": "A named body that is not in our reviewed lists",
    "doubtful": "Waiting for a person to check which body is meant",
    "unresolved": "We could not tell which body is meant",
    "redacted": "Blacked out by the publisher",
}
ADDRESSEE_ROLES = {
    "addressee": "Asked to act",
    "copy": "Sent a copy",
    "person_only": "A person; no body is named",
}
_DEATH_INSTRUMENTS = frozenset({"reg28", "rule43"})


RESPONSE_STATES = {state.value: str(state.label) for state in ResponseState}
BODY_KINDS = {kind.value: str(kind.label) for kind in BodyKind}


def response_state(state: str) -> str:
    return RESPONSE_STATES.get(state, plain_label(state))


def body_kind(kind: str) -> str:
    """As in "NHS trust", with a capital."""
    return plain_label(BODY_KINDS.get(kind, kind))


def plain_label(value: str) -> str:
    """A derived or official label for a reader: "mental-health ward" as "Mental-health ward"."""
    text = value.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def setting_label(value: str) -> str:
    """As in "Mental health inpatient"."""
    return plain_label(value.replace("-", " "))


def entry_label(kind: str, number: str) -> str:
    """What an entry is called, without its words: "Concern 2", "Recommendation R/2021/146"."""
    return f"{ENTRY_KINDS[kind]} {_plain_number(number)}".strip()


def part_label(kind: str, number_of_whole: str, number: str, place: int) -> str:
    """What a part is called, beside the entry it belongs to: "Concern 2, part a". `place` counts from 1."""
    return f"{entry_label(kind, number_of_whole)}, part {_plain_number(number) or place}"


def names_in_report(rows: Iterable[tuple[int, str, str, int | None]]) -> dict[int, str]:
    """{key: what it is called}, of (key, kind, number, key of the whole) of a report's entries in order."""
    names: dict[int, str] = {}
    numbers: dict[int, str] = {}
    parts: dict[int, int] = {}
    for key, kind, number, whole in rows:
        numbers[key] = number
        if whole is None:
            names[key] = entry_label(kind, number)
        else:
            parts[whole] = parts.get(whole, 0) + 1
            names[key] = part_label(kind, numbers.get(whole, ""), number, parts[whole])
    return names


def entry_name(record: EntryRecord) -> str:
    """What an entry is called where nothing else of its report is known."""
    if not record.parent:
        return entry_label(record.kind, record.number)
    number = _plain_number(record.number)
    kind = ENTRY_KINDS[record.kind]
    return f"{kind}, part {number}" if number else f"Part of a {kind.lower()}"


def _plain_number(number: str) -> str:
    """As printed, but for a stop or a bracket at its end: "5." and "a)"."""
    plain = number.strip().rstrip(".:")
    return plain[:-1] if plain.endswith(")") and not plain.startswith("(") else plain


def report_name(report: ReportRecord) -> str:
    """What a report is called in a sentence, without the name of anyone."""
    return f"{INSTRUMENTS[report.instrument]} {report.publisher_reference}".strip()


def issued_words(report: ReportRecord) -> str:
    return long_date(report.issued_on, "date not known")


def content_note(report: ReportRecord) -> str:
    """What stands before the words, so that readers can choose."""
    if report.instrument in _DEATH_INSTRUMENTS:
        return "These words come from a report about a death. They may be hard to read."
    return "These words may speak of harm or of people who died. They may be hard to read."
