"""Two at one moment: a report is seen in two sources, published, withdrawn, put in plain words."""

import pytest
from django.db import transaction

from answerable.core.actors import INGEST, SUMMARIES, Actor
from answerable.ledger.models import Event
from answerable.pipeline.publishing import publish
from answerable.register.models import Entry, EntryVersion, Report, Summary
from answerable.register.operations import (
    PlainError,
    PublishingError,
    Recorded,
    record_report,
    record_summaries,
    withdraw_entry,
    write_summary,
)
from answerable.register.prepared import PreparedReport
from answerable.sources.models import Document
from tests import make
from tests.interleaved import interleaved
from tests.made import publishing as made

pytestmark = pytest.mark.usefixtures("own_database")
PAGE = "https://example.org/reports/1"
WRITER = Actor("person:5", frozenset({"SUMMARY_WRITE"}))


def recorded(prepared: PreparedReport, document: Document) -> Recorded:
    return record_report(by=INGEST, prepared=prepared, document=document)


def test_report_that_two_sources_bring_is_one_and_an_issuer_publishes_it_once() -> None:
    make.body("Vale and Moor Partnership NHS Foundation Trust")
    made.publisher()
    one, other = make.document(), make.document()
    listed = make.prepared_report(reference="2023-0417", url=PAGE)
    found = make.prepared_report(reference="", url=f"{PAGE}/", rank=3, texts=["Nobody heard the alarm."])
    first, second = interleaved(lambda: recorded(listed, one), lambda: recorded(found, other))
    assert (first.get().new, second.get().new) == (True, False)
    assert first.get().report == second.get().report == Report.objects.get()
    assert Event.objects.filter(kind="report.recorded").count() == 1

    by, drafts = (
        made.issuer(),
        [made.manuscript(), made.manuscript("Nobody told the ward of the next night.")],
    )
    first, second = interleaved(
        lambda: publish(by=by, manuscript=drafts[0], revision=1),
        lambda: publish(by=by, manuscript=drafts[1], revision=1),
    )
    assert isinstance(second.error, PublishingError) and first.get().reference in str(second.error)
    drafts[1].refresh_from_db()
    assert drafts[1].published_at is None and Report.objects.count() == 2


def test_entry_is_withdrawn_once_with_the_first_reason() -> None:
    entry = make.entry()
    same = Entry.objects.get(pk=entry.pk)
    interleaved(
        lambda: withdraw_entry(by=make.editor(1), entry=entry, why="Read twice."),
        lambda: withdraw_entry(by=make.editor(2), entry=same, why="By mistake."),
    )
    entry.refresh_from_db()
    assert entry.withdrawn_why == same.withdrawn_why == "Read twice."
    assert Event.objects.filter(kind="entry.withdrawn").count() == 1


def named(name: str, words: str, reference: str, document: Document) -> Recorded:
    """Another sight of a report, which names somebody who died."""
    sight = make.prepared_report(
        texts=[words], reference=reference, url=f"{PAGE}{reference}", deceased=[name]
    )
    return recorded(sight, document)


def test_name_that_comes_to_be_known_is_withheld_in_what_is_said_plainly_at_that_moment() -> None:
    words = "The ward did not look after Coldbeck at night."
    version = make.entry(words, reference="2023-0418", url=f"{PAGE}2023-0418").versions.get()
    document = make.document()
    first, second = interleaved(
        lambda: write_summary(by=WRITER, version=version, text="Coldbeck should be looked after at night."),
        lambda: named("Jane Coldbeck", words, "2023-0418", document),
    )
    assert first.get().text.startswith("Coldbeck") and not second.get().new
    assert "Coldbeck" not in Summary.objects.get().text

    # The other way round, by a program and by a person: of words that no longer stand nothing is said.
    words = "The ward did not look after Marrow and Quill at night."
    entry = make.entry(words, reference="2023-0419", url=f"{PAGE}2023-0419")
    said = {entry.pk: (1, "Look after Marrow and Quill at night.")}
    first, second = interleaved(
        lambda: named("Ann Marrow", words, "2023-0419", document),
        lambda: record_summaries(by=SUMMARIES, made=said, method="plain/1"),
    )
    assert (first.get().new, second.get()) == (False, 0)
    version, other = entry.versions.get(superseded_at=None), make.document()
    assert "Marrow" not in version.text and "Quill" in version.text
    first, second = interleaved(
        lambda: named("Tom Quill", words, "2023-0419", other),
        lambda: write_summary(by=WRITER, version=version, text="Quill should be looked after at night."),
    )
    assert first.get() and isinstance(second.error, PlainError)
    assert not Summary.objects.filter(entry=entry).exists()


def test_sight_that_is_recorded_anew_after_it_failed_gives_its_entries_the_same_places() -> None:
    cleaned = ["The alarm did not work on the ward.", "Notes of the day were not kept."]
    exact = ["The alarm did not work on the ward at night.", "Of fire doors.", cleaned[1]]
    report = make.report(texts=cleaned, reference="2023-0420", url=PAGE)
    prepared = make.prepared_report(texts=exact, reference="2023-0420", url=PAGE, rank=3)
    document = make.document()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        recorded(prepared, document)
        raise ZeroDivisionError
    recorded(prepared, document)
    held = EntryVersion.objects.filter(entry__report=report, superseded_at=None).order_by("entry__position")
    assert [(one.entry.position, one.original) for one in held] == [
        ("1", exact[0]),
        ("2", exact[2]),
        ("3", exact[1]),
    ]
