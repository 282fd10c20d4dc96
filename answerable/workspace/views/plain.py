"""An editor puts an entry in plain words; an editor or its issuer adds a report in another form."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.register.models import Edition, Entry, EntryVersion, Report, Summary
from answerable.register.operations import PlainError, add_edition, withdraw_edition, write_summary
from answerable.register.operations.plain import EDITION_ADD, LONGEST
from answerable.register.plain import editions_for, overtaken
from answerable.register.queries import current_versions
from answerable.uploads.operations import UploadError
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.sent import SCANNED_NOT, keep_sent

PLAIN, EDITIONS = f"{ROOT}/plain-words", f"{ROOT}/editions"
_MOST = 100


@requires("SUMMARY_WRITE")
def plain_words(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    written = (request.POST if sent else request.GET).get("entry", "")
    if not written and not sent:
        return _plain_page(request, None, written)
    try:
        version = _version(written)
    except PlainError as error:
        return _plain_page(request, None, written, str(error))
    if not sent:
        return _plain_page(request, version, written)
    try:
        if number(request, "version") != version.version:
            raise PlainError("The words of the entry have changed since you began. Read them again first.")
        write_summary(
            by=actor(request), version=version, text=request.POST.get("text", "").replace("\r\n", "\n")
        )
    except PlainError as error:
        return _plain_page(request, version, written, str(error))
    tell(request, f"Readers of {version.entry.reference} see your words now, and that an editor wrote them.")
    return HttpResponseRedirect(f"{PLAIN}?entry={version.entry.reference}")


def _version(written: str) -> EntryVersion:
    try:
        found = current_versions().filter(entry__reference=parse_reference(written, "E")).first()
    except BadReferenceError as error:
        raise PlainError(str(error)) from error
    if found is None:
        raise PlainError(f"The register holds no entry {written[:20]}, or it was withdrawn.")
    return found


def _plain_page(
    request: HttpRequest, version: EntryVersion | None, written: str, error: str = ""
) -> HttpResponse:
    rows = (
        version.entry.summaries.filter(language="en").order_by("-pk") if version else Summary.objects.none()
    )
    held = [row for row in rows if row.superseded_at is None]
    text = request.POST.get("text", "") if error else held[0].text if held else ""
    context = {
        "version": version,
        "written": written[:40],
        "held": held[0] if held else None,
        "before": [row for row in rows if row.superseded_at is not None],
        "text": text,
        "longest": LONGEST,
        "overtaken": list(overtaken()[:_MOST]),
        "error": error,
        "here": PLAIN,
    }
    page = desk_page(f"{'Error: ' if error else ''}Plain words", "", (("Your work", ROOT),))
    return show(request, "plain_words.html", page, context, status=422 if error else 200)


@requires(EDITION_ADD)
def editions(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _editions_page(request)
    by = actor(request)
    try:
        report, entry = _about(words(request, "about"))
        url = words(request, "url")
        if url and request.FILES.get("file"):
            raise PlainError("Give a file or an address, one of the two.")
        if not by.may_publish(EDITION_ADD, report.publisher.code):
            raise PlainError("Another publisher issued this report: only it, or an editor, can add to it.")
        made = add_edition(
            by=by,
            report=report,
            entry=entry,
            form=words(request, "form"),
            supplied_by=words(request, "supplied_by"),
            url=url,
            upload=keep_sent(request, by, "file", None),
        )
    except (PlainError, UploadError, NotPermittedError) as error:
        return _editions_page(request, str(error))
    waits = made.upload is not None and made.upload.state != made.upload.State.KEPT
    tell(request, f"Added as {made.reference}." + (f" {SCANNED_NOT}" if waits else ""))
    return HttpResponseRedirect(EDITIONS)


def _about(written: str) -> tuple[Report, Entry | None]:
    """The report, and the entry where one is named. Raises PlainError."""
    try:
        reference = parse_reference(written)
    except BadReferenceError as error:
        raise PlainError(str(error)) from error
    entry = Entry.objects.filter(reference=reference).select_related("report__publisher").first()
    report = entry.report if entry else None
    if report is None:
        report = Report.objects.filter(reference=reference).select_related("publisher").first()
    if report is None:
        raise PlainError(f"The register holds no report or entry {written[:20]}.")
    return report, entry


@requires(EDITION_ADD)
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    found = editions_for(_publishers(request)).filter(pk=key).first()
    if found is None:
        raise Http404(str(key))
    try:
        withdraw_edition(by=actor(request), edition=found, why=words(request, "why"))
    except PlainError as error:
        return _editions_page(request, str(error), f"why-{key}")
    tell(request, f"{found.reference} was taken back. Readers of its address see why.")
    return HttpResponseRedirect(EDITIONS)


def _publishers(request: HttpRequest) -> frozenset[str] | None:
    return actor(request).publishers.get(EDITION_ADD)


def _editions_page(request: HttpRequest, error: str = "", wrong: str = "about") -> HttpResponse:
    rows = editions_for(_publishers(request))
    context = {
        "rows": list(rows[:_MOST]),
        "count": rows.count(),
        "forms_of": Edition.Form.choices,
        "wrong": wrong,
        "error": error,
        "given": given(request),
        "here": EDITIONS,
        "not_scanned": SCANNED_NOT,
    }
    page = desk_page(f"{'Error: ' if error else ''}Reports in other forms", "", (("Your work", ROOT),))
    return show(request, "editions.html", page, context, status=422 if error else 200)
