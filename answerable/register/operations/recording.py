"""Recording a report, and seeing it again in another source."""

from dataclasses import dataclass

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.register.identity import find_report, identifiers, make_key
from answerable.register.models import (
    Disagreement,
    EntryVersion,
    Identifier,
    Report,
    Sighting,
)
from answerable.register.operations.entries import add_addressings, add_entries
from answerable.register.operations.revising import describe_again, fill_blanks, revise_entries, withhold_more
from answerable.register.prepared import PreparedReport
from answerable.register.references import report_reference
from answerable.sources.models import Document, Publisher

RECORDING = "reports recorded"  # one by one: two sources that bring one report share no row yet


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a report came to."""

    report: Report
    new: bool
    entries_added: int
    entries_changed: int


@operation("REPORT_RECORD")
def record_report(log: Log, *, by: Actor, prepared: PreparedReport, document: Document) -> Recorded:
    """Records a report, or another sight of one that is held already.

    A new sight adds what it knows: its own values, disagreements, and, when its text is closer to the
    original than what is held, new versions of the entries. Seeing the same thing again changes nothing,
    unless it was read by an older method: then what the newer one reads differently gets new versions.
    """
    draft = prepared.draft
    log.one_by_one(RECORDING)
    report = find_report(draft)
    if report is None:
        return _record_new(log, by, prepared, document)
    place = draft.where[:120]
    known = set(
        Sighting.objects.filter(report=report, document=document, place=place).values_list(
            "source", flat=True
        )
    )
    seen = bool(known) and known >= {sight.source for sight in draft.sights}
    again = seen and _was_read_otherwise(report, prepared, document)
    if seen and not again:
        log.unchanged()
        return Recorded(report, new=False, entries_added=0, entries_changed=0)
    # Held and read anew: it may be corrected or withdrawn at this moment.
    report = Report.objects.select_for_update(of=("self",)).select_related("publisher").get(pk=report.pk)
    _add_sightings(report, prepared, document, skip=known)
    _add_identifiers(report, prepared)
    added = changed = 0
    closer = prepared.rank > report.rank or bool(report.left_out) or (again and prepared.rank == report.rank)
    # To be seen once more brings nothing back that was withdrawn.
    if not draft.left_out and prepared.entries and closer and not report.withdrawn_at:
        added, changed = revise_entries(log, report, prepared, document)
        describe_again(log, report, prepared)
        if not report.addressings.exists():
            add_addressings(log, by, report, {}, prepared.mentions, prepared.entries)
    named = set(report.deceased)
    fill_blanks(log, report, prepared)
    withhold_more(log, report, prepared, named=named, reread=again)
    _note_disagreements(log, report)
    log.event(
        "report.sighted",
        report.reference,
        {"source": prepared.source, "document": document.sha256, "added": added, "changed": changed},
    )
    return Recorded(report, new=False, entries_added=added, entries_changed=changed)


def _was_read_otherwise(report: Report, prepared: PreparedReport, document: Document) -> bool:
    """Whether words held of this document were read by another method than `prepared`."""
    held = EntryVersion.objects.filter(
        entry__report=report, superseded_at__isnull=True, document=document
    ).exclude(method=prepared.method)
    return held.exists() or (bool(report.left_out) and bool(prepared.entries))


def _record_new(log: Log, by: Actor, prepared: PreparedReport, document: Document) -> Recorded:
    draft = prepared.draft
    key = make_key(draft)
    report = Report.objects.create(
        reference=report_reference(key),
        key=key,
        instrument=draft.instrument,
        publisher=Publisher.objects.get(code=prepared.publisher_code),
        publisher_reference=draft.reference[:60],
        title=prepared.title[:300],
        title_as_published=draft.title,
        url=draft.url[:1000],
        document_url=draft.document_url[:1000],
        issued_on=draft.issued.date,
        area=draft.area[:120],
        author=draft.author[:250],
        deceased=draft.deceased,
        sections=draft.sections,
        categories=draft.categories,
        response_due_stated=draft.response_due.date if draft.response_due else None,
        scope=prepared.scope,
        scope_words=prepared.scope_words,
        scope_method=prepared.scope_method,
        settings=[[setting, words] for setting, words in prepared.settings],
        flags=sorted(set(draft.flags) | set(draft.issued.flags)),
        left_out=draft.left_out,
        rank=prepared.rank,
        fictional=prepared.fictional,
        recorded_at=now(),
    )
    log.event(
        "report.recorded",
        report.reference,
        {
            "instrument": report.instrument,
            "publisher": prepared.publisher_code,
            "publisher_reference": report.publisher_reference,
            "issued_on": report.issued_on.isoformat() if report.issued_on else None,
            "document": document.sha256,
            "entries": len(prepared.entries),
            "left_out": report.left_out,
        },
    )
    _add_identifiers(report, prepared)
    _add_sightings(report, prepared, document, skip=set())
    by_position = add_entries(log, report, prepared, prepared.entries, document, first_order=0)
    add_addressings(log, by, report, by_position, prepared.mentions, prepared.entries)
    _note_disagreements(log, report)
    return Recorded(report, new=True, entries_added=len(prepared.entries), entries_changed=0)


def _add_identifiers(report: Report, prepared: PreparedReport) -> None:
    Identifier.objects.bulk_create(
        [
            Identifier(report=report, scheme=scheme, value=value)
            for scheme, value in identifiers(prepared.draft)
        ],
        ignore_conflicts=True,
    )


def _add_sightings(report: Report, prepared: PreparedReport, document: Document, *, skip: set[str]) -> None:
    at = now()
    Sighting.objects.bulk_create(
        [
            Sighting(
                report=report,
                source=sight.source,
                document=document,
                place=prepared.draft.where[:120],
                values=sight.values,
                issued_on=sight.date.date if sight.date else None,
                recorded_at=at,
            )
            for sight in prepared.draft.sights
            if sight.source not in skip
        ]
    )


def _note_disagreements(log: Log, report: Report) -> None:
    """Compares the sightings on date and reference; what differs is kept and shown."""
    sightings = list(report.sightings.all())
    dates = {s.source: s.issued_on.isoformat() for s in sightings if s.issued_on}
    references = {
        s.source: str(s.values.get("reference", "")).strip() for s in sightings if s.values.get("reference")
    }
    used = {
        "issued_on": report.issued_on.isoformat() if report.issued_on else "",
        "publisher_reference": report.publisher_reference,
    }
    current = {row.field: row for row in report.disagreements.filter(superseded_at__isnull=True)}
    for field, values in (("issued_on", dates), ("publisher_reference", references)):
        if len(set(values.values())) < 2:
            continue
        held = current.get(field)
        if held and held.values == values and held.used == used[field]:
            continue
        if held:
            held.superseded_at = now()
            held.save(update_fields=["superseded_at"])
        agreeing = sorted(source for source, value in values.items() if value == used[field])
        Disagreement.objects.create(
            report=report,
            field=field,
            values=values,
            used=used[field],
            why=f"as given by {' and '.join(agreeing)}" if agreeing else "as given by the first source read",
            recorded_at=now(),
        )
        log.event(
            "sources.disagreed", report.reference, {"field": field, "values": values, "used": used[field]}
        )
