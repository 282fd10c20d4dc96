"""What was asked again after it was said to be done."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.publication.recurrence import (
    ALARM_COLUMNS,
    GAP_COLUMNS,
    WARNING_COLUMNS,
    alarm_record,
    gap_row,
    warning_row,
)
from answerable.website.exports import csv_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.recurrence import Asked, Found, asked_of, read, recurrence_page
from answerable.website.refusals import date_asked_for
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number

TITLE = "Asked again after it was said to be done"


def recurrence(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    asked = asked_of(request.GET, as_at)
    page = Page(
        TITLE,
        "Where a later report asks the same as what was said to be done, and how long after.",
        canonical=asked.address(),
        other_forms=(
            OtherForm("application/json", asked.address(".json", as_at), "All of this as JSON"),
            OtherForm("text/csv", asked.address(".csv", as_at), "What was asked again, as CSV"),
            OtherForm("text/csv", asked.address("/times.csv", as_at), "Times from closure, as CSV"),
            OtherForm("text/csv", asked.address("/warnings.csv", as_at), "Warnings before a death, as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
        as_at=as_at,
        now_href=asked.address() if as_at else "",
    )
    here = max(1, page_number(request))
    shown = recurrence_page(asked, as_at, here)
    pages = numbered_pages(request, here, shown.pages)
    return show(request, "recurrence.html", page, {"shown": shown, "pages": pages})


def recurrence_csv(request: HttpRequest) -> HttpResponseBase:
    found = _read(request)[1]
    rows = [alarm_record(one).row for one in found.alarms]
    return csv_response("answerable-asked-again.csv", ALARM_COLUMNS, rows)


def times_csv(request: HttpRequest) -> HttpResponseBase:
    rows = [gap_row(gap) for gap in _read(request)[1].gaps]
    return csv_response("answerable-times-from-closure.csv", GAP_COLUMNS, rows)


def warnings_csv(request: HttpRequest) -> HttpResponseBase:
    rows = [warning_row(one) for one in _read(request)[1].warnings]
    return csv_response("answerable-warnings-before-a-death.csv", WARNING_COLUMNS, rows)


def recurrence_json(request: HttpRequest) -> HttpResponse:
    asked, found = _read(request)
    return json_response(
        {
            "of": asked.name,
            "asked_again": [alarm_record(one).as_json() for one in found.alarms],
            "times_from_closure": _objects(GAP_COLUMNS, map(gap_row, found.gaps)),
            "warnings_before_a_death": _objects(WARNING_COLUMNS, map(warning_row, found.warnings)),
        }
    )


def _read(request: HttpRequest) -> tuple[Asked, Found]:
    as_at = date_asked_for(request)
    asked = asked_of(request.GET, as_at)
    return asked, read(asked, as_at)


def _objects(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]
