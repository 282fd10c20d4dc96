"""Cells: numbers, suppressed values, none, and what is no number."""

import pytest

from answerable.impact.series.numbers import EMPTY, SUPPRESSED, may_be_decimal_comma, read_cell


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5), ("-3", -3), ("−3", -3), ("4.25", 4.25), (".5", 0.5), ("1,234", 1234),
        ("1,234,567.5", 1234567.5),
        ("1 234", 1234), ("1e3", 1000), ("+7", 7), (" 8 ", 8), ("0", 0),
    ],
)  # fmt: skip
def test_number_is_read(text: str, value: float) -> None:
    assert read_cell(text).value == value


@pytest.mark.parametrize(("text", "unit"), [("85%", "%"), ("85.5 %", "%"), ("£1,200", "£"), ("3", "")])
def test_unit_is_kept_apart(text: str, unit: str) -> None:
    assert read_cell(text).unit == unit and read_cell(text).value is not None


@pytest.mark.parametrize("text", ["*", "**", "[c]", "c", "<5", "< 5", "<=7", "9999999", "Suppressed"])
def test_suppressed_is_told_from_none(text: str) -> None:
    assert read_cell(text).why == SUPPRESSED and read_cell(text).value is None


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "..", ":", "n/a", "NA", "NaN", "null", "[x]", "[low]", "No data"]
)
def test_none_is_not_nought(text: str) -> None:
    assert read_cell(text).why == EMPTY and read_cell(text).value is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("twelve", "is no number"),
        ("inf", "is no number"),
        ("12p", "number with something else"),
        ("(5)", "is no number"),
        ("12,5", "full stop"),
        ("1e20", "larger than any measure"),
        ("3-4", "number with something else"),
    ],
)
def test_what_is_no_number_has_a_fault_that_says_what_to_do(text: str, fault: str) -> None:
    assert fault in read_cell(text).fault and read_cell(text).value is None


def test_decimal_comma_is_read_where_the_column_has_them() -> None:
    assert read_cell("12,5", decimal_comma=True).value == 12.5
    assert read_cell("1,234", decimal_comma=True).value == 1.234
    assert (may_be_decimal_comma("12,5"), may_be_decimal_comma("1,234"), may_be_decimal_comma("12")) == (
        True,
        None,
        False,
    )
