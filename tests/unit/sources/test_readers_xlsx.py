"""Excel: each sheet a table of text."""

import datetime as dt

import pytest

from answerable.sources.readers import Limits, ReadDocument, UnreadableError, office
from answerable.sources.readers.limits import DEFAULT
from answerable.sources.readers.registry import Task
from tests import files


def book(content: bytes, limits: Limits = DEFAULT) -> ReadDocument:
    return office.read(content, Task("office"), limits)


def test_each_sheet_is_a_table() -> None:
    document = book(
        files.workbook({"Reports": [["ref", "area"], ["H-1", "Hollowmere"]], "Notes": [["n"], ["x"]]})
    )
    assert [(table.name, table.columns, table.rows) for table in document.tables] == [
        ("Reports", ("ref", "area"), [("H-1", "Hollowmere")]),
        ("Notes", ("n",), [("x",)]),
    ]
    assert not document.problems


def test_values_become_text_as_a_person_would_write_them() -> None:
    values = [
        12,
        12.0,
        0.1 + 0.2,
        True,
        dt.date(2024, 3, 1),
        dt.datetime.fromisoformat("2024-03-01T09:30"),
        dt.time(9, 5),
        None,
        "x",
    ]
    document = book(files.workbook({"S": [[f"c{n}" for n in range(9)], values]}))
    assert document.tables[0].rows == [
        ("12", "12", "0.3", "TRUE", "2024-03-01", "2024-03-01T09:30:00", "09:05:00", "", "x")
    ]


def test_formulas_give_what_was_last_saved_and_not_themselves() -> None:
    document = book(files.workbook({"S": [["a", "b"], ["x", "=1+1"]]}))
    assert document.tables[0].rows == [("x", "")], "openpyxl saves no result with a formula"


def test_titles_above_the_header_become_lines_and_numbers_are_kept() -> None:
    rows: list[list[object]] = [
        ["Beds by month"],
        [],
        ["month", "open", "used"],
        ["May", 10, 9],
        [],
        ["June", 11, 11],
    ]
    document = book(files.workbook({"S": rows}))
    table = document.tables[0]
    assert [line.text for line in document.lines] == ["Beds by month"]
    assert table.columns == ("month", "open", "used")
    assert [table.number(index) for index in range(2)] == [4, 6]


def test_columns_without_a_name_are_numbered() -> None:
    document = book(files.workbook({"S": [["a", None, "c"], ["1", "2", "3", "4"]]}))
    assert document.tables[0].columns == ("a", "column 2", "c", "column 4")
    assert document.tables[0].rows == [("1", "2", "3", "4")]
    assert not document.problems[0].lost


def test_blank_workbook_says_so() -> None:
    document = book(files.workbook({"S": []}))
    assert document.tables == []
    assert "nothing" in document.problems[0].why


def test_ten_thousand_rows_are_read() -> None:
    rows: list[list[object]] = [["n", "words"], *([n, f"Row {n}"] for n in range(12_000))]
    document = book(files.workbook({"S": rows}))
    assert len(document.tables[0].rows) == 12_000
    assert document.tables[0].rows[-1] == ("11999", "Row 11999")


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(UnreadableError, match="cells"):
        book(files.workbook({"S": [["a", "b"]] * 100}), Limits(cells=100))
    with pytest.raises(UnreadableError, match="columns"):
        book(files.workbook({"S": [[f"c{n}" for n in range(60)]]}), Limits(columns=50))
