"""What a coroner's report says of itself."""

import pytest

from answerable.sources.adapters.report_details import (
    find_area,
    find_coroner,
    labelled_details,
    split_addressees,
)


def test_details_of_a_judiciary_page_are_read_even_in_one_line() -> None:
    text = (
        "Date of report: 4 December 2013 Ref: 2013-0999 Deceased name: Jo Bloggs Coroners name: R Kettlewell "
        "Coroners Area: Dorset Category: Road (Highways Safety) This report is being sent to:"
        " Marrowdale Council"
    )
    assert labelled_details(text) == {
        "date": "4 December 2013",
        "reference": "2013-0999",
        "deceased": "Jo Bloggs",
        "coroner": "R Kettlewell",
        "area": "Dorset",
        "categories": "Road (Highways Safety)",
        "addressees": "Marrowdale Council",
    }


@pytest.mark.parametrize(
    ("section", "name", "area"),
    [
        ("I am Ann Dow assistant coroner, for the coroner area of\nSurrey.", "Ann Dow", "Surrey"),
        ("I am Dr Ann Dow, H.M. Senior Coroner for East Sussex", "Dr Ann Dow", "East Sussex"),
        (
            "| am ANN DOW, Area Coroner for the area of West Yorkshire (Eastern)",
            "ANN DOW",
            "West Yorkshire (Eastern)",
        ),
        ("I am Ann Dow, Assistant Coroner in the coroner’s area for Cumbria.", "Ann Dow", "Cumbria"),
        ("lam Ann Dow, senior coroner, for the coroner area of Surrey.", "Ann Dow", "Surrey"),
        ("I, Ann Dow, Acting Senior Coroner for the County of Avon", "Ann Dow", "County of Avon"),
    ],
)
def test_coroner_and_area_are_found_in_the_first_section(section: str, name: str, area: str) -> None:
    assert (find_coroner(section), find_area(section)) == (name, area)


def test_addressees_without_numbers_stay_one_cell() -> None:
    cell = "Chief Executive\nPenhallow Health Trust\n9 Alder Street\nMarrowdale"
    assert split_addressees(cell) == [cell]
    assert split_addressees("1. Penhallow\nHealth Trust\n2. Marrowdale Council") == [
        "Penhallow Health Trust",
        "Marrowdale Council",
    ]
