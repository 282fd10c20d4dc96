"""The API asked what its own description allows: each address that is read, and some of those that write.
`bench/api_answers.py` asks all of it, five hundred times, and what is forbidden too."""

import random
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from pytest_django.fixtures import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from answerable.api import limits
from answerable.pipeline.index import rebuild_index
from tests import make
from tests.made import answering
from tests.unit.api.keyed import program

pytestmark = pytest.mark.django_db
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
SOME = 5
QUICK = hypothesis.settings(
    max_examples=1,
    phases=(Phase.generate,),
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def register(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[dict[str, str]]:
    """What there is, by the names of parameters, and a key."""
    cache.clear()
    for signal in (request_started, request_finished):  # as Django's own client does, within a transaction
        signal.disconnect(close_old_connections)
    settings.INDEX = tmp_path_factory.mktemp("index")
    trust = make.body("Northmere Wards Trust")
    duty = answering.duty(trust)
    person = answering.member("accountable_officer", trust)
    scopes = ("BODY_READ", "ANSWER_DRAFT", "ANSWER_SUBMIT", "CLAIM_MAKE", "ACTION_PLAN")
    rebuild_index()
    yield {
        "body": trust.reference,
        "duty": duty.reference,
        "entries": duty.entry.reference,
        "reports": duty.entry.report.reference,
        "organisations": trust.reference,
        "key": program(person, *(one for one in scopes if one in _allowed(person))).words,
    }
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    cache.clear()


def _allowed(person: object) -> frozenset[str]:
    from answerable.accounts.models import Person
    from answerable.accounts.queries import actor_of

    assert isinstance(person, Person)
    return actor_of(person).permissions


def test_answers_are_as_described(register: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 10**6)
    monkeypatch.setattr(limits, "MOST_OF_KEY", 10**6)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    statuses: dict[int, int] = {}
    drawn = random.Random(3)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    read = [one for one in operations if one.method == "get"]
    for operation in [*read, *drawn.sample([one for one in operations if one.method == "post"], SOME)]:

        @QUICK
        @hypothesis.given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            kind = case.operation.path.removeprefix("/api/v1/").split("/")[0]
            for name in case.path_parameters or {}:
                there = register.get(kind if name == "reference" else name)
                if there and drawn.random() < 0.8:
                    case.path_parameters[name] = there
            case.headers["Accept-Encoding"] = "identity"
            if kind == "work":
                case.headers["Authorization"] = f"Bearer {register['key']}"
            answer = case.call()
            statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
            case.validate_response(answer, checks=CHECKS)

        ask()
    assert len(read) > 30 and sum(statuses.values()) >= len(read) + SOME and {200, 404} <= set(statuses)
