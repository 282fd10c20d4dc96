"""What can go wrong, one class for each thing that a program would do about it."""

from collections.abc import Mapping
from typing import Any


class AnswerableError(Exception):
    """Anything that this package raises."""


class UnreachableError(AnswerableError):
    """No answer came, however often it was tried: no network, no server, or one that is too slow."""


class UnexpectedAnswerError(AnswerableError):
    """Something answered that is no register of the version that this package speaks to."""


class FileError(AnswerableError):
    """A file is not as the register's signed list says, or the list is not signed as it should be."""


class ProblemError(AnswerableError):
    """The register says no, and why (RFC 9457). `detail` is fit to be shown to a person."""

    def __init__(self, status: int, told: Mapping[str, Any], address: str, retry_after: str = "") -> None:
        self.status, self.retry_after = status, retry_after
        self.title = str(told.get("title") or f"Status {status}")
        self.detail = str(told.get("detail") or "")
        self.errors: list[dict[str, Any]] = list(told.get("errors") or ())
        self.address = address
        named = "".join(f" {one.get('where', '')}: {one.get('why', '')}." for one in self.errors)
        super().__init__(f"{self.title} ({status}). {self.detail}{named}".strip())


class InvalidError(ProblemError):
    """400, 422: the question or what was sent is not of its kind. Asking again changes nothing."""


class KeyRefusedError(ProblemError):
    """401, 403: no key, one that has ended, or one that may not do this."""


class NotHereError(ProblemError):
    """404: nothing has that reference."""


class WithdrawnError(ProblemError):
    """410: it was withdrawn; `detail` says why."""


class ConflictError(ProblemError):
    """409: it stands otherwise by now. Read it again before you decide what to send."""


class TooManyError(ProblemError):
    """429: still too many questions after all the waiting that was allowed."""


class NotReadyError(ProblemError):
    """5xx: the register cannot answer just now."""


_CLASSES: dict[int, type[ProblemError]] = {
    400: InvalidError,
    401: KeyRefusedError,
    403: KeyRefusedError,
    404: NotHereError,
    409: ConflictError,
    410: WithdrawnError,
    422: InvalidError,
    429: TooManyError,
}


def problem(status: int, told: Mapping[str, Any], address: str, retry_after: str = "") -> ProblemError:
    """The error of this status."""
    fallback = NotReadyError if status >= 500 else ProblemError
    return _CLASSES.get(status, fallback)(status, told, address, retry_after)
