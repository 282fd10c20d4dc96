"""Recording a report, and seeing it again."""

import contextlib
import datetime as dt
from collections.abc import Sequence

import pytest
from django.db import transaction

from answerable.core.actors import INGEST, Actor
from answerable.core.references import parse_reference
from answerable.core.text.dates import FoundDate
from answerable.ledger.canonical import salted_hash
from answerable.ledger.models import Event
from answerable.register.models import Disagreement, Entry, EntryVersion, Report, Sighting
from answerable.register.operations import PublishingError, Recorded, record_report, withdraw_entry
from answerable.register.prepared import PreparedEntry, PreparedReport
from answerable.register.queries import version_on
from answerable.sources.drafts import Sight
from answerable.sources.models import Document
from answerable.sources.operations import load_publisher
from tests import make

pytestmark = pytest.mark.django_db


class Rollback(Exception):  # noqa: N818  # not an error: it ends a try
    pass


EDITOR = Actor("person:1", frozenset({"ENTRY_WITHDRAW"}))
DEFAULT_TEXTS = ("Observations were not carried out as planned.",)


def prepared(
    *,
    reference: str = "2020-0001",
    issued: dt.date = dt.date(2020, 1, 15),
    texts: Sequence[str] = DEFAULT_TEXTS,
    deceased: Sequence[str] = ("Imogen Fairwater",),
    url: str = "",
    source: str = "pfd-dataset",
    where: str = "row 2",
    rank: int = 1,
    left_out: str = "",
    entries: list[PreparedEntry] | None = None,
) -> PreparedReport:
    """A report as prepared: the same arguments give the same report."""
    one = make.prepared_report(
        reference=reference,
        issued=issued,
        texts=texts,
        deceased=deceased,
        url=url,
        rank=rank,
        left_out=left_out,
        title_as_published="A published title with Imogen Fairwater in it",
        sights=[Sight(source, {"reference": reference}, FoundDate(issued.isoformat(), issued))],
    )
    one.draft.where = where
    one.draft.author = "Coroner Ravenscroft"
    one.draft.sections = {"circumstances": "Imogen Fairwater was a patient."}
    if entries is not None:
        one.entries = entries
        one.draft.entries = [entry.draft for entry in entries]
    return one


def record(one: PreparedReport, kept: Document | None = None) -> Recorded:
    load_publisher(
        by=INGEST,
        code=one.publisher_code,
        name=one.publisher_name,
        kind=one.publisher_kind,
        source=one.source,
        fictional=one.fictional,
    )
    return record_report(by=INGEST, prepared=one, document=kept or make.document())


def entry_of(report: Report, position: str = "1") -> Entry:
    return Entry.objects.get(report=report, position=position)


def test_report_is_recorded_with_its_entries_and_an_event_for_each() -> None:
    recorded = record(prepared(texts=["The first concern.", "The second concern."]))
    assert recorded.new and recorded.entries_added == 2
    assert [e.position for e in recorded.report.entries.all()] == ["1", "2"]
    for entry in recorded.report.entries.all():
        assert parse_reference(entry.reference, "E") == entry.reference
        assert Event.objects.get(subject=entry.reference).kind == "entry.recorded"


def test_ledger_holds_hashes_of_the_words_and_not_the_words() -> None:
    original = "Nurse Oakhampton did not look at the chart."
    public = "Nurse [name withheld] did not look at the chart."
    entry = make.prepared_entry(public, "1", 1, number="1", original=original)
    record(prepared(entries=[entry]))
    version = EntryVersion.objects.get()
    event = Event.objects.get(kind="entry.recorded")
    assert event.payload["original"] == salted_hash(original, version.salt)
    assert event.payload["text"] == salted_hash(public, version.public_salt)
    for event in Event.objects.all():
        words = bytes(event.canonical).decode()
        assert "Oakhampton" not in words and "Fairwater" not in words and "Ravenscroft" not in words


def test_same_report_twice_changes_nothing() -> None:
    kept = make.document()
    record(prepared(), kept)
    before = (Event.objects.count(), EntryVersion.objects.count(), Sighting.objects.count())
    again = record(prepared(), kept)
    assert not again.new
    assert (Event.objects.count(), EntryVersion.objects.count(), Sighting.objects.count()) == before


