"""What needs the person who has signed in, the kinds of work on the desk, and how they work at it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.queries import roles_of
from answerable.workspace.needs.all import needs_me
from answerable.workspace.policy import actor, person, requires, signed_in, way_back
from answerable.workspace.presenters.review import review_work
from answerable.workspace.rendering import NO_KEYS, desk_page, show
from answerable.workspace.security import ROOT


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "needs": needs_me(actor(request)),
        "roles": [role.label for role in roles_of(person(request))],
    }
    return show(request, "home.html", desk_page("Your work", "home"), context)


@requires("SUGGESTION_DECIDE")
def review(request: HttpRequest) -> HttpResponse:
    page = desk_page("Review desk", "review", (("Your work", ROOT),))
    return show(request, "review.html", page, {"work": review_work(actor(request))})


@signed_in
def keys(request: HttpRequest) -> HttpResponse:
    """Turns single keys on and off: they get in the way of speech input (WCAG 2.1.4)."""
    request.session[NO_KEYS] = not request.session.get(NO_KEYS, False)
    return HttpResponseRedirect(way_back(request, request.POST.get("next", "")))
