"""CSV as people write it: every encoding and delimiter, and broken quotes that cost one row and no other."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.readers import Limits, ReadDocument, UnreadableError, read, read_csv
from answerable.sources.readers.limits import DEFAULT
from answerable.sources.readers.registry import Task

HEADER = "reference,date,area,concern\n"
LETTER = "Dear Sir,\n\nThe alarm, on Rowan ward, was not checked.\n\nYours,\nthe coroner"


def table(content: str | bytes, name: str = "x.csv", limits: Limits = DEFAULT) -> ReadDocument:
    """Read in this process, so that a failure shows where it is."""
    return read_csv.read(content.encode() if isinstance(content, str) else content, Task("csv", name), limits)


def rows(document: ReadDocument) -> list[tuple[str, ...]]:
    return document.tables[0].rows


def losses(document: ReadDocument) -> list[str]:
    return [problem.where for problem in document.problems if problem.lost]


def row(number: int, concern: str = "The alarm was not checked") -> str:
    return f"H-{number},2024-03-{number:02},Hollowmere,{concern}\n"


def test_plain_table_gives_columns_and_rows() -> None:
    document = table(HEADER + row(1) + row(2))
    assert document.tables[0].columns == ("reference", "date", "area", "concern")
    assert rows(document)[1] == ("H-2", "2024-03-02", "Hollowmere", "The alarm was not checked")
    assert not document.problems


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cell_that_holds_a_whole_letter_is_one_cell(end: str) -> None:
    document = table((HEADER + row(1, f'"{LETTER}"') + row(2)).replace("\n", end))
    assert rows(document)[0][3] == LETTER
    assert [r[0] for r in rows(document)] == ["H-1", "H-2"]


def test_cell_longer_than_the_usual_limit_is_read() -> None:
    long = "A word and another. " * 20_000
    assert rows(table(HEADER + row(1, f'"{long}"')))[0][3] == long


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_other_delimiters_are_told_from_the_rows(mark: str) -> None:
    document = table((HEADER + row(1, "Alarm unchecked") + row(2, "Policy unread")).replace(",", mark))
    assert rows(document)[1] == ("H-2", "2024-03-02", "Hollowmere", "Policy unread")


def test_commas_in_cells_do_not_hide_the_semicolon() -> None:
    document = table("reference;area;concern\nH-1;Hollowmere, north;a, b, c\nH-2;Northvale;d, e\n")
    assert rows(document)[0] == ("H-1", "Hollowmere, north", "a, b, c")


def test_line_that_names_the_delimiter_is_heeded() -> None:
    assert rows(table("sep=|\na|b\n1,5|2\n")) == [("1,5", "2")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_from_the_bytes(encoding: str) -> None:
    text = HEADER + row(1, "Ward’s rota – “unread” in the café") * 3
    assert rows(table(text.encode(encoding)))[2][3] == "Ward’s rota – “unread” in the café"


def test_stray_bytes_cost_no_more_than_themselves() -> None:
    content = (HEADER + row(1, "Gŵyl’s café") * 5).encode() + row(2, "a café").encode("cp1252")
    document = table(content)
    assert rows(document)[0][3] == "Gŵyl’s café"
    assert rows(document)[5][3] == "a café"
    assert "1 characters are not UTF-8" in document.problems[0].why
    assert not document.problems[0].lost


def test_zero_bytes_are_taken_out_and_told() -> None:
    document = table(HEADER + row(1, "al\0arm") + row(2))
    assert rows(document)[0][3] == "alarm"
    assert "1 zero bytes" in document.problems[0].why


def test_columns_of_one_name_are_told_apart() -> None:
    document = table("date,,date,date\n1,2,3,4\n")
    assert document.tables[0].columns == ("date", "column 2", "date (2)", "date (3)")
    assert not losses(document)


def test_titles_above_the_header_become_lines() -> None:
    document = table("Reports by area\n\nreference,area,concern\nH-1,Hollowmere,x\n")
    assert [line.text for line in document.lines] == ["Reports by area"]
    assert document.tables[0].columns == ("reference", "area", "concern")
    assert document.tables[0].number(0) == 4


def test_header_without_rows_is_said() -> None:
    document = table(HEADER)
    assert rows(document) == []
    assert "no rows" in document.problems[0].why


def test_blank_rows_are_passed_over_and_numbers_kept() -> None:
    document = table(HEADER + row(1) + "\n,,,\n" + row(2))
    assert [document.tables[0].number(i) for i in range(2)] == [2, 5]
    assert not document.problems


def test_row_with_too_many_cells_is_left_out_and_listed() -> None:
    document = table(HEADER + row(1) + "H-2,2024-03-02,Hollowmere,one, and two, and three\n" + row(3))
    assert [r[0] for r in rows(document)] == ["H-1", "H-3"]
    assert losses(document) == ["row 3"]
    assert document.tables[0].number(1) == 4


def test_blank_cells_beyond_the_header_do_no_harm() -> None:
    document = table(HEADER + row(1).strip() + ",,,\n")
    assert len(rows(document)) == 1
    assert not document.problems


def test_row_without_its_last_cells_is_kept_and_remarked() -> None:
    document = table(HEADER + row(1) + "H-2,2024-03-02,Hollowmere\n")
    assert rows(document)[1] == ("H-2", "2024-03-02", "Hollowmere", "")
    assert not losses(document)
    assert document.problems[0].where == "row 3"


def test_row_of_which_little_is_left_is_left_out() -> None:
    document = table(HEADER + row(1) + "H-2\n" + row(3))
    assert losses(document) == ["row 3"]


BROKEN = {
    "opened and never closed": 'H-3,2024-03-03,Hollowmere,"The alarm was not checked\n',
    "opened in the first cell": '"H-3,2024-03-03,Hollowmere,The alarm\n',
    "closed too early": 'H-3,2024-03-03,Hollowmere,"The" alarm\n',
    "inside and not doubled": 'H-3,2024-03-03,Hollowmere,"They said "no" to it"\n',
    "letter that is never closed": f'H-3,2024-03-03,Hollowmere,"{LETTER}\n',
    "letter with marks inside": 'H-3,2024-03-03,Hollowmere,"Dear Sir,\n\nwe "said, no" to it\n\nYours"\n',
    "marks around nothing": 'H-3,2024-03-03,""Hollowmere"",The alarm\n',
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("others", ["quoted", "letters", "plain"])
def test_broken_quotes_cost_their_row_and_no_other(broken: str, others: str) -> None:
    concern = {"quoted": '"The alarm, again"', "letters": f'"{LETTER}"', "plain": "The alarm"}[others]
    before = [row(n, concern) for n in (1, 2)]
    after = [row(n, concern) for n in (4, 5, 6)]
    document = table(HEADER + "".join(before) + broken + "".join(after))
    assert [r[0] for r in rows(document)] == ["H-1", "H-2", "H-4", "H-5", "H-6"]
    assert {r[3] for r in rows(document)} == {concern.strip('"')}
    assert len(losses(document)) == 1
    assert losses(document)[0].startswith("row 4")
    assert [document.tables[0].number(i) for i in range(5)] == [2, 3, 5, 6, 7]


def test_broken_last_row_costs_itself() -> None:
    document = table(HEADER + row(1) + row(2) + 'H-3,2024-03-03,Hollowmere,"never closed\n')
    assert [r[0] for r in rows(document)] == ["H-1", "H-2"]
    assert losses(document) == ["row 4"]


def test_many_broken_rows_cost_themselves() -> None:
    lines = [row(n, '"open' if n % 3 == 0 else '"closed"') for n in range(1, 28)]
    document = table(HEADER + "".join(lines))
    assert [r[0] for r in rows(document)] == [f"H-{n}" for n in range(1, 28) if n % 3]
    assert len(losses(document)) == 9


def test_prose_of_a_broken_cell_is_not_taken_for_rows() -> None:
    """Lines of the right number of commas, but not of the kind of cells that the table has."""
    letter = "She asked, and asked, and then, again\nHe said, no, never, not once"
    document = table(HEADER + row(1) + row(2) + f'H-3,2024-03-03,Hollowmere,"{letter}\n' + row(4))
    assert [r[0] for r in rows(document)] == ["H-1", "H-2", "H-4"]
    assert losses(document) == ["row 4 (lines 4-5)"]


def test_mark_closed_by_chance_many_rows_later_is_noticed_in_a_wide_table() -> None:
    names = ",".join(f"c{n}" for n in range(12))

    def wide(number: int, last: str = "end") -> str:
        return ",".join([f"W-{number}", *(str(n) for n in range(10)), last]) + "\n"

    body = wide(1) + wide(2) + wide(3, '"six inch') + wide(4) + wide(5) + wide(6, 'twelve inch"') + wide(7)
    document = table(names + "\n" + body)
    assert [r[0] for r in rows(document)] == ["W-1", "W-2", "W-4", "W-5", "W-6", "W-7"]
    assert losses(document) == ["row 4"]


def test_broken_header_refuses_the_file() -> None:
    with pytest.raises(UnreadableError, match="first row"):
        table('"reference,date,area\nH-1,2024,x\nH-2,2024,"y"\n')


def test_too_many_columns_or_rows_are_refused() -> None:
    with pytest.raises(UnreadableError, match="columns"):
        table(",".join(f"c{n}" for n in range(3000)) + "\n")
    with pytest.raises(UnreadableError, match="rows"):
        table(HEADER + row(1) * 100, limits=Limits(cells=200))


def test_fifty_megabytes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    line = row(1, '"' + LETTER * 8 + '"')
    count = 50_000_000 // len(line)
    path.write_text(HEADER + line * count)
    assert len(read(path).tables[0].rows) == count


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Zl", "Zp", "Cf"]) | st.sampled_from('",;\n'),
    max_size=30,
)


@settings(max_examples=200)
@given(st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=8))
def test_what_a_program_writes_is_read_as_it_was(written: list[list[str]]) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in one) for one in written]
    document = table(HEADER + "\n".join(quoted) + "\n")
    assert rows(document) == [tuple(one) for one in written if any(cell.strip() for cell in one)]


@settings(max_examples=300)
@given(st.text(st.sampled_from('ab1,"\n'), max_size=200))
def test_no_row_is_made_of_more_than_the_file_holds(text: str) -> None:
    """Whatever the quotes: rows are as wide as the header, and hold no character twice."""
    try:
        document = table(text)
    except UnreadableError:
        return
    for one in document.tables[0].rows:
        assert len(one) == len(document.tables[0].columns)
    body = sum(len(cell) for one in rows(document) for cell in one)
    assert body <= len(text)
