"""What somebody gives who is asked to score: one expectation at a time, without sight of what others give."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.references import BadReferenceError
from answerable.oversight.models import Exercise, Item, Scorer
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.scoring import Given, abstain, declare_interests, score_item
from answerable.oversight.priorities.definitions import MOST
from answerable.oversight.queries.exercises import exercise_by_reference, to_score
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import given, words
from answerable.workspace.presenters.prioritising import SCORING, exercise_line, item_sheet, sheet
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

PERMISSION = "EXERCISE_SCORE"
CRUMBS = (("Your work", ROOT), ("Scoring", SCORING))
_CHOICES = {str(value) for value in range(MOST + 1)} | {"unable"}


@requires(PERMISSION)
def scoring_list(request: HttpRequest) -> HttpResponse:
    rows = [exercise_line(one, SCORING) for one in to_score(actor(request).identifier)]
    return show(request, "scoring.html", desk_page("Scoring", "", CRUMBS[:1]), {"rows": rows})


@requires(PERMISSION)
def scoring_sheet(request: HttpRequest, written: str) -> HttpResponse:
    return _sheet(request, *_own(request, written))


def _sheet(request: HttpRequest, held: Exercise, scorer: Scorer, error: str = "") -> HttpResponse:
    title = f"Score {held.reference}"
    page = desk_page(f"Error: {title}" if error else title, "", CRUMBS)
    context = {"shown": sheet(held, scorer), "error": error, "given": given(request)}
    return show(request, "scoring_sheet.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def interests(request: HttpRequest, written: str) -> HttpResponse:
    held, scorer = _own(request, written)
    try:
        declare_interests(by=actor(request), exercise=held, interests=words(request, "interests"))
    except PriorityError as error:
        return _sheet(request, held, scorer, str(error))
    tell(request, "Your interests are recorded. The public reads them beside your role.")
    return HttpResponseRedirect(f"{SCORING}/{held.reference}")


@requires(PERMISSION)
def scoring_item(request: HttpRequest, written: str, place: int) -> HttpResponse:
    held, scorer = _own(request, written)
    return _item(request, held, scorer, place)


def _item(request: HttpRequest, held: Exercise, scorer: Scorer, place: int, error: str = "") -> HttpResponse:
    typed = given(request) if error else None
    shown = item_sheet(held, scorer, _at(held, place), place, typed)
    page = desk_page(
        f"Error: Expectation {place}" if error else f"Expectation {place} of {shown.of}",
        "",
        (*CRUMBS, (f"Exercise {held.reference}", shown.sheet)),
    )
    context = {"shown": shown, "error": error, "given": given(request)}
    return show(request, "scoring_item.html", page, context, status=422 if error else 200)


@requires(PERMISSION)
def score(request: HttpRequest, written: str, place: int) -> HttpResponse:
    """All criteria of one expectation at once. One left blank altogether is passed over for now."""
    held, scorer = _own(request, written)
    item = _at(held, place)
    try:
        score_item(by=actor(request), item=item, given=_given(request, held))
    except PriorityError as error:
        return _item(request, held, scorer, place, str(error))
    tell(request, "Your scores are saved. You can change them until scoring closes.")
    after = f"/{place + 1}" if held.items.count() > place else ""
    return HttpResponseRedirect(f"{SCORING}/{held.reference}{after}")


@requires(PERMISSION)
def leave_out(request: HttpRequest, written: str, place: int) -> HttpResponse:
    held, scorer = _own(request, written)
    try:
        abstain(by=actor(request), item=_at(held, place), reason=words(request, "why"))
    except PriorityError as error:
        return _item(request, held, scorer, place, str(error))
    tell(request, "You have left this one out. It counts as not known, never as 0.")
    return HttpResponseRedirect(f"{SCORING}/{held.reference}")


def _given(request: HttpRequest, held: Exercise) -> dict[str, Given]:
    found = {}
    for criterion in held.criteria.filter(source="people"):
        value = words(request, f"value-{criterion.code}")
        reason, evidence = (words(request, f"{name}-{criterion.code}") for name in ("reason", "evidence"))
        if not value and not reason and not evidence:
            continue
        if value not in _CHOICES:
            raise PriorityError(f"“{criterion.title}”: choose 0 to {MOST}, or say that you cannot tell.")
        found[criterion.code] = Given.of("" if value == "unable" else value, reason, evidence)
    if not found:
        raise PriorityError("Nothing was given. Choose a score for at least one criterion, and say why.")
    return found


def _own(request: HttpRequest, written: str) -> tuple[Exercise, Scorer]:
    """Raises Http404 for an exercise that is not there, not open yet, or that the person does not score."""
    try:
        held = exercise_by_reference(written)
    except BadReferenceError as error:
        raise Http404(written) from error
    if held is None or held.state == Exercise.State.DRAFT:
        raise Http404(written)
    scorer = held.scorers.filter(person=actor(request).identifier, ended_at__isnull=True).first()
    if scorer is None:
        raise Http404(written)
    return held, scorer


def _at(held: Exercise, place: int) -> Item:
    items = list(held.items.select_related("expectation").order_by("order"))
    if not 1 <= place <= len(items):
        raise Http404(str(place))
    return items[place - 1]
