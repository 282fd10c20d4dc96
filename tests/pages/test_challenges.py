"""Anybody challenges the register without an account, and follows it; what was corrected is public."""

import csv
import io
import json

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.roles import Role
from answerable.assurance.models import Challenge
from answerable.assurance.operations import answer_challenge, correct
from answerable.assurance.operations.challenging import CLIENT_MOST
from answerable.duties.models import Duty
from answerable.register.operations import withdraw_entry
from answerable.website.views.challenges import LARGEST_FORM
from tests import make
from tests.made import assuring

pytestmark = pytest.mark.django_db
WORDS = "The ward closed in 2021. Ask Margaret Plimsoll on 07700 900123."


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def duty() -> Duty:
    return assuring.duty()


def read(content: bytes) -> LexborHTMLParser:
    return LexborHTMLParser(content.decode())


def text(html: LexborHTMLParser, selector: str = "main") -> str:
    found = html.css_first(selector)
    return " ".join(found.text().split()) if found else ""


def send(client: Client, duty: Duty, **fields: str) -> Challenge:
    sent = {"about": "status", "words": WORDS, "duty": duty.reference, **fields}
    answer = client.post(f"/entries/{duty.entry.reference}/challenge", sent)
    assert answer.status_code == 303, text(read(answer.content))
    assert "Set-Cookie" not in answer.headers
    made = Challenge.objects.latest("pk")
    assert answer.headers["Location"] == f"/challenges/{made.reference}?sent=yes"
    return made


def test_form_says_what_happens_next_and_by_when(client: Client, duty: Duty) -> None:
    html = read(client.get(f"/entries/{duty.entry.reference}/challenge?duty={duty.reference}").content)
    assert "You need no account" in text(html)
    assert "Somebody reads it within 7 days" in text(html) and "by 26" not in text(html, "h1")
    assert html.css_first(f"option[value='{duty.reference}'][selected]") is not None
    assert not html.css("script")
    label_of = {node.attributes["for"] for node in html.css("form label")}
    named = [
        node.attributes["id"] for node in html.css("main form input, main form textarea, main form select")
    ]
    assert set(named) <= label_of


def test_challenge_is_received_and_followed_and_nothing_shown(client: Client, duty: Duty) -> None:
    made = send(client, duty, mail="family@example.org")
    assert made.duty == duty and made.mail == "family@example.org" and len(made.client) == 64
    receipt = client.get(f"/challenges/{made.reference}?sent=yes")
    shown = text(read(receipt.content))
    assert "We have received it" in shown and "Not shown before somebody has read it" in shown
    for secret in ("closed in 2021", "Plimsoll", "family@example.org"):
        assert secret not in receipt.content.decode()
    assert receipt.headers["Cache-Control"] == "no-store"
    assert "No challenge has been answered yet" in text(read(client.get("/challenges").content))


def test_answer_is_public_with_the_words_only_where_they_may_be_shown(client: Client, duty: Duty) -> None:
    for shown in (True, False):
        made = send(client, duty)
        answer_challenge(
            by=assuring.holder_of(Role.EDITOR, 90),
            challenge=made,
            outcome="upheld",
            reply="You are right.",
            shown=shown,
        )
        for address in (f"/challenges/{made.reference}", "/challenges", "/challenges.csv"):
            page = client.get(address)
            content = b"".join(page.streaming_content) if page.streaming else page.content  # type: ignore[attr-defined]
            assert "You are right." in content.decode()
            if address == f"/challenges/{made.reference}":
                assert ("closed in 2021" in content.decode()) == shown
            assert "Plimsoll" not in content.decode() and "07700" not in content.decode()


@pytest.mark.parametrize(
    ("fields", "why", "where"),
    [
        ({"words": " "}, "Say what is wrong", "words"),
        ({"words": "x" * 4001}, "too long", "words"),
        ({"about": ""}, "what it is about", "about-fact"),
        ({"mail": "nobody"}, "can't be used", "mail"),
        ({"duty": "D-ELSEWHERE"}, "Choose the organisation", "duty"),
    ],
)
def test_what_cannot_be_taken_is_shown_again_with_the_reason(
    client: Client, duty: Duty, fields: dict[str, str], why: str, where: str
) -> None:
    sent = {"about": "status", "words": WORDS, **fields}
    answer = client.post(f"/entries/{duty.entry.reference}/challenge", sent)
    html = read(answer.content)
    assert answer.status_code == 422 and why in text(html, ".nhsuk-error-summary")
    assert html.css_first(f".nhsuk-error-summary a[href='#{where}']") and html.css_first(f"form #{where}")
    assert (html.css_first("title") or html).text().startswith("Error: ")
    assert sent["words"].strip() in (html.css_first("textarea") or html).text()
    assert not Challenge.objects.exists()


def test_form_is_taken_from_this_site_and_at_its_size_only(client: Client, duty: Duty) -> None:
    here, sent = f"/entries/{duty.entry.reference}/challenge", {"about": "fact", "words": WORDS}
    assert client.post(here, sent, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(here, sent, headers={"Origin": "https://other.example"}).status_code == 403
    assert client.post(here, {**sent, "words": "x" * (LARGEST_FORM + 1)}).status_code == 413
    assert client.delete(here).status_code == 405
    assert not Challenge.objects.exists()


def test_many_from_one_network_wait_till_tomorrow(client: Client, duty: Duty) -> None:
    for _ in range(CLIENT_MOST):
        send(client, duty)
    sent = {"about": "status", "words": WORDS}
    answer = client.post(f"/entries/{duty.entry.reference}/challenge", sent)
    assert answer.status_code == 429 and "come back tomorrow" in text(read(answer.content))
    send(Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7"), duty)


def test_addresses_that_hold_nothing_explain(client: Client, duty: Duty) -> None:
    lower = client.get(f"/entries/{duty.entry.reference.lower()}/challenge")
    assert lower.status_code == 301
    assert client.get("/entries/E-00000000/challenge").status_code == 404
    assert client.get("/challenges/Q-00000000").status_code == 404
    assert client.get("/challenges/nothing").status_code == 404
    withdraw_entry(by=make.editor(), entry=duty.entry, why="Recorded twice.")
    assert client.get(f"/entries/{duty.entry.reference}/challenge").status_code == 410


def test_corrections_are_listed_newest_first_and_as_files(client: Client, duty: Duty) -> None:
    assert "Nothing has been corrected yet" in text(read(client.get("/corrections").content))
    made = send(client, duty)
    for number in range(3):
        correct(
            by=assuring.holder_of(Role.EDITOR),
            subject=duty.entry.reference,
            was=f"It said {number}.",
            now_says="=SUM(A1)",
            why="A reader told us.",
            challenge=made if number == 2 else None,
        )
    html = read(client.get("/corrections").content)
    assert [node.text() for node in html.css("main dl div:first-child dd")] == [
        f"It said {number}." for number in (2, 1, 0)
    ]
    assert html.css_first(f"main a[href='/challenges/{made.reference}']") is not None
    assert "3 corrections" in text(read(client.get(f"/corrections?about={duty.entry.reference}").content))
    listed = json.loads(b"".join(client.get("/corrections.json").streaming_content))["corrections"]  # type: ignore[attr-defined]
    assert [one["was"] for one in listed] == ["It said 2.", "It said 1.", "It said 0."]
    table = b"".join(client.get("/corrections.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == 3 and not rows[0]["now"].startswith("="), "cells are defused"
    for wrong in ("?page=0", "?page=x", "?page=2", "?about=nothing"):
        assert client.get(f"/corrections{wrong}").status_code == 404
