"""Errors that readers reported, and the form by which they do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from answerable.core.calendar import LONDON
from answerable.core.references import BadReferenceError, parse_reference
from answerable.oversight.models import Reported
from answerable.oversight.operations.reporting import LONGEST
from answerable.oversight.queries.reported import errors_answered
from answerable.website.refusals import Explained, NotHereError

HERE = "/reported"
NEW = f"{HERE}/new"
A_PAGE = 50
COLUMNS = ("reference", "page", "reported_on", "outcome", "reply", "correction", "answered_on")
# Addresses that are somebody's own, or no page of the register.
_OWN = ("/following", "/workspace", "/reported", "/follow")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class ErrorForm:
    page: str
    given: dict[str, str]
    error: str = ""
    field: str = "words"
    longest: int = LONGEST


def report_href(request: HttpRequest) -> str:
    """The form to say that this page is wrong. Of its address only what says as at when goes along: what
    somebody searched for is their own."""
    path = request.path
    if path.startswith("/workspace") or path == NEW:
        return ""
    if path.startswith(_OWN):
        return NEW
    day = request.GET.get("as-at", "")
    return f"{NEW}?{urlencode({'page': path + (f'?as-at={day}' if _DAY.fullmatch(day) else '')})}"


def page_given(written: str) -> str:
    """The path of a public page, as an address or a path was given; "" for what is none."""
    parts = urlsplit(written.strip()[:400]) if written.strip().isprintable() else urlsplit("")
    path = parts.path
    if not path.startswith("/") or path.startswith(("//", *_OWN)):
        return ""
    try:
        resolve(path)
    except Resolver404:
        return ""
    day = parts.query.removeprefix("as-at=")
    return f"{path}?as-at={day}" if _DAY.fullmatch(day) else path


def error_on_record(reference: str) -> Reported:
    """Raises NotHereError."""
    try:
        canonical = parse_reference(reference, "M")
    except BadReferenceError as error:
        raise NotHereError(Explained("No such error was reported", (str(error),), (("All", HERE),))) from None
    found = Reported.objects.select_related("correction").filter(reference=canonical).first()
    if found is None:
        why = "The reference is well formed, but no error was reported under it."
        raise NotHereError(Explained("No such error was reported", (why,), (("All", HERE),)))
    return found


def csv_rows() -> Iterator[tuple[object, ...]]:
    for one in errors_answered().iterator(500):
        assert one.answered_at is not None
        yield (
            one.reference,
            one.page,
            one.recorded_at.astimezone(LONDON).date(),
            one.outcome,
            one.reply,
            one.correction.reference if one.correction else "",
            one.answered_at.astimezone(LONDON).date(),
        )
