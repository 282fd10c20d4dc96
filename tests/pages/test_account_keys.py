"""Keys for one's own programs: made and shown once, with a proof where others rely on them, and ended."""

import re
import time

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations import reset_factors
from answerable.accounts.operations.keying import SCOPES, WITH
from answerable.accounts.queries import actor_of
from answerable.api.writing.keys import NEEDS
from answerable.core.actors import PEOPLE
from answerable.notices.models import Notice
from answerable.organisations.models import Organisation
from answerable.workspace.presenters.keys import WORDS, offered
from answerable.workspace.visit import SINCE
from tests import make
from tests.made import answering
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db
HERE = "/workspace/account/keys"


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


@pytest.fixture
def person(trust: Organisation) -> Person:
    return answering.member("accountable_officer", trust)


def browser(person: Person) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(person)
    session = client.session
    session[SINCE] = time.time()
    session.save()
    return client


def sent(trust: Organisation, *scopes: str) -> dict[str, object]:
    return {"label": "Our plan", "scope": scopes, "organisation": trust.reference, "days": "90"}


def test_key_is_shown_once_works_and_ends(trust: Organisation, person: Person) -> None:
    client = browser(person)
    page = client.post(HERE, sent(trust, "PLAN_EDIT"))
    (words,) = re.findall(r"ans_[\w-]{43}", page.content.decode())
    assert page.headers["Cache-Control"] == "no-store"
    asks = {"Authorization": f"Bearer {words}"}
    told = client.get("/api/v1/work", headers=asks).json()
    assert told["scopes"] == ["BODY_READ", "DUTY_READ", "PLAN_EDIT"]
    shown = client.get(HERE).content.decode()
    assert words not in shown and words[:12] in shown and "Our plan" in shown and "last used on" in shown
    assert Notice.objects.get().kind == "key" and "1 key" in client.get("/workspace/account").content.decode()
    client.post(f"{HERE}/end", {"key": ApiKey.objects.get().pk})
    assert client.get("/api/v1/work", headers=asks).status_code == 401
    assert "not here any more" in client.post(f"{HERE}/end", {"key": "1"}, follow=True).content.decode()


def test_what_others_rely_on_needs_a_proof_of_now(trust: Organisation, person: Person) -> None:
    client = browser(person)
    assert "second step" in client.post(HERE, sent(trust, "ANSWER_SUBMIT")).content.decode()
    secret = made.with_app(person)
    asked = client.post(HERE, sent(trust, "ANSWER_SUBMIT", "PLAN_EDIT"))
    assert asked.status_code == 422 and asked.content.decode().count('name="scope"') == 2
    assert not ApiKey.objects.exists()
    proof = {**sent(trust, "ANSWER_SUBMIT", "PLAN_EDIT"), "second_factor_code": made.code(secret)}
    assert "ans_" in client.post(HERE, proof).content.decode()
    assert {"ANSWER_SUBMIT", "PLAN_EDIT"} <= set(ApiKey.objects.get().scopes)
    reset_factors(by=PEOPLE, person=person, reason="Their telephone was stolen.")
    assert ApiKey.objects.get().ended_at is not None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"label": " "}, "name"),
        ({"scope": ()}, "at least one"),
        ({"scope": ("MEMBER_INVITE",)}, "second step"),
        ({"scope": ("SIGN_IN_SECURE",)}, "No key"),
        ({"days": "9999"}, "good for"),
        ({"organisation": "B-00000000"}, ""),
    ],
)
def test_what_makes_no_sense_is_shown_again(
    trust: Organisation, person: Person, changed: dict[str, object], why: str
) -> None:
    page = browser(person).post(HERE, {**sent(trust, "PLAN_EDIT"), **changed})
    assert page.status_code == (422 if why else 200) and why in page.content.decode()
    assert ApiKey.objects.exists() == (not why)


def test_key_of_somebody_else_is_not_there(trust: Organisation, person: Person) -> None:
    browser(person).post(HERE, sent(trust, "PLAN_EDIT"))
    other = answering.member("responder", trust)
    assert "Our plan" not in browser(other).get(HERE).content.decode()
    browser(other).post(f"{HERE}/end", {"key": ApiKey.objects.get().pk})
    assert ApiKey.objects.get().ended_at is None


def test_everything_a_key_can_be_made_for_has_an_address_and_words() -> None:
    needed = {needs.permission for needs in NEEDS.values()} - {""}
    beside = set().union(*WITH.values())
    assert needed | beside == set(SCOPES) == set(WORDS)


def test_reader_is_offered_nothing() -> None:
    reader = made.person("reader")
    assert offered(actor_of(reader)) == []
    assert "hold nothing" in browser(reader).get(HERE).content.decode()
