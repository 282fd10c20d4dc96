"""A person's own notices, and how they want to hear of them."""

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.core.actors import POST
from answerable.notices.models import Notice, Preference
from answerable.notices.operations import tell
from tests.made import overseeing as made
from tests.pages.desk_tools import page, text

pytestmark = pytest.mark.django_db
HERE = "/workspace/notices"


@pytest.fixture
def reader() -> Person:
    return made.person("editor")


@pytest.fixture
def client(reader: Person) -> Client:
    return made.signed_in(reader)


def told(person: Person, key: str) -> Notice:
    tell(by=POST, person=person, key=key, kind="test", words=f"Something {key}", address="/workspace")
    return Notice.objects.get(person=person, key=key)


def test_list_shows_ones_own_and_home_counts_them(client: Client, reader: Person) -> None:
    told(reader, "one"), told(made.person("editor"), "other")
    shown = text(page(client, HERE))
    assert "Something one" in shown and "Something other" not in shown and "1 not read" in shown
    assert "1 notice not read" in text(page(client, "/workspace"))


def test_notices_are_marked_as_read_and_unread(client: Client, reader: Person) -> None:
    first, second = told(reader, "one"), told(reader, "two")
    client.post(f"{HERE}/read", {"notice": [str(first.pk)]})
    assert [Notice.objects.get(pk=one.pk).read_at is None for one in (first, second)] == [False, True]
    client.post(f"{HERE}/unread", {"notice": [str(first.pk)]})
    assert Notice.objects.filter(read_at=None).count() == 2
    client.post(f"{HERE}/read", {"all": "1"})
    assert not Notice.objects.filter(read_at=None).exists()


def test_nobody_marks_those_of_another(client: Client) -> None:
    theirs = told(made.person("editor"), "other")
    client.post(f"{HERE}/read", {"notice": [str(theirs.pk)]})
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_rhythm_is_chosen(client: Client, reader: Person) -> None:
    assert "One mail a day" in text(page(client, f"{HERE}/preferences"))
    assert client.post(f"{HERE}/preferences", {"rhythm": "hourly"}).status_code == 422
    assert client.post(f"{HERE}/preferences", {"rhythm": "never"}).status_code == 302
    assert Preference.objects.get(person=reader).rhythm == "never"


def test_long_lists_have_pages(client: Client, reader: Person) -> None:
    for number in range(51):
        told(reader, f"number {number:02}")
    assert "Something number 00" not in text(page(client, HERE))
    assert "Something number 00" in text(page(client, f"{HERE}?page=2"))
    assert page(client, f"{HERE}?page=nonsense")


def test_list_is_for_those_signed_in() -> None:
    assert Client(HTTP_HOST="localhost").get(HERE).status_code == 302
