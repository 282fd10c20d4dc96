"""What visits to publishers' sites came to: said to the public with its day, and shown to editors."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client

from answerable.core.actors import HARVEST
from answerable.sources.harvest_adapters import Found
from answerable.sources.models import Place
from answerable.sources.operations.visiting import Look, begin_harvest, end_harvest, note_places, note_visit
from answerable.sources.queries import visited
from tests.made import overseeing
from tests.made.clock import clock
from tests.pages.page_tools import text_of as text

pytestmark = pytest.mark.django_db
HOSTS = ("www.hssib.org.uk",)
URL = "https://www.hssib.org.uk/patient-safety-investigations/lamps/"
NEXT = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)


def look(outcome: str, day: dt.date, why: str = "") -> None:
    with clock(day):
        harvest = begin_harvest(by=HARVEST, source="hssib", adapter="hssib/1")
        note_places(by=HARVEST, source="hssib", hosts=HOSTS, found=[Found(URL, "report")])
        place = Place.objects.get(url=URL)
        note_visit(
            by=HARVEST, harvest=harvest, place=place, look=Look(outcome, NEXT, why=why, seen="a"), hosts=HOSTS
        )
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
