"""JSON and CSV of pages and lists. Long lists are streamed, so that memory stays flat.

Spreadsheets run a cell that begins with = + - @, tab or carriage return as a formula, and cut one at NUL
(OWASP ASVS 5.0, V1.2.10): such cells get a leading apostrophe, and NUL is dropped.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, StreamingHttpResponse

R = TypeVar("R", HttpResponse, StreamingHttpResponse)

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ROWS_PER_CHUNK = 200


def safe_cell(value: object) -> str:
    """`value` as a spreadsheet may show it without running it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = str(value).replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[bytes]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    held = ["\ufeff", writer.writerow(columns)]  # the mark tells spreadsheets that this is UTF-8
    for row in rows:
        held.append(writer.writerow([safe_cell(row.get(column)) for column in columns]))
        if len(held) >= _ROWS_PER_CHUNK:
            yield "".join(held).encode()
            held = []
    if held:
        yield "".join(held).encode()


def csv_response(
    filename: str, columns: Sequence[str], rows: Iterable[Mapping[str, object]]
) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return _open_data(response)


def json_text(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def json_response(value: object) -> HttpResponse:
    return _open_data(HttpResponse(json_text(value), content_type="application/json; charset=utf-8"))


def json_list_lines(about: Mapping[str, object], name: str, rows: Iterable[object]) -> Iterator[bytes]:
    """An object with the fields of `about` and a list `name` of `rows`, one row a line."""
    head = json_text(about)[:-1]
    held = [f"{head}{', ' if about else ''}{json_text(name)}: ["]
    between = "\n"
    for row in rows:
        held.append(between + json_text(row))
        between = ",\n"
        if len(held) >= _ROWS_PER_CHUNK:
            yield "".join(held).encode()
            held = []
    held.append("\n]}\n")
    yield "".join(held).encode()


def json_list_response(
    about: Mapping[str, object], name: str, rows: Iterable[object]
) -> StreamingHttpResponse:
    return _open_data(
        StreamingHttpResponse(
            json_list_lines(about, name, rows), content_type="application/json; charset=utf-8"
        )
    )


def _open_data(response: R) -> R:
    """Public data: any page may read it, no credentials are involved."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "public, max-age=60"
    return response
