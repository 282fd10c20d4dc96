"""Those who measure and judge at their desk: choose, tie, date, see a test before it runs, judge."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from answerable.impact.models import EffectTest, Judgement, Measure
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from tests.made import assuring, measuring
from tests.pages.desk_tools import page, signed_in, text
from tests.unit.accounts import made
from tests.unit.impact.figures import body

pytestmark = pytest.mark.django_db

FIRST, ACTED = dt.date(2021, 1, 1), dt.date(2023, 7, 1)
TYPED = {
    "better": "down",
    "mechanism": "Staff are trained, so that fewer people are held.",
    "lag_months": "3",
    "lag_why": "Training takes a quarter.",
    "comparator": "none",
    "comparator_why": "All were asked at once.",
    "confounders": "A ward closed",
    "importance": "10",
    "importance_why": "A tenth is what a ward would notice.",
    "looks_planned": "4",
}


@pytest.fixture
def desk(db: None) -> Client:
    made.person("overseer", email="ove@example.org", name="Ove Sedge")
    return signed_in("ove@example.org")


@pytest.fixture
def trust(settings: Any, tmp_path: Path) -> Organisation:
    settings.DOCUMENTS = tmp_path / "documents"
    trust = body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")
    measuring.figures(tmp_path, [(trust, measuring.stepped(30, 12, 100, 60))], FIRST)
    return trust


@pytest.fixture
def asked(trust: Organisation) -> Expectation:
    duties = [assuring.duty(trust), assuring.duty(trust)]
    assuring.claim(duties[0], on=ACTED)
    return measuring.expectation(duties)


@pytest.fixture
def tied(asked: Expectation) -> Measure:
    return measuring.measure(asked)


def test_expectation_is_found_by_words_and_by_reference(desk: Client, asked: Expectation) -> None:
    assert measuring.TEXT in text(page(desk, "/workspace/measuring?q=bring+calm"))
    assert "No adopted expectation has these words" in text(page(desk, "/workspace/measuring?q=zebra"))
    answer = desk.get(f"/workspace/measuring?q={asked.reference}")
    assert answer.headers["Location"] == f"/workspace/measuring/{asked.reference}"


def test_indicators_are_chosen_with_their_cautions_beside_them(desk: Client, asked: Expectation) -> None:
    here = f"/workspace/measuring/{asked.reference}/indicators"
    found = text(page(desk, f"{here}?q=restrictive+intervention"))
    assert "Cautions" in found and "MHS76" in found and "OAP02" not in found
    assert "No definition has these words" in text(page(desk, f"{here}?q=zebra"))
    form = text(page(desk, f"{here}/MHS76"))
    assert "Cautions" in form and "Least change that matters" in form
    assert desk.get(f"{here}/NONE1").status_code == 404


def test_indicator_is_tied_and_what_was_typed_is_kept_on_a_refusal(desk: Client, asked: Expectation) -> None:
    here = f"/workspace/measuring/{asked.reference}/indicators/MHS76"
    refused = desk.post(here, {**TYPED, "importance": "a lot"})
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "as in 10" in said and "so that fewer people are held" in said and 'value="a lot"' in said
    assert desk.post(here, {**TYPED, "mechanism": ""}).status_code == 422
    assert desk.post(here, TYPED).status_code == 302
    measure = Measure.objects.get()
    assert (measure.importance, measure.lag_months, measure.looks_planned) == (0.1, 3, 4)
    again = desk.post(here, TYPED)
    assert again.status_code == 422 and "already" in again.content.decode()


def test_day_of_a_claim_is_taken_or_replaced_with_a_basis(
    desk: Client, tied: Measure, trust: Organisation
) -> None:
    here = f"/workspace/measures/{tied.reference}"
    html = page(desk, here)
    assert "Proposed from the register: 1 July 2023" in text(html)
    form = html.css_first("form[action$='/date']:has(input[name=claim])")
    assert form is not None
    sent = {one.attributes["name"]: one.attributes["value"] for one in form.css("input")}
    assert desk.post(f"{here}/date", sent).status_code == 302
    kept = tied.dates.get(superseded_at=None)
    assert kept.on == ACTED and kept.claim is not None and kept.organisation == trust
    bare = {"body": trust.reference, "on": "2023-04-01", "basis": ""}
    refused = desk.post(f"{here}/date", bare)
    assert refused.status_code == 422 and 'value="2023-04-01"' in refused.content.decode()
    assert desk.post(f"{here}/date", {**bare, "on": "soon"}).status_code == 422
    assert desk.post(f"{here}/date", {**bare, "basis": "Minutes of the board."}).status_code == 302
    assert tied.dates.get(superseded_at=None).on == dt.date(2023, 4, 1)


def test_test_shows_what_it_would_be_and_runs_by_its_button(
    desk: Client, tied: Measure, trust: Organisation
) -> None:
    here = f"/workspace/measures/{tied.reference}/test"
    assert "No day is recorded" in text(page(desk, f"{here}?body={trust.reference}&method=its"))
    measuring.acted(tied, trust, ACTED)
    before = text(page(desk, f"{here}?body={trust.reference}&method=its"))
    assert "0 looks of 5 planned are spent. This would be look 1" in before
    assert "Durbin-Watson" in before and "12 after" in before
    assert not EffectTest.objects.exists()
    assert desk.post(here, {"body": trust.reference, "method": "its"}).status_code == 302
    made = EffectTest.objects.get()
    again = text(page(desk, f"{here}?body={trust.reference}&method=spc"))
    assert "1 look of 5 planned is spent" in again
    assert f"No figures have come since {made.reference}" in again
    assert desk.get(f"{here}?method=guess").status_code == 404


def test_judgement_that_goes_further_than_its_tests_is_asked_about_first(
    desk: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    measuring.acted(tied, trust, ACTED)
    test = measuring.tested(tied, trust, "cannot_tell")
    here = f"/workspace/measuring/{asked.reference}/judge?body={trust.reference}"
    assert test.reference in text(page(desk, here))
    said = {
        "verdict": "better",
        "confidence": "low",
        "words": "Staff say that it is calmer.",
        "tests": test.pk,
    }
    warned = desk.post(here, said)
    assert warned.status_code == 422 and not Judgement.objects.exists()
    assert "No test that it rests on found" in warned.content.decode()
    assert "Staff say that it is calmer." in warned.content.decode()
    assert desk.post(here, {**said, "all_the_same": "1"}).status_code == 302
    assert Judgement.objects.get().tests.get() == test


@pytest.mark.parametrize("verdict", ["cannot_tell", "too_early"])
def test_that_it_cannot_be_told_needs_no_test_and_no_second_question(
    desk: Client, asked: Expectation, verdict: str
) -> None:
    here = f"/workspace/measuring/{asked.reference}/judge"
    assert desk.post(here, {"verdict": verdict, "confidence": "low", "words": ""}).status_code == 422
    said = {"verdict": verdict, "confidence": "low", "words": "Too little is counted."}
    assert desk.post(here, said).status_code == 302
    assert Judgement.objects.get().verdict == verdict


def test_measure_ends_with_a_reason(desk: Client, asked: Expectation, tied: Measure) -> None:
    here = f"/workspace/measures/{tied.reference}"
    assert desk.post(f"{here}/end", {"why": ""}).status_code == 422
    assert desk.post(f"{here}/end", {"why": "Another counts it better."}).status_code == 302
    assert "Another counts it better." in text(page(desk, here))
    assert "Another counts it better." in text(page(desk, f"/workspace/measuring/{asked.reference}"))


def test_assurer_tests_and_judges_but_ties_nothing(asked: Expectation, tied: Measure) -> None:
    made.person("assurer", email="asa@example.org", name="Asa Mere")
    desk = signed_in("asa@example.org")
    page(desk, f"/workspace/measures/{tied.reference}")
    assert desk.get(f"/workspace/measuring/{asked.reference}/indicators").status_code == 403
    assert desk.post(f"/workspace/measures/{tied.reference}/end", {"why": "No."}).status_code == 403


def test_what_waits_is_named_on_the_first_page(
    desk: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    assert "Measures without a date" in text(page(desk, "/workspace"))
    measuring.acted(tied, trust, ACTED)
    assert "Figures that nobody tested" in text(page(desk, "/workspace"))
    test = measuring.tested(tied, trust, "better")
    assert "Tests that nobody judged" in text(page(desk, "/workspace"))
    measuring.judgement(asked, trust, verdict="better", words="It fell.", tests=[test])
    assert "Tests that nobody judged" not in text(page(desk, "/workspace"))
