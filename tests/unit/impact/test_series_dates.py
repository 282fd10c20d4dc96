"""Dates of a series, in each form that they come in."""

import datetime as dt

import pytest

from answerable.impact.series.dates import ImpossibleDateError, read_date, readings
from answerable.impact.series.steps import Step, gaps_of, step_of


@pytest.mark.parametrize(
    ("text", "date", "label"),
    [
        ("2024-04-01", (2024, 4, 1), "2024-04-01"),
        ("2024-4-1", (2024, 4, 1), "2024-04-01"),
        ("2024-04-01T00:00:00", (2024, 4, 1), "2024-04-01"),
        ("2024-04-01 00:00", (2024, 4, 1), "2024-04-01"),
        ("2024/04/01", (2024, 4, 1), "2024-04-01"),
        ("20240401", (2024, 4, 1), "2024-04-01"),
        ("01/04/2024", (2024, 4, 1), "2024-04-01"),
        ("1/4/24", (2024, 4, 1), "2024-04-01"),
        ("01-04-2024", (2024, 4, 1), "2024-04-01"),
        ("01.04.2024", (2024, 4, 1), "2024-04-01"),
        ("1 April 2024", (2024, 4, 1), "2024-04-01"),
        ("1st April 2024", (2024, 4, 1), "2024-04-01"),
        ("01-Apr-2024", (2024, 4, 1), "2024-04-01"),
        ("2024-04", (2024, 4, 1), "2024-04"),
        ("202404", (2024, 4, 1), "2024-04"),
        ("04/2024", (2024, 4, 1), "2024-04"),
        ("April 2024", (2024, 4, 1), "2024-04"),
        ("Apr-24", (2024, 4, 1), "2024-04"),
        ("SEPT 2024", (2024, 9, 1), "2024-09"),
        ("2024 Apr", (2024, 4, 1), "2024-04"),
        ("2024 Q2", (2024, 4, 1), "2024 Q2"),
        ("Q2 2024", (2024, 4, 1), "2024 Q2"),
        ("2024/25 Q1", (2024, 4, 1), "2024/25 Q1"),
        ("2024/25 Q4", (2025, 1, 1), "2024/25 Q4"),
        ("2024/25", (2024, 4, 1), "2024/25"),
        ("2024", (2024, 1, 1), "2024"),
        ("\xa02024-04-01 ", (2024, 4, 1), "2024-04-01"),
    ],
)
def test_form_is_read(text: str, date: tuple[int, int, int], label: str) -> None:
    found = read_date(text)
    assert found is not None and (found.date, found.label) == (dt.date(*date), label)


@pytest.mark.parametrize("text", ["", "Total", "May be", "12", "1,234", "2024/26", "Q5 2024", "45000", "3.5"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-02-30", "no day of the calendar"),
        ("31/04/2024", "no day of the calendar"),
        ("04/13/2024", "no month 13"),
        ("00/01/2024", "no day of the calendar"),
    ],
)
def test_impossible_day_is_said(text: str, why: str) -> None:
    with pytest.raises(ImpossibleDateError, match=why):
        read_date(text)


def test_two_readings_are_both_given() -> None:
    assert {one.form for one in readings("2011-12")} == {"YYYY-MM", "financial year"}


def dated(*texts: str) -> list[dt.date]:
    return [found.date for text in texts if (found := read_date(text))]


@pytest.mark.parametrize(
    ("texts", "step"),
    [
        (("2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30"), Step(months=1)),
        (("2024-01-01", "2024-02-01", "2024-04-01", "2024-05-01"), Step(months=1)),
        (("2024-01-01", "2024-04-01", "2024-07-01"), Step(months=3)),
        (("2024-01", "2024-02", "2024-03"), Step(months=1)),
        (("2024-03", "2024-06", "2024-09"), Step(months=3)),
        (("2021/22", "2022/23", "2023/24"), Step(months=12)),
        (("2024-01-01", "2024-01-08", "2024-01-15"), Step(days=7)),
        (("2024-01-01", "2024-01-29", "2024-02-26"), Step(days=28)),
        (("2024-01-01", "2024-01-02", "2024-01-03"), Step(days=1)),
        (("2024-01-01", "2024-01-04", "2024-02-03", "2024-02-20"), Step()),
        (("2024-01-01",), Step()),
    ],
)
def test_step_is_what_most_neighbours_are_apart(texts: tuple[str, ...], step: Step) -> None:
    assert step_of([found for text in texts if (found := read_date(text))]) == step


def test_missing_months_and_uneven_weeks_are_found() -> None:
    monthly = gaps_of(dated("2023-11-30", "2024-02-29", "2024-03-31"), Step(months=1))
    assert monthly.missing == (dt.date(2023, 12, 1), dt.date(2024, 1, 1))
    weekly = gaps_of(dated("2024-01-01", "2024-01-15", "2024-01-25"), Step(days=7))
    assert (weekly.missing, weekly.uneven) == ((dt.date(2024, 1, 8),), (dt.date(2024, 1, 25),))
