"""Dates as written in the United Kingdom."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.core.text.dates import dates_in, read_date
from answerable.core.text.response_dates import find_response_due

ISSUED = dt.date(2023, 1, 18)


@pytest.mark.parametrize(
    ("raw", "date"),
    [
        ("31/01/2023", (2023, 1, 31)),
        ("31 January 2023", (2023, 1, 31)),
        ("31st Jan 2023", (2023, 1, 31)),
        ("2023-01-31", (2023, 1, 31)),
        ("2023-01-31 00:00:00", (2023, 1, 31)),
        ("January 25, 2024", (2024, 1, 25)),
        ("30.6.14", (2014, 6, 30)),
        ("08 /03/2024", (2024, 3, 8)),
        ("20.4. 2023", (2023, 4, 20)),
        ("15 August2016", (2016, 8, 15)),
        ("14\xa0 July 2016", (2016, 7, 14)),
        ("7 october 2014", (2014, 10, 7)),
        ("Thursday the Twenty-Fifth of April 2024", (2024, 4, 25)),
        ("Monday, January 29th 2024", (2024, 1, 29)),
        ("05/06/2023", (2023, 6, 5)),
    ],
)
def test_date_in_a_usual_form_is_read_without_a_flag(raw: str, date: tuple[int, int, int]) -> None:
    found = read_date(raw)
    assert (found.date, found.flags, found.raw) == (dt.date(*date), (), raw)


@pytest.mark.parametrize(
    ("raw", "date", "flag"),
    [
        ("/0206/2023", (2023, 6, 2), "date-mended:separator-missing"),
        ("31012023", (2023, 1, 31), "date-mended:separator-missing"),
        ("31//01/2023", (2023, 1, 31), "date-mended:separator-doubled"),
        ("3O/01/2023", (2023, 1, 30), "date-mended:letter-for-digit"),
        ("01/25/2024", (2024, 1, 25), "date-mended:day-and-month-exchanged"),
        ("2023-13-02", (2023, 2, 13), "date-mended:day-and-month-exchanged"),
        ("9th Aoril 2024", (2024, 4, 9), "date-mended:month-misspelt"),
        ("2 Decembe 2015", (2015, 12, 2), "date-mended:month-misspelt"),
        ("21% April 2023", (2023, 4, 21), "date-mended:ordinal-misread"),
        ("45000", (2023, 3, 15), "date-mended:spreadsheet-serial-number"),
        ("4 December 2013 Ref: 2013-0999 Category: Other", (2013, 12, 4), "date-mended:other-words-left-out"),
    ],
)
def test_date_that_had_to_be_mended_says_how(raw: str, date: tuple[int, int, int], flag: str) -> None:
    found = read_date(raw)
    assert (found.date, found.flags) == (dt.date(*date), (flag,))
    assert found.has("date-mended")


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ("", "date-missing"),
        ("  \xa0", "date-missing"),
        ("see attached", "date-missing"),
        ("31/02/2023", "date-impossible"),
        ("13/25/2023", "date-impossible"),
        ("31 June 2025", "date-impossible"),
        ("2024", "date-incomplete"),
        ("/2022", "date-incomplete"),
        ("January 2023", "date-incomplete"),
        ("9 August", "date-incomplete"),
        ("25/01/24 or 26/01/24", "date-ambiguous"),
    ],
)
def test_date_that_cannot_be_read_is_none_with_its_reason(raw: str, flag: str) -> None:
    found = read_date(raw)
    assert found.date is None
    assert found.has(flag)


def test_weekday_that_disagrees_is_flagged_and_the_date_kept() -> None:
    assert read_date("Wednesday 25 April 2024").flags == ("date-doubtful:weekday-disagrees",)
    assert read_date("Thursday 25 April 2024").flags == ()


def test_source_without_a_rule_leaves_day_and_month_open() -> None:
    assert read_date("05/06/2023", day_first=None).has("date-ambiguous")
    assert read_date("25/06/2023", day_first=None).date == dt.date(2023, 6, 25)
    assert read_date("05/06/2023", day_first=False).date == dt.date(2023, 5, 6)


def test_date_outside_the_range_is_kept_and_flagged() -> None:
    found = read_date("01/01/1066", not_before=dt.date(2008, 1, 1))
    assert found.date is None
    late = read_date("01/01/2031", not_before=dt.date(2008, 1, 1), not_after=dt.date(2026, 1, 1))
    assert (late.date, late.flags) == (dt.date(2031, 1, 1), ("date-out-of-range",))


_FORMS = [
    "%d/%m/%Y",
    "%-d/%-m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y-%m-%d",
    "%-d %B %Y",
    "%d %b %Y",
    "%B %-d, %Y",
    "%d/%m/%y",
]


@given(st.dates(dt.date(2008, 1, 1), dt.date(2049, 12, 31)), st.sampled_from(_FORMS))
def test_every_day_is_read_back_from_every_form(day: dt.date, form: str) -> None:
    assert read_date(day.strftime(form)).date == day


@given(st.text(max_size=200))
def test_any_text_gives_an_answer(text: str) -> None:
    found = read_date(text)
    assert found.raw == text
    assert found.date is not None or found.flags


@given(st.text(alphabet="0123456789/.- JanuaryFebMarch,", max_size=60))
def test_places_of_dates_lie_in_the_text_and_apart(text: str) -> None:
    last = 0
    for hit in dates_in(text):
        assert last <= hit.start < hit.end <= len(text)
        last = hit.end


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("namely by January 25, 2024. I, the coroner, may extend the period.", (2024, 1, 25)),
        ("namely by the 20th of November 2023. I, the Coroner, may extend the period.", (2023, 11, 20)),
        ("namely 29 March 2023 I may extend the period.", (2023, 3, 29)),
        ("namely by Monday 20th March 2023.", (2023, 3, 20)),
        ("2nd May 2023. I, the coroner, may extend the period.", (2023, 5, 2)),
        ("by 8th April 2023.", (2023, 4, 8)),
        ("namely by 29.03.23.", (2023, 3, 29)),
        ("that is, no later than 4 p.m. on 15 March 2023.", (2023, 3, 15)),
        ("(plus 14 days for the holiday), namely by 27th March 2023.", (2023, 3, 27)),
    ],
)
def test_response_date_is_found_in_every_wording(words: str, date: tuple[int, int, int]) -> None:
    text = (
        f"You are under a duty to respond to this report within 56 days of the date of this report, {words}"
    )
    found = find_response_due(text, ISSUED)
    assert found
    assert (found.date, found.flags) == (dt.date(*date), ())


def test_response_date_without_a_year_takes_the_next_such_day() -> None:
    found = find_response_due("within 56 days, namely by Wednesday 15th March. I may extend it.", ISSUED)
    assert found
    assert found.date == dt.date(2023, 3, 15)
    assert found.has("date-mended")


def test_response_date_extended_in_the_same_breath_is_the_later_one() -> None:
    text = "namely by 15 March 2023. Given the holidays I extend that period of response to 29 March 2023."
    found = find_response_due(text, ISSUED)
    assert found
    assert found.date == dt.date(2023, 3, 29)
    assert "response-extended" in found.flags


@pytest.mark.parametrize("raw", ["[DATE]", "xxx", "[REDACTED]", "2023"])
def test_response_date_left_open_is_said_to_be(raw: str) -> None:
    found = find_response_due(
        f"within 56 days of the date of this report, namely by {raw}. I may extend it.", ISSUED
    )
    assert found
    assert found.date is None
    assert found.flags


def test_response_date_before_the_report_is_flagged() -> None:
    found = find_response_due("namely by 10 February 2022.", ISSUED)
    assert found
    assert found.has("date-out-of-range")


def test_report_that_states_no_date_gives_none() -> None:
    assert (
        find_response_due("within 56 days of the date of this report. I may extend the period.", ISSUED)
        is None
    )
    assert find_response_due("", None) is None
