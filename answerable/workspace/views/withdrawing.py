"""A whole report is withdrawn, or its withdrawal taken back: by an editor, or by its own publisher."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError, parse_reference
from answerable.register.models import Entry, Report, Withdrawal
from answerable.register.operations import (
    PublishingError,
    restore_own_report,
    restore_report,
    withdraw_entry,
    withdraw_own_report,
    withdraw_report,
)
from answerable.sources.models import Place
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, reference, words
from answerable.workspace.presenters.withdrawing import (
    entries_standing,
    latest_withdrawals,
    said_there,
    withdrawing_page,
)
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.views.publishing import CRUMBS as PUBLISHING
from answerable.workspace.views.publishing import PERMISSION as PUBLISH
from answerable.workspace.views.publishing_reports import find_own

HERE = f"{ROOT}/withdrawals"
PERMISSION = "REPORT_WITHDRAW"
_NOT_SURE = "Tick that the whole report is to leave: nothing was written yet."
_CRUMBS = (("Your work", ROOT), ("Withdrawn reports", HERE))


@requires(PERMISSION)
def withdrawals(request: HttpRequest) -> HttpResponse:
    written, error = request.GET.get("report", ""), ""
    if written:
        try:
            return HttpResponseRedirect(f"{HERE}/{_held(written).reference}")
        except PublishingError as wrong:
            error = str(wrong)
    context = {"rows": latest_withdrawals(), "written": written[:40], "error": error, "here": HERE}
    title = "Withdrawn reports"
    page = desk_page(f"Error: {title}" if error else title, "review", (("Your work", ROOT),))
    return show(request, "withdrawals.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def report(request: HttpRequest, written: str) -> HttpResponse:
    held, filled = _find(written), {}
    key = request.GET.get("place", "")
    if key.isascii() and key.isdigit() and len(key) < 19:
        place = Place.objects.filter(pk=int(key)).first()
        filled = said_there(place) if place else {}
    return _page(request, held, filled=filled)


@requires(PERMISSION)
def withdraw(request: HttpRequest, written: str) -> HttpResponse:
    return _answer(request, _find(written), _withdraw, f"{HERE}/{written}")


@requires(PERMISSION)
def restore(request: HttpRequest, written: str) -> HttpResponse:
    return _answer(request, _find(written), _restore, f"{HERE}/{written}")


@requires("ENTRY_WITHDRAW")
def withdraw_one(request: HttpRequest, written: str) -> HttpResponse:
    return _answer(request, _find(written), _withdraw_one, f"{HERE}/{written}")


@requires(PUBLISH)
def own_report(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, find_own(request, written), by_author=True)


@requires(PUBLISH)
def withdraw_own(request: HttpRequest, written: str) -> HttpResponse:
    return _answer(request, find_own(request, written), _withdraw, _own(written), by_author=True)


@requires(PUBLISH)
def restore_own(request: HttpRequest, written: str) -> HttpResponse:
    return _answer(request, find_own(request, written), _restore, _own(written), by_author=True)


def _own(written: str) -> str:
    return f"{ROOT}/publishing/reports/{written}/withdrawal"


def _answer(
    request: HttpRequest,
    held: Report,
    act: Callable[[HttpRequest, Report, bool], str],
    back: str,
    *,
    by_author: bool = False,
) -> HttpResponse:
    try:
        told = act(request, held, by_author)
    except PublishingError as error:
        return _page(request, held, str(error), by_author=by_author)
    tell(request, told)
    return HttpResponseRedirect(back)


def _withdraw(request: HttpRequest, held: Report, by_author: bool) -> str:
    if request.POST.get("sure") != "yes":
        raise PublishingError(_NOT_SURE)
    other, on = request.POST.get("replaced_by", "").strip(), day(request, "on")
    if on is None and request.POST.get("on", "").strip():
        raise PublishingError("The day of the withdrawal is no date: write it as 2026-03-31.")
    made: Withdrawal = (withdraw_own_report if by_author else withdraw_report)(
        by=actor(request),
        report=held,
        ground=request.POST.get("ground", ""),
        why=words(request, "why"),
        on=on,
        notice=request.POST.get("notice", ""),
        replaced_by=_held(other) if other else None,
    )
    return f"Withdrawn: {made.report.reference}. Its address says why."


def _withdraw_one(request: HttpRequest, held: Report, by_author: bool) -> str:  # noqa: ARG001
    wanted = reference(request, "entry", "E")
    entry = Entry.objects.filter(report=held, reference=wanted, withdrawn_at__isnull=True).first()
    if entry is None:
        raise PublishingError("Choose an entry of this report that was not withdrawn yet.")
    withdraw_entry(by=actor(request), entry=entry, why=words(request, "why"))
    return f"Withdrawn: {entry.reference}. Its address says why."


def _restore(request: HttpRequest, held: Report, by_author: bool) -> str:
    operation = restore_own_report if by_author else restore_report
    made = operation(by=actor(request), report=held, why=words(request, "why"))
    return f"{made.report.reference} is in the register again, and its page says so."


def _held(written: str) -> Report:
    """Raises PublishingError."""
    try:
        found = Report.objects.filter(reference=parse_reference(written, "R")).first()
    except BadReferenceError as error:
        raise PublishingError(str(error)) from error
    if found is None:
        raise PublishingError(f"The register holds no report {written[:20]}.")
    return found


def _find(written: str) -> Report:
    try:
        return _held(written)
    except PublishingError as error:
        raise Http404(written) from error


def _page(
    request: HttpRequest,
    held: Report,
    error: str = "",
    *,
    by_author: bool = False,
    filled: Mapping[str, str] | None = None,
) -> HttpResponse:
    held.refresh_from_db()  # somebody may have decided it meanwhile
    shown = withdrawing_page(held, by_author=by_author)
    sent = given(request)
    sent.update(filled or {})
    about = f"{ROOT}/publishing/reports/{held.reference}"
    here = f"{about}/withdrawal" if by_author else f"{HERE}/{held.reference}"
    crumbs = (*PUBLISHING, (held.reference, about)) if by_author else _CRUMBS
    title = f"Withdrawal of {held.reference}" if shown.gone else f"Withdraw {held.reference}"
    page = desk_page(f"Error: {title}" if error else title, "publishing" if by_author else "review", crumbs)
    context = {
        "shown": shown,
        "singly": [] if by_author or shown.gone else entries_standing(held),
        "here": here,
        "error": error,
        "wrong": "sure" if error == _NOT_SURE else "entry-why" if sent["entry"] else "why",
        "given": sent,
    }
    return show(request, "withdrawing.html", page, context, status=422 if error else 200)
