"""The public record of an entry's lineage: its themes, what it repeats, what it conflicts with."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from answerable.lineage.models import Kind, Relation
from answerable.publication.reports import ReportRecord
from answerable.register.models import EntryVersion

ABOUT = (Kind.THEME, Kind.SETTING, Kind.POPULATION)
SHOWN_FROM = 0.5  # probability from which a suggested link is shown: less is for the review desk
VERY_LIKELY, LIKELY = 0.9, 0.75
_TURNED = {Relation.NARROWER: "is a broader form of", Relation.SUPERSEDES: "is superseded by"}


def surety(score: float) -> str:
    """A probability in words: the same words for the same probability, everywhere."""
    if score >= VERY_LIKELY:
        return "very likely"
    if score >= LIKELY:
        return "likely"
    return "perhaps" if score >= SHOWN_FROM else "unsure"


@dataclass(frozen=True, slots=True)
class AboutRecord:
    """A theme, setting or population of an entry. `score` is the machine's, if it suggested it."""

    key: str
    name: str
    state: str  # confirmed, suggested
    score: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectationRecord:
    """An expectation that an entry serves, with the reports that ask it."""

    reference: str
    text: str
    state: str  # adopted, draft
    reports: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """How an entry stands to another. `sentence` is its own passage, `other_sentence` the other's, and
    `shared` words that both have; blank where their words have changed since."""

    entry: str
    relation: str
    relation_words: str
    state: str  # confirmed, suggested
    score: float | None
    sentence: str
    other_sentence: str
    shared: tuple[str, ...]
    kind: str
    number: str
    report: str
    instrument: str
    publisher: str
    issued_on: dt.date | None
    fictional: bool
    response_state: str = ""
    response_words: str = ""


@dataclass(frozen=True, slots=True)
class ConflictRecord:
    """A contradiction of the register that an entry is part of. `with_entry` is blank where withdrawn."""

    reference: str
    subject: str
    state: str  # open, assigned, resolved
    with_entry: str


@dataclass(frozen=True, slots=True)
class LineageRecord:
    """`links` and `contradictions` are None where they were not asked for, as in lists."""

    themes: tuple[AboutRecord, ...] = ()
    settings: tuple[AboutRecord, ...] = ()
    populations: tuple[AboutRecord, ...] = ()
    expectations: tuple[ExpectationRecord, ...] = ()
    links: tuple[LinkRecord, ...] | None = None
    contradictions: tuple[ConflictRecord, ...] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link as held, before what is known of the other's report is added."""

    other: EntryVersion
    relation: str
    direction: str  # both, out, in
    state: str
    score: float | None
    words: Any

    @property
    def label(self) -> str:
        relation = Relation(self.relation)
        return _TURNED[relation] if self.direction == "in" else str(relation.label)


@dataclass(slots=True)
class Lineage:
    """All that is held of one entry."""

    about: dict[str, list[AboutRecord]] = field(default_factory=lambda: {kind: [] for kind in ABOUT})
    expectations: list[ExpectationRecord] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    conflicts: list[ConflictRecord] = field(default_factory=list)


def still_said(sentence: str, version: EntryVersion | None) -> str:
    """The sentence where it stands in these words, or nothing: a name in it may have been withheld since."""
    said = " ".join(sentence.split())
    if version is None or said not in " ".join(f"{version.text} {version.purpose}".split()):
        return ""
    return sentence


def lineage_record(
    read: Lineage, own: EntryVersion, reports: Mapping[int, ReportRecord], *, whole: bool
) -> LineageRecord:
    """`own` are the entry's words; `reports` holds the record of every report that a link leads to."""
    return LineageRecord(
        themes=tuple(read.about["theme"]),
        settings=tuple(read.about["setting"]),
        populations=tuple(read.about["population"]),
        expectations=tuple(read.expectations),
        links=tuple(_link(link, own, reports[link.other.entry.report_id]) for link in read.links)
        if whole
        else None,
        contradictions=tuple(read.conflicts) if whole else None,
    )


def _link(link: Link, own: EntryVersion, report: ReportRecord) -> LinkRecord:
    words = link.words if isinstance(link.words, dict) else {}
    sentence = still_said(str(words.get("sentence", "")), own)
    other = still_said(str(words.get("other_sentence", "")), link.other)
    return LinkRecord(
        entry=link.other.entry.reference,
        relation=link.relation,
        relation_words=link.label,
        state=link.state,
        score=link.score,
        sentence=sentence,
        other_sentence=other,
        shared=tuple(str(word) for word in words.get("shared", ())) if sentence and other else (),
        kind=link.other.entry.kind,
        number=link.other.entry.number,
        report=report.reference,
        instrument=report.instrument,
        publisher=report.publisher,
        issued_on=report.issued_on,
        fictional=report.fictional,
        response_state=report.response_state,
        response_words=report.response_words,
    )
