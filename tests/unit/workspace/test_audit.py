"""What was done: of one's own body with colleagues' names, of the register for administrators alone."""

import datetime as dt

import pytest
from django.test import Client

from answerable.accounts.queries import actor_of
from answerable.core.calendar import today
from answerable.duties.operations import add_evidence
from answerable.ledger.models import Event
from answerable.organisations.models import Organisation
from answerable.oversight.queries.audit import PAGE, Wanted, a_page
from answerable.workspace.presenters.audit import details
from tests import make
from tests.made import answering
from tests.pages.desk_tools import page, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust() -> Organisation:
    return make.body("Vale and Moor Partnership NHS Foundation Trust")


@pytest.fixture
def officer(trust: Organisation, settings: object) -> Client:
    settings.SECOND_FACTOR = "optional"  # type: ignore[attr-defined]
    return signed_in(answering.member("accountable_officer", trust, name="Isla Farrow").email)


def test_a_body_sees_what_was_done_in_it_and_nothing_of_another(trust: Organisation, officer: Client) -> None:
    other = make.body("Fenside Community NHS Trust")
    mine, theirs = answering.duty(trust), answering.duty(other)
    answering.answer(trust, [mine])
    answering.answer(other, [theirs])
    html = page(officer, f"/workspace/bodies/{trust.reference}/audit")
    assert "Answer submitted" in text(html) and "Role granted" in text(html)
    subjects = {node.text() for node in html.css("td .app-reference")}
    assert mine.answer_parts.get().answer.reference in subjects
    assert theirs.answer_parts.get().answer.reference not in subjects
    assert officer.get(f"/workspace/bodies/{other.reference}/audit").status_code == 403
    assert officer.get(f"/workspace/bodies/{other.reference}/audit.csv").status_code == 403
    assert officer.get("/workspace/audit").status_code == 403


def test_names_are_shown_of_colleagues_only(trust: Organisation, officer: Client) -> None:
    colleague = answering.member("responder", trust, name="Rowan Thwaite")
    add_evidence(
        by=actor_of(colleague),
        organisation=trust,
        grade="policy",
        title="A policy",
        url="https://example.org/policy",
    )
    words = text(page(officer, f"/workspace/bodies/{trust.reference}/audit?by={colleague.identifier}"))
    assert "Rowan Thwaite" in words
    rows = b"".join(
        officer.get(f"/workspace/bodies/{trust.reference}/audit.csv?kind=role").streaming_content  # type: ignore[attr-defined]
    ).decode()
    assert "role.granted" in rows and "evidence.added" not in rows


def test_details_are_words_and_not_what_a_program_writes_down() -> None:
    payload = {
        "duties": [{"duty": "D-1", "on": "2025-05-08", "words": "a" * 64, "elevated_to": None}],
        "evidence": ["V-1", "V-2"],
        "owner_role": "Director of Nursing",
        "backward": False,
        "reason": "0" * 64,
        "gone": None,
        "none": [],
        "written": "2025-99-99",
    }
    assert details(payload) == (
        "duties: duty D-1, on 8 May 2025; evidence: V-1 and V-2; owner role: Director of Nursing; "
        "backward: no; reason: (kept); written: 2025-99-99"
    )


def test_narrowing_by_kind_and_day(trust: Organisation, officer: Client) -> None:
    answering.answer(trust, [answering.duty(trust)])
    here = f"/workspace/bodies/{trust.reference}/audit"
    assert "Nothing fits" in text(page(officer, f"{here}?until={today() - dt.timedelta(days=1)}"))
    only = text(page(officer, f"{here}?kind=answer&since={today()}"))
    assert "Answer submitted" in only and "Role granted" not in only
    for odd in ("since=yesterday", "before=-1", "before=9999999999999999999999", "kind=%00", "by=%27%3B--"):
        assert officer.get(f"{here}?{odd}").status_code == 200


def test_pages_hold_a_hundred_and_lead_on(trust: Organisation) -> None:
    duty = answering.duty(trust)
    start = Event.objects.count()
    Event.objects.bulk_create(
        Event(
            index=start + number,
            recorded_at=dt.datetime.now(dt.UTC),
            actor="job:test",
            kind="duty.noted",
            subject=duty.reference,
            payload={"number": number},
            canonical=b"{}",
            leaf_hash=b"",
        )
        for number in range(250)
    )
    seen: list[int] = []
    before = None
    while True:
        found, more = a_page(Wanted(kind="duty", before=before), body=trust)
        seen += [event.index for event in found]
        if not more:
            break
        assert len(found) == PAGE
        before = found[-1].index
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) >= 250


def test_administrators_see_everything_by_number(trust: Organisation, settings: object) -> None:
    settings.SECOND_FACTOR = "optional"  # type: ignore[attr-defined]
    asa = answering.member("administrator", None, name="Asa Birkett")
    html = page(signed_in(asa.email), "/workspace/audit?kind=role")
    assert "Asa Birkett" not in text(html, "main table")
    assert trust.reference in text(page(signed_in(asa.email), "/workspace/audit"))
