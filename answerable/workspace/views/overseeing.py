"""The overseer's first page, letters, rungs and their effect, and bodies that nobody can be written to at."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import Dispute
from answerable.organisations.models import Organisation
from answerable.oversight.operations import EscalationError, record_contact
from answerable.oversight.queries import (
    count_without_officer,
    effects,
    letter_by_reference,
    letters,
    without_officer,
)
from answerable.website.formats import long_date
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, for_body, requires
from answerable.workspace.posted import given, words
from answerable.workspace.presenters.overseeing import HERE, letter_row
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.views.overseeing_duties import orphans

CRUMBS = (("Your work", ROOT), ("Oversight", HERE))
_MOST = 100


@requires("OVERSIGHT_READ")
def oversight(request: HttpRequest) -> HttpResponse:
    """The way to everything; a duty is found by its reference."""
    written = request.GET.get("duty", "")
    wrong = ""
    if written:
        try:
            return HttpResponseRedirect(f"{HERE}/duties/{parse_reference(written, 'D')}")
        except BadReferenceError as error:
            wrong = str(error)
    context = {
        "error": wrong,
        "written": written,
        "disputes": Dispute.objects.filter(settled_at__isnull=True).count(),
        "orphans": orphans().count(),
        "undelivered": letters(undelivered=True).count(),
        "unreachable": count_without_officer(),
    }
    page = desk_page("Oversight", "oversight", CRUMBS[:1])
    return show(request, "oversight.html", page, context, status=422 if wrong else 200)


@requires("OVERSIGHT_READ")
def letter_list(request: HttpRequest) -> HttpResponse:
    undelivered = request.GET.get("undelivered") == "1"
    rows = letters(undelivered=undelivered)
    context = {
        "rows": [letter_row(one) for one in rows[:_MOST]],
        "count": rows.count(),
        "undelivered": undelivered,
        "here": HERE,
        "body": None,
    }
    return show(request, "letters.html", desk_page("Letters", "oversight", CRUMBS), context)


@requires("OVERSIGHT_READ")
def letter(request: HttpRequest, written: str) -> HttpResponse:
    found = letter_by_reference(_reference(written))
    if found is None:
        raise Http404(written)
    crumbs = (*CRUMBS, ("Letters", f"{HERE}/letters"))
    page = desk_page(f"Letter {found.reference}", "oversight", crumbs)
    context = {
        "row": letter_row(found),
        "letter": found,
        "why": found.message.why if found.message else "",
        "duties": [step.duty for step in found.steps.select_related("duty")],
        "copies": [
            letter_row(one) for one in found.copies.select_related("organisation", "about", "message")
        ],
        "here": HERE,
    }
    return show(request, "letter.html", page, context)


@for_body("BODY_READ")
def own_letters(request: HttpRequest, body: Organisation) -> HttpResponse:
    """The letters about one body, for those who work for it."""
    base = f"{ROOT}/bodies/{body.reference}"
    rows = letters(about=body)
    context = {
        "rows": [letter_row(one, base) for one in rows[:_MOST]],
        "count": rows.count(),
        "undelivered": False,
        "here": "",
        "body": body,
    }
    page = desk_page(f"Letters about {body.name}", "", (("Your work", ROOT),))
    return show(request, "letters.html", page, context)


@for_body("BODY_READ")
def own_letter(request: HttpRequest, body: Organisation, written: str) -> HttpResponse:
    found = letter_by_reference(_reference(written))
    if found is None or found.about_id != body.pk:
        raise Http404(written)
    base = f"{ROOT}/bodies/{body.reference}"
    crumbs = (("Your work", ROOT), (f"Letters about {body.name}", f"{base}/letters"))
    context = {
        "row": letter_row(found, base),
        "letter": found,
        "why": "",
        "duties": [],
        "copies": [],
        "here": "",
    }
    return show(request, "letter.html", desk_page(f"Letter {found.reference}", "", crumbs), context)


@requires("OVERSIGHT_READ")
def rungs(request: HttpRequest) -> HttpResponse:
    """Each rung, how many duties climbed it, and how many answers followed. No cause is claimed."""
    page = desk_page("Rungs and what followed", "oversight", CRUMBS)
    by_ladder: dict[str, list[object]] = {}
    for one in effects():
        by_ladder.setdefault(one.ladder, []).append(one)
    return show(request, "rungs.html", page, {"ladders": by_ladder, "on": long_date(today())})


@requires("OVERSIGHT_READ")
def unreachable(request: HttpRequest) -> HttpResponse:
    return _unreachable(request)


@requires("CONTACT_RECORD")
def contact(request: HttpRequest) -> HttpResponse:
    """Records where a body's office or board can be written to."""
    try:
        body = body_chosen(request)
        record_contact(
            by=actor(request), organisation=body, desk=words(request, "desk"), email=words(request, "email")
        )
    except NoSuchBodyError:
        return _unreachable(request, "Name a body of the register, by its name or its reference (B-...).")
    except EscalationError as error:
        return _unreachable(request, str(error))
    tell(request, f"The address of {body.name} is recorded.")
    return HttpResponseRedirect(f"{HERE}/bodies")


def _unreachable(request: HttpRequest, error: str = "") -> HttpResponse:
    rows, count = without_officer()
    title = "Bodies without an accountable officer"
    page = desk_page(f"Error: {title}" if error else title, "oversight", CRUMBS)
    context = {"rows": rows, "count": count, "error": error, "given": given(request), "here": HERE}
    return show(request, "unreachable.html", page, context, status=422 if error else 200)


def _reference(written: str) -> str:
    try:
        return parse_reference(written, "M")
    except BadReferenceError as error:
        raise Http404(written) from error
