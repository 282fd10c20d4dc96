"""What the register answers with, as it describes it. Made by from_description."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutRecord:
    """A theme, setting or population of an entry. `score` is the machine's, if it suggested it."""

    key: str
    name: str
    state: str
    score: float | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionOut:
    """One action of a plan. Dates that moved stand in the public record of the duty."""

    action: str
    body: str
    duties: tuple[str, ...]
    words: str
    owner_role: str
    measure: str
    milestones: tuple[MilestoneOut, ...]
    progress: tuple[ProgressOut, ...]
    dropped_at: dt.datetime | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AddresseeRecord:
    """An addressee as written (names withheld) and the body it means, if that is settled."""

    as_written: str
    role: str
    status: str
    reason: str
    method: str
    body: BodyRecord | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdequacyOut:
    adequacy: int
    duty: str
    answer: str
    verdict: str
    reason: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainRecord:
    """A later report that asks the same as what was said to be done, and what a person made of it."""

    alarm: str
    on: dt.date
    entry: str
    report: str
    done_on: dt.date
    days: int
    reach: str
    by_program: bool
    maybe_before: bool
    words: str
    looked_on: dt.date | None
    outcome: str
    outcome_words: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOut:
    """An answer on the record."""

    answer: str
    body: str
    answered_on: dt.date
    duties: tuple[str, ...]
    withdrawn_at: dt.datetime | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBody:
    organisation: str
    name: str
    reports: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOf:
    """One thing asked under a duty: an entry, or a part of one."""

    duty: str
    entry: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentIn:
    """What it would cost and risk to do what is asked, and not to. All of it is public."""

    cost_words: str
    workload_words: str
    risk_of_doing: str
    risk_of_not_doing: str
    who_bears: str
    confidence: str
    confidence_why: str
    equality: str = ""
    sources: str = ""
    cost_low: float | None = None
    cost_high: float | None = None
    hours_low: float | None = None
    hours_high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentOut:
    """An assessment on the record. `before`: made before it was asked."""

    assessment: str
    of: str
    before: bool
    cost_low: float | None
    cost_high: float | None
    hours_low: float | None
    hours_high: float | None
    confidence: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisRecord:
    axis: str
    value: str
    label: str
    since: dt.date | None
    by: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Rows with the columns of the public files of these names; the dictionary says what each means."""

    groups: tuple[dict[str, Any], ...]
    work: tuple[dict[str, Any], ...]
    consolidations: tuple[dict[str, Any], ...]
    assessments: tuple[dict[str, Any], ...]
    priorities: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body that can be asked to act."""

    reference: str
    name: str
    kind: str
    ods: str
    opened: dt.date | None
    closed: dt.date | None
    fictional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRecord:
    reference: str
    name: str
    kind: str
    ods: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOut:
    """A challenge, with the answer on the record once there is one."""

    challenge: str
    entry: str
    duty: str
    about: str
    words: str
    outcome: str
    reply: str
    answered_at: dt.datetime | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedField:
    field: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimOut:
    """What a body says of the work on a duty. The latest stands."""

    claim: int
    duty: str
    level: str
    words: str
    claimed_on: dt.date
    evidence: tuple[str, ...]
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureOut:
    """A closed duty. Closed as done, it is looked at again on the days of `looks`."""

    duty: str
    reason: str
    words: str
    into: str
    closed_on: dt.date
    looks: tuple[dt.date, ...]
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRecord:
    """A contradiction of the register that an entry is part of. `with_entry` is blank where withdrawn."""

    reference: str
    subject: str
    state: str
    with_entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentIn:
    """What a draft holds: the whole of it each time. `all` answers what no part answers by itself."""

    words: str = ""
    all: SaidIn = field(default_factory=lambda: SaidIn())
    parts: tuple[PartIn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord:
    due_on: dt.date
    basis: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOut:
    """A dispute. Until it is settled the time runs on."""

    dispute: int
    duty: str
    kind: str
    words: str
    elevated_to: str
    outcome: str
    settled_at: dt.datetime | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOut:
    """A file that goes with an answer."""

    document: int
    title: str
    file: FileOut


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOut:
    """A draft: seen by the people of its body alone. `state`: being_written, asked, signed or returned."""

    draft: int
    body: str
    duties: tuple[str, ...]
    expectation: str
    revision: int
    state: str
    words: str
    all: SaidOut
    parts: tuple[PartOut, ...]
    unanswered: tuple[AskedOf, ...]
    faults: tuple[Fault, ...]
    documents: tuple[DocumentOut, ...]
    saved_by: str
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One duty of a body. `state` is one sentence; `axis` is the same for programs."""

    duty: str
    entry: str
    report: str
    publisher: str
    issued_on: dt.date | None
    kind: str
    asked: str
    due_on: dt.date | None
    axis: str
    state: str
    closed: bool
    disputed: bool
    draft: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyOut:
    """A duty with everything that it asks, and the claim that stands."""

    duty: DutyLine
    things: tuple[AskedOf, ...]
    answers: tuple[str, ...]
    actions: tuple[str, ...]
    claim: ClaimOut | None
    with_whom: tuple[Handed, ...]
    offers: tuple[OfferOut, ...]
    joints: tuple[JointOut, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRecord:
    reference: str
    body: BodyRecord
    kind: str
    basis: str
    due: DateRecord | None
    all_dates: tuple[DateRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOut:
    edition: str
    about: str
    form: str
    supplied_by: str
    url: str
    has_file: bool
    withdrawn_at: dt.datetime | None
    withdrawn_why: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryIn:
    """One recommendation or concern. `to`: whom it asks, as written, where that differs from the report's.

    `entry`: the reference of the entry whose words it corrects.
    """

    text: str
    to: tuple[str, ...] = ()
    entry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    reference: str
    kind: str
    number: str
    text: str
    purpose: str
    context: dict[str, str]
    masked: int
    flags: tuple[str, ...]
    labels: dict[str, str]
    parent: str
    page: int | None
    row: int | None
    version: int
    method: str
    recorded_at: dt.datetime
    report: ReportRecord
    addressees: tuple[AddresseeRecord, ...]
    duties: tuple[DutyRecord, ...]
    summary: SummaryRecord | None = None
    lineage: LineageRecord | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTyped:
    text: str
    to: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceOut:
    """A piece of evidence: a link, or a file."""

    evidence: str
    body: str
    grade: str
    title: str
    dated: dt.date | None
    url: str
    file: FileOut | None
    is_public: bool
    withdrawn_at: dt.datetime | None
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """Something that the body showed for its claim. `file` is where the public may read it, else blank."""

    reference: str
    title: str
    grade: str
    grade_words: str
    dated: dt.date | None
    url: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """One live ask. A draft was put together by a program, and no person has adopted it."""

    expectation: str
    state: str
    text: str
    note: str
    origin: str
    merged_into: str | None
    settled_at: dt.datetime | None
    fictional: bool
    reports: int
    occasions: int
    entries: int
    first_asked_on: dt.date | None
    last_asked_on: dt.date | None
    publishers: int
    asked_of: tuple[AskedBody, ...]
    instruments: dict[str, int]
    years: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectationRecord:
    """An expectation that an entry serves, with the reports that ask it."""

    reference: str
    text: str
    state: str
    reports: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What keeps a draft from being submitted. Without an entry, it is about what is said of all."""

    duty: str
    entry: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOut:
    """A file that was sent. `state`: kept; quarantined, as long as no virus scanner has looked at it; or
    refused, where one found something later, and `why`.
    """

    file: int
    name: str
    media_type: str
    size: int
    sha256: str
    state: str
    why: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupOut:
    """A group that the body leads."""

    group: str
    title: str
    purpose: str
    review_on: dt.date
    members: tuple[str, ...]
    expectations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """Somebody of the body whom a duty is with."""

    delegation: int
    person: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorLine:
    code: str
    title: str
    unit: str
    better: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointOut:
    """Two bodies that answer together: what the lead says counts for the other."""

    joint: int
    lead: str
    duty: str
    reason: str
    recorded_at: dt.datetime
    ended_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceRecord:
    """`confirmed`: somebody has read these terms at the source; otherwise they are thought to be so."""

    code: str
    name: str
    address: str
    attribution: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageRecord:
    """`links` and `contradictions` are None where they were not asked for, as in lists."""

    themes: tuple[AboutRecord, ...] = ()
    settings: tuple[AboutRecord, ...] = ()
    populations: tuple[AboutRecord, ...] = ()
    expectations: tuple[ExpectationRecord, ...] = ()
    links: tuple[LinkRecord, ...] | None = None
    contradictions: tuple[ConflictRecord, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRecord:
    """How an entry stands to another. `sentence` is its own passage, `other_sentence` the other's, and
    `shared` words that both have; blank where their words have changed since.
    """

    entry: str
    relation: str
    relation_words: str
    state: str
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    index: int
    at: dt.datetime
    category: str
    words: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What was recorded: its reference, or its number where it has none."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ManuscriptIn:
    """What is asked in a report. `people`: names that are withheld from what is published."""

    instrument: str = ""
    issued_on: dt.date | None = None
    reference: str = ""
    url: str = ""
    addressees: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    entries: tuple[EntryIn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ManuscriptKept:
    """That a manuscript was kept, at which revision. Its words are not said again: answers are kept for a
    while, and what is thrown away must go.
    """

    manuscript: int
    publisher: str
    corrects: str
    revision: int
    problems: tuple[str, ...]
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ManuscriptOut:
    """A report that is being written: no fact until it is published. `problems` keep it from that."""

    manuscript: int
    publisher: str
    corrects: str
    revision: int
    instrument: str
    issued_on: str
    reference: str
    url: str
    addressees: tuple[str, ...]
    people: tuple[str, ...]
    entries: tuple[EntryTyped, ...]
    problems: tuple[str, ...]
    saved_by: str
    saved_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberOut:
    """Somebody who acts for the body, or did: then `roles` is empty, and what they have can be passed on."""

    person: int
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneOut:
    order: int
    words: str
    is_end: bool
    due_on: dt.date
    first_due_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """A key, and what it may do at this moment."""

    key: str
    label: str
    person: str
    scopes: tuple[str, ...]
    bodies: tuple[Named, ...]
    publishers: tuple[Named, ...]
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A body or a publisher."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOut:
    """It is public, but for its file."""

    note: str
    group: str
    kind: str
    on: dt.date
    title: str
    words: str
    organisation: str
    due_on: dt.date | None
    progress: str
    has_file: bool
    replaces: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecord:
    """Something that happened to the duty, on a day, in one neutral sentence. `kind` says what."""

    on: dt.date
    kind: str
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOut:
    """One body asks another to answer under its lead. `accepted` is null until that answers."""

    offer: int
    lead: str
    duty: str
    words: str
    accepted: bool | None
    reply: str
    recorded_at: dt.datetime
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartIn:
    """What is said of one thing by itself. `left_out`: nothing, though something is said of all."""

    stance: str = ""
    words: str = ""
    elevated_to: str = ""
    duty: str
    entry: str
    left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOut:
    stance: str
    words: str
    elevated_to: str
    duty: str
    entry: str
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
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
    response: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRecord:
    """A place under one body and one name. `closed` is the first day on which it no longer was so."""

    place: str
    name: str
    area: str
    organisation: str
    organisation_name: str
    provider_as_listed: str
    taken_by: str
    sure: bool
    opened: dt.date | None
    closed: dt.date | None
    opened_or_before: bool
    name_shared: bool
    first_listed_on: dt.date | None
    last_listed_on: dt.date | None
    source: str
    fictional: bool
    licence: str
    licence_confirmed: bool
    attribution: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionOut:
    """What a publisher is asked, and says so far: stand is asked, agrees or dissents."""

    consolidation: str
    state: str
    wording: str
    reason: str
    answer_by: dt.date
    gathers: tuple[str, ...]
    stand: str
    words: str
    said_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressOut:
    milestone: int | None
    level: str
    words: str
    on: dt.date
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A report as the register holds it now."""

    report: str
    publisher: str
    entries: tuple[str, ...]
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report and the references of its entries, in reading order."""

    report: ReportRecord
    entries: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRecord:
    reference: str
    title: str
    instrument: str
    publisher: str
    publisher_code: str
    publisher_kind: str
    publisher_reference: str
    issued_on: dt.date | None
    area: str
    categories: tuple[str, ...]
    scope: str
    scope_words: tuple[str, ...]
    scope_method: str
    settings: tuple[str, ...]
    flags: tuple[str, ...]
    fictional: bool
    has_source: bool
    response_state: str
    response_words: str
    response_due: dt.date | None
    recorded_at: dt.datetime
    licence: LicenceRecord
    sectors: tuple[SectorRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWithdrawn:
    """A withdrawal; `restored_at` is null while it stands."""

    report: str
    ground: str
    why: str
    withdrawn_on: dt.date
    withdrawn_at: dt.datetime
    replaced_by: str
    restored_at: dt.datetime | None
    restored_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseBeside:
    response: str
    words: str
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseOut:
    """What a body answered, once."""

    response: str
    organisation: str
    name: str
    answered_on: dt.date
    recorded_on: dt.date
    origin: str
    words: str
    expectation: str | None
    documents: tuple[str, ...]
    fictional: bool
    answers: tuple[ResponsePart, ...]
    beside: tuple[ResponseBeside, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePart:
    entry: str
    duty: str
    stance: str
    stance_words: str
    words: str
    elevated_to: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidIn:
    """What is said of one thing asked, or of all. `elevated_to`: the other body, where it is elevated."""

    stance: str = ""
    words: str = ""
    elevated_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOut:
    stance: str
    words: str
    elevated_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRecord:
    """A sector that the report is in (`standing` yes) or likely in, as a person said or the rule found."""

    sector: str
    standing: str
    by_person: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesOut:
    indicator: str
    organisation: str
    split: str
    unit: str
    notes: tuple[str, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOut:
    """How many things a sheet changes; `same` are rows that are kept already. `remarks`: what of it was
    passed over.
    """

    planned: int = 0
    moved: int = 0
    reported: int = 0
    described: int = 0
    covered: int = 0
    same: int = 0
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class StepIn:
    """A milestone."""

    words: str
    due_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRecord:
    """The entry in plain words, and who put it so: a program by a method, or a person."""

    text: str
    maker: str
    method: str
    made_by: str
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    key: str
    name: str
    definition: str
    families: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToJudge:
    """A duty on what the publisher asks. `answer`: the latest reply that nobody has judged; or blank, and
    it was found done and can be closed.
    """

    duty: str
    entry: str
    report: str
    body: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One period. Without a value, `why` says why; a hidden one stays hidden."""

    period: str
    words: str
    value: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version: what it says by field, a list where there may be several, and what it changed."""

    version: int
    recorded_at: dt.datetime
    by: str
    what: str
    why: str
    address: str
    log_events: tuple[int, ...]
    reference: str
    kind: str
    current: str
    fictional: bool
    versions: int
    says: dict[str, str | tuple[str, ...]]
    changed: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """How a version came. `log_events` are its places in the publication log, from 0."""

    version: int
    recorded_at: dt.datetime
    by: str
    what: str
    why: str
    address: str
    log_events: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """All versions of one thing, the first one first."""

    reference: str
    kind: str
    current: str
    fictional: bool
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    entry: str
    why: str
    withdrawn_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOut:
    """Work under way, as it stands. `body` records it, `joined` belong to it."""

    work: str
    version: int
    body: str
    title: str
    words: str
    state: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    open_to_others: bool
    contact: str
    url: str
    group: str
    expectations: tuple[str, ...]
    joined: tuple[str, ...]
    why: str
    recorded_at: dt.datetime
