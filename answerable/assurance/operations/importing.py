"""Statuses that other registers gave, kept beside what this one found."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.assurance.importing import StatusRow
from answerable.assurance.models import ImportedStatus
from answerable.assurance.vocabularies import UnknownTermError, vocabulary
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows of a table."""

    recorded: int
    held: int  # said so already


@operation("STATUS_IMPORT")
def import_statuses(log: Log, *, by: Actor, rows: Sequence[StatusRow]) -> Imported:
    """Records all rows or none. What the same register said of the same entry and
    body before is superseded.

    Of two rows on one entry and body the later in the table stands.
    """
    # The entries are held, not their statuses: of an entry that comes for the first time there are none.
    entries = Entry.objects.filter(pk__in={row.entry.pk for row in rows})
    list(entries.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    at = now()
    wanted = {_key(row.entry.pk, row.organisation, row.vocabulary.code, row.term.term): row for row in rows}
    standing = ImportedStatus.objects.filter(
        superseded_at__isnull=True, entry__in=[row.entry for row in rows]
    )
    held = {
        _key(status.entry_id, status.organisation, status.vocabulary, status.term): status
        for status in standing.select_related("organisation")
    }
    fresh, gone = [], []
    for key, row in wanted.items():
        before = held.get(key)
        if before is not None and _says_the_same(before, row):
            continue
        if before is not None:
            gone.append(before.pk)
        fresh.append(
            ImportedStatus(
                entry=row.entry,
                organisation=row.organisation,
                vocabulary=row.vocabulary.code,
                term=row.term.term,
                axes=dict(row.term.axes),
                said_on=row.said_on,
                url=row.url,
                recorded_by=by.identifier,
                recorded_at=at,
            )
        )
    ImportedStatus.objects.filter(pk__in=gone).update(superseded_at=at)
    ImportedStatus.objects.bulk_create(fresh, batch_size=500)
    if not fresh:
        log.unchanged()
    for status in fresh:
        log.event(
            "status.imported",
            status.entry.reference,
            {
                "vocabulary": status.vocabulary,
                "term": status.term,
                "axes": status.axes,
                "body": status.organisation.reference if status.organisation else "",
                "on": status.said_on.isoformat() if status.said_on else "",
            },
        )
    return Imported(len(fresh), len(rows) - len(fresh))


def _key(entry: int, body: Organisation | None, code: str, term: str) -> tuple[int, int | None, str, str]:
    """Where a register keeps several statuses side by side, one does not take the place of another."""
    try:
        track = vocabulary(code).term(term).track
    except UnknownTermError:  # a list of terms that is no longer shipped
        track = ""
    return (entry, body.pk if body else None, code, track)


def _says_the_same(status: ImportedStatus, row: StatusRow) -> bool:
    return (status.term, status.axes, status.said_on, status.url) == (
        row.term.term,
        dict(row.term.axes),
        row.said_on,
        row.url,
    )
