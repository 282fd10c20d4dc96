"""Boolean searches, spelling, help where nothing is found, names as one types, places, published searches."""

import json
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import SEARCHES
from answerable.oversight.models import PublishedSearch
from answerable.oversight.operations.publishing_searches import publish_search, withdraw_search
from tests.made import overseeing
from tests.pages.page_tools import json_of, rows_of, text_of

pytestmark = pytest.mark.django_db
WAY = re.compile(r"(search|take|leave).*: [\d,]+ entr(y|ies)")
BOOLEAN = "/search?q=%28observation+OR+leave%29+NOT+electronic"


def total(client: Client, query: str) -> int:
    return int(json_of(client, f"/search.json?q={query}")["total"])


def test_boolean_search_says_how_it_was_read_and_offers_plain_words(browser: Client) -> None:
    text = text_of(browser, BOOLEAN)
    assert "Read as: (observation OR leave) AND NOT electronic." in text
    page = LexborHTMLParser(browser.get(BOOLEAN).content.decode())
    hrefs = [one.attributes["href"] for one in page.css("main a")]
    assert "/search?q=observation+leave+electronic" in hrefs
    both = total(browser, "observation") + total(browser, "leave")
    assert 0 < total(browser, "%28observation+OR+leave%29+NOT+zebra") <= both


def test_fields_narrow_to_names_and_dates_and_results_say_so(browser: Client) -> None:
    everything = total(browser, "")
    found = json_of(browser, "/search.json?q=kind:concern+since:2000")
    assert 0 < found["total"] <= everything
    assert found["reading"] == "kind: concern AND since: 2000"
    assert all(hit["why"] == "has “kind: concern”; has “since: 2000”" for hit in found["results"])
    assert total(browser, "kind:concern+-kind:concern") == 0
    assert total(browser, "kind:concern") + total(browser, "-kind:concern") == everything


def test_a_slip_is_put_right(browser: Client) -> None:
    page = LexborHTMLParser(browser.get("/search?q=obsevration+record&kind=concern").content.decode())
    (better,) = [one for one in page.css("main p") if one.text().startswith("Did you mean")]
    link = better.css_first("a")
    assert link is not None
    assert link.attributes["href"] == "/search?q=observation+record&kind=concern"


def test_each_way_on_from_nothing_gives_as_many_as_it_says(browser: Client) -> None:
    for query in (
        'q="record+observation"',
        "q=observation&year=1901",
        "q=observation+zebra",
        "q=leave+AND+zebra",
    ):
        page = LexborHTMLParser(browser.get(f"/search?{query}").content.decode())
        ways = [one for one in page.css("main li") if WAY.fullmatch(one.text().strip())]
        assert ways, query
        for way in ways:
            link = way.css_first("a")
            assert link is not None
            said = int(way.text().rpartition(": ")[2].split()[0].replace(",", ""))
            href = str(link.attributes["href"]).replace("/search?", "/search.json?")
            assert json_of(browser, href)["total"] == said, query


def test_names_come_as_one_types_and_on_the_page_without_a_script(browser: Client) -> None:
    (first, *_) = json_of(browser, "/suggest?q=observ")["suggestions"]
    assert first["kind"] == "Theme" and first["href"].startswith("/themes/")
    assert json_of(browser, "/suggest?q=")["suggestions"] == []
    assert json_of(browser, "/suggest?q=" + "z" * 5000)["suggestions"] == []
    text = text_of(browser, "/search?q=trust")
    assert "Themes and organisations with these words in their names" in text
    response = browser.get("/search")
    assert "script-src 'self'; connect-src 'self'" in response.headers["Content-Security-Policy"]
    assert "script-src" not in browser.get("/about").headers["Content-Security-Policy"]
    page = LexborHTMLParser(response.content.decode())
    assert len(page.css("#q-names option")) > 10


def test_places_count_entries_once_and_say_what_they_do_not_mean(
    browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        text = text_of(browser, "/search/places?kind=concern")
    assert "They don’t measure risk or quality." in text
    rows = rows_of(browser, "/search/places.csv?kind=concern")
    areas = [row for row in rows if row["level"] == "area"]
    assert areas and {row["level"] for row in rows} >= {"area", "body"}
    for level in ("area", "body"):
        names = [row["name"] for row in rows if row["level"] == level]
        assert names == sorted(names)
    for row in rows:
        facet = {"area": "publisher", "body": "body"}.get(row["level"])
        if facet:
            found = json_of(browser, f"/search.json?kind=concern&{facet}={row['reference']}")
            assert found["total"] == int(row["entries"])


def test_published_search_has_results_of_today_and_a_tombstone(
    browser: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    made = publish_search(
        by=SEARCHES,
        code="records",
        title="Records of care",
        words="What is asked of records.",
        asked="q=record",
    )
    with django_assert_max_num_queries(20):
        text = text_of(browser, "/searches/records")
    assert "Records of care" in text and "The newest" in text
    (line,) = json_of(browser, "/searches.json")["searches"]
    assert line["total"] == total(browser, "record") and line["search"] == "/search?q=record"
    assert "What is asked of records." in text_of(browser, "/searches")
    withdraw_search(by=SEARCHES, search=made, why="Another says the same.")
    assert "Another says the same." in text_of(browser, "/searches/records", 410)
    assert text_of(browser, "/searches/never", 404)
    assert json_of(browser, "/searches.json")["searches"] == []
    assert "A published search was taken down" in text_of(browser, "/log")


def test_editor_publishes_changes_and_takes_down_at_the_desk(browser: Client) -> None:
    desk = overseeing.signed_in(overseeing.person("editor"))
    sent = {
        "address": "https://example.org/search?kind=concern&q=night+OR+day&page=3",
        "title": "Nights",
        "words": "What is asked of nights.",
        "code": "nights",
        "order": "20",
    }
    wrong = desk.post("/workspace/searches/publish", {**sent, "address": "/search"})
    assert (
        wrong.status_code == 422 and b"Search for something" in wrong.content and b"Nights" in wrong.content
    )
    assert desk.post("/workspace/searches/publish", {**sent, "code": "No Code"}).status_code == 422
    assert desk.post("/workspace/searches/publish", {**sent, "address": "http://[x"}).status_code == 422
    assert desk.post("/workspace/searches/publish", sent).status_code == 302
    made = PublishedSearch.objects.get()
    assert made.asked == "q=night+OR+day&kind=concern" and made.order == 20
    assert desk.post("/workspace/searches/publish", sent).status_code == 302
    assert PublishedSearch.objects.count() == 1
    assert desk.post("/workspace/searches/publish", {**sent, "title": "At night"}).status_code == 302
    assert text_of(desk, "/workspace/searches").count("At night") >= 1
    key = PublishedSearch.objects.get(superseded_at=None).pk
    assert desk.post(f"/workspace/searches/{key}/withdraw", {"why": " "}).status_code == 422
    assert desk.post(f"/workspace/searches/{key}/withdraw", {"why": "No use."}).status_code == 302
    assert desk.post(f"/workspace/searches/{key}/withdraw", {"why": "Again."}).status_code == 422
    assert desk.post("/workspace/searches/999999/withdraw", {"why": "x"}).status_code == 404


def test_any_text_has_a_page(browser: Client) -> None:
    for text in ("(" * 300, "a OR " * 60, "NOT", '"', "since:x AND", "\u202eRTL", "theme:", "x" * 10_000):
        assert browser.get("/search", {"q": text}).status_code == 200
        assert json.loads(browser.get("/search.json", {"q": text}).content)["total"] >= 0
