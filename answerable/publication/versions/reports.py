"""Versions of a report, replayed from the log: what was known of it, and which words its entries had."""

from dataclasses import dataclass, field, replace

from answerable.ledger.models import Event
from answerable.publication.versions import entries as words
from answerable.publication.versions.model import (
    Fact,
    History,
    Item,
    Step,
    by_operation,
    by_whom,
    events_of,
    line,
)
from answerable.register.models import Edition, Entry, Report

OWN = ("report.recorded", "report.sighted", "report.withdrawn", "report.restored", "sectors.decided")
OF_EITHER = ("edition.added", "edition.withdrawn", "edition.restored")
OF_ENTRIES = (*words.KINDS, "entry.withdrawn", "entry.restored")
_FIRST = {  # in the order in which they name a version that holds several
    "report.recorded": "First recorded",
    "report.withdrawn": "The whole report was withdrawn",
    "report.restored": "Its withdrawal was taken back",
    "entry.withdrawn": "An entry was withdrawn",
    "entry.reworded": "Words of entries were brought closer to the original",
    "entry.withheld": "Words were withheld to protect people’s privacy",
    "entry.recorded": "Entries were added",
    "report.sighted": "Seen in another source",
    "edition.added": "Supplied in another form",
    "edition.withdrawn": "Another form of it was taken back",
    "sectors.decided": "An editor settled its sectors of care",
}
_SAID = ("report.withdrawn", "report.restored", "entry.withdrawn")  # by either, with a reason
_ISSUERS = frozenset({*words.KINDS, "report.recorded", "edition.added", "edition.withdrawn"})


@dataclass(frozen=True, slots=True)
class State:
    """What the log has told so far. `entries`: {reference: number of the version of its words}."""

    reference: str = ""
    issued_on: str = ""
    documents: tuple[str, ...] = ()
    entries: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)  # as `entries`, of those that were withdrawn
    editions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    withdrawn: str = ""  # why, while it is out of the register


def after(state: State, event: Event) -> State:
    """The state once the event has happened. Pure."""
    told = event.payload
    match event.kind:
        case "report.recorded":
            return replace(
                state,
                reference=told.get("publisher_reference") or "",
                issued_on=told.get("issued_on") or "",
                documents=(told["document"],),
            )
        case "report.sighted":
            return replace(state, documents=tuple(dict.fromkeys([*state.documents, told["document"]])))
        case "sectors.decided":
            return replace(state, sectors=tuple(told["sectors"]))
        case "report.withdrawn":
            return replace(state, withdrawn=told["why"])
        case "report.restored":
            return replace(state, withdrawn="")
        case "edition.added" | "edition.restored":
            return replace(state, editions=(*state.editions, told["edition"]))
        case "edition.withdrawn":
            return replace(state, editions=tuple(one for one in state.editions if one != told["edition"]))
        case "entry.withdrawn":
            return _moved(state, event.subject, state.entries, "left")
        case "entry.restored":
            return _moved(state, event.subject, state.left, "entries")
    number = max(int(told["version"]), state.entries.get(event.subject, 0))
    return replace(state, entries={**state.entries, event.subject: number})


def _moved(state: State, entry: str, among: dict[str, int], to: str) -> State:
    """The entry goes from those that stand to those that left, or back, with the number of its words."""
    if entry not in among:
        return state
    rest = {one: number for one, number in among.items() if one != entry}
    if to == "left":
        return replace(state, entries=rest, left={**state.left, entry: among[entry]})
    return replace(state, left=rest, entries={**state.entries, entry: among[entry]})


def report_history(report: Report) -> History:
    """`report` with its publisher."""
    rows = list(Entry.objects.filter(report=report).order_by("order"))
    events = [
        *events_of([report.reference], (*OWN, *OF_EITHER)),
        *events_of((row.reference for row in rows), (*OF_EITHER, *OF_ENTRIES)),
    ]
    operations = by_operation(sorted(events, key=lambda event: event.index))
    steps = tuple(_step(number, some) for number, some in enumerate(operations, start=1))

    def read(number: int) -> tuple[Fact, ...]:
        state = State()
        for some in operations[:number]:
            for event in some:
                state = after(state, event)
        return _facts(report, state, rows)

    return History(
        "R",
        report.reference,
        "report",
        f"/reports/{report.reference}",
        steps,
        read,
        fictional=report.fictional,
    )


def _step(number: int, events: list[Event]) -> Step:
    kinds = {event.kind for event in events}
    kind = next(kind for kind in _FIRST if kind in kinds)
    person = "the publisher of the report" if kind in _ISSUERS else "an editor of this register"
    why = ""
    if kind in _SAID:
        told = next(event.payload for event in events if event.kind == kind)
        why = told.get("why", "")
        person = "the publisher of the report" if told.get("by_author") else person
    return Step(
        number,
        events[0].recorded_at,
        by_whom(events[0].actor, person),
        _FIRST[kind],
        why,
        tuple(event.index for event in events),
    )


def _facts(report: Report, state: State, rows: list[Entry]) -> tuple[Fact, ...]:
    gone = {row.reference for row in rows if row.withdrawn_at}
    forms = {row.reference: row for row in Edition.objects.filter(reference__in=state.editions)}
    return (
        line("publisher", "Publisher", report.publisher.name, href=f"/publishers/{report.publisher.code}"),
        line("instrument", "Kind of report", str(report.get_instrument_display())),
        line("publisher_reference", "Publisher’s reference", state.reference),
        line("issued_on", "Date when first recorded", state.issued_on),
        line("withdrawn", "Withdrawn", state.withdrawn),
        Fact(
            "entries",
            "Entries, and the version of their words",
            tuple(
                _entry(row.reference, state.entries[row.reference], row.reference in gone)
                for row in rows
                if row.reference in state.entries
            ),
            many=True,
        ),
        Fact(
            "editions",
            "Other forms",
            tuple(_form(forms[one]) for one in state.editions if one in forms),
            many=True,
        ),
        Fact(
            "sectors",
            "Sectors of care settled by an editor",
            tuple(Item(one) for one in state.sectors),
            many=True,
        ),
        Fact(
            "documents",
            "Files it was read from, by SHA-256",
            tuple(Item(one) for one in state.documents),
            many=True,
        ),
    )


def _entry(reference: str, number: int, gone: bool) -> Item:
    since = ", withdrawn since" if gone else ""
    return Item(f"{reference}, version {number}{since}", f"/entries/{reference}/versions/{number}")


def _form(row: Edition) -> Item:
    since = ", taken back since" if row.withdrawn_at else ""
    return Item(f"{row.get_form_display()} ({row.reference}){since}", "" if since else f"/id/{row.reference}")
