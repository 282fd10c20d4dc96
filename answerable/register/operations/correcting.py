"""What the author of a published report changes in it: words, date and addressees, or an entry withdrawn."""

from collections.abc import Mapping, Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.register.models import Entry, EntryVersion, Report
from answerable.register.operations.entries import add_addressings, add_entries, make_version, version_event
from answerable.register.operations.errors import PublishingError
from answerable.register.operations.manuscripts import PUBLISH
from answerable.register.operations.reasons import public_reason
from answerable.register.operations.revising import describe_again
from answerable.register.prepared import PreparedEntry, PreparedMention, PreparedReport
from answerable.sources.models import Document


@operation(PUBLISH)
def correct_report(
    log: Log,
    *,
    by: Actor,
    report: Report,
    prepared: PreparedReport,
    document: Document,
    reworded: Mapping[int, PreparedEntry],
    more: Sequence[PreparedEntry] = (),
    mentions: Sequence[PreparedMention] = (),
) -> int:
    """Gives the entries `reworded` (by id) their next version, and adds what is new: how many words changed.

    What the register held before stays under its date. Raises PublishingError where nothing differs.
    """
    held = Report.objects.select_for_update(of=("self",)).select_related("publisher").get(pk=report.pk)
    by.require_publisher(PUBLISH, held.publisher.code)
    if held.withdrawn_at:
        raise PublishingError("This report was withdrawn: take that back first.")
    changed = 0
    versions = EntryVersion.objects.filter(
        entry__report=held, entry__in=list(reworded), superseded_at__isnull=True
    ).select_related("entry__report")
    for version in versions:
        entry = reworded[version.entry_id]
        if version.entry.withdrawn_at or version.original == entry.draft.text:
            continue
        version.superseded_at = now()
        version.save(update_fields=["superseded_at"])
        fresh = make_version(version.entry, version.version + 1, entry, prepared, document)
        fresh.save()
        log.event("entry.reworded", version.entry.reference, version_event(version.entry, fresh))
        changed += 1
    made: dict[str, Entry] = {}
    if more:
        last = held.entries.order_by("-order").values_list("order", flat=True).first()
        made = add_entries(
            log, held, prepared, list(more), document, first_order=(-1 if last is None else last) + 1
        )
    if mentions or any(entry.mentions for entry in more):
        add_addressings(log, by, held, made, list(mentions), list(more))
    redated = bool(prepared.draft.issued.date) and prepared.draft.issued.date != held.issued_on
    if not (changed or more or mentions or redated):
        raise PublishingError("Nothing differs from what is published: there is nothing to correct.")
    describe_again(log, held, prepared)
    return changed


@operation(PUBLISH)
def withdraw_published(log: Log, *, by: Actor, entry: Entry, why: str) -> Entry:
    """Its author takes back an entry. The reference stays, with the reason, and is never used again.

    Raises PublishingError: withdrawn already, no reason, one that is too long, or one that names a person.
    """
    rows_of = Report.objects.select_for_update(of=("self",)).select_related("publisher")
    report = rows_of.get(pk=entry.report_id)
    by.require_publisher(PUBLISH, report.publisher.code)
    reason = public_reason(report, why, "Say why: the public reads it in place of the entry.")
    rows = [
        *Entry.objects.select_for_update().filter(pk=entry.pk),
        *Entry.objects.select_for_update().filter(parent_id=entry.pk, withdrawn_at__isnull=True),
    ]
    if rows[0].withdrawn_at:
        raise PublishingError("This entry was withdrawn already.")
    for row in rows:
        row.withdrawn_at, row.withdrawn_why = now(), reason
        row.save(update_fields=["withdrawn_at", "withdrawn_why"])
        log.event("entry.withdrawn", row.reference, {"why": row.withdrawn_why, "by_author": True})
    return rows[0]
