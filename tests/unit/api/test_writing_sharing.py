"""Handing duties on, answering together, work under way and groups, by programs."""

import pytest
from django.core.cache import cache

from answerable.accounts.operations import end_role
from answerable.core.actors import PEOPLE
from answerable.core.calendar import today
from answerable.duties.models import Delegation, Duty, Joint
from answerable.organisations.models import Organisation
from answerable.oversight.models import GroupNote, Work
from tests import make
from tests.made import answering, coordinating, delivering
from tests.unit.api.keyed import Program, program

pytestmark = pytest.mark.django_db
SCOPES = ("DUTY_DELEGATE", "DUTY_JOIN", "HANDOVER_MAKE", "WORK_RECORD", "GROUP_NOTE")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


def officer_of(body: Organisation) -> Program:
    return program(answering.member("accountable_officer", body), *SCOPES)


def test_duties_are_handed_on_taken_back_and_passed_on(trust: Organisation) -> None:
    officer, at = officer_of(trust), f"/bodies/{trust.reference}"
    ada, ben = (answering.member("contributor", trust, name=name) for name in ("Ada Fell", "Ben Marsh"))
    duties = [answering.duty(trust).reference for _ in range(2)]
    people = {one["person"]: one for one in officer.get(f"{at}/members")}
    assert people[ada.pk] == {"person": ada.pk, "name": "Ada Fell", "roles": ["contributor"]}
    sent = {"duties": duties, "to": ada.pk, "words": "Before the board meets, please."}
    assert "duties 2" in officer.post(f"{at}/delegations", sent)["words"]
    (held,) = officer.get(f"{at}/duties/{duties[0]}")["with_whom"]
    assert held["person"] == ada.pk and held["name"] == "Ada Fell"
    end = f"{at}/duties/{duties[0]}/delegations/{held['delegation']}/end"
    officer.post(end, {})
    assert "already" in officer.post(end, {}, 422)["detail"]
    stranger = answering.member("contributor", make.body("Southmere Wards Trust"))
    assert "no member" in officer.post(f"{at}/delegations", {**sent, "to": stranger.pk}, 422)["detail"]
    end_role(by=PEOPLE, grant=ada.grants.get(), reason="Left.")
    assert {"person": ada.pk, "name": "Ada Fell", "roles": []} in officer.get(f"{at}/members")
    passed = officer.post(f"{at}/hand-overs", {"person": ada.pk, "to": ben.pk})
    assert "duties 1" in passed["words"]
    assert Delegation.objects.get(superseded_at__isnull=True).person == ben


def test_two_bodies_answer_together_and_apart_again(trust: Organisation) -> None:
    other = make.body("Southmere Wards Trust")
    entry = make.entry("Staff of both trusts had no list of whom to call.", to=[trust, other])
    ours, theirs = (Duty.objects.get(entry=entry, holder=body) for body in (trust, other))
    one, two = officer_of(trust), officer_of(other)
    at, there = (f"/bodies/{duty.holder.reference}/duties/{duty.reference}" for duty in (ours, theirs))
    offer = one.post(f"{at}/offers", {"other": theirs.reference, "words": "One rule for both."})
    assert two.get(there)["offers"] == [offer] and offer["accepted"] is None
    one.post(f"{at}/offers/{offer['offer']}/answer", {"accept": True}, 404)
    agreed = two.post(f"{there}/offers/{offer['offer']}/answer", {"accept": True, "words": "Gladly."})
    assert agreed["accepted"] and agreed["reply"] == "Gladly."
    (joint,) = two.get(there)["joints"]
    assert (joint["lead"], joint["duty"]) == (ours.reference, theirs.reference)
    ended = two.post(f"{there}/joints/{joint['joint']}/end", {"reason": "Their wards closed."})
    assert ended["ended_at"] is not None and Joint.objects.get().superseded_at is not None
    away = delivering.duty(other)
    refused = one.post(f"{at}/offers", {"other": away.reference, "words": "One rule."}, 422)
    assert "same entry" in refused["detail"]


def test_work_is_recorded_changed_joined_and_left(trust: Organisation) -> None:
    officer, other = officer_of(trust), make.body("Southmere Wards Trust")
    at, there = f"/bodies/{trust.reference}/under-way", f"/bodies/{other.reference}/under-way"
    asked = coordinating.expectation()
    sent = {"title": "New lamps", "words": "We fit lamps on four wards.", "expectations": [asked.reference]}
    made = officer.post(at, {**sent, "open_to_others": True})
    second = officer_of(other)
    assert made["work"] in second.post(there, sent, 422)["detail"]
    joined = second.post(f"{there}/{made['work']}/joining", {})
    assert joined["joined"] == [other.reference] and second.get(there) == [joined]
    change = {"title": "New lamps", "words": "Six wards.", "open_to_others": True, "why": "Two more asked."}
    second.post(f"{there}/{made['work']}/versions", {**change, "version": made["version"]}, 404)
    now = officer.post(f"{at}/{made['work']}/versions", {**change, "version": made["version"]})
    assert now["words"] == "Six wards." and Work.objects.filter(reference=made["work"]).count() == 2
    officer.post(f"{at}/{made['work']}/versions", {**change, "version": made["version"]}, 409)
    left = second.post(f"{there}/{made['work']}/leaving", {"reason": "Ours are new."})
    assert left["joined"] == []
    nothing = officer.post(at, {**sent, "expectations": ["X-7KQ2M9XA4"]}, 422)
    assert "no expectations" in nothing["detail"]


def test_lead_writes_the_record_of_its_group(trust: Organisation) -> None:
    officer, other = officer_of(trust), make.body("Southmere Wards Trust")
    led = coordinating.group(coordinating.overseer(), trust)
    (shown,) = officer.get(f"/bodies/{trust.reference}/groups")
    assert shown["group"] == led.reference and shown["members"] == [trust.reference]
    at = f"/bodies/{trust.reference}/groups/{led.reference}/notes"
    minutes = {"kind": "minutes", "on": today().isoformat(), "title": "Lamps", "words": "Two a ward."}
    made = officer.post(at, minutes)
    again = officer.post(
        at, {**minutes, "words": "Three a ward.", "replaces": made["note"], "why": "Misheard."}
    )
    assert again["replaces"] == made["note"] and GroupNote.objects.count() == 2
    assert "names the body" in officer.post(at, {**minutes, "kind": "plan"}, 422)["detail"]
    officer_of(other).post(f"/bodies/{other.reference}/groups/{led.reference}/notes", minutes, 404)
