"""What several routes share: pages of lists, references and days as they are asked for."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Annotated, Any

from ninja.params import functions as param
from pydantic import BeforeValidator

from answerable.api import cursors
from answerable.api.problems import Problem, ProblemError
from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference

MOST = 100
ERRORS: dict[int, Any] = {400: Problem, 404: Problem, 422: Problem, 429: Problem, 503: Problem}
WITHDRAWN: dict[int, Any] = {**ERRORS, 410: Problem}

_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _as_written(given: Any) -> Any:
    if isinstance(given, str) and not _WRITTEN.fullmatch(given):
        raise ValueError("a day is written like 2026-11-28")
    return given


Day = Annotated[dt.date, BeforeValidator(_as_written)]
Size = param.Query(25, ge=1, le=MOST, description="How many on a page.")
Cursor = param.Query("", max_length=cursors.LONGEST, description="`next` of the page before; empty to begin.")
AsAt = param.Query(None, alias="as-at", description="As the register stood at the end of this day.")
Reference = param.Path(..., max_length=20, description="Such as E-7KQ2M9XA4; its last character is checked.")


def page_of(listed: Any, size: int, cursor: str, question: str) -> tuple[list[Any], str | None]:
    """A page of rows in the order of their keys, and the cursor of the next."""
    last = cursors.read(cursor, question)
    if last is not None and not isinstance(last, int):
        raise ProblemError(400, "That is no cursor of this list.")
    ordered = listed.order_by("pk")
    if last is not None:
        ordered = ordered.filter(pk__gt=last)
    found = list(ordered[: size + 1])
    return found[:size], cursors.write(question, found[size - 1].pk) if len(found) > size else None


def place_after(keys: Sequence[Any], last: object) -> int:
    """The place after the last one seen. Raises ProblemError where that is gone."""
    if last is None:
        return 0
    try:
        return keys.index(last) + 1
    except ValueError:
        raise ProblemError(400, "What that cursor points to is no longer in the list. Begin anew.") from None


def canonical(written: str, kind: str) -> str:
    try:
        return parse_reference(written, kind)
    except BadReferenceError as error:
        raise ProblemError(404, str(error)) from None


def the_one(listed: Any, written: str, kind: str, noun: str) -> Any:
    found = listed.filter(reference=canonical(written, kind)).first()
    if found is None:
        raise ProblemError(404, f"No {noun} has the reference {canonical(written, kind)}.")
    return found


def day_asked(given: dt.date | None) -> dt.date | None:
    if given is not None and given > today():
        raise ProblemError(422, "`as-at` is a day up to today.")
    return given
