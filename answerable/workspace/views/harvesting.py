"""Places on publishers' sites that are not understood, gone or withdrawn, or may not be asked for."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.dateparse import parse_datetime

from answerable.sources.harvesting.saying_less import SAYS_LESS
from answerable.sources.harvesting.withdrawn import SAYS_WITHDRAWN
from answerable.sources.models import Place
from answerable.sources.operations.visiting import PlaceError, leave_alone, look_again, take_as_it_stands
from answerable.sources.queries import last_runs, places_to_look_at
from answerable.website.presenters.sources import source_name
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given
from answerable.workspace.presenters.withdrawing import reports_at
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/harvest"
_MOST = 100


@requires("PLACE_DECIDE")
def places(request: HttpRequest) -> HttpResponse:
    return _page(request)


@requires("PLACE_DECIDE")
def again(request: HttpRequest, key: int) -> HttpResponse:
    look_again(by=actor(request), place=_place(key))
    tell(request, "It is asked for in the next run.")
    return HttpResponseRedirect(HERE)


@requires("PLACE_DECIDE")
def take(request: HttpRequest, key: int) -> HttpResponse:
    try:
        looked_at = parse_datetime(request.POST.get("looked_at", "").strip())
    except ValueError:
        looked_at = None
    try:
        take_as_it_stands(by=actor(request), place=_place(key), looked_at=looked_at)
    except PlaceError as error:
        return _page(request, f"take-{key}", str(error))
    tell(request, "It is taken as it stands in the next run. The copy held before is kept.")
    return HttpResponseRedirect(HERE)


@requires("PLACE_DECIDE")
def leave(request: HttpRequest, key: int) -> HttpResponse:
    try:
        leave_alone(by=actor(request), place=_place(key), why=request.POST.get("why", ""))
    except PlaceError as error:
        return _page(request, f"leave-{key}", str(error))
    tell(request, "It is left alone from now on. What is held of it stays.")
    return HttpResponseRedirect(HERE)


def _says_gone(place: Place) -> bool:
    return place.state == Place.State.GONE or place.why.startswith(SAYS_WITHDRAWN)


def _settled() -> list[int]:
    """Places whose reports have all left the register: nothing is left to decide."""
    places = [place for place in places_to_look_at().only("url", "state", "why") if _says_gone(place)]
    held = reports_at(places)
    return [key for key, reports in held.items() if reports and all(one.withdrawn_at for one in reports)]


def _place(key: int) -> Place:
    found = Place.objects.filter(pk=key).first()
    if found is None:
        raise Http404(str(key))
    return found


def _page(request: HttpRequest, wrong: str = "", error: str = "") -> HttpResponse:
    rows = places_to_look_at().exclude(pk__in=_settled())
    shown = list(rows[:_MOST])
    reports = reports_at(row for row in shown if _says_gone(row))
    standing = {key: [one for one in held if not one.withdrawn_at] for key, held in reports.items()}
    context = {
        "rows": [(row, source_name(row.source), standing.get(row.pk, [])) for row in shown],
        "says_less": SAYS_LESS,
        "count": rows.count(),
        "runs": [(run, source_name(run.source)) for run in last_runs()],
        "wrong": wrong,
        "error": error,
        "given": given(request),
        "here": HERE,
    }
    title = "Publishers’ sites"
    page = desk_page(f"Error: {title}" if error else title, "", (("Your work", ROOT),))
    return show(request, "harvest.html", page, context, status=422 if error else 200)
