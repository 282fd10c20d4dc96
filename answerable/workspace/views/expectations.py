"""Expectations for editors: adopt or refuse what the machine has gathered, and keep the groups clean."""

import re
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.core.references import BadReferenceError, parse_reference
from answerable.lineage.models import Expectation, ExpectationChange
from answerable.lineage.operations import (
    ExpectationError,
    add_entries,
    adopt_expectation,
    merge_expectations,
    refuse_draft,
    remove_entries,
    retire_expectation,
    reword_expectation,
    split_expectation,
    undo_change,
)
from answerable.lineage.queries import ExpectationShown, expectation_by_reference
from answerable.register.models import Entry
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, number, reference, words
from answerable.workspace.presenters.expectations import STATES, expectation_page, rows
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/expectations"
LISTED = ("draft", "adopted")
Step = Callable[[HttpRequest, Actor, Expectation], str]


@requires("EXPECTATION_EDIT")
def expectations(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "draft")
    written = request.GET.get("page", "1")
    if state not in LISTED or not (written.isascii() and written.isdigit() and 0 < int(written) < 1000):
        raise Http404
    found, more = rows(state, int(written))
    page = desk_page("Expectations", "expectations", (("Your work", ROOT),))
    context = {"rows": found, "state": state, "page_number": int(written), "more": more}
    return show(request, "expectations.html", page, context)


@requires("EXPECTATION_EDIT")
def expectation(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


def _page(request: HttpRequest, found: ExpectationShown, form: str = "", error: str = "") -> HttpResponse:
    title = f"Expectation {found.reference}"
    page = desk_page(
        f"Error: {title}" if error else title, "expectations", (("Your work", ROOT), ("Expectations", HERE))
    )
    context = {
        "shown": expectation_page(found),
        "here": f"{HERE}/{found.reference}",
        "states": STATES,
        "form": form,
        "error": error,
        "given": given(request),
        "ticked": request.POST.getlist("entry"),
    }
    return show(request, "expectation.html", page, context, status=422 if error else 200)


def _find(written: str) -> ExpectationShown:
    try:
        found = expectation_by_reference(written)
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found


def _adopt(request: HttpRequest, by: Actor, held: Expectation) -> str:
    adopt_expectation(
        by=by,
        expectation=held,
        text=words(request, "text"),
        note=words(request, "note"),
        reason=words(request, "reason"),
    )
    return "Adopted. It is public in these words."


def _refuse(request: HttpRequest, by: Actor, held: Expectation) -> str:
    refuse_draft(by=by, expectation=held, reason=words(request, "reason"))
    return "Refused. The same group does not come back."


def _retire(request: HttpRequest, by: Actor, held: Expectation) -> str:
    retire_expectation(by=by, expectation=held, reason=words(request, "reason"))
    return "Retired."


def _reword(request: HttpRequest, by: Actor, held: Expectation) -> str:
    changed = reword_expectation(
        by=by,
        expectation=held,
        text=words(request, "text"),
        note=words(request, "note"),
        reason=words(request, "reason"),
    )
    return "Put in other words." if changed else "Those are the words it has: nothing was changed."


def _add(request: HttpRequest, by: Actor, held: Expectation) -> str:
    found = _entries(re.split(r"[\s,;]+", request.POST.get("references", "").strip()))
    changed = add_entries(by=by, expectation=held, entries=found, reason=words(request, "reason"))
    return "Added." if changed else "They are in it already: nothing was changed."


def _remove(request: HttpRequest, by: Actor, held: Expectation) -> str:
    ticked = _entries(request.POST.getlist("entry"))
    remove_entries(by=by, expectation=held, entries=ticked, reason=words(request, "reason"))
    return "Taken out."


def _split(request: HttpRequest, by: Actor, held: Expectation) -> str:
    ticked = _entries(request.POST.getlist("entry"))
    (made,) = split_expectation(
        by=by,
        expectation=held,
        parts=[(words(request, "text"), ticked)],
        reason=words(request, "reason"),
    )
    return f"Split: the ticked entries are now in {made.reference}."


def _merge(request: HttpRequest, by: Actor, held: Expectation) -> str:
    into = Expectation.objects.filter(reference=reference(request, "into", "X")).first()
    if into is None:
        raise ExpectationError("No expectation has that reference: it looks like X-7KQ2M9XA4.")
    if into.pk == held.pk:
        raise ExpectationError("An expectation is not merged into itself: name another.")
    merge_expectations(by=by, expectations=[held], into=into, reason=words(request, "reason"))
    return f"Merged into {into.reference}."


def _undo(request: HttpRequest, by: Actor, held: Expectation) -> str:
    change = ExpectationChange.objects.filter(pk=number(request, "change"), expectations=held).first()
    if change is None:
        raise ExpectationError("There is no such change of this expectation.")
    undo_change(by=by, change=change, reason=words(request, "reason"))
    return "Taken back."


def _entries(written: list[str]) -> list[Entry]:
    """Raises ExpectationError: one that is no reference, or that no entry has."""
    found: list[Entry] = []
    for one in filter(None, written):
        try:
            entry = Entry.objects.filter(reference=parse_reference(one, "E")).first()
        except BadReferenceError as error:
            raise ExpectationError(f"“{one[:40]}” is no reference of an entry: check it.") from error
        if entry is None:
            raise ExpectationError(f"No entry has the reference {one}.")
        found.append(entry)
    if not found:
        raise ExpectationError("Name at least one entry.")
    return found


STEPS: dict[str, Step] = {
    "adopt": _adopt,
    "refuse": _refuse,
    "retire": _retire,
    "reword": _reword,
    "add": _add,
    "remove": _remove,
    "split": _split,
    "merge": _merge,
    "undo": _undo,
}


@requires("EXPECTATION_EDIT")
def step(request: HttpRequest, written: str, what: str) -> HttpResponse:
    found = _find(written)
    held = Expectation.objects.get(pk=found.id)
    try:
        done = STEPS[what](request, actor(request), held)
    except ExpectationError as error:
        return _page(request, found, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(f"{HERE}/{found.reference}")
