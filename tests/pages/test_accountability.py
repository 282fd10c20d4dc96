"""The public side of accountability: what became of each duty, alike on pages, JSON, CSV and in exports."""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from answerable.assurance.operations import challenge, give_view, screen_challenge, verify_claim
from answerable.core.actors import FIGURES, PUBLIC, Actor
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.duties.operations import add_evidence, dispute_duty, make_claim, transfer_duty
from answerable.organisations.models import Organisation
from answerable.oversight.operations.reckoning import reckon
from answerable.pipeline.bulk.tables import TABLES
from tests import make
from tests.made import answering

pytestmark = pytest.mark.django_db
ASSURER = Actor("person:701", frozenset({"VERDICT_GIVE", "CHALLENGE_ANSWER"}))
PANEL = Actor("person:702", frozenset({"VIEW_GIVE"}))


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return make.body("Vale and Moor Partnership NHS Foundation Trust")


@pytest.fixture
def duty(trust: Organisation) -> Duty:
    return answering.duty(trust, issued=today() - dt.timedelta(days=100))


def words(address: str, selector: str = "main") -> str:
    answer = Client(HTTP_HOST="localhost").get(address)
    assert answer.status_code == 200, address
    found = LexborHTMLParser(answer.content.decode()).css_first(selector)
    assert found is not None
    return " ".join(found.text().split())


def claimed_and_marked_down(duty: Duty) -> None:
    body = duty.holder
    officer = answering.actor("accountable_officer", body)
    audit = add_evidence(
        by=officer, organisation=body, grade="audit", title="An audit", url="https://example.org/audit"
    )
    claim = make_claim(
        by=officer, duty=duty, level="done", words="It is done.", claimed_on=today(), evidence=[audit]
    )
    verify_claim(
        by=ASSURER,
        claim=claim,
        result="not_yet",
        found="under_way",
        seen="document",
        reason="The audit looked at nights only.",
        evidence=[audit],
    )
    give_view(by=PANEL, duty=duty, view="same", words="Nothing is different for us.")


def test_an_entry_says_side_by_side_what_is_said_and_what_was_found(duty: Duty) -> None:
    answering.answer(duty.holder, [duty], answering.said([duty], "in_part", "We changed the night rota."))
    claimed_and_marked_down(duty)
    shown = words(f"/entries/{duty.entry.reference}")
    for said in (
        "Accepted in part",
        "We changed the night rota.",
        "Strongest evidence shown: audit",
        "The body says that it is done. Somebody else looked, and found less.",
        "The audit looked at nights only",
        "nothing has changed for us",
        "Nothing is different for us.",
        "report an error or challenge",
    ):
        assert said in shown, said


def test_silence_is_said_neutrally(duty: Duty) -> None:
    shown = words(f"/entries/{duty.entry.reference}")
    assert "It has not said what it did" in shown
    assert "No response identified does not mean that a body did nothing" in shown
    for harsh in ("ignored", "failed to", "silent", "refused"):
        assert harsh not in shown.lower()


def test_before_the_answer_was_recorded_the_page_has_none(duty: Duty) -> None:
    answering.answer(duty.holder, [duty], answering.said([duty], "in_full", "We changed the night rota."))
    yesterday = today() - dt.timedelta(days=1)
    assert "We changed the night rota." not in words(f"/entries/{duty.entry.reference}?as-at={yesterday}")
    assert "We changed the night rota." in words(f"/entries/{duty.entry.reference}?as-at={today()}")


def test_json_csv_and_export_carry_the_same_facts(duty: Duty) -> None:
    answering.answer(duty.holder, [duty])
    claimed_and_marked_down(duty)
    client = Client(HTTP_HOST="localhost")
    (held,) = json.loads(client.get(f"/entries/{duty.entry.reference}.json").content)["standing"]
    axes = {one["axis"]: one["value"] for one in held["axes"]}
    assert axes["claimed"] == "done" and axes["verified"] == "not_yet" and held["gap"] is True
    raw = b"".join(client.get(f"/entries/{duty.entry.reference}/standing.csv").streaming_content)  # type: ignore[attr-defined]
    (row,) = csv.DictReader(io.StringIO(raw.decode("utf-8-sig")))
    assert (row["claimed"], row["verified"], row["evidence_grade"]) == ("done", "not_yet", "audit")
    columns, rows = TABLES["standing"]
    (exported,) = [dict(zip(columns, one, strict=True)) for one in rows()]
    assert exported["duty"] == row["duty"] and exported["verified"] == "not_yet"
    columns, rows = TABLES["answers"]
    (answer,) = [dict(zip(columns, one, strict=True)) for one in rows()]
    assert answer["words"] == "We have changed the rule."
    everything = json.dumps(held) + raw.decode() + json.dumps([exported, answer], default=str)
    assert "person:" not in everything and "words_original" not in everything


def test_a_body_s_figures_have_their_denominator_and_open_their_lists(
    trust: Organisation, duty: Duty
) -> None:
    answering.answer(trust, [duty])
    claimed_and_marked_down(duty)
    answering.duty(trust, "Nobody looked at the bell.")
    shown = words(f"/organisations/{trust.reference}", ".app-standing-figures")
    assert "1 of 2" in shown and "1 of 1" in shown and "Found less than said" in shown
    for name in ("asked", "answered", "claimed-done", "found-less", "found-done"):
        address = f"/organisations/{trust.reference}/standing?list={name}"
        rows = words(address)
        assert (duty.entry.reference in rows) == (name != "found-done")
    assert (
        Client(HTTP_HOST="localhost").get(f"/organisations/{trust.reference}/standing?list=worst").status_code
        == 404
    )
    raw = b"".join(
        Client(HTTP_HOST="localhost").get(f"/organisations/{trust.reference}/standing.csv").streaming_content  # type: ignore[attr-defined]
    ).decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(raw)))) == 2


def test_a_transfer_and_a_dispute_are_told(trust: Organisation, duty: Duty) -> None:
    board = make.body("Fellside Integrated Care Board", kind="icb")
    officer = answering.actor("accountable_officer", trust)
    dispute_duty(by=officer, duty=duty, kind="not_ours", words="They pay for it.", elevated_to=board)
    transfer_duty(
        by=answering.OVERSEER,
        duty=Duty.objects.get(pk=duty.pk),
        to=board,
        on=today(),
        why="assigned",
        note="The board pays for the service.",
    )
    shown = words(f"/entries/{duty.entry.reference}")
    assert f"The duty passed from {trust.name} to {board.name}" in shown
    assert "They pay for it." in shown
    assert f"Asked of {trust.name}" in shown


def test_words_of_a_challenge_are_shown_once_somebody_looked_at_them(duty: Duty) -> None:
    made = challenge(by=PUBLIC, entry=duty.entry, about="fact", words="The ward has another name.")
    assert "The ward has another name." not in words(f"/entries/{duty.entry.reference}")
    screen_challenge(by=ASSURER, challenge=made, shown=True)
    assert "The ward has another name." in words(f"/entries/{duty.entry.reference}")


def test_list_of_duties_asks_the_database_little_whatever_was_said_of_them(
    client: Client, duty: Duty, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    claimed_and_marked_down(duty)
    claimed_and_marked_down(answering.duty(duty.holder, area="Moor End"))
    reckon(by=FIGURES)
    with django_assert_max_num_queries(20):
        page = client.get(f"/oversight/bodies/{duty.holder.reference}/list?figure=asked")
    assert duty.entry.reference in page.content.decode()
