"""The page that explains escalation, with the public list."""

from django.http import HttpRequest, HttpResponse

from answerable.website.presenters.escalation import escalation_page
from answerable.website.rendering import HOME_CRUMB, Page, show


def escalation(request: HttpRequest) -> HttpResponse:
    page = Page(
        "What happens when no answer is found",
        crumbs=(HOME_CRUMB,),
        description="The steps that follow when no answer to a recommendation or concern is identified.",
    )
    return show(request, "escalation.html", page, {"shown": escalation_page()})
