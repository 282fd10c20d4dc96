"""Any bytes at all: read, or refused in words; and an answer that was tampered with is not believed."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from answerable.sources.readers import Line, Problem, ReadDocument, Table, UnreadableError, read, wire
from answerable.sources.readers.encoding import decode
from answerable.sources.readers.forms import tell_form
from tests import files

STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"PK\x05\x06" + bytes(18),
    b"<!doctype html><p>",
    b"<html><table>",
    b'{"a": [',
    b'a,b,c\n1,"2',
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{\\rtf",
]
NAMES = ["x", "x.csv", "x.json", "x.jsonl", "x.txt", "x.html", "x.pdf", "x.docx", "\udcff.csv"]
WHOLE = [
    files.pdf([files.FORM]),
    files.word(lambda document: document.add_paragraph("Words")),
    files.workbook({"S": [["a", "b"], [1, 2]]}),
]


def check(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    path.write_bytes(content)
    try:
        document = read(path)
    except UnreadableError as refusal:
        assert str(refusal).strip()
        assert "Traceback" not in str(refusal)
        return
    document.text.encode()
    assert "\0" not in document.text
    for table in document.tables:
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert len(set(table.columns)) == len(table.columns)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), st.sampled_from(STARTS), st.binary(max_size=400))
@example("x.csv", b"", b"\x00")
@example("x.json", b"", b'"\\ud800"')
@example("x.csv", b"", "a,b\n\u2028,\u0085\n".encode())
def test_any_bytes_are_read_or_refused(tmp_path: Path, name: str, start: bytes, rest: bytes) -> None:
    check(tmp_path, name, start + rest)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damage_to_a_good_file_is_read_or_refused(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=40))
    check(tmp_path, "x", bytes(content))


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "utf-8", "latin-1", "utf-16", "zip", "nonsense", "idna", "utf-7"]),
)
def test_any_bytes_can_be_decoded(content: bytes, declared: str) -> None:
    assert isinstance(decode(content, declared).text, str)


@given(st.text(max_size=200))
def test_text_in_utf_8_is_decoded_to_itself(text: str) -> None:
    if text.isascii() or not text.startswith("\ufeff"):
        encoded = text.encode("utf-8", "ignore")
        if encoded.count(0) == 0:
            assert decode(encoded).text == encoded.decode()


@settings(max_examples=300)
@given(st.binary(max_size=2000), st.sampled_from(NAMES))
def test_form_of_any_bytes_is_told_or_refused(head: bytes, name: str) -> None:
    try:
        assert tell_form(name, head, head).name
    except UnreadableError as refusal:
        assert str(refusal)


@pytest.mark.parametrize(
    "head",
    [
        b"<!--" * 16_000,
        b"<!-- -->" * 8_000,
        b"<p " * 20_000,
        b" " * 64_000 + b"x",
        b"<?xml " * 10_000,
        b"[" * 64_000,
        b"%PDF" * 16_000,
    ],
)
def test_long_beginnings_are_told_at_once(head: bytes) -> None:
    """In the register's own process, without a ceiling: a regular expression must not go astray."""
    for name in ("x", "x.html", "x.csv"):
        try:
            tell_form(name, head, b"")
        except UnreadableError as refusal:
            assert str(refusal)


DOCUMENT = ReadDocument(
    "application/pdf",
    lines=[Line("Words", 1, True, 12.0, 72.0, 2, True, (0, 1, 2), 90.5), Line("“More” \u2028 é")],
    tables=[Table("S", ("a", "b"), [("1", "2"), ("", "\n")], 3, [3, 7]), Table("", (), [])],
    data={"a": [1, None, True, 2.5, "x"]},
    pages=3,
    title="T",
    ocr=True,
    confidence=0.9,
    problems=[Problem("page 2", "why"), Problem("row 1", "a remark", lost=False)],
    ocr_pages=[2],
    language="cy",
)


def sent(document: ReadDocument) -> bytes:
    out = io.BytesIO()
    wire.send(document, out)
    return out.getvalue()


def test_document_crosses_unchanged() -> None:
    assert wire.receive(io.BytesIO(sent(DOCUMENT))) == DOCUMENT


def test_answer_broken_off_anywhere_is_not_believed() -> None:
    whole = sent(DOCUMENT)
    for end in range(len(whole) - 1):
        with pytest.raises(wire.ForgedAnswerError):
            wire.receive(io.BytesIO(whole[:end]))


@pytest.mark.parametrize(
    "record",
    [
        {"line": ["x", "1", False, None, None, None, False, None, None]},
        {"line": [["x"], 1, False, None, None, None, False, None, None]},
        {"line": ["x"]},
        {"table": ["S", 2, ["a", 1], []]},
        {"problem": ["x", "y", 1]},
        {"document": {}},
        {"other": 1},
        ["a", 1],
        ["a", "b", "c"],
        "x",
        7,
        None,
    ],
)
def test_answer_of_another_form_is_not_believed(record: object) -> None:
    lines = sent(DOCUMENT).splitlines()
    forged = [*lines[:-2], json.dumps(record).encode(), json.dumps({"end": len(lines) - 1}).encode()]
    with pytest.raises(wire.ForgedAnswerError):
        wire.receive(io.BytesIO(b"\n".join(forged) + b"\n"))


def test_answer_nested_without_end_is_not_believed() -> None:
    with pytest.raises(wire.ForgedAnswerError):
        wire.receive(io.BytesIO(b"[" * 1_000_000 + b"\n"))
