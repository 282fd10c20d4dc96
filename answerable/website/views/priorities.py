"""Pages of priority exercises: what goes first, by which criteria, and how far the list holds."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.publication import priorities as rows_of
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.presenters import priorities as shown_as
from answerable.website.presenters import priority_tables as tables
from answerable.website.presenters.support import support_lines
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import record_page

LIST_CRUMB = {"text": "Priorities", "href": "/priorities"}


def priorities(request: HttpRequest) -> HttpResponse:
    as_at = date_asked_for(request)
    page = Page(
        "Priorities",
        "What goes first, weighed in the open: criteria, weights, scores with reasons, and decisions.",
        section="expectations",
        canonical="/priorities",
        indexed=as_at is None,
        other_forms=(
            OtherForm("application/json", "/priorities.json", "All priority exercises as JSON"),
            OtherForm("text/csv", "/priorities.csv", "All priority exercises as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
        as_at=as_at,
        now_href="/priorities",
    )
    return show(request, "priorities.html", page, {"exercises": shown_as.listed_exercises(as_at)})


def priorities_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-priorities.csv", rows_of.LIST_COLUMNS, rows_of.list_rows())


def priorities_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    rows = (dict(zip(rows_of.LIST_COLUMNS, row, strict=True)) for row in rows_of.list_rows())
    return json_list_response({}, "exercises", rows)


def exercise(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "Z")
    if canonical != reference:
        return redirect("priority-exercise", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    shown = shown_as.exercise_page(shown_as.find_record(canonical, as_at), as_at)
    page = record_page(
        f"Priority exercise {canonical}",
        f"What goes first, and why. {shown.kicker}.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB),
        section="expectations",
    )
    return show(request, "priority_exercise.html", page, {"shown": shown, "support": support_lines()[:2]})


def exercise_json(request: HttpRequest, reference: str) -> HttpResponse:
    as_at = date_asked_for(request)
    record = shown_as.find_record(reference_in_address(reference, "Z"), as_at)
    return json_response({**tables.exercise_json(record), "as_at": as_at})


def exercise_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The list with how far each place holds; empty until scoring is closed."""
    record = shown_as.find_record(reference_in_address(reference, "Z"), date_asked_for(request))
    return csv_response(f"{record.reference}.csv", rows_of.RANKING_COLUMNS, rows_of.ranking_rows(record))


def exercise_weights(request: HttpRequest, reference: str) -> HttpResponseBase:
    record = shown_as.find_record(reference_in_address(reference, "Z"), date_asked_for(request))
    return csv_response(f"{record.reference}-weights.csv", tables.WEIGHT_COLUMNS, tables.weight_rows(record))


def exercise_scores(request: HttpRequest, reference: str) -> HttpResponseBase:
    record = shown_as.find_record(reference_in_address(reference, "Z"), date_asked_for(request))
    return csv_response(f"{record.reference}-scores.csv", tables.SCORE_COLUMNS, tables.score_rows(record))


def exercise_item(request: HttpRequest, reference: str, expectation: str) -> HttpResponse:
    """How one expectation was scored, criterion by criterion."""
    as_at = date_asked_for(request)
    record = shown_as.find_record(reference_in_address(reference, "Z"), as_at)
    shown = shown_as.item_page(record, reference_in_address(expectation, "X"), as_at)
    crumb = {"text": f"Exercise {record.reference}", "href": f"/priorities/{record.reference}"}
    page = record_page(
        f"{shown.reference} in priority exercise {record.reference}",
        "How one expectation was scored, criterion by criterion, with the reasons.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB, crumb),
        section="expectations",
        forms=False,
    )
    return show(request, "priority_item.html", page, {"shown": shown})
