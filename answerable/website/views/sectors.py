"""Sectors of care, and two of them side by side."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.core.text.scope.sectors import sectors as defined
from answerable.website.exports import csv_response
from answerable.website.presenters.sectors import (
    COLUMNS,
    HERE,
    compared_rows,
    sector_lines,
    side_by_side,
)
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show


def sectors(request: HttpRequest) -> HttpResponse:
    page = Page(
        "Sectors of care",
        "Which reports of this register are about which kind of care, and how two kinds compare.",
        canonical=HERE,
        crumbs=(HOME_CRUMB,),
    )
    lines = sector_lines()
    return show(request, "sectors.html", page, {"lines": lines, "asked": _asked(request)})


def compare(request: HttpRequest) -> HttpResponse:
    one, other = _asked(request)
    shown = side_by_side(one, other)
    query = f"one={one}&other={other}"
    page = Page(
        f"{shown.one.sector.name} beside {shown.other.sector.name.lower()}",
        "What is asked in two sectors of care, and what became of it.",
        canonical=f"{HERE}/compare?{query}",
        other_forms=(OtherForm("text/csv", f"{HERE}/compare.csv?{query}", "Both sectors as CSV"),),
        crumbs=(HOME_CRUMB, {"text": "Sectors of care", "href": HERE}),
    )
    return show(request, "sectors_compared.html", page, {"shown": shown})


def compare_csv(request: HttpRequest) -> HttpResponseBase:
    one, other = _asked(request)
    rows = list(compared_rows(side_by_side(one, other)))
    return csv_response(f"answerable-{one}-beside-{other}.csv", COLUMNS, rows)


def _asked(request: HttpRequest) -> tuple[str, str]:
    """The first two, where none are named."""
    first, second, *_ = defined()
    return request.GET.get("one", first)[:40], request.GET.get("other", second)[:40]
