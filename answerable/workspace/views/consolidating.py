"""Consolidated asks at the desk: proposed and made by the overseer, answered by issuers and editors."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.references import BadReferenceError, parse_reference
from answerable.oversight.models import Position
from answerable.oversight.operations.consolidating import (
    drop_consolidation,
    make_consolidation,
    propose_consolidation,
    record_position,
    take_back_consolidation,
)
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.queries.consolidations import (
    ConsolidationShown,
    consolidation_by_reference,
    consolidations,
)
from answerable.publication.together import STATES
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT
from answerable.workspace.views.coordinating import expectations_named

HERE = f"{ROOT}/consolidations"
POSITIONS = f"{ROOT}/positions"
STANDS = [(one.value, one.label) for one in (Position.Stand.AGREES, Position.Stand.DISSENTS)]
Step = Callable[[HttpRequest, Actor, ConsolidationShown], str]


@requires("CONSOLIDATION_EDIT")
def consolidation_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


def _list(request: HttpRequest, error: str = "") -> HttpResponse:
    title = "Consolidated asks"
    context = {
        "rows": consolidations(),
        "states": STATES,
        "here": HERE,
        "error": error,
        "form": "propose" if error else "",
        "given": given(request),
        "asked": request.GET.get("of", ""),
    }
    crumbs = (("Your work", ROOT), ("Oversight", f"{ROOT}/oversight"))
    page = desk_page(f"Error: {title}" if error else title, "oversight", crumbs)
    return show(request, "consolidations.html", page, context, status=422 if error else 200)


@requires("CONSOLIDATION_EDIT")
def propose(request: HttpRequest) -> HttpResponse:
    answer_by = day(request, "answer_by")
    try:
        one = expectations_named(words(request, "expectation"))
        if len(one) != 1:
            raise CoordinationError("Name the one expectation that is to stand, by its reference.")
        if answer_by is None:
            raise CoordinationError("Give the day by which publishers are to answer.")
        made = propose_consolidation(
            by=actor(request),
            expectation=one[0],
            others=expectations_named(words(request, "others")),
            wording=words(request, "wording"),
            reason=words(request, "reason"),
            answer_by=answer_by,
        )
    except CoordinationError as error:
        return _list(request, str(error))
    tell(request, f"Proposed, as {made.reference}. Each publisher finds it at its desk.")
    return HttpResponseRedirect(f"{HERE}/{made.reference}")


@requires("CONSOLIDATION_EDIT")
def consolidation(request: HttpRequest, written: str) -> HttpResponse:
    return _page(request, _find(written))


def _find(written: str) -> ConsolidationShown:
    try:
        found = consolidation_by_reference(parse_reference(written, "Y"))
    except BadReferenceError:
        found = None
    if found is None:
        raise Http404(written)
    return found


def _page(request: HttpRequest, found: ConsolidationShown, form: str = "", error: str = "") -> HttpResponse:
    title = f"Consolidated ask {found.row.reference}"
    context = {
        "shown": found,
        "state": STATES[found.row.state],  # type: ignore[index]
        "here": f"{HERE}/{found.row.reference}",
        "positions_here": f"{POSITIONS}/{found.row.reference}",
        "may": actor(request).permissions,
        "form": form,
        "error": error,
        "given": given(request),
    }
    crumbs = (("Your work", ROOT), ("Consolidated asks", HERE))
    page = desk_page(f"Error: {title}" if error else title, "oversight", crumbs)
    return show(request, "consolidation.html", page, context, status=422 if error else 200)


def _make(request: HttpRequest, by: Actor, found: ConsolidationShown) -> str:  # noqa: ARG001
    make_consolidation(by=by, consolidation=found.row)
    return "It is made: the asks are retired into the one."


def _drop(request: HttpRequest, by: Actor, found: ConsolidationShown) -> str:
    drop_consolidation(by=by, consolidation=found.row, why=words(request, "why"))
    return "It is dropped. What publishers said stays on record."


def _take_back(request: HttpRequest, by: Actor, found: ConsolidationShown) -> str:
    take_back_consolidation(by=by, consolidation=found.row, why=words(request, "why"))
    return "It is taken back: every ask stands as before."


STEPS: dict[str, Step] = {"make": _make, "drop": _drop, "take-back": _take_back}


@requires("CONSOLIDATION_EDIT")
def step(request: HttpRequest, written: str, what: str) -> HttpResponse:
    found = _find(written)
    try:
        done = STEPS[what](request, actor(request), found)
    except CoordinationError as error:
        return _page(request, found, what, str(error))
    tell(request, done)
    return HttpResponseRedirect(f"{HERE}/{found.row.reference}")


@requires("POSITION_RECORD")
def position_list(request: HttpRequest) -> HttpResponse:
    ours = actor(request).publishers.get("POSITION_RECORD")
    rows = [one for one in consolidations(publishers=ours) if one.state in ("proposed", "made")]
    page = desk_page("What publishers are asked", "positions", (("Your work", ROOT),))
    return show(request, "positions.html", page, {"rows": rows, "states": STATES, "here": POSITIONS})


@requires("POSITION_RECORD")
def position(request: HttpRequest, written: str) -> HttpResponse:
    return _position(request, _find(written))


def _position(request: HttpRequest, found: ConsolidationShown, error: str = "") -> HttpResponse:
    by = actor(request)
    ours = [one for one in found.positions if by.may_publish("POSITION_RECORD", one.publisher.code)]
    if not ours:
        raise Http404(found.row.reference)
    title = f"What you say of {found.row.reference}"
    context = {
        "shown": found,
        "state": STATES[found.row.state],  # type: ignore[index]
        "ours": ours,
        "publishers": [(one.publisher.code, one.publisher.name) for one in ours],
        "stands": STANDS,
        "needs_source": "POSITION_RECORD" not in by.publishers,
        "here": f"{POSITIONS}/{found.row.reference}",
        "form": "record" if error else "",
        "error": error,
        "given": given(request),
    }
    crumbs = (("Your work", ROOT), ("What publishers are asked", POSITIONS))
    page = desk_page(f"Error: {title}" if error else title, "positions", crumbs)
    return show(request, "position.html", page, context, status=422 if error else 200)


@requires("POSITION_RECORD")
def take_position(request: HttpRequest, written: str) -> HttpResponse:
    found = _find(written)
    said_on = day(request, "said_on")
    try:
        if said_on is None:
            raise CoordinationError("Give the day on which the publisher said so.")
        record_position(
            by=actor(request),
            consolidation=found.row,
            publisher=words(request, "publisher"),
            stand=words(request, "stand"),
            said_on=said_on,
            words=words(request, "words"),
            source=words(request, "source"),
        )
    except CoordinationError as error:
        return _position(request, found, str(error))
    except NotPermittedError:
        return _position(request, found, "You speak for another publisher: choose yours.")
    tell(request, "It is on record, and public.")
    return HttpResponseRedirect(f"{POSITIONS}/{found.row.reference}")
