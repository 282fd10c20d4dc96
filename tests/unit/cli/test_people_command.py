"""`answerable people`: accounts are opened, listed and closed."""

import json

import pytest
from click.testing import CliRunner

from answerable.accounts.models import Person
from answerable.accounts.queries import actor_of, person_of_link, roles_of
from answerable.accounts.signing_in import who_signs_in
from answerable.cli.people import people
from answerable.sources.models import Publisher
from tests import make
from tests.unit.accounts.made import PASSWORD

pytestmark = pytest.mark.django_db
ADD = ["add", "ada@example.org", "--name", "Ada Quill", "--role", "editor"]


def test_added_person_gets_a_link_to_choose_a_password() -> None:
    told = CliRunner().invoke(people, [*ADD, "--address", "https://register.example.org/"])
    assert told.exit_code == 0, told.output
    address = told.stdout.split()[-1]
    assert address.startswith("https://register.example.org/workspace/set-password/")
    person = person_of_link(address.rpartition("/")[2])
    assert person is not None and person.email == "ada@example.org"
    assert roles_of(person) == ["editor"]


def test_password_can_come_on_standard_input() -> None:
    told = CliRunner().invoke(people, [*ADD, "--password-stdin"], input=f"{PASSWORD}\n")
    assert told.exit_code == 0 and "set-password" not in told.stdout and PASSWORD not in told.output
    assert who_signs_in("ada@example.org", PASSWORD, "192.0.2.1") == Person.objects.get()


def test_weak_password_opens_no_account() -> None:
    told = CliRunner().invoke(people, [*ADD, "--password-stdin"], input="short\n")
    assert told.exit_code == 1 and "12 characters" in told.output
    assert not Person.objects.exists()


def test_unknown_role_opens_no_account() -> None:
    told = CliRunner().invoke(people, ["add", "ada@example.org", "--name", "Ada", "--role", "king"])
    assert told.exit_code == 1 and "no role" in told.output
    assert not Person.objects.exists()


def test_person_who_is_here_gets_another_role_and_a_new_link() -> None:
    CliRunner().invoke(people, ADD)
    told = CliRunner().invoke(people, ["add", "ADA@example.org", "--role", "overseer"])
    assert "editor, overseer" in told.stdout and "set-password" in told.stdout
    assert Person.objects.count() == 1


def test_responder_is_tied_to_a_body() -> None:
    trust = make.body("Northmere Wards Trust")
    arguments = ["add", "rob@example.org", "--name", "Rob", "--role", "responder", "--organisation"]
    assert "No body has" in CliRunner().invoke(people, [*arguments, "B-00000000"]).output
    assert CliRunner().invoke(people, [*arguments, trust.reference]).exit_code == 0


def test_issuer_is_tied_to_a_publisher() -> None:
    make.report(area="North Vale")
    code = Publisher.objects.get().code
    arguments = ["add", "ida@example.org", "--name", "Ida", "--role", "issuer", "--publisher"]
    assert "No publisher has" in CliRunner().invoke(people, [*arguments, "nobody"]).output
    assert "say which" in CliRunner().invoke(people, arguments[:-1]).output
    assert CliRunner().invoke(people, [*arguments, code]).exit_code == 0
    assert actor_of(Person.objects.get()).may_publish("REPORT_PUBLISH", code)
    assert not actor_of(Person.objects.get()).may_publish("REPORT_PUBLISH", "another")


def test_list_says_who_may_do_what_and_who_left() -> None:
    assert "Nobody has an account" in CliRunner().invoke(people, ["list"]).stdout
    CliRunner().invoke(people, ADD)
    assert "ada@example.org  Ada Quill  (editor)" in CliRunner().invoke(people, ["list"]).stdout
    assert CliRunner().invoke(people, ["end", "ada@example.org"]).exit_code == 0
    assert "left on" in CliRunner().invoke(people, ["list"]).stdout
    (row,) = json.loads(CliRunner().invoke(people, ["list", "--json"]).stdout)
    assert row["roles"] == [] and row["ended"] and row["email"] == "ada@example.org"


def test_somebody_without_an_account_cannot_be_ended() -> None:
    told = CliRunner().invoke(people, ["end", "nobody@example.org"])
    assert told.exit_code == 1 and "has an account" in told.output
