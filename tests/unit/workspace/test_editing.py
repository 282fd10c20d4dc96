"""Expectations and contradictions as editors change them: each form does one thing, or says why not."""

import datetime as dt

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.queries import actor_of
from answerable.core.calendar import today
from answerable.lineage.models import Contradiction, ContradictionStep, Expectation, ExpectationChange
from answerable.lineage.operations import open_contradiction
from answerable.lineage.queries import expectation_by_reference
from answerable.register.models import Entry
from tests.pages.desk_tools import page, signed_in, text, who
from tests.pages.desk_world import DeskWorld

pytestmark = pytest.mark.django_db
ROOT = "/workspace/expectations"
NEXT_MONTH = today() + dt.timedelta(days=30)


@pytest.fixture
def ada(world: DeskWorld) -> Client:
    return signed_in(world.ada)


def state_of(reference: str) -> str:
    shown = expectation_by_reference(reference)
    assert shown is not None
    return shown.state


def send(client: Client, address: str, **fields: str | list[str]) -> LexborHTMLParser:
    """Sends a form that must be taken, and gives the page it leads to."""
    answer = client.post(address, fields)
    assert answer.status_code == 302, LexborHTMLParser(answer.content.decode()).css_first("main").text()  # type: ignore[union-attr]
    return page(client, answer.headers["Location"])


def refused(client: Client, address: str, **fields: str | list[str]) -> LexborHTMLParser:
    """Sends a form that must not be taken, and gives the page that says why."""
    answer = client.post(address, fields)
    assert answer.status_code == 422
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary a")
    assert link is not None
    assert html.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']") is not None
    return html


def test_drafts_are_listed_the_largest_first(ada: Client, world: DeskWorld) -> None:
    html = page(ada, ROOT)
    rows = [node.attributes["href"] for node in html.css(".ws-work a")]
    assert rows == [f"{ROOT}/{world.draft}", f"{ROOT}/{world.second_draft}"]
    assert "6 reports; 1 body asked" in text(html)
    assert "None is adopted yet." in text(page(ada, f"{ROOT}?state=adopted"))
    for wrong in ("?state=all", "?page=0", "?page=x", "/X-00000", "/nonsense"):
        assert ada.get(f"{ROOT}{wrong}").status_code == 404


def test_draft_is_adopted_in_the_editors_words(ada: Client, world: DeskWorld) -> None:
    here = f"{ROOT}/{world.draft}"
    html = send(ada, f"{here}/adopt", text="Each ward looks at its alarms.", note="Not those of doors.")
    assert "Adopted. It is public" in text(html, ".ws-notice")
    assert "Each ward looks at its alarms." in text(html, "h1")
    assert state_of(world.draft) == "adopted"
    change = ExpectationChange.objects.latest("pk")
    assert (change.kind, change.decided_by) == ("adopted", who(world.ada).identifier)
    assert "Ada Quill" in text(html, "aside"), "colleagues see a name, the log does not"
    assert "Each ward looks" in text(page(ada, f"{ROOT}?state=adopted"))


def test_draft_is_refused_with_a_reason_only(ada: Client, world: DeskWorld) -> None:
    here = f"{ROOT}/{world.draft}"
    html = refused(ada, f"{here}/refuse", reason=" ")
    assert "Say why" in text(html, ".nhsuk-error-summary")
    open_now = html.css_first("details[open]")
    assert open_now is not None and open_now.attributes["id"] == "form-refuse"
    send(ada, f"{here}/refuse", reason="They ask for different things.")
    assert state_of(world.draft) == "refused"
    assert page(ada, here).css_first("#form-adopt") is None, "nothing is left to do with it"


def test_entries_are_added_taken_out_and_split_off(ada: Client, world: DeskWorld) -> None:
    here, more = f"{ROOT}/{world.draft}", world.entries[20]
    html = send(ada, f"{here}/add", references=f" {more.lower()},\n{world.entries[21]}")
    assert len(html.css("input[name=entry]")) == 8
    html = send(ada, f"{here}/remove", entry=[more], reason="It asks for leave.")
    assert len(html.css("input[name=entry]")) == 7
    html = send(
        ada, f"{here}/split", entry=world.entries[:2], text="Wards keep alarms.", reason="Another ask."
    )
    made = Expectation.objects.latest("pk").reference
    assert f"the ticked entries are now in {made}" in text(html)
    assert len(page(ada, f"{ROOT}/{made}").css("input[name=entry]")) == 2


def test_what_was_done_is_taken_back(ada: Client, world: DeskWorld) -> None:
    here = f"{ROOT}/{world.draft}"
    send(ada, f"{here}/remove", entry=world.entries[:2], reason="By mistake.")
    change = ExpectationChange.objects.latest("pk")
    refused(ada, f"{here}/undo", change=str(change.pk))
    html = send(ada, f"{here}/undo", change=str(change.pk), reason="They do ask it.")
    assert len(html.css("input[name=entry]")) == 6 and "Taken back since" in text(html, "aside")
    assert html.css("details.ws-undo") == []


