"""The overseer's pages: ladders, letters, disputes, and who may see them."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.queries import actor_of
from answerable.core.calendar import today
from answerable.duties.models import Dispute, Duty
from answerable.duties.operations import dispute_duty
from answerable.organisations.models import Organisation
from answerable.oversight.models import Contact, Letter, Step, Stop
from tests import make
from tests.made import overseeing as made
from tests.pages.desk_tools import page, text

pytestmark = pytest.mark.django_db
HERE = "/workspace/oversight"
DUE = today() - dt.timedelta(days=3)
ISSUED = DUE - dt.timedelta(days=56)


@pytest.fixture(autouse=True)
def mailbox(tmp_path: Path, settings: Settings) -> None:
    settings.MAILBOX, settings.MAIL_SERVER, settings.ESCALATION_FROM = tmp_path, "", ""


@pytest.fixture
def body() -> Organisation:
    return make.body("Northmere Wards Trust")


@pytest.fixture
def duty(body: Organisation) -> Duty:
    return made.duty(body, issued=ISSUED)


@pytest.fixture
def overseer() -> Client:
    return made.signed_in(made.person("overseer"))


def sent(client: Client, address: str, **fields: str) -> LexborHTMLParser:
    answer = client.post(address, fields)
    assert answer.status_code == 302, text(LexborHTMLParser(answer.content.decode()))
    return page(client, answer.headers["Location"])


def refused(client: Client, address: str, **fields: str) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == 422
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary a")
    assert link is not None
    assert html.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']") is not None
    return text(html)


def test_ladder_shows_what_was_climbed_and_what_comes(
    overseer: Client, body: Organisation, duty: Duty
) -> None:
    made.officer(body)
    made.daily(today())
    html = page(overseer, f"{HERE}/duties/{duty.reference}")
    assert "The day after the answer was due" in text(html) and "The body’s board" in text(html)
    letter = Letter.objects.get()
    shown = page(overseer, f"{HERE}/letters/{letter.reference}")
    assert duty.entry.report.title in text(shown) and "Sent" in text(shown)
    assert "lamp" not in text(shown)
    assert letter.reference in text(page(overseer, f"{HERE}/letters"))
    assert letter.reference not in text(page(overseer, f"{HERE}/letters?undelivered=1"))
    found = overseer.get(HERE, {"duty": duty.reference.lower()})
    assert found.headers["Location"] == f"{HERE}/duties/{duty.reference}"
    assert overseer.get(HERE, {"duty": "D-1"}).status_code == 422


def test_duty_is_held_and_let_go_on_with_a_reason(overseer: Client, duty: Duty) -> None:
    here = f"{HERE}/duties/{duty.reference}"
    assert "Say why" in refused(overseer, f"{here}/hold", reason=" ")
    html = sent(overseer, f"{here}/hold", reason="Being corrected.")
    assert "Held since" in text(html) and Stop.objects.get().reason == "Being corrected."
    sent(overseer, f"{here}/resume", reason="It was corrected.")
    assert Stop.objects.get().ended_at is not None


def test_step_is_taken_out_of_turn(overseer: Client, duty: Duty) -> None:
    here = f"{HERE}/duties/{duty.reference}"
    assert "reason" in refused(overseer, f"{here}/take", rung="pfd-board")
    assert "Choose a rung" in refused(overseer, f"{here}/take", rung="king", reason="Soon.")
    html = sent(overseer, f"{here}/take", rung="pfd-board", reason="It cannot wait.")
    assert "It cannot wait." in text(html)
    assert Step.objects.get().by_rule is False


def test_duty_is_passed_to_a_body_that_is_named(overseer: Client, duty: Duty) -> None:
    here, other = f"{HERE}/duties/{duty.reference}", make.body("Southmere Trust")
    assert "Name a body" in refused(overseer, f"{here}/transfer", reason="It does this now.")
    sent(overseer, f"{here}/transfer", other_body=other.reference, reason="It does this now.")
    duty.refresh_from_db()
    assert duty.holder == other and duty.organisation != other


def test_duty_that_passed_meanwhile_is_looked_at_again_first(overseer: Client, duty: Duty) -> None:
    here, other, third = (
        f"{HERE}/duties/{duty.reference}",
        make.body("Southmere Trust"),
        make.body("Eastmere Trust"),
    )
    form = {"holder": str(duty.holder_id), "reason": "It does this now."}  # as two people opened it
    sent(overseer, f"{here}/transfer", other_body=other.reference, **form)
    html = refused(overseer, f"{here}/transfer", other_body=third.reference, **form)
    assert "passed this duty to Southmere Trust meanwhile" in html
    duty.refresh_from_db()
    assert duty.holder == other


def test_dispute_is_settled_with_a_reason(overseer: Client, body: Organisation, duty: Duty) -> None:
    dispute = dispute_duty(
        by=actor_of(made.officer(body)), duty=duty, kind="no_power", words="The law forbids it."
    )
    here = f"{HERE}/disputes/{dispute.pk}"
    assert body.name in text(page(overseer, f"{HERE}/disputes"))
    assert "The law forbids it." in text(page(overseer, here))
    assert "Say why" in refused(overseer, f"{here}/settle", outcome="released", why="")
    assert "Name the body" in refused(overseer, f"{here}/settle", outcome="transferred", why="So it is.")
    sent(overseer, f"{here}/settle", outcome="not_upheld", why="The law allows it.")
    assert Dispute.objects.get().outcome == "not_upheld"
    assert overseer.get(here).status_code == 404, "it is settled"


def test_address_of_a_body_is_recorded(overseer: Client, body: Organisation, duty: Duty) -> None:
    assert body.name in text(page(overseer, f"{HERE}/bodies"))
    assert "no e-mail" in refused(
        overseer, f"{HERE}/bodies/contact", other_body=body.name, desk="board", email="nobody"
    )
    refused(overseer, f"{HERE}/bodies/contact", other_body="", desk="board", email="board@example.org")
    sent(overseer, f"{HERE}/bodies/contact", other_body=body.name, desk="board", email="board@example.org")
    assert Contact.objects.get().email == "board@example.org"


def test_every_page_draws_and_home_says_what_waits(overseer: Client, duty: Duty) -> None:
    for part in ("", "/letters", "/rungs", "/bodies", "/closed-bodies", "/disputes"):
        assert len(page(overseer, f"{HERE}{part}").css("h1")) == 1
    home = text(page(overseer, "/workspace"))
    assert "Bodies without an accountable officer" in home
    for missing in (f"{HERE}/duties/D-1", f"{HERE}/letters/M-1", f"{HERE}/disputes/9"):
        assert overseer.get(missing).status_code == 404


def test_body_reads_the_letters_about_it_and_no_others(body: Organisation, duty: Duty) -> None:
    other = make.body("Southmere Trust")
    officer, stranger = made.officer(body), made.officer(other)
    made.duty(other, issued=ISSUED)
    made.daily(today())
    own = Letter.objects.get(about=body)
    client = made.signed_in(officer)
    base = f"/workspace/bodies/{body.reference}/letters"
    assert own.reference in text(page(client, base))
    assert duty.entry.report.title in text(page(client, f"{base}/{own.reference}"))
    theirs = Letter.objects.get(about=other)
    assert client.get(f"{base}/{theirs.reference}").status_code == 404
    assert made.signed_in(stranger).get(base).status_code == 403
    assert client.get(f"{HERE}/letters").status_code == 403
    assert client.post(f"{HERE}/duties/{duty.reference}/hold", {"reason": "No."}).status_code == 403
    assert not Stop.objects.exists()


def test_public_page_explains_the_rungs_without_signing_in(body: Organisation, duty: Duty) -> None:
    made.officer(body)
    made.daily(today())
    html = page(Client(HTTP_HOST="localhost"), "/escalation")
    assert "The body’s board" in text(html) and "No report stands on it." in text(html)
