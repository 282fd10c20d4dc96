"""The shapes of what is known of a duty and of an entry: public fields only."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from answerable.duties.models import Duty
from answerable.duties.queries.replies import ProposedAnswer
from answerable.publication.reports import BodyRecord


@dataclass(frozen=True, slots=True)
class AxisRecord:
    axis: str
    value: str
    label: str
    since: dt.date | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class PartRecord:
    """The answer that stands to one thing asked."""

    entry: str
    stance: str
    stance_words: str
    words: str
    general: str
    elevated_to: str
    answered_on: dt.date
    origin: str
    response: str  # its reference: the whole stands under it


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """Something that the body showed for its claim. `file` is where the public may read it, else blank."""

    reference: str
    title: str
    grade: str
    grade_words: str
    dated: dt.date | None
    url: str
    file: str


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """Something that happened to the duty, on a day, in one neutral sentence. `kind` says what."""

    on: dt.date
    kind: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AgainRecord:
    """A later report that asks the same as what was said to be done, and what a person made of it."""

    alarm: str
    on: dt.date
    entry: str
    report: str
    done_on: dt.date
    days: int
    reach: str  # same_body, elsewhere
    by_program: bool  # a program takes the two for the same; no person has said so
    maybe_before: bool
    words: str
    looked_on: dt.date | None
    outcome: str
    outcome_words: str
    found: str


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """All that the public may know of one duty, on one day."""

    duty: str
    entry: str
    asked: BodyRecord
    holder: BodyRecord
    kind: str
    due_on: dt.date | None
    axes: tuple[AxisRecord, ...]
    gap: bool
    unchecked: bool
    shaken: bool
    stalled: bool
    slipped: bool
    challenged: bool
    grade: str
    grade_words: str
    next_on: dt.date | None
    next_words: str
    panel: str
    panel_words: str
    panel_on: dt.date | None
    closed_on: dt.date | None
    closed_words: str
    answers: tuple[PartRecord, ...] = ()
    evidence: tuple[EvidenceRecord, ...] = ()
    notes: tuple[NoteRecord, ...] = ()
    again: tuple[AgainRecord, ...] = ()

    def axis(self, axis: str) -> AxisRecord:
        return next(one for one in self.axes if one.axis == axis)

    def as_json(self) -> dict[str, Any]:
        plain = plain_values(asdict(self))
        assert isinstance(plain, dict)
        return plain


@dataclass(slots=True)
class EntryStanding:
    """The duties on one entry, and what was said of the entry itself."""

    duties: list[StandingRecord] = field(default_factory=list)
    rows: list[Duty] = field(default_factory=list)  # the same, as held
    elsewhere: list[tuple[str, str]] = field(default_factory=list)  # (sentence, address)
    corrections: list[NoteRecord] = field(default_factory=list)
    challenges: list[NoteRecord] = field(default_factory=list)
    proposed: list[ProposedAnswer] = field(default_factory=list)  # by a program, checked by nobody

    def as_json(self) -> dict[str, Any]:
        """Beside an entry's own record, whose "duties" hold the dates and the law."""
        return {
            "standing": [one.as_json() for one in self.duties],
            "said_elsewhere": [{"words": words, "url": url} for words, url in self.elsewhere],
            "corrections": plain_values([asdict(one) for one in self.corrections]),
            "challenges": plain_values([asdict(one) for one in self.challenges]),
            "proposed_by_a_program": plain_values([asdict(one) for one in self.proposed]),
        }


def plain_values(value: object) -> object:
    """Dates in ISO form, all through."""
    if isinstance(value, dict):
        return {key: plain_values(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain_values(inner) for inner in value]
    return value.isoformat() if isinstance(value, dt.date) else value
