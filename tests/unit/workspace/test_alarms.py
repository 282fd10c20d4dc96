"""What assurers and overseers see and do where something was asked again."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.queries import actor_of
from answerable.impact.models import Alarm, Reassessment
from answerable.ledger.models import Event
from answerable.workspace.needs.alarms import needs
from tests.made import answering, recurring
from tests.pages.desk_tools import page, signed_in, text, who

pytestmark = pytest.mark.django_db
HERE = "/workspace/alarms"


@pytest.fixture
def alarm() -> Alarm:
    return recurring.rung()


def somebody(role: str, alarm: Alarm | None = None) -> Client:
    """Of the alarm's body, where one is given."""
    email = f"{role}-{'in' if alarm else 'out'}@example.org"
    answering.member(role, alarm.duty.holder if alarm else None, email=email, name="Ada Quill")
    return signed_in(email)


def refused(client: Client, address: str, **fields: str) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == 422
    html = LexborHTMLParser(answer.content.decode())
    assert html.css_first(".nhsuk-error-summary a") is not None
    return text(html)


def test_assurer_comes_from_the_list_to_the_alarm_and_opens_the_duty_again(alarm: Alarm) -> None:
    client = somebody("assurer")
    (waits,) = needs(actor_of(who("assurer-out@example.org")))
    assert (waits.href, waits.open) == (HERE, "1 alarm, 1 of the same body")
    html = page(client, HERE)
    assert html.css_first(f"a[href='{HERE}/{alarm.reference}']") is not None
    assert "Closed as done on 1 March 2023" in text(html)
    html = page(client, f"{HERE}/{alarm.reference}")
    for words in (alarm.words, "A person says that the two ask the same", "Nobody has looked at it yet"):
        assert words in text(html)
    assert "Open the duty again" not in text(html)  # not before somebody found the same again
    form = {"outcome": "not_held", "words": "The audit stopped in May.", "instead_of": "0"}
    answer = client.post(f"{HERE}/{alarm.reference}/look", form)
    assert answer.status_code == 302
    html = page(client, answer.headers["Location"])
    assert "The audit stopped in May." in text(html) and "Open the duty again" in text(html)
    assert "The same concern again since it was closed" in text(html, "aside")
    client.post(f"{HERE}/{alarm.reference}/reopen", {"reason": "It did not hold."})
    alarm.duty.closures.get(reopened_why="It did not hold.")
    assert needs(actor_of(who("assurer-out@example.org"))) == []
    html = page(client, f"/workspace/verify/{alarm.duty.reference}")
    assert "The same was asked again on 3 June 2024" in text(html)
    assert "Whether it worked, over time" in text(html)


def test_what_makes_no_look_is_shown_again_as_typed(alarm: Alarm) -> None:
    client = somebody("overseer")
    here = f"{HERE}/{alarm.reference}"
    assert "Say what you found" in refused(client, f"{here}/look", words="It was before.")
    assert "It was before." in refused(client, f"{here}/look", words="It was before.", outcome="nonsense")
    assert "and how" in refused(client, f"{here}/look", outcome="before")
    assert "Say why it is opened again" in refused(client, f"{here}/reopen", reason=" ")
    form = {"outcome": "before", "words": "It was before.", "instead_of": "999999"}
    assert client.post(f"{here}/look", form).status_code == 302
    assert "Read it first" in refused(client, f"{here}/look", **form)
    assert Reassessment.objects.count() == 1


def test_nobody_looks_at_the_work_of_their_own_body_and_the_try_is_logged(alarm: Alarm) -> None:
    client = somebody("assurer", alarm)
    assert needs(actor_of(who("assurer-in@example.org"))) == []
    assert "You belong to this body" in text(page(client, f"{HERE}/{alarm.reference}"))
    form = {"outcome": "before", "words": "It was before."}
    assert "You belong to the body" in refused(client, f"{HERE}/{alarm.reference}/look", **form)
    assert "You belong to the body" in refused(client, f"{HERE}/{alarm.reference}/reopen", reason="No.")
    assert Event.objects.filter(kind="own-work.refused").count() == 2
    assert not Reassessment.objects.exists()


def test_body_reads_it_beside_its_own_duty(alarm: Alarm) -> None:
    holder, duty = alarm.duty.holder, alarm.duty.reference
    answering.member("responder", holder, email="res@example.org", name="Ada Quill")
    html = page(signed_in("res@example.org"), f"/workspace/bodies/{holder.reference}/duties/{duty}")
    assert "The same was asked again on 3 June 2024" in text(html)
    assert "The same concern again since it was closed, 3 June 2024" in text(html, "aside")


@pytest.mark.parametrize("written", ["N-00000000", "nonsense", "E-7KQ2M9XA4"])
def test_what_is_no_alarm_is_not_found(written: str) -> None:
    assert somebody("assurer").get(f"{HERE}/{written}").status_code == 404
