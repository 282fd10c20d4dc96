"""Successions before the overseer: seen before, worked through, chosen by hand, accounted for, taken back."""

import datetime as dt

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Duty
from answerable.duties.queries.holding import with_entry
from answerable.organisations.models import Organisation
from answerable.oversight.models import SuccessionRun
from answerable.oversight.operations.errors import SuccessionError
from answerable.oversight.operations.succeeding import choose_successor, take_back_run
from answerable.oversight.succession.previewing import Waits, matching, preview, waits_of
from answerable.oversight.succession.running import work_through
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, numbers, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/oversight/succession"
CRUMBS = (("Your work", ROOT), ("Oversight", f"{ROOT}/oversight"), ("Successions", HERE))
_MOST = 300


@requires("DUTY_TRANSFER")
def succession(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, error: str = "") -> HttpResponse:
    try:
        on = dt.date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        on = today()
    title = "Successions"
    context = {
        "shown": preview(on),
        "ahead": on > today(),
        "runs": SuccessionRun.objects.all()[:20],
        "here": HERE,
        "error": error,
    }
    page = desk_page(f"Error: {title}" if error else title, "oversight", CRUMBS[:2])
    return show(request, "succession.html", page, context, status=422 if error else 200)


@requires("DUTY_TRANSFER")
def apply(request: HttpRequest) -> HttpResponse:
    try:
        run = work_through(by=actor(request), on=today())
    except SuccessionError as error:
        return _list(request, str(error))
    tell(request, "It is worked through. Its account stands below.")
    return HttpResponseRedirect(f"{HERE}/runs/{run.pk}")


@requires("DUTY_TRANSFER")
def waiting(request: HttpRequest, written: str) -> HttpResponse:
    return _waiting(request, *_waits(written))


def _waits(written: str) -> tuple[Organisation, Waits]:
    try:
        body = Organisation.objects.filter(reference=parse_reference(written, "B")).first()
    except BadReferenceError:
        body = None
    found = waits_of(body, today()) if body and body.closed and body.closed <= today() else None
    if body is None or found is None:
        raise Http404(written)
    return body, found


def _waiting(request: HttpRequest, body: Organisation, found: Waits, error: str = "") -> HttpResponse:
    rule = " ".join(request.GET.get("words", "").split())
    fitting = matching(body, [one.strip() for one in rule.split(",") if one.strip()])
    ticked = numbers(request, "duty") if error else fitting
    keys = [key for key in found.duties if key in set(fitting)] if rule else list(found.duties)
    title = f"Who came after {body.name}"
    context = {
        "body": body,
        "waits": found,
        "duties": with_entry(Duty.objects.filter(pk__in=keys[:_MOST])),
        "count": len(keys),
        "rule": rule,
        "ticked": ticked,
        "candidates": [(one.reference, one.name) for one in found.candidates],
        "here": f"{HERE}/bodies/{body.reference}",
        "form": "choose" if error else "",
        "error": error,
        "given": given(request),
    }
    page = desk_page(f"Error: {title}" if error else title, "oversight", CRUMBS)
    return show(request, "succession_body.html", page, context, status=422 if error else 200)


@requires("DUTY_TRANSFER")
def choose(request: HttpRequest, written: str) -> HttpResponse:
    body, found = _waits(written)
    wanted = list(found.duties) if words(request, "all") == "yes" else numbers(request, "duty")
    try:
        to = body_chosen(request)
        run = choose_successor(
            by=actor(request), body=body, to=to, duties=wanted, why=words(request, "reason")
        )
    except NoSuchBodyError as error:
        return _waiting(request, body, found, f"Name the body that came after. {error}")
    except SuccessionError as error:
        return _waiting(request, body, found, str(error))
    tell(request, f"Passed to {to.name}.")
    return HttpResponseRedirect(f"{HERE}/runs/{run.pk}")


@requires("DUTY_TRANSFER")
def account(request: HttpRequest, key: int) -> HttpResponse:
    return _account(request, _run(key))


def _run(key: int) -> SuccessionRun:
    try:
        return SuccessionRun.objects.get(pk=key)
    except ObjectDoesNotExist as error:
        raise Http404(str(key)) from error


def _account(request: HttpRequest, run: SuccessionRun, error: str = "") -> HttpResponse:
    passings = run.passings.select_related("duty__entry__report", "before", "after")
    title = f"Succession run {run.pk}"
    context = {
        "run": run,
        "passings": passings.order_by("before__name", "pk")[:_MOST],
        "count": passings.count(),
        "here": f"{HERE}/runs/{run.pk}",
        "form": "undo" if error else "",
        "error": error,
        "given": given(request),
    }
    page = desk_page(f"Error: {title}" if error else title, "oversight", CRUMBS)
    return show(request, "succession_run.html", page, context, status=422 if error else 200)


@requires("DUTY_TRANSFER")
def undo(request: HttpRequest, key: int) -> HttpResponse:
    run = _run(key)
    try:
        back = take_back_run(by=actor(request), run=run, why=words(request, "reason"))
    except SuccessionError as error:
        return _account(request, run, str(error))
    tell(request, f"{back} given back. They wait for a person.")
    return HttpResponseRedirect(f"{HERE}/runs/{run.pk}")
