"""What comes of a body's duties besides an answer: disputes, joint answers, more time, files, leaving."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answerable.accounts.queries import actor_of
from answerable.core.actors import RELATE
from answerable.core.calendar import today
from answerable.duties.models import Answer, Delegation, Dispute, Draft, Duty, JointOffer
from answerable.duties.operations import save_draft
from answerable.lineage.operations import Draft as Grouped
from answerable.lineage.operations import adopt_expectation, propose_expectation
from tests import make
from tests.made.answering import OVERSEER, member, said
from tests.pages.desk_tools import page, text
from tests.unit.workspace.answering_tools import World, begun, begun_by, client_of, fields_of, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return World()


def test_duty_is_disputed_on_the_record(world: World) -> None:
    client = client_of(world.responder)
    one = world.at("duties", world.one.reference)
    assert "Name the body" in refused(client, f"{one}/dispute", kind="not_ours", words="No.")
    assert "called" in refused(client, f"{one}/dispute", kind="not_ours", words="No.", other_body="Nowhere")
    html = send(
        client, f"{one}/dispute", kind="not_ours", words="The ward is theirs.", other_body="Marsh Lane Trust"
    )
    assert "Marsh Lane Trust" in text(html, "aside")
    assert Dispute.objects.get().by_body == world.trust
    assert "1 Disputed" in text(page(client, world.at()), ".ws-counts")


def test_bodies_answer_together_only_when_both_agree(world: World) -> None:
    report = make.report(texts=["Both were asked."], to=[world.trust, world.other], issued=today())
    ours = Duty.objects.get(entry__report=report, holder=world.trust)
    theirs = Duty.objects.get(entry__report=report, holder=world.other)
    client, other = client_of(world.responder), client_of(world.stranger)
    here = world.at("duties", ours.reference)
    there = world.at("duties", theirs.reference, body=world.other)
    send(client, f"{here}/offer", other=theirs.reference, words="We share the ward.")
    offer = JointOffer.objects.get()
    assert "no such offer" in refused(client, f"{here}/offer-answer", offer=str(offer.pk), accept="yes")
    html = send(other, f"{there}/offer-answer", offer=str(offer.pk), accept="yes")
    assert "under the lead of Fellside" in text(html, "aside")
    draft = begun_by(world.responder, ours)
    written = save_draft(by=actor_of(world.responder), draft=draft, revision=0, content=said([ours]))
    send(client_of(world.officer), world.at("drafts", draft.pk, "submit"), revision=str(written.revision))
    assert "Answered on" in text(page(other, there), ".ws-line")
    html = send(other, f"{there}/leave", joint=str(theirs.joints.get().pk), words="We part.")
    assert "A reply is due by" in text(html, ".ws-line")


def test_answer_after_closure_is_refused_and_reopening_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, officer = client_of(world.responder), client_of(world.officer)
    draft = begun(world, writer, world.one)
    here = world.at("drafts", draft.pk)
    send(writer, here, **fields_of(draft))
    shut: Callable[[list[Duty]], set[int]] = lambda duties: {one.pk for one in duties}  # noqa: E731
    for where in ("answering_drafts", "answering_duties"):
        monkeypatch.setattr(f"answerable.workspace.views.{where}.closed_among", shut)
    monkeypatch.setattr("answerable.workspace.presenters.answering_duty.closed_among", shut)
    assert "Your draft is kept" in refused(officer, f"{here}/submit", revision="1")
    assert not Answer.objects.exists()
    html = send(writer, world.at("duties", world.one.reference, "reopen"), words="New evidence came in.")
    assert "Asked, as" in text(html)


def test_answer_is_withdrawn_and_stays_visible(world: World) -> None:
    officer = client_of(world.officer)
    draft = begun_by(world.responder, world.one)
    save_draft(by=actor_of(world.responder), draft=draft, revision=0, content=said([world.one]))
    send(officer, world.at("drafts", draft.pk, "submit"), revision="1")
    answer = Answer.objects.get()
    one = world.at("duties", world.one.reference)
    assert "Say why" in refused(officer, f"{one}/withdraw", answer=answer.reference, words="")
    html = send(officer, f"{one}/withdraw", answer=answer.reference, words="It named the wrong ward.")
    assert "Withdrawn on" in text(html, "aside") and "Not answered." in text(html)


def test_leaving_members_work_passes_to_another(world: World) -> None:
    client = client_of(world.responder)
    send(
        client,
        world.at("duties", "hand"),
        duty=[world.one.reference, world.parts.reference],
        to=str(world.contributor.pk),
    )
    here = world.at("hand-over")
    assert "2 duties" in text(page(client, here))
    assert "Choose" in refused(client, here, person=str(world.contributor.pk), to=str(world.stranger.pk))
    html = send(client, here, person=str(world.contributor.pk), to=str(world.responder.pk))
    assert "duties 2" in text(html, ".ws-notice")
    assert set(Delegation.objects.filter(superseded_at__isnull=True).values_list("person", flat=True)) == {
        world.responder.pk
    }


def test_discarded_draft_is_out_of_the_way(world: World) -> None:
    client = client_of(world.responder)
    draft = begun(world, client, world.one)
    assert begun(world, client, world.one).pk == draft.pk, "the one begun already"
    html = send(client, world.at("duties", "answer"), duty=[world.one.reference, world.parts.reference])
    assert "being written already" in text(html, ".ws-notice--wrong")
    send(client, world.at("drafts", draft.pk, "discard"))
    assert client.get(world.at("drafts", draft.pk)).status_code == 404
    assert begun(world, client, world.one).pk != draft.pk
    assert OVERSEER.identifier not in Draft.objects.values_list("saved_by", flat=True)


def test_overseer_assigns_a_duty_and_has_bodies_answer_together(world: World) -> None:
    client = client_of(member("overseer", None, name="Ove Sedge"))
    here = "/workspace/oversight/whose"
    assert "no reference of an entry" in refused(client, f"{here}/assign", entry="E-1", body="x")
    entry = world.one.entry.reference
    assert "called" in refused(client, f"{here}/assign", entry=entry, body="Nowhere", reason="x")
    fields = {"entry": entry, "body": "Marsh Lane Trust", "reason": "It runs the ward.", "due_on": "31/12"}
    assert "no date" in refused(client, f"{here}/assign", **fields)
    send(client, f"{here}/assign", **{**fields, "due_on": ""})
    made = Duty.objects.get(entry=world.one.entry, holder=world.other)
    html = send(client, f"{here}/join", lead=world.one.reference, duty=made.reference, reason="One ward.")
    assert "under the lead of Fellside Wards Trust" in text(html)
    assert "no duty" in refused(client, f"{here}/part", duty="D-1", reason="x").lower()
    html = send(client, f"{here}/part", duty=made.reference, reason="They part.")
    assert "each body answers for itself" in text(html, ".ws-notice")
    assert client_of(world.officer).get(here).status_code == 403


def test_issuer_gives_more_time_on_their_own_reports_alone(world: World) -> None:
    report = world.one.entry.report
    client = client_of(member("issuer", None, publisher=report.publisher.code, name="Ira Stone"))
    here = f"/workspace/publishing/reports/{report.reference}/time"
    assert "Fellside Wards Trust" in text(page(client, here))
    later = (today() + dt.timedelta(days=300)).isoformat()
    assert "new day" in refused(client, here, duty=world.one.reference, reason="Asked.")
    assert "Choose who" in refused(client, here, due_on=later, reason="Asked.")
    assert "why" in refused(client, here, duty=world.one.reference, due_on=later)
    early = report.issued_on.isoformat() if report.issued_on else ""
    assert "later than" in refused(client, here, duty=world.one.reference, due_on=early, reason="Asked.")
    html = send(client, here, duty=world.one.reference, due_on=later, reason="They asked in time.")
    assert "duties 1" in text(html, ".ws-notice")
    assert world.one.due_dates.filter(basis="extension").count() == 1
    elsewhere = client_of(member("issuer", None, publisher="coroner-for-elsewhere"))
    assert elsewhere.get(here).status_code == 404
    assert client_of(world.officer).get(here).status_code == 403


def test_one_answer_covers_all_of_the_bodys_duties_under_an_expectation(world: World) -> None:
    draft = propose_expectation(
        by=RELATE,
        draft=Grouped(
            "Wards answer alarms.", [world.one.entry, world.parts.entry, world.theirs.entry], scores={}
        ),
        method="made-up/1",
    )
    adopt_expectation(by=make.editor(), expectation=draft, text="Wards answer alarms.", note="", reason="")
    writer, officer = client_of(world.responder), client_of(world.officer)
    assert draft.reference in text(page(writer, world.at("duties", world.one.reference)))
    send(writer, world.at("duties", "answer"), expectation=draft.reference, stance="in_full", said="We do.")
    begun_now = Draft.objects.get()
    assert set(begun_now.duties.all()) == {world.one, world.parts}, "ours alone"
    html = page(writer, world.at("drafts", begun_now.pk, "check"))
    assert len(html.css(".ws-members > li")) == 3, "each thing asked is shown"
    send(officer, world.at("drafts", begun_now.pk, "submit"), revision="0")
    answer = Answer.objects.get()
    assert answer.expectation == draft and answer.parts.count() == 3


def test_file_goes_with_the_answer_and_a_hostile_one_is_refused(world: World) -> None:
    client = client_of(world.responder)
    draft = begun(world, client, world.one)
    here = world.at("drafts", draft.pk, "documents")
    assert "Choose a file" in refused(client, here, title="Our policy")
    sent = SimpleUploadedFile("alarms.csv", b"ward,alarms\nAlder,3\nBirch,4\n", "text/csv")
    html = send(client, here, file=sent, title="Our policy, by Dr Jane Finch")  # type: ignore[arg-type]
    assert "Our policy" in text(html) and "Finch" not in text(html)
    program = SimpleUploadedFile("policy.pdf", b"MZ\x90\x00" + b"\x00" * 200, "application/pdf")
    refused(client, here, file=program, title="Our policy")  # type: ignore[arg-type]
    held = draft.documents.get()
    send(client, here, remove=str(held.pk))
    assert not draft.documents.filter(removed_at__isnull=True).exists()
