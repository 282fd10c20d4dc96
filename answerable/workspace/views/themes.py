"""The review desk for themes: one entry at a time, its themes ticked and confirmed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from answerable.lineage.models import Kind, Suggestion
from answerable.lineage.operations import MOST_THEMES, DecisionError, LineageError, decide_themes, undo_all
from answerable.lineage.operations.errors import AlreadyDecidedError, OvertakenError
from answerable.lineage.queries import ThemesItem, open_themes, second_themes
from answerable.lineage.subjects import themes_item
from answerable.register.models import Entry
from answerable.workspace import desk
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, requires
from answerable.workspace.posted import numbers, reference, words
from answerable.workspace.presenters.progress import done_today, line
from answerable.workspace.presenters.themes import last_decisions, reread, themes_page
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

KIND = "themes"
HERE = f"{ROOT}/review/themes"
CRUMBS = (("Your work", ROOT), ("Review desk", f"{ROOT}/review"))
NEXT = "Nothing was written. Here is the next entry."


@requires("SUGGESTION_DECIDE")
def themes(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    item = desk.pick(
        request,
        KIND,
        by,
        reread=lambda lying: reread(lying, by),
        first=lambda: open_themes(editor=by.identifier),
        second=lambda: second_themes(editor=by.identifier),
        done=done_today(Kind.THEME, by.identifier),
    )
    return _page(request, item)


def _page(
    request: HttpRequest, item: ThemesItem | None, given: list[str] | None = None, error: str = ""
) -> HttpResponse:
    by = actor(request)
    context = {
        "progress": line(Kind.THEME, by.identifier),
        "shown": themes_page(item, given) if item else None,
        "last": last_decisions(by),
        "here": HERE,
        "most": MOST_THEMES,
        "error": error,
    }
    page = desk_page("Error: Review themes" if error else "Review themes", "review", CRUMBS)
    return show(request, "themes.html", page, context, status=422 if error else 200)


@requires("SUGGESTION_DECIDE")
def decide_entry(request: HttpRequest) -> HttpResponse:
    by = actor(request)
    given = list(dict.fromkeys(request.POST.getlist("theme")))
    entry = Entry.objects.filter(reference=reference(request, "entry", "E")).first()
    if entry is None:
        tell(request, f"That entry is not on the desk. {NEXT}", wrong=True)
        return HttpResponseRedirect(f"{HERE}#item")
    lying = desk.before(request, KIND)
    here = lying is not None and lying.item == themes_item(entry)
    try:
        decide_themes(
            by=by,
            entry=entry,
            themes=given,
            reason=words(request, "reason"),
            suggestions=list(Suggestion.objects.filter(pk__in=numbers(request, "seen"), entry=entry)),
            second=here and lying is not None and lying.second,
        )
    except (AlreadyDecidedError, OvertakenError) as error:
        tell(request, f"{error} {NEXT}", wrong=True)
    except DecisionError as error:
        again = reread(lying, by) if here and lying else None
        if again:
            return _page(request, again, given, str(error))
        tell(request, f"{error} {NEXT}", wrong=True)
    desk.clear(request, KIND)
    return HttpResponseRedirect(f"{HERE}#item")


@requires("SUGGESTION_DECIDE")
def skip_entry(request: HttpRequest) -> HttpResponse:
    desk.skip(request, KIND, actor(request))
    return HttpResponseRedirect(f"{HERE}#item")


@requires("SUGGESTION_DECIDE")
def undo_entry(request: HttpRequest) -> HttpResponse:
    """Takes back what the editor last decided of an entry and lays it before them again."""
    by = actor(request)
    last = last_decisions(by)
    if not last or last[0].entry is None:
        tell(request, "There is no decision of yours to take back.", wrong=True)
        return HttpResponseRedirect(f"{HERE}#item")
    try:
        undo_all(by=by, decisions=last)
    except LineageError as error:
        tell(request, str(error), wrong=True)
        return HttpResponseRedirect(f"{HERE}#item")
    desk.put_again(request, KIND, by, themes_item(last[0].entry), second=last[0].second)
    tell(request, "Taken back. Here is the entry again.")
    return HttpResponseRedirect(f"{HERE}#item")
