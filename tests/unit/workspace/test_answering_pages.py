"""A body's duties and answers, as its people work on them: every page, and what is refused."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.models import Person, Refusal
from answerable.accounts.queries import actor_of
from answerable.core.actors import RELATE
from answerable.core.calendar import today
from answerable.duties.models import Answer, Delegation, Dispute, Draft, Duty, JointOffer
from answerable.duties.operations import asked_of, save_draft, start_draft
from answerable.lineage.operations import Draft as Grouped
from answerable.lineage.operations import adopt_expectation, propose_expectation
from answerable.organisations.models import Organisation
from answerable.workspace.presenters import answering
from tests import make
from tests.made.answering import OVERSEER, duty, member, said
from tests.pages.desk_tools import page, signed_in, text

pytestmark = pytest.mark.django_db


class World:
    """A trust with three people and two duties, one of them in parts; and another trust with its own."""

    def __init__(self) -> None:
        self.trust = make.body("Fellside Wards Trust")
        self.other = make.body("Marsh Lane Trust")
        self.officer = member("accountable_officer", self.trust, name="Olu Reed")
        self.responder = member("responder", self.trust, name="Ivy Moss")
        self.contributor = member("contributor", self.trust, name="Cal Heath")
        self.stranger = member("accountable_officer", self.other, name="Una Crane")
        self.one = duty(self.trust, "=Staff did not know how to raise the alarm.")
        self.parts = duty(self.trust, "Three things.", part_texts=["Beds were full.", "Notes were lost."])
        self.theirs = duty(self.other, "Leave was not written down.")

    def at(self, *rest: object, body: Organisation | None = None) -> str:
        return answering.at_body(body or self.trust, *rest)


@pytest.fixture
def world(db: None) -> World:
    return World()


def client_of(person: Person) -> Client:
    return signed_in(person.email)


def send(client: Client, address: str, **fields: str | list[str]) -> LexborHTMLParser:
    answer = client.post(address, fields)
    assert answer.status_code == 302, text(LexborHTMLParser(answer.content.decode()))
    return page(client, answer.headers["Location"])


def refused(client: Client, address: str, **fields: str | list[str]) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == 422, answer.status_code
    html = LexborHTMLParser(answer.content.decode())
    link = html.css_first(".nhsuk-error-summary a")
    assert link is not None
    assert html.css_first(f"[id='{(link.attributes['href'] or '')[1:]}']") is not None
    return text(html, ".nhsuk-error-summary")


def begun(world: World, client: Client, *duties: Duty) -> Draft:
    send(client, world.at("duties", "answer"), duty=[one.reference for one in duties])
    return Draft.objects.latest("pk")


def fields_of(
    draft: Draft, stance: str = "in_full", words: str = "We changed the rule."
) -> dict[str, str | list[str]]:
    """The editor's form, filled in the same way for everything asked."""
    keys = [one.key for one in asked_of(list(draft.duties.select_related("entry").order_by("pk")))]
    fields: dict[str, str | list[str]] = {"revision": str(draft.revision), "part": keys}
    for key in keys:
        fields |= {f"stance-{key}": stance, f"words-{key}": words}
    return fields


def test_home_of_the_body_counts_what_needs_it_and_leads_there(world: World) -> None:
    client = client_of(world.responder)
    html = page(client, world.at())
    assert "Fellside Wards Trust" in text(html, "h1")
    assert "2 To answer in all" in text(html, ".ws-counts")
    for link in html.css(".ws-counts a"):
        assert client.get(link.attributes["href"] or "").status_code == 200
    assert "Fellside Wards Trust" in text(page(client, "/workspace")), "and what needs me names it"
    assert client.get("/workspace/bodies").headers["Location"] == world.at()


