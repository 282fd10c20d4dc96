"""Files for machines: no cell runs as a formula, every character survives, long lists come in pieces."""

import csv
import io
import json

import pytest
from django.http import StreamingHttpResponse
from hypothesis import given
from hypothesis import strategies as st

from answerable.publication.csvsafe import safe_cell
from answerable.website.exports import csv_response, json_list_pieces

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]))


def written(response: StreamingHttpResponse) -> bytes:
    return b"".join(response)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0=", "\0"])
def test_cell_that_a_spreadsheet_would_run_is_made_text(start: str) -> None:
    text = written(csv_response("x.csv", ["a"], [[f"{start}1+1"]])).decode("utf-8-sig")
    [_, [cell]] = csv.reader(io.StringIO(text, newline=""))
    assert cell[0] not in "=+-@\t\r"
    assert "\0" not in cell


@given(st.lists(st.lists(TEXT, min_size=3, max_size=3), max_size=8))
def test_csv_gives_back_what_was_written(rows: list[list[str]]) -> None:
    text = written(csv_response("x.csv", ["a", "b", "c"], rows)).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [["a", "b", "c"], *([safe_cell(cell) for cell in row] for row in rows)]


def test_csv_says_that_it_is_utf8_and_a_file() -> None:
    response = csv_response("x.csv", ["a"], [["Ynys Môn"]])
    assert written(response).startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Disposition"] == 'attachment; filename="x.csv"'


def test_long_lists_come_in_pieces() -> None:
    rows = (["x" * 100] for _ in range(20_000))
    assert len(list(csv_response("x.csv", ["a"], rows))) > 10


@pytest.mark.parametrize("count", [0, 1, 999])
def test_json_list_is_one_object(count: int) -> None:
    pieces = list(json_list_pieces({"total": count}, "entries", ({"n": n} for n in range(count))))
    read = json.loads(b"".join(pieces))
    assert read["total"] == count
    assert len(read["entries"]) == count
    assert (len(pieces) > 1) == (count > 200)
