"""Feeds of everything that can be followed, for readers that ask well and for those that hammer."""

import pytest
from defusedxml.ElementTree import fromstring
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from answerable.ledger.models import Event
from answerable.website import feeding
from tests.atom import feed_faults
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
    assert feed_faults(answer.content) == [], address
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


def test_feed_of_the_whole_log_is_sound(client: Client, world: World) -> None:
    assert len(lines(client, "/log.atom")) > 10


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


def test_faults_of_a_feed_are_found() -> None:
    sound = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><id>https://a.example/f</id><title>A</title>'
        "<updated>2024-03-01T10:00:00Z</updated><author><name>A</name></author>"
        '<link rel="self" href="https://a.example/f.atom"/><entry><id>https://a.example/1</id><title>B</title>'
        '<updated>2024-03-01T10:00:00+00:00</updated><link href="https://a.example/1"/></entry></feed>'
    )
    assert feed_faults(sound.encode()) == []
    for old, new, fault in (
        ("<author><name>A</name></author>", "", "no author"),
        ("10:00:00Z", "10:00", "no date"),
        ('<link href="https://a.example/1"/>', "", "neither content nor a link"),
        ("<id>https://a.example/1</id>", "", "0 of id"),
        ("https://a.example/1</id>", "one</id>", "no IRI"),
        ('rel="self"', 'rel="via"', "no link to itself"),
        ('href="https://a.example/1"', 'href="/1"', "leads nowhere"),
        ("<title>B</title>", "<title/>", "title is empty"),
        ("</entry>", "</entry><entry><id>https://a.example/1</id></entry>", "two entries with the id"),
    ):
        assert any(fault in one for one in feed_faults(sound.replace(old, new).encode())), fault
