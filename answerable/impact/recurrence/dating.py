"""By which day the death that a report is about had come, as far as the report itself tells.

A report is issued months or years after the death. Work done in between is not what failed, so that an alarm
says so. Only what bounds the death from above is used: the date of death, the day on which the coroner began
(Coroners and Justice Act 2009, s.1: the duty to investigate arises once the body lies in the area), or the
year in the publisher's reference.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from answerable.core.text.dates import dates_in

_LONGEST = dt.timedelta(days=25 * 365)  # an older date is of something else, or misread
_READ = 2_000  # characters of the section in which a coroner says how the investigation began
_AROUND = 110  # characters in which the words that say what a date is of are looked for
_STOP = re.compile(r"[.;!?\n](?=\s|$)")
_BEGAN = r"(?:commenc|open|start|began|begun|initiat|institut)\w*"
_WHAT = re.compile(r"\b(?:investigation|inquest)", re.IGNORECASE)
_THEN_BEGAN = re.compile(rf"^[^.;\n]{{0,50}}?\b{_BEGAN}\b", re.IGNORECASE)
_BEGAN_THEN = re.compile(rf"\b{_BEGAN}\b(?:\s+\w+){{0,4}}\s+on(?:\s+the)?\s*$", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:conclu|resum|heard|hearing|ended|adjourn|report)\w*", re.IGNORECASE)
_BIRTH = re.compile(r"\b(?:born|birth|d\.?o\.?b)\b[^\d]{0,15}$", re.IGNORECASE)
_DIED = re.compile(
    r"\b(?:died|death|(?:found|pronounced|declared) (?:dead|deceased)|passed away"
    r"|took (?:his|her|their) own life)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"^[^.;]{0,50}?\bon\b(?:\s+the)?\s*$")
_OTHER = re.compile(
    r"\b(?:admi|discharg|attend|seen|fell|fall|after|follow|since|born|transfer)", re.IGNORECASE
)
_DATE_OF_DEATH = re.compile(r"\bdate of death[:\s]*$", re.IGNORECASE)
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*[-/]\s*\d")


_SECTIONS = ("investigation", "circumstances")


class Basis(StrEnum):
    DEATH = "death"
    OPENED = "opened"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Dated:
    """The death had come by `by`, and how that is known."""

    by: dt.date
    basis: Basis


def death_by(
    sections: Mapping[str, object], publisher_reference: str, issued_on: dt.date | None
) -> Dated | None:
    """The earliest day by which the death is known to have come; None where nothing but the report tells.

    `sections` are those of a coroner's report: "investigation" and "circumstances". A date after the report
    or many years before it is not believed. Two different dates of death give none.
    """
    texts = [text for name in _SECTIONS if isinstance(text := sections.get(name), str)]
    begun = sections.get(_SECTIONS[0])
    start = min(_opened(begun, issued_on) if isinstance(begun, str) else [], default=None)
    died = set().union(*(_died(text, issued_on) for text in texts))
    if len(died) == 1:
        (day,) = died
        if start is None or day <= start:
            return Dated(day, Basis.DEATH)
    if start is not None:
        return Dated(start, Basis.OPENED)
    return _of_reference(publisher_reference, issued_on)


def _opened(text: str, issued_on: dt.date | None) -> list[dt.date]:
    """The days on which the text says that an investigation or inquest began."""
    found = []
    for hit in dates_in(text[:_READ]):
        before, after = _around(text, hit.start, hit.end)
        date = hit.found.date
        if not date or not _believable(date, issued_on) or _BIRTH.search(before):
            continue
        then = _THEN_BEGAN.search(after)
        began = then and not _ENDED.search(then[0])
        if (began or _BEGAN_THEN.search(before)) and _WHAT.search(f"{before} {after}"):
            found.append(date)
    return found


def _died(text: str, issued_on: dt.date | None) -> set[dt.date]:
    """The days on which the text says that somebody died: what follows the word within its sentence."""
    found = set()
    for match in _DIED.finditer(text[: 3 * _READ]):
        piece = text[match.end() : match.end() + 90]
        stop = _STOP.search(piece)
        piece = piece[: stop.start()] if stop else piece
        hit = next(dates_in(piece), None)
        if hit is None or hit.found.date is None or not _believable(hit.found.date, issued_on):
            continue
        between = piece[: hit.start]
        named = match[0].lower() == "death" and _DATE_OF_DEATH.search(
            text[max(0, match.start() - 10) : match.end()] + between
        )
        if named or (_ON.search(between) and not _OTHER.search(between)):
            found.add(hit.found.date)
    return found


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a date in its own sentence."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    stops = [match.end() for match in _STOP.finditer(before)]
    stop = _STOP.search(after)
    return before[stops[-1] if stops else 0 :], after[: stop.start()] if stop else after


def _believable(date: dt.date, issued_on: dt.date | None) -> bool:
    return issued_on is None or issued_on - _LONGEST <= date <= issued_on


def _of_reference(reference: str, issued_on: dt.date | None) -> Dated | None:
    """A reference of 2019 was given in 2019: the death had come by its end."""
    match = _YEAR.match(reference)
    if not match or issued_on is None:
        return None
    end = dt.date(int(match[1]), 12, 31)
    return Dated(end, Basis.REFERENCE) if end < issued_on and _believable(end, issued_on) else None
