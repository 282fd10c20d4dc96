"""The only writes of the register room."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.canonical import new_salt, salted_hash
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.register.identity import find_report, identifiers, make_key
from answerable.register.models import (
    Addressing,
    Disagreement,
    Entry,
    EntryVersion,
    Identifier,
    Report,
    Resolution,
    Sighting,
)
from answerable.register.prepared import PreparedEntry, PreparedMention, PreparedReport
from answerable.register.references import entry_references, report_reference
from answerable.register.rewording import Pairing, pair_entries
from answerable.sources.models import Document, Publisher


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
    original than what is held, new versions of the entries. Seeing the same thing again changes nothing.
    """
    draft = prepared.draft
    report = find_report(draft)
    if report is None:
        return _record_new(log, by, prepared, document)
    place = draft.where[:120]
    known = set(
        Sighting.objects.filter(report=report, document=document, place=place).values_list(
            "source", flat=True
        )
    )
    if known >= {sight.source for sight in draft.sights} and known:
        log.unchanged()
        return Recorded(report, new=False, entries_added=0, entries_changed=0)
    _add_sightings(report, prepared, document, skip=known)
    _add_identifiers(report, prepared)
    added = changed = 0
    if not draft.left_out and prepared.entries and (prepared.rank > report.rank or report.left_out):
        added, changed = _revise_entries(log, report, prepared, document)
        _describe_again(report, prepared)
        if not report.addressings.exists():
            _add_addressings(log, by, report, {}, prepared.mentions, prepared.entries)
    _fill_blanks(report, prepared)
    _note_disagreements(log, report)
    log.event(
        "report.sighted",
        report.reference,
        {"source": prepared.source, "document": document.sha256, "added": added, "changed": changed},
    )
    return Recorded(report, new=False, entries_added=added, entries_changed=changed)


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
    by_position = _add_entries(log, report, prepared, prepared.entries, document, first_order=0)
    _add_addressings(log, by, report, by_position, prepared.mentions, prepared.entries)
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


