"""Two requests by key that meet in the database are both answered: the second with what the first did."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from ninja import Schema

from answerable.accounts.models.keys import ApiKey
from answerable.accounts.queries import actor_of
from answerable.api.writing.keys import Asker
from answerable.api.writing.making import HEADER, _of_body, _once
from answerable.core.calendar import now, today
from answerable.oversight.models import DayDone
from tests import make
from tests.interleaved import interleaved
from tests.made import answering
from tests.unit.api.keyed import program


class Made(Schema):
    new: bool


def close_day(request: HttpRequest) -> dict[str, bool]:
    if DayDone.objects.filter(on=today()).exists():
        return {"new": False}
    DayDone.objects.create(on=today(), counts={}, finished_at=now())
    return {"new": True}


@pytest.mark.usefixtures("own_database")
def test_second_of_two_requests_is_tried_again() -> None:
    person = answering.member("accountable_officer", make.body("Northmere Wards Trust"))
    program(person, "EVIDENCE_ADD")
    once = _once(close_day, Made, None, _of_body)

    def ask(name: str) -> Any:
        request = RequestFactory().post(
            "/", data="{}", content_type="application/json", headers={HEADER: name}
        )
        request.auth = Asker(ApiKey.objects.get(), actor_of(person))  # type: ignore[attr-defined]
        return once(request)

    first, second = interleaved(lambda: ask("a"), lambda: ask("b"))
    assert (first.get().value, second.get().value) == ({"new": True}, {"new": False})
