"""What pages say of what was said before: expectations, themes, figures over time, conflicts."""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import RELATE
from answerable.core.calendar import today
from answerable.core.references import make_reference
from answerable.lineage.models import Expectation, ExpectationChange, Suggestion
from answerable.lineage.operations import (
    Draft,
    add_entries,
    adopt_expectation,
    decide,
    propose_expectation,
    refuse_draft,
    remove_entries,
    retire_drafts,
    retire_expectation,
    split_expectation,
    undo_change,
)
from answerable.lineage.queries import family_counts, theme_counts
from answerable.lineage.repeats.judge import shipped as shipped_judge
from answerable.lineage.themes.classifier import shipped as shipped_themes
from answerable.pipeline.index import rebuild_index
from answerable.pipeline.over_time import over_time
from answerable.publication.lineage import LIKELY, SHOWN_FROM, VERY_LIKELY
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from answerable.website.presenters.accuracy import accuracy
from tests import make
from tests.pages.world import World

pytestmark = pytest.mark.django_db


def text_of(client: Client, href: str, status: int = 200) -> str:
    response = client.get(href)
    assert response.status_code == status, href
    body = LexborHTMLParser(response.content.decode()).body
    assert body is not None
    text = " ".join(body.text(separator=" ").split())
    return text.replace(" ,", ",").replace(" .", ".").replace(" :", ":")


