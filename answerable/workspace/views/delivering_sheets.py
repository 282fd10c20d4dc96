"""A plan that a body keeps as a spreadsheet: the template, the sheet sent back, and what it changes."""

import io

import openpyxl
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from answerable.core.actors import NotPermittedError
from answerable.duties.operations import DutyError, PlanRefusedError, import_plan, preview_plan
from answerable.duties.plans.columns import COLUMNS
from answerable.duties.plans.limits import MOST_ROWS
from answerable.duties.plans.reading import EXCEL, SheetError, SheetRead, read_sheet
from answerable.duties.plans.template import HEADER, template_rows
from answerable.organisations.models import Organisation
from answerable.publication.csvsafe import csv_lines, safe_cell
from answerable.uploads.models import Upload
from answerable.uploads.operations import UploadError
from answerable.uploads.storage import place
from answerable.website.formats import counted
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body
from answerable.workspace.posted import number
from answerable.workspace.presenters.delivering import at_body
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.sent import keep_sent
from answerable.workspace.views.delivering import crumbs_of

_SAID = {
    "planned": ("action is new", "actions are new"),
    "moved": ("date moves", "dates move"),
    "reported": ("report of progress", "reports of progress"),
    "described": ("owner or measure changes", "owners or measures change"),
    "covered": ("duty is added to an action", "duties are added to actions"),
    "same": ("row is kept already", "rows are kept already"),
}
_WIDE = frozenset({"asked", "words", "measure", "said"})


@for_body("PLAN_EDIT")
def sheet(request: HttpRequest, body: Organisation) -> HttpResponse:
    return _page(request, body)


def _page(request: HttpRequest, body: Organisation, status: int = 200, **found: object) -> HttpResponse:
    title = "Bring in a plan"
    context = {
        "body": body,
        "here": at_body(body, "plan", "sheet"),
        "columns": COLUMNS,
        "most": MOST_ROWS,
        "errors": (),
        "error": "",
        "changes": (),
        "remarks": (),
        "upload": None,
        **found,
    }
    page = desk_page(f"Error: {title}" if status == 422 else title, "plan", crumbs_of(body))
    return show(request, "plan_sheet.html", page, context, status=status)


@for_body("PLAN_EDIT")
def template(request: HttpRequest, body: Organisation, form: str) -> HttpResponse:  # noqa: ARG001
    """The plan as it is, with a row for each duty that has no action; cells that could run are defused."""
    if form == "csv":
        content, kind = "".join(csv_lines(HEADER, template_rows(body))).encode("utf-8-sig"), "text/csv"
    else:
        content, kind = _workbook(body), EXCEL
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="plan-{body.reference}.{form}"'
    return response


def _workbook(body: Organisation) -> bytes:
    book = openpyxl.Workbook()
    plan, help_sheet = book.active, book.create_sheet("How to fill it in")
    assert isinstance(plan, Worksheet)
    plan.title = "Plan"
    for at, column in enumerate(COLUMNS, start=1):
        head = plan.cell(1, at, column.label)
        head.font = Font(bold=True)
        plan.column_dimensions[head.column_letter].width = 48 if column.key in _WIDE else 20
        help_sheet.append([column.label, column.hint])
    plan.freeze_panes = "A2"
    for number_of_row, row in enumerate(template_rows(body), start=2):
        for at, value in enumerate(row, start=1):
            cell = plan.cell(number_of_row, at, safe_cell(value) or None)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    save_workbook(book, out)
    return out.getvalue()


@for_body("PLAN_EDIT")
def check(request: HttpRequest, body: Organisation) -> HttpResponse:
    """Shows what a sheet would change, or what is wrong with each row."""
    by = actor(request)
    try:
        upload = keep_sent(request, by, "file", body)
        if upload is None:
            raise UploadError("Choose the sheet.")
        read = _read(upload)
        changes = preview_plan(by=by, organisation=body, rows=read.rows)
    except PlanRefusedError as refused:
        return _page(request, body, 422, errors=refused.errors, error=str(refused))
    except _RowsWrongError as wrong:
        return _page(request, body, 422, errors=wrong.read.errors, error=str(wrong))
    except (UploadError, SheetError, DutyError, NotPermittedError) as error:
        return _page(request, body, 422, error=str(error))
    if read.blank:
        read.remarks.append(f"{counted(read.blank, 'row')} left as the template had them were passed over.")
    return _page(request, body, upload=upload, changes=_lines(changes), remarks=read.remarks)


@for_body("PLAN_EDIT")
def bring_in(request: HttpRequest, body: Organisation) -> HttpResponse:
    """Brings in the sheet that was checked."""
    by = actor(request)
    upload = Upload.objects.filter(
        pk=number(request, "upload"), organisation=body, sent_by=by.identifier
    ).first()
    if upload is None or upload.state == Upload.State.REFUSED:
        raise Http404
    try:
        read = _read(upload)
        changes = import_plan(by=by, organisation=body, rows=read.rows, sha256=upload.sha256)
    except PlanRefusedError as refused:
        return _page(request, body, 422, errors=refused.errors, error=str(refused))
    except (SheetError, DutyError, NotPermittedError, OSError) as error:
        return _page(request, body, 422, error=str(error))
    said = "; ".join(_lines(changes)) or "nothing was in it"
    tell(request, f"Brought in: {said}.")
    return HttpResponseRedirect(at_body(body, "plan"))


class _RowsWrongError(DutyError):
    """Rows whose cells can't be read."""

    def __init__(self, read: SheetRead) -> None:
        super().__init__(
            f"{counted(len(read.errors), 'row')} can't be read, so that nothing was taken. Put them right, "
            "and send the sheet again."
        )
        self.read = read


def _read(upload: Upload) -> SheetRead:
    """Raises SheetError or _RowsWrongError."""
    read = read_sheet(place(upload.sha256), upload.media_type)
    if read.errors:
        raise _RowsWrongError(read)
    return read


def _lines(changes: dict[str, int]) -> list[str]:
    return [counted(changes[key], *said) for key, said in _SAID.items() if changes.get(key)]
