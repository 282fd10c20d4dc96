"""The furniture of a signed-in page, built on that of the public ones."""

import functools
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from markupsafe import Markup

from answerable.accounts.models import Person
from answerable.website.rendering import Page, holds_demonstration_data
from answerable.website.templating import component, static
from answerable.workspace.notices import told
from answerable.workspace.policy import actor
from answerable.workspace.security import ROOT

NO_KEYS = "no-keys"  # in the session: whether single keys are turned off

# Key of the area, its name, its address, and the permission without which it is not shown.
AREAS = (
    ("home", "Your work", ROOT, ""),
    ("watching", "Dashboards", f"{ROOT}/watching", ""),
    ("duties", "Our duties", f"{ROOT}/bodies", "BODY_READ"),
    ("review", "Review desk", f"{ROOT}/review", "SUGGESTION_DECIDE"),
    ("expectations", "Expectations", f"{ROOT}/expectations", "EXPECTATION_EDIT"),
    ("contradictions", "Contradictions", f"{ROOT}/contradictions", "CONTRADICTION_EDIT"),
    ("groups", "Groups", f"{ROOT}/groups", "GROUP_NOTE"),
    ("positions", "One ask for many", f"{ROOT}/positions", "POSITION_RECORD"),
    ("publishing", "Publishing", f"{ROOT}/publishing", "REPORT_PUBLISH"),
    ("audit", "Audit", f"{ROOT}/audit", "AUDIT_READ"),
    ("verify", "Verify", f"{ROOT}/verify", "ASSURANCE_READ"),
    ("judge", "Replies", f"{ROOT}/judge", "ADEQUACY_JUDGE"),
    ("panel", "Panel", f"{ROOT}/panel", "PANEL_READ"),
    ("challenges", "Challenges", f"{ROOT}/challenges", "CHALLENGE_ANSWER"),
    ("measuring", "Did it work?", f"{ROOT}/measuring", "IMPACT_READ"),
    ("oversight", "Oversight", f"{ROOT}/oversight", "OVERSIGHT_READ"),
    ("priorities", "Priorities", f"{ROOT}/priorities", "EXERCISE_RUN"),
    ("people", "People", f"{ROOT}/people", "ROLE_GRANT"),
)


def desk_page(title: str, area: str = "", crumbs: tuple[tuple[str, str], ...] = ()) -> Page:
    """A page of the workspace: never indexed, and without the public search box."""
    return Page(
        title,
        section=area,
        header_search=False,
        indexed=False,
        crumbs=tuple({"text": text, "href": href} for text, href in crumbs),
    )


def show(
    request: HttpRequest,
    template: str,
    page: Page,
    context: dict[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Draws `template` (in jinja2/workspace) with its furniture."""
    known = isinstance(request.user, Person)
    shared = {
        "page": replace(page, demonstration=holds_demonstration_data()),
        "person": request.user if known else None,
        "header": _header(_areas(request, page.section)) if known else "",
        "notice": told(request) if known else None,
        "with_keys": known and not request.session.get(NO_KEYS, False),
        "here_now": request.get_full_path(),
    }
    return render(request, f"workspace/{template}", {**(context or {}), **shared}, status=status)


def _areas(request: HttpRequest, section: str) -> tuple[tuple[str, str, bool], ...]:
    """(name, address, whether the page is in it) of each area that the person may see."""
    allowed = actor(request).permissions
    return tuple(
        (name, href, key == section)
        for key, name, href, permission in AREAS
        if not permission or permission in allowed
    )


@functools.cache
def _header(areas: tuple[tuple[str, str, bool], ...]) -> Markup:
    """Drawn by the design system's macro and kept, as the public one is."""
    items = [{"text": text, "href": href, "current": here} for text, href, here in areas]
    name = settings.SERVICE_NAME
    logo = {"src": static("answerable/mark.svg"), "alt": "", "ariaLabel": f"{name} home"}
    navigation = {"items": items, "ariaLabel": "Workspace"}
    return component(
        "header", {"logo": logo, "service": {"text": name, "href": "/"}, "navigation": navigation}
    )
