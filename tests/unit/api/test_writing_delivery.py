"""Plans, evidence, claims, disputes and challenges by programs."""

import pytest
from django.core.cache import cache

from answerable.core.calendar import today
from answerable.duties.models import Claim, Dispute
from answerable.organisations.models import Organisation
from tests import make
from tests.made import answering, delivering
from tests.unit.api.keyed import Program, program

pytestmark = pytest.mark.django_db
SCOPES = ("PLAN_EDIT", "PROGRESS_REPORT", "EVIDENCE_ADD", "CLAIM_MAKE", "DUTY_DISPUTE", "CHALLENGE_MAKE")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


@pytest.fixture
def officer(trust: Organisation) -> Program:
    return program(answering.member("accountable_officer", trust), *SCOPES)


def test_plan_is_made_moved_reported_on_and_claimed(trust: Organisation, officer: Program) -> None:
    duty, more = (delivering.duty(trust) for _ in range(2))
    here = f"/bodies/{trust.reference}"
    planned = officer.post(
        f"{here}/actions",
        {
            "duties": [duty.reference],
            "words": "Train every member of staff in the alarm",
            "owner_role": "Director of Nursing",
            "end": delivering.ahead(90).isoformat(),
            "steps": [{"words": "Half are trained", "due_on": delivering.ahead(30).isoformat()}],
        },
    )
    at = f"{here}/actions/{planned['action']}"
    later = delivering.ahead(40).isoformat()
    moved = officer.post(f"{at}/dates", {"milestone": 1, "due_on": later, "reason": "Few could come."})
    assert moved["milestones"][0]["due_on"] == later != moved["milestones"][0]["first_due_on"]
    officer.post(f"{at}/milestones", {"words": "All are trained", "due_on": later})
    assert officer.post(f"{at}/duties", {"duty": more.reference})["duties"] == [
        duty.reference,
        more.reference,
    ]
    shown = officer.post(
        f"{here}/evidence",
        {"grade": "audit", "title": "Audit of the alarm", "url": "https://example.org/audit"},
    )
    told = {"level": "done", "words": "Half are trained.", "on": today().isoformat(), "milestone": 1}
    done = officer.post(f"{at}/progress", {**told, "evidence": [shown["evidence"]]})
    assert [one["milestone"] for one in done["progress"]] == [1]
    sent = {
        "level": "done",
        "words": "All are trained.",
        "claimed_on": today().isoformat(),
        "evidence": [shown["evidence"]],
        "seen": 0,
    }
    claimed = officer.post(f"{here}/duties/{duty.reference}/claims", sent)
    assert officer.get(f"{here}/duties/{duty.reference}")["claim"] == claimed
    assert Claim.objects.get().pk == claimed["claim"]
    missed = officer.post(f"{here}/duties/{duty.reference}/claims", {**sent, "words": "Other words."}, 422)
    assert "while you wrote" in missed["detail"]
    gone = officer.post(f"{here}/evidence/{shown['evidence']}/withdrawal", {"reason": "It was another ward."})
    assert gone["withdrawn_at"] is not None
    assert [one["evidence"] for one in officer.get(f"{here}/evidence")["items"]] == [shown["evidence"]]
    assert officer.post(f"{at}/drop", {"reason": "Another way was found."})["dropped_at"] is not None
    assert [one["action"] for one in officer.get(f"{here}/actions")["items"]] == [planned["action"]]
    assert officer.get(at)["duties"] == [duty.reference, more.reference]


def test_link_is_never_fetched(trust: Organisation, officer: Program) -> None:
    at = f"/bodies/{trust.reference}/evidence"
    sent = {"grade": "audit", "title": "Audit", "url": "https://127.0.0.1/audit"}
    assert "open web" in officer.post(at, sent, 422)["detail"]
    assert officer.post(at, {**sent, "upload": 1}, 422)["errors"][0]["where"].endswith("upload")


def test_duty_is_disputed_and_challenged_on_the_record(trust: Organisation, officer: Program) -> None:
    duty, other = delivering.duty(trust), make.body("Southmere Wards Trust")
    at = f"/bodies/{trust.reference}/duties/{duty.reference}"
    sent = {"kind": "not_ours", "words": "The ward is run by another trust.", "elevated_to": other.reference}
    made = officer.post(f"{at}/disputes", sent)
    assert Dispute.objects.get().pk == made["dispute"] and made["elevated_to"] == other.reference
    assert "open already" in officer.post(f"{at}/disputes", sent, 422)["detail"]
    nobody = officer.post(f"{at}/disputes", {**sent, "elevated_to": "B-00000000"}, 422)
    assert "No body" in nobody["detail"]
    asked = officer.post(f"{at}/challenges", {"about": "fact", "words": "The ward closed in 2019."})
    answerer = program(answering.member("editor", None), "CHALLENGE_ANSWER")
    (waits,) = answerer.get("/challenges")
    assert waits["challenge"] == asked["challenge"]
    reply = {"outcome": "upheld", "reply": "It did, and the entry says so now.", "shown": True}
    answered = answerer.post(f"/challenges/{asked['challenge']}/answer", reply)
    (held,) = officer.get(f"{at}/challenges")
    assert held["reply"] == answered["reply"] and held["outcome"] == "upheld"


def test_what_is_of_another_body_is_not_there(trust: Organisation, officer: Program) -> None:
    duty = delivering.duty(make.body("Southmere Wards Trust"))
    for there in (duty.reference, "D-7KQ2M9XA4"):
        missing = officer.get(f"/bodies/{trust.reference}/duties/{there}", 404)
        assert duty.holder.name not in str(missing)
    theirs = officer.get(f"/bodies/{duty.holder.reference}/duties", 403)
    none = officer.get("/bodies/B-00000000/duties", 403)
    assert theirs["detail"] == none["detail"]
