"""The columns of a plan as a spreadsheet, and what each cell may hold."""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from answerable.core.references import BadReferenceError, parse_reference
from answerable.duties.models import ClaimLevel


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    label: str
    hint: str


COLUMNS = (
    Column("body", "Body", "Your organisation's reference. Leave it as it is."),
    Column("key", "Your key", "What you call the action in your own plan. Never use one for two actions."),
    Column("duties", "Duties", "References of what the action is for, parted by semicolons."),
    Column("asked", "What was asked", "For your information. It is not read back."),
    Column("words", "What will be done", "One action. Names of people are withheld when it is published."),
    Column("owner_role", "Post that owns it", "Such as Director of Nursing. No names."),
    Column("measure", "How you will know", "Of what you will see when it has worked."),
    Column("end", "To be finished by", "A day, such as 2026-03-14."),
    Column("reason", "Why the date moved", "Needed when the day differs from the one kept."),
    Column("level", "Progress", " / ".join(str(level.label) for level in ClaimLevel)),
    Column("said", "What was done", "Of the progress."),
    Column("on", "Progress as at", "A day, such as 2026-03-14."),
)
_LEVELS = {str(level.label).casefold(): str(level) for level in ClaimLevel} | {
    str(level): str(level) for level in ClaimLevel
}
_MONTHS = tuple(name.lower() or "-" for name in calendar.month_name)  # from 1
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T00:00(?::00)?)?")
_BRITISH = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with one row, and what to do. `row` is the number that the spreadsheet shows."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of a sheet, its cells read."""

    row: int
    body: str
    key: str
    duties: tuple[str, ...]
    words: str
    owner_role: str
    measure: str
    end: dt.date | None
    reason: str
    level: str
    said: str
    on: dt.date | None


class BadCellError(ValueError):
    """The message says what is wrong with the cell and what to do."""


def row_of(number: int, cells: Mapping[str, str]) -> PlanRow:
    """The row of these cells by the keys of their columns. Raises BadCellError, naming the column."""
    plain = {key: _untext(value) for key, value in cells.items()}
    return PlanRow(
        row=number,
        body=_body(plain.get("body", "")),
        key=_key(plain.get("key", "")),
        duties=_duties(plain.get("duties", "")),
        words=plain.get("words", ""),
        owner_role=plain.get("owner_role", ""),
        measure=plain.get("measure", ""),
        end=day_of(plain.get("end", ""), "To be finished by"),
        reason=plain.get("reason", ""),
        level=_level(plain.get("level", "")),
        said=plain.get("said", ""),
        on=day_of(plain.get("on", ""), "Progress as at"),
    )


def day_of(written: str, column: str) -> dt.date | None:
    """A day as people write one: 2026-03-14, 14/03/2026, 14 March 2026; None for a blank cell.

    The day comes first, as is British custom. Raises BadCellError for what is no such day.
    """
    if not written:
        return None
    advice = f"{column}: “{written[:40]}” is no day that can be read. Write it as 2026-03-14."
    if found := _ISO.fullmatch(written):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _BRITISH.fullmatch(written):
        day, month, year = (int(part) for part in found.groups())
        if month > 12 >= day:
            advice = (
                f"{column}: in “{written}” the month comes first. Write it as {year}-{day:02}-{month:02}."
            )
    elif found := _WORDS.fullmatch(written):
        day, year = int(found[1]), int(found[3])
        month = next((at for at, name in enumerate(_MONTHS) if name.startswith(found[2].lower())), 0)
    else:
        raise BadCellError(advice)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadCellError(advice) from None


def _untext(value: str) -> str:
    """Without the apostrophe by which spreadsheets, and our own template, mark text."""
    plain = " ".join(value.split())
    return plain[1:] if plain[:1] == "'" and plain[1:2] in "=+-@" else plain


def _body(written: str) -> str:
    try:
        return parse_reference(written, "B") if written else ""
    except BadReferenceError:
        raise BadCellError(
            f"Body: “{written[:40]}” is no reference of a body. Leave the cell as it was."
        ) from None


def _key(written: str) -> str:
    if len(written) > 60:
        raise BadCellError(f"Your key: {len(written)} characters; at most 60 fit.")
    return written


def _duties(written: str) -> tuple[str, ...]:
    found = []
    for one in re.split(r"[;,\s]+", written):
        if one:
            try:
                found.append(parse_reference(one, "D"))
            except BadReferenceError:
                raise BadCellError(
                    f"Duties: “{one[:40]}” is no reference of a duty: they look like D-7KQ2M9XA4."
                ) from None
    return tuple(dict.fromkeys(found))


def _level(written: str) -> str:
    if not written:
        return ""
    level = _LEVELS.get(written.casefold())
    if level is None:
        known = ", ".join(str(one.label) for one in ClaimLevel)
        raise BadCellError(f"Progress: “{written[:40]}” is none of {known}.")
    return level
