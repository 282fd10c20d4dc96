"""Every version of everything that is cited, as the pages of versions tell it."""

import datetime as dt

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.params import functions as param

from answerable.api.asking import WITHDRAWN, AsAt, Day, Reference, canonical, day_asked
from answerable.api.problems import ProblemError
from answerable.publication.versions import History
from answerable.website.presenters.response import response_page
from answerable.website.presenters.versions import (
    FOLDERS,
    find_history,
    history_json,
    version_json,
    version_page,
)
from answerable.website.refusals import WithdrawnError

router = Router()
Number = param.Path(..., ge=1, le=10_000_000, description="The number of the version, from 1.")
Code = param.Path(..., max_length=40, description="Such as MHS76.")


class VersionLine(Schema):
    """How a version came. `log_events` are its places in the publication log, from 0."""

    version: int
    recorded_at: dt.datetime
    by: str
    what: str
    why: str
    address: str
    log_events: list[int]


class Versions(Schema):
    """All versions of one thing, the first one first."""

    reference: str
    kind: str
    current: str
    fictional: bool
    versions: list[VersionLine]


class ChangedField(Schema):
    field: str
    before: list[str]
    after: list[str]


class Version(VersionLine):
    """One version: what it says by field, a list where there may be several, and what it changed."""

    reference: str
    kind: str
    current: str
    fictional: bool
    versions: int
    says: dict[str, str | list[str]]
    changed: list[ChangedField]


class ResponsePart(Schema):
    entry: str
    duty: str
    stance: str
    stance_words: str
    words: str
    elevated_to: str | None


class ResponseBeside(Schema):
    response: str
    words: str
    withdrawn: bool


class ResponseOut(Schema):
    """What a body answered, once."""

    response: str
    organisation: str
    name: str
    answered_on: dt.date
    recorded_on: dt.date
    origin: str
    words: str
    expectation: str | None
    documents: list[str]
    fictional: bool
    answers: list[ResponsePart]
    beside: list[ResponseBeside]


def _history(folder: str, written: str) -> History:
    """Raises ProblemError."""
    key = written if folder == "indicators" else canonical(written, FOLDERS[folder])
    try:
        return find_history(folder, key)
    except WithdrawnError as withdrawn:
        raise ProblemError(410, " ".join(withdrawn.explained.paragraphs)) from None


@router.get(
    "/responses/{reference}",
    response={200: ResponseOut, **WITHDRAWN},
    operation_id="response",
    tags=["responses"],
)
def response(request: HttpRequest, reference: str = Reference, as_at: Day | None = AsAt) -> dict[str, object]:
    """What a body answered, once, and what it and others answered to the same."""
    try:
        return response_page(canonical(reference, "A"), day_asked(as_at)).as_json()
    except WithdrawnError as withdrawn:
        raise ProblemError(410, " ".join(withdrawn.explained.paragraphs)) from None


@router.get(
    "/indicators/{code}/versions",
    response={200: Versions, **WITHDRAWN},
    operation_id="indicator_versions",
    tags=["indicators"],
)
def indicator_versions(request: HttpRequest, code: str = Code) -> dict[str, object]:
    """Every version of one indicator: its definitions, and the files of figures as they came."""
    return history_json(_history("indicators", code))


@router.get(
    "/indicators/{code}/versions/{number}",
    response={200: Version, **WITHDRAWN},
    operation_id="indicator_version",
    tags=["indicators"],
)
def indicator_version(request: HttpRequest, code: str = Code, number: int = Number) -> dict[str, object]:
    """One version of one indicator: what it says, and what it changed."""
    return version_json(version_page(_history("indicators", code), number))


def _add(folder: str, noun: str) -> None:
    """The two routes of things of one kind that are known by a reference."""

    def every(request: HttpRequest, reference: str = Reference) -> dict[str, object]:
        return history_json(_history(folder, reference))

    def one(request: HttpRequest, reference: str = Reference, number: int = Number) -> dict[str, object]:
        return version_json(version_page(_history(folder, reference), number))

    every.__doc__ = f"Every version of one {noun}: when, by whom and why."
    one.__doc__ = f"One version of one {noun}: what it says, and what it changed."
    at, answers = f"/{folder}/{{reference}}/versions", {200: Versions, **WITHDRAWN}
    router.get(at, response=answers, operation_id=f"{noun}_versions", tags=[folder])(every)
    answers = {200: Version, **WITHDRAWN}
    router.get(f"{at}/{{number}}", response=answers, operation_id=f"{noun}_version", tags=[folder])(one)


for _folder, _noun in (
    ("entries", "entry"),
    ("reports", "report"),
    ("organisations", "organisation"),
    ("expectations", "expectation"),
    ("responses", "response"),
):
    _add(_folder, _noun)
