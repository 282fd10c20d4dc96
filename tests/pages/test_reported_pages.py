"""Anybody says that a page is wrong, an editor answers, and the answer is on the record."""

import csv
import io

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import Actor
from answerable.notices.models import Message
from answerable.oversight.models import Reported
from answerable.oversight.operations.reporting import CLIENT_MOST, ReportingError, answer_reported
from answerable.publication.addresses import page_of
from answerable.website.presenters.reported import page_given

pytestmark = pytest.mark.django_db
NEW = "/reported/new"
EDITOR = Actor("person:1", frozenset({"ERROR_ANSWER"}))
SENT = {"page": "/about", "words": "Odile Farthing is misspelt.", "mail": "reader@example.org"}


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


def main(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    found = LexborHTMLParser(answer.content.decode()).css_first("main")
    return " ".join(found.text().split()) if found else ""


def test_every_page_leads_to_the_form_with_its_own_address(client: Client) -> None:
    for address, wanted in (
        ("/about", "/reported/new?page=%2Fabout"),
        ("/", "/reported/new?page=%2F"),
        ("/log?what=added", "/reported/new?page=%2Flog"),
        ("/coverage?as-at=2026-01-01", "/reported/new?page=%2Fcoverage%3Fas-at%3D2026-01-01"),
        ("/reported", NEW),
    ):
        page = LexborHTMLParser(client.get(address).content.decode())
        assert page.css_first(f"a[href='{wanted}']") is not None, address
    form = LexborHTMLParser(client.get(f"{NEW}?page=%2Fabout").content.decode())
    typed = form.css_first("#page")
    assert typed is not None and typed.attributes["value"] == "/about"


def test_error_is_reported_answered_and_on_the_record(client: Client) -> None:
    answer = client.post(NEW, SENT)
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers
    (held,) = Reported.objects.all()
    assert page_of(held.reference) == f"/reported/{held.reference}"
    shown = main(client, answer.headers["Location"])
    assert "Thank you" in shown and "Nobody has looked at it yet" in shown
    client.post(NEW, SENT)
    assert Reported.objects.count() == 1
    assert "has been answered yet" in main(client, "/reported")
    answer_reported(by=EDITOR, reported=held, outcome="mended", reply="It is spelt as it should be now.")
    for address in ("/reported", f"/reported/{held.reference}"):
        shown = main(client, address)
        assert "It is spelt as it should be now." in shown and "/about" in shown
        assert "Farthing" not in shown and "reader@" not in shown
    body = b"".join(client.get("/reported.csv").streaming_content)  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(body.decode("utf-8-sig")))
    assert (row["reference"], row["page"], row["outcome"]) == (held.reference, "/about", "mended")
    held.refresh_from_db()
    assert held.mail == ""
    assert [message.address for message in Message.objects.all()] == ["reader@example.org"]
    with pytest.raises(ReportingError, match="answered already"):
        answer_reported(by=EDITOR, reported=held, outcome="mended", reply="Again.")


def test_what_cannot_be_taken_says_why_and_keeps_what_was_typed(client: Client) -> None:
    for wrong, words in (
        ({"words": " "}, "Say what is wrong"),
        ({"page": "/no-such-place"}, "Say which page it is"),
        ({"page": "/following/a"}, "Say which page it is"),
        ({"mail": "nowhere"}, "That is no e-mail address"),
        ({"words": "\u202ea" * 2001}, "At most 4,000 characters"),
    ):
        answer = client.post(NEW, {**SENT, **wrong})
        page = LexborHTMLParser(answer.content.decode())
        assert answer.status_code == 422 and words in page.text(), wrong
    assert "Odile Farthing is misspelt." in client.post(NEW, {**SENT, "mail": "x"}).content.decode()
    assert client.post(NEW, {**SENT, "words": "a" * 50_000}).status_code == 413
    assert client.post(NEW, SENT, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert Reported.objects.count() == 0
    for number in range(CLIENT_MOST):
        client.post(NEW, {**SENT, "words": f"Number {number} is wrong."})
    assert client.post(NEW, SENT).status_code == 429
    assert Reported.objects.count() == CLIENT_MOST


def test_answer_needs_an_outcome_words_and_a_correction_that_there_is(client: Client) -> None:
    client.post(NEW, SENT)
    held = Reported.objects.get()
    for given in (
        {"outcome": "", "reply": "Yes."},
        {"outcome": "mended", "reply": " "},
        {"outcome": "mended", "reply": "Yes.", "correction": "L-NONE"},
    ):
        with pytest.raises(ReportingError):
            answer_reported(by=EDITOR, reported=held, **given)
    main(client, "/reported/M-00000000", 404)
    main(client, "/reported?page=7", 404)


def test_only_paths_of_public_pages_are_taken() -> None:
    assert page_given("https://register.example/about") == "/about"
    assert page_given("/coverage?as-at=2026-01-01") == "/coverage?as-at=2026-01-01"
    assert page_given("/search?q=somebody") == "/search"
    for written in (
        "",
        "about",
        "/following/secret",
        "/workspace",
        "/no",
        "javascript:alert(1)",
        "/\u202e",
        "/a\x00",
    ):
        assert page_given(written) == "", written
