"""What the rooms refuse, as problems. Whatever was begun has been taken back by then."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI

from answerable.accounts.models import Refusal
from answerable.accounts.queries import actor_of
from answerable.api.problems import problem
from answerable.api.writing.keys import Asker, asker, not_allowed, note
from answerable.assurance.operations import AssuranceError, OwnWorkError, TooManyError, note_refusal
from answerable.assurance.operations import OvertakenError as NewerJudgementError
from answerable.core.actors import NotPermittedError
from answerable.duties.models import Duty
from answerable.duties.operations import ClosedError, DutyError, OvertakenError, PlanRefusedError
from answerable.duties.plans.columns import RowError
from answerable.duties.plans.reading import SheetError
from answerable.oversight.operations.errors import AssessmentError, CoordinationError
from answerable.register.operations import OvertakenError as NewerManuscriptError
from answerable.register.operations import PlainError, PublishingError
from answerable.uploads.operations import UploadError

_AGAIN = (
    "Somebody saved this since you read it, and nothing of yours was kept. Read it again, at revision {}."
)


class OwnWorkTriedError(Exception):
    """Somebody tried to judge what their own body says or did. Noted once what was begun is taken back."""

    def __init__(self, why: str, duty: Duty | None, tried: str) -> None:
        super().__init__(why)
        self.duty, self.tried = duty, tried


class RowsRefusedError(ValueError):
    """Rows of a sheet whose cells can't be read. Nothing was written."""

    def __init__(self, errors: Sequence[RowError]) -> None:
        super().__init__("Some rows of the sheet can't be read, so that nothing was taken: see `errors`.")
        self.errors = errors


@contextmanager
def of_own_work(duty: Duty | None, tried: str) -> Iterator[None]:
    """Within it, a try at one's own work is told with what it was tried on."""
    try:
        yield
    except OwnWorkError as error:
        raise OwnWorkTriedError(str(error), duty, tried) from error


def add_to(api: NinjaAPI) -> None:
    """Says what each error of the rooms is answered with."""
    for kind, answer in (
        (NotPermittedError, _not_permitted),
        (OwnWorkTriedError, _own_work),
        (DutyError, _cannot),
        (AssuranceError, _cannot),
        (PublishingError, _cannot),
        (ClosedError, _in_the_way),
        (OvertakenError, _overtaken),
        (NewerJudgementError, _in_the_way),
        (NewerManuscriptError, _saved_since),
        (TooManyError, _too_many),
        (CoordinationError, _cannot),
        (AssessmentError, _cannot),
        (PlainError, _cannot),
        (UploadError, _cannot),
        (SheetError, _cannot),
        (RowsRefusedError, _rows),
        (PlanRefusedError, _rows),
        (RequestDataTooBig, _too_large),
        (MultiPartParserError, _no_form),
        (SuspiciousOperation, _no_form),
    ):
        api.add_exception_handler(kind, answer)  # type: ignore[arg-type]  # its stub takes classes too


def _not_permitted(request: HttpRequest, error: Exception) -> HttpResponse:
    one = getattr(request, "auth", None)
    if not isinstance(one, Asker):
        raise error
    refused = not_allowed(request, one)
    response = problem(request, refused.status, refused.detail)
    for name, value in refused.headers.items():
        response.headers[name] = value
    return response


def _own_work(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, OwnWorkTriedError)
    person = asker(request).key.person
    note(request, Refusal.Kind.NOT_ALLOWED, person.identifier)
    if error.duty is not None:
        note_refusal(by=actor_of(person), duty=error.duty, tried=error.tried)
    return problem(request, 403, str(error))


def _cannot(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 422, str(error))


def _in_the_way(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 409, str(error))


def _overtaken(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, OvertakenError)
    return problem(request, 409, _AGAIN.format(error.held.revision))


def _saved_since(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return problem(request, 409, "Somebody saved or published this since you read it. Nothing was kept.")


def _too_many(request: HttpRequest, error: Exception) -> HttpResponse:
    response = problem(request, 429, str(error))
    response.headers["Retry-After"] = "3600"
    return response


def _rows(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, RowsRefusedError | PlanRefusedError)
    rows = [{"where": f"row {one.row}", "why": one.why} for one in error.errors]
    return problem(request, 422, str(error), rows)


def _no_form(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return problem(request, 400, "What was sent cannot be read as a form with a file.")


def _too_large(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    return problem(request, 413, "What was sent is larger than this takes.")
