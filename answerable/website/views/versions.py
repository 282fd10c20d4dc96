"""Every version of what is cited, each at an address of its own; and responses."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import http_date

from answerable.core.calendar import today
from answerable.publication.versions import History
from answerable.website.exports import csv_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.response import COLUMNS as RESPONSE_COLUMNS
from answerable.website.presenters.response import response_page
from answerable.website.presenters.support import support_lines
from answerable.website.presenters.versions import (
    A_PAGE,
    COLUMNS,
    VersionPage,
    find_history,
    history_json,
    history_rows,
    version_href,
    version_json,
    version_page,
)
from answerable.website.refusals import WithdrawnError, date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show
from answerable.website.views.records import page_number, record_page


def versions(request: HttpRequest, folder: str, reference: str) -> HttpResponse:
    """Every version, the latest first, with who made it, when and why."""
    try:
        history = find_history(folder, reference)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    here = f"{history.href}/versions"
    if history.reference != reference:
        return redirect(here, permanent=True)
    pages = max(1, -(-history.last // A_PAGE))
    at = min(page_number(request), pages)
    newest = history.steps[::-1]
    page = Page(
        f"Versions of {history.name}",
        f"Every version of {history.name} that this register has shown, with when and why it changed.",
        indexed=False,
        canonical=here,
        other_forms=(
            OtherForm("application/json", f"{here}.json", "These versions as JSON"),
            OtherForm("text/csv", f"{here}.csv", "These versions as CSV"),
        ),
        crumbs=_crumbs(history),
    )
    context = {
        "history": history,
        "steps": newest[(at - 1) * A_PAGE : at * A_PAGE],
        "pages": numbered_pages(request, at, pages),
    }
    response = show(request, "versions.html", page, context)
    response.headers["Link"] = f'<{request.build_absolute_uri(history.href)}>; rel="latest-version"'
    return response


def versions_json(request: HttpRequest, folder: str, reference: str) -> HttpResponse:
    try:
        return json_response(history_json(find_history(folder, reference)))
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)


def versions_csv(request: HttpRequest, folder: str, reference: str) -> HttpResponseBase:
    try:
        history = find_history(folder, reference)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    return csv_response(f"{history.reference}-versions.csv", COLUMNS, history_rows(history))


def version(request: HttpRequest, folder: str, reference: str, version: int) -> HttpResponse:
    """One version: what it said, what it changed, and by whom."""
    try:
        history = find_history(folder, reference)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    if history.reference != reference:
        return redirect(version_href(history, version), permanent=True)
    shown = version_page(history, version)
    page = Page(
        f"Version {version} of {history.name}",
        f"Version {version} of {history.last} of {history.name}, as this register recorded it.",
        indexed=False,
        canonical=history.href,
        other_forms=(OtherForm("application/json", f"{shown.href}.json", "This version as JSON"),),
        crumbs=(*_crumbs(history), {"text": "Versions", "href": f"{history.href}/versions"}),
    )
    context = {
        "shown": shown,
        "history": history,
        "cited_on": today(),
        "cited_href": request.build_absolute_uri(shown.href),
        "support": support_lines()[:2] if history.words_of_reports else (),
    }
    return remembered(request, show(request, "version.html", page, context), shown)


def version_as_json(request: HttpRequest, folder: str, reference: str, version: int) -> HttpResponse:
    try:
        shown = version_page(find_history(folder, reference), version)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    return remembered(request, json_response(version_json(shown)), shown)


def remembered(request: HttpRequest, response: HttpResponse, shown: VersionPage) -> HttpResponse:
    """Says of which moment it is (RFC 7089), and where its neighbours are (RFC 5829)."""
    history = shown.history
    led = [
        (history.href, "original latest-version"),
        (f"{history.href}/versions", "version-history"),
        (shown.before, "predecessor-version"),
        (shown.after, "successor-version"),
    ]
    response.headers["Memento-Datetime"] = http_date(shown.step.at.timestamp())
    response.headers["Link"] = ", ".join(
        f'<{request.build_absolute_uri(href)}>; rel="{rel}"' for href, rel in led if href
    )
    return response


def response(request: HttpRequest, reference: str) -> HttpResponse:
    """What a body answered, once."""
    canonical = reference_in_address(reference, "A")
    if canonical != reference:
        return redirect("response", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    try:
        shown = response_page(canonical, as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    crumbs = (
        HOME_CRUMB,
        {"text": "Organisations", "href": "/organisations"},
        {"text": shown.body, "href": f"/organisations/{shown.body_reference}"},
    )
    page = record_page(
        shown.heading,
        f"What {shown.body} answered on {shown.answered_on:%-d %B %Y}.",
        shown.href,
        as_at,
        crumbs,
        section="organisations",
    )
    return show(request, "response.html", page, {"shown": shown, "support": support_lines()[:2]})


def response_json(request: HttpRequest, reference: str) -> HttpResponse:
    try:
        shown = response_page(reference_in_address(reference, "A"), date_asked_for(request))
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    return json_response(shown.as_json())


def response_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One row for each thing that it answers."""
    try:
        shown = response_page(reference_in_address(reference, "A"), date_asked_for(request))
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    return csv_response(f"{shown.reference}.csv", RESPONSE_COLUMNS, shown.rows())


def _crumbs(history: History) -> tuple[dict[str, str], ...]:
    return (HOME_CRUMB, {"text": history.name[0].upper() + history.name[1:], "href": history.href})
