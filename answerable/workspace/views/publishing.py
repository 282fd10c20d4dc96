"""An issuer writes a report, looks it over with what was said before, and publishes it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.pipeline.assessed import keeping_assessments
from answerable.pipeline.publishing import instruments_of, pasted, publish
from answerable.register.models import Manuscript
from answerable.register.operations import (
    PublishingError,
    discard_manuscript,
    save_manuscript,
    start_manuscript,
)
from answerable.register.queries import manuscripts_of
from answerable.sources.models import Publisher
from answerable.website.formats import counted
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import number, words
from answerable.workspace.presenters.publishing import (
    FIELDS,
    check_page,
    manuscript_page,
    published_reports,
)
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

PERMISSION = "REPORT_PUBLISH"
HERE = f"{ROOT}/publishing"
CRUMBS = (("Your work", ROOT), ("Publishing", HERE))
STEPS = ("save", "split", "publish", "discard")
Step = Callable[[HttpRequest, Actor, Manuscript], HttpResponse]


def publishers_of(by: Actor) -> frozenset[str] | None:
    """Codes of the publishers that the person speaks for; None for all."""
    return by.publishers.get(PERMISSION)


@requires(PERMISSION)
def publishing(request: HttpRequest) -> HttpResponse:
    return _desk(request)


def _desk(request: HttpRequest, error: str = "") -> HttpResponse:
    mine = publishers_of(actor(request))
    publishers = Publisher.objects.order_by("name")
    if mine is not None:
        publishers = publishers.filter(code__in=mine)
    context = {
        "publishers": [(one.code, one.name) for one in publishers[:500]],
        "drafts": list(manuscripts_of(mine)[:100]),
        "reports": published_reports(mine),
        "error": error,
    }
    page = desk_page("Error: Publishing" if error else "Publishing", "publishing", CRUMBS[:1])
    return show(request, "publishing.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def start(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    publisher = Publisher.objects.filter(code=words(request, "publisher")).first()
    if publisher is None or not by.may_publish(PERMISSION, publisher.code):
        return _desk(request, "Choose the publisher for whom you write.")
    content = {"instrument": instruments_of(publisher)[0][0], "entries": []}
    held = start_manuscript(by=by, publisher=publisher, content=content)
    return HttpResponseRedirect(f"{HERE}/drafts/{held.pk}")


def _find(request: HttpRequest, key: int) -> Manuscript:
    """Raises Http404 for one that is not there, or that another publisher writes."""
    held = Manuscript.objects.filter(pk=key).select_related("publisher", "corrects", "report").first()
    if held is None or held.discarded_at or not actor(request).may_publish(PERMISSION, held.publisher.code):
        raise Http404(str(key))
    return held


@requires(PERMISSION)
def manuscript(request: HttpRequest, key: int) -> HttpResponse:
    held = _find(request, key)
    if held.report is not None:
        return HttpResponseRedirect(f"{HERE}/reports/{held.report.reference}")
    return _form(request, held, held.content)


def _form(request: HttpRequest, held: Manuscript, content: dict[str, Any], error: str = "") -> HttpResponse:
    title = f"Correct {held.corrects.reference}" if held.corrects else "A report to publish"
    page = desk_page(f"Error: {title}" if error else title, "publishing", CRUMBS)
    context = {"shown": manuscript_page(held, content), "here": f"{HERE}/drafts/{held.pk}", "error": error}
    return show(request, "manuscript.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def look_over(request: HttpRequest, key: int) -> HttpResponse:
    held = _find(request, key)
    if held.report is not None:
        return HttpResponseRedirect(f"{HERE}/reports/{held.report.reference}")
    return _check(request, held)


def _check(request: HttpRequest, held: Manuscript, error: str = "") -> HttpResponse:
    here = f"{HERE}/drafts/{held.pk}"
    written = request.GET.get("page", "1")
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 1000):
        raise Http404(written)
    title = "Look it over"
    page = desk_page(
        f"Error: {title}" if error else title, "publishing", (*CRUMBS, ("The report to publish", here))
    )
    context = {"shown": check_page(held, int(written)), "here": here, "error": error}
    return show(request, "manuscript_check.html", page, context, status=422 if error else 200)


def content_in(request: HttpRequest) -> dict[str, Any]:
    """What the form holds, as typed. Entries that are empty and correct nothing are left out."""
    content: dict[str, Any] = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
    texts, to, of = (request.POST.getlist(name) for name in ("text", "to", "entry"))
    rows = zip(texts, to + [""] * len(texts), of + [""] * len(texts), strict=False)
    content["entries"] = [
        {"text": text.replace("\r\n", "\n"), "to": whom.replace("\r\n", "\n"), "entry": entry}
        for text, whom, entry in rows
        if text.strip() or entry
    ]
    return content


def _save(request: HttpRequest, by: Actor, held: Manuscript) -> HttpResponse:
    content = keeping_assessments(content_in(request), held.content)
    save_manuscript(by=by, manuscript=held, content=content, revision=number(request, "revision"))
    here = f"{HERE}/drafts/{held.pk}"
    if request.POST.get("then") == "check":
        return HttpResponseRedirect(f"{here}/check")
    tell(request, f"Saved: {counted(len(content['entries']), 'entry', 'entries')}. Nothing is public yet.")
    return HttpResponseRedirect(here)


def _split(request: HttpRequest, by: Actor, held: Manuscript) -> HttpResponse:
    content = content_in(request)
    found = pasted(request.POST.get("paste", "").replace("\r\n", "\n"))
    if not found.texts:
        raise PublishingError(
            "Nothing that could be split was pasted: paste the recommendations or concerns."
        )
    content["entries"] += [{"text": text, "to": "", "entry": ""} for text in found.texts]
    content = keeping_assessments(content, held.content)
    save_manuscript(by=by, manuscript=held, content=content, revision=number(request, "revision"))
    told = f"Split into {counted(len(found.texts), 'entry', 'entries')}: check each."
    if found.passed_over:
        some = "; ".join(f"“{words} ...”" for words in found.passed_over[:5])
        told += f" Passed over as no entry: {some}."
    tell(request, told)
    return HttpResponseRedirect(f"{HERE}/drafts/{held.pk}")


def _discard(request: HttpRequest, by: Actor, held: Manuscript) -> HttpResponse:
    discard_manuscript(by=by, manuscript=held, revision=number(request, "revision"))
    tell(request, "The draft was thrown away. Nothing of it was public.")
    return HttpResponseRedirect(HERE)


def _publish(request: HttpRequest, by: Actor, held: Manuscript) -> HttpResponse:
    report = publish(by=by, manuscript=held, revision=number(request, "revision"))
    done = "The correction is public." if held.corrects else "The report is public."
    tell(request, f"{done} The search finds it after its next index.")
    return HttpResponseRedirect(f"{HERE}/reports/{report.reference}")


_DO: dict[str, Step] = {"save": _save, "split": _split, "discard": _discard, "publish": _publish}


@requires(PERMISSION)
def step(request: HttpRequest, key: int, what: str) -> HttpResponse:
    held = _find(request, key)
    try:
        return _DO[what](request, actor(request), held)
    except PublishingError as error:
        if what == "publish" and held.report is None:
            return _check(request, held, str(error))
        content = content_in(request) if "issued_on" in request.POST else held.content
        return _form(request, held, content, str(error))
