"""The review desk for links: one pair at a time, an answer by one button or key."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.lineage.models import Decision, Kind, Suggestion, Verdict
from answerable.lineage.operations import LineageError, decide, undo
from answerable.lineage.queries import open_links, second_links
from answerable.register.models import Entry
from answerable.workspace import desk
from answerable.workspace.answers import Answer, link_answer
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import number, words
from answerable.workspace.presenters.links import last_decision, last_words, link_page, reread
from answerable.workspace.presenters.progress import NOT_CONTRADICTING, done_today, line
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

KIND = "links"
CRUMBS = (("Your work", ROOT), ("Review desk", f"{ROOT}/review"))
HERE = f"{ROOT}/review/links"
GONE = "Choose one of the answers for the pair before you."
NEXT = "Nothing was written. Here is the next pair."


@requires("SUGGESTION_DECIDE")
def links(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    done = done_today(Kind.LINK, by.identifier)
    item = desk.pick(
        request,
        KIND,
        by,
        reread=lambda lying: reread(lying, by),
        first=lambda: open_links(editor=by.identifier, relations=NOT_CONTRADICTING),
        second=lambda: second_links(editor=by.identifier),
        done=done,
    )
    page = desk_page("Review links", "review", CRUMBS)
    context = {
        "progress": line(Kind.LINK, by.identifier),
        "shown": link_page(item) if item else None,
        "last": last_words(Kind.LINK, by),
        "here": HERE,
    }
    return show(request, "links.html", page, context)


@requires("SUGGESTION_DECIDE")
def decide_link(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    lying = desk.before(request, KIND)
    answer = link_answer(request.POST.get("answer", ""))
    sent = request.POST.get("item", "")
    if answer is None:
        tell(request, GONE, wrong=True)
    elif lying is None or lying.item != sent:
        # The form stood in another tab, or since before a break: it is judged as a first reading.
        _decide(request, by, sent, answer, second=False)
    else:
        _decide(request, by, sent, answer, second=lying.second)
    return HttpResponseRedirect(f"{HERE}#item")


def _decide(request: HttpRequest, by: Actor, item: str, answer: Answer, *, second: bool) -> None:
    found = Suggestion.objects.filter(pk=number(request, "suggestion"), subject=item).first()
    pair = _pair(item, found)
    if pair is None:
        tell(request, f"That pair is not on the desk. {NEXT}", wrong=True)
        return
    a, b = pair
    entry, other = (b, a) if answer.turned else (a, b)
    agrees = found is not None and answer.value == found.value and not answer.turned
    typed = words(request, "reason")
    try:
        decide(
            by=by,
            kind=Kind.LINK,
            entry=entry,
            other=other,
            verdict=(
                Verdict.REFUSED
                if answer.is_refusal
                else Verdict.ACCEPTED
                if agrees or found is None
                else Verdict.CHANGED
            ),
            value=answer.value,
            reason=typed or ("" if agrees else answer.reason),
            suggestion=found,
            second=second,
        )
    except LineageError as error:
        tell(request, f"{error} {NEXT}", wrong=True)
    desk.clear(request, KIND)


def _pair(item: str, found: Suggestion | None) -> tuple[Entry, Entry] | None:
    """The two entries in the order in which the page showed them."""
    if found is not None and found.entry is not None and found.other is not None:
        return found.entry, found.other
    first = Decision.objects.filter(
        subject=item, kind=Kind.LINK, second=False, superseded_at__isnull=True
    ).first()
    return (first.entry, first.other) if first and first.entry and first.other else None


@requires("SUGGESTION_DECIDE")
def skip_link(request: HttpRequest) -> HttpResponse:
    desk.skip(request, KIND, actor(request))
    return HttpResponseRedirect(f"{HERE}#item")


@requires("SUGGESTION_DECIDE")
def undo_link(request: HttpRequest) -> HttpResponse:
    """Takes the editor's last decision back and lays its pair before them again."""
    by = actor(request)
    last = last_decision(Kind.LINK, by)
    if last is None:
        tell(request, "There is no decision of yours to take back.", wrong=True)
        return HttpResponseRedirect(f"{HERE}#item")
    try:
        undo(by=by, decision=last)
    except LineageError as error:
        tell(request, str(error), wrong=True)
        return HttpResponseRedirect(f"{HERE}#item")
    desk.put_again(request, KIND, by, last.subject, second=last.second)
    tell(request, "Taken back. Here is the pair again.")
    return HttpResponseRedirect(f"{HERE}#item")
