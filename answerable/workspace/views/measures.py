"""One measure: when each body acted, and tests of whether the figures moved since."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Claim
from answerable.impact.models import EffectTest, Measure
from answerable.impact.operations.errors import EffectError
from answerable.impact.operations.measuring import end_measure, set_measure_date
from answerable.impact.operations.testing import run_test
from answerable.impact.queries.effects import measure_by_reference
from answerable.organisations.models import Organisation
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, number, words
from answerable.workspace.presenters.measures import before_test, measure_page
from answerable.workspace.presenters.measuring import HERE
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

CRUMBS = (("Your work", ROOT), ("Did it work?", HERE))
METHODS = tuple(EffectTest.Method.choices)


@requires("IMPACT_READ")
def measure(request: HttpRequest, written: str) -> HttpResponse:
    return _measure(request, _find(written))


@requires("IMPACT_MEASURE")
def date(request: HttpRequest, written: str) -> HttpResponse:
    """Records when a body acted: as its claim says, or another day with a reason."""
    found = _find(written)
    try:
        body = body_named(words(request, "body")) if words(request, "body") else None
        on = day(request, "on")
        if on is None:
            raise EffectError("Give the day on which it was done, as in 2025-03-31.")
        key = number(request, "claim")
        claim = Claim.objects.select_related("duty").filter(pk=key).first() if key else None
        set_measure_date(
            by=actor(request),
            measure=found,
            organisation=body,
            on=on,
            basis=words(request, "basis"),
            claim=claim,
        )
    except NoSuchBodyError as error:
        return _measure(request, found, "date", str(error))
    except EffectError as error:
        return _measure(request, found, "date", str(error))
    tell(request, f"The action of {body.name if body else 'the whole country'} counts from that day.")
    return HttpResponseRedirect(f"{ROOT}/measures/{found.reference}")


@requires("IMPACT_MEASURE")
def end(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    try:
        end_measure(by=actor(request), measure=found, why=words(request, "why"))
    except EffectError as error:
        return _measure(request, found, "end", str(error))
    tell(request, f"{found.reference} has ended. Its tests stand.")
    return HttpResponseRedirect(f"{HERE}/{found.expectation.reference}")


@requires("EFFECT_TEST")
def look(request: HttpRequest, written: str) -> HttpResponse:
    """Shows what a test would be; the button on that page runs it."""
    found = _find(written)
    method = request.POST.get("method") or request.GET.get("method", EffectTest.Method.ITS)
    if method not in EffectTest.Method.values:
        raise Http404(method)
    body = _body(request)
    if request.method != "POST":
        return _before(request, found, body, method)
    try:
        made = run_test(by=actor(request), measure=found, organisation=body, method=method)
    except EffectError as error:
        return _before(request, found, body, method, str(error))
    tell(request, f"{made.reference}: {str(made.get_outcome_display()).lower()}.")
    return HttpResponseRedirect(f"{ROOT}/measures/{found.reference}")


def _measure(request: HttpRequest, found: Measure, form: str = "", error: str = "") -> HttpResponse:
    shown = measure_page(found)
    title = f"Measure {found.reference}"
    crumbs = (*CRUMBS, (shown.expectation, shown.back))
    page = desk_page(f"Error: {title}" if error else title, "measuring", crumbs)
    context = {
        "shown": shown,
        "may": actor(request).permissions,
        "methods": METHODS,
        "here": shown.href,
        "form": form,
        "error": error,
        "given": given(request),
    }
    return show(request, "measure.html", page, context, status=422 if error else 200)


def _before(
    request: HttpRequest, found: Measure, body: Organisation | None, method: str, error: str = ""
) -> HttpResponse:
    title = f"Test {found.reference}"
    here = f"{ROOT}/measures/{found.reference}"
    reference = found.expectation.reference
    crumbs = (*CRUMBS, (reference, f"{HERE}/{reference}"), (found.reference, here))
    page = desk_page(f"Error: {title}" if error else title, "measuring", crumbs)
    context = {
        "shown": measure_page(found),
        "before": before_test(found, body, method),
        "methods": METHODS,
        "here": f"{here}/test",
        "error": error,
    }
    return show(request, "measure_test.html", page, context, status=422 if error else 200)


def _body(request: HttpRequest) -> Organisation | None:
    written = request.POST.get("body") or request.GET.get("body", "")
    if not written:
        return None
    try:
        return body_named(written)
    except NoSuchBodyError as error:
        raise Http404(written) from error


def _find(written: str) -> Measure:
    try:
        found = measure_by_reference(parse_reference(written, "F"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found
