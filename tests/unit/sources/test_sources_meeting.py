"""Two at one moment: what a person decides of a place stands, and what two runs do is there once."""

import datetime as dt

import pytest

from answerable.core.actors import HARVEST, INGEST, Actor
from answerable.core.calendar import now
from answerable.ledger.models import Event
from answerable.sources.drafts import LeftOut
from answerable.sources.harvest_adapters import Found
from answerable.sources.harvesting.saying_less import SAYS_LESS
from answerable.sources.models import Document, Place, Publisher, Reading, Remark
from answerable.sources.operations import (
    begin_harvest,
    describe_document,
    end_harvest,
    finish_reading,
    leave_alone,
    load_publisher,
    look_again,
    note_places,
    note_visit,
    start_reading,
    take_as_it_stands,
)
from answerable.sources.operations.visiting import Look, PlaceError
from tests import make
from tests.interleaved import interleaved

pytestmark = pytest.mark.usefixtures("own_database")
EDITOR = Actor("person:1", frozenset({"PLACE_DECIDE"}))
HOSTS = ("www.example.org",)
URL = "https://www.example.org/list"
LATER = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)


def place() -> Place:
    return Place.objects.get(url=URL)


def look(at: Place, outcome: str, why: str = "", copy: Document | None = None) -> None:
    """By a run of its own, which read the place before it asked for it."""
    harvest = begin_harvest(by=HARVEST, source="plain", adapter="plain/1")
    came = Look(outcome, LATER, status=200, why=why, seen="a", etag="new", document=copy)
    note_visit(by=HARVEST, harvest=harvest, place=at, look=came, hosts=HOSTS)
    end_harvest(by=HARVEST, harvest=harvest)


def test_what_a_person_decides_while_the_page_is_asked_for_stands() -> None:
    note_places(by=HARVEST, source="plain", hosts=HOSTS, found=[Found(URL, "report")])
    asked_for = place()
    look_again(by=EDITOR, place=place())
    look(asked_for, "new")
    again = place()
    assert (again.state, again.etag) == ("held", "") and again.next_at <= now()

    less, even_less = make.document("Less."), make.document("Even less.")
    look(place(), "odd", SAYS_LESS, less)
    asked_for = place()
    take_as_it_stands(by=EDITOR, place=place(), looked_at=asked_for.checked_at)
    look(asked_for, "odd", SAYS_LESS, even_less)
    taken = place()
    assert (taken.agreed, taken.next_at <= now()) == (less, True)
    with pytest.raises(PlaceError, match="looked at again meanwhile"):
        take_as_it_stands(by=EDITOR, place=place(), looked_at=again.checked_at)

    asked_for = place()
    leave_alone(by=EDITOR, place=place(), why="A test page")
    look(asked_for, "changed")
    assert (place().state, place().why) == ("refused", "Left alone: A test page") and place().next_at > LATER


def test_page_that_changes_as_a_person_asks_for_it_again() -> None:
    note_places(by=HARVEST, source="plain", hosts=HOSTS, found=[Found(URL, "report")])
    seen = place()
    look(place(), "odd", "There is no title.")
    look_again(by=EDITOR, place=seen)
    assert place().state == "odd"


def test_two_runs_over_one_document() -> None:
    held = make.document()
    readings = [start_reading(by=INGEST, document=held, pipeline="x") for _ in range(2)]
    for reading in readings:
        finish_reading(
            by=INGEST, reading=reading, adapter="x/1", reports=0, entries=0, duties=0,
            left_out=[LeftOut("row 1", "no date")], warnings=[],
        )  # fmt: skip
    assert (Reading.objects.count(), Remark.objects.count()) == (1, 1)

    def describe() -> None:
        found = Document.objects.get(pk=held.pk)
        describe_document(
            by=INGEST, document=found, media_type="text/plain", pages=None, ocr=False, confidence=None
        )

    def load() -> Publisher:
        return load_publisher(by=INGEST, code="lamps", name="Lamps", kind="other", source="plain")

    first, second = interleaved(load, load)
    assert first.get() == second.get()
    first, second = interleaved(describe, describe)
    assert (first.error, second.error) == (None, None)
    counted = Event.objects.filter(kind__in=("document.described", "publisher.added", "publisher.changed"))
    assert sorted(counted.values_list("kind", flat=True)) == ["document.described", "publisher.added"]
