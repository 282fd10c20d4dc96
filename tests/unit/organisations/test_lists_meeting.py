"""Two lists that speak of one body at one moment: what it comes to is worked out from both."""

import datetime as dt

import pytest

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.ledger.models import Event
from answerable.organisations.facts import BodyFact, ListRead, NameFact, cite_words
from answerable.organisations.models import Organisation, OrganisationName
from answerable.organisations.operations import load_list
from answerable.organisations.operations.lists import Loaded
from tests import make
from tests.interleaved import interleaved

pytestmark = pytest.mark.usefixtures("own_database")


def test_two_lists_that_speak_of_one_body() -> None:
    held = make.body("Northmere Trust", key="ods:RX1")

    def closes() -> Loaded:
        cited = cite_words("A list of bodies that closed")
        fact = BodyFact(held.key, held.name, held.kind, cited, closed=dt.date(2026, 4, 1))
        return load_list(by=ORGANISATIONS_LOADER, read=ListRead("test list", bodies=[fact]))

    def renames() -> Loaded:
        cited = cite_words("A list of new names")
        fact = NameFact(held.key, "Northmere and Vale Trust", "official", cited, dt.date(2025, 4, 1))
        return load_list(by=ORGANISATIONS_LOADER, read=ListRead("test list", names=[fact]))

    first, second = interleaved(closes, renames)
    assert (first.get().facts, second.get().facts) == (2, 1)
    found = Organisation.objects.get(pk=held.pk)
    assert (found.name, found.closed) == ("Northmere and Vale Trust", dt.date(2026, 4, 1))


def test_one_list_that_two_load() -> None:
    def load() -> Organisation:
        return make.body("Southmere Trust")

    first, second = interleaved(load, load)
    assert first.get() == second.get()
    assert OrganisationName.objects.count() == 1
    assert Event.objects.filter(kind="organisation.described").count() == 1
