"""What a reader sees of a duty in one glance, in words that a family understands; silence said neutrally."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.duties.queries.replies import ProposedAnswer
from answerable.publication.standing import EntryStanding, NoteRecord, PartRecord, StandingRecord
from answerable.website.formats import long_date

IN_FULL_AT_MOST = 20  # bodies shown with all that is known; the table has every one
ANSWERED = ("received", "late")
NOT_YET_SAID = "It has not said what it did"


@dataclass(frozen=True, slots=True)
class Glance:
    """One body's duty in a row of a table, and in full below it."""

    record: StandingRecord
    name: str
    href: str
    asked_of: str  # the body that was asked, where another must answer now
    reply: str
    stance: str
    claim: str
    evidence: str
    checked: str
    by: str
    gap: str
    panel: str
    next: tuple[tuple[dt.date, str], ...]
    answers: tuple[PartRecord, ...]
    happened: tuple[NoteRecord, ...]

    @property
    def more(self) -> bool:
        """Whether there is more to tell than a clock."""
        record = self.record
        return bool(
            self.answers
            or self.happened
            or record.panel
            or record.closed_on
            or record.challenged
            or record.again
            or record.axis("claimed").since
            or record.axis("verified").since
            or self.asked_of
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """All duties on one entry for its page."""

    rows: tuple[Glance, ...]
    full: tuple[Glance, ...]
    left_out: int
    elsewhere: tuple[tuple[str, str], ...]
    register: tuple[NoteRecord, ...]  # challenges and corrections, oldest first
    proposed: tuple[ProposedAnswer, ...] = ()  # by a program, checked by nobody

    @property
    def answered(self) -> list[tuple[dt.date, str]]:
        """(day, body) of each dated answer."""
        responses = [(row, row.record.axis("response")) for row in self.rows]
        return [(one.since, row.name) for row, one in responses if one.since and one.value in ANSWERED]

    @property
    def answered_words(self) -> str:
        """How many bodies answered; blank where none is known to have."""
        answered = sum(row.record.axis("response").value in ANSWERED for row in self.rows)
        if not answered:
            return ""
        return "Answered" if len(self.rows) == 1 else f"Answered by {answered} of {len(self.rows)} bodies"


def standing_of(found: EntryStanding, on: dt.date | None) -> Standing:
    rows = tuple(glance(record, on or today()) for record in found.duties)
    full = [row for row in rows if row.more]
    return Standing(
        rows=rows,
        full=tuple(full[:IN_FULL_AT_MOST]),
        left_out=max(0, len(full) - IN_FULL_AT_MOST),
        elsewhere=tuple(found.elsewhere),
        register=tuple(sorted([*found.challenges, *found.corrections], key=lambda note: note.on)),
        proposed=tuple(found.proposed),
    )


def glance(record: StandingRecord, on: dt.date) -> Glance:
    stance, claim, found = record.axis("stance"), record.axis("claimed"), record.axis("verified")
    moved = record.asked.reference != record.holder.reference
    return Glance(
        record=record,
        name=record.holder.name,
        href=f"/organisations/{record.holder.reference}",
        asked_of=record.asked.name if moved else "",
        reply=record.axis("response").words,
        stance=stance.label if stance.since else "",
        claim=_dated(claim.words, claim.since) if claim.since else NOT_YET_SAID,
        evidence=f"Strongest evidence shown: {record.grade_words.lower()}" if record.grade else "",
        checked=_dated(found.label, found.since),
        by=f"By {found.by}" if found.since else "",
        gap=gap_words(record),
        panel=record.panel,
        next=tuple(_next(record, on)),
        answers=record.answers,
        happened=tuple(_happened(record)),
    )


def gap_words(record: StandingRecord) -> str:
    """The distance between what is said and what was found, in one sentence."""
    claim, found = record.axis("claimed"), record.axis("verified")
    if record.gap:
        return "The body says that it is done. Somebody else looked, and found less."
    if record.unchecked:
        return "The body says that it is done. Nobody else has looked at it yet."
    if claim.value == "done":
        if record.shaken:
            return "Somebody else found it done, on evidence that has been withdrawn since."
        return "The body says that it is done, and somebody else found the same."
    if found.value == "not_lasted":
        return "It was found done, and did not last."
    if record.stalled:
        return "Work was announced, and nothing has been heard of it for some time."
    if claim.since:
        return "The body does not say that it is done."
    return "Nothing is said to be done."


def _dated(words: str, since: dt.date | None) -> str:
    return f"{words} ({long_date(since)})" if since else words


def _next(record: StandingRecord, on: dt.date) -> Iterable[tuple[dt.date, str]]:
    answered = record.axis("response").value in (*ANSWERED, "not_required")
    if record.due_on and record.due_on >= on and not answered:
        yield record.due_on, "A reply is due"
    if record.next_on:
        yield record.next_on, record.next_words


def _happened(record: StandingRecord) -> list[NoteRecord]:
    """The dated facts of the axes and what happened besides, oldest first."""
    found: list[NoteRecord] = list(record.notes)
    response = record.axis("response")
    if response.value in ANSWERED and response.since:
        found.append(NoteRecord(response.since, "answered", "The body answered"))
    for axis, what in (
        ("adequacy", "The author of the report judged the reply"),
        ("claimed", "The body said how far the work is"),
        ("verified", "Somebody else looked at the work"),
    ):
        one = record.axis(axis)
        if one.since:
            found.append(
                NoteRecord(one.since, axis, f"{what}: {one.label[:1].lower()}{one.label[1:]}", one.words)
            )
    if record.panel and record.panel_on:
        words = f"People with lived experience said: {record.panel[:1].lower()}{record.panel[1:]}"
        found.append(NoteRecord(record.panel_on, "panel", words, record.panel_words))
    return sorted(found, key=lambda note: note.on)


def glances(records: Sequence[StandingRecord], on: dt.date | None) -> tuple[Glance, ...]:
    return tuple(glance(record, on or today()) for record in records)
