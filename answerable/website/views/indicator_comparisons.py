"""Bodies, and groups of people, beside each other."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from answerable.website.exports import csv_response
from answerable.website.presenters import comparison as comparing
from answerable.website.presenters import equality as groups
from answerable.website.presenters.chart_pictures import funnel_picture, groups_picture
from answerable.website.refusals import Explained, NotHereError
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.indicator_charts import drawn_by_itself
from answerable.website.views.indicators import LIST_CRUMB


def comparison(request: HttpRequest, code: str) -> HttpResponse:
    shown = comparing.comparison_page(request, code)
    title = shown.found.indicator.title
    forms = [OtherForm("text/csv", f"{shown.href}.csv{shown.query}", "These figures as CSV")]
    if shown.figure:
        forms.append(
            OtherForm("image/svg+xml", f"{shown.href}.svg{shown.query}", "The funnel as a picture (SVG)")
        )
    page = Page(
        f"{title}: providers beside each other - indicator",
        "Which providers stand apart from the others by more than chance explains. There is no ranking.",
        canonical=f"{shown.href}{shown.query}",
        other_forms=tuple(forms),
        crumbs=(HOME_CRUMB, LIST_CRUMB, {"text": title, "href": f"/indicators/{code}"}),
        as_at=shown.as_at,
        now_href=request.path,
    )
    return show(request, "indicator_comparison.html", page, {"shown": shown})


def comparison_svg(request: HttpRequest, code: str) -> HttpResponse:
    shown = comparing.comparison_page(request, code)
    if shown.figure is None:
        raise NotHereError(
            Explained("There is no chart here", (shown.found.refused,), (("Why", shown.href + shown.query),))
        )
    return drawn_by_itself(request, funnel_picture(shown, shown.figure))


def comparison_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    found, _ = comparing.find_comparison(request, code)
    return csv_response(f"{code}-comparison.csv", comparing.COLUMNS, list(comparing.comparison_rows(found)))


def equality(request: HttpRequest, code: str) -> HttpResponse:
    shown = groups.equality_page(request, code)
    title = shown.found.indicator.title
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    page = Page(
        f"{title}: by group of people - indicator",
        "An indicator by ethnicity, sex, age and other groups, with ratios, gaps, and what is missing.",
        canonical=shown.href,
        other_forms=(OtherForm("text/csv", f"{shown.href}.csv{query}", "These figures as CSV"),),
        crumbs=(HOME_CRUMB, LIST_CRUMB, {"text": title, "href": f"/indicators/{code}"}),
        as_at=shown.as_at,
        now_href=request.path,
    )
    return show(request, "indicator_equality.html", page, {"shown": shown, "method": groups.METHOD})


def equality_svg(request: HttpRequest, code: str) -> HttpResponse:
    """The chart of one split, as `kind` names it; of the first without."""
    shown = groups.equality_page(request, code)
    kind = request.GET.get("kind", "")
    one = next((one for one in shown.kinds if kind in ("", one.kind.kind)), None)
    if one is None:
        raise NotHereError(
            Explained(
                "There is no chart here",
                ("No figures by this group of people are held.",),
                (("The page", shown.href),),
            )
        )
    return drawn_by_itself(request, groups_picture(shown, one))


def equality_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    found, key, _, _ = groups.find_equality(request, code)
    return csv_response(f"{code}-equality.csv", groups.COLUMNS, list(groups.equality_rows(found, key)))
