"""Keys for one's own programs: made and shown once, looked at, ended."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations import AccountError
from answerable.accounts.operations.keying import end_key, make_key
from answerable.accounts.queries import has_second_factor
from answerable.accounts.roles import STEP_UP
from answerable.organisations.models import Organisation
from answerable.workspace.keys import HERE, tell_of
from answerable.workspace.notices import tell
from answerable.workspace.policy import actor, person, recently_proved, signed_in
from answerable.workspace.posted import given, number, reference, words
from answerable.workspace.presenters.keys import DAYS, bodies_for, held, offered
from answerable.workspace.proof import CODE, prove_first
from answerable.workspace.rendering import desk_page, show
from answerable.workspace.security import ROOT

_CRUMBS = (("Your work", ROOT), ("Your account", f"{ROOT}/account"))
NO_FACTOR = (
    "Others rely on some of what this key would do. Set up a second step under “Your account” first, or "
    "leave those out."
)


@signed_in
@sensitive_post_parameters(CODE)
def keys(request: HttpRequest) -> HttpResponse:
    return _make(request) if request.method == "POST" else _page(request)


@sensitive_variables("said")
def _make(request: HttpRequest) -> HttpResponse:
    """A key for what others rely on needs a proof of who one is, of within the last minutes."""
    who, scopes = person(request), request.POST.getlist("scope")
    if STEP_UP & set(scopes) and not recently_proved(request):
        if not has_second_factor(who):
            return _page(request, NO_FACTOR)
        if (stopped := prove_first(request)) is not None:
            return stopped
    named = reference(request, "organisation", "B")
    try:
        key, said = make_key(
            by=actor(request),
            person=who,
            label=words(request, "label"),
            scopes=scopes,
            days=number(request, "days"),
            proved=recently_proved(request),
            organisation=Organisation.objects.filter(reference=named).first() if named else None,
        )
    except AccountError as error:
        return _page(request, str(error))
    tell_of(key)
    return show(
        request, "key_made.html", desk_page("Your new key", "account", _CRUMBS), {"key": key, "said": said}
    )


@signed_in
def end(request: HttpRequest) -> HttpResponse:
    who = person(request)
    key = ApiKey.objects.filter(pk=number(request, "key"), person=who).first()
    try:
        if key is None:
            raise AccountError("That is not here any more.")
        end_key(by=actor(request), person=who, key=key)
    except AccountError as error:
        tell(request, str(error), wrong=True)
    else:
        tell(request, f"The key {key.label} has ended. Whatever used it is refused from now on.")
    return HttpResponseRedirect(HERE)


def _page(request: HttpRequest, error: str = "") -> HttpResponse:
    by = actor(request)
    context = {
        "here": HERE,
        "keys": held(person(request)),
        "offered": offered(by),
        "bodies": bodies_for(by),
        "days": DAYS,
        "error": error,
        "given": given(request),
        "ticked": request.POST.getlist("scope"),
    }
    page = desk_page(f"{'Error: ' if error else ''}Keys for your programs", "account", _CRUMBS)
    return show(request, "keys.html", page, context, status=422 if error else 200)
