"""How a page gets its address. Forms have addresses of their own, or are sent to their page."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from answerable.workspace.policy import policy_of

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
    answer.policy, answer.takes = policy, methods
    found: URLPattern = path(f"/{address}" if address else "", answer, fixed, name=f"workspace-{name}")
    return found


def steps_of(noun: str, view: Answer, steps: Iterable[str]) -> list[URLPattern]:
    """What can be done to one of them, each by a form of its own."""
    return [page(f"{noun}s/<str:written>/{what}", view, f"{noun}-{what}", FORM, what=what) for what in steps]
