"""Impact assessments: of an entry, of an expectation, and of what a manuscript is about to ask."""

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError, parse_reference
from answerable.lineage.models import Expectation, Serving
from answerable.oversight.models import Assessment
from answerable.oversight.operations.assessing import Weighed, assess_entry, assess_expectation, checked
from answerable.oversight.operations.errors import AssessmentError
from answerable.oversight.queries.assessments import (
    assessment_of_entry,
    assessment_of_expectation,
    unassessed,
)
from answerable.pipeline.assessed import assessed_in, with_assessment
from answerable.register.models import Entry, Manuscript
from answerable.register.operations import PublishingError, save_manuscript
from answerable.website.presenters.assessments import listed_missing
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

PERMISSION = "ASSESSMENT_MAKE"
HERE = f"{ROOT}/assessments"
CRUMBS = (("Your work", ROOT), ("Impact assessments", HERE))
_MOST = 100
_NUMBERS = ("cost_low", "cost_high", "hours_low", "hours_high")
_WORDS = (
    "cost_words",
    "workload_words",
    "risk_of_doing",
    "risk_of_not_doing",
    "who_bears",
    "equality",
    "confidence",
    "confidence_why",
)


@requires(PERMISSION)
def assessment_list(request: HttpRequest) -> HttpResponse:
    """What the person may assess and nobody has; one is found by its reference."""
    written, wrong = request.GET.get("of", "").strip(), ""
    if written:
        for kind, where in (("E", "entries"), ("X", "expectations")):
            try:
                return HttpResponseRedirect(f"{HERE}/{where}/{parse_reference(written, kind)}")
            except BadReferenceError:
                wrong = "That is no reference of an entry (E-...) or of an expectation (X-...)."
    mine = actor(request).publishers.get(PERMISSION)
    rows = unassessed() if mine is None else unassessed().filter(report__publisher__code__in=mine)
    context = {
        "rows": listed_missing(rows[:_MOST]),
        "count": rows.count(),
        "written": written,
        "error": wrong,
    }
    page = desk_page("Impact assessments", "", CRUMBS[:1])
    return show(request, "assessments.html", page, context, status=422 if wrong else 200)


@requires(PERMISSION)
def entry_form(request: HttpRequest, written: str) -> HttpResponse:
    entry = _entry(request, written)
    return _form(
        request,
        f"{HERE}/entries/{entry.reference}",
        f"/entries/{entry.reference}",
        _values(assessment_of_entry(entry.pk)),
    )


@requires(PERMISSION)
def entry_assess(request: HttpRequest, written: str) -> HttpResponse:
    entry = _entry(request, written)
    here, of = f"{HERE}/entries/{entry.reference}", f"/entries/{entry.reference}"
    try:
        made = assess_entry(by=actor(request), entry=entry, weighed=typed(request))
    except AssessmentError as error:
        return _form(request, here, of, given(request), str(error))
    return _done(request, made)


@requires(PERMISSION)
def expectation_form(request: HttpRequest, written: str) -> HttpResponse:
    found = _expectation(request, written)
    held = assessment_of_expectation(found.pk)
    here, of = f"{HERE}/expectations/{found.reference}", f"/expectations/{found.reference}"
    return _form(request, here, of, _values(held))


@requires(PERMISSION)
def expectation_assess(request: HttpRequest, written: str) -> HttpResponse:
    found = _expectation(request, written)
    here, of = f"{HERE}/expectations/{found.reference}", f"/expectations/{found.reference}"
    try:
        made = assess_expectation(by=actor(request), expectation=found, weighed=typed(request))
    except AssessmentError as error:
        return _form(request, here, of, given(request), str(error))
    return _done(request, made)


@requires(PERMISSION)
def manuscript_form(request: HttpRequest, key: int, place: int) -> HttpResponse:
    held, text = _manuscript(request, key, place)
    here = f"{ROOT}/publishing/drafts/{key}/assessments/{place}"
    return _form(
        request,
        here,
        "",
        assessed_in(held.content, text) or {},
        place=place,
        text=text,
        revision=held.revision,
    )


