"""What has no clear owner, before the overseer: seen by reason and expectation, and given to a body."""

from collections import Counter
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.operations import DutyError
from answerable.lineage.queries.dated import words_held
from answerable.oversight.owners.assigning import assign_many
from answerable.oversight.owners.finding import TITLES, Reason, clusters, without_owner
from answerable.register.models import Entry
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/oversight/owners"
_A_PAGE = 50
_MOST_CLUSTERS = 30


@requires("DUTY_ASSIGN")
def owners(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, form: str = "", error: str = "") -> HttpResponse:
    every = without_owner(fictional=None)
    reason = request.GET.get("reason", "")
    reason = reason if reason in list(Reason) else ""
    chosen = [one for one in every if reason in ("", one.reason)]
    held = words_held([one.entry for one in chosen[:_A_PAGE]], None)
    counted = Counter(one.reason for one in every)
    title = "Without a clear owner"
    context = {
        "here": HERE,
        "reasons": [(one.value, TITLES[one], counted[one], one == reason) for one in Reason],
        "reason": reason,
        "clusters": [one for one in clusters(chosen) if len(one.orphans) > 1][:_MOST_CLUSTERS],
        "rows": [
            (one, TITLES[one.reason], held[one.entry].text if one.entry in held else "")
            for one in chosen[:_A_PAGE]
        ],
        "count": len(chosen),
        "form": form,
        "error": error,
        "given": given(request),
    }
    crumbs = (("Your work", ROOT), ("Oversight", f"{ROOT}/oversight"))
    page = desk_page(f"Error: {title}" if error else title, "oversight", crumbs)
    return show(request, "owners.html", page, context, status=422 if error else 200)


def _assign(request: HttpRequest, by: Actor) -> str:
    try:
        written = parse_reference(words(request, "entry"), "E")
    except BadReferenceError as error:
        raise DutyError("That is no reference of an entry: it looks like E-7KQ2M9XA4.") from error
    entries = list(Entry.objects.filter(reference=written, parent__isnull=True))
    if not entries:
        raise DutyError("No entry has that reference, or it is a part of one: name the whole entry.")
    return _given(request, by, entries)


def _assign_all(request: HttpRequest, by: Actor) -> str:
    """All that asks one expectation and has no owner."""
    written = words(request, "expectation").upper()
    found = [one for one in clusters(without_owner(fictional=None)) if one.expectation.reference == written]
    if not found:
        raise DutyError("Nothing that serves that expectation is without an owner.")
    keys = [one.entry for one in found[0].orphans]
    return _given(request, by, list(Entry.objects.filter(pk__in=keys).order_by("pk")))


def _given(request: HttpRequest, by: Actor, entries: list[Entry]) -> str:
    if words(request, "due_on") and day(request, "due_on") is None:
        raise DutyError("The day to answer by is no date.")
    body = body_named(words(request, "body"))
    done = assign_many(
        by=by, entries=entries, to=body, reason=words(request, "reason"), due_on=day(request, "due_on")
    )
    left = f" {len(done.left)} could not be: {done.left[0][1]}" if done.left else ""
    return f"{body.name} is asked to answer {len(done.made)}. It is public.{left}"


STEPS: dict[str, Callable[[HttpRequest, Actor], str]] = {"assign": _assign, "assign-all": _assign_all}


@requires("DUTY_ASSIGN")
def step(request: HttpRequest, what: str) -> HttpResponse:
    try:
        done = STEPS[what](request, actor(request))
    except (DutyError, NoSuchBodyError) as error:
        return _page(request, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(HERE)
