"""By when a death had come, as reports tell it. All text is made up."""

import datetime as dt

import pytest

from answerable.impact.recurrence.dating import Basis, Dated, death_by

ISSUED = dt.date(2024, 3, 10)


def found(investigation: str = "", circumstances: str = "", reference: str = "2024-0101") -> Dated | None:
    return death_by({"investigation": investigation, "circumstances": circumstances}, reference, ISSUED)


@pytest.mark.parametrize(
    ("investigation", "circumstances", "by", "basis"),
    [
        ("On 5 May 2022 I commenced an investigation into the death of A B.", "", (2022, 5, 5), Basis.OPENED),
        (
            "An inquest was opened on 3rd June 2021 and resumed on 1 March 2024.",
            "",
            (2021, 6, 3),
            Basis.OPENED,
        ),
        (
            "On 5 May 2022 I commenced an investigation. It ended with the inquest on 9 March 2024.",
            "A B died at home on 2 May 2022.",
            (2022, 5, 2),
            Basis.DEATH,
        ),
        (
            "I opened an inquest on 04/02/2020.",
            "A B was found dead on 01/02/2020.",
            (2020, 2, 1),
            Basis.DEATH,
        ),
        (
            "On 5 May 2022 Q R, Senior Coroner, opened an inquest into the death of A B (DOB 29.01.82), who "
            "died on 1 May 2022.",
            "",
            (2022, 5, 1),
            Basis.DEATH,
        ),
        (
            "On 5 May 2022 I commenced an investigation, DOB 29.01.82, DOD 16.4.22.",
            "",
            (2022, 5, 5),
            Basis.OPENED,
        ),
        (
            "On 5 May 2022 I commenced an investigation into the death of A B, born 5 October 1987.",
            "The deceased had been admitted on 14 March 2022. She died after she was seen on 1 April 2022.",
            (2022, 5, 5),
            Basis.OPENED,
        ),
        # Two deaths, or one after the opening: only the opening is sure.
        (
            "On 5 May 2022 I commenced an investigation.",
            "A B died on 2 May 2022. C D died on 1 April 2022.",
            (2022, 5, 5),
            Basis.OPENED,
        ),
        (
            "On 5 May 2022 I commenced an investigation.",
            "Another patient died on 7 June 2023.",
            (2022, 5, 5),
            Basis.OPENED,
        ),
    ],
)
def test_dates_that_bound_the_death(
    investigation: str, circumstances: str, by: tuple[int, int, int], basis: Basis
) -> None:
    assert found(investigation, circumstances) == Dated(dt.date(*by), basis)


@pytest.mark.parametrize(
    ("investigation", "circumstances"),
    [
        ("", ""),
        ("The inquest concluded on 9 March 2024.", "She was admitted on 2 May 2022."),
        ("On 5 May 2025 I commenced an investigation.", ""),  # after the report
        ("On 5 May 1919 I commenced an investigation.", ""),
        ("On 31 February 2022 I commenced an investigation.", ""),
        ("", "His father died in May 2010."),
    ],
)
def test_what_tells_nothing(investigation: str, circumstances: str) -> None:
    assert found(investigation, circumstances) is None


def test_a_reference_of_an_earlier_year_bounds_it() -> None:
    assert found(reference="2022-0101") == Dated(dt.date(2022, 12, 31), Basis.REFERENCE)
    assert found(reference="2024-0101") is None
    assert found(reference="unnumbered") is None


def test_sections_that_are_no_text_and_reports_without_a_date_do_no_harm() -> None:
    assert death_by({"investigation": ["5 May 2022"], "circumstances": None}, "", None) is None
    opened = death_by({"investigation": "On 5 May 2022 I commenced an investigation."}, "", None)
    assert opened == Dated(dt.date(2022, 5, 5), Basis.OPENED)
