"""Who is let in with a key, and what is told to whoever is not."""

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.accounts.models import Person, Refusal, RoleGrant
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations import end_role
from answerable.accounts.operations.keying import end_key
from answerable.accounts.queries import actor_of
from answerable.api import limits
from answerable.core.actors import PEOPLE
from answerable.duties.models import Evidence
from answerable.organisations.models import Organisation
from tests import make
from tests.made import answering
from tests.unit.accounts import made
from tests.unit.api.keyed import HERE, Program, program, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


@pytest.fixture
def person(trust: Organisation) -> Person:
    return answering.member("responder", trust)


@pytest.mark.parametrize(
    "sent", ["", "Basic abc", "Bearer", "Bearer ans_unknown", "Bearer é", f"Bearer ans_{'x' * 9000}"]
)
def test_without_a_good_key_nothing_is_told(client: Client, trust: Organisation, sent: str) -> None:
    for address in ("", f"/bodies/{trust.reference}/duties"):
        answer = client.get(f"{HERE}{address}", headers={"Authorization": sent} if sent else {})
        assert trust.name not in told(answer, 401)["detail"]
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="answerable"')
    noted = Refusal.objects.filter(kind="key")
    assert noted.count() == (2 if sent.startswith("Bearer ") else 0)
    assert sent[7:] not in str(list(noted.values())) or not noted


def test_key_ends_with_its_role_its_owner_and_itself(trust: Organisation, person: Person) -> None:
    asks = program(person, "PLAN_EDIT", body=trust)
    asks.get("")
    end_role(by=PEOPLE, grant=RoleGrant.objects.get(), reason="Left.")
    asks.get("", 401)
    other = answering.member("responder", trust)
    asks = program(other, "PLAN_EDIT")
    end_key(by=actor_of(other), person=other, key=ApiKey.objects.get(person=other))
    asks.get("", 401)


def test_session_of_somebody_signed_in_counts_for_nothing(trust: Organisation, person: Person) -> None:
    """Else a page of another site could write through somebody's browser."""
    browser = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    browser.force_login(person)
    asks = Program("", browser)
    at = f"/bodies/{trust.reference}/evidence"
    piece = {"grade": "audit", "title": "Audit", "url": "https://example.org/audit"}
    assert told(asks.send(at, piece, name="a"), 401) and told(browser.get(HERE), 401)
    asks.words = program(person, "EVIDENCE_ADD").words
    assert told(asks.send(at, piece, name="a"), 201) and Evidence.objects.count() == 1


def test_page_of_another_site_may_not_ask(trust: Organisation, person: Person) -> None:
    asks = program(person, "BODY_READ")
    asked = {
        "Origin": "https://elsewhere.example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
    }
    answer = asks.client.options(f"{HERE}/bodies/{trust.reference}/drafts", headers=asked)
    assert answer.status_code == 405 and answer.headers["Allow"] == "GET, HEAD, POST"
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_key_does_its_scopes_alone(trust: Organisation, person: Person) -> None:
    asks = program(person, "PLAN_EDIT")
    here = f"/bodies/{trust.reference}"
    refused = asks.client.post(
        f"{HERE}{here}/evidence",
        data={"grade": "audit", "title": "Audit", "url": "https://example.org/audit"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {asks.words}", "Idempotency-Key": "a"},
    )
    assert "EVIDENCE_ADD" in told(refused, 403)["detail"]
    assert 'error="insufficient_scope", scope="EVIDENCE_ADD"' in refused.headers["WWW-Authenticate"]
    assert asks.get(f"{here}/duties")["items"] == []
    assert Refusal.objects.get().person == person.identifier and not Evidence.objects.exists()


def test_key_of_somebody_without_the_second_step_they_need_waits(
    trust: Organisation, person: Person, settings: Settings
) -> None:
    asks = program(person, "PLAN_EDIT")
    settings.SECOND_FACTOR = "roles"
    assert "second step" in asks.get("", 403)["detail"]
    made.with_app(person)
    asks.get("")


def test_key_that_asks_too_often_waits_and_harms_no_other(
    trust: Organisation, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_OF_KEY", 2)
    asks, other = program(person, "PLAN_EDIT"), program(person, "PLAN_EDIT")
    for left in ("1", "0"):
        answer = asks.client.get(HERE, headers={"Authorization": f"Bearer {asks.words}"})
        assert answer.headers["X-RateLimit-Remaining"] == left
    answer = asks.client.get(HERE, headers={"Authorization": f"Bearer {asks.words}"})
    assert told(answer, 429) and 1 <= int(answer.headers["Retry-After"]) <= 61
    other.get("")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("{", 400),
        ("[]", 422),
        ("\ud800", 400),
        ('{"grade": "audit", "title": "\\ud800", "url": "https://example.org/"}', 422),
        ('{"grade": "audit", "title": "a\\u0000", "url": "https://example.org/"}', 422),
        ('{"grade": "best", "title": "Audit", "url": "https://example.org/"}', 422),
        ('{"grade": "audit", "title": "Audit", "url": "https://example.org/", "dated": 1}', 422),
        ('{"grade": "audit", "title": "Audit", "url": "https://example.org/", "typo": 1}', 422),
        ('{"title": "' + "x" * 3_000_000 + '"}', 413),
    ],
)
def test_what_can_not_be_read_is_said(trust: Organisation, person: Person, sent: str, status: int) -> None:
    asks = program(person, "EVIDENCE_ADD")
    body = sent.encode("utf-8", "surrogatepass")
    answer = asks.client.post(
        f"{HERE}/bodies/{trust.reference}/evidence",
        data=body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {asks.words}", "Idempotency-Key": "a"},
    )
    told(answer, status)
    assert not Evidence.objects.exists()
