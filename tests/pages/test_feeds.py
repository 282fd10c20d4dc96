"""Feeds of everything that can be followed, for readers that ask well and for those that hammer."""

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from answerable.ledger.models import Event
from answerable.website import feeding
from tests.pages.world import NAME, World

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


def lines(client: Client, address: str) -> list[tuple[str, str]]:
    """(id, title) of each item."""
    answer = client.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Type"] == feeding.ATOM, address
    feed = fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    assert NAME not in answer.content.decode()
    return [
        (one.findtext(f"{ATOM}id") or "", one.findtext(f"{ATOM}title") or "")
        for one in feed.iter(f"{ATOM}entry")
    ]


def test_feed_holds_what_happened_with_one_thing_alone(
    client: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(40):
        found = lines(client, f"/entries/{world.entry}.atom")
    assert any("It was added" in title and world.entry in title for _, title in found)
    assert "The date for a reply was extended" in " ".join(title for _, title in found)
    assert all(world.entry in title for _, title in found)
    indices = [int(one.rpartition("-")[2]) for one, _ in found]
    assert indices == sorted(indices, reverse=True)
    assert Event.objects.filter(index__in=indices).count() == len(set(indices))


def test_everything_that_can_be_followed_has_a_feed_that_its_page_names(client: Client, world: World) -> None:
    for page in (
        f"/entries/{world.entry}",
        f"/expectations/{world.expectation}",
        f"/organisations/{world.trust}",
        "/indicators/MHS76",
        "/themes/observation",
        "/search?q=record&since=2020-01-01",
    ):
        shown = LexborHTMLParser(client.get(page).content.decode())
        named = shown.css_first("link[rel=alternate][type='application/atom+xml']")
        assert named is not None, page
        address = named.attributes["href"] or ""
        assert shown.css_first(f"main a[href='{address}']") is not None, page
        found = lines(client, address)
        assert found or page.startswith(("/indicators", "/themes")), page


def test_feed_of_a_search_holds_what_it_finds(client: Client, world: World) -> None:
    found = lines(client, "/search.atom?q=observation+record")
    assert any(one.endswith(f"/id/{world.entry}/1") for one, _ in found)
    assert lines(client, "/search.atom?q=zzzzqqq") == []
    assert len(lines(client, f"/search.atom?q={'a' * 10_000}")) >= 0


def test_reader_that_has_it_gets_nothing_again(client: Client, world: World) -> None:
    for address in (f"/entries/{world.entry}.atom", "/search.atom?q=zzzzqqq"):
        first = client.get(address)
        cache.clear()
        etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
        again = client.get(address, headers={"If-None-Match": etag})
        assert again.status_code == 304 and not again.content, address
        assert client.get(address, headers={"If-Modified-Since": modified}).status_code == 304
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_reader_that_hammers_waits_and_others_do_not(
    client: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "MOST", 3)
    address = f"/organisations/{world.trust}.atom"
    answers = [client.get(address).status_code for _ in range(4)]
    refused = client.get(address)
    assert answers == [200, 200, 200, 429] and int(refused.headers["Retry-After"]) > 0
    assert Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7").get(address).status_code == 200


def test_feed_of_nothing_is_not_found(client: Client, world: World) -> None:
    for address in (
        "/entries/E-00000000.atom",
        f"/entries/{world.trust}.atom",
        "/themes/nothing.atom",
        "/indicators/none.atom",
    ):
        assert client.get(address).status_code == 404, address
