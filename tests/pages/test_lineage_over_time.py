"""Over time, themes, cross-purposes, and the figures of all of it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.lineage.models import Suggestion
from answerable.lineage.operations import (
    decide,
)
from answerable.lineage.queries import family_counts, theme_counts
from answerable.lineage.repeats.judge import shipped as shipped_judge
from answerable.lineage.themes.classifier import shipped as shipped_themes
from answerable.pipeline.index import rebuild_index
from answerable.pipeline.over_time import over_time
from answerable.publication.lineage import LIKELY, SHOWN_FROM, VERY_LIKELY
from answerable.website.presenters.accuracy import accuracy
from tests import make
from tests.pages.page_tools import json_of, rows_of, text_of
from tests.pages.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def fresh() -> Iterator[None]:
    """Forgets what pages keep for a minute."""
    cache.clear()
    yield
    cache.clear()


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
        ("year=unknown", 1),  # no year to draw
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
