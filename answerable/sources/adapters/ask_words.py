"""The words by which English reports ask for something to be done.

The modals follow NICE's reading of obligation ("must" for a legal duty, "should" for a strong
recommendation); the rest are the forms met in inquiry, committee and investigation reports.
"""

import re

_BETWEEN = r"(?:\s*,[^,;.]{2,60},)?"  # "ought, in our view, to"
MODAL = (
    rf"(?:should|must|shall|ought{_BETWEEN}\s+to|needs?{_BETWEEN}\s+to|will\s+need\s+(?:both\s+)?to"
    r"|ha(?:s|ve)\s+to|(?:is|are)\s+to)"
)
_RECOMMEND = r"recommend(?:s|ed|ation\s+is)?"
_APPEAL = r"(?:urge|invite|call\s+(?:up)?on|ask|require|encourage)s?"

HAS_MODAL = re.compile(rf"\b{MODAL}\b", re.IGNORECASE)
HAS_RECOMMEND = re.compile(r"\brecommend(?:s|ed|ing)?\b", re.IGNORECASE)
ASKS = re.compile(
    rf"\b(?:{MODAL}|{_RECOMMEND}|(?:we|I|committee|panel|inquiry|review)\s+{_APPEAL}|that\s+[^.;]{{3,160}}?\s+be"
    r"|consideration\s+(?:be|should)|to\s+be\s+(?:amended|revised|reviewed|introduced))\b",
    re.IGNORECASE,
)
SOFT_ASK = re.compile(
    r"\b(?:it\s+is\s+(?:\w+\s+)?(?:important|imperative|essential|vital|crucial)\s+that|have\s+a\s+(?:responsibility|duty)\s+to"
    r"|requires?\s+that|would\s+like\s+to\s+see|we\s+expect)\b",
    re.IGNORECASE,
)


def asks_for_something(text: str) -> bool:
    """Whether the words ask for an act at all; narrative and bare findings do not."""
    return bool(ASKS.search(text) or SOFT_ASK.search(text))
