"""Pages of expectations: what has been asked again and again, in plain words."""

from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.publication import tables
from answerable.publication.expectation_standing import STANDING_BY_BODY_COLUMNS
from answerable.publication.expectations import (
    COLUMNS,
    ExpectationWhole,
    expectation_row,
    references_served,
    whole,
)
from answerable.publication.together import STATES
from answerable.publication.weighed import of_expectation
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.accuracy import accuracy
from answerable.website.presenters.assessments import assessed_expectation
from answerable.website.presenters.expectation import (
    expectation_page,
    find_expectation,
    standing_of,
)
from answerable.website.presenters.expectations import all_expectations, expectations_page
from answerable.website.presenters.support import support_lines
from answerable.website.refusals import WithdrawnError, date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, explain, show
from answerable.website.views.records import page_number, record_page

LIST_CRUMB = {"text": "Expectations", "href": "/expectations"}


def _narrowing(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("state", ""), request.GET.get("theme", "")


def expectations(request: HttpRequest) -> HttpResponse:
    shown = expectations_page(*_narrowing(request), page_number(request))
    query = "&".join(
        f"{name}={value}" for name, value in (("state", shown.state), ("theme", shown.theme)) if value
    )
    end = f"?{query}" if query else ""
    page = Page(
        "Expectations",
        "What has been asked again and again, who has asked it, of whom, and since when.",
        section="expectations",
        canonical=f"/expectations{end}",
        other_forms=(
            OtherForm("application/json", f"/expectations.json{end}", "These expectations as JSON"),
            OtherForm("text/csv", f"/expectations.csv{end}", "These expectations as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "expectations.html", page, {"shown": shown, "pages": pages, "accuracy": accuracy()})


def expectations_json(request: HttpRequest) -> HttpResponseBase:
    rows = (record.as_json(whole=False) for record in all_expectations(*_narrowing(request)))
    return json_list_response({}, "expectations", rows)


def _rows(records: list[ExpectationWhole]) -> Iterator[tuple[object, ...]]:
    served = references_served(record.shown.id for record in records)
    return (tuple(expectation_row(record, served.get(record.shown.id, []))) for record in records)


def expectations_csv(request: HttpRequest) -> HttpResponseBase:
    return csv_response("answerable-expectations.csv", COLUMNS, _rows(all_expectations(*_narrowing(request))))


def expectation(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "X")
    if canonical != reference:
        return redirect("expectation", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    try:
        shown = expectation_page(canonical, as_at, page_number(request))
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    page = record_page(
        shown.title,
        f"{shown.state}. {shown.asked}.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB),
        section="expectations",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    context = {
        "shown": shown,
        "pages": pages,
        "support": support_lines()[:2],
        "accuracy": accuracy(),
        "together_states": STATES,
        "weighed": shown.together.exercises,
        "assessment": assessed_expectation(shown.shown.id, as_at) if shown.there.assessed else None,
    }
    return show(request, "expectation.html", page, context)


def expectation_json(request: HttpRequest, reference: str) -> HttpResponse:
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    record = whole(shown, as_at)
    by_body = [asdict(one) for one in standing_of(record, as_at)]
    others = of_expectation(shown.id, as_at)
    return json_response(
        {**record.as_json(whole=True), "standing_by_body": by_body, **others, "as_at": as_at}
    )


def expectation_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The entries that ask it, oldest report first."""
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    rows = (tables.entry_row(record) for _, record in whole(shown, as_at).asking)
    return csv_response(f"{shown.reference}.csv", tables.ENTRY_COLUMNS, rows)


def expectation_by_year(request: HttpRequest, reference: str) -> HttpResponseBase:
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    facts = whole(shown, as_at).facts
    return csv_response(f"{shown.reference}-by-year.csv", ("year", "reports"), sorted(facts.years.items()))


def expectation_standing(request: HttpRequest, reference: str) -> HttpResponseBase:
    """How each body stands with it, A to Z."""
    as_at = date_asked_for(request)
    try:
        shown = find_expectation(reference_in_address(reference, "X"), as_at)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    rows = [one.row for one in standing_of(whole(shown, as_at), as_at)]
    return csv_response(f"{shown.reference}-standing.csv", STANDING_BY_BODY_COLUMNS, rows)
