"""One entry for its page: the exact words, where they stand, who is asked, and what is known of a reply."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef, Q

from answerable.core.calendar import end_of_day, today
from answerable.publication.editions import EditionRecord, edition_records
from answerable.publication.lineage import LineageRecord
from answerable.publication.records import (
    AddresseeRecord,
    DutyRecord,
    EntryRecord,
    duty_record,
    entry_records,
)
from answerable.publication.standing import EntryStanding, entry_standings
from answerable.publication.versions import History, entry_history
from answerable.register.models import Disagreement, Edition, Entry, EntryVersion
from answerable.register.queries import withdrawal_of
from answerable.website.presenters import words
from answerable.website.presenters.flags import flag_words
from answerable.website.presenters.said_before import SaidBefore, said_before
from answerable.website.presenters.sources import Difference, differences
from answerable.website.presenters.standing import Standing, standing_of
from answerable.website.presenters.timeline import Moment, timeline
from answerable.website.presenters.withdrawn import withdrawn_entry, withdrawn_report
from answerable.website.refusals import (
    Explained,
    NotHereError,
    WithdrawnError,
    not_published_yet,
    nothing_has,
)


@dataclass(frozen=True, slots=True)
class Neighbour:
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    reference: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryPage:
    record: EntryRecord
    name: str
    report_name: str
    content_note: str
    passage: str
    place: str  # "3 of 7"
    previous: Neighbour | None
    next: Neighbour | None
    parts: tuple[ShownPart, ...]
    lineage: SaidBefore
    asked: tuple[AddresseeRecord, ...]
    others: tuple[AddresseeRecord, ...]
    duties: tuple[DutyRecord, ...]
    scope: str
    settings: tuple[str, ...]
    notes: tuple[str, ...]
    differences: tuple[Difference, ...]
    timeline: tuple[Moment, ...]
    versions: tuple[EntryVersion, ...]
    held: bool  # False: shown for a date before the register held it
    standing: Standing
    editions: tuple[EditionRecord, ...] = ()
    history: History | None = None  # where one of its versions was asked for

    @property
    def heading(self) -> str:
        return f"{self.name}, {self.record.report.publisher}, {words.issued_words(self.record.report)}"

    @property
    def href(self) -> str:
        return f"/entries/{self.record.reference}"


def find_entry(reference: str, on: dt.date | None = None) -> Entry:
    """Raises NotHereError for a reference never given, and WithdrawnError for one that was taken back.

    `on`: a day on which its report had left the register counts as well.
    """
    entry = Entry.objects.select_related("report__publisher", "parent").filter(reference=reference).first()
    if entry is None:
        raise nothing_has("E", reference)
    if entry.withdrawn_at:
        raise WithdrawnError(withdrawn_entry(entry))
    if on is not None and (gone := withdrawal_of(entry.report, on)) is not None:
        raise WithdrawnError(withdrawn_report(entry.report, gone))
    return entry


def held_version(
    entry: Entry, on: dt.date | None, versions: Sequence[EntryVersion] | None = None
) -> tuple[EntryVersion, bool]:
    """The words to show for a date, and whether the register held them then, as `version_on` does it.

    `versions` are all of the entry's, in order, where they have been read already.
    """
    if on is None:
        on = today()
    elif (gone := withdrawal_of(entry.report, on)) is not None:
        raise WithdrawnError(withdrawn_report(entry.report, gone))
    issued = entry.report.issued_on
    if issued and issued > on:
        raise not_published_yet("E", issued, f"/entries/{entry.reference}")
    if versions is None:
        versions = list(entry.versions.order_by("version"))
    if not versions:
        raise NotHereError(
            Explained(
                "This entry has no words yet", ("The register is still being filled. Try again later.",)
            )
        )
    limit = end_of_day(on)
    known = [version for version in versions if version.recorded_at < limit]
    version = known[-1] if known else versions[0]
    version.entry = entry
    return version, bool(known)


def _numbered(entry: Entry, number: int, versions: Sequence[EntryVersion]) -> EntryVersion:
    for version in versions:
        if version.version == number:
            version.entry = entry
            return version
    raise NotHereError(
        Explained(
            "This entry has no such version",
            (f"Entry {entry.reference} has never had a version {number}.",),
            (("See the entry as it is now", f"/entries/{entry.reference}"),),
        )
    )


def entry_page(reference: str, on: dt.date | None, number: int | None = None) -> EntryPage:
    """The entry as held on a date (now when None), or with the words of one of its versions."""
    known = _words_of(reference)
    entry, versions, parts, there = known.entry, known.versions, known.parts, known.there
    if number is None:
        version, held = held_version(entry, on, versions)
    else:
        version, held = _numbered(entry, number, versions), True
    standing = standing_on(entry, on)
    record = replace(
        next(entry_records([version], on=on, lineage="whole", with_duties=False)),
        duties=tuple(duty_record(duty, on=on) for duty in standing.rows),
    )
    shown = standing_of(standing, on)
    name, place, previous, following = _neighbours(entry)
    report = record.report
    return EntryPage(
        record=record,
        name=name,
        report_name=words.report_name(report),
        content_note=words.content_note(report),
        passage=_passage(record),
        place=place,
        previous=previous,
        next=following,
        parts=parts,
        lineage=said_before(record.lineage or LineageRecord()),
        asked=tuple(a for a in record.addressees if a.role == "addressee"),
        others=tuple(a for a in record.addressees if a.role != "addressee"),
        duties=record.duties,
        scope=words.SCOPES[report.scope],
        settings=tuple(words.setting_label(setting) for setting in report.settings),
        notes=tuple(flag_words((*record.flags, *report.flags))),
        differences=differences(entry.report, on) if "differences" in there else (),
        timeline=tuple(timeline(record, list(versions), on or today(), shown.answered)),
        versions=tuple(versions),
        held=held,
        standing=shown,
        editions=edition_records(entry.report, entry, on) if "editions" in there else (),
        history=entry_history(entry, versions) if number is not None else None,
    )


def standing_on(entry: Entry, on: dt.date | None) -> EntryStanding:
    """What is known of the duties on an entry; those on a part are those on the whole."""
    top = entry.parent_id or entry.pk
    return entry_standings([top], on=on)[top]


def _neighbours(entry: Entry) -> tuple[str, str, Neighbour | None, Neighbour | None]:
    """What the entry is called in its report, its place there ("3 of 7"), and those before and after it."""
    rows = list(
        Entry.objects.filter(report_id=entry.report_id, withdrawn_at__isnull=True)
        .order_by("order")
        .values_list("pk", "reference", "kind", "number", "parent_id")
    )
    names = words.names_in_report([(pk, kind, number, parent) for pk, _, kind, number, parent in rows])
    at = next(place for place, row in enumerate(rows) if row[0] == entry.pk)

    def neighbour(place: int) -> Neighbour | None:
        return Neighbour(rows[place][1], names[rows[place][0]]) if 0 <= place < len(rows) else None

    return names[entry.pk], f"{at + 1} of {len(rows)}", neighbour(at - 1), neighbour(at + 1)


@dataclass(frozen=True, slots=True)
class _Known:
    entry: Entry
    versions: Sequence[EntryVersion]  # in order
    parts: tuple[ShownPart, ...]  # as they stand now
    there: frozenset[str]  # what its report has at all, of "differences" and "editions"


def _words_of(reference: str) -> _Known:
    """An entry with its words and those of its parts, in one query. Raises as `find_entry` does."""
    held = Q(superseded_at__isnull=True, entry__withdrawn_at__isnull=True)
    rows = list(
        EntryVersion.objects.filter(
            Q(entry__reference=reference) | Q(held, entry__parent__reference=reference)
        )
        .select_related("entry__report__publisher", "entry__parent")
        .annotate(
            differ=Exists(Disagreement.objects.filter(report=OuterRef("entry__report"))),
            forms=Exists(Edition.objects.filter(report=OuterRef("entry__report"))),
        )
        .order_by("entry__order", "version")
    )
    own = [row for row in rows if row.entry.reference == reference]
    if not own or own[0].entry.withdrawn_at:
        return _Known(find_entry(reference), [], (), frozenset())
    parts = (row for row in rows if row.entry.reference != reference)
    there = {"differences": own[0].differ, "editions": own[0].forms}
    return _Known(
        own[0].entry,
        own,
        tuple(ShownPart(part.entry.reference, part.entry.number, part.text) for part in parts),
        frozenset(kind for kind, some in there.items() if some),
    )


def _passage(record: EntryRecord) -> str:
    if record.page:
        return f"page {record.page}"
    if record.row:
        return f"row {record.row} of the source’s table"
    return ""
