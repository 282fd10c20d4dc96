"""The demonstration's people: made up, with passwords of one register alone, never beside real reports."""

import stat
from pathlib import Path

import pytest
from django.test import override_settings

from answerable.accounts.models import Person
from answerable.accounts.queries import actor_of, person_by_email
from answerable.accounts.roles import Role
from answerable.accounts.signing_in import who_signs_in
from answerable.pipeline.demonstration_people import (
    FILE,
    RealReportsError,
    open_accounts,
    read_accountability,
    turn_out,
)
from tests import make

pytestmark = pytest.mark.django_db
PEOPLE = read_accountability()["people"]


@pytest.fixture
def people() -> list[dict[str, str]]:
    """With the bodies that they work for."""
    for one in PEOPLE:
        if "body" in one:
            make.body(f"Body of {one['body']}", key=one["body"], fictional=True)
    return list(PEOPLE)


def test_every_role_of_the_two_way_half_has_somebody() -> None:
    roles = {one["role"] for one in PEOPLE}
    assert roles == set(Role.values) - {"reader", "contributor"}
    assert all(one["email"].endswith("@example.org") for one in PEOPLE)


def test_accounts_open_once_and_sign_in_with_what_is_printed(
    people: list[dict[str, str]], tmp_path: Path
) -> None:
    with override_settings(HOME=tmp_path):
        first = open_accounts(people)
        again = open_accounts(people)
        assert [one.password for one in first] == [one.password for one in again]
        assert len({one.password for one in first}) == len(people)
        mode = stat.S_IMODE((tmp_path / FILE).stat().st_mode)
    assert mode == 0o600
    assert Person.objects.count() == len(people)
    found = who_signs_in(first[0].email, first[0].password, "192.0.2.1")
    assert found is not None and "ANSWER_DRAFT" in actor_of(found).permissions


def test_beside_real_reports_none_are_opened_and_those_there_are_turned_out(
    people: list[dict[str, str]], tmp_path: Path
) -> None:
    with override_settings(HOME=tmp_path):
        open_accounts(people)
        make.entry()
        with pytest.raises(RealReportsError):
            open_accounts(people)
        assert turn_out(people) == len(people)
        assert not (tmp_path / FILE).exists()
    assert all(person_by_email(one["email"]) is None for one in people)