def test_list_is_filtered_searched_and_given_as_a_file_without_formulas(world: World) -> None:
    client = client_of(world.responder)
    for which, _ in answering.FILTERS:
        page(client, world.at("duties") + f"?show={which}")
    html = page(client, world.at("duties") + "?words=ALARM")
    assert "1 duty" in text(html)
    answer = client.get(world.at("duties.csv") + "?show=all")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["duty"] for row in rows} == {world.one.reference, world.parts.reference}
    assert any(row["asked"].startswith("'=Staff") for row in rows)
    for wrong in ("?show=nonsense", "?page=0", "?page=x"):
        assert client.get(world.at("duties") + wrong).status_code == 404


def test_answer_is_written_part_by_part_signed_and_sent(world: World) -> None:
    writer, officer = client_of(world.responder), client_of(world.officer)
    draft = begun(world, writer, world.parts)
    here = world.at("drafts", draft.pk)
    html = page(writer, here)
    assert "Beds were full." in text(html) and "Notes were lost." in text(html)
    fields = fields_of(draft, words="Dr Jane Finch has changed the rule.")
    html = send(writer, here, then="check", **fields)
    assert "Finch" not in text(html, "main") and "withheld" in text(html)
    draft.refresh_from_db()
    send(writer, f"{here}/ask", revision=str(draft.revision), words="Please look.")
    assert "for you to sign" in text(page(officer, "/workspace"))
    assert "Submit" not in text(page(writer, f"{here}/check")), "only the accountable officer sends it"
    assert writer.post(f"{here}/submit", {"revision": str(draft.revision)}).status_code == 403
    send(officer, f"{here}/return", revision=str(draft.revision), words="Say when.")
    assert "sent back" in refused(officer, f"{here}/submit", revision=str(draft.revision))
    send(officer, f"{here}/sign", revision=str(draft.revision))
    html = send(officer, f"{here}/submit", revision=str(draft.revision))
    answer = Answer.objects.get()
    assert answer.parts.count() == 2 and answer.reference in text(html)
    assert "Accepted in full" in text(html)
    send(officer, f"{here}/submit", revision=str(draft.revision))
    assert Answer.objects.count() == 1, "sent twice, it is one answer"


def test_what_is_left_open_is_listed_and_must_be_confirmed(world: World) -> None:
    writer, officer = client_of(world.responder), client_of(world.officer)
    draft = begun(world, writer, world.parts)
    here = world.at("drafts", draft.pk)
    fields = fields_of(draft)
    last = list(fields["part"])[-1]
    fields |= {f"stance-{last}": "", f"words-{last}": ""}
    html = send(writer, here, then="check", **fields)
    assert "1 thing asked has no answer" in text(html) and "Notes were lost." in text(html)
    assert "no answer" in refused(officer, f"{here}/submit", revision="1")
    html = send(officer, f"{here}/submit", revision="1", confirmed="yes")
    assert "Not answered." in text(html)


def test_second_saver_loses_nothing_and_sees_both(world: World) -> None:
    first, second = client_of(world.responder), client_of(world.officer)
    draft = begun(world, first, world.one)
    here = world.at("drafts", draft.pk)
    send(first, here, **fields_of(draft, words="The first words."))
    answer = second.post(here, fields_of(draft, words="The second words."))
    assert answer.status_code == 422
    html = LexborHTMLParser(answer.content.decode())
    assert "The first words." in text(html, ".ws-notice--wrong")
    area = html.css_first("textarea[name^='words-']")
    assert area is not None and "The second words." in area.text()
    revision = html.css_first("input[name=revision]")
    assert revision is not None and revision.attributes["value"] == "1"
    draft.refresh_from_db()
    assert "The first words." in json.dumps(draft.content)


def test_script_saves_and_is_told_of_the_revision_or_of_the_clash(world: World) -> None:
    client = client_of(world.responder)
    draft = begun(world, client, world.one)
    here = world.at("drafts", draft.pk)
    fields = fields_of(draft)
    answer = client.post(here, fields, headers={"Accept": "application/json"})
    assert answer.json() == {"saved": True, "revision": 1}
    fields |= {"words": "More."}
    answer = client.post(here, fields, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["saved"]) == (409, False)