def _version(
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


def _version_event(entry: Entry, version: EntryVersion) -> dict[str, object]:
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


def _add_entries(
    log: Log,
    report: Report,
    prepared: PreparedReport,
    found: list[PreparedEntry],
    document: Document,
    *,
    first_order: int,
) -> dict[str, Entry]:
    references = entry_references(report.key, [entry.position for entry in found])
    by_position: dict[str, Entry] = {}
    at = now()
    for depth in sorted({entry.position.count(".") for entry in found}):
        level = [entry for entry in found if entry.position.count(".") == depth]
        made = Entry.objects.bulk_create(
            [
                Entry(
                    reference=references[entry.position],
                    report=report,
                    parent=by_position.get(entry.parent_position or ""),
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
    versions = EntryVersion.objects.bulk_create(
        [_version(by_position[entry.position], 1, entry, prepared, document) for entry in found]
    )
    for version in versions:
        log.event("entry.recorded", version.entry.reference, _version_event(version.entry, version))
    return by_position


def _revise_entries(
    log: Log, report: Report, prepared: PreparedReport, document: Document
) -> tuple[int, int]:
    """Takes the wording of a source closer to the original; entries that it lacks stay, and say so."""
    held = list(
        EntryVersion.objects.filter(
            entry__report=report, entry__withdrawn_at__isnull=True, superseded_at__isnull=True
        ).select_related("entry__report")
    )
    pairing: Pairing = pair_entries(
        [(version.entry.position, version.original) for version in held],
        [(entry.position, entry.draft.text) for entry in prepared.entries],
    )
    current = {version.entry.position: version for version in held}
    found = {entry.position: entry for entry in prepared.entries}
    changed = 0
    for old, new in pairing.pairs:
        version, entry = current[old], found[new]
        if version.original == entry.draft.text:
            continue
        version.superseded_at = now()
        version.save(update_fields=["superseded_at"])
        fresh = _version(version.entry, version.version + 1, entry, prepared, document)
        fresh.save()
        log.event("entry.reworded", version.entry.reference, _version_event(version.entry, fresh))
        changed += 1
    for position in pairing.only_held:
        version = current[position]
        if "not-in-original" not in version.flags:
            version.flags = sorted({*version.flags, "not-in-original"})
            version.save(update_fields=["flags"])
            log.event("entry.flagged", version.entry.reference, {"flag": "not-in-original"})
    extra = [found[position] for position in pairing.only_found]
    if extra:
        top = max((int(p.split(".")[0]) for p in current), default=0)
        for number, entry in enumerate(extra, start=top + 1):
            entry.position = str(number)
        start = max((version.entry.order for version in held), default=-1) + 1
        _add_entries(log, report, prepared, extra, document, first_order=start)
    report.rank = prepared.rank
    report.left_out = ""
    report.save(update_fields=["rank", "left_out"])
    return len(extra), changed


def _describe_again(report: Report, prepared: PreparedReport) -> None:
    """What follows from the words follows from the closer ones: title, scope, settings and flags."""
    draft = prepared.draft
    report.issued_on = draft.issued.date or report.issued_on
    report.title = prepared.title[:300]
    report.scope, report.scope_words = prepared.scope, prepared.scope_words
    report.scope_method = prepared.scope_method
    report.settings = [[setting, words] for setting, words in prepared.settings]
    report.flags = sorted(set(draft.flags) | set(draft.issued.flags))
    report.save(
        update_fields=["issued_on", "title", "scope", "scope_words", "scope_method", "settings", "flags"]
    )


def _fill_blanks(report: Report, prepared: PreparedReport) -> None:
    """A later sight fills what earlier ones left blank, and overrides nothing."""
    draft = prepared.draft
    offered: dict[str, object] = {
        "publisher_reference": draft.reference[:60],
        "url": draft.url[:1000],
        "document_url": draft.document_url[:1000],
        "issued_on": draft.issued.date,
        "area": draft.area[:120],
        "author": draft.author[:250],
        "title_as_published": draft.title,
        "deceased": draft.deceased,
        "sections": draft.sections,
        "categories": draft.categories,
        "response_due_stated": draft.response_due.date if draft.response_due else None,
    }
    blanks = [name for name, value in offered.items() if value and not getattr(report, name)]
    for name in blanks:
        setattr(report, name, offered[name])
    if blanks:
        report.save(update_fields=blanks)


def _add_addressings(
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


@operation("ADDRESSEE_DECIDE")
def decide_addressee(
    log: Log, *, by: Actor, addressing: Addressing, organisation: Organisation | None, reason: str
) -> Resolution:
    """A person settles what an addressing means. The machine's answer stays, dated."""
    if not reason.strip():
        raise ValueError("Say why: a decision on an addressee needs a reason.")
    at: dt.datetime = now()
    Resolution.objects.filter(addressing=addressing, superseded_at__isnull=True).update(superseded_at=at)
    resolution = Resolution.objects.create(
        addressing=addressing,
        organisation=organisation,
        status=Resolution.Status.SURE if organisation else Resolution.Status.UNRESOLVED,
        method="person",
        reason=reason.strip()[:500],
        decided_by=by.identifier,
        recorded_at=at,
    )
    log.event(
        "addressee.decided",
        addressing.report.reference,
        {
            "order": addressing.order,
            "organisation": organisation.reference if organisation else None,
            "reason": reason.strip(),
        },
    )
    return resolution


@operation("ENTRY_WITHDRAW")
def withdraw_entry(log: Log, *, by: Actor, entry: Entry, why: str) -> Entry:
    """Takes an entry out of the register. Its reference stays, with the reason, and is never reused."""
    if not why.strip():
        raise ValueError("Say why: a withdrawal needs a reason that the public can read.")
    if entry.withdrawn_at:
        log.unchanged()
        return entry
    entry.withdrawn_at = now()
    entry.withdrawn_why = why.strip()[:300]
    entry.save(update_fields=["withdrawn_at", "withdrawn_why"])
    log.event("entry.withdrawn", entry.reference, {"why": entry.withdrawn_why})
    return entry
