"""What a coroner's report says of itself: reference, dates, coroner, area, addressees.

On the judiciary's pages these stand as lines such as "Ref: 2023-0101" and "Coroner Area: Norwold".
"""

import re
from collections.abc import Iterator
from itertools import zip_longest

from answerable.core.text.cleaning import plain, tidy
from answerable.core.text.lists import outer_list
from answerable.core.text.markers import line_markers

_LABELS = {
    "date": r"date of (?:the )?report",
    "reference": r"ref(?:erence)?(?: no\.?| number)?",
    "deceased": r"(?:name of (?:the )?)?deceased(?:[’']?s)?(?: name)?s?|name of (?:the )?deceased",
    "coroner": r"coroner[’']?s?[’']? name|name of (?:the )?coroner",
    "area": r"coroner[’']?s?[’']? area|area of (?:the )?coroner",
    "categories": r"categor(?:y|ies)",
    "addressees": r"this report is being sent to",
}
_LABEL = re.compile(
    r"(?:(?<=\n)|^|(?<=\s))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")\s*:\s*",
    re.IGNORECASE,
)
_LEAST = 3  # labelled details that make a page one of the judiciary's
_END_OF_PAGE = re.compile(
    r"\n\s*(?:related (?:content|files?|documents?)|download|share this|back to top"
    r"|(?:\S+ )?\.pdf|prevention of future deaths? report$"
    r"|view (?:the )?(?:report|response)|response from|category archive)|\n\s*\n",
    re.IGNORECASE | re.MULTILINE,
)

_REFERENCE = re.compile(r"(?<![\d/-])(20[0-3]\d)\s?[-–—]\s?(\d{4}[A-Z]?)(?![\d-])")
_OFFICE = (
    r"(?:(?:H\.?\s?M\.?|H[ei][rs]\s+Majesty[’']?s|the|an?|acting|senior|area|assistant|deputy"
    r"|principal|chief|sitting as|and)\s+)*"
)
_I_AM = re.compile(
    r"(?<!\w)(?:I|l|\||1)(?:\s*,\s*|\s*am\s+)(?P<name>(?:(?!\bcoroner\b)[^\n]){2,80}?)"
    rf"\s*[,.]?\s+{_OFFICE}coroner\b",
    re.IGNORECASE,
)
_OFFICE_TAIL = re.compile(
    r"(?:[\s,]+(?:H\.?\s?M\.?|H[ei][rs]|Majesty[’']?s|the|an?|acting|senior|area|assistant"
    r"|deputy|principal|and|as))+\s*$",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"\bcoroner\b[^.]{0,40}?\b(?:for|in|of)\s+(?:the\s+)?(?:(?:coroner[’']?s?[’']?|coronial)\s+)?"
    r"(?:(?:area|areas|jurisdiction|district)\s*(?:of|for|:)?\s*)?(?:the\s+)?(?P<area>[A-Z][^.\n]{2,80})",
    re.IGNORECASE,
)


def labelled_details(text: str) -> dict[str, str]:
    """The labelled details of a judiciary page, by field; empty where the text is not such a page."""
    text = plain(text)
    matches = list(_LABEL.finditer(text))
    found: dict[str, str] = {}
    for match, following in zip_longest(matches, matches[1:]):
        name = match.lastgroup or ""
        value = text[match.end() : following.start() if following else match.end() + 2_000]
        if following is None or name == "addressees":
            value = _END_OF_PAGE.split(value, maxsplit=1)[0]
        if name and name not in found:
            found[name] = tidy(value)
    return found if len(found) >= _LEAST else {}


def find_reference(*texts: str) -> str:
    """The judiciary's reference ("2023-0101"), if the first of `texts` that has any has just one."""
    for text in texts:
        references = {f"{m[1]}-{m[2]}" for m in _REFERENCE.finditer(text)}
        if references:
            return references.pop() if len(references) == 1 else ""
    return ""


def find_coroner(section: str) -> str:
    """The coroner's name from "I am Jo Bloggs, assistant coroner, for the coroner area of ..."."""
    match = _I_AM.search(section.replace("\n", " "))
    return _OFFICE_TAIL.sub("", match["name"]).strip(" ,.") if match else ""


def find_area(section: str) -> str:
    """The coroner area as written in the first section of the form."""
    match = _AREA.search(section.replace("\n", " "))
    return (
        re.sub(r"\s+(?:coroner|area|jurisdiction)s?\s*$", "", match["area"].strip(" ,.:;")) if match else ""
    )


def split_addressees(section: str) -> list[str]:
    """The addressees of the form: one string for each numbered one, else the whole cell, line by line."""
    text = plain(section).strip()
    found = outer_list(list(line_markers(text)), len(text))
    if found is None:
        return [tidy(text)] if tidy(text) else []
    return list(_between(text, [m.start for m in found.markers], [m.end for m in found.markers]))


def _between(text: str, starts: list[int], ends: list[int]) -> Iterator[str]:
    spans = [(0, starts[0]), *zip(ends, [*starts[1:], len(text)], strict=True)]
    for start, end in spans:
        words = " ".join(text[start:end].split()).strip(" ;:")
        if re.search(r"\w", words):
            yield words
