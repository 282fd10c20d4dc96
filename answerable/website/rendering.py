"""What every page needs besides its content, and the one way to draw a page."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.register.models import Report
from answerable.website.presenters.following import follow_href
from answerable.website.presenters.reported import report_href
from answerable.website.refusals import Explained

FRESH_SECONDS = 60  # how long a shared cache may keep a page, and we a fact that every page needs


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The same content in a form for machines, at its own address."""

    media_type: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """The furniture around one page's content.

    `title` and `description` show in tabs, previews and search engines: they carry neutral words only.
    """

    title: str
    description: str = ""
    section: str = ""
    header_search: bool = True
    indexed: bool = True
    canonical: str = ""
    other_forms: tuple[OtherForm, ...] = ()
    crumbs: tuple[dict[str, str], ...] = ()
    as_at: dt.date | None = None
    now_href: str = ""
    follow: str = ""  # the form to follow by mail what the page shows
    feed: str = ""  # the same as a feed
    report: str = ""  # the form to say that this page is wrong
    demonstration: bool = False
    language: str = "en-GB"
    other_language: str = ""  # the same page in the other language


HOME_CRUMB = {"text": "Home", "href": "/"}


def show(
    request: HttpRequest,
    template: str,
    page: Page,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draws `template` (in jinja2/website) with its furniture."""
    follow = follow_href(request) if status == 200 else ""
    page = replace(
        page,
        demonstration=holds_demonstration_data(),
        follow=follow,
        feed=_feed(request, follow),
        report=report_href(request),
    )
    response = render(request, f"website/{template}", {**(context or {}), "page": page}, status=status)
    if status == 200:
        response.headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return response


def _feed(request: HttpRequest, follow: str) -> str:
    """The feed of what can be followed by mail."""
    if not follow:
        return ""
    search = follow.partition("what=search&")[2]
    return f"/search.atom?{search}" if search else f"{request.path}.atom"


def explain(request: HttpRequest, explained: Explained, status: int) -> HttpResponse:
    """An error page. It asks the database nothing, so it works when the database doesn't."""
    page = Page(title=explained.title, indexed=False, header_search=False)
    return render(request, "website/error.html", {"page": page, "explained": explained}, status=status)


def holds_demonstration_data() -> bool:
    """Whether the register holds made-up records, so that every page says so."""
    held = cache.get("holds-demonstration-data")
    if held is None:
        held = Report.objects.filter(fictional=True).exists()
        cache.set("holds-demonstration-data", held, FRESH_SECONDS)
    return bool(held)