def test_references_follow_from_identity_and_not_from_the_order() -> None:
    reports = [
        prepared(reference="2020-0001", deceased=["Ann Marrow"], texts=["Beds were short."]),
        prepared(reference="2020-0002", deceased=["Tom Quill"], texts=["Notes were lost."]),
    ]
    made = []
    for order in (reports, reports[::-1]):
        with contextlib.suppress(Rollback), transaction.atomic():
            for one in order:
                record(one)
            made.append(set(Entry.objects.values_list("reference", flat=True)))
            raise Rollback
    assert made[0] == made[1] and len(made[0]) == 2


def test_second_source_is_a_second_sighting_and_its_date_a_disagreement() -> None:
    record(prepared(issued=dt.date(2020, 1, 15)))
    again = record(prepared(issued=dt.date(2020, 2, 1), source="pfd-tracker", where="row 9"))
    assert not again.new and Report.objects.count() == 1
    disagreement = Disagreement.objects.get()
    assert disagreement.field == "issued_on"
    assert disagreement.values == {"pfd-dataset": "2020-01-15", "pfd-tracker": "2020-02-01"}
    assert disagreement.used == "2020-01-15"
    assert again.report.sightings.count() == 2


def test_reference_given_twice_makes_two_reports() -> None:
    record(prepared(deceased=["Ann Marrow"], texts=["Beds were short."]))
    record(
        prepared(
            deceased=["Tom Quill"], texts=["The lift was broken for months."], issued=dt.date(2020, 6, 1)
        )
    )
    assert Report.objects.filter(publisher_reference="2020-0001").count() == 2


def test_two_reports_on_one_death_stay_two() -> None:
    """A coroner may write to two bodies on one day, each with its own concerns, reference and page."""
    page = "https://example.org/reports/"
    record(prepared(reference="2024-0001", url=page + "a-1", texts=["The ward had no alarm that worked."]))
    record(prepared(reference="2024-0002", url=page + "a-2", texts=["Police did not share what they knew."]))
    assert Report.objects.count() == 2


def test_one_report_on_two_pages_stays_one() -> None:
    page = "https://example.org/reports/"
    texts = ["The crossing has no barrier and drivers are not warned of it in time to stop."]
    record(prepared(url=page + "a", deceased=["Ann Marrow"], texts=texts))
    record(prepared(url=page + "b", deceased=["Tom Quill"], texts=texts))
    assert Report.objects.count() == 1


def test_second_page_of_one_report_withholds_its_person_too() -> None:
    page = "https://example.org/reports/"
    texts = [
        "Ann Marrow and Tom Quill crossed where there is no barrier, and drivers are not warned in time."
    ]
    public = [
        "[name withheld] and Tom Quill crossed where there is no barrier, and drivers are not warned in time."
    ]
    first = prepared(url=page + "a", deceased=["Ann Marrow"], texts=texts)
    first.entries[0].text = public[0]
    record(first)
    record(prepared(url=page + "b", deceased=["Tom Quill"], texts=texts))
    version = EntryVersion.objects.get(superseded_at__isnull=True)
    assert version.version == 2 and "Quill" not in version.text and "Marrow" not in version.text
    assert Event.objects.filter(kind="entry.withheld").count() == 1
    before = EntryVersion.objects.get(superseded_at__isnull=False)
    assert "Quill" not in before.text, "nor do the words shown as at an earlier day"
    assert version.original == before.original == texts[0]


def test_name_that_a_later_sight_brings_is_withheld_around_the_words_too() -> None:
    page = "https://example.org/reports/"
    texts = ["The crossing has no barrier, and drivers coming from the north are not warned of it in time."]
    first = prepared(url=page + "a", deceased=["Ann Marrow"], texts=texts)
    first.entries[0].context = {"heading": "The death of Tom Quill"}
    first.entries[0].purpose = "This is so that what befell Tom Quill befalls nobody else."
    record(first)
    record(prepared(url=page + "b", deceased=["Tom Quill"], texts=texts))
    assert EntryVersion.objects.count() == 2
    for version in EntryVersion.objects.all():
        assert "Quill" not in version.purpose + str(version.context)


