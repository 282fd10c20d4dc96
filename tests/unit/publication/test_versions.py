"""Versions are replayed: each says what held then, and none what was withheld or withdrawn since."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from answerable.core.actors import INDICATORS, INGEST, ORGANISATIONS_LOADER
from answerable.impact.definitions import shipped
from answerable.impact.operations import record_definitions
from answerable.lineage.models import Expectation
from answerable.lineage.operations import make_expectation, reword_expectation, undo_change
from answerable.organisations.facts import BodyFact, ListRead, NameFact, cite_words
from answerable.organisations.models import Organisation
from answerable.organisations.operations import load_list
from answerable.publication.versions import (
    Fact,
    History,
    Item,
    changes,
    entry_history,
    expectation_history,
    indicator_history,
    organisation_history,
    report_history,
)
from answerable.register.models import Entry, EntryVersion, Report
from answerable.register.operations import record_report, withdraw_entry
from answerable.sources.drafts import Sight
from tests import make
from tests.unit.impact import figures

OUT_OF_LIGHT = "Staff did not see Wren Thistlewood, since the lamp was out."


def said(history: History, number: int) -> dict[str, object]:
    return {fact.key: fact.value for fact in history.read(number)}


def replayed(history: History, make_again: Callable[[], History]) -> None:
    """A later version leaves every earlier one as it was."""
    again = make_again()
    assert again.steps[: history.last] == history.steps
    for step in history.steps:
        assert again.read(step.number) == history.read(step.number)


class TestChanges:
    def test_words_are_compared_one_by_one(self) -> None:
        one, other = (
            (Fact("text", "Words", (Item(text),), prose=True),) for text in ("Mend the lamp.", "Mend a lamp.")
        )
        (change,) = changes(one, other)
        assert change.pieces == (("same", "Mend "), ("gone", "the"), ("new", "a"), ("same", " lamp."))

    def test_words_with_little_in_common_are_told_whole(self) -> None:
        one, other = (
            (Fact("text", "Words", (Item(text),), prose=True),)
            for text in ("Mend the lamp by the door.", "Tell each family who answers for leave.")
        )
        (change,) = changes(one, other)
        assert change.pieces == () and change.gone == one[0].items and change.new == other[0].items

    def test_lists_tell_what_came_and_what_went(self) -> None:
        one, other = (
            (Fact("entries", "Entries", tuple(Item(word) for word in words), many=True),)
            for words in (("A", "B"), ("B", "C"))
        )
        (change,) = changes(one, other)
        assert [item.words for item in change.gone] == ["A"] and [item.words for item in change.new] == ["C"]

    def test_what_stands_alike_is_no_change(self) -> None:
        fact = Fact("text", "Words", (Item("The same."),), prose=True)
        assert changes((fact,), (fact,)) == ()
        assert changes((), (fact,))[0].new == (Item("The same."),)


def two_versions(
    first: str = "Staff were not told.", then: str = "Staff on the ward were not told."
) -> Entry:
    """An entry whose words a closer source brought nearer to the original."""
    prepared = make.prepared_report(texts=[first], area="Far Fell", url="https://example.org/far-fell")
    report = make.report(prepared)
    closer = make.prepared_report(
        texts=[then],
        area="Far Fell",
        url="https://example.org/far-fell",
        reference=prepared.draft.reference,
        issued=prepared.draft.issued.date,
        sights=[Sight("report-pdf", {}, prepared.draft.issued)],
        rank=3,
    )
    record_report(by=INGEST, prepared=closer, document=make.document())
    found: Entry = Entry.objects.select_related("report").get(report=report)
    return found


@pytest.mark.django_db
class TestEntries:
    def test_each_version_says_who_when_why_and_what_changed(self) -> None:
        entry = two_versions()
        history = entry_history(entry)
        assert [step.what for step in history.steps] == [
            "First recorded",
            "Words brought closer to the original",
        ]
        assert history.steps[0].at < history.steps[1].at
        assert all(step.by == "a program of this register" and step.events for step in history.steps)
        (change,) = [one for one in history.changed(2) if one.key == "text"]
        assert ("new", "on the ward") in [(kind, words.strip()) for kind, words in change.pieces]

    def test_name_withheld_since_is_in_no_version(self) -> None:
        """A later sight names somebody whom the first did not: every version is told without."""
        entry = two_versions(OUT_OF_LIGHT, OUT_OF_LIGHT.replace("the lamp", "every lamp"))
        assert any("Thistlewood" in str(said(entry_history(entry), number)["text"]) for number in (1, 2))
        again = make.prepared_report(
            texts=[OUT_OF_LIGHT],
            area="Far Fell",
            url="https://example.org/far-fell",
            reference=entry.report.publisher_reference,
            issued=entry.report.issued_on,
            deceased=["Wren Thistlewood"],
        )
        record_report(by=INGEST, prepared=again, document=make.document())
        history = entry_history(Entry.objects.select_related("report").get(pk=entry.pk))
        assert history.last == 3 and history.steps[2].what == "Words withheld"
        told = [str(history.read(number)) + str(history.changed(number)) for number in (1, 2, 3)]
        assert not any("Thistlewood" in words or "Wren" in words for words in told)

    def test_numbers_are_those_of_the_words(self) -> None:
        entry = two_versions()
        rows = EntryVersion.objects.filter(entry=entry).order_by("version")
        assert [row.version for row in rows] == [step.number for step in entry_history(entry).steps]


@pytest.mark.django_db
class TestReports:
    def test_version_names_the_words_of_each_entry(self) -> None:
        entry = two_versions()
        history = report_history(Report.objects.select_related("publisher").get(pk=entry.report_id))
        assert said(history, 1)["entries"] == [f"{entry.reference}, version 1"]
        assert said(history, 2)["entries"] == [f"{entry.reference}, version 2"]
        assert len(said(history, 2)["documents"]) == 2  # type: ignore[arg-type]

    def test_withdrawn_entry_is_marked_in_what_came_before_and_gone_from_what_came_after(self) -> None:
        report = make.report(texts=["Mend the lamps.", "Mend the bells."])
        first = report.entries.get(position="1")
        before = report_history(report)
        withdraw_entry(by=make.editor(), entry=first, why="Read twice.")
        history = report_history(report)
        assert history.last == before.last + 1 and history.steps[-1].why == "Read twice."
        assert f"{first.reference}, version 1, withdrawn since" in said(history, 1)["entries"]  # type: ignore[operator]
        assert first.reference not in str(said(history, history.last)["entries"])


@pytest.mark.django_db
class TestExpectations:
    def test_every_change_is_a_version_and_taking_back_is_one_too(self) -> None:
        editor, entry, other = make.editor(), make.entry("Mend the lamps."), make.entry("See to lamps.")
        made = make_expectation(by=editor, text="Mend lamps", entries=[entry, other])
        first = expectation_history(made)
        change = reword_expectation(
            by=editor, expectation=made, text="Keep every lamp alight", note="", reason="Plainer."
        )
        assert change is not None
        replayed(first, lambda: expectation_history(made))
        undo_change(by=editor, change=made.changes.order_by("pk").last(), reason="It was better before.")  # type: ignore[arg-type]
        history = expectation_history(made)
        texts = [said(history, number)["text"] for number in (1, 2, 3)]
        assert texts == ["Mend lamps", "Keep every lamp alight", "Mend lamps"]
        assert [step.why for step in history.steps[1:]] == ["Plainer.", "It was better before."]
        assert all(step.events for step in history.steps)

    def test_name_in_words_that_were_replaced_is_withheld(self) -> None:
        editor = make.editor()
        entry = make.entry("The lamp was out.", deceased=["Wren Thistlewood"])
        made = make_expectation(by=editor, text="Do what Wren Thistlewood needed", entries=[entry])
        reword_expectation(by=editor, expectation=made, text="Mend lamps", note="", reason="No names.")
        history = expectation_history(made)
        assert "Thistlewood" not in str(said(history, 1)) + str(history.changed(2))
        assert said(history, 2)["text"] == "Mend lamps"

    def test_entry_withdrawn_since_is_named_without_words(self) -> None:
        editor, entry, other = make.editor(), make.entry("Mend the lamps."), make.entry("See to lamps.")
        made = make_expectation(by=editor, text="Mend lamps", entries=[entry, other])
        withdraw_entry(by=editor, entry=entry, why="Read twice.")
        told = str(said(expectation_history(Expectation.objects.get(pk=made.pk)), 1)["entries"])
        assert f"{entry.reference}" in told and "withdrawn since" in told and "lamps" not in told


@pytest.mark.django_db
class TestOrganisations:
    def test_each_list_that_adds_something_is_a_version(self) -> None:
        body = make.body("Fenlock Trust", opened=dt.date(2011, 4, 1))
        first = organisation_history(body)
        cited = cite_words("Another list made for tests")
        read = ListRead(
            "later list",
            bodies=[BodyFact(body.key, "Fenlock Care Trust", "nhs_trust", cited, None, dt.date(2020, 4, 1))],
            names=[
                NameFact(body.key, "FLT", "abbreviation", cited),
                NameFact(body.key, "Somebody Holdsworth", "holder", cited),
            ],
        )
        load_list(by=ORGANISATIONS_LOADER, read=read)
        replayed(first, lambda: organisation_history(Organisation.objects.get(pk=body.pk)))
        history = organisation_history(Organisation.objects.get(pk=body.pk))
        assert history.last == 2 and "Another list made for tests" in history.steps[1].why
        now = said(history, 2)
        held = Organisation.objects.get(pk=body.pk)
        assert (now["name"], now["closed"]) == (held.name, str(held.closed))
        assert now["other_names"] == ["FLT (abbreviation)"]
        assert "Holdsworth" not in str(history.read(2)) + str(history.changed(2))


@pytest.mark.django_db
class TestIndicators:
    def test_definition_is_a_version_when_it_is_first_read_and_when_it_changes(self) -> None:
        code = "MHS76"
        one = {code: shipped()[code]}
        assert record_definitions(by=INDICATORS, indicators=one) == 1
        assert record_definitions(by=INDICATORS, indicators=one) == 0
        other = {code: replace(shipped()[code], definition="Another count.", version="next")}
        assert record_definitions(by=INDICATORS, indicators=other) == 1
        history = indicator_history(code)
        assert said(history, 1)["definition"] == shipped()[code].definition
        assert said(history, 2)["definition"] == "Another count."
        assert history.steps[1].why == "Version of the definition: next"

    def test_file_of_figures_is_a_version_and_its_day_another(self, tmp_path: Path) -> None:
        row = "2024-01-01,2024-01-31,Final,England,England,England,NONE,NONE,MHS76,Restrictive,120"
        path = figures.written(tmp_path, "month.csv", [figures.HEADINGS, row])
        assert figures.load(path).sum("loaded") == 1
        figures.load(path, published=dt.date(2024, 3, 14))
        history = indicator_history("MHS76")
        assert [step.what for step in history.steps] == [
            "Its definition was put on record",
            "A file of figures was loaded",
            "A file of figures was dated",
        ]
        assert said(history, 1)["files"] == []
        assert "month.csv: 1 figures" in str(said(history, 2)["files"])
        assert "published 2024-03-14" in str(said(history, 3)["files"])

    def test_without_a_record_there_is_no_version(self) -> None:
        assert indicator_history("MHS76").last == 0
