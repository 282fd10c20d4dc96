"""Reports for boards, the nation and a parliament: the form, the page, the PDF, and what they say as JSON."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.organisations.models import Organisation
from answerable.publication.packs import Pack, PackError
from answerable.publication.packs.model import as_data
from answerable.website.exports import json_response
from answerable.website.packs.drawing import file_name
from answerable.website.packs.pdf import pdf_of
from answerable.website.presenters.packs import (
    HERE,
    address_asked,
    body_asked,
    make_pack,
    pack_form,
    pack_shown,
    period_of,
)
from answerable.website.refusals import reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show

CRUMB = {"text": "Make a report", "href": HERE}


def packs(request: HttpRequest) -> HttpResponse:
    """The form; with what it asks for, the way to the report."""
    if "kind" not in request.GET:
        return _form(request)
    try:
        return HttpResponseRedirect(address_asked(request.GET))
    except PackError as error:
        return _form(request, error)


def board(request: HttpRequest, reference: str, form: str = "") -> HttpResponse:
    body = body_asked(reference_in_address(reference, "B"))
    return _report(request, "board", f"board/{body.reference}", form, body)


def whole(request: HttpRequest, kind: str, form: str = "") -> HttpResponse:
    return _report(request, kind, kind, form)


def _report(
    request: HttpRequest, kind: str, path: str, form: str, body: Organisation | None = None
) -> HttpResponse:
    try:
        asked = period_of(request.GET)
        pack = make_pack(kind, asked, body)
    except PackError as error:
        return _form(request, error, {"kind": kind, "body": body.reference if body else ""})
    if form == "json":
        return json_response({**as_data(pack), "sha256": pack.digest})
    if form == "pdf":
        return _pdf(request, pack, body)
    query = urlencode({"from": asked.start, "to": asked.end, "as-at": asked.on})
    page = Page(
        f"{pack.title}: {pack.subject}",
        "What was asked, what became of it, and what is not known.",
        indexed=False,
        canonical=f"{HERE}/{path}?{query}",
        other_forms=(
            OtherForm("application/pdf", f"{HERE}/{path}.pdf?{query}", "This report as a tagged PDF"),
            OtherForm("application/json", f"{HERE}/{path}.json?{query}", "What it says, as JSON"),
        ),
        crumbs=(HOME_CRUMB, CRUMB),
    )
    return show(request, "pack.html", page, {"shown": pack_shown(pack)})


def _pdf(request: HttpRequest, pack: Pack, body: Organisation | None) -> HttpResponse:
    name = file_name(pack, "pdf", body.reference if body else "")
    made = pdf_of(pack, base=request.build_absolute_uri("/"))
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "public, max-age=60"
    return response


def _form(
    request: HttpRequest, error: PackError | None = None, more: dict[str, str] | None = None
) -> HttpResponse:
    given = {**request.GET.dict(), **(more or {})}
    page = Page(
        f"{'Error: ' if error else ''}Make a report",
        "A report for a board, for the nation, or of what was accepted and not done.",
        canonical=HERE,
        crumbs=(HOME_CRUMB,),
    )
    context = {"shown": pack_form({name: str(value) for name, value in given.items()}, error)}
    return show(request, "packs.html", page, context, status=422 if error else 200)
