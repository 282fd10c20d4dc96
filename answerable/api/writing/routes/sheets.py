"""A plan that a body keeps as a spreadsheet: looked through, or brought in, in one piece."""

from typing import Any

from django.http import HttpRequest

from answerable.api.writing.finding import file_given
from answerable.api.writing.keys import asker, for_body
from answerable.api.writing.making import post
from answerable.api.writing.refusing import RowsRefusedError
from answerable.api.writing.shapes import at
from answerable.api.writing.shapes_sharing import SheetIn, SheetOut
from answerable.duties.operations import import_plan, preview_plan
from answerable.duties.plans.reading import SheetRead, read_sheet
from answerable.uploads.storage import place

_SHEETS = "/bodies/{body}/plan-sheets"
BODY = "The body's reference."


def _read(request: HttpRequest, sent: SheetIn, **_: Any) -> tuple[SheetRead, str]:
    """Reads the sheet in a child process. Raises SheetError, RowsRefusedError, and DutyError for no file."""
    upload = file_given(request, sent.file)
    assert upload is not None
    read = read_sheet(place(upload.sha256), upload.media_type)
    if read.errors:
        raise RowsRefusedError(read.errors)
    return read, upload.sha256


@post(f"{_SHEETS}/checks", "work_sheet_check", SheetOut, needs="PLAN_EDIT", each="body", first=_read)
def check(request: HttpRequest, sent: SheetIn, body: str = at(BODY)) -> dict[str, Any]:
    """Says what a sheet would change. Nothing is changed."""
    by, held = for_body(request)
    read, _ = asker(request).ready
    return {**preview_plan(by=by, organisation=held, rows=read.rows), "remarks": read.remarks}


@post(_SHEETS, "work_sheet_take", SheetOut, needs="PLAN_EDIT", each="body", first=_read)
def take(request: HttpRequest, sent: SheetIn, body: str = at(BODY)) -> dict[str, Any]:
    """Brings a sheet in: all of its rows, or none where one is wrong."""
    by, held = for_body(request)
    read, sha256 = asker(request).ready
    changes = import_plan(by=by, organisation=held, rows=read.rows, sha256=sha256)
    return {**changes, "remarks": read.remarks}
