"""Scope and settings are derived from words, with the words that led to them. All texts are invented."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.text.scope import METHOD, derive_scope, settings
from tests.unit.core.measures import load_measure

WARD = (
    "She was an informal patient on an acute psychiatric ward. Observation records were not kept, the ward "
    "staff did not search her property, and she was found by a nurse after a ligature had been tied. "
) * 6
PRISON = (
    "He was a prisoner at HMP Marshside. The ACCT was closed, and officers did not call the mental health "
    "team. "
) * 9
COMMUNITY = (
    "She was under the community mental health team. In 2009 she had been detained under section 2 of the "
    "Mental Health Act. Her care coordinator was on leave and her GP was not told. "
) * 6
ROAD = "The junction has no markings, the speed limit is 60 mph and drivers cannot see the carriageway. " * 9


def test_a_report_about_a_psychiatric_ward_is_in_scope_and_shows_why() -> None:
    derived = derive_scope([WARD])
    assert derived.value == "yes"
    assert "acute psychiatric ward" in derived.words
    assert derived.method == METHOD == "inpatient-words/1"


@pytest.mark.parametrize("text", [PRISON, COMMUNITY, ROAD, "", "A"])
def test_other_reports_are_out_of_scope(text: str) -> None:
    assert derive_scope([text]).value == "no"


@pytest.mark.parametrize(
    "text",
    [
        "Providers should remove ligature points from every mental health ward.",
        "NHS England should review the number of acute psychiatric beds.",
        "Trusts should record each patient's section 17 leave and who agreed to it.",
        "Seclusion of a detained patient should be observed throughout, as the Mental Health Act code asks.",
    ],
)
def test_a_single_recommendation_about_inpatient_care_is_in_scope(text: str) -> None:
    assert derive_scope([text]).value != "no"


@pytest.mark.parametrize(
    "text",
    [
        "Prisons should train every officer in first aid.",
        "The Department should review access to talking therapies.",
        "The ward should check that oxygen is to hand.",
        "Blood results should reach the surgery within a day.",
    ],
)
def test_a_single_recommendation_about_something_else_is_not(text: str) -> None:
    assert derive_scope([text]).value == "no"


def test_category_and_addressee_tip_the_balance_and_do_not_make_it() -> None:
    doubtful = "The patient was on leave from hospital and his mental health was not reviewed. " * 12
    alone = derive_scope([doubtful])
    helped = derive_scope([doubtful], ["mental-health-trust"], ["Mental Health"])
    assert helped.score > alone.score
    assert derive_scope([ROAD], ["mental-health-trust"], ["Mental Health"]).value == "no"


def test_the_past_weighs_less_than_the_present() -> None:
    now = "He was a voluntary patient in a mental health hospital. " + "He had slept badly. " * 60
    past = (
        "Years earlier he had been a voluntary patient in a mental health hospital. "
        + "He had slept badly. " * 60
    )
    assert derive_scope([now]).score > derive_scope([past]).score


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (WARD, "mental-health-inpatient"),
        (COMMUNITY, "community-mental-health"),
        (PRISON, "prison"),
        (ROAD, "road-and-rail"),
        ("The midwife did not read the CTG and the obstetric registrar was not told.", "maternity"),
        ("CAMHS did not see the young person for a year.", "child-and-adolescent-mental-health"),
        ("The ambulance was late: paramedics waited to hand over.", "ambulance"),
        ("The GP surgery did not act on the letter.", "primary-care"),
        ("Staff at the nursing home did not raise the bed rails.", "care-home"),
        ("Nobody triaged him in the emergency department.", "emergency-department"),
        ("The custody sergeant did not tell the police doctor.", "police"),
        ("The operating theatre had no CT scan.", "general-hospital"),
    ],
)
def test_settings_are_found_with_the_words_that_led_to_them(text: str, expected: str) -> None:
    found = settings([text])
    assert found[0].name == expected
    assert found[0].words


def test_a_text_without_words_of_any_setting_is_other() -> None:
    assert [s.name for s in settings(["The toy's battery may be swallowed."])] == ["other"]
    assert [s.name for s in settings([])] == ["other"]


@given(st.lists(st.text(max_size=200), max_size=3), st.lists(st.text(max_size=20), max_size=2))
def test_any_text_gives_an_answer(texts: list[str], kinds: list[str]) -> None:
    assert derive_scope(texts, kinds, kinds).value in ("yes", "likely", "no")
    assert settings(texts)


@pytest.mark.shared
def test_scope_is_right_on_reports_labelled_by_reading_and_held_out(shared_dir: Path) -> None:
    score = load_measure("scope").score(shared_dir, "held-out")
    assert score["in precision"] >= 0.85
    assert score["in recall"] >= 0.90
    assert score["yes precision"] >= 0.90
