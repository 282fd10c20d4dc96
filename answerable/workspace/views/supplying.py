"""Offers of missing reports, looked at by an editor; and numbers about which something was found out."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.oversight.missing.sequences import sequences
from answerable.oversight.models import GapNote, Supply
from answerable.oversight.operations.supplying import SupplyError, answer_supply, note_gap
from answerable.oversight.queries.missing import supplies_to_answer
from answerable.website.presenters.sources import source_name
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/supplies"
OUTCOMES = tuple((value, label) for value, label in Supply.Outcome.choices if value)
_MOST = 100


@requires("SUPPLY_ANSWER")
def supplies(request: HttpRequest) -> HttpResponse:
    return _page(request)


@requires("SUPPLY_ANSWER")
def answer(request: HttpRequest, key: int) -> HttpResponse:
    found = Supply.objects.filter(pk=key).first()
    if found is None:
        raise Http404(str(key))
    try:
        answer_supply(
            by=actor(request),
            supply=found,
            outcome=request.POST.get("outcome", ""),
            reply=request.POST.get("reply", "").replace("\r\n", "\n"),
            report=request.POST.get("report", "").strip(),
        )
    except SupplyError as error:
        return _page(request, f"answer-{key}", str(error))
    tell(request, f"Answered. It is shown at /coverage/{found.source}/number/{found.number}.")
    return HttpResponseRedirect(HERE)


@requires("SUPPLY_ANSWER")
def note(request: HttpRequest) -> HttpResponse:
    try:
        made = note_gap(
            by=actor(request),
            source=request.POST.get("source", ""),
            number=request.POST.get("number", ""),
            kind=request.POST.get("kind", ""),
            words=request.POST.get("words", "").replace("\r\n", "\n"),
            on=_day(request.POST.get("on", "")),
            url=request.POST.get("url", ""),
        )
    except SupplyError as error:
        return _page(request, "note", str(error))
    tell(request, f"What is known of {made.number} is public now.")
    return HttpResponseRedirect(HERE)


def _page(request: HttpRequest, wrong: str = "", error: str = "") -> HttpResponse:
    rows = supplies_to_answer()
    context = {
        "rows": [(row, source_name(row.source)) for row in rows[:_MOST]],
        "count": rows.count(),
        "outcomes": OUTCOMES,
        "kinds": GapNote.Kind.choices,
        "sources": [(one.source, source_name(one.source)) for one in sequences()],
        "wrong": wrong,
        "error": error,
        "given": given(request),
        "here": HERE,
    }
    page = desk_page("Error: Missing reports" if error else "Missing reports", "", (("Your work", ROOT),))
    return show(request, "supplies.html", page, context, status=422 if error else 200)


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written.strip())
    except ValueError as error:
        raise SupplyError("Give the day on which that was found out, such as 2026-03-31.") from error
