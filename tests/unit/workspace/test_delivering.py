"""A body's own pages: its plan, the dates that moved, what it shows and what it claims."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role
from answerable.accounts.queries import active_person, actor_of
from answerable.core.actors import PEOPLE
from answerable.core.calendar import today
from answerable.duties.models import Action, Claim, Duty, Evidence, Progress, TargetDate
from answerable.duties.operations import DutyError, move_date, report_progress, withdraw_evidence
from answerable.organisations.models import Organisation
from answerable.uploads.limits import FILE_BYTES
from answerable.uploads.models import Upload
from answerable.workspace.needs.delivering import needs
from tests import make
from tests.made import delivering as made
from tests.made import hostile
from tests.pages.desk_tools import page, signed_in, text
from tests.unit.accounts import made as people

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class World:
    trust: Organisation
    other: Organisation
    duty: Duty
    officer: Client
    stranger: Client
    someone: Person

    def at(self, *parts: str) -> str:
        return "/".join(("/workspace/bodies", self.trust.reference, *parts))

    @property
    def delivery(self) -> str:
        return self.at("duties", self.duty.reference, "delivery")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("ANSWERABLE_CLAMD", "")
    monkeypatch.setattr("answerable.uploads.storage.folder", lambda: tmp_path / "uploads")
    trust, other = make.body("Northmere Wards Trust"), make.body("Southmere Wards Trust")
    officer, stranger = people.person(), people.person()
    for person, body in ((officer, trust), (stranger, other)):
        grant_role(
            by=PEOPLE, person=person, role="accountable_officer", organisation=body, reason="A test needs it."
        )
    return World(trust, other, made.duty(trust), signed_in(officer.email), signed_in(stranger.email), officer)


def test_action_is_planned_on_its_duty_and_stands_in_the_plan(world: World) -> None:
    sent = world.officer.post(
        f"{world.delivery}/plan",
        {
            "words": "Train all staff in the alarm",
            "owner_role": "Director of Nursing",
            "owner": world.someone.identifier,
            "measure": "Nine in ten answered in a minute",
            "end": made.ahead(100).isoformat(),
            "step-1": "The course is written",
            "step-1-due": made.ahead(10).isoformat(),
        },
    )
    assert sent.status_code == 302, text_of(sent)
    action = Action.objects.get()
    assert action.milestones.count() == 2 and action.owner == world.someone.identifier
    plan = text(page(world.officer, world.at("plan")))
    assert "1 action" in plan and "Owned by Director of Nursing" in plan
    shown = text(page(world.officer, world.at("actions", action.reference)))
    assert "The course is written" in shown and world.someone.name in shown


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_what_was_typed_is_shown_again_with_what_is_wrong(world: World) -> None:
    sent = world.officer.post(
        f"{world.delivery}/plan",
        {"words": "Train all staff", "owner_role": "Dr Jane Thornbury", "end": made.ahead(9).isoformat()},
    )
    assert sent.status_code == 422
    assert "give the post" in text_of(sent) and "Train all staff" in text_of(sent)
    assert not Action.objects.exists()


def test_moved_date_stands_in_the_ledger_with_its_reason(world: World) -> None:
    action = made.action([world.duty])
    here = world.at("actions", action.reference)
    end = action.milestones.get()
    wrong = world.officer.post(f"{here}/move", {"milestone": end.pk, "due_on": made.ahead(150).isoformat()})
    assert wrong.status_code == 422 and "why the date moves" in text_of(wrong)
    sent = world.officer.post(
        f"{here}/move",
        {"milestone": end.pk, "due_on": made.ahead(150).isoformat(), "reason": "The course was late."},
    )
    assert sent.status_code == 302 and TargetDate.objects.count() == 2
    shown = text(page(world.officer, here))
    assert "The course was late." in shown and f"{made.ahead(100):%-d %B %Y}" in shown


def test_progress_is_reported_and_a_backward_move_is_flagged(world: World) -> None:
    action = made.action([world.duty])
    here = world.at("actions", action.reference)
    for level in ("under_way", "not_started"):
        sent = world.officer.post(
            f"{here}/report", {"level": level, "words": f"Said {level}.", "on": today().isoformat()}
        )
        assert sent.status_code == 302
    assert Progress.objects.count() == 2
    assert "Less far than before" in text(page(world.officer, here))


def test_other_things_are_done_to_an_action(world: World) -> None:
    action, second = made.action([world.duty]), made.duty(world.trust)
    here = world.at("actions", action.reference)
    for what, fields in (
        ("add", {"words": "Half have done it", "due_on": made.ahead(20).isoformat()}),
        ("cover", {"duty": second.reference}),
        ("drop", {"reason": "The ward closed."}),
    ):
        assert world.officer.post(f"{here}/{what}", fields).status_code == 302
    shown = text(page(world.officer, here))
    assert "Half have done it" in shown and second.reference in shown and "The ward closed." in shown
    assert "Report progress" not in shown


def test_evidence_is_sent_and_a_claim_rests_on_it(world: World) -> None:
    sent = world.officer.post(
        world.at("evidence", "add"),
        {
            "title": "Audit of alarms",
            "grade": "audit",
            "file": SimpleUploadedFile("../audit\u202e.exe", hostile.good_pdf()),
        },
    )
    assert sent.status_code == 302, text_of(sent)
    piece = Evidence.objects.get()
    shown = text(page(world.officer, world.at("evidence", piece.reference)))
    assert "audit.pdf" in shown and "not been looked at by a virus scanner" in shown
    ladder = text(page(world.officer, world.delivery))
    assert "it needs evidence of the kind" in ladder and "Audit, or stronger" in ladder
    claim = {
        "level": "done",
        "words": "All staff know the alarm.",
        "claimed_on": today().isoformat(),
        "seen": "0",
    }
    wrong = world.officer.post(f"{world.delivery}/claim", claim)
    assert wrong.status_code == 422 and "evidence of the kind “Audit”" in text_of(wrong)
    assert "All staff know the alarm." in text_of(wrong)
    done = world.officer.post(f"{world.delivery}/claim", {**claim, "evidence": [piece.pk]})
    assert done.status_code == 302 and Claim.objects.get().level == "done"
    withdrawn = world.officer.post(
        world.at("evidence", piece.reference, "withdraw"), {"why": "The figures were wrong."}
    )
    assert withdrawn.status_code == 302
    assert "1 claim is no longer supported" in text(page(world.officer, world.at("plan")))
    assert "What is left carries “Not started” only" in text(page(world.officer, world.delivery))


def test_links_show_their_host_and_are_not_fetched(world: World) -> None:
    fields = {"title": "Alarm policy", "grade": "policy"}
    for url, why in (
        ("http://trust.example.org/a", "must begin with https"),
        ("https://10.0.0.1/a", "no place on the open web"),
        ("https://user:secret@trust.example.org/a", "user name or a password"),
        ("javascript:alert(1)", "must begin with https"),
        ("https://localhost/a", "no place on the open web"),
        ("https://trust.example.org:8443/a", "no place on the open web"),
    ):
        wrong = world.officer.post(world.at("evidence", "add"), {**fields, "url": url})
        assert wrong.status_code == 422 and why in text_of(wrong), url
    sent = world.officer.post(
        world.at("evidence", "add"), {**fields, "url": "https://trust.example.org/policies/alarm?v=2"}
    )
    assert sent.status_code == 302
    html = page(world.officer, world.at("evidence", Evidence.objects.get().reference))
    assert "A page at trust.example.org" in text(html)


def test_nul_in_a_form_with_a_file_is_left_out(world: World) -> None:
    """PostgreSQL holds it in no text, and would answer with an error."""
    fields = {"title": "Alarm\0 policy", "grade": "policy\0", "url": "https://trust.example.org/a\0larm"}
    assert world.officer.post(world.at("evidence", "add"), fields).status_code == 302
    assert Evidence.objects.get().title == "Alarm policy"


def test_refused_file_says_why_and_nothing_is_kept(world: World) -> None:
    fields = {"title": "Audit", "grade": "audit"}
    for name, content, why in (
        ("audit.pdf", hostile.acting_pdf(b"/OpenAction<</S/JavaScript/JS(x)>>"), "JavaScript"),
        ("audit.pdf", b"MZ\x90\x00" + bytes(range(256)) * 4, "Only PDF"),
        ("audit.pdf", b"%PDF-1.7" + b" " * (FILE_BYTES + (2 << 20)), "larger than the largest"),
    ):
        sent = world.officer.post(
            world.at("evidence", "add"), {**fields, "file": SimpleUploadedFile(name, content)}
        )
        assert sent.status_code == 422 and why in text_of(sent)
    assert not Evidence.objects.exists()
    assert set(Upload.objects.values_list("state", flat=True)) == {"refused"}


def test_form_that_says_it_is_enormous_is_not_read(world: World) -> None:
    with override_settings(DEBUG=False):
        sent = world.officer.post(
            world.at("evidence", "add"),
            b"--x--",
            content_type="multipart/form-data; boundary=x",
            CONTENT_LENGTH=str(1 << 40),
        )
    assert sent.status_code in (400, 413)


def test_file_goes_to_those_who_may_have_it_and_to_nobody_else(world: World) -> None:
    piece = made.evidence(world.trust, upload=made.upload(world.trust))
    address = f"/workspace/evidence/{piece.reference}/file"
    answer = world.officer.get(address)
    assert answer.status_code == 200 and answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # type: ignore[attr-defined]
    assert world.stranger.get(address).status_code == 404
    assert Client(HTTP_HOST="localhost").get(address).status_code == 302
    for role, status in (("assurer", 200), ("overseer", 200), ("reader", 404), ("editor", 404)):
        assert signed_in(people.person(role).email).get(address).status_code == status, role
    issuer = people.person()
    grant_role(by=PEOPLE, person=issuer, role="issuer", publisher="coroner-for-north-vale", reason="Test.")
    assert signed_in(issuer.email).get(address).status_code == 404
    made.claim(world.duty, shown=[piece])
    assert signed_in(issuer.email).get(address).status_code == 200


def test_nothing_of_another_body_is_seen_or_done(world: World) -> None:
    action, piece = made.action([world.duty]), made.evidence(world.trust)
    for address in (
        world.at("plan"),
        world.delivery,
        world.at("actions", action.reference),
        world.at("evidence"),
        world.at("evidence", piece.reference),
        world.at("plan", "sheet"),
        world.at("plan", "sheet", "template.csv"),
    ):
        assert world.stranger.get(address).status_code == 403, address
    own = f"/workspace/bodies/{world.other.reference}"
    for address in (
        f"{own}/duties/{world.duty.reference}/delivery",
        f"{own}/actions/{action.reference}",
        f"{own}/evidence/{piece.reference}",
    ):
        assert world.stranger.get(address).status_code == 404, address
    assert world.stranger.post(f"{own}/actions/{action.reference}/drop", {"reason": "x"}).status_code == 404
    action.refresh_from_db()
    assert action.dropped_at is None


def test_contributor_sees_what_was_handed_to_them_alone(world: World) -> None:
    person = people.person()
    grant_role(by=PEOPLE, person=person, role="contributor", organisation=world.trust, reason="Test.")
    action = made.action([world.duty])
    client = signed_in(person.email)
    assert client.get(world.delivery).status_code == 404
    assert client.get(world.at("actions", action.reference)).status_code == 404
    assert "0 actions" in text(page(client, world.at("plan")))
    assert client.post(f"{world.delivery}/claim", {}).status_code == 403


def test_contributor_sees_their_own_evidence_and_withdraws_no_others(world: World) -> None:
    person = people.person()
    grant_role(by=PEOPLE, person=person, role="contributor", organisation=world.trust, reason="Test.")
    theirs = made.evidence(world.trust, upload=made.upload(world.trust))
    own = made.evidence(world.trust, by=actor_of(active_person(person.pk) or person))
    client = signed_in(person.email)
    assert "1 piece of evidence" in text(page(client, world.at("evidence")))
    assert client.get(world.at("evidence", own.reference)).status_code == 200
    assert client.get(world.at("evidence", theirs.reference)).status_code == 404
    assert client.get(f"/workspace/evidence/{theirs.reference}/file").status_code == 404
    with pytest.raises(DutyError, match="Somebody else added it"):
        withdraw_evidence(by=actor_of(active_person(person.pk) or person), evidence=theirs, why="x")


def test_duty_that_came_from_another_body_shows_what_was_planned_there(world: World) -> None:
    action = made.action([world.duty])
    made.claim(world.duty, shown=[made.evidence(world.trust, title="Audit of alarms")])
    Duty.objects.filter(pk=world.duty.pk).update(holder=world.other)
    html = page(
        world.stranger, f"/workspace/bodies/{world.other.reference}/duties/{world.duty.reference}/delivery"
    )
    assert action.words in text(html) and "Audit of alarms" in text(html)
    assert not [one for one in html.css("main a") if action.reference in (one.attributes["href"] or "")]
    with pytest.raises(DutyError, match="passed to another body"):
        report_progress(by=made.officer(world.trust), action=action, level="done", words="x", on=today())


def test_sheet_is_checked_then_brought_in(world: World) -> None:
    assert "Your key" in text(page(world.officer, world.at("plan", "sheet")))
    got = world.officer.get(world.at("plan", "sheet", "template.xlsx"))
    assert got.status_code == 200 and got.content[:2] == b"PK"
    template = world.officer.get(world.at("plan", "sheet", "template.csv")).content.decode("utf-8-sig")
    header, row = template.strip().split("\r\n")
    end = made.ahead(60).isoformat()
    filled = (
        row.replace(f"{world.trust.reference},,", f"{world.trust.reference},A1,", 1).removesuffix(",,,,,,,,")
        + f",Test all alarms,Head of Estates,,{end},,,,"
    )
    content = f"{header}\r\n{filled}\r\n".encode()
    checked = world.officer.post(
        world.at("plan", "sheet", "check"), {"file": SimpleUploadedFile("plan.csv", content)}
    )
    assert checked.status_code == 200 and "1 action is new" in text_of(checked), text_of(checked)
    assert not Action.objects.exists()
    upload = Upload.objects.get()
    taken = world.officer.post(world.at("plan", "sheet", "take"), {"upload": upload.pk})
    assert taken.status_code == 302 and Action.objects.get().own_key == "A1"
    assert (
        world.stranger.post(
            f"/workspace/bodies/{world.other.reference}/plan/sheet/take", {"upload": upload.pk}
        ).status_code
        == 404
    )
    wrong = content.replace(end.encode(), b"soon")
    refused = world.officer.post(
        world.at("plan", "sheet", "check"), {"file": SimpleUploadedFile("plan.csv", wrong)}
    )
    assert refused.status_code == 422 and "is no day that can be read" in text_of(refused)
    formula = content.replace(b"Head of Estates", b"=1+1")
    refused = world.officer.post(
        world.at("plan", "sheet", "check"), {"file": SimpleUploadedFile("plan.csv", formula)}
    )
    assert refused.status_code == 422 and "formula" in text_of(refused)


def test_what_needs_the_body_is_counted(world: World) -> None:
    person = active_person(world.someone.pk)
    assert person is not None
    by = actor_of(person)
    assert needs(by) == []
    action = made.action([world.duty], end=made.ahead(9))
    (work,) = needs(by)
    assert work.open == "1 date within 14 days" and work.href == world.at("plan")
    move_date(
        by=made.officer(world.trust), milestone=action.milestones.get(), due_on=made.ahead(99), reason="x"
    )
    assert needs(by) == []
    shown = made.evidence(world.trust)
    made.claim(world.duty, shown=[shown])
    withdraw_evidence(by=made.officer(world.trust), evidence=shown, why="Wrong.")
    assert needs(by)[0].open == "1 claim no longer supported"
