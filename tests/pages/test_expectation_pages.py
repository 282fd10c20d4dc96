"""Pages of expectations: what stands, what each is made of, and its history."""

import datetime as dt
import json

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import RELATE
from answerable.core.calendar import today
from answerable.core.references import make_reference
from answerable.lineage.models import Expectation
from answerable.lineage.operations import (
    Draft,
    adopt_expectation,
    propose_expectation,
    refuse_draft,
    remove_entries,
    retire_drafts,
    retire_expectation,
    split_expectation,
    undo_change,
)
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from tests import make
from tests.pages.page_tools import json_of, rows_of, text_of
from tests.pages.world import World

pytestmark = pytest.mark.django_db


def test_checked_expectations_come_before_drafts_which_say_what_they_are(
    browser: Client, world: World
) -> None:
    page = LexborHTMLParser(browser.get("/expectations").content.decode())
    hrefs = [one.attributes["href"] for one in page.css(".app-list__title a")]
    assert hrefs == [f"/expectations/{world.expectation}", f"/expectations/{world.draft}"]
    text = text_of(browser, "/expectations")
    assert "1 checked by a person, 1 draft" in text
    assert "Draft group made by the machine, not yet checked by a person" in text
    assert "These counts do not measure risk" in text


def test_expectation_is_counted_in_reports_with_those_on_one_event_said(
    browser: Client, world: World
) -> None:
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "Asked in 3 reports, of which 2 are about one event, 2021 to 2023" in text
    assert "of 2 bodies" in text and "First asked on 3 February 2021" in text
    assert "Some of these reports are about one event" in text


def test_expectation_says_who_of_whom_under_what_and_what_became_of_it(browser: Client, world: World) -> None:
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "Coroner for East Fell 2 reports" in text and "Coroner for North Vale 1 report" in text
    assert "Vale and Moor Partnership NHS Foundation Trust 3 reports" in text
    assert "Report to prevent future deaths 3 reports" in text
    assert "Reply identified Reports 1" in text
    assert "No response identified in the sources checked Reports 1" in text
    assert "Observation 2 entries" in text


def test_draft_is_labelled_wherever_it_stands(browser: Client, world: World) -> None:
    page = text_of(browser, f"/expectations/{world.draft}")
    assert "Draft expectation" in page and "Draft groups are made by a program" in page
    title = LexborHTMLParser(browser.get(f"/expectations/{world.draft}").content.decode()).css_first("title")
    assert title is not None and title.text() == f"Draft expectation {world.draft} - Answerable"
    entry = Entry.objects.get(report__reference=world.report, position="2")
    assert "Draft group made by the machine" in text_of(browser, f"/entries/{entry.reference}")


def test_expectations_narrow_by_state_and_theme(browser: Client, world: World) -> None:
    def listed(query: str) -> list[str]:
        return [one["expectation"] for one in json_of(browser, f"/expectations.json?{query}")["expectations"]]

    assert listed("state=draft") == [world.draft]
    assert listed("theme=observation") == [world.expectation]
    assert listed("theme=family_carers&state=draft") == [world.draft]
    assert listed("theme=beds_access") == []
    assert listed("state=nonsense&theme=nonsense") == [world.expectation, world.draft]
    assert "Nothing matches" in text_of(browser, "/expectations?theme=beds_access")


def test_page_json_and_csv_of_expectations_agree(browser: Client, world: World) -> None:
    record = json_of(browser, f"/expectations/{world.expectation}.json")
    assert (record["reports"], record["reports_about_one_event"], record["occasions"]) == (3, [2], 2)
    assert {one["name"]: one["reports"] for one in record["said_by"]} == {
        "Coroner for East Fell": 2,
        "Coroner for North Vale": 1,
    }
    entries = {one["entry"] for one in rows_of(browser, f"/expectations/{world.expectation}.csv")}
    assert entries == {one["reference"] for one in record["asked_in"]}
    [row] = [one for one in rows_of(browser, "/expectations.csv") if one["state"] == "adopted"]
    assert row["reports"] == "3" and set(row["entries_references"].split(" | ")) == entries
    years = rows_of(browser, f"/expectations/{world.expectation}/by-year.csv")
    assert {one["year"]: int(one["reports"]) for one in years} == {"2021": 2, "2023": 1}


def test_history_of_an_expectation_gives_dates_and_reasons(browser: Client, world: World) -> None:
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "Put together by a program, as a draft, by a program" in text
    assert "Checked and adopted, by an editor" in text and "Why: Read: they ask one thing." in text
    assert f"Merged, by an editor: {world.merged}" in text


def test_merged_expectation_says_where_it_went(browser: Client, world: World) -> None:
    for end in ("", ".json", ".csv", "/by-year.csv"):
        assert browser.get(f"/expectations/{world.merged}{end}").status_code == 410
    text = text_of(browser, f"/expectations/{world.merged}", 410)
    assert "merged into another" in text and world.expectation in text and "They ask the same." in text


