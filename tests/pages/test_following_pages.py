"""Following by mail as anybody does it: ask, confirm, change, end; and what can't be asked for."""

import dataclasses

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from answerable.notices.follows import secret_of
from answerable.notices.models import Follow, Follower, Message
from answerable.pipeline.following.preview import FLOOD, Preview, preview
from tests.made import following as made
from tests.pages.page_tools import text_of
from tests.pages.world import World

FROM = {"Sec-Fetch-Site": "same-origin"}
SEEN = "answerable.website.presenters.following.preview"
MAIL = "reader@example.org"


@pytest.fixture(autouse=True)
def fresh(db: None) -> None:
    cache.clear()


def asked(browser: Client, address: str, **more: str) -> int:
    """Sends the form that stands at this address; the status."""
    parsed = LexborHTMLParser(browser.get(address).content.decode())
    hidden = parsed.css('main input[type="hidden"]')
    given = {str(one.attributes["name"]): one.attributes["value"] or "" for one in hidden}
    return browser.post(
        "/follow", {**given, "mail": MAIL, "rhythm": "daily", **more}, headers=FROM
    ).status_code


def test_every_page_of_what_can_be_followed_leads_to_its_form(
    browser: Client, world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address in (
        f"/entries/{world.entry}",
        f"/expectations/{world.expectation}",
        f"/organisations/{world.trust}",
        "/search?q=staff&kind=concern",
    ):
        parsed = LexborHTMLParser(browser.get(address).content.decode())
        link = parsed.css_first(".app-follow a")
        assert link is not None, address
        href = str(link.attributes["href"])
        with django_assert_max_num_queries(20):
            shown = text_of(browser, href)
        assert "In the last 30 days you would have been told of" in shown, address
        assert asked(browser, href) == 303, address
    assert Follow.objects.count() == 4
    for address in ("/search", "/about", f"/entries/{world.entry}?as-at=2024-01-01"):
        assert b"app-follow" not in browser.get(address).content, address


def test_link_in_the_mail_confirms_by_a_button_alone(browser: Client, world: World) -> None:
    assert asked(browser, f"/follow?what=body&subject={world.trust}") == 303
    link = made.link()
    assert "Yes, follow it" in text_of(browser, link)
    assert browser.head(link).status_code == 200
    assert Follow.objects.get().confirmed_at is None
    assert browser.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    answer = browser.post(link, headers=FROM)
    assert answer.status_code == 303 and Follow.objects.get().confirmed_at is not None
    assert "You follow it now" in text_of(browser, answer["Location"])
    assert "You follow it already" in text_of(browser, link)
    assert browser.get(link)["Cache-Control"] == "no-store"


def test_own_page_changes_and_ends(browser: Client, world: World) -> None:
    one = made.follow("body", world.trust, mail=MAIL)
    two = made.follow("search", "kind=concern&q=staff+%3Cb%3E", mail=MAIL)
    own = own_page(one)
    shown = text_of(browser, own)
    assert "Vale and Moor" in shown and "“staff <b>”, kind: concern" in shown
    change = {"follow": str(two.pk), "do": "change", "rhythm": "weekly"}
    assert browser.post(own, change, headers=FROM).status_code == 303
    assert browser.post(own, {**change, "rhythm": "never"}, headers=FROM).status_code == 422
    assert browser.post(own, {**change, "follow": "9" * 14}, headers=FROM).status_code == 422
    two.refresh_from_db()
    assert two.rhythm == "weekly"
    for follow in (one, two):
        answer = browser.post(own, {"follow": str(follow.pk), "do": "end"}, headers=FROM)
        assert answer.status_code == 303
    assert "your address is forgotten" in text_of(browser, answer["Location"])
    assert Follower.objects.get().mail == "" and "nothing any more" in text_of(browser, own, 410)


def test_one_click_of_a_mail_program_ends_all(browser: Client, world: World) -> None:
    end = f"{own_page(made.follow('body', world.trust, mail=MAIL))}/end"
    assert "End all of it" in text_of(browser, end) and Follower.objects.get().ended_at is None
    strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    for _ in range(2):
        answer = strict.post(end, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and b"You follow nothing any more" in answer.content
    assert Follower.objects.get().mail == "" and text_of(browser, end, 410)


def test_form_says_the_same_of_every_address(browser: Client, world: World) -> None:
    form = f"/follow?what=entry&subject={world.entry}"
    made.follow("entry", world.entry, mail=MAIL)
    first = asked(browser, form, mail="new@example.org")
    assert first == asked(browser, form) == 303
    assert all(asked(browser, f"/follow?what=search&q={number}") == 303 for number in range(9))


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/follow?what=entry&subject=E-00000000A", 404),
        ("/follow?what=theme&subject=no-such", 404),
        ("/follow?what=person&subject=x", 404),
        ("/follow?what=search", 422),
        ("/follow?what=search&sort=newest", 422),
        ("/follow?what=search&" + "&".join(f"theme={'x' * 150}{n}" for n in range(40)), 422),
        ("/follow?what=search&q=" + "x" * 10_000, 200),
        ("/follow?what=search&q=%E2%80%AEesrever%ED%A0%80", 200),
        ("/following/" + "0" * 64, 410),
        ("/following/nobody", 410),
        ("/following/" + "0" * 64 + "/confirm/1", 410),
    ],
)
def test_what_cannot_be_followed_says_so(browser: Client, address: str, status: int) -> None:
    answer = browser.get(address)
    assert answer.status_code == status
    if status == 422:
        assert b"search" in answer.content


def test_form_that_is_no_form_writes_nothing(browser: Client, world: World) -> None:
    form = f"/follow?what=entry&subject={world.entry}"
    assert asked(browser, form, mail="nobody") == 422 and asked(browser, form, rhythm="never") == 422
    given = {"what": "entry", "subject": world.entry, "mail": MAIL, "rhythm": "daily"}
    assert browser.post("/follow", given, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert browser.post("/follow", {**given, "more": "x" * 30_000}, headers=FROM).status_code == 413
    assert not Follower.objects.exists() and not Message.objects.exists()


def test_hundredth_sign_up_from_one_place_is_refused(browser: Client, world: World) -> None:
    form = f"/follow?what=entry&subject={world.entry}"
    came = [asked(browser, form, mail=f"reader{number}@example.org") for number in range(25)]
    assert came == [303] * 20 + [429] * 5


def test_broad_one_is_asked_about_once_more(
    browser: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = "/follow?what=search&kind=concern"
    before = preview("search", "kind=concern")
    assert before.count and not before.broad
    monkeypatch.setattr(SEEN, lambda *_: dataclasses.replace(before, count=61))
    assert "This is much to read" in text_of(browser, form)
    assert asked(browser, form) == 422 and asked(browser, form, sure="yes") == 303
    monkeypatch.setattr(SEEN, lambda *_: Preview(FLOOD + 1, at_least=True))
    assert "at least 601" in text_of(browser, form)
    assert asked(browser, form, sure="yes", rhythm="at_once") == 422


def own_page(follow: Follow) -> str:
    return f"/following/{secret_of(follow.follower)}"
