"""The other lines of the desk: themes, scope, settings, populations and candidate contradictions."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.lineage.models import Contradiction, Decision, Hold, Suggestion
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.workspace.presenters.themes import letters
from tests.pages.desk_tools import page, signed_in, text, value
from tests.pages.desk_world import DeskWorld

pytestmark = pytest.mark.django_db
LINKS, THEMES, SCOPE = (f"/workspace/review/{of}" for of in ("links", "themes", "scope"))


def test_themes_of_one_entry_are_confirmed_at_once(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, THEMES)
    boxes = html.css("input[name=theme]")
    assert len(boxes) == len(taxonomy().keys) == 24
    assert [box.attributes["value"] for box in boxes if "checked" in box.attributes] == ["records"]
    assert "By the words: looked, write" in text(html)
    seen = [node.attributes["value"] for node in html.css("input[name=seen]")]
    fields = {"entry": value(html, "entry"), "seen": seen, "theme": ["records", "staffing"]}
    assert ada.post(f"{THEMES}/decide", fields).status_code == 302
    made = {row.subject.rpartition(":")[2]: row.verdict for row in Decision.objects.all()}
    assert made == {"records": "accepted", "staffing": "accepted", "observation": "refused"}
    after = page(ada, THEMES)
    assert value(after, "entry") != value(html, "entry") and "1 decided by you today" in text(after)
    ada.post(f"{THEMES}/undo")
    assert value(page(ada, THEMES), "entry") == value(html, "entry")
    assert Decision.objects.filter(superseded_at=None).exclude(verdict="undone").count() == 0


def test_too_many_themes_are_refused_with_the_ticks_kept(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    html = page(ada, THEMES)
    given = list(taxonomy().keys[:5])
    sent = ada.post(f"{THEMES}/decide", {"entry": value(html, "entry"), "theme": given})
    assert sent.status_code == 422
    again = LexborHTMLParser(sent.content.decode())
    assert "at most 4 themes" in text(again, ".nhsuk-error-summary")
    kept = {box.attributes["value"] for box in again.css("input[name=theme]") if "checked" in box.attributes}
    assert kept == set(given) and not Decision.objects.exists()


def test_each_theme_has_a_letter_of_its_own() -> None:
    assert len(set(letters().values())) == 24 and not {"u", "k", ""} & set(letters().values())


def test_two_editors_never_have_the_same_entry(world: DeskWorld) -> None:
    ada, bea = signed_in(world.ada), signed_in(world.bea)
    assert value(page(ada, THEMES), "entry") != value(page(bea, THEMES), "entry")


@pytest.mark.parametrize(
    ("of", "key", "verdict", "holds"),
    [
        ("scope", "no", "changed", "no"),
        ("settings", "holds", "accepted", "prison"),
        ("settings", "passing", "refused", ""),
        ("populations", "not", "refused", ""),
    ],
)
def test_scope_setting_and_population_are_decided_one_by_one(
    world: DeskWorld, of: str, key: str, verdict: str, holds: str
) -> None:
    ada, address = signed_in(world.ada), f"/workspace/review/{of}"
    html = page(ada, address)
    fields = {"item": value(html, "item"), "suggestion": value(html, "suggestion"), "answer": key}
    assert ada.post(f"{address}/decide", fields).status_code == 302
    decision = Decision.objects.get()
    assert (decision.verdict, decision.value) == (verdict, holds)
    assert bool(decision.reason) == (verdict != "accepted")
    ada.post(f"{address}/undo")
    assert value(page(ada, address), "item") == value(html, "item")
    ada.post(f"{address}/skip")
    assert ada.get(address).status_code == 200


def test_empty_desk_says_so(world: DeskWorld) -> None:
    Suggestion.objects.all().delete()
    ada = signed_in(world.ada)
    for of in ("links", "themes", "scope", "settings", "populations", "contradictions"):
        assert "Nothing waits for you here" in text(page(ada, f"/workspace/review/{of}"))
    assert "Nothing waits" not in text(page(ada, "/workspace")), "the drafts do"


def test_candidate_is_opened_in_the_register_or_does_not_come_back(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    address = "/workspace/review/contradictions"
    html = page(ada, address)
    assert len(html.css(".ws-candidate")) == 3
    assert "Probability 90%" in text(html, ".ws-candidate")
    first, second, _ = [node.attributes["value"] for node in html.css("input[name=suggestion]")]
    opened = ada.post(f"{address}/decide", {"suggestion": first, "answer": "conflict"})
    held = Contradiction.objects.get()
    assert opened.headers["Location"] == f"/workspace/contradictions/{held.reference}"
    assert "Observations at night" in text(page(ada, opened.headers["Location"]))
    ada.post(f"{address}/decide", {"suggestion": second, "answer": "both_can"})
    assert Decision.objects.get(verdict="refused").reason == "Both can be done as they stand."
    assert len(page(ada, address).css(".ws-candidate")) == 1


def test_candidates_before_one_editor_are_not_before_another(world: DeskWorld) -> None:
    page(signed_in(world.ada), "/workspace/review/contradictions")
    assert "Nothing waits for you here" in text(
        page(signed_in(world.bea), "/workspace/review/contradictions")
    )


def test_signing_out_gives_everything_back(world: DeskWorld) -> None:
    ada = signed_in(world.ada)
    page(ada, LINKS)
    assert Hold.objects.count() == 1
    ada.post("/workspace/sign-out")
    assert not Hold.objects.exists()


def test_what_needs_me_depends_on_what_i_may_do(world: DeskWorld) -> None:
    ada = text(page(signed_in(world.ada), "/workspace"))
    assert "24 pairs open" in ada and "6 entries open" in ada and "2 drafts to adopt or refuse" in ada
    assert "3 candidates open" in ada and "Your role: Editor." in ada
    overseer = text(page(signed_in(world.overseer), "/workspace"))
    assert "Bodies without an accountable officer" in overseer and "pairs" not in overseer
    assert "Nothing waits for you." in text(page(signed_in(world.reader), "/workspace"))


@pytest.mark.parametrize(
    ("email", "address", "status"),
    [
        ("overseer", LINKS, 403),
        ("overseer", "/workspace/review/contradictions", 403),
        ("overseer", "/workspace/expectations", 403),
        ("overseer", "/workspace/contradictions", 200),
        ("reader", "/workspace/contradictions", 403),
        ("reader", "/workspace", 200),
    ],
)
def test_pages_are_for_those_whose_roles_allow_them(
    world: DeskWorld, email: str, address: str, status: int
) -> None:
    answer = signed_in(getattr(world, email)).get(address)
    assert answer.status_code == status
    assert (status == 403) == ("does not allow this" in answer.content.decode())
