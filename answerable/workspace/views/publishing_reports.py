"""What an issuer has published: corrected by a next version, or withdrawn entry by entry with a reason.

Whole reports are withdrawn by `views.withdrawing`.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError, parse_reference
from answerable.pipeline.publishing import content_of
from answerable.publication.records import entry_records
from answerable.register.models import Entry, Manuscript, Report
from answerable.register.operations import PublishingError, start_manuscript, withdraw_published
from answerable.register.queries import current_versions, withdrawal_of
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, reference, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.views.publishing import CRUMBS, HERE, PERMISSION


def find_own(request: HttpRequest, written: str) -> Report:
    """Raises Http404 for a report that is not there, or that another publisher issued."""
    try:
        found = (
            Report.objects.filter(reference=parse_reference(written, "R")).select_related("publisher").first()
        )
    except BadReferenceError:
        found = None
    if found is None or not actor(request).may_publish(PERMISSION, found.publisher.code):
        raise Http404(written)
    return found


@requires(PERMISSION)
def report(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, find_own(request, written))


def _page(request: HttpRequest, held: Report, error: str = "") -> HttpResponse:
    versions = current_versions().filter(entry__report=held).order_by("entry__order")
    context = {
        "report": held,
        "entries": list(entry_records(versions)),
        "withdrawn": list(held.entries.filter(withdrawn_at__isnull=False).order_by("order")),
        "begun": Manuscript.objects.filter(
            corrects=held, published_at__isnull=True, discarded_at__isnull=True
        ).first(),
        "gone": withdrawal_of(held),
        "here": f"{HERE}/reports/{held.reference}",
        "error": error,
        "given": given(request),
    }
    title = f"Published: {held.reference}"
    page = desk_page(f"Error: {title}" if error else title, "publishing", CRUMBS)
    return show(request, "published.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def correct(request: HttpRequest, written: str) -> HttpResponse:
    held = find_own(request, written)
    try:
        begun = start_manuscript(
            by=actor(request), publisher=held.publisher, content=content_of(held), corrects=held
        )
    except PublishingError as error:
        return _page(request, held, str(error))
    return HttpResponseRedirect(f"{HERE}/drafts/{begun.pk}")


@requires(PERMISSION)
def withdraw(request: HttpRequest, written: str) -> HttpResponse:
    held = find_own(request, written)
    entry = Entry.objects.filter(report=held, reference=reference(request, "entry", "E")).first()
    try:
        if entry is None:
            raise PublishingError("Choose the entry to withdraw.")
        withdraw_published(by=actor(request), entry=entry, why=words(request, "why"))
    except PublishingError as error:
        return _page(request, held, str(error))
    tell(request, f"Withdrawn: {entry.reference}. Its address says why.")
    return HttpResponseRedirect(f"{HERE}/reports/{held.reference}")
