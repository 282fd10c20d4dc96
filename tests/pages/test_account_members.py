"""The pages on which a body's people are invited and leave, and an administrator's."""

import re

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role
from answerable.accounts.queries import active_person, actor_of, officer_of, person_of_link, roles_of
from answerable.core.actors import PEOPLE
from answerable.notices.models import Message
from answerable.organisations.models import Organisation
from tests import make
from tests.pages.desk_tools import signed_in
from tests.unit.accounts import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


def member(of: Organisation, role: str, email: str, name: str) -> Person:
    person = made.person(email=email, name=name)
    grant_role(by=PEOPLE, person=person, role=role, organisation=of, reason="x")
    return person


@pytest.fixture
def officer(trust: Organisation) -> Client:
    member(trust, "accountable_officer", "ann@example.org", "Ann Officer")
    return signed_in("ann@example.org")


def page(of: Organisation, what: str = "") -> str:
    return f"/workspace/bodies/{of.reference}/members" + (f"/{what}" if what else "")


def html(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]
    return content.decode()


def test_officer_invites_and_only_the_invited_sees_the_link(officer: Client, trust: Organisation) -> None:
    fields = {"email": "rob@example.org", "name": "Rob Responder", "role": "responder"}
    assert officer.post(page(trust, "invite"), fields).status_code == 302
    shown = html(officer.get(page(trust)))
    assert "rob@example.org now acts for Northmere Wards Trust" in shown and "set-password" not in shown
    mail = Message.objects.get()
    assert mail.address == "rob@example.org"
    link = re.search(r"http://localhost/workspace/set-password/(\S+)", mail.body)
    assert link is not None
    person = person_of_link(link.group(1))
    assert person is not None and roles_of(person) == ["responder"]


def test_somebody_with_an_account_gets_a_role_and_no_link(officer: Client, trust: Organisation) -> None:
    made.person("editor", email="rob@example.org", name="Rob Responder")
    fields = {"email": "rob@example.org", "name": "Another Name", "role": "contributor"}
    assert officer.post(page(trust, "invite"), fields).status_code == 302
    assert "set-password" not in Message.objects.get().body
    assert Person.objects.get(email="rob@example.org").name == "Rob Responder"


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"email": "rob", "name": "Rob", "role": "responder"}, "no e-mail address"),
        ({"email": "rob@example.org", "name": "", "role": "responder"}, "name"),
        ({"email": "rob@example.org", "name": "Rob", "role": "administrator"}, "responder or a contributor"),
    ],
)
def test_invitation_without_sense_keeps_what_was_typed(
    officer: Client, trust: Organisation, fields: dict[str, str], why: str
) -> None:
    answer = officer.post(page(trust, "invite"), fields)
    assert answer.status_code == 422 and why in html(answer) and fields["email"] in html(answer)
    assert not Message.objects.exists()


def test_officer_of_one_body_sees_and_does_nothing_of_another(officer: Client) -> None:
    other = make.body("Southmere Wards Trust")
    member(other, "responder", "eve@example.org", "Eve Elsewhere")
    assert officer.get(page(other)).status_code == 403
    for what in ("invite", "end", "hand-over"):
        answer = officer.post(page(other, what), {"email": "x@example.org", "name": "X", "role": "responder"})
        assert answer.status_code == 403 and "Eve" not in html(answer)
    assert not Person.objects.filter(email="x@example.org").exists()


def test_membership_ends_and_the_office_is_handed_over(officer: Client, trust: Organisation) -> None:
    rob = member(trust, "responder", "rob@example.org", "Rob Responder")
    sue = member(trust, "contributor", "sue@example.org", "Sue Contributor")
    assert officer.post(page(trust, "end"), {"person": sue.pk, "reason": " "}).status_code == 422
    assert officer.post(page(trust, "end"), {"person": sue.pk, "reason": "Left."}).status_code == 302
    found = active_person(sue.pk)
    assert found is not None and actor_of(found).belongs_to == frozenset()
    assert officer.post(page(trust, "hand-over"), {"person": sue.pk, "reason": "x"}).status_code == 422
    assert (
        officer.post(page(trust, "hand-over"), {"person": rob.pk, "reason": "Retiring."}).status_code == 302
    )
    assert officer_of(trust.pk) == rob
    assert officer.post(page(trust, "invite"), {"email": "x@example.org"}).status_code == 403


def test_member_leaves_by_themselves(trust: Organisation) -> None:
    rob = member(trust, "responder", "rob@example.org", "Rob Responder")
    client = signed_in("rob@example.org")
    assert "Who acts for Northmere Wards Trust" in html(client.get("/workspace/account"))
    assert client.post(page(trust, "leave"), {"reason": "Moving."}).headers["Location"] == "/workspace"
    assert client.get(page(trust)).status_code == 403
    found = active_person(rob.pk)
    assert found is not None and actor_of(found).belongs_to == frozenset()


def test_administrator_opens_an_account_gives_a_role_and_ends_both(trust: Organisation) -> None:
    made.person("administrator", email="adm@example.org", name="Adm Fell")
    client = signed_in("adm@example.org")
    made_at = client.post("/workspace/people/invite", {"email": "ann@example.org", "name": "Ann Officer"})
    here = made_at.headers["Location"]
    ann = Person.objects.get(email="ann@example.org")
    assert here == f"/workspace/people/{ann.pk}" and "set-password" in Message.objects.get().body
    fields = {"role": "accountable_officer", "reason": "Named by the board."}
    assert client.post(f"{here}/grant", fields).status_code == 422, "for which body?"
    assert client.post(f"{here}/grant", {**fields, "other_body": trust.reference}).status_code == 302
    assert officer_of(trust.pk) == ann
    grant = ann.grants.get()
    assert client.post(f"{here}/end", {"grant": grant.pk, "reason": ""}).status_code == 422
    assert client.post(f"{here}/end", {"grant": grant.pk, "reason": "Retired."}).status_code == 302
    assert client.post(f"{here}/close", {"reason": "Left."}).headers["Location"] == "/workspace/people"
    assert active_person(ann.pk) is None and client.get(here).status_code == 404


def test_issuer_is_given_a_publisher_that_is_there(trust: Organisation) -> None:
    made.person("administrator", email="adm@example.org")
    client, ida = signed_in("adm@example.org"), made.person(email="ida@example.org")
    code = make.report(area="North Vale").publisher.code
    fields = {"role": "issuer", "reason": "x"}
    here = f"/workspace/people/{ida.pk}/grant"
    assert "No publisher" in html(client.post(here, {**fields, "publisher": "nobody"}))
    assert client.post(here, {**fields, "publisher": code}).status_code == 302
    found = active_person(ida.pk)
    assert found is not None and actor_of(found).may_publish("REPORT_PUBLISH", code)


def test_administrator_does_not_close_their_own_account() -> None:
    adm = made.person("administrator", email="adm@example.org")
    answer = signed_in("adm@example.org").post(f"/workspace/people/{adm.pk}/close", {"reason": "x"})
    assert answer.status_code == 422 and active_person(adm.pk) is not None
