"""Running a priority exercise: what it weighs, by which criteria, who scores, and what is decided."""

import datetime as dt
from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.accounts.queries import person_by_email
from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.lineage.models import Expectation
from answerable.lineage.queries import most_repeated
from answerable.oversight.models import Exercise
from answerable.oversight.operations.deciding import abandon, decide
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.opening import close_scoring, open_exercise
from answerable.oversight.operations.prioritising import (
    MOST_ITEMS,
    Weight,
    add_items,
    change_exercise,
    make_exercise,
    remove_item,
    weigh_criteria,
)
from answerable.oversight.operations.scoring import end_scorer, name_scorer
from answerable.oversight.priorities.definitions import definitions
from answerable.oversight.queries.exercises import exercise_by_reference
from answerable.website.formats import counted
from answerable.workspace.bodies import NoSuchBodyError, body_named
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, number, words
from answerable.workspace.presenters.prioritising import HERE, exercise_line, run_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

PERMISSION = "EXERCISE_RUN"
CRUMBS = (("Your work", ROOT), ("Priorities", HERE))
STEPS = ("change", "weigh", "add", "remove", "name", "end", "open", "close")
Step = Callable[[HttpRequest, Actor, Exercise], str]


@requires(PERMISSION)
def exercise_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, error: str = "") -> HttpResponse:
    page = desk_page("Error: Priorities" if error else "Priorities", "priorities", CRUMBS[:1])
    context = {
        "rows": [exercise_line(one) for one in Exercise.objects.order_by("-pk")[:100]],
        "error": error,
        "given": given(request),
        "today": today().isoformat(),
    }
    return show(request, "priorities.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def make(request: HttpRequest) -> HttpResponse:
    try:
        made = make_exercise(by=actor(request), **_about(request))  # type: ignore[arg-type]
    except PriorityError as error:
        return _list(request, str(error))
    tell(request, "The exercise is begun. It is not public before scoring opens.")
    return HttpResponseRedirect(f"{HERE}/{made.reference}")


@requires(PERMISSION)
def exercise(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


def _page(request: HttpRequest, held: Exercise, error: str = "", form: str = "") -> HttpResponse:
    typed: Mapping[str, str] | None = given(request) if form == "weigh" else None
    title = f"Exercise {held.reference}"
    page = desk_page(f"Error: {title}" if error else title, "priorities", CRUMBS)
    context = {
        "shown": run_page(held, typed, request.GET.get("q", "")),
        "error": error,
        "form": form,
        "given": given(request),
        "q": request.GET.get("q", ""),
        "today": today().isoformat(),
    }
    return show(request, "priority.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def step(request: HttpRequest, written: str, what: str) -> HttpResponse:
    return _do(request, written, what, _STEPS[what])


@requires("EXERCISE_DECIDE")
def end(request: HttpRequest, written: str, what: str) -> HttpResponse:
    return _do(request, written, what, _ENDS[what])


def _do(request: HttpRequest, written: str, what: str, act: Step) -> HttpResponse:
    held = _find(written)
    try:
        done = act(request, actor(request), held)
    except (PriorityError, NoSuchBodyError) as error:
        held.refresh_from_db()
        return _page(request, held, str(error), what)
    tell(request, done)
    return HttpResponseRedirect(f"{HERE}/{held.reference}")


def _find(written: str) -> Exercise:
    try:
        found = exercise_by_reference(written)
    except BadReferenceError as error:
        raise Http404(written) from error
    if found is None:
        raise Http404(written)
    return found


def _about(request: HttpRequest) -> dict[str, str | int | dt.date | None]:
    return {
        "title": words(request, "title"),
        "purpose": words(request, "purpose"),
        "sector": words(request, "sector"),
        "as_at": day(request, "as_at"),
        "places": number(request, "places"),
    }


def _change(request: HttpRequest, by: Actor, held: Exercise) -> str:
    change_exercise(by=by, exercise=held, **_about(request))  # type: ignore[arg-type]
    return "Saved."


def _weigh(request: HttpRequest, by: Actor, held: Exercise) -> str:
    typed = {code: words(request, f"weight-{code}") for code in definitions()}
    weights = [
        Weight.of(code, weight, words(request, f"why-{code}")) for code, weight in typed.items() if weight
    ]
    weigh_criteria(by=by, exercise=held, weights=weights)
    return "The weights are saved: they add up to 100."


def _add(request: HttpRequest, by: Actor, held: Exercise) -> str:
    """By references, ticked or typed; or those asked most often, in all or on one theme."""
    wanted = [*request.POST.getlist("expectation"), *words(request, "references").replace(",", " ").split()]
    references = []
    for one in wanted:
        try:
            references.append(parse_reference(one, "X"))
        except BadReferenceError as error:
            raise PriorityError(f"{one[:40]} is no reference of an expectation (X-...).") from error
    found = list(Expectation.objects.filter(reference__in=references))
    if missing := set(references) - {one.reference for one in found}:
        raise PriorityError(f"The register has no expectation {', '.join(sorted(missing))}.")
    if most := min(number(request, "most"), MOST_ITEMS):
        made_up = not Expectation.objects.filter(fictional=False).exists()
        rows = most_repeated(theme=words(request, "theme") or None, fictional=made_up, limit=most)
        found += list(Expectation.objects.filter(pk__in=[row.expectation.id for row in rows]))
    if not found:
        raise PriorityError(
            "Say which: tick some, type references, or say how many of those asked most often."
        )
    added = add_items(by=by, exercise=held, expectations=found)
    return f"Added: {counted(len(added), 'expectation')}."


def _remove(request: HttpRequest, by: Actor, held: Exercise) -> str:
    item = held.items.filter(expectation__reference=words(request, "expectation")).first()
    if item is None:
        raise PriorityError("Choose which one is taken out.")
    remove_item(by=by, exercise=held, item=item, why=words(request, "why"))
    return "Taken out."


def _name(request: HttpRequest, by: Actor, held: Exercise) -> str:
    person = person_by_email(words(request, "email"))
    if person is None:
        raise PriorityError("Nobody signs in with that e-mail address. An administrator can invite them.")
    typed = words(request, "other_body")
    name_scorer(
        by=by,
        exercise=held,
        person=person,
        role=words(request, "role"),
        organisation=body_named(typed) if typed else None,
        interests=words(request, "interests"),
    )
    return f"{person.name} is asked to score."


def _end(request: HttpRequest, by: Actor, held: Exercise) -> str:
    scorer = held.scorers.filter(pk=number(request, "scorer")).first()
    if scorer is None:
        raise PriorityError("Choose who scores no more.")
    end_scorer(by=by, scorer=scorer, why=words(request, "why"))
    return "They score no more. What they gave stays."


def _open(request: HttpRequest, by: Actor, held: Exercise) -> str:  # noqa: ARG001
    open_exercise(by=by, exercise=held)
    return "Scoring is open, and the exercise is public. Those named are told."


def _close(request: HttpRequest, by: Actor, held: Exercise) -> str:  # noqa: ARG001
    close_scoring(by=by, exercise=held)
    return "Scoring is closed. The list is made, and everything that was given is public."


def _decide(request: HttpRequest, by: Actor, held: Exercise) -> str:
    chosen = request.POST.getlist("first")
    items = {one.expectation.reference: one for one in held.items.select_related("expectation")}
    first = [items[one] for one in chosen if one in items]
    decide(
        by=by, exercise=held, first=first, words=words(request, "words"), departs=words(request, "departs")
    )
    return "The decision is public, with its reasons."


def _abandon(request: HttpRequest, by: Actor, held: Exercise) -> str:
    abandon(by=by, exercise=held, why=words(request, "why"))
    return "The exercise is given up."


_STEPS: dict[str, Step] = {
    "change": _change,
    "weigh": _weigh,
    "add": _add,
    "remove": _remove,
    "name": _name,
    "end": _end,
    "open": _open,
    "close": _close,
}
_ENDS: dict[str, Step] = {"decide": _decide, "abandon": _abandon}
