"""How the service behaves: errors, caching, and how much it asks of the database."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path

from answerable.urls import urlpatterns as own_patterns
from answerable.website.views import errors
from tests.pages.world import World

pytestmark = pytest.mark.django_db


def _break(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a secret detail")


urlpatterns = [path("broken", _break), *own_patterns]
handler500 = errors.broken
handler404 = errors.not_found


def test_fault_gives_a_plain_page_without_details(db: None, settings: object) -> None:
    settings.ROOT_URLCONF = "tests.pages.test_service"  # type: ignore[attr-defined]
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    response = client.get("/broken")
    assert response.status_code == 500
    html = response.content.decode()
    assert "Sorry, something went wrong" in html and "secret" not in html
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_unknown_address_gives_help(browser: Client) -> None:
    response = browser.get("/no/such/page")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_unknown_host_is_refused_with_a_page(db: None) -> None:
    response = Client(HTTP_HOST="elsewhere.example").get("/")
    assert response.status_code == 400
    assert "We could not understand that request" in response.content.decode()


def test_forbidden_page_explains() -> None:
    response = errors.forbidden(RequestFactory().get("/"), Exception())
    assert response.status_code == 403
    assert "You cannot see this page" in response.content.decode()


def test_health_is_told_to_machines(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert browser.get("/healthz").content == b"ok\n"
    assert browser.get("/healthz").headers["Cache-Control"] == "no-store"

    def no_database() -> None:
        raise DatabaseError

    monkeypatch.setattr("answerable.website.views.standing.connection.cursor", no_database)
    assert browser.get("/healthz").status_code == 503


def test_page_that_has_not_changed_is_not_sent_again(browser: Client, world: World) -> None:
    first = browser.get(f"/entries/{world.entry}")
    again = browser.get(f"/entries/{world.entry}", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "href",
    [
        "/",
        "/search?q=ward",
        "/search?size=100",
        "/entries/{entry}",
        "/entries/{entry}?as-at=2023-12-31",
        "/reports/{report}",
        "/reports/{inquiry}",
        "/organisations",
        "/organisations?letter=V&kind=nhs_trust&name=a",
        "/organisations/{trust}",
        "/organisations/{closed}",
        "/publishers",
        "/publishers/{publisher}",
        "/about",
        "/expectations",
        "/expectations?theme=observation&state=adopted",
        "/expectations/{expectation}",
        "/expectations/{draft}",
        "/over-time",
        "/over-time?q=ward&organisation={trust}",
        "/themes",
        "/themes/observation",
        "/cross-purposes",
        "/cross-purposes/{contradiction}",
    ],
)
def test_page_asks_the_database_few_times(
    browser: Client,
    world: World,
    href: str,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    href = href.format(
        entry=world.entry,
        report=world.report,
        inquiry=world.inquiry,
        trust=world.trust,
        closed=world.closed,
        publisher=world.publisher,
        expectation=world.expectation,
        draft=world.draft,
        contradiction=world.contradiction,
    )
    cache.clear()  # as the first reader finds it
    with django_assert_max_num_queries(20):
        response = browser.get(href)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "href", ["/search?size=100", "/reports/{inquiry}", "/", "/over-time", "/cross-purposes"]
)
def test_page_is_light(browser: Client, world: World, href: str) -> None:
    response = browser.get(href.format(inquiry=world.inquiry), headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 150_000
