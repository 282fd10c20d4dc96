"""Addresses of the workspace. Forms are sent to addresses of their own, or to the page that they stand on."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from answerable.workspace.policy import policy_of
from answerable.workspace.views import (
    candidates,
    contradictions,
    door,
    expectations,
    home,
    links,
    themes,
    values,
)

Answer = Callable[..., HttpResponseBase]
READ = ("GET", "HEAD")
FORM = ("POST",)
BOTH = (*READ, *FORM)


class NoPolicyError(TypeError):
    """A view was given an address without saying who may see it."""


def page(address: str, view: Answer, name: str, methods: tuple[str, ...] = READ, **fixed: str) -> URLPattern:
    """Raises NoPolicyError for a view that has none of the decorators of `policy`."""
    policy = policy_of(view)
    if not policy:
        raise NoPolicyError(f"{view.__module__}.{view.__qualname__} does not say who may see it")
    answer: Any = require_http_methods(list(methods))(view)
    answer.policy = policy
    found: URLPattern = path(f"/{address}" if address else "", answer, fixed, name=f"workspace-{name}")
    return found


def values_of(of: str) -> list[URLPattern]:
    """The desk of one line of yes and no."""
    forms = (("decide", values.decide_value), ("skip", values.skip_value), ("undo", values.undo_value))
    return [
        page(f"review/{of}", values.values, of, of=of),
        *(page(f"review/{of}/{what}", view, f"{of}-{what}", FORM, of=of) for what, view in forms),
    ]


def steps_of(noun: str, view: Answer, steps: Iterable[str]) -> list[URLPattern]:
    """What can be done to one of them, each by a form of its own."""
    return [page(f"{noun}s/<str:written>/{what}", view, f"{noun}-{what}", FORM, what=what) for what in steps]


urlpatterns = [
    page("", home.home, "home"),
    page("sign-in", door.sign_in, "sign-in", BOTH),
    page("sign-out", door.sign_out, "sign-out", FORM),
    page("set-password/<str:token>", door.choose_password, "set-password", BOTH),
    page("keys", home.keys, "keys", FORM),
    page("review", home.review, "review"),
    page("review/links", links.links, "links"),
    page("review/links/decide", links.decide_link, "links-decide", FORM),
    page("review/links/skip", links.skip_link, "links-skip", FORM),
    page("review/links/undo", links.undo_link, "links-undo", FORM),
    page("review/themes", themes.themes, "themes"),
    page("review/themes/decide", themes.decide_entry, "themes-decide", FORM),
    page("review/themes/skip", themes.skip_entry, "themes-skip", FORM),
    page("review/themes/undo", themes.undo_entry, "themes-undo", FORM),
    *values_of("scope"),
    *values_of("settings"),
    *values_of("populations"),
    page("review/contradictions", candidates.candidate_list, "candidates"),
    page("review/contradictions/decide", candidates.decide_candidate, "candidates-decide", FORM),
    page("contradictions", contradictions.register, "contradictions"),
    page("contradictions/<str:written>", contradictions.contradiction, "contradiction"),
    *(
        page(
            f"contradictions/<str:written>/{what}",
            contradictions.step,
            f"contradiction-{what}",
            FORM,
            what=what,
        )
        for what in contradictions.STEPS
    ),
    page("expectations", expectations.expectations, "expectations"),
    page("expectations/<str:written>", expectations.expectation, "expectation"),
    *steps_of("expectation", expectations.step, expectations.STEPS),
]
