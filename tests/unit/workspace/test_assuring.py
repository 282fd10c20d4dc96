"""What assurers, issuers, the panel and those who answer challenges see and do in the workspace."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role
from answerable.accounts.queries import active_person, actor_of
from answerable.assurance.models import (
    Adequacy,
    Challenge,
    Closure,
    Correction,
    PanelView,
    Recheck,
    Verification,
)
from answerable.assurance.operations import challenge
from answerable.core.actors import PEOPLE, PUBLIC
from answerable.core.calendar import today
from answerable.duties.models import Claim, Duty
from answerable.duties.operations.evidencing import withdraw_evidence
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.workspace.needs.assuring import needs
from tests import make
from tests.made import answering, assuring
from tests.pages.desk_tools import page, signed_in, text, who
from tests.unit.accounts import made as people

pytestmark = pytest.mark.django_db
ROOT = "/workspace"


@dataclass(frozen=True, slots=True)
class World:
    trust: Organisation
    duty: Duty
    claim: Claim
    assurer: Client
    issuer: Client
    panel: Client
    editor: Client
    officer: Client
    assurer_of_trust: Client
    elsewhere: Client  # an issuer of another publisher


def somebody(role: str, email: str, body: Organisation | None = None, publisher: str = "") -> Client:
    answering.member(role, body, email=email, name="Some Body", publisher=publisher)
    return signed_in(email)


@pytest.fixture
def world() -> World:
    trust = make.body("Northmere Wards Trust")
    duty = assuring.duty(trust, area="Fell End")
    other = assuring.duty(make.body("Southmere Wards Trust"), area="Moor End")
    code = duty.entry.report.publisher.code
    return World(
        trust,
        duty,
        assuring.claim(duty),
        assurer=somebody("assurer", "ass@example.org"),
        issuer=somebody("issuer", "iss@example.org", publisher=code),
        panel=somebody("lived_experience", "pan@example.org"),
        editor=somebody("editor", "edi@example.org"),
        officer=somebody("accountable_officer", "off@example.org", trust),
        assurer_of_trust=somebody("assurer", "own@example.org", trust),
        elsewhere=somebody("issuer", "els@example.org", publisher=other.entry.report.publisher.code),
    )


def send(client: Client, address: str, **fields: str | list[str]) -> LexborHTMLParser:
    answer = client.post(address, fields)
    assert answer.status_code == 302, text(LexborHTMLParser(answer.content.decode()))
    return page(client, answer.headers["Location"])


def refused(client: Client, address: str, **fields: str | list[str]) -> LexborHTMLParser:
    """Sends a form that must not be taken, and gives the page that says why and shows what was typed."""
    answer = client.post(address, fields)
    assert answer.status_code == 422, answer.status_code
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary a")
    assert link is not None
    assert html.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']") is not None
    return html


def waiting(email: str) -> dict[str, str]:
    return {one.title: one.open for one in needs(actor_of(who(email)))}


def verdict_form(world: World, **fields: str | list[str]) -> dict[str, str | list[str]]:
    piece = world.claim.evidence_used.get().evidence_id
    return {
        "claim": str(world.claim.pk),
        "instead_of": "0",
        "result": "not_yet",
        "found": "under_way",
        "seen": "document",
        "evidence": [str(piece)],
        "reason": "The audit covers two of the four wards.",
        **fields,
    }


def test_assurer_finds_the_claim_and_marks_it_down(world: World) -> None:
    assert waiting("ass@example.org")["Verify"] == "1 claim"
    html = page(world.assurer, f"{ROOT}/verify")
    href = html.css_first("main .app-list a")
    assert href is not None and href.attributes["href"] == f"{ROOT}/verify/{world.duty.reference}"
    here = f"{ROOT}/verify/{world.duty.reference}"
    html = page(world.assurer, here)
    for words in ("Staff did not know how to raise the alarm", "Papers of the quality committee", "Done"):
        assert words in text(html)
    html = send(world.assurer, f"{here}/verdict", **verdict_form(world))
    assert "Your verdict is recorded" in text(html, ".ws-notice")
    assert "Said to be done, found less" in text(html)
    made = Verification.objects.get()
    assert made.given_by == who("ass@example.org").identifier
    assert "Verify" not in waiting("ass@example.org")


def test_verdict_that_does_not_hold_is_shown_again_as_typed(world: World) -> None:
    here = f"{ROOT}/verify/{world.duty.reference}"
    html = refused(world.assurer, f"{here}/verdict", **verdict_form(world, reason=" "))
    assert "needs a written reason" in text(html, ".nhsuk-error-summary")
    assert html.css_first("input[name=result][value=not_yet][checked]") is not None
    assert html.css_first("input[name=evidence][checked]") is not None
    refused(world.assurer, f"{here}/verdict", **verdict_form(world, claim="999999"))
    refused(world.assurer, f"{here}/verdict", **verdict_form(world, result="acceptable"))
    assert not Verification.objects.exists()


def test_second_assurer_hears_of_the_first(world: World) -> None:
    here = f"{ROOT}/verify/{world.duty.reference}"
    send(world.assurer, f"{here}/verdict", **verdict_form(world))
    second = somebody("assurer", "two@example.org")
    html = refused(second, f"{here}/verdict", **verdict_form(world))
    assert "A verdict on this claim was given on" in text(html, ".nhsuk-error-summary")
    stands = html.css_first("input[name=instead_of]")
    assert stands is not None and stands.attributes["value"] == str(Verification.objects.get().pk)


def test_assurer_of_the_body_is_refused_and_the_try_is_logged(world: World) -> None:
    here = f"{ROOT}/verify/{world.duty.reference}"
    assert "Verify" not in waiting("own@example.org"), "their own body's claims are not put before them"
    assert "You belong to this body" in text(page(world.assurer_of_trust, here))
    html = refused(world.assurer_of_trust, f"{here}/verdict", **verdict_form(world))
    assert "You belong to the body whose work this is" in text(html, ".nhsuk-error-summary")
    assert not Verification.objects.exists()
    event = Event.objects.get(kind="own-work.refused")
    assert event.actor == who("own@example.org").identifier and event.payload == {"tried": "verdict"}


def test_issuer_judges_the_reply_to_what_their_publisher_asked(world: World) -> None:
    answer = answering.answer(world.trust, [world.duty])
    assert waiting("iss@example.org")["Replies to what you asked"] == "1 reply to judge"
    here = f"{ROOT}/judge/{world.duty.reference}"
    assert "We have changed the rule" in text(page(world.issuer, here))
    fields = {"answer": str(answer.pk), "instead_of": "0", "verdict": "partly", "reason": "Not by when."}
    refused(world.issuer, f"{here}/adequacy", **{**fields, "reason": ""})
    refused(world.issuer, f"{here}/adequacy", **{**fields, "answer": "0"})
    html = send(world.issuer, f"{here}/adequacy", **fields)
    assert "Answers it in part" in text(html)
    assert Adequacy.objects.get().publisher == world.duty.entry.report.publisher.code
    assert "Replies to what you asked" not in waiting("iss@example.org")


def test_issuer_of_another_publisher_is_told_nothing(world: World) -> None:
    answering.answer(world.trust, [world.duty])
    here = f"{ROOT}/judge/{world.duty.reference}"
    assert world.elsewhere.get(here).status_code == 404
    assert world.elsewhere.post(f"{here}/adequacy", {}).status_code == 404
    assert world.elsewhere.post(f"{here}/close", {}).status_code == 404
    assert world.elsewhere.post(f"{ROOT}/verify/{world.duty.reference}/close", {}).status_code == 404
    assert world.duty.reference not in world.elsewhere.get(f"{ROOT}/judge").content.decode()
    assert not waiting("els@example.org")


def test_panel_says_how_it_is_beside_the_verdict(world: World) -> None:
    assert waiting("pan@example.org")["Views of the panel"] == "1 duty without a view"
    here = f"{ROOT}/panel/{world.duty.reference}"
    html = page(world.panel, here)
    assert html.css_first("#form-verdict") is None and html.css_first("#form-close") is None
    refused(world.panel, f"{here}/view", view="same", words=" ", instead_of="0")
    html = send(world.panel, f"{here}/view", view="same", words="Nobody tells us.", instead_of="0")
    assert "Nothing has changed for us" in text(html, "aside")
    assert PanelView.objects.get().words == "Nobody tells us."
    assert "Views of the panel" not in waiting("pan@example.org")


def test_duty_is_closed_looked_at_and_opened_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    here = f"{ROOT}/verify/{world.duty.reference}"
    closing = {"closing": "done", "words": "It was done and seen.", "into": ""}
    html = refused(world.assurer, f"{here}/close", **closing)
    assert "nobody has looked yet" in text(html, ".nhsuk-error-summary")
    send(world.assurer, f"{here}/verdict", **verdict_form(world, result="acceptable", found="done"))
    refused(world.assurer, f"{here}/close", **{**closing, "closing": "merged", "into": "E-1"})
    refused(world.assurer, f"{here}/close", **{**closing, "closing": "merged", "into": "E-7KQ2M9XA4"})
    html = send(world.issuer, f"{ROOT}/judge/{world.duty.reference}/close", **closing)
    assert "It is looked at again on" in text(html, ".ws-notice")
    look = Recheck.objects.earliest("due_on")
    html = page(world.assurer, here)
    assert html.css_first("#form-verdict") is None and html.css_first("#form-recheck") is None
    later = look.due_on + dt.timedelta(days=3)
    for module in ("queries.work", "operations.checking"):
        monkeypatch.setattr(f"answerable.assurance.{module}.today", lambda: later)
    monkeypatch.setattr("answerable.workspace.presenters.assuring.today", lambda: later)
    assert waiting("ass@example.org")["Verify"] == "1 look that is due"
    assert "12 months after it was closed" in text(page(world.assurer, f"{ROOT}/verify"))
    fields = {"recheck": str(look.pk), "outcome": "not_lasted", "words": "Two wards stopped."}
    refused(world.assurer, f"{here}/recheck", **{**fields, "words": ""})
    refused(world.assurer, f"{here}/recheck", **{**fields, "recheck": "0"})
    html = send(world.assurer, f"{here}/recheck", **fields)
    assert "The duty is open again" in text(html, ".ws-notice")
    assert "Was done, and did not last" in text(html, "aside")
    html = refused(world.assurer, f"{here}/reopen", reason="Again.")
    assert "It is open already" in text(html, ".nhsuk-error-summary")
    assert Closure.objects.get().reopened_at is not None


def test_verdict_on_evidence_that_was_withdrawn_comes_back(world: World) -> None:
    here = f"{ROOT}/verify/{world.duty.reference}"
    send(world.assurer, f"{here}/verdict", **verdict_form(world, result="acceptable", found="done"))
    piece = world.claim.evidence_used.get().evidence
    withdraw_evidence(by=assuring.officer(world.trust), evidence=piece, why="Of another ward.")
    assert waiting("ass@example.org")["Verify"] == "1 verdict on evidence that was withdrawn"
    html = page(world.assurer, here)
    assert "Evidence of the verdict was withdrawn" in text(html) and "Of another ward." in text(html)
    assert html.css_first("input[name=evidence]") is None, "what was withdrawn can't be looked at"


def test_challenge_of_a_reader_is_screened_answered_and_corrected(world: World) -> None:
    made = challenge(by=PUBLIC, entry=world.duty.entry, duty=world.duty, about="fact", words="It closed.")
    assert waiting("edi@example.org")["Challenges"] == "1 challenge without an answer"
    here = f"{ROOT}/challenges/{made.reference}"
    assert made.reference in text(page(world.editor, f"{ROOT}/challenges"))
    refused(world.editor, f"{here}/screen", shown="perhaps")
    assert "Its words are shown now" in text(send(world.editor, f"{here}/screen", shown="yes"), ".ws-notice")
    refused(world.editor, f"{here}/screen", shown="yes")
    refused(world.editor, f"{here}/answer", outcome="upheld", reply="", shown="yes")
    html = send(world.editor, f"{here}/answer", outcome="upheld", reply="You are right.", shown="yes")
    assert "You are right." in text(html)
    assert "Challenges" not in waiting("edi@example.org")
    log = f"{ROOT}/corrections?challenge={made.reference}&subject={world.duty.entry.reference}"
    html = page(world.editor, log)
    subject = html.css_first("#subject")
    assert subject is not None and subject.attributes["value"] == world.duty.entry.reference
    fields = {"subject": world.duty.entry.reference, "was": "Open.", "now": "Closed.", "why": "A reader."}
    refused(world.editor, f"{ROOT}/corrections", **{**fields, "challenge": "Q-1"})
    refused(world.editor, f"{ROOT}/corrections", **{**fields, "was": ""})
    send(world.editor, f"{ROOT}/corrections", **{**fields, "challenge": made.reference})
    assert Correction.objects.get().challenge == made


def test_body_challenges_a_verdict_on_the_record(world: World) -> None:
    assuring.verdict(world.claim, "not_yet", "under_way", by=actor_of(who("ass@example.org")))
    here = f"{ROOT}/bodies/{world.trust.reference}/duties/{world.duty.reference}/challenge"
    refused(world.officer, here, about="verdict", words=" ")
    html = send(world.officer, here, about="verdict", words="We showed all four wards.")
    made = Challenge.objects.get()
    assert made.from_body == world.trust and made.reference in text(html)
    other = assuring.duty(make.body("Westmere Wards Trust"))
    for address in (
        here.replace(world.duty.reference, other.reference),
        here.replace(world.duty.reference, "nothing"),
    ):
        assert world.officer.get(address).status_code == 404
    elsewhere = here.replace(world.trust.reference, other.holder.reference)
    assert world.officer.get(elsewhere).status_code == 403
    html = refused(
        world.assurer, f"{ROOT}/challenges/{made.reference}/answer", outcome="upheld", reply="x", shown="no"
    )
    assert "a verdict of yours" in text(html, ".nhsuk-error-summary")
    assert Event.objects.get(kind="own-work.refused").payload == {"tried": "answer"}


@pytest.mark.parametrize("area", ["verify", "judge", "panel", "challenges", "corrections"])
def test_areas_are_closed_to_those_without_the_role(world: World, area: str) -> None:
    allowed = {
        "verify": {"assurer", "assurer_of_trust"},
        "judge": {"issuer", "elsewhere"},
        "panel": {"panel"},
        "challenges": {"assurer", "assurer_of_trust", "editor"},
        "corrections": {"editor"},
    }[area]
    for name in ("assurer", "assurer_of_trust", "issuer", "elsewhere", "panel", "editor", "officer"):
        client: Client = getattr(world, name)
        assert client.get(f"{ROOT}/{area}").status_code == (200 if name in allowed else 403), name
    assert Client(HTTP_HOST="localhost").get(f"{ROOT}/{area}").status_code == 302


def test_addresses_that_hold_nothing_are_not_found(world: World) -> None:
    for address in ("verify/D-00000000", "verify/nothing", "challenges/Q-00000000"):
        assert world.assurer.get(f"{ROOT}/{address}").status_code == 404
    assert world.panel.get(f"{ROOT}/panel/nothing").status_code == 404


def test_person_with_two_roles_sees_both_kinds_of_work(world: World) -> None:
    person: Person = people.person("editor")
    grant_role(by=PEOPLE, person=person, role="assurer", reason="A test needs it.")
    challenge(by=PUBLIC, entry=world.duty.entry, about="fact", words="It closed.")
    found = active_person(person.pk)
    assert found is not None
    assert [one.title for one in needs(actor_of(found))] == ["Verify", "Challenges"]
    assert today() >= world.claim.claimed_on


def test_bodys_own_page_of_a_duty_leads_to_its_challenge(world: World) -> None:
    duty = f"{ROOT}/bodies/{world.trust.reference}/duties/{world.duty.reference}"
    assert page(world.officer, duty).css_first(f"a[href='{duty}/challenge']") is not None
