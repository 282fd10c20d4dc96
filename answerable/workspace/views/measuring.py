"""Expectations and by which figures one will tell whether their actions worked; and what a person judges."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError
from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import EffectTest, Judgement
from answerable.impact.operations.errors import EffectError
from answerable.impact.operations.judging import judge_impact
from answerable.impact.operations.measuring import tie_measure
from answerable.impact.overreach import goes_further
from answerable.lineage.models import Expectation
from answerable.lineage.queries import ExpectationShown, expectation_by_reference
from answerable.organisations.models import Organisation
from answerable.publication.impact import latest
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, numbers, words
from answerable.workspace.presenters.measuring import (
    HERE,
    impact_of,
    index_rows,
    indicator_row,
    indicator_rows,
    measuring_page,
    tie_choices,
)
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

CRUMBS = (("Your work", ROOT), ("Did it work?", HERE))
VERDICTS = tuple(Judgement.Verdict.choices)
CONFIDENCES = tuple(Judgement.Confidence.choices)
_NO_NUMBER = "Give {what} as a number, as in {like}."


@requires("IMPACT_READ")
def measuring(request: HttpRequest) -> HttpResponse:
    """The expectations that are measured, and a way to others."""
    written = _asked(request, "q")
    exact = _by_reference(written)
    if exact is not None:
        return HttpResponseRedirect(f"{HERE}/{exact.reference}")
    measured, found = index_rows(written)
    context = {"measured": measured, "found": found, "written": written, "here": HERE}
    return show(request, "measuring.html", desk_page("Did it work?", "measuring", CRUMBS[:1]), context)


@requires("IMPACT_READ")
def expectation(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    context = {"page_of": measuring_page(found), "may": actor(request).permissions}
    page = desk_page(f"Did {found.reference} work?", "measuring", CRUMBS)
    return show(request, "measured.html", page, context)


@requires("IMPACT_MEASURE")
def choose(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    typed = _asked(request, "q")
    rows = indicator_rows(typed, found.id)
    page = desk_page(f"Choose an indicator for {found.reference}", "measuring", _crumbs(found))
    context = {"rows": rows, "typed": typed, "shown": found, "here": f"{HERE}/{found.reference}"}
    return show(request, "measure_choose.html", page, context)


@requires("IMPACT_MEASURE")
def tie(request: HttpRequest, written: str, code: str) -> HttpResponse:
    found, indicator = _find(written), _indicator(code)
    if request.method != "POST":
        return _tie(request, found, indicator)
    try:
        made = tie_measure(
            by=actor(request),
            expectation=Expectation.objects.get(pk=found.id),
            indicator=indicator.code,
            split=words(request, "split"),
            better=words(request, "better") or None,
            mechanism=_typed(request, "mechanism"),
            lag_months=_whole(request, "lag_months", "the months until the figure should move", "6"),
            lag_why=words(request, "lag_why"),
            comparator=words(request, "comparator"),
            comparator_why=words(request, "comparator_why"),
            confounders=_typed(request, "confounders"),
            balancing=request.POST.getlist("balancing"),
            importance=_part(request),
            importance_why=words(request, "importance_why"),
            looks_planned=_whole(request, "looks_planned", "how often you will look", "5"),
        )
    except EffectError as error:
        return _tie(request, found, indicator, str(error))
    tell(request, f"{indicator.title} is tied to {found.reference}. Now say when each body acted.")
    return HttpResponseRedirect(f"{ROOT}/measures/{made.reference}")


@requires("IMPACT_JUDGE")
def judge(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    body = _body(request)
    if request.method != "POST":
        return _judge(request, found, body)
    chosen = list(EffectTest.objects.filter(pk__in=numbers(request, "tests")).order_by("-pk"))
    verdict, confidence = words(request, "verdict"), words(request, "confidence")
    further = goes_further(verdict, confidence, chosen, _left_out(found, body, chosen))
    if further and not request.POST.get("all_the_same"):
        return _judge(request, found, body, further=further)
    try:
        judge_impact(
            by=actor(request),
            expectation=Expectation.objects.get(pk=found.id),
            organisation=body,
            verdict=verdict,
            confidence=confidence,
            words=_typed(request, "words"),
            tests=chosen,
        )
    except EffectError as error:
        return _judge(request, found, body, str(error), further)
    tell(request, "Your judgement is recorded. The public reads it, with the tests that it rests on.")
    return HttpResponseRedirect(f"{HERE}/{found.reference}")


def _left_out(
    found: ExpectationShown, body: Organisation | None, chosen: list[EffectTest]
) -> list[EffectTest]:
    tests = EffectTest.objects.filter(measure__expectation=found.id, organisation=body).order_by("-pk")
    taken = {one.pk for one in chosen}
    return [one for one in latest(list(tests)) if one.pk not in taken]


def _tie(request: HttpRequest, found: ExpectationShown, one: Indicator, error: str = "") -> HttpResponse:
    title = f"Tie {one.title}"
    kept = given(request)
    if request.method != "POST":
        kept.update(better=one.better.value, looks_planned="5")
    context = {
        "shown": found,
        "row": indicator_row(one),
        "choices": tie_choices(one),
        "here": f"{HERE}/{found.reference}/indicators/{one.code}",
        "error": error,
        "given": kept,
        "ticked": request.POST.getlist("balancing"),
    }
    page = desk_page(f"Error: {title}" if error else title, "measuring", _crumbs(found))
    return show(request, "measure_tie.html", page, context, status=422 if error else 200)


def _judge(
    request: HttpRequest,
    found: ExpectationShown,
    body: Organisation | None,
    error: str = "",
    further: list[str] | None = None,
) -> HttpResponse:
    title = f"Judge {found.reference}: {body.name if body else 'all bodies together'}"
    known = impact_of(found, body)
    tests = EffectTest.objects.filter(measure__expectation=found.id).select_related("measure", "organisation")
    tests = tests.filter(organisation=body) if body else tests
    context = {
        "shown": found,
        "known": known,
        "name": body.name if body else "All bodies together",
        "tests": list(tests.order_by("-pk")[:100]),
        "verdicts": VERDICTS,
        "confidences": CONFIDENCES,
        "here": f"{HERE}/{found.reference}/judge{f'?body={body.reference}' if body else ''}",
        "error": error,
        "further": further or [],
        "given": given(request),
        "ticked": numbers(request, "tests"),
    }
    wrong = bool(error or further)
    page = desk_page(f"Error: {title}" if wrong else title, "measuring", _crumbs(found))
    return show(request, "measure_judge.html", page, context, status=422 if wrong else 200)


def _crumbs(found: ExpectationShown) -> tuple[tuple[str, str], ...]:
    return (*CRUMBS, (found.reference, f"{HERE}/{found.reference}"))


def _find(written: str) -> ExpectationShown:
    found = _by_reference(written)
    if found is None:
        raise Http404(written)
    return found


def _by_reference(written: str) -> ExpectationShown | None:
    try:
        return expectation_by_reference(written)
    except BadReferenceError:
        return None


def _indicator(code: str) -> Indicator:
    found = shipped().get(code)
    if found is None:
        raise Http404(code)
    return found


def _body(request: HttpRequest) -> Organisation | None:
    written = request.GET.get("body", "")
    if not written:
        return None
    try:
        return body_named(written)
    except NoSuchBodyError as error:
        raise Http404(written) from error


def _asked(request: HttpRequest, name: str) -> str:
    return " ".join(request.GET.get(name, "").replace("\0", "").split())[:100]


def _typed(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\r\n", "\n").strip()


def _whole(request: HttpRequest, name: str, what: str, like: str) -> int:
    """Raises EffectError for what is no whole number."""
    if not words(request, name).isdecimal():
        raise EffectError(_NO_NUMBER.format(what=what, like=like))
    return number(request, name)


def _part(request: HttpRequest) -> float:
    """A percentage as a part of one. Raises EffectError for what is no number."""
    written = words(request, "importance").removesuffix("%").strip()
    try:
        return float(written) / 100
    except ValueError as error:
        what = "the least change that matters, in per cent,"
        raise EffectError(_NO_NUMBER.format(what=what, like="10")) from error
