"""How an address for keys is made: who may, what it answers, and that what is sent twice is done once."""

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from answerable.accounts.operations.asking import (
    BeingAnsweredError,
    OtherRequestError,
    begin_request,
    keep_answer,
)
from answerable.api.problems import WORK, Problem, ProblemError
from answerable.api.writing.keys import NEEDS, Key, Needs, asker
from answerable.core.actors import SIGN_IN

View = Callable[..., Any]
HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
_NAME = re.compile(r"[!-~]{1,200}")
READ_ERRORS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422, 429, 503), Problem)
WRITE_ERRORS: dict[int, Any] = {**READ_ERRORS, 413: Problem}
_PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]{1,200}$"},
    "description": "A name of your own for this request, such as a UUID. Sent again with the same name, it "
    "is not done again: the first answer comes back.",
}
WHOEVER = ""  # has a key that is good

router = Router(auth=Key(), tags=["work"])


def get(path: str, name: str, shape: Any, *, needs: str, each: str = "") -> Callable[[View], View]:
    """An address that is read. `needs`: a permission; `each`: for the "body" or "publisher" it names."""

    def decorate(view: View) -> View:
        return _add("GET", path, name, {200: shape, **READ_ERRORS}, view, Needs(needs, each))

    return decorate


def post(path: str, name: str, shape: type[Schema], *, needs: str, each: str = "") -> Callable[[View], View]:
    """An address that writes: 201 with what came of it. The view returns what `shape` takes."""

    def decorate(view: View) -> View:
        return _add("POST", path, name, {201: shape, **WRITE_ERRORS}, _once(view, shape), Needs(needs, each))

    return decorate


def _add(method: str, path: str, name: str, answers: dict[int, Any], view: View, needs: Needs) -> View:
    NEEDS[method, f"{WORK}{path}".strip("/").replace("{", "<").replace("}", ">")] = needs
    return router.api_operation(
        [method],
        path,
        response=answers,
        operation_id=name,
        description=f"{(view.__doc__ or '').strip()}\n\nNeeds {needs}.",
        openapi_extra={"parameters": [_PARAMETER]} if method == "POST" else None,
    )(view)


def _once(view: View, shape: type[Schema]) -> View:
    """What is done and its answer are kept in one transaction: cut short anywhere, neither is there.

    What was refused is not kept, since nothing was done: it may be sent again under the same name.
    """

    @functools.wraps(view)
    def once(request: HttpRequest, *args: Any, **named: Any) -> Any:
        name = request.headers.get(HEADER, "")
        if not _NAME.fullmatch(name):
            raise ProblemError(
                400, f"Send a header {HEADER}, of 1 to 200 plain characters: a new one for each new request."
            )
        asked_as = hashlib.sha256(
            f"{request.method}\n{request.get_full_path()}\n".encode() + request.body
        ).hexdigest()
        try:
            with transaction.atomic():
                held = begin_request(by=SIGN_IN, key=asker(request).key, name=name, request=asked_as)
                if held.status is not None:
                    return _again(request, held.status, held.answer)
                made = shape.model_validate(view(request, *args, **named), context={"request": request})
                answer = made.model_dump(mode="json")
                keep_answer(by=SIGN_IN, asked=held, status=201, answer=answer)
        except BeingAnsweredError:
            raise ProblemError(
                409, "The same request is being answered. Ask again in a second.", **{"Retry-After": "1"}
            ) from None
        except OtherRequestError:
            raise ProblemError(
                422, f"That {HEADER} was sent with another request before: give this one a new one."
            ) from None
        return Status(201, answer)

    return once


def _again(request: HttpRequest, status: int, answer: Any) -> Status[Any]:
    request.replayed = True  # type: ignore[attr-defined]
    return Status(status, answer)


def finish(request: HttpRequest, response: HttpResponse) -> None:
    """Headers of every answer to a key."""
    response.headers["Cache-Control"] = "no-store"
    if getattr(request, "replayed", False):
        response.headers[REPLAYED] = "true"
