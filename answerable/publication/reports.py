"""The public records of a report and of a body."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.duties.queries import ReplyFacts, reply_facts
from answerable.lineage.queries import scopes_decided
from answerable.organisations.models import Organisation
from answerable.publication.licences import LicenceRecord, licence_of
from answerable.register.models import Report, SectorFinding
from answerable.register.sectors import sectors_of
from answerable.sources.models import Publisher


@dataclass(frozen=True, slots=True)
class BodyRecord:
    reference: str
    name: str
    kind: str
    ods: str


@dataclass(frozen=True, slots=True)
class SectorRecord:
    """A sector that the report is in (`standing` yes) or likely in, as a person said or the rule found."""

    sector: str
    standing: str
    by_person: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
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

    @property
    def scope_settled(self) -> bool:
        """Whether a person has decided the scope; otherwise it was worked out."""
        return self.scope_method == BY_A_PERSON


def body_record(body: Organisation) -> BodyRecord:
    ods = body.key.removeprefix("ods:") if body.key.startswith("ods:") else ""
    return BodyRecord(body.reference, body.name, body.kind, ods)


BY_A_PERSON = "decided by a person"
Decided = tuple[str, list[str]]  # a scope that a person settled, and the words that had been found


def report_record(
    report: Report,
    facts: ReplyFacts,
    on: dt.date,
    decided: Decided | None = None,
    sectors: Sequence[SectorFinding] = (),
) -> ReportRecord:
    publisher: Publisher = report.publisher
    scope, words = decided or (report.scope, report.scope_words)
    return ReportRecord(
        reference=report.reference,
        title=report.title,
        instrument=report.instrument,
        publisher=publisher.name,
        publisher_code=publisher.code,
        publisher_kind=publisher.kind,
        publisher_reference=report.publisher_reference,
        issued_on=report.issued_on,
        area=report.area,
        categories=tuple(report.categories),
        scope=scope,
        scope_words=tuple(words),
        scope_method=BY_A_PERSON if decided else report.scope_method,
        settings=tuple(setting for setting, _ in report.settings),
        flags=tuple(report.flags),
        fictional=report.fictional,
        has_source=bool(report.url or report.document_url),
        response_state=facts.state(on).value,
        response_words=facts.words(on),
        response_due=facts.due_on,
        recorded_at=report.recorded_at,
        licence=licence_of(publisher.source),
        sectors=tuple(
            SectorRecord(one.sector, one.standing, one.by_person, tuple(one.words)) for one in sectors
        ),
    )


def report_records(reports: Sequence[Report], *, on: dt.date | None = None) -> list[ReportRecord]:
    facts = reply_facts(reports, on=on)
    decided = scopes_decided(reports, on)
    sectors = sectors_of((report.pk for report in reports), on)
    return [
        report_record(report, facts[report.pk], on or today(), decided.get(report.pk), sectors[report.pk])
        for report in reports
    ]
