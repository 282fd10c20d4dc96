"""The review desk: one item before each editor, decided in their name, and nobody else's meanwhile."""

import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.queries import actor_of
from answerable.core.actors import RELATE
from answerable.ledger.models import Event
from answerable.lineage.models import Decision, Hold, Kind, Relation, Suggestion
from answerable.lineage.operations import Proposed, begin_run, decide, record_suggestions
from tests.pages.desk_tools import page, signed_in, text, value, who
from tests.pages.desk_world import DeskWorld

pytestmark = pytest.mark.django_db
LINKS, THEMES, SCOPE = (f"/workspace/review/{of}" for of in ("links", "themes", "scope"))


def sent_by(html: LexborHTMLParser) -> list[tuple[str | None, str | None]]:
    """What the fields and buttons of the form send, but for the token."""
    found = [(one.attributes.get("name"), one.attributes.get("value")) for one in html.css("form [name]")]
    return [(name, value) for name, value in found if name != "csrfmiddlewaretoken"]


def answer(client: Client, html: LexborHTMLParser, key: str, **more: str) -> HttpResponse:
    """Presses one of the buttons for the pair that the page shows."""
    fields = {name: value(html, name) for name in ("item", "suggestion")}
    return client.post(f"{LINKS}/decide", {**fields, "answer": key, **more})  # type: ignore[return-value]


def test_pair_is_shown_with_what_it_shares_and_what_the_machine_says(world: DeskWorld) -> None:
    html = page(signed_in(world.ada), LINKS)
    proposal = text(html, ".ws-proposal")
    assert "The machine proposes: A" in proposal and "made-up, version 1" in proposal
    assert re.search(r"probability of \d\d%", proposal)
    assert len(html.css(".ws-side")) == 2
    marked = {node.text() for node in html.css(".ws-side mark")}
    assert {"checked", "looked", "Staff"} & marked and "that" not in marked
    assert len(html.css(".ws-matched")) == 2
    assert "Asks Vale and Moor Partnership NHS Foundation Trust." in text(html, ".ws-facts")
    assert "0 decided by you today, 24 open." in text(html, ".ws-line")


def test_answer_is_recorded_in_the_editors_name_and_the_next_pair_comes(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, LINKS)
    suggestion = Suggestion.objects.get(pk=value(html, "suggestion"))
    sent = answer(ada, html, str(suggestion.value))
    assert sent.status_code == 302 and sent.headers["Location"] == f"{LINKS}#item"
    decision = Decision.objects.get()
    assert (decision.verdict, decision.value, decision.reason) == ("accepted", suggestion.value, "")
    assert decision.decided_by == who(world.ada).identifier
    assert Event.objects.get(kind="suggestion.decided").actor == decision.decided_by
    after = page(ada, LINKS)
    assert value(after, "item") != decision.subject
    assert "1 decided by you today" in text(after, ".ws-line")
    assert f"Your last answer: “{Relation(suggestion.value).label}”." in text(after)


