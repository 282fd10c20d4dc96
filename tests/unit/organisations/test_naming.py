import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.organisations.naming import name_key, proper_name


@pytest.mark.parametrize(
    ("capitals", "proper"),
    [
        (
            "ST ELDRIDA'S UNIVERSITY HOSPITALS NHS FOUNDATION TRUST",
            "St Eldrida's University Hospitals NHS Foundation Trust",
        ),
        ("VALE OF MARROW AND TARN NHS TRUST", "Vale of Marrow and Tarn NHS Trust"),
        ("STOKE-ON-TARN HEALTHCARE", "Stoke-on-Tarn Healthcare"),
        ("MCALLEN HOUSE", "McAllen House"),
        ("O'DONNELL CENTRE", "O'Donnell Centre"),
        ("THE 2GETHER TRUST, TARNWICK", "The 2gether Trust, Tarnwick"),
        ("marrow care ltd", "Marrow Care Ltd"),
    ],
)
def test_capitals_become_proper_case(capitals: str, proper: str) -> None:
    assert proper_name(capitals) == proper


def test_a_name_that_mixes_cases_is_the_bodys_own_choice() -> None:
    assert proper_name("MindWell  of iTarn") == "MindWell of iTarn"


def test_names_that_differ_in_form_only_have_one_key() -> None:
    assert name_key("The St. Eldrida’s & Tarn NHS Trust") == name_key("SAINT ELDRIDA'S AND TARN NHS TRUST")


@given(st.text())
def test_any_text_has_a_proper_form_that_stays(text: str) -> None:
    assert proper_name(proper_name(text)) == proper_name(text)


@given(st.text())
def test_the_key_of_a_key_is_itself(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)
