"""Reports by an issuer's programs: written, published, corrected, withdrawn; replies judged."""

import pytest
from django.core.cache import cache

from answerable.accounts.models import Refusal
from answerable.accounts.models.keys import AskedBefore
from answerable.accounts.operations import grant_role
from answerable.core.actors import PEOPLE
from answerable.duties.models import Duty
from answerable.ledger.models import Event
from answerable.register.models import Entry, Report
from tests import make
from tests.made import answering, delivering, publishing
from tests.unit.api.keyed import Program, program

pytestmark = pytest.mark.django_db
AT = f"/publishers/{publishing.CODE}"
ASKED = "Staff of the ward had no list of whom to call when the alarm failed at night."


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def issuer() -> Program:
    publishing.publisher()
    return program(publishing.issuing_person(), "REPORT_PUBLISH", "DUTY_EXTEND", "ADEQUACY_JUDGE")


def test_report_is_written_published_corrected_and_withdrawn(issuer: Program) -> None:
    trust = make.body("Northmere Wards Trust")
    content = {
        "instrument": "reg28",
        "issued_on": "2024-03-14",
        "reference": "2024-0901",
        "addressees": [trust.name],
        "people": ["Jane Coldbeck"],
        "entries": [{"text": ASKED}],
    }
    begun = issuer.post(f"{AT}/manuscripts", {})
    here = f"{AT}/manuscripts/{begun['manuscript']}"
    (waits,) = issuer.get(f"{AT}/manuscripts")
    assert begun["problems"] == waits["problems"] != []
    assert "Give the date" in issuer.post(f"{here}/publication", {"revision": 0}, 422)["detail"]
    saved = issuer.post(f"{here}/revisions", {"revision": 0, "content": content})
    assert saved["problems"] == [] and issuer.get(here)["people"] == ["Jane Coldbeck"]
    assert "Coldbeck" not in str(list(AskedBefore.objects.values()))
    stale = issuer.post(f"{here}/revisions", {"revision": 0, "content": content}, 409)
    assert "Nothing was kept" in stale["detail"]
    done = issuer.post(f"{here}/publication", {"revision": saved["revision"]})
    assert Report.objects.get().reference == done["report"] and Duty.objects.get().holder == trust
    assert done["report"] in issuer.post(f"{here}/publication", {"revision": 1}, 409)["detail"]
    mended = {**content, "entries": [{"text": f"{ASKED} So it was in May.", "entry": done["entries"][0]}]}
    again = issuer.post(f"{AT}/manuscripts", {"corrects": done["report"], "content": mended})
    at = f"{AT}/manuscripts/{again['manuscript']}/publication"
    assert issuer.post(at, {"revision": again["revision"]})["entries"] == done["entries"]
    gone = issuer.post(f"{AT}/entries/{done['entries'][0]}/withdrawal", {"reason": "It was asked in error."})
    assert gone["why"] == "It was asked in error." and Entry.objects.get().withdrawn_at is not None


def test_whole_report_is_withdrawn_and_put_back(issuer: Program) -> None:
    trust = make.body("Northmere Wards Trust")
    report, other = publishing.published(addressees=trust.name), make.report(to=[trust], area="South Vale")
    here = f"{AT}/reports/{report.reference}"
    sent = {"ground": "duplicate", "reason": "It was sent twice.", "replaced_by": other.reference}
    for wrong in (
        {"ground": "scope"},
        {"replaced_by": ""},
        {"reason": ""},
        {"replaced_by": report.reference},
    ):
        issuer.post(f"{here}/withdrawal", {**sent, **wrong}, 422)
    gone = issuer.post(f"{here}/withdrawal", sent)
    assert (gone["replaced_by"], gone["restored_at"]) == (other.reference, None)
    assert not report.entries.filter(withdrawn_at__isnull=True).exists()
    assert "already" in issuer.post(f"{here}/withdrawal", sent, 422)["detail"]
    back = issuer.post(f"{here}/restoration", {"reason": "They differ."})
    assert back["restored_why"] == "They differ." and not Report.objects.get(pk=report.pk).withdrawn_at
    issuer.post(f"{AT}/reports/{other.reference}/withdrawal", sent, 404)


def test_draft_of_a_report_is_thrown_away(issuer: Program) -> None:
    begun = issuer.post(f"{AT}/manuscripts", {"content": {"entries": [{"text": ASKED}]}})
    here = f"{AT}/manuscripts/{begun['manuscript']}"
    issuer.post(f"{here}/discard", {"revision": 0})
    issuer.get(here, 404)


def test_time_is_given_and_a_reply_judged(issuer: Program) -> None:
    body = make.body("Northmere Wards Trust")
    report = publishing.published(addressees=body.name)
    duty = Duty.objects.get()
    late = {"duties": [duty.reference], "due_on": delivering.ahead(60).isoformat(), "reason": "They asked."}
    given = issuer.post(f"{AT}/reports/{report.reference}/extensions", late)
    assert "duties 1" in given["words"]
    sent = {"verdict": "partly", "reason": "It says who, and not by when."}
    reply = answering.answer(body, [duty])
    judged = issuer.post(f"{AT}/duties/{duty.reference}/adequacy", {**sent, "answer": reply.reference})
    assert judged["verdict"] == "partly"
    newer = issuer.post(f"{AT}/duties/{duty.reference}/adequacy", {**sent, "answer": reply.reference}, 409)
    assert "judge" in newer["detail"]


def test_issuer_of_another_publisher_is_kept_out_and_noted(issuer: Program) -> None:
    publishing.publisher("coroner-for-south-vale", "Coroner for South Vale")
    for code in ("coroner-for-south-vale", "nobody"):
        issuer.get(f"/publishers/{code}/manuscripts", 403)
    assert Refusal.objects.get(kind="not_allowed").times == 2


def test_own_work_is_judged_by_nobody(issuer: Program) -> None:
    trust = make.body("Northmere Wards Trust")
    duty = answering.duty(trust)
    answering.answer(trust, [duty])
    reply = duty.answer_parts.get().answer
    person = answering.member("issuer", None, publisher=duty.entry.report.publisher.code)
    grant_role(by=PEOPLE, person=person, role="responder", organisation=trust, reason="A test.")
    sent = {"answer": reply.reference, "verdict": "adequate", "reason": "It is ours, and good."}
    at = f"/publishers/{duty.entry.report.publisher.code}/duties/{duty.reference}/adequacy"
    both = program(type(person).objects.get(pk=person.pk), "ADEQUACY_JUDGE")
    both.post(at, sent, 403)
    assert Event.objects.filter(kind="own-work.refused").count() == 1
