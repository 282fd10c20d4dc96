"""Addresses of the workspace. Forms are sent to addresses of their own, or to the page that they stand on."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from answerable.workspace.policy import policy_of
from answerable.workspace.views import door, home

Answer = Callable[..., HttpResponseBase]
READ = ("GET", "HEAD")
FORM = ("POST",)
BOTH = (*READ, *FORM)


class NoPolicyError(TypeError):
    """A view was given an address without saying who may see it."""


def page(address: str, view: Answer, name: str, methods: tuple[str, ...] = READ) -> URLPattern:
    """Raises NoPolicyError for a view that has none of the decorators of `policy`."""
    policy = policy_of(view)
    if not policy:
        raise NoPolicyError(f"{view.__module__}.{view.__qualname__} does not say who may see it")
    answer: Any = require_http_methods(list(methods))(view)
    answer.policy = policy
    found: URLPattern = path(f"/{address}" if address else "", answer, name=f"workspace-{name}")
    return found


urlpatterns = [
    page("", home.home, "home"),
    page("sign-in", door.sign_in, "sign-in", BOTH),
    page("sign-out", door.sign_out, "sign-out", FORM),
    page("set-password/<str:token>", door.choose_password, "set-password", BOTH),
]
