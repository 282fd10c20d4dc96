"""Published replies on the desk: every form does one thing, or says why not."""

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.duties.models import Answer, PublishedReply, ReplyMatch, ReplyMatchDecision
from answerable.organisations.models import Organisation
from answerable.workspace.presenters.replies import places_read, places_written
from tests import make
from tests.made import replies
from tests.pages.desk_tools import page, signed_in, text
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
ROOT = "/workspace/replies"


@pytest.fixture
def trust() -> Organisation:
    cache.clear()
    return make.body(replies.TRUST)


@pytest.fixture
def ada() -> Client:
    return signed_in(made.person("editor", email="ada@example.org", name="Ada Quill").email)


@pytest.fixture
def here(trust: Organisation) -> str:
    replies.take(replies.draft(replies.report(trust)))
    return f"{ROOT}/{PublishedReply.objects.get().pk}"


def fields(position: str, **more: str) -> dict[str, str]:
    match = ReplyMatch.objects.get(entry__position=position, superseded_at__isnull=True)
    return {"entry": match.entry.reference, "match": str(match.pk), **more}


def sent(client: Client, address: str, given: dict[str, str]) -> LexborHTMLParser:
    answer = client.post(address, given)
    assert answer.status_code == 302, LexborHTMLParser(answer.content.decode()).css_first("main").text()  # type: ignore[union-attr]
    return page(client, answer.headers["Location"])


def refused(client: Client, address: str, given: dict[str, str]) -> LexborHTMLParser:
    answer = client.post(address, given)
    assert answer.status_code == 422
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary a")
    assert link is not None
    assert html.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']") is not None
    return html


def test_queue_lists_replies_and_home_says_what_waits(ada: Client, here: str) -> None:
    html = page(ada, ROOT)
    assert replies.TRUST in text(html, ".ws-work")
    assert "3 proposals to decide" in text(html, ".ws-work")
    assert "matches it proposed were right" in text(html)
    home = text(page(ada, "/workspace"))
    assert "3 proposals to accept, change or refuse" in home
    assert "1 thing asked to look at, one by one" in home
    for wrong in ("?page=0", "?page=x", "/999999", "/unanswered?after=x"):
        assert ada.get(f"{ROOT}{wrong}").status_code == 404


def test_reply_stands_beside_what_was_asked_with_its_passages_marked(ada: Client, here: str) -> None:
    html = page(ada, here)
    assert [
        text(item, "h3")[0] for item in map(LexborHTMLParser, [n.html or "" for n in html.css(".ws-asked")])
    ] == [
        "A",
        "B",
        "C",
    ]
    marked = [" ".join(node.text().split()) for node in html.css(".ws-passages .ws-matched")]
    assert len(marked) == 3
    assert marked[0].startswith("We have introduced a written rule.")
    assert "Proposed: this reply does not answer it." in text(html)
    assert "95%: it follows a quotation of this" in text(html)
    assert "Brackenbury" not in text(html)
    assert html.css_first("h1 .app-kicker") is not None


def test_accepting_by_the_form_makes_the_answer_public(ada: Client, here: str) -> None:
    html = sent(ada, f"{here}/accept", fields("1"))
    assert "it is public as the body's answer" in text(html, ".ws-notice")
    assert Answer.objects.get().reference in text(html)
    decision = ReplyMatchDecision.objects.get()
    html = sent(ada, f"{here}/undo", fields("1", decision=str(decision.pk)))
    assert "Taken back." in text(html, ".ws-notice")
    assert Answer.objects.get().withdrawn_at is not None


def test_change_is_typed_as_numbers_and_kept_where_it_is_wrong(ada: Client, here: str) -> None:
    html = refused(ada, f"{here}/change", fields("3", passages="1-99", reason="It does."))
    assert "from 1 to 8" in text(html, ".nhsuk-error-summary")
    box = html.css_first("details[open] input[name=passages]")
    assert box is not None and box.attributes["value"] == "1-99"
    refused(ada, f"{here}/change", fields("3", passages="7", reason=" "))
    html = sent(ada, f"{here}/change", fields("3", passages="4, 7", stance="in_part", reason="It does."))
    assert "Accepted, otherwise than proposed: accepted in part" in text(html)
    assert Answer.objects.get().parts.get().stance == "in_part"


