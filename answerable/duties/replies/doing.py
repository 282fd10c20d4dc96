"""What a passage of a reply does, by words that say so (peers.md, section 6, idea 13).

A passage may do several things; the first of `ORDER` that it does is its kind.
"""

import re
from dataclasses import dataclass

from answerable.core.text.dates import dates_in

# How each kind is said to a reader.
DOES = {
    "opening": "Opens the letter",
    "condolence": "Says sorry for the loss",
    "introduction": "Says what it will answer",
    "heading": "Heading",
    "quote": "Quotes what was asked",
    "standard": "Stands in every letter of this body",
    "closing": "Closes the letter",
    "declines": "Disagrees, or declines to act",
    "elevates": "Points to another body",
    "promised": "Promises action",
    "done": "Says that action was taken",
    "acknowledges": "Acknowledges",
    "says": "Explains, or says nothing to the point",
}
FURNITURE = frozenset({"opening", "condolence", "introduction", "heading", "quote", "standard", "closing"})
ORDER = ("declines", "elevates", "promised", "done", "acknowledges")

_ACTED = (
    r"(?:updat|introduc|implement|launch|develop|review|complet|establish|publish|shar|issu|remind|amend|revis|chang"
    r"|appoint|expand|creat|rais|adopt|engag|undertak|undertook|commission|deliver|strengthen|provid|agree|finalis|cascad"
    r"|produc|carr(?:y|i)|written|wrote|ma(?:d|k)e|put|discuss|address|add|extend|embed|train|us|work|held|launch|invest"
    r"|reflect|identif|set|circulat|disseminat|referr|reinstat|receiv|request|collaborat|document)\w*"
)
_PATTERNS: dict[str, re.Pattern[str]] = {
    "declines": re.compile(
        r"\bno\s+(?:current\s+|immediate\s+)?plans?\s+to\b"
        r"|\bwill\s+not\s+(?:be\s+)?(?:updat|chang|amend|tak|introduc|implement|issu|mak|adopt)\w*"
        r"|\b(?:would|is|are)\s+(?:be\s+)?(?:dis|not\s+)proportionate\b|\bunaffordable\b"
        r"|\b(?:neither|not)\s+(?:\w+\s+){0,2}(?:feasible|practicable|possible\s+or\s+practical)\b"
        r"|\b(?:do|does|did|can)\s*not\s+(?:accept|agree|support|consider\s+(?:that|it)|propose\s+to|intend\s+to"
        r"|believe\s+that\s+(?:it|any|further)|need\s+to\s+take\s+any)\b"
        r"|\b(?:reject|disagree)(?:s|ed)?\b|\bnot\s+accepted\b|\bno\s+(?:further\s+)?action\s+is\s+(?:required|needed|proposed)\b"
        r"|\bappropriate\s+guidance\s+is\s+in\s+place\b|\b(?:in\s+isolation\s+will|would)\s+not\s+address\b",
        re.IGNORECASE,
    ),
    "elevates": re.compile(
        r"\b(?:is|are)\s+the\s+(?:appropriate|right|relevant|correct)\s+(?:\w+\s+){1,2}to\s+(?:respond|answer|address)"
        r"|\bit\s+is\s+appropriate\s+that\b[^.]{0,80}\brespond\b"
        r"|\bbest\s+placed\s+(?:to\s+\w+|contacting)|\brefer\s+you\s+to\s+(?:their|the|its)\s+response"
        r"|\b(?:responsibility|obligation)\s+(?:\w+\s+){0,3}(?:lies|sits|rests)\b|\b(?:is|are|would\s+be)\s+responsible\s+for\b"
        r"|\b(?:is|are)\s+(?:a\s+)?matters?\s+for\b|\b(?:is|are)\s+up\s+to\s+(?:individual|each|the)\b"
        r"|\b(?:is|are)\s+(?:determined|decided)\s+(?:locally|by\s+local)|\bfor\s+local\s+determination\b"
        r"|\b(?:not|outside|beyond)\s+(?:\w+\s+){0,3}(?:remit|gift|power|powers|control)\b"
        r"|\b(?:does|do)\s+not\s+(?:mandate|oversee)\b|\bdetermined\s+by\s+local\b"
        r"|\b(?:also\s+)?(?:been\s+)?(?:also\s+)?addressed\s+(?:your|these|this)\b[^.]{0,60}\bto\s+(?:the|a)\b"
        r"|\breport\s+has\s+also\s+been\s+(?:sent|addressed)\s+to\b"
        r"|\bwould\s+(?:suggest|recommend)\s+that\s+(?:their|the)\b|\bmay\s+want\s+to\s+review\b"
        r"|\bis\s+a\s+service\s+availability\b|\bare\s+writing\s+to\s+you\s+regarding\b",
        re.IGNORECASE,
    ),
    "promised": re.compile(
        r"\b(?:we|I|it|they|which|who|that|this|these|there|[A-Z]{2,}\w*|[A-Z][a-z]+|trust|council|department|college|board"
        r"|government|team|service|review|process|findings|consultation|strategy|forms?|card|guidelines?|policy)\s+(?:\w+\s+)?will\b"
        r"(?!\s+(?:appreciate|understand|know|be\s+aware|note))"
        r"|\b(?:intends?|plans?|propos(?:e|es|ing)|aims?|planning|aiming|intention(?:\s+is)?)\s+to\b|\bwould\s+look\s+to\b"
        r"|\b(?:is|are)\s+(?:being|currently|now)\s+(?:being\s+)?(?:draft|updat|review|develop|consider|explor|redevelop|plan)\w*"
        r"|\b(?:is|are)\s+(?:exploring|reviewing|developing|considering|planning|improving)\b"
        r"|\b(?:under|in)\s+(?:review|development|progress)\b|\bis\s+(?:scheduled|expected|due)\b|\bwork\s+is\s+(?:currently\s+)?underway\b"
        r"|\b(?:committed|seek(?:ing)?|working)\s+(?:to|towards?|on)\b|\bwill\s+(?:be|seek|continue|take|look|review|work|undertake)\b"
        r"|\bgoing\s+through\b[^.]{0,40}\bapproval\b",
        re.IGNORECASE,
    ),
    "done": re.compile(
        rf"\b(?:has|have|had)\s+(?:(?:now|also|since|already|recently|been|carefully|therefore|both|successfully|jointly)\s+)*{_ACTED}\b"
        rf"|\b(?:was|were)\s+(?:\w+ly\s+)?{_ACTED}\b|\b(?:is|are)\s+now\b|\bnow\s+(?:has|have|receive|includes?|been)\b"
        r"|\bwent\s+live\b|\bin\s+place\s+(?:since|from)\b|\bas\s+of\s+\d|\bcame\s+into\s+force\b"
        r"|\bexisting\s+polic|\balready\s+(?:in\s+place|provides?)\b|\bis\s+(?:in\s+place|available)\b",
        re.IGNORECASE,
    ),
    "acknowledges": re.compile(
        r"\b(?:acknowledge|recogni[sz]e|regret|apologi[sz]e)\w*\b|\baccepts?\s+that\b|\b(?:is|was)\s+accepted\b|\bfell\s+short\b"
        r"|\bI\s+(?:understand|note)\b|\bwe\s+(?:understand|note)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Doing:
    """What a passage does: its kind, what else it does, the words that say so, and dates promised."""

    kind: str
    also: tuple[str, ...]
    words: tuple[str, ...]
    dates: tuple[str, ...]  # ISO, of what is promised


def doing(text: str) -> Doing:
    """Of a passage that is no furniture."""
    found = {kind: match for kind in ORDER if (match := _PATTERNS[kind].search(text))}
    kinds = list(found)
    kind = kinds[0] if kinds else "says"
    dates: tuple[str, ...] = ()
    if "promised" in found:
        read = (hit.found.date for hit in dates_in(text))
        dates = tuple(dict.fromkeys(date.isoformat() for date in read if date))
    words = tuple(" ".join(match[0].split()) for match in found.values())
    return Doing(kind, tuple(kinds[1:]), words, dates)