def test_expectations_are_merged_reworded_and_retired(ada: Client, world: DeskWorld) -> None:
    here, into = f"{ROOT}/{world.second_draft}", world.draft
    html = send(ada, f"{here}/merge", into=into.lower(), reason="One ask.")
    assert f"It was merged into {into}" in text(html)
    assert len(page(ada, f"{ROOT}/{into}").css("input[name=entry]")) == 9
    html = send(ada, f"{ROOT}/{into}/reword", text="Wards look at alarms.")
    assert "Wards look at alarms." in text(html, "h1")
    assert "nothing was changed" in text(send(ada, f"{ROOT}/{into}/reword", text="Wards look at alarms."))
    send(ada, f"{ROOT}/{into}/adopt")
    send(ada, f"{ROOT}/{into}/retire", reason="It is done.")
    assert state_of(into) == "retired"


@pytest.mark.parametrize(
    ("what", "fields", "why"),
    [
        ("add", {"references": ""}, "at least one entry"),
        ("add", {"references": "E-12345"}, "no reference of an entry"),
        ("remove", {"reason": "x"}, "at least one entry"),
        ("split", {"reason": "x", "text": "y"}, "at least one entry"),
        ("merge", {"into": "nowhere", "reason": "x"}, "No expectation has that reference"),
        ("adopt", {"text": "x" * 401}, "400 is the most"),
        ("undo", {"change": "0", "reason": "x"}, "no such change"),
    ],
)
def test_form_without_sense_changes_nothing_and_says_why(
    ada: Client,
    world: DeskWorld,
    what: str,
    fields: dict[str, str],
    why: str,
) -> None:
    before = ExpectationChange.objects.count()
    assert why in text(refused(ada, f"{ROOT}/{world.draft}/{what}", **fields))
    assert ExpectationChange.objects.count() == before


def opened(world: DeskWorld) -> str:
    entry, other = (Entry.objects.get(reference=reference) for reference in world.entries[:2])
    held = open_contradiction(
        by=actor_of(who(world.ada)), entry=entry, other=other, subject="Alarms at night"
    )
    return f"/workspace/contradictions/{held.reference}"


def test_overseer_names_a_body_notes_resolves_and_reopens(world: DeskWorld) -> None:
    here, overseer = opened(world), signed_in(world.overseer)
    assert "No body named yet" in text(page(overseer, "/workspace/contradictions"))
    assert "1 with no body named" in text(page(overseer, "/workspace"))
    html = send(
        overseer, f"{here}/assign", body=world.trust, due_on=NEXT_MONTH.isoformat(), words="Say which holds."
    )
    assert "Vale and Moor Partnership NHS Foundation Trust, by" in text(html)
    send(overseer, f"{here}/note", words="They have written back.")
    prevails = Contradiction.objects.get().other.reference
    html = send(
        overseer, f"{here}/resolve", outcome="one_prevails", prevails=prevails, words="The later one holds."
    )
    assert "Resolved: One of the two prevails" in text(html, "aside")
    assert html.css_first("#form-assign") is None
    html = send(overseer, f"{here}/reopen", words="A new report asks again.")
    assert "Reopened" in text(html, "aside")
    kinds = list(ContradictionStep.objects.order_by("pk").values_list("kind", "decided_by"))
    mine = who(world.overseer).identifier
    assert kinds[1:] == [(kind, mine) for kind in ("assigned", "noted", "resolved", "reopened")]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"due_on": "2099-01-01"}, "Name the body"),
        ({"other_body": "Vale and", "due_on": ""}, "Give the day"),
        ({"other_body": "Vale and", "due_on": "2001-01-01"}, "has passed"),
        ({"other_body": "Nowhere Trust", "due_on": "2099-01-01"}, "No body in the register is called"),
    ],
)
def test_body_and_day_must_make_sense(
    ada: Client,
    world: DeskWorld,
    fields: dict[str, str],
    why: str,
) -> None:
    here = opened(world)
    html = refused(ada, f"{here}/assign", words="What I typed", **fields)
    assert why in text(html, ".nhsuk-error-summary")
    typed = html.css_first("#assign-words")
    assert typed is not None and typed.text().strip() == "What I typed"
    assert ContradictionStep.objects.count() == 1


def test_body_can_be_typed_by_part_of_its_name(ada: Client, world: DeskWorld) -> None:
    here = opened(world)
    send(ada, f"{here}/assign", other_body="vale and moor", due_on=NEXT_MONTH.isoformat())
    assert ContradictionStep.objects.latest("pk").organisation is not None


def test_outcome_needs_its_reason(ada: Client, world: DeskWorld) -> None:
    here = opened(world)
    assert "needs its reason" in text(refused(ada, f"{here}/resolve", outcome="both_hold"))
    assert "no outcome" in text(refused(ada, f"{here}/resolve", words="x"))


def test_reference_that_is_none_is_not_found(ada: Client) -> None:
    assert ada.get("/workspace/contradictions/C-00000").status_code == 404
    assert ada.post("/workspace/contradictions/C-00000/note").status_code == 404
