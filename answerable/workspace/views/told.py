"""A person's own notices, and how they want to hear of them by mail."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.notices.models import Preference
from answerable.notices.operations import NoticeError, choose_rhythm, mark_read, mark_unread
from answerable.notices.queries import notices_of, rhythm_of, unread_count
from answerable.website.formats import long_date
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, person, signed_in
from answerable.workspace.posted import number, numbers, words
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/notices"
_A_PAGE = 50


@signed_in
def notices(request: HttpRequest) -> HttpResponse:
    """The newest first, fifty a page."""
    mine = notices_of(person(request))
    try:
        at = max(1, int(request.GET.get("page", "1")))
    except ValueError:
        at = 1
    rows = list(mine[(at - 1) * _A_PAGE : at * _A_PAGE + 1])
    context = {
        "rows": [(one, long_date(one.recorded_at)) for one in rows[:_A_PAGE]],
        "unread": unread_count(person(request).pk),
        "newer": f"{HERE}?page={at - 1}" if at > 1 else "",
        "older": f"{HERE}?page={at + 1}" if len(rows) > _A_PAGE else "",
        "here": HERE,
        "at": at,
    }
    return show(request, "notices.html", desk_page("Notices", "", (("Your work", ROOT),)), context)


@signed_in
def read(request: HttpRequest) -> HttpResponse:
    """Marks those that were named as read, or all."""
    chosen = None if words(request, "all") else numbers(request, "notice")
    count = mark_read(by=actor(request), ids=chosen)
    tell(request, "Marked as read." if count else "Nothing was unread.")
    return _back(request)


@signed_in
def unread(request: HttpRequest) -> HttpResponse:
    mark_unread(by=actor(request), ids=numbers(request, "notice"))
    return _back(request)


@signed_in
def preferences(request: HttpRequest) -> HttpResponse:
    error = ""
    if request.method == "POST":
        try:
            choose_rhythm(by=actor(request), rhythm=words(request, "rhythm"))
        except NoticeError as refused:
            error = str(refused)
        else:
            tell(request, "Your choice is kept.")
            return HttpResponseRedirect(f"{HERE}/preferences")
    title = "Mail about notices"
    page = desk_page(f"Error: {title}" if error else title, "", (("Your work", ROOT), ("Notices", HERE)))
    context = {
        "rhythms": Preference.Rhythm.choices,
        "chosen": rhythm_of(person(request)),
        "error": error,
        "here": f"{HERE}/preferences",
    }
    return show(request, "notice_preferences.html", page, context, status=422 if error else 200)


def _back(request: HttpRequest) -> HttpResponse:
    at = number(request, "page")
    return HttpResponseRedirect(f"{HERE}?page={at}" if at > 1 else HERE)
