"""Reports, organisations, expectations, themes, indicators, and the log."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.params import functions as param

from answerable.api import cursors
from answerable.api.asking import (
    ERRORS,
    WITHDRAWN,
    AsAt,
    Cursor,
    Day,
    Reference,
    Size,
    canonical,
    day_asked,
    page_of,
    place_after,
    the_one,
)
from answerable.api.problems import ProblemError
from answerable.api.shapes import (
    Body,
    Expectation,
    IndicatorLine,
    Listed,
    LogLine,
    Report,
    ReportRecord,
    SeriesOut,
    Theme,
    Value,
)
from answerable.impact.definitions import shipped
from answerable.impact.queries import series
from answerable.impact.queries.series import UnknownIndicatorError
from answerable.lineage.queries import expectation_by_reference
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.publication.expectations import ranked, whole, wholes
from answerable.publication.log import CATEGORIES, Wanted, line_of, logged
from answerable.publication.reports import body_record, report_records
from answerable.register.models import Entry
from answerable.register.models import Report as ReportRow
from answerable.register.queries import in_register, withdrawal_of

router = Router()
STATES = ("adopted", "draft")


def _words(named: Iterable[str]) -> dict[str, Any]:
    return {"enum": ["", *named]}


class WhichExpectations(Schema):
    state: str = Field("", description="adopted or draft; empty for both.", json_schema_extra=_words(STATES))
    theme: str = Field(
        "",
        description="Key of a theme; empty for all.",
        json_schema_extra=_words(one.key for one in taxonomy().themes),
    )


class WhichLines(Schema):
    what: str = Field(
        "",
        description="added, changed, withdrawn, corrected or decided; empty for all.",
        json_schema_extra=_words(CATEGORIES),
    )


@router.get(
    "/reports", response={200: Listed[ReportRecord], **ERRORS}, operation_id="reports", tags=["reports"]
)
def reports(request: HttpRequest, size: int = Size, cursor: str = Cursor) -> dict[str, Any]:
    """Every report, in the order in which the register took them in."""
    question = cursors.question("reports", {})
    rows, next_cursor = page_of(in_register().select_related("publisher"), size, cursor, question)
    return {"items": report_records(rows), "next": next_cursor}


@router.get(
    "/reports/{reference}", response={200: Report, **WITHDRAWN}, operation_id="report", tags=["reports"]
)
def report(request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt) -> dict[str, Any]:
    """One report and the references of its entries."""
    found = the_one(ReportRow.objects.select_related("publisher"), reference, "R", "report")
    if (gone := withdrawal_of(found, day_asked(as_at))) is not None:
        instead = f" In its place stands {gone.replaced_by.reference}." if gone.replaced_by else ""
        raise ProblemError(410, f"Report {found.reference} was withdrawn: {gone.why}{instead}")
    rows = Entry.objects.filter(report=found, withdrawn_at__isnull=True).order_by("order")
    return {
        "report": report_records([found], on=day_asked(as_at))[0],
        "entries": list(rows.values_list("reference", flat=True)),
    }


@router.get(
    "/organisations",
    response={200: Listed[Body], **ERRORS},
    operation_id="organisations",
    tags=["organisations"],
)
def organisations(
    request: HttpRequest,
    name: str = param.Query("", max_length=100, description="Part of its name."),
    size: int = Size,
    cursor: str = Cursor,
) -> dict[str, Any]:
    """Every body that can be asked to act."""
    question = cursors.question("organisations", {"name": name})
    bodies = Organisation.objects.filter(name__icontains=name) if name else Organisation.objects.all()
    rows, next_cursor = page_of(bodies, size, cursor, question)
    return {"items": [_body(row) for row in rows], "next": next_cursor}


@router.get(
    "/organisations/{reference}",
    response={200: Body, **ERRORS},
    operation_id="organisation",
    tags=["organisations"],
)
def organisation(request: HttpRequest, reference: str = Reference) -> dict[str, Any]:
    """One body."""
    return _body(the_one(Organisation.objects.all(), reference, "B", "organisation"))


@router.get(
    "/expectations",
    response={200: Listed[Expectation], **ERRORS},
    operation_id="expectations",
    tags=["expectations"],
)
def expectations(
    request: HttpRequest,
    which: Query[WhichExpectations],
    size: int = Size,
    cursor: str = Cursor,
) -> dict[str, Any]:
    """What has been asked again and again, the most repeated first."""
    state, theme = which.state, which.theme
    if state not in ("", *STATES):
        raise ProblemError(422, "`state` is adopted or draft.")
    if theme and theme not in taxonomy().keys:
        raise ProblemError(422, "There is no such theme: /api/v1/themes lists them.")
    question = cursors.question("expectations", {"state": state, "theme": theme})
    rows = ranked(state=state, theme=theme)
    start = place_after([row.key for row in rows], cursors.read(cursor, question))
    part = rows[start : start + size]
    more = start + size < len(rows)
    return {
        "items": [one.as_json(whole=False) for one in wholes(part)],
        "next": cursors.write(question, part[-1].key) if more and part else None,
        "total": len(rows),
    }


@router.get(
    "/expectations/{reference}",
    response={200: Expectation, **ERRORS},
    operation_id="expectation",
    tags=["expectations"],
)
def expectation(
    request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt
) -> dict[str, object]:
    """One expectation with its facts."""
    found = expectation_by_reference(canonical(reference, "X"), day_asked(as_at))
    if found is None:
        raise ProblemError(404, "No expectation has that reference.")
    return whole(found, day_asked(as_at)).as_json(whole=False)


@router.get("/themes", response={200: list[Theme], **ERRORS}, operation_id="themes", tags=["lists"])
def themes(request: HttpRequest) -> list[dict[str, Any]]:
    """The themes that entries are given."""
    return [
        {"key": one.key, "name": one.name, "definition": one.definition, "families": list(one.families)}
        for one in taxonomy().themes
    ]


@router.get(
    "/indicators",
    response={200: list[IndicatorLine], **ERRORS},
    operation_id="indicators",
    tags=["indicators"],
)
def indicators(request: HttpRequest) -> list[dict[str, str]]:
    """Every indicator that is defined."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "unit": one.unit,
            "better": one.better.value,
            "definition": one.definition,
            "source": one.source.name,
        }
        for one in shipped().values()
    ]


