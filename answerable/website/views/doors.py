"""The front doors."""

from django.http import Http404, HttpRequest, HttpResponse

from answerable.website.presenters.doors import doors
from answerable.website.presenters.support import support_lines
from answerable.website.rendering import HOME_CRUMB, Page, show


def door(request: HttpRequest, key: str) -> HttpResponse:
    found = doors().get(key)
    if found is None:
        raise Http404(key)
    page = Page(found.title, found.lead, canonical=found.href, crumbs=(HOME_CRUMB,), header_search=False)
    context = {
        "door": found,
        "others": [one for one in doors().values() if one is not found],
        "support": support_lines()[:2] if found.support else (),
    }
    return show(request, "door.html", page, context)
