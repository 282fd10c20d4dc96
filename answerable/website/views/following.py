"""Anybody follows something by mail: the form, the link that confirms, and the page of what one follows.

No account. Opening a link does nothing, since programs that look at mail open every one: a button does. What
the form answers is the same for every address, and says nothing of what anybody follows.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from answerable.accounts.passwords import keyed_digest
from answerable.core.actors import PUBLIC
from answerable.notices.models import Follow
from answerable.notices.operations import (
    NoticeError,
    TooManyFollowsError,
    ask_to_follow,
    choose_follow_rhythm,
    confirm_follow,
    end_follow,
    end_following,
)
from answerable.notices.operations.following import FORGET_DAYS, MAILS_MOST
from answerable.website.client import client_of
from answerable.website.posted import length, pass_over, sent_from_here
from answerable.website.presenters.following import (
    HERE,
    RHYTHMS,
    FollowForm,
    NotFollowedError,
    asked_for,
    follow_form,
    following,
)
from answerable.website.refusals import Explained
from answerable.website.rendering import HOME_CRUMB, Page, explain, show

LARGEST_FORM = 20_000  # bytes
TITLE = "Follow by e-mail"
ELSEWHERE = Explained(
    "The form was sent from another site",
    ("For safety this form is only taken from its own page.",),
    (("Follow by e-mail", HERE), ("Home", "/")),
)
UNREADABLE = Explained(
    "What you sent could not be read",
    ("It was too large, or was no form.",),
    (("Follow by e-mail", HERE), ("Home", "/")),
)
NOBODYS = Explained(
    "This link is for nothing any more",
    (
        "What it was for was ended, and the address was forgotten. No mail comes to it.",
        "If you came here to end mail that you get, there is nothing left to do.",
    ),
    (("Follow by e-mail", HERE), ("Home", "/")),
)
View = Callable[..., HttpResponse]


def _guarded(view: View) -> View:
    """A form of at most `LARGEST_FORM` from this site; nothing here is kept by a cache or a search engine."""

    def guarded(request: HttpRequest, **parts: str | int) -> HttpResponse:
        refused = None
        if request.method == "POST" and not sent_from_here(request):
            refused = (ELSEWHERE, 403)
        elif request.method == "POST" and length(request) > LARGEST_FORM:
            refused = (UNREADABLE, 413)
        if refused:
            pass_over(request)
            return _unkept(explain(request, *refused))
        try:
            return _unkept(view(request, **parts))
        except RequestDataTooBig:
            return _unkept(explain(request, UNREADABLE, 413))
        except (BadRequest, SuspiciousOperation):
            return _unkept(explain(request, UNREADABLE, 400))

    return sensitive_post_parameters()(require_http_methods(["GET", "HEAD", "POST"])(guarded))


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


@_guarded
@sensitive_variables()
def follow(request: HttpRequest) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    if not sent.get("what"):
        return show(request, "follow.html", _page(TITLE), {"form": None, "why": ""})
    try:
        what, subject = asked_for(sent)
    except NotFollowedError as error:
        context = {"form": None, "why": str(error)}
        return show(request, "follow.html", _page(TITLE), context, status=422)
    if request.method != "POST":
        return _form(request, follow_form(what, subject))
    given = {name: sent.get(name, "")[:300] for name in ("mail", "rhythm", "sure")}
    form = follow_form(what, subject, given=given)
    if form.preview.broad and given["sure"] != "yes":
        words = "Say that you want so much mail, or choose something narrower."
        return _form(request, replace(form, error=words, field="sure"), 422)
    if given["rhythm"] not in dict(form.rhythms):
        words = "Choose how often you want mail."
        return _form(request, replace(form, error=words, field=f"rhythm-{form.rhythms[0][0]}"), 422)
    try:
        ask_to_follow(
            by=PUBLIC,
            mail=given["mail"],
            what=what,
            subject=subject,
            rhythm=given["rhythm"],
            label=form.name,
            client=keyed_digest("follow", client_of(request)),
        )
    except TooManyFollowsError as error:
        return _form(request, replace(form, error=str(error), field="mail"), 429)
    except NoticeError as error:
        return _form(request, replace(form, error=str(error), field="mail"), 422)
    return _see(f"{HERE}/asked")


@_guarded
def asked(request: HttpRequest) -> HttpResponse:
    context = {"days": FORGET_DAYS, "most": MAILS_MOST}
    return show(request, "follow_asked.html", _page("Look at your mail"), context)


@_guarded
@sensitive_variables()
def own(request: HttpRequest, secret: str) -> HttpResponse:
    """What one follows; sent as a form, a rhythm that is changed or one follow that is ended."""
    error = ""
    if request.method == "POST":
        number = request.POST.get("follow", "")
        follow = int(number) if number.isascii() and number.isdigit() and len(number) < 15 else 0
        before = following(secret)
        language = f"&language={Follow.Language.WELSH}" if before and before.welsh else ""
        try:
            if request.POST.get("do") == "end":
                if end_follow(by=PUBLIC, secret=secret, follow=follow):
                    return _see(f"/following/{secret}/end?ended=yes{language}")
                return _see(f"/following/{secret}?ended=yes")
            rhythm = request.POST.get("rhythm", "")
            choose_follow_rhythm(by=PUBLIC, secret=secret, follow=follow, rhythm=rhythm)
            return _see(f"/following/{secret}?changed=yes")
        except NoticeError as refused:
            error = str(refused)
    shown = following(secret)
    if shown is None:
        return explain(request, NOBODYS, 410)
    with _language(shown.welsh):
        said = {
            "changed": _("That was changed."),
            "ended": _("That was ended."),
            "confirmed": _("You follow it now."),
        }
        context = {
            "shown": shown,
            "rhythms": RHYTHMS,
            "error": error,
            "said": next((words for name, words in said.items() if request.GET.get(name) == "yes"), ""),
        }
        title = _("What you follow")
        return _drawn(request, "following.html", title, context, error=error, welsh=shown.welsh)


@_guarded
@sensitive_variables()
def confirm(request: HttpRequest, secret: str, follow: int) -> HttpResponse:
    """The link in the first mail: a page with a button."""
    shown = following(secret)
    if shown is None:
        return explain(request, NOBODYS, 410)
    error = ""
    if request.method == "POST":
        try:
            confirm_follow(by=PUBLIC, secret=secret, follow=follow)
            return _see(f"{shown.href}?confirmed=yes")
        except NoticeError as refused:
            error = str(refused)
    wanted = next((row for row in shown.rows if row.number == follow), None)
    if wanted is None:
        return explain(request, NOBODYS, 410)
    context = {"shown": shown, "wanted": wanted, "rhythms": dict(RHYTHMS), "error": error}
    with _language(wanted.welsh):
        title = _("Do you want to follow this?")
        return _drawn(request, "follow_confirm.html", title, context, error=error, welsh=wanted.welsh)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def end(request: HttpRequest, secret: str) -> HttpResponse:
    """Ends all: a button, and what mail programs send by themselves for one click (RFC 8058).

    They come from elsewhere and carry no cookie: the secret is all that is asked for. Twice is as good as
    once.
    """
    done = request.GET.get("ended") == "yes"
    shown = None if done else following(secret)
    welsh = shown.welsh if shown else request.GET.get("language") == Follow.Language.WELSH
    if request.method == "POST":
        pass_over(request)
        end_following(by=PUBLIC, secret=secret)
        done, shown = True, None
    if shown is None and not done:
        return _unkept(explain(request, NOBODYS, 410))
    with _language(welsh):
        title = _("You follow nothing any more") if done else _("End all that you follow?")
        return _unkept(_drawn(request, "follow_end.html", title, {"shown": shown}, welsh=welsh))


def _form(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    title = f"{'Error: ' if form.error else ''}{TITLE}"
    return show(request, "follow.html", _page(title), {"form": form, "why": ""}, status=status)


def _language(welsh: bool) -> AbstractContextManager[None]:
    """That of what follows: mails in Welsh lead to pages in Welsh (docs/decisions/0034-plain.md)."""
    return translation.override(Follow.Language.WELSH if welsh else settings.LANGUAGE_CODE)


def _drawn(
    request: HttpRequest,
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    error: str = "",
    welsh: bool = False,
) -> HttpResponse:
    """The page of one address in its language."""
    status = 422 if error else 200
    if not welsh:
        page = _page(f"Error: {title}" if error else title)
        return show(request, template, page, context, status=status)
    said = {**context, "error": error and _("What you sent could not be read. Please try again.")}
    page = Page(title, title, indexed=False, header_search=False, language=Follow.Language.WELSH.value)
    response = show(request, f"cy/{template}", page, said, status=status)
    response.headers["Content-Language"] = Follow.Language.WELSH.value
    return response


def _page(title: str) -> Page:
    words = "Be told by e-mail what happens, without an account."
    return Page(title, words, indexed=False, crumbs=(HOME_CRUMB,))


def _see(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
