"""Files by programs: sent by themselves, looked at as those of the workspace are, and then named."""

from pathlib import Path

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from answerable.accounts.models.keys import AskedBefore
from answerable.api.writing import making
from answerable.duties.models import Action, AnswerDocument, Evidence
from answerable.duties.plans.template import HEADER
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.publication.csvsafe import csv_lines
from answerable.uploads.models import Upload
from tests import make
from tests.made import answering, delivering
from tests.unit.api.keyed import Program, program, told

pytestmark = pytest.mark.django_db
TABLE = b"ward,alarms\nAlder,4\n"


@pytest.fixture(autouse=True)
def nothing_kept(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


@pytest.fixture
def officer(trust: Organisation) -> Program:
    return program(
        answering.member("accountable_officer", trust), "EVIDENCE_ADD", "ANSWER_DRAFT", "PLAN_EDIT"
    )


def test_file_is_sent_once_and_shown_as_evidence(trust: Organisation, officer: Program) -> None:
    at = f"/bodies/{trust.reference}"
    sent = officer.upload(f"{at}/files", TABLE, "alarms.exe.csv", name="a")
    assert (sent["name"], sent["state"], sent["size"]) == ("alarms.csv", "quarantined", len(TABLE))
    again = officer.send_form(f"{at}/files", {"file": ("alarms.exe.csv", TABLE)}, name="a")
    assert told(again, 201) == sent and again.headers["Idempotent-Replayed"] == "true"
    assert officer.upload(f"{at}/files", TABLE, "alarms.csv", name="b")["file"] == sent["file"]
    assert (
        "another request"
        in officer.upload(f"{at}/files", b"x,y\n1,2\n", "alarms.csv", 422, name="a")["detail"]
    )
    assert Upload.objects.count() == 1 and officer.get(f"{at}/files/{sent['file']}") == sent
    piece = {"grade": "audit", "title": "Round of alarms", "file": sent["file"], "is_public": True}
    shown = officer.post(f"{at}/evidence", piece)
    assert shown["file"] == sent and shown["is_public"] and shown["url"] == ""
    assert Evidence.objects.get().upload_id == sent["file"]
    both = officer.post(f"{at}/evidence", {**piece, "url": "https://example.org/audit"}, 422)
    assert "one of the two" in both["detail"]


def test_file_whose_request_was_cut_short_is_the_same_when_sent_again(
    trust: Organisation, officer: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = f"/bodies/{trust.reference}/files"
    with monkeypatch.context() as cut:
        cut.setattr(making, "keep_answer", _cut_short)
        with pytest.raises(KeyboardInterrupt):
            officer.upload(at, TABLE, "alarms.csv", name="a")
    assert not AskedBefore.objects.exists()
    sent = officer.upload(at, TABLE, "alarms.csv", name="a")
    assert sent["file"] == Upload.objects.get().pk
    assert Event.objects.filter(kind="upload.kept").count() == 1


def _cut_short(**_: object) -> None:
    raise KeyboardInterrupt


def test_what_may_not_be_kept_is_refused_with_the_reason(trust: Organisation, officer: Program) -> None:
    at = f"/bodies/{trust.reference}/files"
    refused = officer.upload(at, b"MZ\x90\x00 a program", "audit.pdf", 422)
    held = Upload.objects.get()
    assert held.state == Upload.State.REFUSED and refused["detail"] == held.why
    assert Event.objects.filter(kind="upload.refused").count() == 1
    officer.get(f"{at}/{held.pk}")
    named = {"grade": "audit", "title": "Audit", "file": held.pk}
    assert "was refused" in officer.post(f"/bodies/{trust.reference}/evidence", named, 422)["detail"]
    for fields in (
        {"file": ("a.csv", TABLE), "grade": "audit"},
        {"file": ("a.csv", TABLE), "other": ("b.csv", TABLE)},
        {"other": ("b.csv", TABLE)},
        {"file": "words"},
    ):
        told(officer.send_form(at, fields), 422)
    told(officer.send(at, "{}", name="no-form"), 422)
    broken = officer.client.post(
        f"/api/v1/work{at}",
        data=b"--x",
        content_type="multipart/form-data; boundary=" + "é" * 3,
        headers={**officer._headers(), "Idempotency-Key": "broken"},
    )
    assert broken.status_code == 400 and broken.headers["Content-Type"] == "application/problem+json"
    assert Upload.objects.count() == 1


def test_file_is_its_senders_and_its_bodys(trust: Organisation, officer: Program) -> None:
    sent = officer.upload(f"/bodies/{trust.reference}/files", TABLE, "alarms.csv")
    other = make.body("Southmere Wards Trust")
    for body in (trust, other):
        theirs = program(answering.member("responder", body), "EVIDENCE_ADD")
        theirs.get(f"/bodies/{body.reference}/files/{sent['file']}", 404)
        named = {"grade": "audit", "title": "Audit", "file": sent["file"]}
        assert "not there" in theirs.post(f"/bodies/{body.reference}/evidence", named, 422)["detail"]
    told(officer.send_form(f"/bodies/{other.reference}/files", {"file": ("a.csv", TABLE)}), 403)
    reader = program(answering.member("responder", trust), "BODY_READ")
    told(reader.send_form(f"/bodies/{trust.reference}/files", {"file": ("a.csv", TABLE)}), 403)
    assert Upload.objects.count() == 1


def test_document_goes_with_a_draft_and_away(trust: Organisation, officer: Program) -> None:
    duty, at = answering.duty(trust), f"/bodies/{trust.reference}"
    sent = officer.upload(f"{at}/files", TABLE, "alarms.csv")
    draft = officer.post(f"{at}/drafts", {"duties": [duty.reference]})
    here = f"{at}/drafts/{draft['draft']}/documents"
    held = officer.post(here, {"file": sent["file"], "title": "Alarms by ward"})
    (document,) = held["documents"]
    assert document["title"] == "Alarms by ward" and document["file"] == sent
    assert officer.post(f"{here}/{document['document']}/removal", {})["documents"] == []
    officer.post(f"{here}/{document['document']}/removal", {}, 404)
    assert AnswerDocument.objects.get().removed_at is not None


def test_plan_is_brought_in_from_a_sheet_or_refused_by_row(trust: Organisation, officer: Program) -> None:
    duty, at = delivering.duty(trust), f"/bodies/{trust.reference}"
    row = {
        "Your key": "A1",
        "Duties": duty.reference,
        "What will be done": "Train all staff of the ward",
        "Post that owns it": "Director of Nursing",
        "To be finished by": delivering.ahead(90).isoformat(),
    }
    sent = officer.upload(f"{at}/files", _sheet(row), "plan.csv")
    would = officer.post(f"{at}/plan-sheets/checks", {"file": sent["file"]})
    assert would["planned"] == 1 and not Action.objects.exists()
    assert officer.post(f"{at}/plan-sheets", {"file": sent["file"]})["planned"] == 1
    assert officer.post(f"{at}/plan-sheets", {"file": sent["file"]})["same"] == 1
    assert Action.objects.count() == 1
    for wrong, why in (
        ({"Duties": "D-7KQ2M9XA4"}, "no reference"),
        ({"Your key": "A2", "To be finished by": "2001-01-01"}, "past"),
    ):
        bad = officer.upload(f"{at}/files", _sheet({**row, **wrong}), "plan.csv")
        (error,) = officer.post(f"{at}/plan-sheets", {"file": bad["file"]}, 422)["errors"]
        assert error["where"] == "row 2" and why in error["why"]


def _sheet(row: dict[str, str]) -> bytes:
    return "".join(csv_lines(HEADER, [[row.get(name, "") for name in HEADER]])).encode()
