"""Two lists of places at one moment: what they come to is what both say, and one list is taken once."""

import datetime as dt
from functools import partial

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.ledger.models import Event
from answerable.organisations.forms import read_list
from answerable.organisations.models import Location, LocationClaim
from answerable.organisations.operations import LocationsLoaded, load_locations
from tests import make
from tests.interleaved import interleaved
from tests.made.place_lists import active, place

pytestmark = pytest.mark.usefixtures("own_database")
MOVED = dt.date(2026, 4, 15)


def load(content: bytes) -> LocationsLoaded:
    return load_locations(by=ORGANISATIONS_LOADER, read=read_list(content))


def test_two_lists_at_once_are_worked_out_together_and_one_list_twice_is_taken_once() -> None:
    make.body("Tarnwick Care NHS Trust")
    make.body("Vale NHS Trust")
    vale = {"provider": "ZA2", "provider_name": "Vale NHS Trust"}
    for number, after in enumerate((None, 9)):
        code = f"ZA10{number}"
        january = active(place(code=code), on="1 January 2026")
        june = active(place(code=code, opened="15/04/2026", **vale), on="1 June 2026")
        one, other = interleaved(partial(load, june), partial(load, january), after=after)
        assert (one.get().facts, other.get().facts) == (1, 1)
        assert [
            (row.organisation.name, row.closed)
            for row in Location.objects.filter(code=code).order_by("opened")
        ] == [("Tarnwick Care NHS Trust", MOVED), ("Vale NHS Trust", None)]
    twice = active(place(code="ZA105"), on="1 July 2026")
    one, other = interleaved(lambda: load(twice), lambda: load(twice))
    assert sorted([one.get().facts, other.get().facts]) == [0, 1]
    assert LocationClaim.objects.filter(code="ZA105").count() == 1
    assert Event.objects.filter(kind="locations.loaded").count() == 5
