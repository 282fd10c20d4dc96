"""What visits to publishers' sites came to: said to the public with its day, and shown to editors."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from answerable.core.actors import HARVEST
from answerable.sources.harvest_adapters import Found
from answerable.sources.harvesting.saying_less import SAYS_LESS
from answerable.sources.models import Document, Place
from answerable.sources.operations import keep_document
from answerable.sources.operations.visiting import Look, begin_harvest, end_harvest, note_places, note_visit
from answerable.sources.queries import standing_of_sites, visited
from tests.made import overseeing
from tests.made.clock import clock
from tests.pages.page_tools import text_of as text

pytestmark = pytest.mark.django_db
HOSTS = ("www.hssib.org.uk",)
URL = "https://www.hssib.org.uk/patient-safety-investigations/lamps/"
NEXT = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def look(outcome: str, day: dt.date, why: str = "", document: Document | None = None) -> None:
    with clock(day):
        harvest = begin_harvest(by=HARVEST, source="hssib", adapter="hssib/1")
        note_places(by=HARVEST, source="hssib", hosts=HOSTS, found=[Found(URL, "report")])
        place = Place.objects.get(url=URL)
        came = Look(outcome, NEXT, why=why, seen="a", document=document)
        note_visit(by=HARVEST, harvest=harvest, place=place, look=came, hosts=HOSTS)
        end_harvest(by=HARVEST, harvest=harvest)


def shown(day: dt.date) -> str:
    cache.clear()
    with clock(day):
        return text(Client(HTTP_HOST="localhost"), "/coverage")


def test_a_site_without_news_is_shown_as_no_data_since_a_day() -> None:
    look("new", dt.date(2027, 3, 1))
    assert "last came on 1 March 2027" in shown(dt.date(2027, 3, 2))
    look("unchanged", dt.date(2029, 3, 1))
    assert "No data since 1 March 2027: nothing new was found there since" in shown(dt.date(2029, 3, 1))


def test_a_site_that_does_not_answer_is_said_to_be_out_of_reach() -> None:
    look("new", dt.date(2027, 3, 1))
    look("failed", dt.date(2027, 3, 9))
    assert "No data since 1 March 2027: the site could not be reached" in shown(dt.date(2027, 3, 9))


def test_what_was_known_on_a_day_is_told_by_that_day() -> None:
    look("new", dt.date(2027, 3, 1))
    look("changed", dt.date(2027, 6, 1))
    (before,) = visited({"hssib": 31}, dt.date(2027, 4, 30))
    (after,) = visited({"hssib": 31}, dt.date(2027, 6, 1))
    assert (before.came, before.quiet, after.came) == (dt.date(2027, 3, 1), True, dt.date(2027, 6, 1))


def test_a_run_is_shown_in_full_and_names_no_address() -> None:
    look("new", dt.date(2027, 3, 1))
    look("odd", dt.date(2027, 3, 2), "There is no title on the page.")
    page = shown(dt.date(2027, 3, 3))
    assert "The last run ended on 2 March 2027: 0 new, 0 changed, 0 as they were" in page
    assert "Of 1 address, 1 page or file could not be understood. The copies held before are kept." in page
    assert "looked at once a day, next on 1 January 2030 at the earliest; 5 seconds between two" in page
    assert "lamps" not in page and "no title" not in page
    past = standing_of_sites(["hssib"], dt.date(2027, 3, 1))["hssib"]
    assert (past.ran_on, past.next_on, past.odd) == (dt.date(2027, 3, 1), None, 0)


def test_what_happened_to_a_publishers_page_is_in_the_log_and_its_feed_under_its_source() -> None:
    look("new", dt.date(2027, 3, 1))
    for day, outcome in enumerate(("changed", "odd", "gone", "unchanged"), start=2):
        look(outcome, dt.date(2027, 3, day))
    client = Client(HTTP_HOST="localhost")
    page = text(client, "/log")
    for words in (
        "A publisher changed a page or file that is held",
        "could not be understood; the copy held is kept",
        "is no longer there; the copy held is kept",
        "that was gone is there again",
    ):
        assert words in page
    assert "/coverage#site-hssib" in client.get("/log").content.decode()
    feed = client.get("/log.atom?what=withdrawn").content.decode()
    assert feed.count("<entry>") == 1 and "Health Services Safety" in feed and "place:" not in feed
    assert "lamps" not in feed + page
    table = b"".join(client.get("/log.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert table.count("source:hssib") == 4
    assert client.get("/api/v1/log").json()["items"][0]["subject"] == "source:hssib"


def test_an_editor_sees_what_was_not_understood_and_decides() -> None:
    look("new", dt.date(2027, 3, 1))
    look("odd", dt.date(2027, 3, 2), "There is no title on the page.")
    editor = overseeing.signed_in(overseeing.person("editor"))
    page = text(editor, "/workspace/harvest")
    assert "There is no title on the page." in page and URL in page
    assert "1 place not understood" in text(editor, "/workspace")
    key = Place.objects.get().pk
    assert editor.post(f"/workspace/harvest/{key}/leave", {"why": ""}).status_code == 422
    assert editor.post(f"/workspace/harvest/{key}/again").status_code == 302
    assert editor.post(f"/workspace/harvest/{key}/leave", {"why": "A test page"}).status_code == 302
    assert "Nothing waits" in text(editor, "/workspace/harvest")


def test_an_editor_takes_a_page_that_says_less_as_it_stands_and_no_other() -> None:
    look("new", dt.date(2027, 3, 1))
    look("odd", dt.date(2027, 3, 2), "There is no title on the page.")
    key = Place.objects.get().pk
    editor = overseeing.signed_in(overseeing.person("editor"))
    assert "Take it as it stands" not in text(editor, "/workspace/harvest")
    refused = editor.post(f"/workspace/harvest/{key}/take")
    assert refused.status_code == 422 and b"Only a page that says less" in refused.content
    kept = keep_document(by=HARVEST, path=Path(__file__), locator=f"odd:{URL}")
    look("odd", dt.date(2027, 3, 3), f"{SAYS_LESS}: 1 of 2 addresses are missing.", kept)
    assert "Take it as it stands" in text(editor, "/workspace/harvest")
    assert editor.post(f"/workspace/harvest/{key}/take").status_code == 302
    assert Place.objects.get().agreed == kept
