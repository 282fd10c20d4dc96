"""What a page says when it can't give what was asked: why, and what to do next, in plain words."""

import datetime as dt
from dataclasses import dataclass, field

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest

from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.website.formats import long_date


@dataclass(frozen=True, slots=True)
class Explained:
    title: str
    paragraphs: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = field(default=(("Search the register", "/search"), ("Home", "/")))


class NotHereError(Http404):
    """Nothing stands at this address."""

    def __init__(self, explained: Explained) -> None:
        super().__init__(explained.title)
        self.explained = explained


class LeftError(NotHereError):
    """What stood at this address is there no more, and its versions are: answered with 410."""


class WithdrawnError(Exception):
    """What stood at this address was taken back. Its address is never used again."""

    def __init__(self, explained: Explained) -> None:
        super().__init__(explained.title)
        self.explained = explained


class AskedWronglyError(BadRequest):
    """The address asks for something that can't be."""

    def __init__(self, explained: Explained) -> None:
        super().__init__(explained.title)
        self.explained = explained


NOUNS = {
    "E": "entry",
    "R": "report",
    "B": "organisation",
    "X": "expectation",
    "C": "contradiction",
    "Q": "challenge",
    "G": "group",
    "Y": "consolidated ask",
    "T": "test of effect",
    "S": "impact assessment",
    "Z": "priority exercise",
    "K": "edition",
    "A": "response",
}


def reference_in_address(written: str, kind: str) -> str:
    """The reference that an address holds, in its one form. Raises NotHereError when it is none."""
    noun = NOUNS[kind]
    try:
        return parse_reference(written, kind)
    except BadReferenceError:
        raise NotHereError(
            Explained(
                f"No {noun} has that reference",
                (
                    f"References of this kind look like {kind}-7KQ2M9XA4. "
                    "The last character checks the others, and here they do not agree. "
                    "The reference was probably mistyped or cut short.",
                    "After its first letter, a reference never uses I, L, O or U. They look like 1, 0 and V.",
                ),
            )
        ) from None


def nothing_has(kind: str, reference: str) -> NotHereError:
    noun = NOUNS[kind]
    return NotHereError(
        Explained(
            f"No {noun} has the reference {reference}",
            (f"The reference is well formed, but this register has never given it to {_a(noun)}.",),
        )
    )


def not_published_yet(kind: str, issued: dt.date, href: str) -> NotHereError:
    noun = NOUNS[kind]
    return NotHereError(
        Explained(
            "Not published on that day",
            (f"The report that this {noun} belongs to is dated {long_date(issued)}.",),
            ((f"See the {noun} as it is now", href), ("Search the register", "/search")),
        )
    )


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def date_asked_for(request: HttpRequest) -> dt.date | None:
    """The day in `?as-at=`, or None for now. Raises AskedWronglyError when it is no day, or still to come."""
    written = request.GET.get("as-at", "").strip()
    if not written:
        return None
    here = ((("This page as it is now"), request.path),)
    try:
        date = dt.date.fromisoformat(written) if len(written) == 10 else None
    except ValueError:
        date = None
    if date is None:
        raise AskedWronglyError(
            Explained(
                "That is not a date we can read",
                ("Write the day as year, month and day, as in 2025-03-31.",),
                here,
            )
        )
    if date > today():
        raise AskedWronglyError(
            Explained(
                "That date is still to come",
                (f"The register can show what it held on any day up to today, {long_date(today())}.",),
                here,
            )
        )
    return None if date == today() else date
