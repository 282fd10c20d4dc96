"""What is said to be done and what others found, as a public page and JSON, with denominators and a day."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.calendar import today
from answerable.lineage.models import Kind
from answerable.lineage.operations import Proposed
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
HERE = "/claimed-and-found"


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


def text(content: bytes) -> str:
    found = LexborHTMLParser(content.decode()).css_first("main")
    return " ".join(found.text().split()) if found else ""


def test_gap_is_told_of_all_a_body_a_theme_and_a_publisher(
    client: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    body = make.body("Northmere Wards Trust")
    one, two = assuring.duty(body, area="Fell End"), assuring.duty(body, area="Moor End")
    assuring.duty()
    assuring.verdict(assuring.claim(one))
    assuring.verdict(assuring.claim(two), "not_yet", "under_way")
    make.suggested(Proposed(kind=Kind.THEME, value="observation", score=0.9, words=["look"], entry=two.entry))
    code = one.entry.report.publisher.code
    figures = {
        "": (3, 2, 1, 1),
        f"?organisation={body.reference}": (2, 2, 1, 1),
        f"?publisher={code}": (1, 1, 1, 0),
        "?theme=observation": (1, 1, 0, 1),
    }
    for query, wanted in figures.items():
        told = client.get(f"{HERE}.json{query}").json()
        names = ("duties", "claimed_done", "verified_done", "marked_down")
        assert tuple(told[name] for name in names) == wanted, query
        assert told["on"] == today().isoformat()
        with django_assert_max_num_queries(20):
            page = client.get(f"{HERE}{query}")
        assert told["words"] in text(page.content)
    whole = text(client.get(HERE).content)
    assert "2 of 3 asked are said to be done" in whole and "This is no ranking" in whole
    assert client.get(f"{HERE}.json?as-at=2020-01-01").json()["duties"] == 0


def test_nothing_claimed_says_so(client: Client) -> None:
    assuring.duty()
    assert "Nothing of 1 asked is said to be done" in text(client.get(HERE).content)


@pytest.mark.parametrize(
    "query",
    [
        "?organisation=B-1",
        "?theme=nothing",
        "?publisher=no",
        "?theme=observation&publisher=x",
        "?as-at=x",
    ],
)
def test_what_cannot_be_counted_is_explained(client: Client, query: str) -> None:
    assert client.get(f"{HERE}{query}").status_code == 400