def test_closer_source_gives_new_words_and_keeps_the_old() -> None:
    cleaned = [
        "Observation levels were not reviewed after the incident.",
        "Only the dataset says this thing.",
    ]
    exact = [
        "Observation levels were not reviewed after the incident on the ward.",
        "A third matter entirely, of fire doors.",
    ]
    record(prepared(texts=cleaned))
    again = record(prepared(texts=exact, rank=3, where="whole document"))
    assert (again.entries_changed, again.entries_added) == (1, 1)
    first = entry_of(again.report)
    assert [v.original for v in first.versions.all()] == [cleaned[0], exact[0]]
    assert first.versions.get(superseded_at__isnull=True).version == 2
    lacking = entry_of(again.report, "2").versions.get()
    assert "not-in-original" in lacking.flags
    assert entry_of(again.report, "3").versions.get().original == exact[1]


def test_source_further_from_the_original_changes_no_words() -> None:
    record(prepared(texts=["The exact words."], rank=3, where="whole document"))
    record(prepared(texts=["Other, cleaned words."], rank=1))
    assert EntryVersion.objects.get().original == "The exact words."


def test_report_without_entries_keeps_its_reason_until_a_source_has_some() -> None:
    reason = "The concerns hold only the form's own sentences."
    recorded = record(prepared(left_out=reason))
    assert recorded.report.left_out == reason and not recorded.report.entries.exists()
    record(prepared(texts=["A real concern."], rank=1, where="page"))
    report = Report.objects.get()
    assert report.left_out == "" and report.entries.count() == 1


def test_parts_keep_their_parent() -> None:
    entries = [
        make.prepared_entry("Three things.", "1", 1, number="1"),
        make.prepared_entry("One.", "1.1", 101, number="1.1"),
        make.prepared_entry("Two.", "1.2", 102, number="1.2"),
    ]
    report = record(prepared(entries=entries)).report
    assert [part.number for part in entry_of(report).parts.all()] == ["1.1", "1.2"]


def test_withdrawn_entry_keeps_its_reference_and_its_reason() -> None:
    report = record(prepared()).report
    entry = entry_of(report)
    with pytest.raises(PublishingError, match="Say why"):
        withdraw_entry(by=EDITOR, entry=entry, why="  ")
    withdraw_entry(by=EDITOR, entry=entry, why="Recorded twice.")
    assert Entry.objects.get(reference=entry.reference).withdrawn_why == "Recorded twice."


def test_words_as_at_a_date_before_recording_are_the_first_and_say_so() -> None:
    report = record(prepared()).report
    words, held = version_on(entry_of(report), dt.date(2020, 3, 1))
    assert words.version == 1 and not held


def test_report_read_again_by_a_newer_method_gets_what_reads_differently() -> None:
    kept = make.document()
    texts = ["Nurse Oakhampton did not look at the chart.", "Beds were short on every ward."]
    report = record(prepared(texts=texts), kept).report
    newer = prepared(texts=texts)
    newer.method = "test/2 names/2"
    newer.entries[0].text = "Nurse [name withheld] did not look at the chart."
    again = record(newer, kept)
    assert (again.entries_changed, again.entries_added) == (1, 0)
    first = entry_of(report)
    assert [v.text for v in first.versions.all()][-1] == newer.entries[0].text
    assert entry_of(report, "2").versions.count() == 1
    events = Event.objects.count()
    record(newer, kept)
    assert Event.objects.count() == events, "and once read by it, nothing changes"


def test_new_part_of_a_held_entry_stays_its_part() -> None:
    texts = ["Three things were missing from the plan for leave."]
    report = record(prepared(texts=texts)).report
    closer = [
        make.prepared_entry(texts[0], "1", 0, number="1"),
        make.prepared_entry("Nobody was named to meet the patient.", "1.1", 1, number="a"),
    ]
    record(prepared(entries=closer, rank=3, where="whole document"))
    assert [part.position for part in entry_of(report).parts.all()] == ["1.1"]
