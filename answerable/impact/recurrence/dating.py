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

_LONGEST = dt.timedelta(days=60 * 365)  # an older date is of something else, or misread
_AROUND = 110  # characters in which the words that say what a date is of are looked for
_STOP = re.compile(r"[.;!?\n](?=\s|$)")
_OPENED = re.compile(
    r"\b(?:commenc|open|start|began|begun|beg[iu]n|initiat|institut)\w*\b[^.;\n]{0,60}\b(?:investigation|inquest)"
    r"|\b(?:investigation|inquest)\b[^.;\n]{0,80}\b(?:commenc|open|start|began|begun)\w*",
    re.IGNORECASE,
)
_DIED = re.compile(
    r"\b(?:died|death|deceased|dead|passed away|took (?:his|her|their) own life)\b", re.IGNORECASE
)
_CLOSED = re.compile(r"\b(?:conclu|resum|heard|hearing|ended|adjourn|report)\w*", re.IGNORECASE)
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*[-/]\s*\d")


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
    opened: list[dt.date] = []
    died: set[dt.date] = set()
    for name in ("investigation", "circumstances"):
        text = sections.get(name)
        if not isinstance(text, str):
            continue
        for hit in dates_in(text[:6000]):
            date = hit.found.date
            if date is None or not _believable(date, issued_on):
                continue
            before, after = _around(text, hit.start, hit.end)
            if name == "investigation" and _OPENED.search(f"{before} DATE {after}"):
                if not _CLOSED.search(before[-40:]):
                    opened.append(date)
            elif _DIED.search(before[-60:]) and re.search(r"\bon\b[\s\w,]{0,20}$", before[-30:]):
                died.add(date)
    start = min(opened, default=None)
    if len(died) == 1:
        (day,) = died
        if start is None or day <= start:
            return Dated(day, Basis.DEATH)
    if start is not None:
        return Dated(start, Basis.OPENED)
    return _of_reference(publisher_reference, issued_on)


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