def test_refused_draft_and_one_that_the_machine_dropped_leave_a_tombstone(
    browser: Client, world: World
) -> None:
    draft = Expectation.objects.get(reference=world.draft)
    undone = refuse_draft(by=make.editor(), expectation=draft, reason="They differ.")
    text = text_of(browser, f"/expectations/{world.draft}", 410)
    assert "This draft was refused" in text and "They differ." in text
    undo_change(by=make.editor(), change=undone, reason="Too soon.")
    assert browser.get(f"/expectations/{world.draft}").status_code == 200
    text = text_of(browser, f"/expectations/{world.draft}")
    assert "Taken back: draft refused, by an editor" in text
    entries = list(Entry.objects.filter(report__reference=world.inquiry)[:2])
    made = propose_expectation(by=RELATE, draft=Draft("Plans: part", entries), method="grouping/1")
    retire_drafts(by=RELATE, expectations=[made], why="A newer grouping no longer makes it")
    assert "This draft was dropped" in text_of(browser, f"/expectations/{made.reference}", 410)


def test_expectation_that_a_person_retired_keeps_its_page(browser: Client, world: World) -> None:
    adopted = Expectation.objects.get(reference=world.expectation)
    retire_expectation(by=make.editor(), expectation=adopted, reason="The law asks it now.")
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "No longer kept up" in text and "Why: The law asks it now." in text
    assert world.expectation not in json.dumps(json_of(browser, f"/entries/{world.entry}.json"))


def test_split_is_shown_on_both_sides(browser: Client, world: World) -> None:
    adopted = Expectation.objects.get(reference=world.expectation)
    entry = Entry.objects.get(reference=world.entry)
    [part] = split_expectation(
        by=make.editor(), expectation=adopted, parts=[("Tell agency staff", [entry])], reason="Two asks."
    )
    assert part.reference in text_of(browser, f"/expectations/{world.expectation}")
    text = text_of(browser, f"/expectations/{part.reference}")
    assert "Tell agency staff" in text and world.expectation in text and "Why: Two asks." in text


def test_withdrawn_entry_no_longer_counts(browser: Client, world: World) -> None:
    withdraw_entry(by=make.editor(), entry=Entry.objects.get(reference=world.entry), why="Twice.")
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "Asked in 2 reports" in text and world.entry not in text


def test_earlier_day_shows_no_expectation_and_no_link(browser: Client, world: World) -> None:
    href = f"/expectations/{world.expectation}?as-at=2023-12-31"
    assert "Not in the register on that day" in text_of(browser, href, 404)
    assert browser.get(f"/cross-purposes/{world.contradiction}?as-at=2023-12-31").status_code == 404
    assert "Said before" not in text_of(browser, f"/entries/{world.entry}?as-at=2023-12-31")
    assert text_of(browser, f"/expectations/{world.expectation}?as-at={today().isoformat()}")


def test_each_day_shows_an_expectation_as_it_stood(
    browser: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on(month: int) -> None:
        at = dt.datetime(2024, month, 10, tzinfo=dt.UTC)
        for module in ("changing", "drafting"):
            monkeypatch.setattr(f"answerable.lineage.operations.{module}.now", lambda: at)

    entries = list(Entry.objects.filter(report__reference=world.inquiry)[:3])
    on(1)
    made = propose_expectation(by=RELATE, draft=Draft("Plans: part", entries), method="grouping/1")
    on(3)
    remove_entries(by=make.editor(), expectation=made, entries=entries[:1], reason="Not this one.")
    on(5)
    adopt_expectation(by=make.editor(), expectation=made, text="Make a plan")
    on(7)
    refused = propose_expectation(by=RELATE, draft=Draft("Plans: two", entries[1:]), method="grouping/1")
    refuse_draft(by=make.editor(), expectation=refused, reason="They differ.")
    href = f"/expectations/{made.reference}"
    assert browser.get(f"{href}?as-at=2024-01-09").status_code == 404
    february = text_of(browser, f"{href}?as-at=2024-02-01")
    assert "As at 1 February 2024." in february and "Plans: part" in february
    assert json_of(browser, f"{href}.json?as-at=2024-02-01")["entries"] == 3
    assert json_of(browser, f"{href}.json?as-at=2024-04-01")["entries"] == 2
    assert json_of(browser, f"{href}.json?as-at=2024-04-01")["state"] == "draft"
    june = text_of(browser, f"{href}?as-at=2024-06-01")
    assert "Make a plan" in june and "Checked by a person" in june
    assert browser.get(f"/expectations/{refused.reference}?as-at=2024-08-01").status_code == 410


@pytest.mark.parametrize("kind", ["X", "C"])
def test_references_are_checked_and_never_given_ones_told_apart(browser: Client, kind: str) -> None:
    base = "expectations" if kind == "X" else "cross-purposes"
    unknown = make_reference(kind, "never given")
    assert "has never given it" in text_of(browser, f"/{base}/{unknown}", 404)
    wrong = unknown[:-1] + ("0" if unknown[-1] != "0" else "1")
    assert "probably mistyped" in text_of(browser, f"/{base}/{wrong}", 404)
    assert browser.get(f"/{base}/{unknown.lower()}").status_code == 301


def test_long_expectation_comes_in_pages_that_miss_nothing(browser: Client, world: World) -> None:
    entries = list(Entry.objects.filter(report__reference=world.inquiry, parent=None)[:60])
    made = propose_expectation(by=RELATE, draft=Draft("Plans: part", entries), method="grouping/1")
    found = []
    for page in (1, 2, 3):
        html = browser.get(f"/expectations/{made.reference}?page={page}").content.decode()
        found += [one.attributes["href"] for one in LexborHTMLParser(html).css(".app-list__title a")]
    assert len(found) == len(set(found)) == 60
