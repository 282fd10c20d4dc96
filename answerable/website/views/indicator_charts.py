"""The chart of one indicator for one body or place: its page, and its permanent picture, table and record."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

from answerable.impact.spc.record import as_record
from answerable.website.exports import csv_response, json_response
from answerable.website.presenters.chart_pictures import Picture, process_picture
from answerable.website.presenters.indicator_charts import asked_for, chart_page, figure_at
from answerable.website.presenters.indicator_figures import COLUMNS, figure_rows
from answerable.website.refusals import Explained, NotHereError
from answerable.website.rendering import FRESH_SECONDS, HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.indicators import LIST_CRUMB


def indicator_chart(request: HttpRequest, code: str, key: str) -> HttpResponse:
    asked = asked_for(request)
    shown = chart_page(code, key, asked)
    figure = shown.figure
    forms = [OtherForm("text/csv", figure.csv_href, "These figures as CSV")]
    if figure.drawn:
        forms.append(OtherForm("image/svg+xml", figure.svg_href, "The chart as a picture (SVG)"))
    page = Page(
        f"{figure.title} - indicator",
        "The chart of one indicator: its figures over time, and what differs by more than chance.",
        canonical=figure.href,
        other_forms=tuple(forms),
        crumbs=(HOME_CRUMB, LIST_CRUMB, {"text": figure.indicator.title, "href": f"/indicators/{code}"}),
        as_at=asked.on,
        now_href=request.path,
    )
    return show(request, "indicator_chart.html", page, {"shown": shown})


def chart_svg(request: HttpRequest, code: str, key: str) -> HttpResponse:
    figure = figure_at(code, key, asked_for(request))
    if figure.drawn is None:
        raise NotHereError(
            Explained("There is no chart here", (figure.refused,), (("The figures as a table", figure.href),))
        )
    return drawn_by_itself(request, process_picture(figure, figure.drawn))


def drawn_by_itself(request: HttpRequest, picture: Picture) -> HttpResponse:
    """A picture that any page may show."""
    text = render_to_string("website/chart.svg", {"shown": picture}, request)
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def chart_csv(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    figure = figure_at(code, key, asked_for(request))
    return csv_response(f"{code}-{key}.csv", COLUMNS, list(figure_rows(figure)))


def chart_json(request: HttpRequest, code: str, key: str) -> HttpResponseBase:
    figure = figure_at(code, key, asked_for(request))
    about = {
        "indicator": figure.indicator.code,
        "about": figure.key,
        "split": figure.asked.split,
        "unit": figure.held.unit,
        "remarks": figure.remarks,
    }
    if figure.chart is None:
        return json_response({**about, "no_chart": figure.refused})
    return json_response({**about, **as_record(figure.chart)})
