"""One journey in Welsh (docs/decisions/0034-plain.md). Words of a source stay in English, marked so."""

import functools
from collections.abc import Callable
from urllib.parse import urlencode

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from answerable.accounts.passwords import keyed_digest
from answerable.core.actors import PUBLIC
from answerable.notices.operations import NoticeError, TooManyFollowsError, ask_to_follow
from answerable.pipeline.following.named import in_this_language
from answerable.search.documents import IndexMissingError
from answerable.website.client import client_of
from answerable.website.pages import numbered_pages
from answerable.website.posted import length, pass_over, sent_from_here
from answerable.website.presenters.asked import read_address
from answerable.website.presenters.entry import find_entry
from answerable.website.presenters.following import follow_form
from answerable.website.presenters.search import found_for
from answerable.website.presenters.support import support_lines
from answerable.website.presenters.welsh import welsh_entry, welsh_hits
from answerable.website.refusals import WithdrawnError, reference_in_address
from answerable.website.rendering import Page, explain, show

HERE, LANGUAGE = "/cy", "cy"
LARGEST_FORM = 20_000  # bytes
View = Callable[..., HttpResponse]


def in_welsh(view: View) -> View:
    """Draws the page in Welsh, whatever the browser prefers: the address says the language."""

    @functools.wraps(view)
    def drawn(request: HttpRequest, **parts: str) -> HttpResponse:
        with translation.override(LANGUAGE):
            response = view(request, **parts)
        response.headers.setdefault("Content-Language", LANGUAGE)
        return response

    return drawn


def _page(title: str, href: str, english: str) -> Page:
    return Page(title, title, canonical=href, header_search=False, language=LANGUAGE, other_language=english)


@in_welsh
def home(request: HttpRequest) -> HttpResponse:
    page = _page(_("What was asked, and who must answer"), HERE, "/")
    return show(request, "cy/home.html", page, {"support": support_lines()[:2]})


@in_welsh
def search(request: HttpRequest) -> HttpResponse:
    asked = read_address(request.GET)
    address = f"{HERE}/search"
    english = f"/search?{urlencode({'q': asked.text})}" if asked.text else "/search"
    page = _page(_("Search"), address, english)
    try:
        found = found_for(asked, for_list=True)
    except IndexMissingError:
        context = {"asked": asked, "hits": (), "total": 0, "pages": None, "waiting": True}
        return show(request, "cy/search.html", page, context, status=503)
    pages = numbered_pages(request, found.page, max(1, -(-found.total // found.size)))
    context = {
        "asked": asked,
        "hits": welsh_hits(found.hits),
        "total": found.total,
        "pages": {**pages, "ariaLabel": _("Pages")} if pages else None,
        "waiting": False,
    }
    return show(request, "cy/search.html", page, context)


@in_welsh
def entry(request: HttpRequest, reference: str) -> HttpResponse:
    canonical = reference_in_address(reference, "E")
    if canonical != reference:
        return redirect("cy-entry", reference=canonical, permanent=True)
    try:
        shown = welsh_entry(canonical)
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    page = _page(f"{shown.heading} ({canonical})", f"{HERE}/entries/{canonical}", f"/entries/{canonical}")
    return show(request, "cy/entry.html", page, {"shown": shown, "support": support_lines()[:2]})


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@in_welsh
def follow(request: HttpRequest) -> HttpResponse:
    """As the English form, for one entry. Its mails and their pages are in Welsh too."""
    if request.method == "POST" and (not sent_from_here(request) or length(request) > LARGEST_FORM):
        pass_over(request)
        return _form(request, "", _("What you sent could not be read. Please try again."), 400)
    try:
        sent = request.POST if request.method == "POST" else request.GET
        subject = reference_in_address(sent.get("subject", ""), "E")
        find_entry(subject)
        mail, rhythm = sent.get("mail", "")[:300], sent.get("rhythm", "")
    except WithdrawnError as withdrawn:
        return explain(request, withdrawn.explained, 410)
    except (RequestDataTooBig, BadRequest, SuspiciousOperation):
        return _form(request, "", _("What you sent could not be read. Please try again."), 400)
    if request.method != "POST":
        return _form(request, subject)
    form = follow_form("entry", subject)
    if rhythm not in dict(form.rhythms):
        return _form(request, subject, _("Choose how often you want mail."), 422, mail)
    try:
        ask_to_follow(
            by=PUBLIC,
            mail=mail,
            what="entry",
            subject=subject,
            rhythm=rhythm,
            label=in_this_language(form.name),
            client=keyed_digest("follow", client_of(request)),
            language=LANGUAGE,
        )
    except TooManyFollowsError:
        return _form(request, subject, _("Too many came from where you are. Try again tomorrow."), 429, mail)
    except NoticeError:
        return _form(request, subject, _("Give an e-mail address, such as name@example.org."), 422, mail)
    response = HttpResponseRedirect(f"{HERE}/follow/asked")
    response.status_code = 303
    response.headers["Cache-Control"] = "no-store"
    return response


@in_welsh
def asked(request: HttpRequest) -> HttpResponse:
    page = _page(_("Look at your mail"), f"{HERE}/follow/asked", "/follow/asked")
    return _unkept(show(request, "cy/asked.html", page))


def _form(
    request: HttpRequest, subject: str, error: str = "", status: int = 200, mail: str = ""
) -> HttpResponse:
    english = f"/follow?{urlencode({'what': 'entry', 'subject': subject})}" if subject else "/follow"
    here = f"{HERE}/follow?{urlencode({'subject': subject})}" if subject else f"{HERE}/search"
    page = _page(_("Follow by e-mail"), here, english)
    context = {"subject": subject, "error": error, "mail": mail}
    return _unkept(show(request, "cy/follow.html", page, context, status=status))


def _unkept(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
