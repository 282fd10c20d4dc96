"""Errors as problem details (RFC 9457): what is wrong, what to do, and where to read about it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import JsonResponse
from ninja import Schema

MEDIA_TYPE = "application/problem+json"
WORK = "/api/v1/work"  # all below it needs a key
TITLES = {
    400: "The question cannot be read",
    401: "A key is needed",
    403: "The key does not allow it",
    404: "Nothing is here",
    405: "It cannot be done that way",
    406: "No such form",
    409: "Something stands in the way",
    410: "It was withdrawn",
    413: "Too large",
    414: "The address is too long",
    422: "The question cannot be answered",
    429: "Too many questions",
    503: "Not ready",
}


class Problem(Schema):
    """An error. `detail` is fit to be read by a person; `errors` names each field that is wrong."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[dict[str, Any]] | None = None


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def problem(
    request: HttpRequest, status: int, detail: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"/api#problem-{status}",
        "title": TITLES.get(status, "It went wrong"),
        "status": status,
        "detail": detail,
        "instance": request.path,
    }
    if errors:
        body["errors"] = errors
    response = JsonResponse(body, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if not is_work(request):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def is_work(request: HttpRequest) -> bool:
    """Whether it needs a key: such an answer is kept by no cache, and read by no page of another site."""
    return request.path == WORK or request.path.startswith(f"{WORK}/")
