"""The parts of a letter that answer nothing: openings, condolences, standing words, closings."""

import re

from answerable.core.text.sentences import sentence_spans
from answerable.duties.replies.doing import doing

_CONDOLENCE = re.compile(
    r"\bcondolences?\b|\bsympath(?:y|ies)\b|\b(?:very\s+|so\s+|deeply\s+)?sorry\s+to\s+(?:hear|learn|read)|\bsaddened\b"
    r"|\bapologise\s+for\s+any\s+anguish",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^\s*(?:firstly,?\s+)?(?:thank\s+you\s+for\s+(?:your|the|sharing|sending|naming|bringing\s+the)|dear\b|re:"
    r"|I\s+(?:write|am\s+writing|am\s+responding|refer|am\s+replying|am\s+grateful)\b|we\s+(?:write|acknowledge\s+receipt)\b"
    r"|further\s+to\b|following\s+(?:your|the\s+inquest|receipt)\b|this\s+(?:letter|response)\s+(?:sets|outlines|has\s+been|is)"
    r"|please\s+(?:accept|find)\b|having\s+sought\b|on\s+\d|in\s+(?:order\s+to\s+respond|formulating)\b"
    r"|in\s+advance\s+of\s+responding\b|(?:we|I)\s+have\s+(?:read|reflected\s+on|carefully\s+considered)\s+(?:the\s+circumstances|your|the\s+concerns)"
    r"|I\s+note\s+the\s+other\b|I\s+know\s+that\s+you\b|I\s+hope\s+(?:that\s+)?my\b|I\s+take\s+the\s+matters\b)",
    re.IGNORECASE,
)
_INTRODUCTION = re.compile(
    r"\b(?:your\s+report|the\s+report|you|the\s+coroner)\s+(?:\w+\s+){0,2}(?:rais(?:e|es|ed)|expressed|commented|noted|highlight\w*"
    r"|concern(?:s|ed)?|recommended|mentioned|suggest(?:ed)?|observed|stated|note|refer\w*)\b"
    r"|\bconcerns?\s+(?:you\s+have\s+|that\s+you\s+have\s+)?raised\b|\b(?:your\s+)?(?:first|second|third|fourth|fifth|sixth)\s+"
    r"(?:matter\s+of\s+)?concern\b|\b(?:the|your)\s+(?:matters\s+of\s+|specific\s+)?concerns?\s+(?:in\s+your\s+report|are|were|as)\b"
    r"|\bI\s+understand\s+your\s+concerns?\b|\byou\s+are\s+concerned\b|\bthe\s+following\s+concerns?\b|\bthe\s+inquest\s+(?:found|was)\b"
    r"|\bwe\s+have\s+been\s+asked\s+to\s+address\b|\bin\s+your\s+report\b",
    re.IGNORECASE,
)
_RETELLS = re.compile(
    r"^\W*(?:your\s+(?:report|\w+\s+(?:matter\s+of\s+)?concern)|in\s+your\s+report|the\s+(?:regulation\s+28\s+)?report\s+(?:said|raise)"
    r"|I\s+(?:understand|note)\s+(?:your|that\s+the\s+inquest)|you\b|the\s+inquest\b|the\s+(?:matters\s+of\s+)?concerns?\s+(?:in|raised|was|were)"
    r"|the\s+(?:three|four|five|two|six)\s+concerns|we\s+(?:note\s+that\s+the\s+concerns|also\s+recogni[sz]e\s+the\s+matters|have\s+been\s+asked)"
    r"|(?:linked\s+to|with\s+regard\s+(?:to\s+)?)your\b|this\s+means\b|it\s+also\s+showed|as\s+you\s+highlight)",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"further\s+assurances\s+on\s+the\s+national\s+NHS\s+England\s+work|all\s+reports\s+received\s+are\s+discussed\s+by\s+the"
    r"\s+regulation\s+28\s+working\s+group|ensures\s+that\s+key\s+learnings\s+and\s+insights",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\b(?:I|we)\s+(?:do\s+)?(?:hope|trust)\s+(?:that\s+)?(?:this|the\s+above|our|my|you\s+will)\b|\bthank\s+you\s+(?:again\s+)?for\b"
    r"|\bshould\s+you\s+(?:require|wish)\b|\bdo\s+not\s+hesitate\b|\bhappy\s+to\s+(?:discuss|assist|provide|answer)\b"
    r"|\byours\s+(?:sincerely|faithfully)\b|\blet\s+me\s+know\s+if\b|\blike\s+to\s+(?:thank|assure)\s+you\b"
    r"|\bI\s+would\s+welcome\b|\btaken\s+extremely\s+seriously\b",
    re.IGNORECASE,
)
_HEADING_END = re.compile(r"[.;,?!]$")
_FIRST = 5  # passages in which a letter opens
_LAST = 4  # in which it closes


def furniture(text: str, place: int, count: int, *, followed: bool) -> str:
    """The kind of furniture that this passage is, or "". `followed`: a longer passage comes right after."""
    if _STANDARD.search(text):
        return "standard"
    if is_heading(text) and followed:
        return "heading"
    early, late = place < _FIRST, place >= count - _LAST
    if (early or late) and _CONDOLENCE.search(text):
        return "condolence"
    if early and _OPENING.search(text):
        return "opening"
    if late and place and _CLOSING.search(text):
        return "closing"
    return ""


def introduces(text: str) -> bool:
    """Whether it speaks of what the report said rather than of what is done about it."""
    return bool(_INTRODUCTION.search(text))


def retells(text: str) -> bool:
    """Whether it begins by telling what the report said, and no later sentence acts, declines or refers."""
    if not _RETELLS.match(text):
        return False
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    own = [one for one in sentences if not _RETELLS.match(one) and not introduces(one)]
    said = {kind for one in own for kind in (doing(one).kind, *doing(one).also)}
    whole = doing(text)
    return not said & {"declines", "promised", "done"} and "elevates" not in (whole.kind, *whole.also)


def is_heading(text: str) -> bool:
    plain = text.strip()
    return (
        0 < len(plain.split()) <= 14
        and not _HEADING_END.search(plain)
        and plain.lstrip("(0123456789.) ")[:1].isupper()
        and "|" not in plain
        and not re.match(r"[•▪*–-]|o\s|3\s", plain)
    )
