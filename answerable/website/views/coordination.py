"""Public pages of groups, work under way and consolidated asks, with JSON and CSV."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.publication import together as tables
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.presenters import coordination as shown
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show

GROUPS = {"text": "Groups", "href": "/groups"}
CONSOLIDATIONS = {"text": "Consolidated asks", "href": "/consolidations"}


def groups(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    page = _page(
        request,
        "Groups",
        "Bodies that see to something together: who leads, and what they decided.",
        "/groups",
    )
    return show(request, "groups.html", page, {"rows": shown.listed_groups(as_at)})


def groups_csv(request: HttpRequest) -> HttpResponseBase:
    rows = tables.group_rows(date_asked_for(request))
    return csv_response("answerable-groups.csv", tables.GROUP_COLUMNS, tables.flat(rows))


def groups_json(request: HttpRequest) -> HttpResponseBase:
    as_at = date_asked_for(request)
    rows = tables.named(tables.GROUP_COLUMNS, tables.group_rows(as_at))
    return json_list_response({"as_at": as_at}, "groups", rows)


def group_json(request: HttpRequest, reference: str) -> HttpResponse:
    """A group with all that is on its record, what was replaced too."""
    canonical, as_at = reference_in_address(reference, "G"), date_asked_for(request)
    found = shown.group_page(canonical, as_at)
    (held,) = tables.named(tables.GROUP_COLUMNS, [tables.group_row(found.shown)])
    notes = list(tables.named(tables.NOTE_COLUMNS, tables.note_rows(found.shown, as_at)))
    return json_response({**held, "notes": notes, "as_at": as_at})


def group(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "G")
    if canonical != reference:
        return redirect("group", reference=canonical, permanent=True)
    found = shown.group_page(canonical, date_asked_for(request))
    page = _page(request, f"Group {canonical}", "A group of bodies and its record.", found.href, GROUPS)
    return show(request, "group.html", page, {"shown": found})


def group_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    canonical, as_at = reference_in_address(reference, "G"), date_asked_for(request)
    rows = list(tables.note_rows(shown.find_group(canonical, as_at), as_at))
    return csv_response(f"{canonical}.csv", tables.NOTE_COLUMNS, rows)


def work(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    page = _page(
        request, "Work under way", "What bodies say they are at work on, so that others can join.", "/work"
    )
    return show(request, "work.html", page, {"rows": shown.listed_work(as_at)})


def work_csv(request: HttpRequest) -> HttpResponseBase:
    rows = tables.work_rows(date_asked_for(request))
    return csv_response("answerable-work.csv", tables.WORK_COLUMNS, tables.flat(rows))


def work_json(request: HttpRequest) -> HttpResponseBase:
    as_at = date_asked_for(request)
    rows = tables.named(tables.WORK_COLUMNS, tables.work_rows(as_at))
    return json_list_response({"as_at": as_at}, "work", rows)


def consolidations(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    page = _page(
        request,
        "Consolidated asks",
        "Many asks brought into one, and what each publisher says of it.",
        "/consolidations",
    )
    return show(request, "consolidations.html", page, {"rows": shown.listed_consolidations(as_at)})


def consolidations_csv(request: HttpRequest) -> HttpResponseBase:
    rows = tables.consolidation_rows(date_asked_for(request))
    return csv_response("answerable-consolidations.csv", tables.CONSOLIDATION_COLUMNS, tables.flat(rows))


def consolidations_json(request: HttpRequest) -> HttpResponseBase:
    as_at = date_asked_for(request)
    rows = tables.named(tables.CONSOLIDATION_COLUMNS, tables.consolidation_rows(as_at))
    return json_list_response({"as_at": as_at}, "consolidations", rows)


def consolidation_json(request: HttpRequest, reference: str) -> HttpResponse:
    """A consolidated ask with what each publisher says of it."""
    canonical, as_at = reference_in_address(reference, "Y"), date_asked_for(request)
    found = shown.find_consolidation(canonical, as_at)
    (held,) = tables.named(tables.CONSOLIDATION_COLUMNS, [tables.consolidation_row(found)])
    said = list(tables.named(tables.POSITION_COLUMNS, tables.position_rows(found)))
    return json_response({**held, "positions": said, "as_at": as_at})


def consolidation(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "Y")
    if canonical != reference:
        return redirect("consolidation", reference=canonical, permanent=True)
    found = shown.consolidation_page(canonical, date_asked_for(request))
    title = f"Consolidated ask {canonical}"
    page = _page(request, title, f"{found.state}.", found.href, CONSOLIDATIONS)
    return show(request, "consolidation.html", page, {"shown": found})


def consolidation_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    canonical = reference_in_address(reference, "Y")
    rows = list(tables.position_rows(shown.find_consolidation(canonical, date_asked_for(request))))
    return csv_response(f"{canonical}.csv", tables.POSITION_COLUMNS, rows)


def _page(
    request: HttpRequest, title: str, description: str, href: str, above: dict[str, str] | None = None
) -> Page:
    as_at = date_asked_for(request)
    query = f"?as-at={as_at.isoformat()}" if as_at else ""
    return Page(
        title,
        description,
        section="expectations",
        indexed=as_at is None,
        canonical=href + query,
        other_forms=(
            OtherForm("application/json", f"{href}.json{query}", f"{title} as JSON"),
            OtherForm("text/csv", f"{href}.csv{query}", f"{title} as CSV"),
        ),
        crumbs=(HOME_CRUMB, *([above] if above else [])),
        as_at=as_at,
        now_href=href,
    )