@router.get(
    "/indicators/{code}/series/{reference}",
    response={200: SeriesOut, **ERRORS},
    operation_id="indicator_series",
    tags=["indicators"],
)
def indicator_series(
    request: HttpRequest,
    code: str = param.Path(..., max_length=40),
    reference: str = Reference,
    split: str = param.Query("", max_length=250),
    as_at: Day | None = AsAt,
) -> dict[str, Any]:
    """The figures of one body, as they are believed on the day. A hidden figure stays hidden."""
    body = the_one(Organisation.objects.all(), reference, "B", "organisation")
    try:
        found = series(code, body, split or None, day_asked(as_at))
    except UnknownIndicatorError as error:
        raise ProblemError(404, str(error)) from None
    return {
        "indicator": code,
        "organisation": body.reference,
        "split": split,
        "unit": found.unit,
        "notes": list(found.notes),
        "values": [
            Value(period=one.label, words=one.words, value=one.value, why=one.why) for one in found.readings
        ],
    }


@router.get("/log", response={200: Listed[LogLine], **ERRORS}, operation_id="log", tags=["log"])
def log(
    request: HttpRequest,
    which: Query[WhichLines],
    size: int = Size,
    cursor: str = Cursor,
) -> dict[str, Any]:
    """Every addition, change, withdrawal and correction, newest first."""
    what = which.what
    if what and what not in CATEGORIES:
        raise ProblemError(422, f"`what` is one of {', '.join(CATEGORIES)}.")
    question = cursors.question("log", {"what": what})
    last = cursors.read(cursor, question)
    if last is not None and not isinstance(last, int):
        raise ProblemError(400, "That is no cursor of the log.")
    rows = [line_of(row) for row in logged(Wanted(category=what, before=last))[: size + 1]]
    more = len(rows) > size
    return {"items": rows[:size], "next": cursors.write(question, rows[size - 1].index) if more else None}


def _body(row: Organisation) -> dict[str, Any]:
    record = body_record(row)
    return {
        "reference": record.reference,
        "name": record.name,
        "kind": record.kind,
        "ods": record.ods,
        "opened": row.opened,
        "closed": row.closed,
        "fictional": row.fictional,
    }