@pytest.mark.parametrize(
    ("stance", "words", "why"),
    [
        ("not_accepted", "", "reasons"),
        ("elevated", "It is theirs.", "Name the body"),
        ("alternative", "", "instead"),
        ("", "Only words.", "where you stand"),
    ],
)
def test_answer_without_what_it_needs_is_shown_as_wrong_and_not_sent(
    world: World, stance: str, words: str, why: str
) -> None:
    writer, officer = client_of(world.responder), client_of(world.officer)
    draft = begun(world, writer, world.one)
    here = world.at("drafts", draft.pk)
    html = send(writer, here, then="check", **fields_of(draft, stance, words))
    assert why in text(html)
    draft.refresh_from_db()
    assert why in refused(officer, f"{here}/submit", revision=str(draft.revision))
    assert not Answer.objects.exists()


def test_several_duties_are_answered_together_with_one_left_out(world: World) -> None:
    writer, officer = client_of(world.responder), client_of(world.officer)
    send(
        writer,
        world.at("duties", "answer"),
        duty=[world.one.reference, world.parts.reference],
        stance="in_part",
        said="We do some of it.",
    )
    draft = Draft.objects.latest("pk")
    here = world.at("drafts", draft.pk)
    keys = [one.key for one in asked_of(list(draft.duties.order_by("pk")))]
    fields: dict[str, str | list[str]] = {
        "revision": "0",
        "part": keys,
        "stance-all": "in_part",
        "words-all": "We do some of it.",
        f"out-{keys[0]}": "yes",
    }
    html = send(writer, here, then="check", **fields)
    assert "1 thing asked has no answer" in text(html)
    send(officer, f"{here}/submit", revision="1", confirmed="yes")
    assert Answer.objects.get().parts.count() == len(keys) - 1


def test_body_answers_for_no_other_and_sees_nothing_of_it(world: World) -> None:
    client = client_of(world.stranger)
    assert client.get(world.at()).status_code == 403
    for address in (
        world.at("duties", world.one.reference, body=world.other),
        world.at("drafts", 12345, body=world.other),
        world.at("duties", "nonsense", body=world.other),
    ):
        assert client.get(address).status_code == 404
    tried = sum(Refusal.objects.values_list("times", flat=True))
    answer = client.post(world.at("duties", "answer", body=world.other), {"duty": [world.one.reference]})
    assert answer.status_code == 404 and not Draft.objects.exists()
    assert sum(Refusal.objects.values_list("times", flat=True)) == tried + 1, "the try is noted"
    draft = begun(world, client_of(world.responder), world.one)
    assert client.get(world.at("drafts", draft.pk, body=world.other)).status_code == 404
    assert client.post(world.at("drafts", draft.pk), {}).status_code == 403


def test_contributor_sees_and_drafts_only_what_was_handed_to_them(world: World) -> None:
    client, responder = client_of(world.contributor), client_of(world.responder)
    assert "0 duties" in text(page(client, world.at("duties") + "?show=all"))
    assert client.get(world.at("duties", world.one.reference)).status_code == 404
    one = world.at("duties", world.one.reference)
    html = send(responder, f"{one}/delegate", to=str(world.contributor.pk), words="You know the ward.")
    assert "Cal Heath" in text(html, "aside")
    assert "1 duty" in text(page(client, world.at("duties") + "?show=all"))
    draft = begun(world, client, world.one)
    send(client, world.at("drafts", draft.pk), **fields_of(draft))
    assert client.post(f"{one}/dispute", {}).status_code == 403
    both = begun_by(world.responder, world.parts)
    assert client.get(world.at("drafts", both.pk)).status_code == 404
    row = Delegation.objects.get()
    send(responder, f"{one}/take-back", delegation=str(row.pk))
    assert client.get(one).status_code == 404
    assert client.get(world.at("drafts", draft.pk)).status_code == 404


def begun_by(person: Person, *duties: Duty) -> Draft:
    return start_draft(by=actor_of(person), organisation=duties[0].holder, duties=duties)


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
