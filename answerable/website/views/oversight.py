"""How everything asked stands, at every level: figures, the lists behind them, flows, and what lies below."""

import datetime as dt

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string

from answerable.oversight.figures import Scope, World, ages, figures
from answerable.oversight.figures.flow import STEPS
from answerable.publication.standing import STANDING_COLUMNS, standing_row
from answerable.website.exports import csv_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters import oversight_flow as flows
from answerable.website.presenters.oversight import (
    FIGURE_COLUMNS,
    as_json,
    ending,
    figure_rows,
    find_scope,
    oversight_page,
)
from answerable.website.presenters.oversight_levels import (
    HERE,
    LEVEL_COLUMNS,
    address,
    level_rows,
    parts_of,
    rows_below,
)
from answerable.website.presenters.oversight_lists import list_page, list_records
from answerable.website.presenters.oversight_side import YEAR_COLUMNS, year_rows
from answerable.website.refusals import AskedWronglyError, Explained, NotHereError, date_asked_for
from answerable.website.rendering import FRESH_SECONDS, HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number

CRUMB = {"text": "Oversight", "href": HERE}


def oversight(request: HttpRequest, level: str = "", key: str = "") -> HttpResponse:
    on = date_asked_for(request)
    scope = find_scope(level, key, on)
    if key != scope.key:
        return redirect(address(scope), permanent=True)
    shown = oversight_page(scope, on, step_asked(request), first_asked(request))
    page = Page(
        f"Oversight: {scope.name}",
        "What was asked, answered, done, found and closed, and what is left: counts with their denominators.",
        section="oversight",
        indexed=not request.GET,
        canonical=f"{shown.href}{shown.end}",
        as_at=on,
        now_href=shown.href,
        other_forms=(
            OtherForm("text/csv", f"{shown.href}.csv{shown.end}", "These figures as CSV"),
            OtherForm("application/json", f"{shown.href}.json{shown.end}", "These figures as JSON"),
            OtherForm("text/csv", shown.flow.csv_href, "Flow by period as CSV"),
            OtherForm("text/csv", shown.below.csv_href, "What lies below as CSV"),
        ),
        crumbs=(HOME_CRUMB,) if not key else (HOME_CRUMB, CRUMB),
    )
    return show(request, "oversight.html", page, {"shown": shown})


def oversight_csv(request: HttpRequest, level: str = "", key: str = "") -> HttpResponseBase:
    scope, world = _world(request, level, key)
    rows = list(figure_rows(figures(scope, world.on, world=world), ages(scope, world.on, world=world)))
    return csv_response(f"{_name(scope)}.csv", FIGURE_COLUMNS, rows)


def oversight_json(request: HttpRequest, level: str = "", key: str = "") -> HttpResponseBase:
    scope, world = _world(request, level, key)
    return json_response(as_json(figures(scope, world=world), ages(scope, world=world)))


def oversight_flow(request: HttpRequest, level: str = "", key: str = "") -> HttpResponseBase:
    on = date_asked_for(request)
    scope = find_scope(level, key, on)
    found = flows.flow_asked(scope, on, step_asked(request), first_asked(request))
    return csv_response(f"{_name(scope)}-flow.csv", flows.FLOW_COLUMNS, flows.flow_csv(found))


def oversight_flow_svg(request: HttpRequest, measure: str, level: str = "", key: str = "") -> HttpResponse:
    on = date_asked_for(request)
    scope = find_scope(level, key, on)
    found = flows.flow_asked(scope, on, step_asked(request), first_asked(request))
    one = flows.BY_KEY.get(measure)
    drawn = flows.picture_of_flow(scope, found, one, address(scope)) if one else None
    if drawn is None:
        raise NotHereError(
            Explained(
                "There is no chart here",
                ("Nothing of that kind happened in these periods, or there is no such chart.",),
                (("The figures", address(scope)),),
            )
        )
    text = render_to_string("website/chart.svg", {"shown": drawn}, request)
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def oversight_below(request: HttpRequest, level: str = "", key: str = "") -> HttpResponseBase:
    scope, world = _world(request, level, key)
    return csv_response(f"{_name(scope)}-below.csv", LEVEL_COLUMNS, level_rows(rows_below(scope, world)))


def oversight_years(request: HttpRequest, level: str = "", key: str = "") -> HttpResponseBase:
    scope, world = _world(request, level, key)
    rows = year_rows(world, parts_of(scope, world))
    return csv_response(f"{_name(scope)}-years.csv", YEAR_COLUMNS, rows)


def oversight_list(request: HttpRequest, level: str = "", key: str = "") -> HttpResponse:
    """The duties that a figure counts."""
    on = date_asked_for(request)
    scope = find_scope(level, key, on)
    figure = request.GET.get("figure", "asked")
    shown = list_page(scope, figure, page_number(request), on)
    href = address(scope)
    end = f"?figure={figure}" + (f"&as-at={on.isoformat()}" if on else "")
    crumbs = [HOME_CRUMB, CRUMB, *([{"text": scope.name, "href": f"{href}{ending(on)}"}] if key else [])]
    page = Page(
        f"{shown.label}: {scope.name}",
        "The duties that one figure of oversight counts.",
        section="oversight",
        canonical=f"{href}/list{end}",
        indexed=False,
        as_at=on,
        now_href=f"{href}/list?figure={figure}",
        other_forms=(OtherForm("text/csv", f"{href}/list.csv{end}", "This list as CSV"),),
        crumbs=tuple(crumbs),
    )
    context = {
        "shown": shown,
        "href": f"{href}{ending(on)}",
        "pages": numbered_pages(request, shown.page, shown.pages),
    }
    return show(request, "oversight_list.html", page, context)


def oversight_list_csv(request: HttpRequest, level: str = "", key: str = "") -> HttpResponseBase:
    on = date_asked_for(request)
    scope = find_scope(level, key, on)
    figure = request.GET.get("figure", "asked")
    records = list_records(scope, figure, on)
    name = f"{_name(scope)}-{figure}.csv"
    return csv_response(name, STANDING_COLUMNS, (standing_row(one) for one in records))


def step_asked(request: HttpRequest) -> str:
    """Raises AskedWronglyError."""
    step = request.GET.get("step", flows.DEFAULT_STEP)
    if step not in STEPS:
        raise _wrong(request, "That is no period", f"Choose one of these: {', '.join(STEPS)}.")
    return step


def first_asked(request: HttpRequest) -> dt.date | None:
    """The first day of flows. Raises AskedWronglyError."""
    written = request.GET.get("from", "").strip()
    if not written:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        why = "Write the day as year, month and day, as in 2025-03-31."
        raise _wrong(request, "That is not a date we can read", why) from None


def _world(request: HttpRequest, level: str, key: str) -> tuple[Scope, World]:
    on = date_asked_for(request)
    return find_scope(level, key, on), World(on)


def _name(scope: Scope) -> str:
    return f"oversight-{scope.key}" if scope.key else "oversight"


def _wrong(request: HttpRequest, title: str, why: str) -> AskedWronglyError:
    return AskedWronglyError(Explained(title, (why,), (("This page as it is now", request.path),)))
