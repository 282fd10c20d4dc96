"""A long sentence as two, where each says alone what it said beside the other.

Nothing in the first half may rule over the second (if, that, who), and each has a verb of its own. In doubt
the sentence stays whole.
"""

import re

LONG = 12  # words, from which a sentence is cut in two where it can be
_FINITE = (
    r"(?:is|are|was|were|has|have|had|did|does|do|should|must|could|cannot|can|will|would|may|might"
    r"|means|meant)"
)
_NOUNS = r"(?:the|staff|patients|these|those|no|a|an)(?: (?!(?:and|or|to|who|which|that{stop})\b)[\w’-]+)"
_AFTER_COMMA = _NOUNS.format(stop="") + "{0,6}?"
_AT_ONCE = _NOUNS.format(stop="|of|for|by|in|with|is|was") + "{1,3}"
_SUBJECT = r"(?:there|it|this|that|they|he|she|nobody|nothing"
_JOINED = re.compile(
    rf", (?:and|but) (?={_SUBJECT}|{_AFTER_COMMA}) {_FINITE}\b)"
    rf"| (?:and|but) (?={_SUBJECT}|{_AT_ONCE}) {_FINITE}\b)"
)
_WHICH = re.compile(
    r", which (?=(?P<verb>is|was|has|had|means|meant|led|leads|resulted|results|could|may|can|would|will|does"
    r"|did|increased|increases|made|makes|created|creates|gave|gives|caused|causes|are|were|have|do)\b)"
)
_RULES_OVER = re.compile(
    r"\b(?:if|when|whenever|where|unless|until|although|though|while|whether|that|which|who|whom|whose|what|why"
    r"|how|because|since|as|before|after|once|so|lest|provided|either|neither|nor|both|between|not only|given"
    r"|despite|even|had there|were there)\b|:",
    re.IGNORECASE,
)
_NEEDS_THE_REST = re.compile(r"\b(?:if|unless|until|respectively|as well)\b", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:should|must|would|could|may|might|can|will)\b")


def in_two(sentence: str) -> str:
    """The sentence as two or more, or as it is."""
    if len(sentence.split()) < LONG:
        return sentence
    for match in _JOINED.finditer(sentence):
        first, second = sentence[: match.start()], sentence[match.end() :]
        if _stands(first, second):
            second = f"But {second}" if "but" in match[0] else f"{second[:1].upper()}{second[1:]}"
            return f"{finished(first)} {in_two(second)}"
    match_ = _WHICH.search(sentence)
    if match_ and "," not in sentence[match_.end() :] and _stands(sentence[: match_.start()], "it is"):
        this = "These" if match_["verb"] in ("are", "were", "have", "do") else "This"
        return f"{finished(sentence[: match_.start()])} {this} {sentence[match_.end() :]}"
    return sentence


def _stands(first: str, second: str) -> bool:
    if _RULES_OVER.search(first) or _NEEDS_THE_REST.search(second) or first.count("(") != first.count(")"):
        return False
    if not re.search(rf"\b{_FINITE}\b", first):
        return False
    return not _ASKS.search(first) or bool(_ASKS.search(second))


def finished(text: str) -> str:
    """With a capital at its beginning and a stop at its end."""
    text = re.sub(r"[;,:–\s-]*(?:\b(?:and|or|but))?[;,:–\s-]*$", "", text.strip())
    if not text.endswith((".", "!", ".”", ".”)")):
        text += "."
    return text[:1].upper() + text[1:]
