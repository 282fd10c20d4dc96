"""The API itself: its description, its limits, and how it fails."""

import functools
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from answerable.api.asked import look_at
from answerable.api.describing import Description, finish
from answerable.api.freshness import last_changed
from answerable.api.limits import count
from answerable.api.problems import ProblemError, is_work, problem
from answerable.api.rendering import Renderer
from answerable.api.routes import entries, others, places, versions, weighed
from answerable.api.writing import making, refusing
from answerable.api.writing.routes import router as work
from answerable.website.refusals import AskedWronglyError, NotHereError

VERSION = "1"
READ = ("GET", "HEAD")
DESCRIPTION = """\
What coroners, inquiries and investigations asked to make care safer, who must act, and what became of it.

Reading needs no key. Lists come in pages: put `next` into `cursor`. Every answer has an ETag; ask again with
If-None-Match. Errors are problem details (RFC 9457). Version 1 only grows: fields may be added, none is taken
away or changes its meaning; should that ever be needed, version 2 stands beside it for at least two years.
"""


class Api(NinjaAPI):
    """Counts each question before it is answered, and says how many are left."""

    def create_response(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().create_response(request, *args, **kwargs)
        if is_work(request):
            making.finish(request, response)
        else:
            response.headers["Access-Control-Allow-Origin"] = "*"
            response.headers["Cache-Control"] = "public, max-age=60"
            if (changed := last_changed()) is not None:
                response.headers["Last-Modified"] = http_date(changed.timestamp())
        left = getattr(request, "questions_left", None)
        if left is not None:
            response.headers["X-RateLimit-Remaining"] = str(left)
        return response

    def get_openapi_schema(self, **_: Any) -> Any:
        return described()


def _counted(request: HttpRequest) -> bool:
    """An "authentication" that lets everybody in whose questions are not too many."""
    request.questions_left, _ = count(request)  # type: ignore[attr-defined]
    look_at(request, described)
    return True


api = Api(
    title="Answerable: read API",
    version=VERSION,
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    auth=_counted,
    renderer=Renderer(),
)
api.add_router("", entries.router)
api.add_router("", others.router)
api.add_router("", places.router)
api.add_router("", weighed.router)
api.add_router("", versions.router)
api.add_router("/work", work)
refusing.add_to(api)


@functools.cache
def described() -> dict[str, Any]:
    """The API in its own words (OpenAPI 3.1), put together once."""
    told: dict[str, Any] = Description(api, "/api/v1/")
    finish(told)
    return told


@csrf_exempt  # it takes nothing
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001
    return problem(request, 404, "The API has no such address. /api lists those that it has.")


def to_its_page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """From where the addresses begin to the page that says what they are."""
    return HttpResponseRedirect("/api")


def read_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """HEAD is answered as GET is, and anything else by a problem."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in READ:
            refused = problem(request, 405, "Nothing can be written here: ask with GET.")
            refused.headers["Allow"] = ", ".join(READ)
            return refused
        asked, request.method = request.method, "GET"
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = asked  # by which the server leaves the body out
        response.headers.setdefault("Access-Control-Allow-Origin", "*")
        return response

    return answer


def of_key(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As `read_only`, for what a key reads and writes."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        request.method = "GET" if asked == "HEAD" else asked
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = asked
        if response.status_code != 405:
            return response
        allowed = [one.strip() for one in response.headers["Allow"].split(",")]
        taken = sorted({*allowed, *(["HEAD"] if "GET" in allowed else [])})
        refused = problem(request, 405, f"This address takes {' and '.join(taken)}.")
        refused.headers["Allow"] = ", ".join(taken)
        return refused

    return answer


def addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    """As `path` takes them."""
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            within = of_key if str(pattern.pattern).startswith("work") else read_only
            pattern.callback = within(to_its_page if pattern.name == "api-root" else pattern.callback)
    patterns.append(path("<path:rest>", read_only(nothing_here), name="nothing"))
    return patterns, app, namespace


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    response = problem(request, error.status, error.detail)
    for name, value in error.headers.items():
        response.headers[name] = value
    return response


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    named = [
        {"where": ".".join(str(part) for part in one.get("loc", ())), "why": one.get("msg", "")}
        for one in error.errors
    ]
    return problem(request, 422, "Some of what was asked is not of its kind: see `errors`.", named)


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, str(error))


@api.exception_handler(NotHereError)
@api.exception_handler(AskedWronglyError)
def _explained(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(request, 400 if isinstance(error, AskedWronglyError) else 404, error.explained.title)


@api.exception_handler(DatabaseError)
def _database(request: HttpRequest, error: DatabaseError) -> HttpResponse:  # noqa: ARG001
    return problem(request, 503, "The register cannot be read just now. Try again in a few minutes.")
