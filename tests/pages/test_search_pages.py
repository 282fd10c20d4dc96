"""Finding: shareable addresses, facets that count right, and help when nothing is found."""

import csv
import errno
import io
import json
from pathlib import Path
from typing import NoReturn

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from answerable.search.generations import damaged
from tests.pages.world import NAME, World

pytestmark = pytest.mark.django_db


def found(client: Client, query: str) -> dict[str, object]:
    response = client.get(f"/search.json?{query}")
    assert response.status_code == 200
    return dict(json.loads(response.content))


def test_words_are_found_marked_and_explained(browser: Client, world: World) -> None:
    html = browser.get("/search?q=observation").content.decode()
    assert "<mark>observation</mark>" in html
    assert "Why it is here:" in html
    assert f"/entries/{world.entry}" in html


def test_each_facet_link_gives_as_many_entries_as_it_says(browser: Client) -> None:
    page = LexborHTMLParser(browser.get("/search").content.decode())
    links = page.css(".app-facets li a")
    assert len(links) > 20
    for link in links:
        count = link.css_first(".app-facets__count")
        assert count is not None
        href = str(link.attributes["href"])
        said = int(count.text(deep=False).replace(",", ""))
        assert found(browser, href.partition("?")[2])["total"] == said, href


def test_facets_narrow_and_can_be_taken_back(browser: Client) -> None:
    page = LexborHTMLParser(browser.get("/search?q=ward&kind=concern&year=2023").content.decode())
    chosen = page.css(".app-chosen a")
    assert [one.text().split("✕")[0].strip() for one in chosen][:2] == [
        "Remove filter Kind of entry: Concern",
        "Remove filter Year: 2023",
    ]
    assert chosen[0].attributes["href"] == "/search?q=ward&year=2023"
    assert chosen[-1].attributes["href"] == "/search?q=ward"


def test_search_form_keeps_filters(browser: Client) -> None:
    page = LexborHTMLParser(browser.get("/search?kind=concern&since=2020-01-01").content.decode())
    kept = {
        one.attributes["name"]: one.attributes["value"] for one in page.css("form[role=search] [type=hidden]")
    }
    assert kept == {"kind": "concern", "since": "2020-01-01"}


def test_name_of_a_person_finds_nothing(browser: Client) -> None:
    html = browser.get("/search", {"q": f'"{NAME}"'}).content.decode()
    assert "No entries found" in html
    assert "Searching for the name of a person finds nothing." in html


def test_nothing_found_says_what_to_try(browser: Client) -> None:
    html = browser.get("/search?q=zzyzx+qqq&kind=concern").content.decode()
    for help_ in ("No entries found", "remove all filters", "check the spelling", "browse everything"):
        assert help_ in html
    assert "take away quotation marks" not in html
    html = browser.get("/search?q=%22zzyzx+qqq%22&since=2030-01-01&until=2020-01-01").content.decode()
    assert "take away quotation marks" in html and "The first date is after the last" in html


def test_value_that_a_facet_does_not_have_is_said_and_can_be_taken_away(browser: Client) -> None:
    query = "kind=zzz&setting=nowhere+at+all&year=abc&year=1066&publisher=nobody"
    page = LexborHTMLParser(browser.get(f"/search?q=ward&{query}").content.decode())
    main = page.css_first("main")
    assert main is not None
    text = " ".join(main.text().split())
    assert "“Year” has no value “abc”, so nothing can be found with it. Take it away" in text
    assert "“Kind of entry” has no value “zzz”" in text and "“Publisher” has no value “nobody”" in text
    assert "“Setting” has no value “nowhere at all”" in text
    assert "no value “1066”" not in text  # a year all the same, if one of no report
    hrefs = [str(one.attributes["href"]) for one in page.css("main p a") if "Take it away" in one.text()]
    assert len(hrefs) == 4 and all(href.startswith("/search?q=ward&") for href in hrefs)
    assert not {"Zzz", "Abc"} & {one.text().strip() for one in page.css(".app-facets a span")}
    assert "“Year” has no value “abc”" in browser.get("/over-time?year=abc").content.decode()


def test_dates_narrow_and_bad_ones_are_said(browser: Client) -> None:
    total = found(browser, "since=2022-01-01&until=2022-12-31")["total"]
    everything = found(browser, "")["total"]
    assert isinstance(total, int) and isinstance(everything, int) and 0 < total < everything
    assert "We left out the date" in browser.get("/search?since=31/12/2020").content.decode()


def test_json_pages_chain_through_every_result(browser: Client) -> None:
    href, references, total = "/search.json?size=50", [], None
    while href:
        page = json.loads(browser.get(href).content)
        references += [hit["reference"] for hit in page["results"]]
        href, total = page["next"], page["total"]
    assert len(references) == len(set(references)) == total


def test_csv_of_a_search_holds_every_result(browser: Client) -> None:
    total = found(browser, "kind=recommendation")["total"]
    response = browser.get("/search.csv?kind=recommendation")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == total == 120
    assert {row["kind"] for row in rows} == {"recommendation"}


def test_csv_of_everything_holds_everything(browser: Client) -> None:
    response = browser.get("/search.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(list(csv.DictReader(io.StringIO(text)))) == found(browser, "")["total"]


def test_page_size_stops_at_a_hundred(browser: Client) -> None:
    page = found(browser, "size=100000")
    assert page["size"] == 100
    assert len(page["results"]) == 100  # type: ignore[arg-type]


@given(
    query=st.dictionaries(
        st.sampled_from(["q", "kind", "body", "response", "year", "since", "sort", "page", "size", "scope"]),
        st.text(max_size=40),
        max_size=4,
    )
)
@hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_address_gives_a_page(browser: Client, query: dict[str, str]) -> None:
    assert browser.get("/search", query).status_code == 200


def test_missing_index_says_what_to_do(browser: Client, tmp_path: Path) -> None:
    kept = settings.INDEX
    settings.INDEX = tmp_path / "none"
    try:
        for href in ("/search", "/search.json", "/search.csv?q=a"):
            response = browser.get(href)
            assert response.status_code == 503
        assert "answerable reindex" in browser.get("/search").content.decode()
    finally:
        settings.INDEX = kept


def test_index_that_may_not_be_opened_is_said_neutrally(
    browser: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(directory: Path) -> NoReturn:
        raise damaged(directory, PermissionError(errno.EACCES, "Permission denied"))

    monkeypatch.setattr("answerable.pipeline.search._index", refused)
    for href in ("/search", "/search.json", "/search.csv?q=a", "/over-time?q=a", "/search.atom?q=a"):
        assert browser.get(href).status_code == 503, href
    html = browser.get("/search").content.decode()
    assert "Search cannot be used at the moment" in html
    assert "reindex" not in html and str(tmp_path) not in html
