"""What is missing, as anybody sees it, and the form by which they say where it is."""

import csv
import datetime as dt
import io
import json

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import Actor
from answerable.oversight.models import Supply
from answerable.oversight.operations.supplying import CLIENT_MOST, answer_supply, note_gap
from tests import make
from tests.made import overseeing

pytestmark = pytest.mark.django_db
EDITOR = Actor("person:1", frozenset({"SUPPLY_ANSWER"}))
NUMBER = "/coverage/judiciary-pfd/number/2018-0002"
SENT = {"url": "https://example.org/report.pdf", "words": "Ask for Odile Farthing"}


@pytest.fixture(autouse=True)
def reports() -> None:
    cache.clear()
    for number in ("2018-0001", "2018-0004"):
        make.report(texts=["Staff could not raise the alarm."], reference=number, issued=dt.date(2018, 3, 1))


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    main = LexborHTMLParser(answer.content.decode()).css_first("main")
    return " ".join(main.text().split()) if main else ""


def rows(client: Client, address: str) -> list[dict[str, str]]:
    body = b"".join(client.get(address).streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


def test_page_says_what_is_not_held_and_who_is_quiet(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(20):
        shown = text(client, "/coverage")
    assert "Sources that have gone quiet" in shown and "No data since 1 March 2018" in shown
    assert "Highest held 4 Not held 2 numbers of 2018 Of these, explained 0 Counted by others 429" in shown
    assert "It does not mean that nothing happened" in shown
    assert "Not gone through yet" in shown


def test_year_lists_every_number(client: Client) -> None:
    shown = text(client, "/coverage/judiciary-pfd/2018")
    assert "2 of at least 4 numbers are held; 2 are not" in shown
    assert "2018-0002 2018-0003" in shown and "2018-0002 to 2018-0003" in shown
    assert text(client, "/coverage/judiciary-pfd/2019", 404)
    assert text(client, "/coverage/nobody/2018", 404)


def test_files_hold_the_same(client: Client) -> None:
    assert [(row["number"], row["known"]) for row in rows(client, "/coverage/missing.csv")] == [
        ("2018-0002", ""),
        ("2018-0003", ""),
    ]
    (year,) = rows(client, "/coverage/by-year.csv")
    assert (year["year"], year["numbers_not_held"], year["counted_by_others"]) == ("2018", "2", "429")
    told = json.loads(client.get("/coverage.json").content)
    assert [(one["year"], one["not_held"]) for one in told["numbers"]] == [(2018, 2)]
    assert any(one["silent"] for one in told["sources"])
    assert rows(client, "/coverage/areas.csv")[0]["reports_held"] == "2"


def test_day_before_anything_was_held_shows_nothing_missing(client: Client) -> None:
    assert "no gap can be seen" in text(client, "/coverage?as-at=2019-01-01")
    assert rows(client, "/coverage/missing.csv?as-at=2019-01-01") == []
    assert text(client, "/coverage?as-at=yesterday", 400)


def test_anybody_offers_one_and_sees_what_became_of_it(client: Client) -> None:
    assert "Nothing more is known of it" in text(client, NUMBER)
    answer = client.post(NUMBER, SENT)
    assert answer.status_code == 303 and "Set-Cookie" not in answer.headers
    shown = text(client, answer.headers["Location"])
    assert "Thank you" in shown and "Nobody has looked yet" in shown
    assert "example.org" not in shown and "Farthing" not in shown
    editor = EDITOR
    answer_supply(by=editor, supply=Supply.objects.get(), outcome="not_found", reply="The page is gone.")
    assert "The page is gone." in text(client, NUMBER)
    note_gap(
        by=editor,
        source="judiciary-pfd",
        number="2018-0002",
        kind="withdrawn",
        words="Said on its page.",
        on=dt.date(2024, 5, 1),
    )
    assert "The publisher withdrew it. Said on its page. (1 May 2024)" in text(client, NUMBER)
    assert rows(client, "/coverage/missing.csv")[0]["known"] == "The publisher withdrew it"


def test_what_cannot_be_taken_says_why_and_keeps_what_was_typed(client: Client) -> None:
    answer = client.post(NUMBER, {**SENT, "url": "nowhere"})
    page = LexborHTMLParser(answer.content.decode())
    assert answer.status_code == 422 and "There is a problem" in page.text()
    typed = page.css_first("#url")
    assert typed is not None and typed.attributes["value"] == "nowhere"
    assert client.post(NUMBER, {"url": "x", "words": "a" * 30_000}).status_code == 413
    assert client.post(NUMBER, SENT, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    for number in range(10, 10 + CLIENT_MOST):
        client.post(f"/coverage/judiciary-pfd/number/2018-{number:04d}", SENT)
    assert client.post(NUMBER, SENT).status_code == 429


def test_number_that_is_held_or_is_none_has_no_form(client: Client) -> None:
    assert "holds 2018-0001" in text(client, "/coverage/judiciary-pfd/number/2018-0001", 404)
    assert text(client, "/coverage/judiciary-pfd/number/18-1", 404)
    assert client.post("/coverage/judiciary-pfd/number/2018-0001", SENT).status_code == 404


def test_editor_answers_and_explains_at_the_desk(client: Client) -> None:
    client.post(NUMBER, SENT)
    desk = overseeing.signed_in(overseeing.person("editor"))
    assert "1 offer to look at" in text(desk, "/workspace")
    assert "https://example.org/report.pdf" in text(desk, "/workspace/supplies")
    key = Supply.objects.get().pk
    wrong = desk.post(f"/workspace/supplies/{key}/answer", {"outcome": "not_found"})
    assert wrong.status_code == 422 and b"Say why" in wrong.content
    done = desk.post(f"/workspace/supplies/{key}/answer", {"outcome": "not_one", "reply": "It is a letter."})
    assert done.status_code == 302
    note = {"source": "judiciary-pfd", "number": "2018-0003", "kind": "sought", "words": "Not on the site."}
    assert b"such as 2026-03-31" in desk.post("/workspace/supplies/note", note).content
    assert desk.post("/workspace/supplies/note", {**note, "on": "2026-01-31"}).status_code == 302
    assert "Looked for" in text(client, "/coverage/judiciary-pfd/number/2018-0003")
    assert desk.post("/workspace/supplies/999/answer", {"outcome": "taken"}).status_code == 404