def test_another_answer_than_the_machines_brings_its_own_reason_or_the_typed_one(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    answer(ada, page(ada, LINKS), "same_event")
    answer(ada, page(ada, LINKS), "unrelated")
    answer(ada, page(ada, LINKS), "related", reason=" One is of   leave. ")
    rows = [(row.verdict, row.value, row.reason) for row in Decision.objects.order_by("pk")]
    assert rows == [
        ("changed", "same_event", "Both are about one and the same event."),
        ("refused", "", "The two are unrelated."),
        ("refused", "", "One is of leave."),
    ]


def test_narrower_side_is_the_one_that_does_it(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    for key in ("a_narrower", "b_narrower"):
        html = page(ada, LINKS)
        shown = Suggestion.objects.get(pk=value(html, "suggestion"))
        answer(ada, html, key)
        decision = Decision.objects.latest("pk")
        assert decision.value == "narrower"
        assert decision.entry_id == (shown.entry_id if key == "a_narrower" else shown.other_id)


def test_two_editors_never_have_the_same_pair(world: DeskWorld) -> None:
    ada, bea = signed_in(world.ada), signed_in(world.bea)
    seen: list[str] = []
    for _ in range(4):
        for client in (ada, bea):
            html = page(client, LINKS)
            assert value(html, "item") == value(page(client, LINKS), "item"), "it stays until it is decided"
            seen.append(value(html, "item"))
            answer(client, html, "unrelated")
    assert len(set(seen)) == 8


def test_decision_that_comes_second_gets_a_plain_message_and_the_next_pair(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, LINKS)
    Hold.objects.all().delete()  # its ten minutes have passed
    decide(
        by=actor_of(who(world.bea)),
        verdict="refused",
        reason="No.",
        suggestion=Suggestion.objects.get(pk=value(html, "suggestion")),
    )
    answer(ada, html, "same_ask")
    after = page(ada, LINKS)
    assert "Somebody else decided this" in text(after, ".ws-notice--wrong")
    assert "Here is the next pair" in text(after, ".ws-notice--wrong")
    assert value(after, "item") != value(html, "item")
    assert Decision.objects.count() == 1


def test_reading_that_was_overtaken_by_the_machine_decides_nothing(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, LINKS)
    old = Suggestion.objects.get(pk=value(html, "suggestion"))
    run = begin_run(by=RELATE, method={"repeats": "made-up/2"})
    newer = Proposed(Kind.LINK, "overlaps", 0.55, {}, entry=old.entry_id, other=old.other_id)
    record_suggestions(by=RELATE, run=run, method="made-up", version="2", proposed=[newer])
    answer(ada, html, str(old.value))
    assert "read this again since you opened it" in text(page(ada, LINKS), ".ws-notice--wrong")
    assert not Decision.objects.exists()


def test_undo_brings_the_pair_back_and_leaves_both_rows(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, LINKS)
    answer(ada, html, "unrelated")
    assert "Undo" in text(page(ada, LINKS))
    assert ada.post(f"{LINKS}/undo").headers["Location"] == f"{LINKS}#item"
    again = page(ada, LINKS)
    assert value(again, "item") == value(html, "item")
    assert "0 decided by you today" in text(again, ".ws-line")
    assert [row.verdict for row in Decision.objects.order_by("pk")] == ["refused", "undone"]
    ada.post(f"{LINKS}/undo")
    assert "no decision of yours" in text(page(ada, LINKS), ".ws-notice--wrong")


def test_undo_never_takes_another_editors_decision_back(world: DeskWorld) -> None:
    ada, bea = signed_in(world.ada), signed_in(world.bea)
    answer(ada, page(ada, LINKS), "unrelated")
    bea.post(f"{LINKS}/undo")
    assert [row.verdict for row in Decision.objects.all()] == ["refused"]


def test_skipped_pair_is_free_for_others_and_comes_back_last(world: DeskWorld) -> None:
    ada, bea = signed_in(world.ada), signed_in(world.bea)
    skipped = value(page(ada, LINKS), "item")
    ada.post(f"{LINKS}/skip")
    assert value(page(ada, LINKS), "item") != skipped
    assert value(page(bea, LINKS), "item") == skipped
    answer(bea, page(bea, LINKS), "unrelated")
    for _ in range(22):
        answer(ada, page(ada, LINKS), "unrelated")
    last = value(page(ada, LINKS), "item")
    ada.post(f"{LINKS}/skip")
    assert value(page(ada, LINKS), "item") == last, "when nothing else is left, what was skipped comes back"


def test_form_of_another_tab_decides_its_own_pair(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    first = page(ada, LINKS)
    ada.post(f"{LINKS}/skip")
    page(ada, LINKS)
    answer(ada, first, "unrelated")
    assert Decision.objects.get().subject == value(first, "item")


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "marry"},
        {"answer": "same_ask", "item": "link:E-1:E-2", "suggestion": "x"},
        {"answer": "same_ask", "item": "link:E-1:E-2", "suggestion": "-1"},
        {},
    ],
)
def test_form_without_sense_writes_nothing(world: DeskWorld, fields: dict[str, str]) -> None:
    ada = signed_in(world.ada)
    page(ada, LINKS)
    assert ada.post(f"{LINKS}/decide", fields).status_code == 302
    assert page(ada, LINKS).css_first(".ws-notice--wrong") is not None
    assert not Decision.objects.exists()


def test_second_reading_looks_like_a_first_and_counts_for_agreement(
    world: DeskWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answerable.lineage.queries.second._BELOW", "g")  # every answer is read twice
    monkeypatch.setattr("answerable.workspace.desk._EVERY", 1)
    ada, bea = signed_in(world.ada), signed_in(world.bea)
    first = page(ada, LINKS)
    answer(ada, first, "unrelated")
    second = page(bea, LINKS)
    assert value(second, "item") == value(first, "item")
    assert sent_by(second) == sent_by(first)
    assert text(second, ".ws-pair") == text(first, ".ws-pair")
    assert text(second, ".ws-proposal") == text(first, ".ws-proposal")
    answer(bea, second, "related")
    reading = Decision.objects.get(second=True)
    assert reading.decided_by == who(world.bea).identifier
    assert Decision.objects.get(second=False).superseded_at is None
    cache.clear()
    assert "you agree with other editors on 1 of 1 answer read twice" in text(page(ada, LINKS), ".ws-line")
    bea.post(f"{LINKS}/undo")
    assert value(page(bea, LINKS), "item") == value(first, "item")


def test_single_keys_can_be_turned_off(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, LINKS)
    keys = [node.attributes["data-keys"] for node in html.css("[data-keys]")]
    assert {"1 s", "2 o", "3 a", "4 b", "5 e", "7 c", "8 r", "k", "?", "/"} <= set(keys)
    assert len(" ".join(str(key) for key in keys).split()) == len(set(" ".join(map(str, keys)).split()))
    assert ada.post("/workspace/keys", {"next": LINKS}).headers["Location"] == LINKS
    assert page(ada, LINKS).css("[data-keys]") == [] and page(ada, LINKS).css("kbd") == []
    ada.post("/workspace/keys", {"next": "https://example.org/"})
    assert page(ada, LINKS).css("[data-keys]") != []


def test_pages_of_the_desk_run_our_one_script_and_nothing_else(world: DeskWorld) -> None:
    html = page(signed_in(world.ada), LINKS)
    assert [node.attributes.get("src") for node in html.css("script")] == ["/static/workspace/desk.js"]
    assert html.css("[style], style") == []
    assert not any(name.startswith("on") for node in html.css("*") for name in node.attributes)