def rows_of(client: Client, href: str) -> list[dict[str, str]]:
    response = client.get(href)
    assert response.status_code == 200, href
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def json_of(client: Client, href: str) -> Any:
    response = client.get(href)
    assert response.status_code == 200, href
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return json.loads(content)


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forgets what pages keep for a minute."""
    cache.clear()
    yield
    cache.clear()


# Expectations


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
    assert "Published reply identified Reports 1" in text
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


def test_changes_to_entries_are_told(browser: Client, world: World) -> None:
    adopted = Expectation.objects.get(reference=world.expectation)
    other = Entry.objects.filter(report__reference=world.inquiry).first()
    assert other is not None
    add_entries(by=make.editor(), expectation=adopted, entries=[other], reason="It asks it too.")
    remove_entries(by=make.editor(), expectation=adopted, entries=[other], reason="On reflection not.")
    text = text_of(browser, f"/expectations/{world.expectation}")
    assert "Entries added, by an editor" in text and "Why: On reflection not." in text


# An entry's own page


def test_entry_shows_confirmed_and_suggested_apart_and_how_often_the_program_is_right(
    browser: Client, world: World
) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    confirmed, event = text.index("Confirmed by a person"), text.index("About the same event")
    assert confirmed < text.index("Asks the same: confirmed by a person") < event
    assert "Is about the same event: suggested by a program: likely (0.80)" in text
    assert "No response identified in the sources checked, as at 31 March 2024" in text
    other = Entry.objects.get(report__reference=world.report, position="2")
    text = text_of(browser, f"/entries/{other.reference}")
    assert "Suggested by a program" in text and "Overlaps with this: suggested by a program: perhaps" in text
    assert accuracy().links in text and accuracy().likely_links in text


def test_links_less_likely_than_not_and_candidates_for_contradictions_are_shown_nowhere(
    browser: Client, world: World
) -> None:
    hidden = Suggestion.objects.filter(kind="link", score__lt=0.5).get()
    candidate = Suggestion.objects.get(value="contradicts")
    assert hidden.other is not None and candidate.other is not None
    record = json_of(browser, f"/entries/{world.entry}.json")["lineage"]
    assert hidden.other.reference not in json.dumps(record["links"])
    assert candidate.other.reference not in json.dumps(record)
    html = browser.get(f"/entries/{world.entry}").content.decode()
    assert f"/entries/{hidden.other.reference}" not in html
    assert "contradicts" not in json.dumps(record["links"])


def test_themes_say_whose_word_they_are_and_refused_ones_are_gone(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "Observation (confirmed by a person; from the words: alarm)" in text
    record = json_of(browser, f"/entries/{world.entry}.json")["lineage"]
    assert [(one["key"], one["state"]) for one in record["themes"]] == [("observation", "confirmed")]


def test_conflict_is_told_on_the_entry_with_its_state(browser: Client, world: World) -> None:
    text = text_of(browser, f"/entries/{world.entry}")
    assert "This conflicts with another entry." in text and "A body is named to resolve it" in text
    record = json_of(browser, f"/entries/{world.entry}.json")["lineage"]
    assert [one["reference"] for one in record["contradictions"]] == [world.contradiction]


def test_lists_carry_themes_and_expectations_but_no_links(browser: Client, world: World) -> None:
    found = json_of(browser, "/search.json?theme=observation")["results"]
    [mine] = [one for one in found if one["reference"] == world.entry]
    assert [one["key"] for one in mine["lineage"]["themes"]] == ["observation"]
    assert [one["reference"] for one in mine["lineage"]["expectations"]] == [world.expectation]
    assert "links" not in mine["lineage"]


# Search


def test_theme_and_said_before_are_facets_that_count_right(browser: Client, world: World) -> None:
    page = LexborHTMLParser(browser.get("/search").content.decode())
    facets = page.css_first(".app-facets")
    assert facets is not None
    text = " ".join(facets.text(separator=" ").split())
    assert "Worked out by a program" in text and "Part of a draft group made by a program" in text
    assert json_of(browser, "/search.json?theme=observation")["total"] == 2
    assert json_of(browser, "/search.json?said-before=adopted")["total"] == 3
    assert json_of(browser, "/search.json?said-before=draft")["total"] == 2


# Over time and themes


def test_figures_are_those_of_the_lineage_room(world: World) -> None:
    found = over_time()
    for mine, theirs in ((found.themes, theme_counts()), (found.families, family_counts())):
        assert [(one.key, one.reports, one.confirmed, +one.years) for one in mine] == [
            (one.key, one.reports, one.confirmed, +one.groups) for one in theirs
        ]
    assert found.all.reports > 5 and {one.key for one in found.themes if one.reports} == {
        "observation",
        "family_carers",
        "staffing",
    }


def test_charts_tables_and_files_over_time_agree(browser: Client, world: World) -> None:
    page = LexborHTMLParser(browser.get("/over-time").content.decode())
    rows = rows_of(browser, "/over-time.csv")
    in_file = {(one["name"], one["year"]): one["reports"] for one in rows if one["counts"] == "theme"}
    table = page.css_first("#themes-table")
    assert table is not None and table.parent is not None
    names = [one.text() for one in table.parent.css("thead th")][1:]
    assert "Observation" in names
    for row in table.parent.css("tbody tr"):
        year, *counts = (one.text().replace(" (incomplete)", "") for one in row.css("th, td"))
        assert {
            (name, year): count for name, count in zip(names, counts, strict=True)
        }.items() <= in_file.items()
    svg = page.css_first(".app-multiples svg[role=img]")
    assert svg is not None and svg.css_first("title") and svg.css_first("desc")


def test_over_time_says_what_it_cannot_tell(browser: Client, world: World) -> None:
    text = text_of(browser, "/over-time")
    assert "Thirty years at a glance" in text and "These counts do not measure risk" in text
    assert accuracy().themes in text and "Each on its own scale" in text
    assert "Asked in 3 reports, of which 2 are about one event" in text
    assert "Striped bars are years that are incomplete" in text
    kinds = text.index("By who said it")
    assert "Public inquiries" in text[kinds:]


@pytest.mark.parametrize(
    ("query", "reports"),
    [
        ("organisation={trust}&publisher=coroner-for-east-fell", 2),
        ("publisher={publisher}", 1),
        ("theme=observation", 2),
        ("q=%22observation+record+was+complete%22", 2),
        ("since=2022-01-01&until=2022-12-31", 1),
    ],
)
def test_over_time_of_one_body_publisher_theme_or_search(
    browser: Client, world: World, query: str, reports: int
) -> None:
    query = query.format(trust=world.trust, publisher=world.publisher)
    rows = rows_of(browser, f"/over-time.csv?{query}")
    assert sum(int(one["reports"]) for one in rows if one["counts"] == "reports") == reports
    assert browser.get(f"/over-time?{query}").status_code == 200
    assert json_of(browser, f"/over-time.json?{query}")["by_year"][0]["counts"] == "reports"


def test_over_time_of_nothing_is_said(browser: Client, world: World) -> None:
    text = text_of(browser, "/over-time?q=zzyzx+qqq")
    assert "No report in this register fits." in text


def test_over_time_by_publisher_adds_up(browser: Client, world: World) -> None:
    rows = rows_of(browser, "/over-time/by-publisher.csv")
    counted = sum(int(one["reports"]) for one in rows if one["key"] == "observation")
    assert counted == next(one.reports for one in over_time().themes if one.key == "observation")


def test_themes_give_version_definitions_and_counts(browser: Client, world: World) -> None:
    text = text_of(browser, "/themes")
    assert "This is version" in text and "Risk assessment and documentation" in text
    [row] = [one for one in rows_of(browser, "/themes.csv") if one["theme"] == "observation"]
    assert (row["reports"], row["reports_confirmed"]) == ("2", "1")
    text = text_of(browser, "/themes/observation")
    assert "2 reports speak of it" in text and "In 1 of them a person has confirmed the theme." in text
    assert "No theme has that address" in text_of(browser, "/themes/nonsense", 404)
    record = json_of(browser, "/themes/observation.json")
    assert record["reports"] == 2 and record["expectations"] == [world.expectation]
    assert browser.get("/themes/nonsense.json").status_code == 404
    years = rows_of(browser, "/themes/observation/by-year.csv")
    assert {one["year"]: one["reports"] for one in years} == {"2021": "1", "2023": "1"}


def test_themes_and_links_that_are_refused_change_what_is_counted(browser: Client, world: World) -> None:
    before = next(one.reports for one in over_time().themes if one.key == "family_carers")
    row = Suggestion.objects.get(kind="theme", value="family_carers")
    decide(by=make.editor(), verdict="refused", suggestion=row, reason="It is about leave.")
    after = next(one.reports for one in over_time().themes if one.key == "family_carers")
    assert (before, after) == (1, 0)


def test_published_figures_are_those_of_what_is_shipped() -> None:
    """A newer judge or reader of themes has to be measured before pages can say how often it is right."""
    assert accuracy().repeats_version == shipped_judge().version
    assert accuracy().themes_version == shipped_themes().version
    assert [band.start for band in accuracy().bands] == [VERY_LIKELY, LIKELY, SHOWN_FROM]


# Cross-purposes


def test_tensions_show_both_sides_with_their_sources(browser: Client, world: World) -> None:
    text = text_of(browser, "/cross-purposes")
    assert "How closely should people in hospital or custody be watched?" in text
    assert "Watch more closely" in text and "Intrude less" in text and "Who has described it" in text
    assert "The numbers are found by a program." in text


@pytest.mark.usefixtures("fresh")
def test_entries_on_a_side_are_found_by_search(browser: Client, world: World) -> None:
    make.report(texts=["Staff should check that patients are breathing when they are asleep on the ward."])
    rebuild_index()
    assert json_of(browser, "/search.json?tension=observation:watch")["total"] == 1
    page = LexborHTMLParser(browser.get("/cross-purposes").content.decode())
    link = page.css_first("a[href='/search?tension=observation:watch']")
    assert link is not None and link.text().startswith("1 entry")


def test_contradiction_shows_both_sentences_who_must_settle_it_and_by_when(
    browser: Client, world: World
) -> None:
    text = text_of(browser, f"/cross-purposes/{world.contradiction}")
    assert "Nobody on the ward knew" in text and "Make a plan for part 1" in text
    assert "Department for Northern Wellbeing" in text and "1 January 2999" in text
    assert world.contradiction in browser.get("/cross-purposes").content.decode()
    record = json_of(browser, f"/cross-purposes/{world.contradiction}.json")
    assert (record["state"], record["due_on"], len(record["steps"])) == ("assigned", "2999-01-01", 2)
    [row] = rows_of(browser, f"/cross-purposes/{world.contradiction}.csv")
    assert row["to_be_resolved_by"] == "Department for Northern Wellbeing"
    assert [one["contradiction"] for one in rows_of(browser, "/cross-purposes.csv")] == [world.contradiction]


# Other pages


@pytest.mark.usefixtures("fresh")
def test_first_page_shows_what_was_asked_most(browser: Client, world: World) -> None:
    text = text_of(browser, "/")
    assert "Asked again and again" in text
    assert "Say who checks that the record of observation is complete" in text


def test_organisation_shows_what_it_was_asked_most_often(browser: Client, world: World) -> None:
    text = text_of(browser, f"/organisations/{world.trust}")
    assert "What it has been asked most often" in text and "Asked of it in 3 reports" in text
    page = LexborHTMLParser(browser.get(f"/organisations/{world.trust}").content.decode())
    assert page.css_first(f"a[href='/over-time?organisation={world.trust}']") is not None
    assert "Observation 2 reports" in text


def test_accuracy_is_on_the_page_of_methods(browser: Client, world: World) -> None:
    text = text_of(browser, "/about")
    for band in accuracy().bands:
        assert f"{band.start:.2f} or more" in text and str(band.right) in text
    assert "Expectations" in text and "Cross-purposes" in text


def test_history_of_changes_names_no_person(browser: Client, world: World) -> None:
    assert ExpectationChange.objects.filter(decided_by__startswith="person:").exists()
    for href in (f"/expectations/{world.expectation}", f"/cross-purposes/{world.contradiction}"):
        assert "person:" not in browser.get(href).content.decode()
