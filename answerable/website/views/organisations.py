"""Pages of bodies."""

from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from answerable.duties.queries import reports_asking
from answerable.lineage.queries.dated import as_held, words_with_reports
from answerable.organisations.models import Organisation
from answerable.publication import tables
from answerable.publication.moved import moved_to
from answerable.publication.places import COLUMNS as PLACE_COLUMNS
from answerable.publication.places import place_row, places_of
from answerable.publication.records import body_record, entry_records
from answerable.register.queries import current_versions, reports_by_year
from answerable.website.exports import csv_response, json_list_response, json_response
from answerable.website.pages import numbered_pages
from answerable.website.presenters.body_facts import body_facts
from answerable.website.presenters.organisation import asked_in, find_organisation, organisation_page
from answerable.website.presenters.organisations import counts_kept, matching, organisations_page
from answerable.website.refusals import date_asked_for, reference_in_address
from answerable.website.rendering import HOME_CRUMB, OtherForm, Page, show
from answerable.website.views.records import page_number, record_page

COLUMNS = ("organisation", "name", "kind", "ods_code", "opened", "closed", "entries_asked", "fictional")
LIST_CRUMB = {"text": "Organisations", "href": "/organisations"}


def organisations(request: HttpRequest) -> HttpResponse:
    shown = organisations_page(*_narrowing(request), page_number(request), everyone=_everyone(request))
    page = Page(
        "Organisations",
        "Bodies that coroners, inquiries and investigations have asked to act, from A to Z.",
        section="organisations",
        canonical=request.get_full_path(),
        other_forms=(
            OtherForm("application/json", "/organisations.json", "All organisations as JSON"),
            OtherForm("text/csv", "/organisations.csv", "All organisations as CSV"),
        ),
        crumbs=(HOME_CRUMB,),
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    return show(request, "organisations.html", page, {"shown": shown, "pages": pages})


def _narrowing(request: HttpRequest) -> tuple[str, str, str]:
    name = " ".join(request.GET.get("name", "").replace("\0", "").split())[:100]
    return name, request.GET.get("kind", ""), request.GET.get("letter", "").upper()


def _everyone(request: HttpRequest) -> bool:
    return request.GET.get("all") == "yes"


def _rows() -> Iterator[tuple[object, ...]]:
    counts = counts_kept()
    for body in matching("", "", "", everyone=True).iterator(500):
        record = body_record(body)
        yield (
            record.reference,
            record.name,
            record.kind,
            record.ods,
            body.opened,
            body.closed,
            counts.get(body.pk, 0),
            body.fictional,
        )


def organisations_csv(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    return csv_response("answerable-organisations.csv", COLUMNS, _rows())


def organisations_json(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001
    rows = (dict(zip(COLUMNS, row, strict=True)) for row in _rows())
    return json_list_response({}, "organisations", rows)


def organisation(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "B")
    if canonical != reference:
        return redirect("organisation", reference=canonical, permanent=True)
    as_at = date_asked_for(request)
    body = find_organisation(canonical)
    if other := moved_to(body):
        return redirect(f"/organisations/{other.reference}?was={canonical}", permanent=True)
    shown = organisation_page(body, as_at, page_number(request))
    page = record_page(
        shown.name,
        f"What {shown.name} has been asked, what it has to answer and by when.",
        shown.href,
        as_at,
        (HOME_CRUMB, LIST_CRUMB),
        section="organisations",
    )
    pages = numbered_pages(request, shown.page, shown.pages)
    was = _was(request, canonical)
    return show(request, "organisation.html", page, {"shown": shown, "pages": pages, "was": was})


def _was(request: HttpRequest, reference: str) -> Organisation | None:
    """The other record of this body that somebody asked for, where it was sent on from one."""
    written = request.GET.get("was", "")
    if not written:
        return None
    other = Organisation.objects.filter(reference=written[:20]).first()
    moved = moved_to(other) if other else None
    return other if moved and moved.reference == reference else None


def _body(reference: str) -> Organisation:
    return find_organisation(reference_in_address(reference, "B"))


def organisation_json(request: HttpRequest, reference: str) -> HttpResponse:
    as_at = date_asked_for(request)
    body = _body(reference)
    if other := moved_to(body):
        return redirect("organisation-json", reference=other.reference, permanent=True)
    reports, _ = reports_asking(body.pk, on=as_at)
    return json_response(
        {
            **asdict(body_record(body)),
            "opened": body.opened,
            "closed": body.closed,
            "fictional": body.fictional,
            **asdict(body_facts(body, as_at)),
            "as_at": as_at,
            "reports": [
                {
                    "report": one.record.reference,
                    "title": one.record.title,
                    "issued_on": one.record.issued_on,
                    "entries": one.entries,
                    "due_on": one.due.due_on if one.due else None,
                    "due_basis": one.due.basis if one.due else None,
                    "response_state": one.record.response_state,
                    "response_words": one.record.response_words,
                }
                for one in asked_in(body, list(reports), as_at)
            ],
        }
    )


def organisation_csv(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Every entry that asks something of the body, newest report first."""
    body, as_at = _body(reference), date_asked_for(request)
    wanted = words_with_reports(as_at) if as_at else current_versions()
    versions = wanted.filter(entry__duties__organisation=body).order_by(
        "-entry__report__issued_on", "entry__report_id", "entry__order"
    )
    held = versions.iterator(400)
    if as_at:
        asking = reports_asking(body.pk, on=as_at)[0].order_by()
        found = list(versions.filter(entry__report__in=asking))
        words = as_held(found, as_at)
        held = (words[entry] for entry in dict.fromkeys(row.entry_id for row in found))
    rows = (tables.entry_row(record) for record in entry_records(held, on=as_at, with_duties=False))
    return csv_response(f"{body.reference}.csv", tables.ENTRY_COLUMNS, rows)


def organisation_by_year(request: HttpRequest, reference: str) -> HttpResponseBase:
    body = _body(reference)
    reports, _ = reports_asking(body.pk, on=date_asked_for(request))
    return csv_response(
        f"{body.reference}-by-year.csv", ("year", "reports"), reports_by_year(reports.order_by())
    )


def organisation_places(request: HttpRequest, reference: str) -> HttpResponseBase:
    body = _body(reference)
    rows = places_of(body, date_asked_for(request))
    return csv_response(f"{body.reference}-places.csv", PLACE_COLUMNS, map(place_row, rows))
