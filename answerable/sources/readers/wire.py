"""How a read document crosses from the child process: JSON, one thing a line.

JSON and not pickle, because the child has had a stranger's file in its hands: whatever it sends is checked
field by field and can only become text, numbers, truths and lists of them. The last line counts the others,
so that an answer broken off half-way is not taken for a whole one.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from answerable.sources.readers.document import Line, Problem, ReadDocument, Table, UnreadableError


class ForgedAnswerError(Exception):
    """The child's answer is not one that the readers give."""


def send(document: ReadDocument, out: BinaryIO) -> None:
    """Writes `document` to `out`."""
    count = 0
    for record in _records(document):
        out.write(_line(record))
        count += 1
    out.write(_line({"end": count}))


def send_refusal(why: str, out: BinaryIO) -> None:
    out.write(_line({"unreadable": why}))


def receive(answer: BinaryIO) -> ReadDocument:
    """The document in `answer`.

    Raises UnreadableError where the child refused the file, ForgedAnswerError where the
    answer is broken off or is not in this form.
    """
    document: ReadDocument | None = None
    for count, raw in enumerate(answer):
        try:
            record = json.loads(raw)
        except (ValueError, RecursionError) as error:
            raise _forged() from error
        if type(record) is list and document is not None:
            _take_row(document, record)
        elif type(record) is dict and len(record) == 1:
            [(kind, value)] = record.items()
            if kind == "end":
                if document is None or value != count or not all(map(_is_numbered, document.tables)):
                    raise _forged()
                return document
            if kind == "unreadable" and type(value) is str:
                raise UnreadableError(value[:2000])
            if kind == "document" and document is None and type(value) is dict:
                document = _header(value)
            elif document is not None:
                _take(document, kind, value)
            else:
                raise _forged()
        else:
            raise _forged()
    raise _forged()


def _line(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _records(document: ReadDocument) -> Iterator[object]:
    header = ("media_type", "pages", "title", "ocr", "confidence", "ocr_pages", "language")
    yield {"document": {name: getattr(document, name) for name in header}}
    for problem in document.problems:
        yield {"problem": [problem.where, problem.why, problem.lost]}
    for line in document.lines:
        yield {
            "line": [
                line.text,
                line.page,
                line.bold,
                line.size,
                line.left,
                line.heading,
                line.list_item,
                line.cell,
                line.top,
            ]
        }
    for table in document.tables:
        yield {"table": [table.name, table.first_row, table.columns, table.numbers]}
        yield from table.rows  # a tuple becomes a bare list: the row of the table before it
    if document.data is not None:
        yield {"data": document.data}


def _header(value: dict[str, object]) -> ReadDocument:
    match value:
        case {
            "media_type": str(media_type),
            "pages": int() | None as pages,
            "title": str(title),
            "ocr": bool(ocr),
            "confidence": float() | int() | None as confidence,
            "ocr_pages": list(ocr_pages),
            "language": str(language),
        } if all(type(page) is int for page in ocr_pages):
            return ReadDocument(
                media_type,
                pages=pages,
                title=title,
                ocr=ocr,
                confidence=confidence,
                ocr_pages=ocr_pages,
                language=language,
            )
    raise _forged()


def _take(document: ReadDocument, kind: str, value: object) -> None:
    match kind, value:
        case "line", [
            str(text),
            int() | None as page,
            bool(bold),
            int() | float() | None as size,
            int() | float() | None as left,
            int() | None as heading,
            bool(list_item),
            cell,
            int() | float() | None as top,
        ]:
            document.lines.append(Line(text, page, bold, size, left, heading, list_item, _cell(cell), top))
        case "problem", [str(where), str(why), bool(lost)]:
            document.problems.append(Problem(where, why, lost))
        case "table", [str(name), int(first_row), list(columns), list(numbers)] if all(
            type(column) is str for column in columns
        ) and all(type(number) is int for number in numbers):
            document.tables.append(Table(name, tuple(columns), [], first_row, numbers))
        case "data", _:
            document.data = value
        case _:
            raise _forged()


def _take_row(document: ReadDocument, record: list[object]) -> None:
    if not document.tables:
        raise _forged()
    table = document.tables[-1]
    row = tuple(cell for cell in record if type(cell) is str)
    if len(row) != len(record) or len(row) != len(table.columns):
        raise _forged()
    table.rows.append(row)


def _is_numbered(table: Table) -> bool:
    return len(table.numbers) in (0, len(table.rows))


def _cell(value: object) -> tuple[int, int, int] | None:
    match value:
        case None:
            return None
        case [int(table), int(row), int(column)]:
            return (table, row, column)
    raise _forged()


def _forged() -> ForgedAnswerError:
    return ForgedAnswerError("the reading process gave an answer that is broken off or not in its form")
