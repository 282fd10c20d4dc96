"""Answers by programs: the same operations as the pages, by key alone."""

import pytest
from django.core.cache import cache

from answerable.duties.models import Answer
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from tests import make
from tests.made import answering
from tests.unit.api.keyed import Program, program

pytestmark = pytest.mark.django_db
ALL = ("BODY_READ", "ANSWER_DRAFT", "ANSWER_SIGN", "ANSWER_SUBMIT")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


def officer(trust: Organisation, *scopes: str) -> Program:
    return program(answering.member("accountable_officer", trust), *(scopes or ALL))


def test_answer_is_written_signed_and_submitted(trust: Organisation) -> None:
    duty = answering.duty(trust)
    here = f"/bodies/{trust.reference}"
    writer = program(answering.member("responder", trust), "ANSWER_DRAFT")
    sender = officer(trust)
    assert writer.get("")["bodies"] == [{"key": trust.reference, "name": trust.name}]
    (line,) = writer.get(f"{here}/duties")["items"]
    assert (line["duty"], line["closed"], line["draft"]) == (duty.reference, False, None)
    begun = writer.post(f"{here}/drafts", {"duties": [duty.reference]})
    at = f"{here}/drafts/{begun['draft']}"
    (asked,) = writer.get(f"{here}/duties/{duty.reference}")["things"]
    said = {"duty": asked["duty"], "entry": asked["entry"], "stance": "in_full", "words": "The rule is new."}
    saved = writer.post(f"{at}/revisions", {"revision": begun["revision"], "content": {"parts": [said]}})
    assert saved["parts"] == [{**said, "elevated_to": "", "left_out": False}] and not saved["unanswered"]
    stale = writer.post(f"{at}/revisions", {"revision": begun["revision"], "content": {}}, 409)
    assert "revision" in stale["detail"]
    writer.post(f"{at}/sign-off-requests", {"revision": saved["revision"]})
    assert writer.get(at)["state"] == "asked"
    refused = writer.post(f"{at}/sign-offs", {"revision": saved["revision"], "verdict": "signed"}, 403)
    assert refused["title"] == "The key does not allow it"
    answer = sender.post(f"{at}/answer", {"revision": saved["revision"]})
    assert Answer.objects.get().reference == answer["answer"]
    assert Event.objects.filter(kind="answer.submitted").get().actor == sender.get("")["person"]
    gone = sender.post(f"{at}/answer", {"revision": saved["revision"]}, 409)
    assert answer["answer"] in gone["detail"]
    taken = sender.post(f"{here}/answers/{answer['answer']}/withdrawal", {"reason": "It was wrong."})
    assert taken["withdrawn_at"] is not None
