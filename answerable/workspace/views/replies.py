"""Published replies for editors: who wrote each, and which of the things asked it answers."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.core.actors import Actor
from answerable.duties.models import ReplyMatch
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.reply_decisions import (
    Verdict,
    decide_reply_match,
    match_reply_by_hand,
    name_reply_writer,
    undo_reply_match,
)
from answerable.duties.queries.replies import (
    ReplyItem,
    ReplyShown,
    next_unanswered,
    replies_waiting,
    reply_accuracy,
    reply_shown,
    waiting,
)
from answerable.workspace.bodies import NoSuchBodyError, body_chosen
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import day, given, number, reference, words
from answerable.workspace.presenters.replies import STANCES, places_read, reply_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/replies"
CRUMBS = (("Your work", ROOT), ("Published replies", HERE))
A_PAGE = 50
Step = Callable[[HttpRequest, Actor, ReplyShown], tuple[str, str]]  # what was done, and where to look next


@requires("REPLY_MATCH")
def replies(request: HttpRequest) -> HttpResponse:
    written = request.GET.get("page", "1")
    if not (written.isascii() and written.isdigit() and 0 < int(written) < 1000):
        raise Http404
    found, more = replies_waiting((int(written) - 1) * A_PAGE, A_PAGE)
    context = {
        "rows": found,
        "page_number": int(written),
        "more": more,
        "waiting": waiting(),
        "accuracy": reply_accuracy(),
    }
    return show(request, "replies.html", desk_page("Published replies", "review", CRUMBS[:1]), context)


@requires("REPLY_MATCH")
def unanswered(request: HttpRequest) -> HttpResponse:
    """One thing that seems to go unanswered, with its reply; then the next."""
    after = request.GET.get("after", "0")
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise Http404
    found = next_unanswered(int(after))
    if found is None:
        tell(request, "Nothing more seems to go unanswered.")
        return HttpResponseRedirect(HERE)
    shown = reply_shown(found.text.reply_id)
    if shown is None:
        raise Http404
    return _page(request, shown, only=found)


@requires("REPLY_MATCH")
def reply(request: HttpRequest, reply: int) -> HttpResponse:
    return _page(request, _find(reply))


def _find(pk: int) -> ReplyShown:
    shown = reply_shown(pk)
    if shown is None:
        raise Http404(str(pk))
    return shown


def _page(
    request: HttpRequest,
    shown: ReplyShown,
    form: str = "",
    error: str = "",
    only: ReplyMatch | None = None,
) -> HttpResponse:
    title = "What seems to go unanswered" if only else "A published reply"
    page = desk_page(f"Error: {title}" if error else title, "review", CRUMBS)
    context = {
        "shown": reply_page(shown, actor(request)),
        "here": f"{HERE}/{shown.reply.pk}",
        "stances": STANCES,
        "form": form,
        "error": error,
        "given": given(request),
        "only": only.entry.reference if only else "",
        "skip": only.pk if only else 0,
        "accuracy": reply_accuracy(),
    }
    return show(request, "reply.html", page, context, status=422 if error else 200)


def _writer(request: HttpRequest, by: Actor, shown: ReplyShown) -> tuple[str, str]:
    if not words(request, "body") and not words(request, "other_body"):
        raise DutyError("Name the body that wrote this reply.")
    body = body_chosen(request)
    name_reply_writer(by=by, reply=shown.reply, organisation=body, reason=words(request, "reason"))
    return f"The reply is held to be from {body.name}.", ""


def _item(request: HttpRequest, shown: ReplyShown) -> ReplyItem:
    """The thing asked that the form is about. It must be one of this reply's report."""
    wanted = reference(request, "entry", "E")
    found = next((item for item in shown.items if item.entry.reference == wanted), None)
    if found is None:
        raise DutyError("That is not asked by the report that this replies to.")
    return found


def _places(request: HttpRequest, shown: ReplyShown) -> list[int]:
    found = places_read(request.POST.get("passages", ""), len(shown.text.passages))
    if found is None:
        raise DutyError(
            f"Give passages by their numbers, from 1 to {len(shown.text.passages)}, as in “3, 5-7”."
        )
    return found


def _accept(request: HttpRequest, by: Actor, shown: ReplyShown) -> tuple[str, str]:
    item = _item(request, shown)
    match = _match(request, item)
    made = decide_reply_match(
        by=by, match=match, verdict=Verdict.ACCEPTED, answered_on=day(request, "answered_on")
    )
    done = "Accepted: it is public as the body's answer." if made.part else "Agreed: it is not answered here."
    return done, item.entry.reference


def _change(request: HttpRequest, by: Actor, shown: ReplyShown) -> tuple[str, str]:
    item = _item(request, shown)
    places, stance = _places(request, shown), words(request, "stance")
    on, reason = day(request, "answered_on"), words(request, "reason")
    if item.match is None:
        match_reply_by_hand(
            by=by,
            text=shown.text,
            entry=item.entry,
            passages=places,
            stance=stance,
            answered_on=on,
            reason=reason,
        )
    else:
        decide_reply_match(
            by=by,
            match=_match(request, item),
            verdict=Verdict.CHANGED,
            stance=stance,
            passages=places,
            answered_on=on,
            reason=reason,
        )
    return "Recorded as you said.", item.entry.reference


def _refuse(request: HttpRequest, by: Actor, shown: ReplyShown) -> tuple[str, str]:
    item = _item(request, shown)
    match = _match(request, item)
    decide_reply_match(by=by, match=match, verdict=Verdict.REFUSED, reason=words(request, "reason"))
    return "Refused.", item.entry.reference


def _match(request: HttpRequest, item: ReplyItem) -> ReplyMatch:
    """The proposal that was shown. Raises DutyError where another stands by now."""
    if item.match is None or item.match.pk != number(request, "match"):
        raise DutyError("What is proposed has changed since this was shown: look at it again.")
    return item.match


def _undo(request: HttpRequest, by: Actor, shown: ReplyShown) -> tuple[str, str]:
    item = _item(request, shown)
    if item.decision is None or item.decision.pk != number(request, "decision"):
        raise DutyError("This decision no longer stands: nothing was taken back.")
    undo_reply_match(by=by, decision=item.decision, reason=words(request, "reason"))
    return "Taken back.", item.entry.reference


STEPS: dict[str, Step] = {
    "writer": _writer,
    "accept": _accept,
    "change": _change,
    "refuse": _refuse,
    "undo": _undo,
}


@requires("REPLY_MATCH")
def step(request: HttpRequest, reply: int, what: str) -> HttpResponse:
    shown = _find(reply)
    try:
        done, place = STEPS[what](request, actor(request), shown)
    except (DutyError, NoSuchBodyError) as error:
        where = reference(request, "entry", "E") if what != "writer" else "writer"
        known = where == "writer" or any(item.entry.reference == where for item in shown.items)
        return _page(request, shown, where if known else "top", str(error))
    tell(request, done)
    if request.POST.get("next") == "unanswered":
        return HttpResponseRedirect(f"{HERE}/unanswered?after={number(request, 'skip')}")
    return HttpResponseRedirect(f"{HERE}/{shown.reply.pk}" + (f"#asked-{place}" if place else ""))
