"""A body's duties and answers, as its people work on them: every page, and what is refused."""

import csv
import io
import json

import pytest
from selectolax.lexbor import LexborHTMLParser

from answerable.accounts.models import Refusal
from answerable.duties.models import Answer, Delegation, Draft
from answerable.duties.operations import asked_of
from answerable.workspace.presenters import answering
from tests.pages.desk_tools import page, text
from tests.unit.workspace.answering_tools import World, begun, begun_by, client_of, fields_of, refused, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return World()


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
