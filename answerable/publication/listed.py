"""Records for a list of entries, in three questions to the database.

They have the shape of all records, with what a list shows of each: its words, names and bodies asked, its
report's name, publisher, day and reply. What else a record holds is empty in them, so they are no good for
JSON or a file.
"""

from collections.abc import Collection, Iterable

from answerable.core.calendar import today
from answerable.duties.queries import ReplyFacts, reply_facts
from answerable.publication.licences import licence_of
from answerable.publication.records import AddresseeRecord, EntryRecord, addressee_record
from answerable.publication.reports import ReportRecord
from answerable.register.models import EntryVersion, Report, Resolution
from answerable.register.queries import bodies_asked, listed_versions


def listed_records(references: Collection[str]) -> dict[str, EntryRecord]:
    """{reference: its record}, of those that stand."""
    versions = list(listed_versions().filter(entry__reference__in=references).order_by())
    reports = {version.entry.report_id: version.entry.report for version in versions}
    facts = reply_facts(list(reports.values()))
    records = {pk: _report(report, facts[pk]) for pk, report in reports.items()}
    whole, own = _by_whom_named(bodies_asked(versions))
    return {
        version.entry.reference: _entry(
            version,
            records[version.entry.report_id],
            own.get(version.entry_id, own.get(version.entry.parent_id or version.entry_id, []))
            + whole.get(version.entry.report_id, []),
        )
        for version in versions
    }


def _by_whom_named(
    resolutions: Iterable[Resolution],
) -> tuple[dict[int, list[AddresseeRecord]], dict[int, list[AddresseeRecord]]]:
    """The bodies that whole reports ask, and those that single entries do."""
    whole: dict[int, list[AddresseeRecord]] = {}
    own: dict[int, list[AddresseeRecord]] = {}
    for one in resolutions:
        entry = one.addressing.entry_id
        named = whole if entry is None else own
        named.setdefault(entry or one.addressing.report_id, []).append(addressee_record(one))
    return whole, own


def _entry(version: EntryVersion, report: ReportRecord, addressees: list[AddresseeRecord]) -> EntryRecord:
    entry = version.entry
    return EntryRecord(
        reference=entry.reference,
        kind=entry.kind,
        number=entry.number,
        text=version.text,
        purpose="",
        context={},
        masked=0,
        flags=(),
        labels={},
        parent=entry.parent.reference if entry.parent else "",
        page=None,
        row=None,
        version=version.version,
        method="",
        recorded_at=version.recorded_at,
        report=report,
        addressees=tuple(addressees),
        duties=(),
    )


def _report(report: Report, facts: ReplyFacts) -> ReportRecord:
    on = today()
    return ReportRecord(
        reference=report.reference,
        title=report.title,
        instrument=report.instrument,
        publisher=report.publisher.name,
        publisher_code=report.publisher.code,
        publisher_kind=report.publisher.kind,
        publisher_reference=report.publisher_reference,
        issued_on=report.issued_on,
        area=report.area,
        categories=(),
        scope=report.scope,
        scope_words=(),
        scope_method="",
        settings=(),
        flags=(),
        fictional=report.fictional,
        has_source=False,
        response_state=facts.state(on).value,
        response_words=facts.words(on),
        response_due=facts.due_on,
        recorded_at=report.recorded_at,
        licence=licence_of(report.publisher.source),
    )
