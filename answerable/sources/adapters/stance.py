"""What a published response says of a recommendation: accepted, in principle, not accepted, ...

The words are kept as found. The short form beside them is only given where they say one thing; where bodies
differ ("accepted in full by ..., in principle by ...") it is "mixed".
"""

import re

_SUBJECT = (
    r"(?:[A-Z][\w’',()&/.-]*|\([^)]{1,60}\)|the|of|and|for|on|behalf|both|its|all|national|governments?|departments?"
    r"|administrations?|authorities|trusts?|boards?|councils?|services?|inspectorate|bod(?:y|ies)|fire|rescue|local"
    r"|devolved|other|each)"
)
REPLY = re.compile(
    rf"^(?:(?:This|These|The)\s+recommendations?\b[^.]{{0,80}}\b(?:is|are|was|were|has|have|will)\b(?:\s+\w+){{0,3}}\s+"
    rf"(?:accepted|rejected|supported|agreed|noted|not\s+for|not\s+accepted)"
    r"|Recommendations?\s+\d[\da-z(), –-]*\s(?:is|are)\s+(?:not\s+)?"
    r"(?:accepted|rejected|supported|agreed|noted)"
    rf"|(?!\()(?:{_SUBJECT}\s+){{1,18}}(?:fully\s+|also\s+|therefore\s+|does\s+not\s+|do\s+not\s+|cannot\s+|partially\s+)*"
    r"(?:accepts?|rejects?|supports?|agrees?|notes?|welcomes?|endorses?)\b"
    r"|(?:Accepted|Rejected|Agreed|Noted|Not\s+accepted|Partially\s+accepted"
    r"|Accept(?:ed)?\s+in\s+(?:full|principle|part))\b"
    r"|(?:We|I)\s+(?:fully\s+|also\s+|do\s+not\s+|cannot\s+|partially\s+)*(?:accept|reject|support|agree|note|welcome)\b"
    r"|(?:Government|Department’?s?|Trust)\s+[Rr]esponse\b|Response\s*:?\s*$)"
)
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "not for this body",
        re.compile(r"\bnot\s+(?:a\s+matter\s+)?for\s+(?:the\s+)?[\w ]{2,40}\s+to\s+respond", re.I),
    ),
    (
        "not accepted",
        re.compile(
            r"\b(?:not\s+(?:be\s+)?accept\w*|(?:does|do|can)\s*not\s+(?:accept|agree|support)|reject(?:s|ed)?)\b",
            re.I,
        ),
    ),
    ("accepted in principle", re.compile(r"\bin\s+principle\b", re.IGNORECASE)),
    ("accepted in part", re.compile(r"\b(?:in\s+part|partial(?:ly)?|partly)\b", re.IGNORECASE)),
    ("accepted in full", re.compile(r"\bin\s+full\b|\bfully\s+accept", re.IGNORECASE)),
)
_PLAIN: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("accepted", re.compile(r"\baccept(?:s|ed)?\b", re.IGNORECASE)),
    ("supported", re.compile(r"\bsupport(?:s|ed)?\s+(?:this|these|the)\s+recommendation", re.IGNORECASE)),
    ("agreed", re.compile(r"\bagree(?:s|d)?\b", re.IGNORECASE)),
    ("noted", re.compile(r"\bnote(?:s|d)?\s+(?:this|these|the)\s+recommendation", re.IGNORECASE)),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_SPEAKS_OF_IT = re.compile(r"\brecommendations?\b|\bconclusions?\b|\bprinciple\b", re.IGNORECASE)
NONE_FOUND = "no-stance-found"


def stance_words(reply: str) -> str:
    """The sentences at the start of a reply that say whether the recommendation is accepted, or ""."""
    sentences = _SENTENCE.split(" ".join(reply.split()))[:4]
    said: list[str] = []
    for position, sentence in enumerate(sentences):
        takes_side = any(pattern.search(sentence) for _, pattern in (*_FORMS, *_PLAIN))
        if takes_side and (
            REPLY.match(sentence) or (_SPEAKS_OF_IT.search(sentence) and (said or position == 0))
        ):
            said.append(sentence)
        elif said:
            break
    return " ".join(said)


def stance(words: str) -> str:
    """The short form of stance words; "" where they take none, "mixed" where they take several."""
    if not words:
        return ""
    forms = [name for name, pattern in _FORMS if pattern.search(words)]
    if "not accepted" in forms and not re.search(
        r"\breject|\bnot\s+accept|n[o']t\s+(?:agree|support)", words, re.I
    ):
        forms.remove("not accepted")
    if len(forms) > 1:
        return "mixed"
    if forms:
        return forms[0]
    return next((name for name, pattern in _PLAIN if pattern.search(words)), "")