@requires(PERMISSION)
def manuscript_assess(request: HttpRequest, key: int, place: int) -> HttpResponse:
    """Kept with the draft, and made an assessment in the moment in which it is published."""
    held, text = _manuscript(request, key, place)
    here, revision = f"{ROOT}/publishing/drafts/{key}/assessments/{place}", number(request, "revision")
    try:
        checked(typed(request))
        content = with_assessment(held.content, text, _typed_words(request))
        save_manuscript(by=actor(request), manuscript=held, content=content, revision=revision)
    except (AssessmentError, PublishingError) as error:
        return _form(
            request, here, "", given(request), str(error), place=place, text=text, revision=held.revision
        )
    tell(request, f"The assessment of number {place} is kept with the draft. It is public with the report.")
    return HttpResponseRedirect(f"{ROOT}/publishing/drafts/{key}/check")


def typed(request: HttpRequest) -> Weighed:
    """Raises AssessmentError for what is no number."""
    return Weighed.of(_typed_words(request))


def _typed_words(request: HttpRequest) -> dict[str, str]:
    plain = {name: words(request, name) for name in (*_WORDS, *_NUMBERS)}
    return {**plain, "sources": request.POST.get("sources", "").replace("\r\n", "\n").strip()}


def _form(
    request: HttpRequest,
    here: str,
    of: str,
    held: Mapping[str, str],
    error: str = "",
    *,
    place: int = 0,
    text: str = "",
    revision: int = 0,
) -> HttpResponse:
    title = f"Impact assessment of number {place}" if place else "Impact assessment"
    named = f"{title}: {of.rpartition('/')[2]}" if of else title
    page = desk_page(f"Error: {named}" if error else named, "", CRUMBS)
    context = {
        "here": here,
        "of": of,
        "title": title,
        "text": text,
        "held": {name: held.get(name, "") for name in (*_WORDS, *_NUMBERS, "sources")},
        "confidences": Assessment.Confidence.choices,
        "revision": revision,
        "error": error,
    }
    return show(request, "assess.html", page, context, status=422 if error else 200)


def _done(request: HttpRequest, made: Assessment) -> HttpResponse:
    tell(request, f"The assessment is public, as {made.reference}.")
    return HttpResponseRedirect(HERE)


def _values(row: Assessment | None) -> dict[str, str]:
    if row is None:
        return {}
    numbers = {name: getattr(row, name) for name in _NUMBERS}
    plain = {name: "" if value is None else f"{value.normalize():f}" for name, value in numbers.items()}
    return {**{name: str(getattr(row, name)) for name in (*_WORDS, "sources")}, **plain}


def _entry(request: HttpRequest, written: str) -> Entry:
    """Raises Http404 for one that is not there, or of a publisher that the person does not speak for."""
    found = Entry.objects.select_related("report__publisher").filter(reference=_read(written, "E")).first()
    if found is None or not actor(request).may_publish(PERMISSION, found.report.publisher.code):
        raise Http404(written)
    return found


def _expectation(request: HttpRequest, written: str) -> Expectation:
    """Raises Http404; an issuer may assess what its publisher asks too."""
    found = Expectation.objects.filter(reference=_read(written, "X")).first()
    if found is None:
        raise Http404(written)
    mine = actor(request).publishers.get(PERMISSION)
    asking = Serving.objects.filter(expectation=found, superseded_at__isnull=True)
    if mine is not None and not asking.filter(entry__report__publisher__code__in=mine).exists():
        raise Http404(written)
    return found


def _manuscript(request: HttpRequest, key: int, place: int) -> tuple[Manuscript, str]:
    """The draft and the words at that place. Raises Http404, also once it is published."""
    held = Manuscript.objects.select_related("publisher").filter(pk=key, discarded_at__isnull=True).first()
    by = actor(request)
    if held is None or held.published_at or not by.may_publish("REPORT_PUBLISH", held.publisher.code):
        raise Http404(str(key))
    texts = [str(row["text"]) for row in held.content.get("entries", []) if row.get("text", "").strip()]
    if not 1 <= place <= len(texts):
        raise Http404(str(place))
    return held, texts[place - 1]


def _read(written: str, kind: str) -> str:
    try:
        return parse_reference(written, kind)
    except BadReferenceError as error:
        raise Http404(written) from error
