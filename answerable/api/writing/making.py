"""How an address for keys is made: who may, what it answers, and that what is sent twice is done once."""

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from answerable.accounts.operations.asking import (
    BeingAnsweredError,
    OtherRequestError,
    answer_of,
    begin_request,
    keep_answer,
)
from answerable.api.problems import WORK, Problem, ProblemError
from answerable.api.writing.keys import NEEDS, Key, Needs, asker
from answerable.core.actors import SIGN_IN
from answerable.ledger.meeting import again_if_met

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
FORM_WITH_FILES = "multipart/form-data"
FILE = "file"  # what the one field of such a form is called
WHOEVER = ""  # has a key that is good

router = Router(auth=Key(), tags=["work"])


def get(
    path: str, name: str, shape: Any, *, needs: str, each: str = "", others: tuple[str, ...] = ()
) -> Callable[[View], View]:
    """An address that is read. `needs`: a permission; `each`: for the "body" or "publisher" it names."""

    def decorate(view: View) -> View:
        return _add("GET", path, name, {200: shape, **READ_ERRORS}, view, Needs(needs, each, others))

    return decorate


def post(
    path: str,
    name: str,
    shape: type[Schema],
    *,
    needs: str,
    each: str = "",
    others: tuple[str, ...] = (),
    first: View | None = None,
    file: bool = False,
) -> Callable[[View], View]:
    """An address that writes: 201 with what came of it. The view returns what `shape` takes.

    `first` is given what the view is, and does what may take seconds before the transaction begins, which no
    writer should wait for: what it returns is `asker(request).ready`. Nobody is told what it did unless all
    is done, so it leaves behind nothing but what may be done twice. `file`: a form with one file is sent.
    """

    def decorate(view: View) -> View:
        done = _once(view, shape, first, _of_file if file else _of_body)
        return _add("POST", path, name, {201: shape, **WRITE_ERRORS}, done, Needs(needs, each, others))

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


def _once(
    view: View, shape: type[Schema], first: View | None, digest: Callable[[HttpRequest], bytes]
) -> View:
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
        asked = f"{request.method}\n{request.get_full_path()}\n".encode()
        asked_as, key = hashlib.sha256(asked + digest(request)).hexdigest(), asker(request).key

        def answered() -> Status[Any]:
            with transaction.atomic():
                held = begin_request(by=SIGN_IN, key=key, name=name, request=asked_as)
                if held.status is not None:
                    return _again(request, held.status, held.answer)
                made = shape.model_validate(view(request, *args, **named), context={"request": request})
                answer = made.model_dump(mode="json")
                keep_answer(by=SIGN_IN, asked=held, status=201, answer=answer)
            return Status(201, answer)

        try:
            if first is not None and answer_of(key, name, asked_as) is None:
                asker(request).ready = first(request, *args, **named)
            return again_if_met(answered, named.values())
        except BeingAnsweredError:
            raise ProblemError(
                409, "The same request is being answered. Ask again in a second.", **{"Retry-After": "1"}
            ) from None
        except OtherRequestError:
            raise ProblemError(
                422, f"That {HEADER} was sent with another request before: give this one a new one."
            ) from None

    return once


def _of_body(request: HttpRequest) -> bytes:
    return request.body


def _of_file(request: HttpRequest) -> bytes:
    """What is in the form: what bounds its parts is made up anew each time it is sent.

    Raises ProblemError for a form that holds anything but one file, which is called “file”.
    """
    sent = request.FILES.getlist(FILE)
    if request.POST or len(request.FILES) != 1 or len(sent) != 1:
        raise ProblemError(422, f"Send a form ({FORM_WITH_FILES}) with one file, called “{FILE}”, alone.")
    (one,) = sent
    assert isinstance(one, UploadedFile)
    found = hashlib.sha256(f"{one.name}\n{one.size}\n".encode(errors="surrogatepass"))
    for piece in one.chunks():
        found.update(piece)
    one.seek(0)
    return found.digest()


def _again(request: HttpRequest, status: int, answer: Any) -> Status[Any]:
    request.replayed = True  # type: ignore[attr-defined]
    return Status(status, answer)


def finish(request: HttpRequest, response: HttpResponse) -> None:
    """Headers of every answer to a key."""
    response.headers["Cache-Control"] = "no-store"
    if getattr(request, "replayed", False):
        response.headers[REPLAYED] = "true"
