"""What is public of an entry's lineage: nothing of an entry that is gone, no words that were replaced."""

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.core.actors import INGEST
from answerable.lineage.operations import open_contradiction, resolve_contradiction
from answerable.lineage.queries import standing_of
from answerable.publication.contradictions import as_json, contradiction_row
from answerable.publication.lineage_tables import link_rows
from answerable.publication.records import LineageRecord, entry_records
from answerable.register.models import Entry
from answerable.register.operations import record_report, withdraw_entry
from answerable.register.queries import current_versions
from answerable.sources.drafts import Sight
from tests import make

pytestmark = pytest.mark.django_db
NAMED = "Nurse Quillfeather could not open the record."
MASKED = "Nurse [name withheld] could not open the record."


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.DOCUMENTS = tmp_path / "documents"  # type: ignore[attr-defined]


def lineage(entry: Entry) -> LineageRecord:
    found = next(entry_records(current_versions().filter(entry=entry), lineage="whole")).lineage
    assert found is not None
    return found


@pytest.fixture
def reworded() -> tuple[Entry, Callable[[], None]]:
    """An entry that names somebody by mistake, and what puts words without the name in their place."""
    url = "https://example.org/one"
    prepared = make.prepared_report(texts=[NAMED], url=url)
    entry = make.report(prepared).entries.get()

    def closer() -> None:
        better = make.prepared_report(
            texts=[NAMED],
            masked_texts=[MASKED],
            url=url,
            reference=prepared.draft.reference,
            sights=[Sight("report-pdf", {}, prepared.draft.issued)],
            rank=3,
        )
        record_report(by=INGEST, prepared=better, document=make.document())
        assert entry.versions.count() == 2

    return entry, closer


def test_sentences_of_a_link_are_gone_once_the_words_were_replaced(
    reworded: tuple[Entry, Callable[[], None]],
) -> None:
    entry, closer = reworded
    other = make.entry("The record could not be opened.")
    words = {"sentence": NAMED, "other_sentence": "The record could not be opened.", "shared": ["record"]}
    make.suggested(dataclasses.replace(make.link(entry, other), words=words))
    [link] = lineage(other).links or ()
    assert (link.other_sentence, link.shared) == (NAMED, ("record",))
    closer()
    [link] = lineage(other).links or ()
    assert (link.sentence, link.other_sentence, link.shared) == ("The record could not be opened.", "", ())
    assert "Quillfeather" not in json.dumps([list(map(str, row)) for row in link_rows()])


def test_words_of_a_contradiction_follow_those_of_its_entries(
    reworded: tuple[Entry, Callable[[], None]],
) -> None:
    entry, closer = reworded
    other = make.entry("Staff should not keep a record.")
    made = open_contradiction(by=make.editor(), entry=entry, other=other, subject="records")
    assert NAMED in contradiction_row(standing_of(made))
    closer()
    row = contradiction_row(standing_of(made))
    assert NAMED not in row and MASKED in row
    withdraw_entry(by=make.editor(), entry=other, why="It was recorded twice.")
    said = json.dumps(as_json(standing_of(made)), default=str)
    assert "Staff should not keep a record." not in said


def test_links_to_withdrawn_entries_are_not_told() -> None:
    entry, other = make.entry(), make.entry("Nobody was told.")
    make.suggested(make.link(entry, other))
    assert len(lineage(entry).links or ()) == 1
    withdraw_entry(by=make.editor(), entry=other, why="It was recorded twice.")
    assert lineage(entry).links == () and list(link_rows()) == []


def test_directed_link_is_told_from_both_ends() -> None:
    narrow, broad = make.entry(), make.entry("Nobody was told.")
    make.suggested(make.link(narrow, broad, "narrower"))
    [mine], [theirs] = (lineage(entry).links or () for entry in (narrow, broad))
    assert (mine.relation_words, theirs.relation_words) == ("is a narrower form of", "is a broader form of")


def test_resolved_contradiction_says_how_and_no_longer_names_a_body() -> None:
    entry, other = make.entry(), make.entry("Nobody was told.")
    made = open_contradiction(by=make.editor(), entry=entry, other=other, subject="alarms")
    resolve_contradiction(
        by=make.editor(), contradiction=made, outcome="one_prevails", prevails=entry, words="It is newer."
    )
    told = as_json(standing_of(made))
    assert (told["state"], told["outcome"], told["prevails"]) == ("resolved", "one_prevails", entry.reference)
    assert told["to_be_resolved_by"] == "" and told["reason"] == "It is newer."
    [conflict] = lineage(entry).contradictions or ()
    assert (conflict.state, conflict.with_entry) == ("resolved", other.reference)


def test_lists_read_lineage_in_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    entries = [make.entry(f"Alarm {number} failed.", area="West Fell") for number in range(6)]
    make.suggested(*(make.theme(entry, "training") for entry in entries), make.link(entries[0], entries[1]))
    with django_assert_max_num_queries(10):
        records = list(entry_records(current_versions(), with_duties=False, lineage="brief"))
    lineages = [record.lineage for record in records if record.lineage]
    assert len(lineages) == 6 and all(one.links is None for one in lineages)
    assert {theme.key for one in lineages for theme in one.themes} == {"training"}
