"""Any table of recommendations, by a mapping of its columns."""

import csv
import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters import table_import
from answerable.sources.adapters.table_mapping import TableMapping, parse_mapping
from answerable.sources.drafts import Adapted
from answerable.sources.readers.document import ReadDocument, Table, UnreadableError

SIMPLE = TableMapping(columns={"text": "Text", "publisher": "Who"})


def document(columns: tuple[str, ...], *rows: tuple[str, ...], name: str = "") -> ReadDocument:
    return ReadDocument("text/csv", tables=[Table(name, columns, list(rows))])


def adapt(doc: ReadDocument, mapping: TableMapping = SIMPLE) -> Adapted:
    return table_import.adapt(doc, Path("t.csv"), mapping=mapping)


@pytest.fixture(scope="module")
def sample(samples: Path) -> Adapted:
    path = samples / "tables" / "harbour_reviews.csv"
    with path.open(encoding="utf-8", newline="") as file:
        columns, *rows = [tuple(row) for row in csv.reader(file)]
    return table_import.adapt(document(columns, *rows), path)


def test_rows_of_one_report_stand_together(sample: Adapted) -> None:
    reports = [(report.title, [entry.number for entry in report.entries]) for report in sample.reports]
    assert reports == [("Dark nights", ["1", "4"]), ("Quiet bells", ["5"])]


def test_mapped_columns_fill_the_report(sample: Adapted) -> None:
    report = sample.reports[0]
    assert (report.publisher, report.instrument, report.url) == (
        "Harbour Review Board",
        "review",
        "https://example.org/dark",
    )
    assert report.issued.date == dt.date(2022, 2, 3)
    assert report.sights[0].source == "other-reviews"


def test_addressees_are_parted_by_the_separator_or_read_from_the_words(sample: Adapted) -> None:
    first, second = sample.reports[0].entries
    assert first.addressees == ["Lamp Office", "Fog Council"]
    assert (second.addressees, second.flags) == (["All harbour boards"], ["addressee-vague"])


def test_bad_rows_are_named_with_their_reason_and_the_rest_goes_on(sample: Adapted) -> None:
    whys = {each.where: each.why for each in sample.left_out}
    assert "its kind 'Finding' is none of" in whys["row 3"]
    assert whys["row 4"] == "its 'Recommendation' is empty"
    assert whys["row 7"] == "it names no publisher"


def test_filtered_rows_are_counted(sample: Adapted) -> None:
    assert any(
        each.where == "rows" and each.why.startswith("1 rows whose 'Status'") for each in sample.left_out
    )


def test_impossible_date_and_unusable_address_are_flagged(sample: Adapted) -> None:
    assert sample.reports[1].issued.date is None
    assert {"date-impossible", "address-unusable"} <= set(sample.reports[1].flags)


def test_kind_and_labels_follow_the_mapping(sample: Adapted) -> None:
    assert sample.reports[1].entries[0].kind == "observation"
    assert sample.reports[0].entries[0].extra == {"priority": "High"}


def test_passage_names_row_and_column(sample: Adapted) -> None:
    place = sample.reports[0].entries[1].passage
    assert (place.row, place.column) == (5, "Recommendation")


def test_column_that_nobody_mapped_is_named() -> None:
    adapted = adapt(document(("Text", "Who", "Colour"), ("It should burn.", "Board", "red")))
    assert adapted.warnings[0].why == 'not mapped and not taken in: "Colour"'


def test_missing_needed_column_is_refused_with_the_closest_names() -> None:
    with pytest.raises(UnreadableError) as caught:
        adapt(document(("Texts", "Who"), ("It should burn.", "Board")))
    assert str(caught.value) == "t.csv: The mapped column 'Text' is not in the file. Is it 'Texts'?"


def test_missing_other_column_is_warned_of_and_the_rows_go_on() -> None:
    mapping = TableMapping(columns={"text": "Text", "publisher": "Who", "date": "Issued on"})
    adapted = adapt(document(("Text", "Who", "Issued"), ("It should burn.", "Board", "1/1/2020")), mapping)
    assert "'Issued on' is not in the file. Is it 'Issued'?" in adapted.warnings[0].why
    assert "date-missing" in adapted.reports[0].flags


def test_column_names_match_without_case_and_punctuation() -> None:
    adapted = adapt(document((" TEXT:", "who"), ("It should burn.", "Board")))
    assert adapted.reports[0].entries[0].text == "It should burn."


