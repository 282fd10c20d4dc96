"""Groups, work, one ask for many, owners and successions at the desk: what goes through and what does not."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from answerable.accounts.models import Person
from answerable.accounts.operations import grant_role
from answerable.accounts.queries import active_person, actor_of
from answerable.core.actors import PEOPLE
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.lineage.operations import (
    ContradictionError,
    assign_contradiction,
    open_contradiction,
    resolve_contradiction,
)
from answerable.organisations.models import Organisation
from answerable.oversight.models import Consolidation, Group, GroupNote, SuccessionRun, Work
from answerable.sources.models import Publisher
from answerable.workspace.needs.coordinating import needs
from tests import make
from tests.made import coordinating as made
from tests.made import hostile
from tests.made.answering import duty
from tests.made.overseeing import person, signed_in

pytestmark = pytest.mark.django_db
SOON = (today() + dt.timedelta(days=40)).isoformat()
CLOSED = today() - dt.timedelta(days=20)


@pytest.fixture
def overseer() -> Person:
    return person("overseer")


def issuer(code: str) -> Person:
    who = person("reader")
    grant_role(by=PEOPLE, person=who, role="issuer", publisher=code, reason="A test needs it.")
    found = active_person(who.pk)
    assert found is not None
    return found


def post(client: Client, address: str, **sent: object) -> tuple[int, str]:
    answer = client.post(address, sent)
    return answer.status_code, answer.content.decode()


def test_overseer_begins_a_group_and_the_lead_writes_its_record(overseer: Person) -> None:
    lead, asked = make.body("Northmere Trust"), made.expectation()
    desk, theirs = signed_in(overseer), signed_in(person("responder", lead))
    sent = {"title": "Lamps", "purpose": "Light.", "lead": "Northmere Trust", "review_on": SOON}
    status, words = post(desk, "/workspace/groups/start", **sent, expectations="X-00000000")
    assert status == 422 and "No expectation has the reference" in words and 'value="Lamps"' in words
    assert post(desk, "/workspace/groups/start", **sent, expectations=asked.reference)[0] == 302
    group = Group.objects.get()
    here = f"/workspace/groups/{group.reference}"
    note = {"kind": "decision", "on": today().isoformat(), "title": "Lamps", "words": "Two a ward."}
    assert post(theirs, f"{here}/note", **note)[0] == 302
    again = {**note, "words": "Three a ward.", "replaces": GroupNote.objects.get().reference}
    assert post(theirs, f"{here}/note", **again)[0] == 422, "no reason"
    assert post(theirs, f"{here}/note", **again, why="Two were too few.")[0] == 302
    assert post(theirs, f"{here}/end", why="We are done.")[0] == 403
    stranger = signed_in(person("responder", make.body("Southmere Trust")))
    assert post(stranger, f"{here}/note", **note)[0] == 422
    assert (
        GroupNote.objects.count() == 2
        and group.title not in stranger.get("/workspace/groups").content.decode()
    )
    assert post(desk, f"{here}/leave", organisation=lead.reference, why="Other work.")[0] == 302
    assert "Until another body leads" in desk.get(here).content.decode()
    assert [one.title for one in needs(actor_of(overseer))] == ["Groups without a lead"]
    assert post(desk, f"{here}/lead", organisation="Southmere Trust", why="It can.")[0] == 302
    assert needs(actor_of(overseer)) == []


def test_file_with_a_note_is_kept_for_those_who_write_the_record(
    overseer: Person, tmp_path: Path, settings: Settings
) -> None:
    settings.HOME = tmp_path
    lead = make.body("Northmere Trust")
    group = made.group(actor_of(overseer), lead, made.expectation())
    desk, theirs = signed_in(overseer), signed_in(person("responder", lead))
    here = f"/workspace/groups/{group.reference}"
    note = {"kind": "minutes", "on": today().isoformat(), "title": "Lamps", "words": "Two a ward."}
    refused = post(theirs, f"{here}/note", **note, file=SimpleUploadedFile("x.pdf", b"MZ not a document"))
    assert refused[0] == 422 and not GroupNote.objects.exists()
    content = hostile.good_pdf()
    assert post(theirs, f"{here}/note", **note, file=SimpleUploadedFile("minutes.pdf", content))[0] == 302
    kept = GroupNote.objects.get()
    address = f"{here}/files/{kept.reference}"
    for reader in (desk, theirs):
        assert address in reader.get(here).content.decode()
        assert b"".join(reader.get(address).streaming_content) == content  # type: ignore[attr-defined]
    stranger = signed_in(person("responder", make.body("Southmere Trust")))
    assert stranger.get(address).status_code == 404 and address not in stranger.get(here).content.decode()
    assert desk.get(f"{here}/files/H-00000000").status_code == 404


def test_body_is_shown_who_is_at_work_before_it_records_or_plans(overseer: Person) -> None:
    one, two = make.body("Northmere Trust"), make.body("Southmere Trust")
    asked = made.expectation(to=two)
    first = made.work(actor_of(overseer), one, asked, open_to_others=True)
    who = person("accountable_officer", two)
    desk, here = signed_in(who), f"/workspace/bodies/{two.reference}"
    held = Duty.objects.get(holder=two)
    for address in (
        f"{here}/under-way?on={asked.reference}",
        f"{here}/plan",
        f"{here}/duties/{held.reference}/delivery",
    ):
        assert "Others are at work on this already" in desk.get(address).content.decode(), address
    sent = {"expectations": asked.reference, "title": "Ours", "words": "Lamps outside.", "state": "planned"}
    status, words = post(desk, f"{here}/under-way/record", **sent)
    assert status == 422 and "say why yours is separate" in words and first.reference in words
    assert post(desk, f"{here}/under-way/record", **sent, why_apart="Outside.")[0] == 302
    ours = Work.objects.get(organisation=two)
    change = {**sent, "work": ours.reference, "seen": ours.pk, "state": "under_way", "why": "It began."}
    assert post(desk, f"{here}/under-way/change", **change)[0] == 302
    assert post(desk, f"{here}/under-way/change", **change)[0] == 422, "somebody changed it in between"
    assert post(desk, f"{here}/under-way/change", **{**change, "work": first.reference, "seen": ""})[0] == 422
    assert post(desk, f"{here}/under-way/join", work=first.reference)[0] == 302
    assert "Others are at work" not in desk.get(f"{here}/plan").content.decode()


def test_publisher_says_what_it_thinks_and_the_overseer_makes_the_ask(overseer: Person) -> None:
    asked = made.expectation("Ash", "Birch")
    codes = {area: Publisher.objects.get(name__contains=area).code for area in ("Ash", "Birch")}
    desk = signed_in(overseer)
    sent = {"wording": "Two lamps.", "reason": "Two wordings.", "answer_by": SOON}
    assert post(desk, "/workspace/consolidations/propose", **sent, expectation="")[0] == 422
    assert post(desk, "/workspace/consolidations/propose", **sent, expectation=asked.reference)[0] == 302
    row = Consolidation.objects.get().reference
    who = issuer(codes["Ash"])
    assert [one.title for one in needs(actor_of(who))] == ["One ask for many"]
    theirs, here = signed_in(who), f"/workspace/positions/{row}"
    assert row in theirs.get("/workspace/positions").content.decode()
    said = {"stand": "agrees", "said_on": today().isoformat()}
    assert post(theirs, f"{here}/record", **said, publisher=codes["Birch"])[0] == 422
    assert post(theirs, f"{here}/record", **said, publisher=codes["Ash"])[0] == 302
    assert signed_in(issuer("coroner-for-elsewhere")).get(here).status_code == 404
    assert post(desk, f"/workspace/consolidations/{row}/make")[0] == 422, "one has yet to answer"
    editor = signed_in(person("editor"))
    late = {**said, "publisher": codes["Birch"], "stand": "dissents", "words": "Three."}
    assert post(editor, f"{here}/record", **late)[0] == 422, "no source"
    assert post(editor, f"{here}/record", **late, source="Letter")[0] == 302
    assert [one.title for one in needs(actor_of(overseer))] == ["Asks to bring into one"]
    assert post(desk, f"/workspace/consolidations/{row}/make")[0] == 302
    assert post(desk, f"/workspace/consolidations/{row}/take-back", why="No.")[0] == 302


def test_what_has_no_owner_is_given_to_a_body_one_by_one_or_by_expectation(overseer: Person) -> None:
    asked, able = made.expectation("Ash", "Birch"), make.body("Northmere Trust")
    lone = make.entry("Mend the bell.", to=[])
    desk = signed_in(overseer)
    page = desk.get("/workspace/oversight/owners").content.decode()
    assert asked.reference in page and lone.reference in page
    here = "/workspace/oversight/owners"
    assert post(desk, f"{here}/assign", entry=lone.reference, body="Nobody", reason="x")[0] == 422
    assert (
        post(desk, f"{here}/assign", entry=lone.reference, body=able.reference, reason="It rings.")[0] == 302
    )
    sent = {"expectation": asked.reference, "body": able.reference}
    assert post(desk, f"{here}/assign-all", **sent, reason="")[0] == 422
    assert post(desk, f"{here}/assign-all", **sent, reason="It lights the wards.")[0] == 302
    assert Duty.objects.filter(holder=able).count() == 3
    assert post(desk, f"{here}/assign-all", **sent, reason="Again.")[0] == 422


def test_successions_are_looked_at_worked_through_chosen_and_taken_back(overseer: Person) -> None:
    old, heir, split = make.body("Old Trust", closed=CLOSED), make.body("Heir Trust"), _split()
    make.succession(old, heir, CLOSED)
    held, dental, other = duty(old), duty(split, "Dental lamps were out."), duty(split, "The bell was out.")
    desk, here = signed_in(overseer), "/workspace/oversight/succession"
    for address in (here, f"{here}?on=2031-01-01", "/workspace/oversight/closed-bodies"):
        assert "Several bodies came after it" in desk.get(address).content.decode(), address
    assert desk.post(f"{here}/apply").status_code == 302
    run = SuccessionRun.objects.get()
    held.refresh_from_db()
    assert (
        held.holder == heir
        and "Old Trust to Heir Trust" in desk.get(f"{here}/runs/{run.pk}").content.decode()
    )
    body = f"{here}/bodies/{split.reference}"
    page = desk.get(f"{body}?words=dental").content.decode()
    assert dental.reference in page and other.reference not in page
    sent = {"duty": [dental.pk], "other_body": heir.reference}
    assert post(desk, f"{body}/choose", **sent, reason="")[0] == 422
    assert post(desk, f"{body}/choose", **sent, reason="Dental services moved.")[0] == 302
    assert desk.get(f"{here}/bodies/{old.reference}").status_code == 404, "nothing waits there"
    assert post(desk, f"{here}/runs/{run.pk}/undo", reason="")[0] == 422
    assert post(desk, f"{here}/runs/{run.pk}/undo", reason="A mistake.")[0] == 302
    held.refresh_from_db()
    assert held.holder == old


def _split() -> Organisation:
    body = make.body("Split Trust", closed=CLOSED)
    for name in ("Left Trust", "Right Trust"):
        make.succession(body, make.body(name), CLOSED, "split")
    return body


def test_contradiction_is_not_settled_by_one_of_its_sides_alone(overseer: Person) -> None:
    one, two, third = make.body("Ash Trust"), make.body("Birch Trust"), make.body("Third Body")
    entry, other = make.entry("Look in at night.", to=[one]), make.entry("Let people sleep.", to=[two])
    by = actor_of(overseer)
    held = open_contradiction(by=by, entry=entry, other=other, subject="Nights")
    assign_contradiction(by=by, contradiction=held, organisation=one, due_on=today() + dt.timedelta(days=9))
    desk, here = signed_in(overseer), f"/workspace/contradictions/{held.reference}"
    assert "is on one side of this" in desk.get(here).content.decode()
    public = Client(HTTP_HOST="localhost").get(f"/cross-purposes/{held.reference}").content.decode()
    assert "the other side has to agree on record" in public
    sent = {"outcome": "both_hold", "words": "On different wards."}
    status, words = post(desk, f"{here}/resolve", **sent)
    assert status == 422 and "Birch Trust" in words and "name a body that is on neither" in words
    assert post(desk, f"{here}/agree", other_body=third.reference, words="Yes.")[0] == 422
    resolve = {"by": by, "contradiction": held, "outcome": "both_hold", "words": "Yes."}
    with pytest.raises(ContradictionError, match="on one side"):
        resolve_contradiction(organisation=two, **resolve)  # type: ignore[arg-type]
    assert post(desk, f"{here}/agree", other_body=two.reference, words="Its letter of May.")[0] == 302
    assert post(desk, f"{here}/resolve", **sent)[0] == 302
