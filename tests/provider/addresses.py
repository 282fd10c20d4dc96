"""The addresses of the provider of the tests."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path


def sign_in(request: HttpRequest) -> HttpResponse:
    from django.contrib.auth import get_user_model, login

    name = request.GET["as"]
    people: Any = get_user_model().objects  # its own, not the register's
    user, _ = people.get_or_create(
        username=name, defaults={"email": f"{name.removeprefix('unverified-')}@example.org"}
    )
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(request.GET.get("next", "/login?as=" + name))


def done(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ready")


urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("login", sign_in),
    path("ready", done),
]