def test_month_first_and_unknown_order_are_obeyed() -> None:
    columns = ("Text", "Who", "Date")
    row = ("It should burn.", "Board", "05/06/2020")
    fields = {"text": "Text", "publisher": "Who", "date": "Date"}
    american = adapt(document(columns, row), TableMapping(columns=fields, day_first=False))
    unknown = adapt(document(columns, row), TableMapping(columns=fields, day_first=None))
    assert american.reports[0].issued.date == dt.date(2020, 5, 6)
    assert unknown.reports[0].issued.date is None
    assert "date-ambiguous:day-or-month-first" in unknown.reports[0].flags


def test_cell_that_holds_a_document_is_left_out_and_one_that_holds_a_letter_is_no_addressee() -> None:
    mapping = TableMapping(columns={"text": "Text", "publisher": "Who", "addressee": "To"})
    rows = [("word " * 20_000, "Board", ""), ("The Lamp Office should act.", "Board", "Dear Sir " * 400)]
    adapted = adapt(document(("Text", "Who", "To"), *rows), mapping)
    assert "a whole document stands in one cell" in adapted.left_out[0].why
    entry = adapted.reports[0].entries[0]
    assert "addressee-cell-too-long" in entry.flags
    assert entry.addressees == ["The Lamp Office"]


def test_same_words_twice_in_a_report_are_flagged() -> None:
    row = ("The lamp must burn.", "Board")
    entries = adapt(document(("Text", "Who"), row, row)).reports[0].entries
    assert ["repeats-in-report" in entry.flags for entry in entries] == [False, True]


def test_sheet_that_lacks_the_columns_is_left_out_and_the_other_read() -> None:
    doc = ReadDocument(
        "application/xlsx",
        tables=[
            Table("Notes", ("Remark",), [("nothing",)]),
            Table("Asks", ("Text", "Who"), [("The lamp must burn.", "Board")]),
        ],
    )
    adapted = adapt(doc)
    assert len(adapted.reports) == 1
    assert adapted.left_out[0].where == 'sheet "Notes"'


def test_file_without_a_mapping_gets_a_proposal_that_is_itself_a_mapping() -> None:
    doc = document(("Recommendation", "Date published", "Addressed to", "Odd"), ("a", "b", "c", "d"))
    with pytest.raises(UnreadableError) as caught:
        table_import.adapt(doc, Path("t.csv"), definitions={})
    message = str(caught.value)
    assert "t.csv.toml" in message
    mapping = parse_mapping(tomllib.loads(message.partition("\n\n")[2]), "proposal")
    assert mapping.columns == {
        "text": "Recommendation",
        "date": "Date published",
        "addressee": "Addressed to",
    }


def test_file_with_unrecognisable_columns_is_refused_by_their_names() -> None:
    with pytest.raises(UnreadableError, match=r'nothing says what its columns mean \("a1", "b2"\)'):
        table_import.adapt(document(("a1", "b2"), ("x", "y")), Path("t.csv"), definitions={})


def test_mapping_beside_the_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "t.csv.toml").write_text('[columns]\ntext = "T"\n[constants]\npublisher = "Board"\n')
    adapted = table_import.adapt(
        document(("T",), ("The lamp must burn.",)), tmp_path / "t.csv", definitions={}
    )
    assert adapted.reports[0].publisher == "Board"


def test_faulty_mapping_beside_the_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_text('[columns]\ntxt = "T"\n')
    with pytest.raises(UnreadableError, match=r"t\.toml: columns\.txt is not known"):
        table_import.adapt(document(("T",), ("x",)), tmp_path / "t.csv", definitions={})


_cells = st.text(max_size=30) | st.sampled_from(
    ["", "n/a", "01/02/2020", "The Board should act.", "\x00", "Board"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(["Text", "Who", "Date", "Kind", "", "Text"]), max_size=5),
    st.lists(st.lists(_cells, max_size=6).map(tuple), max_size=8),
)
def test_any_table_is_read_or_refused_and_nothing_else(
    columns: list[str], rows: list[tuple[str, ...]]
) -> None:
    fields = {"text": "Text", "publisher": "Who", "date": "Date", "kind": "Kind"}
    try:
        adapted = adapt(document(tuple(columns), *rows), TableMapping(columns=fields))
    except UnreadableError:
        return
    taken = sum(len(report.entries) for report in adapted.reports)
    assert taken + sum(each.where.startswith("row ") for each in adapted.left_out) == len(rows)
