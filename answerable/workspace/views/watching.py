"""Dashboards for the overseer, assurers, issuers, and the boards of bodies, regions and areas."""

from django.http import Http404, HttpRequest, HttpResponse

from answerable.organisations.models import Organisation
from answerable.sources.models import Publisher
from answerable.website.refusals import date_asked_for
from answerable.workspace.policy import actor, for_body, requires, signed_in
from answerable.workspace.presenters.answering import at_body
from answerable.workspace.presenters.watching import (
    HERE,
    Dashboard,
    dashboards_of,
    of_assurer,
    of_board,
    of_issuer,
    of_register,
)
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

CRUMBS = (("Your work", ROOT), ("Dashboards", HERE))


@signed_in
def watching(request: HttpRequest) -> HttpResponse:
    """Every dashboard that the person may see."""
    page = desk_page("Dashboards", "watching", CRUMBS[:1])
    return show(request, "watching.html", page, {"rows": list(dashboards_of(actor(request)))})


@requires("OVERSIGHT_READ")
def register(request: HttpRequest) -> HttpResponse:
    return _show(request, of_register(actor(request), date_asked_for(request)))


@requires("ASSURANCE_READ")
def found(request: HttpRequest) -> HttpResponse:
    return _show(request, of_assurer(actor(request), date_asked_for(request)))


@requires("ADEQUACY_JUDGE")
def publisher(request: HttpRequest, code: str) -> HttpResponse:
    """Of one's own publisher only: another's is answered as one that is not there."""
    by = actor(request)
    held = Publisher.objects.filter(code=code).first()
    if held is None or not by.may_publish("ADEQUACY_JUDGE", held.code):
        raise Http404(code)
    return _show(request, of_issuer(by, held, date_asked_for(request)))


@for_body("BODY_READ")
def board(request: HttpRequest, body: Organisation) -> HttpResponse:
    shown = of_board(actor(request), body, date_asked_for(request))
    return _show(request, shown, (CRUMBS[0], (body.name, at_body(body))))


def _show(
    request: HttpRequest, shown: Dashboard, crumbs: tuple[tuple[str, str], ...] = CRUMBS
) -> HttpResponse:
    page = desk_page(f"Dashboard: {shown.title}", "watching", crumbs)
    return show(request, "dashboard.html", page, {"board": shown, "on": date_asked_for(request)})