def test_refusal_and_what_has_changed_meanwhile(ada: Client, here: str) -> None:
    refused(ada, f"{here}/refuse", fields("2"))
    sent(ada, f"{here}/refuse", fields("2", reason="It is no answer."))
    html = refused(ada, f"{here}/accept", fields("2"))
    assert "decided this already" in text(html, ".nhsuk-error-summary")
    wrong = {**fields("1"), "match": "1234567"}
    assert "has changed since" in text(refused(ada, f"{here}/accept", wrong), ".nhsuk-error-summary")
    other = make.entry("Another report asks this.")
    refused(ada, f"{here}/accept", {**fields("1"), "entry": other.reference})
    refused(ada, f"{here}/undo", {**fields("1"), "decision": "5"})


def test_unanswered_things_come_one_by_one(ada: Client, here: str) -> None:
    html = page(ada, f"{ROOT}/unanswered")
    assert "What seems to go unanswered" in text(html, "h1")
    assert len(html.css(".ws-asked")) == 1
    match = ReplyMatch.objects.get(passages=[])
    answer = ada.post(f"{here}/accept", fields("3", next="unanswered", skip=str(match.pk)))
    assert answer.headers["Location"] == f"{ROOT}/unanswered?after={match.pk}"
    assert ada.get(answer.headers["Location"]).headers["Location"] == ROOT, "nothing more"


def test_unknown_body_is_named_by_choice_or_by_name(ada: Client, trust: Organisation) -> None:
    replies.take(replies.draft(replies.report(trust), written_by="The Manager", url="https://example.org/r"))
    here = f"{ROOT}/{PublishedReply.objects.get().pk}"
    assert "Who wrote it is not known" in text(page(ada, ROOT))
    refused(ada, f"{here}/writer", {})
    assert "which body wrote" in text(refused(ada, f"{here}/accept", fields("1", answered_on="2023-05-02")))
    html = sent(ada, f"{here}/writer", {"body": trust.reference})
    assert replies.TRUST in text(html, "h1")
    html = refused(ada, f"{here}/accept", fields("1"))
    assert "Give the date of the reply" in text(html, ".nhsuk-error-summary")
    sent(ada, f"{here}/accept", fields("1", answered_on="2023-05-02"))
    make.body("Penhallow Mental Health NHS Foundation Trust")
    html = refused(ada, f"{here}/writer", {"other_body": "Penhallow"})
    assert "say why it is not" in text(html, ".nhsuk-error-summary")


def test_nobody_but_editors_sees_any_of_it(here: str) -> None:
    reader = signed_in(made.person("reader").email)
    for address in (ROOT, here, f"{ROOT}/unanswered"):
        assert reader.get(address).status_code == 403
    for what in ("writer", "accept", "change", "refuse", "undo"):
        assert reader.post(f"{here}/{what}", fields("1")).status_code == 403
    assert Client(HTTP_HOST="localhost").get(here).status_code == 302


@pytest.mark.parametrize(
    ("written", "places"),
    [("", []), ("3", [2]), ("3, 5-7", [2, 4, 5, 6]), ("7–8;1", [0, 6, 7]), ("2, 2", [1])],
)
def test_places_are_read_as_they_are_written(written: str, places: list[int]) -> None:
    assert places_read(written, 8) == places
    assert places_read(places_written(places), 8) == places


@pytest.mark.parametrize("written", ["0", "9", "3-1", "x", "1-", "-2", "1.5", "١"])
def test_places_that_make_no_sense_are_refused(written: str) -> None:
    assert places_read(written, 8) is None
