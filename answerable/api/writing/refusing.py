"""What the rooms refuse, as problems. Whatever was begun has been taken back by then."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from answerable.accounts.models import Refusal
from answerable.api.problems import ProblemError, problem
from answerable.api.writing.keys import Asker, not_allowed, note
from answerable.assurance.operations import AssuranceError, OwnWorkError, TooManyError
from answerable.assurance.operations import OvertakenError as NewerJudgementError
from answerable.core.actors import NotPermittedError
from answerable.duties.operations import ClosedError, DutyError, OvertakenError
from answerable.register.operations import PublishingError

_AGAIN = (
    "Somebody saved this since you read it, and nothing of yours was kept. Read it again, at revision {}."
)


def add_to(api: NinjaAPI) -> None:
    """Says what each error of the rooms is answered with."""
    for kind, answer in (
        (NotPermittedError, _not_permitted),
        (OwnWorkError, _own_work),
        (DutyError, _cannot),
        (AssuranceError, _cannot),
        (PublishingError, _cannot),
        (ClosedError, _in_the_way),
        (OvertakenError, _overtaken),
        (NewerJudgementError, _in_the_way),
        (TooManyError, _too_many),
        (RequestDataTooBig, _too_large),
    ):
        api.add_exception_handler(kind, answer)  # type: ignore[arg-type]  # its stub takes classes too


def _not_permitted(request: HttpRequest, error: Exception) -> HttpResponse:
    if not isinstance(getattr(request, "auth", None), Asker):
        raise error
    refused: ProblemError = not_allowed(request)
    response = problem(request, refused.status, refused.detail)
    for name, value in refused.headers.items():
        response.headers[name] = value
    return response


def _own_work(request: HttpRequest, error: Exception) -> HttpResponse:
    note(request, Refusal.Kind.NOT_ALLOWED, request.auth.by.identifier)  # type: ignore[attr-defined]
    return problem(request, 403, str(error))


def _cannot(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 422, str(error))


def _in_the_way(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 409, str(error))


def _overtaken(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, OvertakenError)
    return problem(request, 409, _AGAIN.format(error.held.revision))


def _too_many(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem(request, 429, str(error))
    response.headers["Retry-After"] = "3600"
    return response


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return problem(request, 413, "What was sent is larger than this takes.")
