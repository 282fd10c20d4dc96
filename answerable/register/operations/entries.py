"""The rows of a report: its entries with their words, and its addressees."""

from collections.abc import Mapping

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.canonical import new_salt, salted_hash
from answerable.ledger.operation import Log
from answerable.register.models import (
    Addressing,
    Entry,
    EntryVersion,
    Report,
    Resolution,
)
from answerable.register.prepared import PreparedEntry, PreparedMention, PreparedReport
from answerable.register.references import entry_references
from answerable.sources.models import Document


def make_version(
    entry: Entry, number: int, found: PreparedEntry, prepared: PreparedReport, document: Document
) -> EntryVersion:
    passage = found.draft.passage
    return EntryVersion(
        entry=entry,
        version=number,
        text=found.text,
        original=found.draft.text,
        purpose=found.purpose,
        context=found.context,
        context_original=found.draft.context,
        masks=[list(mask) for mask in found.masks],
        doubts=[list(doubt) for doubt in found.doubts],
        masked=len(found.masks),
        flags=found.flags,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        row=passage.row,
        column=passage.column[:60],
        document=document,
        method=prepared.method,
        salt=new_salt(),
        recorded_at=now(),
    )


def version_event(entry: Entry, version: EntryVersion) -> dict[str, object]:
    """An event holds no text: salted hashes, whose salts go when the text has to go."""
    return {
        "report": entry.report.reference,
        "position": entry.position,
        "kind": entry.kind,
        "version": version.version,
        "text": salted_hash(version.text, version.public_salt),
        "original": salted_hash(version.original, version.salt),
        "masked": version.masked,
    }


def add_entries(
    log: Log,
    report: Report,
    prepared: PreparedReport,
    found: list[PreparedEntry],
    document: Document,
    *,
    first_order: int,
    above: Mapping[str, Entry] | None = None,
) -> dict[str, Entry]:
    """Makes the entries and their first versions. `above`: entries held already, which may be parents."""
    references = entry_references(report.key, [entry.position for entry in found])
    by_position: dict[str, Entry] = {}
    parents = dict(above or {})
    at = now()
    for depth in sorted({entry.position.count(".") for entry in found}):
        level = [entry for entry in found if entry.position.count(".") == depth]
        made = Entry.objects.bulk_create(
            [
                Entry(
                    reference=references[entry.position],
                    report=report,
                    parent=parents.get(entry.parent_position or ""),
                    position=entry.position,
                    order=first_order + entry.order,
                    kind=entry.draft.kind,
                    number=entry.draft.number[:30],
                    labels=entry.labels,
                    recorded_at=at,
                )
                for entry in level
            ]
        )
        by_position.update({entry.position: entry for entry in made})
        parents |= by_position
    versions = EntryVersion.objects.bulk_create(
        [make_version(by_position[entry.position], 1, entry, prepared, document) for entry in found]
    )
    for version in versions:
        log.event("entry.recorded", version.entry.reference, version_event(version.entry, version))
    return by_position


def add_addressings(
    log: Log,
    by: Actor,
    report: Report,
    by_position: dict[str, Entry],
    mentions: list[PreparedMention],
    entries: list[PreparedEntry],
) -> None:
    at = now()
    pairs: list[tuple[Entry | None, PreparedMention]] = [(None, mention) for mention in mentions]
    for entry in entries:
        if entry.position in by_position:
            pairs.extend((by_position[entry.position], mention) for mention in entry.mentions)
    addressings = Addressing.objects.bulk_create(
        [
            Addressing(
                report=report,
                entry=entry,
                order=order,
                as_written=mention.as_written,
                as_published=mention.as_published,
                role=mention.role,
                recorded_at=at,
            )
            for order, (entry, mention) in enumerate(pairs)
        ]
    )
    resolutions = Resolution.objects.bulk_create(
        [
            Resolution(
                addressing=addressing,
                organisation_id=mention.organisation_id,
                status=mention.status,
                method=mention.method[:60],
                score=mention.score,
                reason=mention.reason[:500],
                candidates=[list(candidate) for candidate in mention.candidates],
                decided_by=by.identifier,
                recorded_at=at,
            )
            for addressing, (_, mention) in zip(addressings, pairs, strict=True)
        ]
    )
    if resolutions:
        log.event(
            "addressees.resolved",
            report.reference,
            {
                "addressings": [
                    {
                        "order": addressing.order,
                        "role": mention.role,
                        "status": mention.status,
                        "organisation": mention.organisation_reference,
                        "method": mention.method,
                    }
                    for addressing, (_, mention) in zip(addressings, pairs, strict=True)
                ]
            },
        )
