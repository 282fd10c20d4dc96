"""What a cell of a table says: a number, a suppressed one, none at all, or something that is no number.

NHS England shows counts under 5 as `*`, or as 9999999 (`Published_CSV_Suppression.py`); the Government
Statistical Service writes [c] for confidential, and other letters in brackets where there is no figure.
"""

import re
from dataclasses import dataclass

_SUPPRESSED = re.compile(
    r"\*+|\[?c\]?|\[?s\]?|suppressed|redacted|<\s?=?\s?\d+|9999999(?:\.0+)?", re.IGNORECASE
)
_NONE = re.compile(
    r"|[-–—.:]|\.\.+|n/?a|n\.a\.|#n/a|nan|null|none|nil return|no data|not available|missing|\[[a-z]{1,4}\]",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"[-+]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")
SUPPRESSED, EMPTY = "suppressed", "no value"


@dataclass(frozen=True, slots=True)
class Cell:
    """One of: a `value` with its unit; `why` there is none; or a `fault` to be told."""

    value: float | None = None
    unit: str = ""
    why: str = ""
    fault: str = ""


def read_cell(raw: str, *, decimal_comma: bool = False) -> Cell:
    """`decimal_comma` says that commas stand for decimal points, as the caller learned from the column."""
    text = " ".join(raw.replace("\xa0", " ").replace("−", "-").split())
    if _SUPPRESSED.fullmatch(text):
        return Cell(why=SUPPRESSED)
    if _NONE.fullmatch(text):
        return Cell(why=EMPTY)
    text, unit = _unit(text)
    if decimal_comma and _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    elif _THOUSANDS.fullmatch(text) and not decimal_comma:
        text = text.replace(",", "")
    elif _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    if not _PLAIN.fullmatch(text):
        return Cell(fault=_fault(text, raw))
    value = float(text)
    if abs(value) > 1e15:
        return Cell(fault=f"{raw!r} is larger than any measure")
    return Cell(int(value) if value.is_integer() else value, unit)


def may_be_decimal_comma(raw: str) -> bool | None:
    """Whether a comma can only be a decimal point; None where it may mark thousands as well ("1,234")."""
    text = _unit(" ".join(raw.split()))[0]
    if not _DECIMAL_COMMA.fullmatch(text):
        return False
    return None if _THOUSANDS.fullmatch(text) else True


def looks_like_value(raw: str) -> bool:
    cell = read_cell(raw)
    return bool(raw.strip()) and (
        cell.value is not None or bool(cell.why) or may_be_decimal_comma(raw) is True
    )


def _unit(text: str) -> tuple[str, str]:
    if text.endswith("%"):
        return text[:-1].rstrip(), "%"
    if text.startswith("£"):
        return text[1:].lstrip(), "£"
    return text, ""


def _fault(text: str, raw: str) -> str:
    if _DECIMAL_COMMA.fullmatch(text):
        return f"{raw!r} has a comma where none of thousands can be: write decimals with a full stop"
    if re.match(r"[-+]?\d", text):
        return f"{raw!r} is a number with something else: leave only the number"
    return f"{raw!r} is no number: mend it, or leave the cell empty if there is no value"
