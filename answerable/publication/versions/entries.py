"""Versions of the words of an entry. What was withheld since is withheld in all of them (`register`)."""

from collections.abc import Sequence

from answerable.ledger.models import Event
from answerable.publication.versions.model import Fact, History, Step, by_whom, events_of, line
from answerable.register.models import Entry, EntryVersion

KINDS = ("entry.recorded", "entry.reworded", "entry.withheld")
WHAT = {
    "entry.recorded": "First recorded",
    "entry.reworded": "Words brought closer to the original",
    "entry.withheld": "Words withheld",
}
_WHY = {
    "entry.recorded": "",
    "entry.reworded": "A source nearer to the original was read, or the same was read better.",
    "entry.withheld": "To protect people’s privacy.",
}
_CORRECTED = "Its publisher corrected the report."


def entry_history(entry: Entry, held: Sequence[EntryVersion] | None = None) -> History:
    """`entry` with its report. Who, when and why are told by the log; the words stand in the register.

    `held` are all its versions, where they have been read already.
    """
    versions = {row.version: row for row in (entry.versions.order_by("version") if held is None else held)}
    made: dict[int, Event] = {}
    for event in events_of([entry.reference], KINDS):
        made.setdefault(int(event.payload["version"]), event)
    steps = []
    for number, row in versions.items():
        told = made.get(number)
        steps.append(step_of(number, told) if told else Step(number, row.recorded_at, "", "Recorded"))

    def read(number: int) -> tuple[Fact, ...]:
        return words_of(entry, versions[number])

    return History(
        "E",
        entry.reference,
        "entry",
        f"/entries/{entry.reference}",
        tuple(steps),
        read,
        words_of_reports=True,
        fictional=entry.report.fictional,
    )


def step_of(number: int, event: Event) -> Step:
    by_publisher = not event.actor.startswith("job:")
    why = _CORRECTED if by_publisher and event.kind == "entry.reworded" else _WHY[event.kind]
    by = by_whom(event.actor, "the publisher of the report")
    return Step(number, event.recorded_at, by, WHAT[event.kind], why, (event.index,))


def words_of(entry: Entry, version: EntryVersion) -> tuple[Fact, ...]:
    context = version.context
    place = f"page {version.page}" if version.page else f"row {version.row}" if version.row else ""
    return (
        line("kind", "Kind", str(entry.get_kind_display())),
        line("number", "Number in the report", entry.number),
        line("heading", "Under the heading", str(context.get("heading", "")), prose=True),
        line("lead_in", "After the words", str(context.get("lead_in", "")), prose=True),
        line("text", "Words", version.text, prose=True),
        line("purpose", "Purpose", version.purpose, prose=True),
        line("masked", "Passages withheld", str(version.masked) if version.masked else ""),
        line("place", "Place in the source", place),
        line("method", "Read by", version.method),
    )
