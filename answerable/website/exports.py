"""JSON and CSV of pages and lists. Long lists are streamed, so that memory stays flat."""

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse, StreamingHttpResponse

from answerable.publication.csvsafe import csv_lines
from answerable.website.rendering import FRESH_SECONDS

R = TypeVar("R", HttpResponse, StreamingHttpResponse)

_ROWS_PER_CHUNK = 200
_UTF8_MARK = "\ufeff"  # tells spreadsheets that the file is UTF-8


def csv_response(
    filename: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    pieces = (piece.encode() for piece in itertools.chain([_UTF8_MARK], csv_lines(columns, rows)))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return _open_data(response)


def json_response(value: object, *, status: int = 200) -> HttpResponse:
    text = json_text(value)
    return _open_data(HttpResponse(text, content_type="application/json; charset=utf-8", status=status))


def json_list_response(
    about: Mapping[str, object], name: str, rows: Iterable[object]
) -> StreamingHttpResponse:
    return _open_data(
        StreamingHttpResponse(
            json_list_pieces(about, name, rows), content_type="application/json; charset=utf-8"
        )
    )


class _Encoder(DjangoJSONEncoder):
    """Moments in full, as the API and the bulk files have them."""

    def default(self, o: object) -> object:
        return o.isoformat() if isinstance(o, dt.datetime) else super().default(o)


def json_text(value: object) -> str:
    return json.dumps(value, cls=_Encoder, ensure_ascii=False)


def json_list_pieces(about: Mapping[str, object], name: str, rows: Iterable[object]) -> Iterator[bytes]:
    """One object with the fields of `about` and a list `name` of `rows`, one row a line."""
    held = [f"{json_text(about)[:-1]}{', ' if about else ''}{json_text(name)}: ["]
    between = "\n"
    for row in rows:
        held.append(between + json_text(row))
        between = ",\n"
        if len(held) >= _ROWS_PER_CHUNK:
            yield "".join(held).encode()
            held = []
    held.append("\n]}\n")
    yield "".join(held).encode()


def _open_data(response: R) -> R:
    """Public data: a page of any origin may read it, and no credentials are involved."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response
