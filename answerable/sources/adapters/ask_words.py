"""The words by which English reports ask for something to be done.

The modals follow NICE's reading of obligation ("must" for a legal duty, "should" for a strong
recommendation); the rest are the forms met in inquiry, committee and investigation reports.
"""

import re

_BETWEEN = r"(?:\s*,[^,;.]{2,60},)?"  # "ought, in our view, to"
_NEEDS = rf"(?<!the )(?<!a )(?<!no )needs?{_BETWEEN}\s+to"
MODAL = (
    rf"(?:should|must|shall|ought{_BETWEEN}\s+to|{_NEEDS}"
    r"|will\s+need\s+(?:both\s+)?to|ha(?:s|ve)\s+to)"
)
_NOT_BEFORE_BE = (
    r"(?!(?:to|will|would|can|could|may|might|not|shall|been|well|also|still|only|often|always|never|it)\b)"
)

HAS_MODAL = re.compile(rf"\b{MODAL}\b", re.IGNORECASE)
HAS_RECOMMEND = re.compile(r"\brecommend(?:s|ed|ing)?\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"\b(?:{MODAL}|recommend(?:s|ed|ation\s+is)?"
    r"|(?:we|I|committee|panel|inquiry|review)\s+(?:\w+\s+)?(?:invite|ask|require|encourage)s?"
    r"|(?:urge|call\s+(?:up)?on)s?\s+(?:the|them|all|every|\w+s)"
    rf"|{_NOT_BEFORE_BE}\w+\s+be\s+(?:\w+ly\s+)?\w+(?:ed|en|made|put|set)"  # "that a record be kept"
    r"|consideration\s+be|to\s+be\s+(?:amended|revised|reviewed|introduced)"
    r"|there\s+is\s+an?\s+(?:\w+\s+)?need|require\s+to\s+be)\b",
    re.IGNORECASE,
)
_DO_WORDS = """
adopt agree amend appoint audit build carry clarify collect commission conduct consider consult continue
create define deliver design develop embed enable encourage ensure establish evaluate examine expand explore
extend fund give identify implement improve include increase introduce invest issue keep maintain make monitor
offer prioritise produce promote provide publish put raise record reduce remove replace report require review
revise seek set share simplify standardise stop strengthen support take test train undertake update use work
"""
_BEGINS_DO = re.compile(
    rf"(?:^|\n)(?:[^\w\n]{{0,4}}|\(?\w{{1,3}}[.)]\s)(?:urgently\s+)?(?:{'|'.join(_DO_WORDS.split())})\b(?!\s+(?:of|was|is|were)\b)",
    re.IGNORECASE,
)
_BEGINS_THAT = re.compile(r"^that\s+(?:the|all|each|every|any|a|an|[A-Z])", re.IGNORECASE)
_SOFT_ASK = re.compile(
    r"\b(?:it\s+is\s+(?:\w+\s+)*?(?:importan(?:t|ce)|imperative|essential|vital|crucial)\s+that"
    r"|have\s+a\s+(?:responsibility|duty)\s+to|requires?\s+(?:that|re\w+)|would\s+like\s+to\s+see|we\s+expect)\b",
    re.IGNORECASE,
)


def asks_for_something(text: str) -> bool:
    """Whether the words ask for an act at all; narrative and bare findings do not."""
    return bool(
        _ASKS.search(text) or _BEGINS_DO.search(text) or _BEGINS_THAT.match(text) or _SOFT_ASK.search(text)
    )
