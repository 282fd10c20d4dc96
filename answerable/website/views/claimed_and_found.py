"""What is said to be done, and what others found: counts with their denominator and day, and no ranking."""

from django.http import HttpRequest, HttpResponse

from answerable.website.exports import json_response
from answerable.website.presenters.claimed_and_found import HERE, as_json, claimed_and_found_page
from answerable.website.refusals import date_asked_for
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show


def claimed_and_found(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    shown = claimed_and_found_page(request.GET, as_at)
    page = Page(
        "Claimed and found",
        "How much is said to be done, how much of it others looked at, and what they found.",
        canonical=f"{HERE}{shown.query}",
        other_forms=(OtherForm("application/json", f"{HERE}.json{shown.query}", "These figures as JSON"),),
        crumbs=(HOME_CRUMB,),
    )
    return show(request, "claimed_and_found.html", page, {"shown": shown})


def claimed_and_found_json(request: HttpRequest) -> HttpResponse:
    return json_response(as_json(claimed_and_found_page(request.GET, date_asked_for(request))))
