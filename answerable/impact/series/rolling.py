"""Series whose values overlap, known by their names: a rolling year, a year to date, a running total.

Each value holds most of what the one before it held, so neighbours differ little and limits come out far too
narrow: nearly every rise or fall would look like a signal. Making Data Count's rules do not hold for them.
"""

import re

_TWELVE = r"(?:12|twelve)\s*-?\s*(?:m|mo|mths?|months?)(?![a-z])"
_SIGNS = (
    (r"\broll(?:ing|ed)\b", "a rolling figure"),
    (r"\bmoving\s*(?:average|annual|mean|sum|total)", "a moving figure"),
    (rf"(?<!within )(?<!aged )(?<![\d.])\b{_TWELVE}", "a figure over 12 months"),
    (r"\br12m?\b", "a figure over 12 months"),
    (r"\bOAP\d\da?\s?Y\b", "a figure over 12 months"),  # NHS England's out-of-area measures: M, Q and Y
    (r"\byear\s*-?\s*to\s*-?\s*date\b|\bytd\b", "a year to date"),
    (r"\bcumulative\b|\brunning\s*total\b", "a running total"),
)
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), what) for pattern, what in _SIGNS)


def rolling_reason(name: str) -> str:
    """Why a series of this name can't be charted; "" where its name says nothing of the sort."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z0-9])|_", " ", name)  # rolling12Months, ROLLING_12M
    what = next((what for pattern, what in _PATTERNS if pattern.search(spaced)), "")
    return _refusal(f"{name!r} reads as {what}", "") if what else ""


def overlap_reason(first: str, last: str) -> str:
    """The same, where the columns of each period's start and end say that periods overlap."""
    return _refusal(f"By the columns {first!r} and {last!r}, periods overlap", " as a rolling figure's do")


def _refusal(beginning: str, like: str) -> str:
    return (
        f"{beginning}{like}: each value holds most of the one before it, so process limits would be far too "
        "narrow and chance would look like change. Give the values of single months or quarters instead."
    )
