"""Searches that the register publishes: an editor names one, changes it, or takes it down."""

from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from answerable.oversight.models import PublishedSearch
from answerable.oversight.operations.publishing_searches import (
    PublishedSearchError,
    publish_search,
    withdraw_search,
)
from answerable.oversight.queries.published_searches import published_searches
from answerable.website.presenters.asked import read_address
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/searches"
LONGEST_ADDRESS = 4000


@requires("SEARCH_PUBLISH")
def searches(request: HttpRequest) -> HttpResponse:
    return _page(request)


@requires("SEARCH_PUBLISH")
def publish(request: HttpRequest) -> HttpResponse:
    order = request.POST.get("order", "").strip()
    try:
        made = publish_search(
            by=actor(request),
            code=request.POST.get("code", ""),
            title=request.POST.get("title", ""),
            words=request.POST.get("words", ""),
            asked=_asked(request.POST.get("address", "")),
            order=int(order) if order.isascii() and order.isdigit() and len(order) < 6 else 0,
        )
    except PublishedSearchError as error:
        return _page(request, "publish", str(error))
    tell(request, f"It is public at /searches/{made.code}.")
    return HttpResponseRedirect(HERE)


@requires("SEARCH_PUBLISH")
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    found = PublishedSearch.objects.filter(pk=key).first()
    if found is None:
        raise Http404(str(key))
    try:
        withdraw_search(by=actor(request), search=found, why=request.POST.get("why", ""))
    except PublishedSearchError as error:
        return _page(request, f"withdraw-{key}", str(error))
    tell(request, f"“{found.title}” is taken down. Its address says so, and why.")
    return HttpResponseRedirect(HERE)


def _asked(address: str) -> str:
    """The parameters of a search's address, in the one order that the website writes them in."""
    address = address.strip()
    if len(address) > LONGEST_ADDRESS:
        raise PublishedSearchError("This search is too long to be published.")
    try:
        asked = read_address(QueryDict(urlsplit(address).query))
    except ValueError as error:
        raise PublishedSearchError("Paste the address of a search, with all that follows “?”.") from error
    if asked.notes:
        raise PublishedSearchError(" ".join(asked.notes))
    return urlencode(asked.pairs())


def _page(request: HttpRequest, wrong: str = "", error: str = "") -> HttpResponse:
    context = {
        "rows": [(row, f"/search?{row.asked}") for row in published_searches()],
        "wrong": wrong,
        "error": error,
        "given": given(request),
        "address": "" if error else request.GET.get("address", "")[:LONGEST_ADDRESS],
        "here": HERE,
    }
    title = "Published searches"
    page = desk_page(f"Error: {title}" if error else title, "", (("Your work", ROOT),))
    return show(request, "searches.html", page, context, status=422 if error else 200)
