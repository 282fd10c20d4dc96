"""Measures, dates of action, looks and judgements: what is kept, what is refused, and who may."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from answerable.core.actors import NotPermittedError
from answerable.core.calendar import today
from answerable.impact.definitions import shipped
from answerable.impact.effects.finding import Finding, Outcome
from answerable.impact.effects.looks import share
from answerable.impact.models import EffectTest, Judgement, Measure, MeasureDate
from answerable.impact.operations.errors import EffectError, OwnImpactError
from answerable.impact.operations.judging import judge_impact
from answerable.impact.operations.measuring import end_measure, set_measure_date
from answerable.impact.operations.testing import record_test, run_test
from answerable.impact.queries.effects import (
    dates_of,
    judgement_for,
    judgements_of,
    measure_by_reference,
    measures_of,
    proposed_dates,
    stand_together,
)
from answerable.impact.queries.effects import (
    tests_of as looks_of,
)
from answerable.impact.queries.untreated import untreated_series
from answerable.ledger.models import Event
from answerable.lineage.models import Expectation
from answerable.lineage.operations import retire_expectation
from answerable.organisations.models import Organisation
from tests import make
from tests.made import assuring, measuring
from tests.unit.impact.effect_series import noisy
from tests.unit.impact.figures import body, taken_over

pytestmark = pytest.mark.django_db
FIRST, BEGAN = dt.date(2020, 1, 1), dt.date(2022, 1, 1)
STEPPED = [5.0 * round(value / 5) for value in noisy([200] * 24 + [100] * 18, seed=3)]
FLAT = [5.0 * round(value / 5) for value in noisy([200] * 42, seed=4)]


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"


@pytest.fixture
def trust() -> Organisation:
    return body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")


@pytest.fixture
def asked(trust: Organisation) -> Expectation:
    return measuring.expectation([assuring.duty(trust)])


@pytest.fixture
def measure(asked: Expectation) -> Measure:
    return measuring.measure(asked)


def look(measure: Measure, trust: Organisation, method: str = "its", **more: Any) -> EffectTest:
    return run_test(by=measuring.measurer(), measure=measure, organisation=trust, method=method, **more)


def test_measure_says_beforehand_how_and_how_much(asked: Expectation) -> None:
    made = measuring.measure(asked, balancing=["MHS97", "MHS97"])
    assert made.reference.startswith("F-") and made.better == "down" and made.balancing == ["MHS97"]
    assert measures_of(asked) == [made] and measure_by_reference(made.reference) == made
    assert measures_of(asked, today() - dt.timedelta(days=2)) == []
    event = Event.objects.get(kind="measure.tied")
    assert event.subject == made.reference and event.payload["importance"] == "0.1"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"indicator": "MHS-NONE"}, "no indicator 'MHS-NONE'"),
        ({"balancing": ["X9"]}, "no indicator 'X9' to balance"),
        ({"mechanism": " "}, "how doing what is asked should move"),
        ({"mechanism": "x" * 4001}, "at most 4,000"),
        ({"lag_why": ""}, "why the figure should move"),
        ({"comparator_why": ""}, "why that comparison is fair"),
        ({"importance_why": ""}, "why a smaller change"),
        ({"comparator": "somebody"}, "against whom"),
        ({"better": "sideways"}, "which direction"),
        ({"importance": 0.0}, "between|from 0 to 1"),
        ({"importance": float("nan")}, "from 0 to 1"),
        ({"importance": 1.0}, "from 0 to 1"),
        ({"lag_months": 61}, "from 0 to 60"),
        ({"looks_planned": 0}, "from 1 to 20"),
    ],
)
def test_measure_without_sense_is_refused(asked: Expectation, details: dict[str, Any], said: str) -> None:
    with pytest.raises(EffectError, match=said):
        measuring.measure(asked, **details)
    assert not Measure.objects.exists()


def test_rolling_year_cannot_be_a_measure(asked: Expectation, monkeypatch: pytest.MonkeyPatch) -> None:
    rolling = replace(shipped()["MHS76"], periods=("rolling year",))
    monkeypatch.setattr("answerable.impact.operations.measuring.shipped", lambda: {"MHS76": rolling})
    with pytest.raises(EffectError, match="rolling years"):
        measuring.measure(asked)


def test_indicator_is_tied_once_until_it_ends(asked: Expectation, measure: Measure) -> None:
    with pytest.raises(EffectError, match="already: end that first"):
        measuring.measure(asked)
    with pytest.raises(EffectError, match="Say why this measure ends"):
        end_measure(by=measuring.measurer(), measure=measure, why=" ")
    end_measure(by=measuring.measurer(), measure=measure, why="A better one is held.")
    assert measures_of(asked) == []
    again = measuring.measure(asked)
    assert again.reference != measure.reference
    with pytest.raises(EffectError, match="has ended"):
        end_measure(by=measuring.measurer(), measure=measure, why="Again.")


def test_expectation_that_no_longer_stands_is_not_measured(asked: Expectation) -> None:
    retire_expectation(by=make.editor(), expectation=asked, reason="It is met.")
    with pytest.raises(EffectError, match="no longer stands"):
        measuring.measure(asked)


def test_date_takes_the_place_of_the_one_before(measure: Measure, trust: Organisation) -> None:
    first = measuring.acted(measure, trust, BEGAN)
    assert measuring.acted(measure, trust, BEGAN) == first  # the same again changes nothing
    later = measuring.acted(measure, trust, dt.date(2022, 3, 1))
    assert dates_of(measure) == [later] and MeasureDate.objects.count() == 2
    whole = measuring.acted(measure, None, dt.date(2021, 5, 1))
    assert dates_of(measure) == [whole, later]
    assert dates_of(measure, today() - dt.timedelta(days=2)) == []


def test_database_holds_one_current_date_a_body(measure: Measure, trust: Organisation) -> None:
    date = measuring.acted(measure, trust, BEGAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureDate.objects.create(
            measure=measure,
            organisation=trust,
            on=BEGAN,
            basis="x",
            recorded_by="x",
            recorded_at=date.recorded_at,
        )


def test_date_needs_a_day_that_was_a_basis_and_a_duty_of_that_body(
    measure: Measure, trust: Organisation
) -> None:
    def setting(**details: Any) -> MeasureDate:
        given = {"organisation": trust, "on": BEGAN, "basis": "It began.", **details}
        return set_measure_date(by=measuring.measurer(), measure=measure, **given)

    with pytest.raises(EffectError, match="still to come"):
        setting(on=today() + dt.timedelta(days=1))
    with pytest.raises(EffectError, match="what was done on that day"):
        setting(basis="")
    elsewhere = assuring.duty(make.body("Moor NHS Trust"))
    with pytest.raises(EffectError, match="does not ask what"):
        setting(duty=elsewhere)
    own = trust.duties.get()
    with pytest.raises(EffectError, match="duty of another body"):
        setting(duty=own, organisation=elsewhere.holder)
    claim = assuring.claim(own)
    with pytest.raises(EffectError, match="not about"):
        setting(duty=elsewhere, claim=claim)
    made = setting(claim=claim, on=claim.claimed_on)
    assert made.duty == own and made.claim == claim


def test_claims_propose_dates_and_one_found_not_done_does_not(measure: Measure, trust: Organisation) -> None:
    assert proposed_dates(measure) == []
    claim = assuring.claim(trust.duties.get(), on=dt.date(2023, 6, 1))
    [proposed] = proposed_dates(measure)
    assert (proposed.organisation, proposed.on, proposed.verified) == (trust, dt.date(2023, 6, 1), None)
    assert "which nobody else has looked at yet" in proposed.basis
    down = assuring.verdict(claim, "not_yet", "under_way")
    assert proposed_dates(measure) == []
    assuring.verdict(claim, by=assuring.assurer(2), instead_of=down)
    assert "and found done by an assurer" in proposed_dates(measure)[0].basis


def test_look_is_kept_with_what_it_saw(tmp_path: Path, measure: Measure, trust: Organisation) -> None:
    measuring.figures(tmp_path, [(trust, STEPPED)], FIRST)
    measuring.acted(measure, trust, BEGAN)
    found = look(measure, trust)
    assert found.reference.startswith("T-") and found.look == 1 and found.alpha == share(1, 5)
    assert (found.outcome, found.points_before, found.points_after) == ("better", 21, 18)
    assert found.estimate is not None and -0.65 < found.estimate < -0.35
    assert "rounded to the nearest 5" in found.details["notes"][0]
    assert found.details["checks"]["durbin_watson"] > 0 and found.data_until == dt.date(2023, 6, 30)
    assert Event.objects.get(kind="effect.tested").payload["outcome"] == "better"
    assert looks_of(measure) == looks_of(measure, trust) == [found] and looks_of(measure, None) == []


def test_same_figures_cost_no_look_and_new_ones_or_another_method_do(
    tmp_path: Path, measure: Measure, trust: Organisation
) -> None:
    measuring.figures(tmp_path, [(trust, STEPPED[:34])], FIRST)
    measuring.acted(measure, trust, BEGAN)
    first = look(measure, trust)
    assert look(measure, trust) == first and EffectTest.objects.count() == 1
    other = look(measure, trust, "spc")
    measuring.figures(tmp_path, [(trust, STEPPED)], FIRST, "later.csv")
    third = look(measure, trust)
    assert [one.look for one in looks_of(measure, trust)] == [3, 2, 1]
    assert (first.alpha, other.alpha, third.alpha) == tuple(share(at, 5) for at in (1, 2, 3))
    assert first.digest != third.digest


def test_look_that_comes_too_early_spends_nothing(
    tmp_path: Path, measure: Measure, trust: Organisation
) -> None:
    measuring.figures(tmp_path, [(trust, STEPPED[:28])], FIRST)
    measuring.acted(measure, trust, BEGAN)
    early = look(measure, trust)
    assert early.outcome == "too_early" and early.estimate is None
    measuring.figures(tmp_path, [(trust, STEPPED)], FIRST, "later.csv")
    assert look(measure, trust).look == 1


def test_somebody_who_looked_meanwhile_leaves_nothing_written(
    tmp_path: Path, measure: Measure, trust: Organisation
) -> None:
    measuring.figures(tmp_path, [(trust, STEPPED)], FIRST)
    date = measuring.acted(measure, trust, BEGAN)
    from answerable.impact.effects.interrupted import interrupted
    from answerable.impact.queries.series import series
    from answerable.impact.spc.judgement import Better

    finding = interrupted(series("MHS76", trust), at=BEGAN, better=Better.DOWN)
    look(measure, trust)
    refused = record_test(
        by=measuring.measurer(), measure=measure, organisation=trust, place=None, date=date, as_at=today(),
        look=1, finding=finding, digest="0" * 64,
    )  # fmt: skip
    assert refused is None and EffectTest.objects.count() == 1


def test_look_without_date_figures_or_sense_is_refused(
    tmp_path: Path, measure: Measure, trust: Organisation
) -> None:
    with pytest.raises(EffectError, match="No date is recorded"):
        look(measure, trust)
    measuring.acted(measure, trust, BEGAN)
    with pytest.raises(EffectError, match="No figures of MHS76"):
        look(measure, trust)
    with pytest.raises(EffectError, match="how it is to be tested"):
        look(measure, trust, "magic")
    with pytest.raises(EffectError, match="still to come"):
        look(measure, trust, as_at=today() + dt.timedelta(days=1))
    measuring.figures(tmp_path, [(trust, STEPPED[20:31])], dt.date(2021, 9, 1))
    with pytest.raises(EffectError, match="a test needs 12 or more"):
        look(measure, trust)
    end_measure(by=measuring.measurer(), measure=measure, why="Over.")
    measure.refresh_from_db()
    with pytest.raises(EffectError, match="none is added"):
        look(measure, trust)


def test_body_that_merged_after_its_action_is_not_tested(
    tmp_path: Path, measure: Measure, trust: Organisation
) -> None:
    taken_over(body("ods:ZA2", "Fell Care NHS Trust", code="ZA2"), trust, dt.date(2022, 6, 1))
    measuring.figures(tmp_path, [(trust, STEPPED)], FIRST)
    measuring.acted(measure, trust, BEGAN)
    with pytest.raises(EffectError, match="took over from Fell Care NHS Trust"):
        look(measure, trust)


def test_comparison_is_with_bodies_that_had_not_acted(
    tmp_path: Path, asked: Expectation, trust: Organisation
) -> None:
    measure = measuring.measure(asked, comparator="untreated")
    others = [body(f"ods:ZB{at}", f"Beck {at} NHS Trust", code=f"ZB{at}") for at in range(8)]
    given = [
        (one, [5.0 * round(v / 5) for v in noisy([150] * 42, seed=10 + at)]) for at, one in enumerate(others)
    ]
    measuring.figures(tmp_path, [(trust, STEPPED), *given], FIRST)
    measuring.acted(measure, trust, BEGAN)
    measuring.acted(measure, others[0], BEGAN)
    taken_over(others[1], others[2], dt.date(2021, 6, 1))
    measuring.acted(measure, None, BEGAN)
    with pytest.raises(EffectError, match="No figures for England"):
        run_test(by=measuring.measurer(), measure=measure, organisation=None, method="controlled")
    held = untreated_series(measure, trust, today())
    assert set(held.bodies) == set(others[3:])
    found = look(measure, trust, "controlled")
    assert found.outcome == "better" and found.details["compared_with"] == sorted(
        one.reference for one in others[3:]
    )


def test_comparison_that_was_not_said_beforehand_is_refused(
    tmp_path: Path, measure: Measure, trust: Organisation
) -> None:
    measuring.figures(tmp_path, [(trust, STEPPED)], FIRST)
    measuring.acted(measure, trust, BEGAN)
    with pytest.raises(EffectError, match=r"was said beforehand \(None: each body against its own past\)"):
        look(measure, trust, "controlled")


def test_who_may_not_is_refused(measure: Measure, trust: Organisation) -> None:
    officer = assuring.officer(trust)
    with pytest.raises(NotPermittedError):
        run_test(by=officer, measure=measure, organisation=trust, method="its")
    with pytest.raises(NotPermittedError):
        judge_impact(by=officer, expectation=measure.expectation, organisation=trust, verdict="better",
                     confidence="low", words="Good.")  # fmt: skip
    with pytest.raises(NotPermittedError):
        end_measure(by=assuring.assurer(), measure=measure, why="x")


def test_judgement_stands_until_a_later_one(tmp_path: Path, asked: Expectation, trust: Organisation) -> None:
    first = measuring.judgement(asked, trust)
    second = measuring.judgement(asked, trust, verdict="better", confidence="moderate")
    whole = measuring.judgement(asked, None)
    assert judgements_of(asked) == [whole, second] and Judgement.objects.count() == 3
    assert judgement_for([asked.pk], trust) == {asked.pk: second} and judgement_for([asked.pk]) == {
        asked.pk: whole
    }
    first.refresh_from_db()
    assert first.superseded_at is not None and Event.objects.filter(kind="impact.judged").count() == 3


def test_names_are_withheld_from_a_judgement(asked: Expectation) -> None:
    made = measuring.judgement(asked, None, words="Dr Amelia Thornbury told us that fewer people are held.")
    assert "Thornbury" not in made.words and "Thornbury" in made.words_original


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"verdict": "splendid"}, "what you judge"),
        ({"confidence": "certain"}, "how sure"),
        ({"words": " "}, "needs a reason"),
        ({"verdict": "better", "confidence": "high"}, "High confidence needs a test"),
    ],
)
def test_judgement_without_sense_is_refused(asked: Expectation, details: dict[str, Any], said: str) -> None:
    with pytest.raises(EffectError, match=said):
        measuring.judgement(asked, None, **details)


def test_judgement_rests_on_tests_of_the_same(
    asked: Expectation, measure: Measure, trust: Organisation
) -> None:
    measuring.acted(measure, trust, BEGAN)
    test = measuring.tested(measure, trust, "better")
    other = body("ods:ZC1", "Scar NHS Trust", code="ZC1")
    with pytest.raises(EffectError, match="test of another body"):
        measuring.judgement(asked, other, tests=[test])
    elsewhere = measuring.expectation([assuring.duty(other)], "Doors should open from inside.")
    with pytest.raises(EffectError, match="test of another expectation"):
        measuring.judgement(elsewhere, other, tests=[test])
    made = measuring.judgement(asked, trust, verdict="better", confidence="high", tests=[test])
    assert list(made.tests.all()) == [test]


def test_nobody_judges_what_their_own_body_did(asked: Expectation, trust: Organisation) -> None:
    of_it = measuring.measurer(of=trust)
    for organisation in (trust, None):
        with pytest.raises(OwnImpactError, match="belong to a body whose work this is"):
            measuring.judgement(asked, organisation, by=of_it)
    stranger = body("ods:ZC1", "Scar NHS Trust", code="ZC1")
    made = measuring.judgement(asked, trust, by=measuring.measurer(of=stranger))
    assert made.from_body == stranger


def kept(of: Measure, trust: Organisation, p: float, outcome: Outcome) -> EffectTest:
    """A test with that p value, of a look that may spend a fifth of the 5%."""
    date = measuring.acted(of, trust, BEGAN)
    finding = Finding("its", outcome, -0.3, -0.5, -0.1, p, 0.01, "Lower.", 24, 12, BEGAN, today())
    made = record_test(
        by=measuring.measurer(), measure=of, organisation=trust, place=None, date=date, as_at=today(),
        look=1, finding=finding, digest="0" * 64,
    )  # fmt: skip
    assert made is not None
    return made


def test_measures_seen_together_give_chance_more_tries(asked: Expectation, trust: Organisation) -> None:
    first = kept(measuring.measure(asked), trust, 0.009, Outcome.BETTER)
    assert stand_together([first]) == {first.pk: True}
    second = kept(measuring.measure(asked, "MHS97"), trust, 0.009, Outcome.CANNOT_TELL)
    assert stand_together([first, second]) == {first.pk: False}  # 0.045 is more than half of 0.05
    third = kept(measuring.measure(asked, "MHS77"), trust, 0.001, Outcome.WORSE)
    assert stand_together([first, second, third]) == {first.pk: False, third.pk: True}
