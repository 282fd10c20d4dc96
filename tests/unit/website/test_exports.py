"""Files for machines: no cell runs as a formula, every character survives, long lists come in pieces."""

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.website.exports import csv_lines, json_list_lines, safe_cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0=", "\0"])
def test_cell_that_a_spreadsheet_would_run_is_made_text(start: str) -> None:
    cell = safe_cell(f"{start}1+1")
    assert cell[0] not in "=+-@\t\r"
    assert "\0" not in cell


def test_figures_stay_figures() -> None:
    assert safe_cell(-3) == "-3"
    assert safe_cell(None) == ""
    assert safe_cell(True) == "yes"


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), max_size=8))
def test_csv_gives_back_what_was_written(cells: list[str]) -> None:
    columns = [f"c{place}" for place in range(len(cells))] or ["c0"]
    row = dict(zip(columns, cells, strict=False))
    text = b"".join(csv_lines(columns, [row])).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    expected = [safe_cell(row.get(column)) for column in columns]
    assert read[1:] == ([expected] if expected != [""] else [[""]])


def test_long_lists_come_in_pieces() -> None:
    pieces = list(csv_lines(["n"], ({"n": n} for n in range(1000))))
    assert len(pieces) > 3


@pytest.mark.parametrize("count", [0, 1, 999])
def test_json_list_is_one_object(count: int) -> None:
    text = b"".join(json_list_lines({"total": count}, "entries", ({"n": n} for n in range(count))))
    read = json.loads(text)
    assert read["total"] == count
    assert len(read["entries"]) == count
