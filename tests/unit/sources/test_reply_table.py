"""Tables of replies."""

import datetime as dt
from pathlib import Path

import pytest

from answerable.sources.adapters import reply_table
from answerable.sources.adapters.choose import adapter_for
from answerable.sources.readers.document import ReadDocument, Table, UnreadableError

COLUMNS = ("parent_id", "parent_url", "response_url", "respondent", "response")


def document(*rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> ReadDocument:
    return ReadDocument("text/csv", tables=[Table("", columns, list(rows))])


def row(**cells: str) -> tuple[str, ...]:
    usual = {
        "parent_id": "2023-0901",
        "parent_url": "https://example.org/report/",
        "response_url": "https://example.org/reply.pdf",
        "respondent": "Marrowdale Council",
        "response": "We have built a fence.\n\nIt is high.",
    }
    return tuple((usual | cells)[name] for name in COLUMNS)


def test_table_is_known_by_its_columns_and_each_row_is_a_draft() -> None:
    table = document(row())
    assert adapter_for(table, path=Path("replies.csv")).name == "reply_table"
    (draft,) = reply_table.adapt(table).replies
    assert (draft.reference, draft.report_url, draft.url) == (
        "2023-0901",
        "https://example.org/report/",
        "https://example.org/reply.pdf",
    )
    assert (draft.written_by, draft.text, draft.where) == (
        "Marrowdale Council",
        "We have built a fence.\n\nIt is high.",
        "row 2",
    )
    assert draft.dated.date is None


def test_every_row_is_read_or_left_out_with_its_reason() -> None:
    table = document(row(), row(response="  "), row(parent_id="", parent_url=""), row(response="x" * 400_001))
    adapted = reply_table.adapt(table)
    assert len(adapted.replies) == 1
    assert [one.where for one in adapted.left_out] == ["row 3", "row 4", "row 5"]
    assert [one.why.split()[:4] for one in adapted.left_out] == [
        ["The", "row", "holds", "no"],
        ["The", "row", "does", "not"],
        ["The", "reply", "holds", "more"],
    ]


def test_date_column_is_read_where_there_is_one() -> None:
    table = document((*row(), "2 May 2023"), columns=(*COLUMNS, "Response date"))
    assert reply_table.adapt(table).replies[0].dated.date == dt.date(2023, 5, 2)


@pytest.mark.parametrize(
    "columns",
    [
        ("response", "respondent"),
        ("parent_id", "respondent"),
        ("Recommendation", "response", "report_url"),
        ("concerns", "receiver", "response", "report_id"),
    ],
)
def test_table_of_anything_else_is_none_of_replies(columns: tuple[str, ...]) -> None:
    table = document(tuple("x" for _ in columns), columns=columns)
    assert not reply_table.recognises(table)
    with pytest.raises(UnreadableError, match="No table in it holds replies"):
        reply_table.adapt(table)
