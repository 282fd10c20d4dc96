"""What is sent twice is done once: whatever was cut short, lost or sent at the same moment."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, connections

from answerable.accounts.models.keys import ApiKey, AskedBefore
from answerable.accounts.operations.asking import lock_of
from answerable.duties.models import Evidence
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from tests import make
from tests.made import answering
from tests.unit.api.keyed import Program, program, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


@pytest.fixture
def officer(trust: Organisation) -> Program:
    return program(answering.member("accountable_officer", trust), "EVIDENCE_ADD")


def piece(title: str = "Audit of the alarm") -> dict[str, str]:
    return {"grade": "audit", "title": title, "url": "https://example.org/audit"}


def at(trust: Organisation) -> str:
    return f"/bodies/{trust.reference}/evidence"


def test_same_request_gets_the_first_answer_and_is_done_once(trust: Organisation, officer: Program) -> None:
    first = officer.send(at(trust), piece(), name="a")
    again = officer.send(at(trust), piece(), name="a")
    assert told(again, 201) == told(first, 201)
    assert "Idempotent-Replayed" not in first.headers and again.headers["Idempotent-Replayed"] == "true"
    officer.post(f"{at(trust)}/{told(first, 201)['evidence']}/withdrawal", {"reason": "Wrong ward."})
    assert told(officer.send(at(trust), piece(), name="a"), 201) == told(first, 201)
    assert Evidence.objects.count() == 1
    assert told(officer.send(at(trust), piece(), name="b"), 201) != told(first, 201)


def test_name_belongs_to_one_request_of_one_key(trust: Organisation, officer: Program) -> None:
    officer.post(at(trust), piece(), name="a")
    assert "another request" in officer.post(at(trust), piece("Another audit"), 422, name="a")["detail"]
    other = program(answering.member("responder", trust), "EVIDENCE_ADD")
    other.post(at(trust), piece("Another audit"), name="a")
    assert Evidence.objects.count() == AskedBefore.objects.count() == 2


@pytest.mark.parametrize("name", ["", "a b", "é", "x" * 201])
def test_what_can_not_be_sent_safely_again_is_not_taken(
    trust: Organisation, officer: Program, name: str
) -> None:
    assert "Idempotency-Key" in told(officer.send(at(trust), piece(), name=name), 400)["detail"]
    assert not Evidence.objects.exists()


def test_what_was_refused_can_be_put_right_under_the_same_name(trust: Organisation, officer: Program) -> None:
    officer.post(at(trust), {**piece(), "url": "https://127.0.0.1/"}, 422, name="a")
    officer.post(at(trust), piece(), name="a")
    assert Evidence.objects.count() == 1


class Killed(BaseException):
    """The process ends here: nothing catches it."""


def killing(at_statement: int) -> Callable[..., Any]:
    """Ends a request as it sends its nth statement."""
    seen = 0

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if seen == at_statement:
            raise Killed
        return execute(sql, params, many, context)

    return wrapper


def test_request_killed_at_any_statement_is_done_once_by_asking_again(
    trust: Organisation, officer: Program
) -> None:
    """Every statement of the request in turn is its last; it is sent again until it is answered, and once
    more, since the answer may have been lost."""
    killed = True
    number = 0
    while killed:
        number += 1
        title = f"Audit number {number}"
        try:
            with connection.execute_wrapper(killing(number)):
                officer.send(at(trust), piece(title), name=title.replace(" ", "-"))
            killed = False
        except Killed:
            pass
        answers = [officer.post(at(trust), piece(title), name=title.replace(" ", "-")) for _ in range(2)]
        assert answers[0] == answers[1]
        assert Evidence.objects.filter(title=title).count() == 1
        assert Event.objects.filter(kind="evidence.added", payload__title=title).count() == 1
    assert number > 15 and AskedBefore.objects.filter(status=201).count() == number


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time, and waits")
def test_request_that_is_being_answered_is_asked_for_later(trust: Organisation, officer: Program) -> None:
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [lock_of(ApiKey.objects.get(), "a")])
            answer = officer.send(at(trust), piece(), name="a")
            assert told(answer, 409) and answer.headers["Retry-After"] == "1"
            cursor.execute("SELECT pg_advisory_unlock_all()")
        officer.post(at(trust), piece(), name="a")
    finally:
        other.close()
