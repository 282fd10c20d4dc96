"""What introduces concerns: headings, the body that a heading names, words that lead into a list."""

import re
from dataclasses import dataclass

from answerable.core.text.cleaning import tidy
from answerable.core.text.judging import (
    addressed,
    has_cue,
    is_heading,
    is_lead_in,
    names_a_body,
    says_nothing,
    says_only_what_follows,
    turns_elsewhere,
)
from answerable.core.text.markers import line_markers
from answerable.core.text.sentences import sentence_spans

_ANNOUNCES = re.compile(
    r"\b(?:following|follows|concerns?|that|are|were|is|was|include|to|particular|summary)\W*$", re.IGNORECASE
)
_OPENS = re.compile(r":[\s–—-]*$")
_LONGEST_LEAD_IN = 80  # words of a sentence that ends in a colon
_FAR_BACK = 1_500  # characters

_STATES = re.compile(  # words of a sentence, not of a title
    r"\b(?:did|does|do|was|were|is|are|had|has|have|be|been|being|that|not|between|there|should"
    r"|would|could|will|set out|seek)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Context:
    """What introduces a passage: the heading over it and the words that lead into its list."""

    heading: str = ""
    addressee: str = ""  # the body that a heading gives the concerns to, as written
    lead_in: str = ""


def cut_context(text: str, start: int, end: int, context: Context) -> tuple[int, Context]:
    """Takes headings and a lead-in off the end of a stretch: they belong to what comes after it."""
    headings: list[str] = []
    addressee, lead_in, elsewhere = "", "", False
    while lines := list(re.finditer(r"[^\n]*\S[^\n]*", text[start:end])):
        words = tidy(lines[-1][0])
        if next(line_markers(words), None) and not says_nothing(words):
            break
        titled = is_heading(words) and (words.endswith(":") or _stands_apart(text, start, lines))
        titled = titled or names_a_body(words)
        if not headings and not addressee and not lead_in and is_lead_in(words) and not is_title(words):
            lead_in = words
        elif titled and len(headings) < 3:
            if named := addressed(words):
                addressee = addressee or named
            elif says_nothing(words):
                elsewhere = True
            else:
                headings.insert(0, words.rstrip(" :–-"))
                elsewhere = elsewhere or turns_elsewhere(words)
        else:
            if not (headings or addressee or lead_in or elsewhere):
                end, lead_in = _last_sentence(text, start, end)
                if named := addressed(lead_in):
                    addressee, lead_in = named, ""
            break
        end = start + lines[-1].start()
    if not (headings or addressee or lead_in or elsewhere):
        return end, context
    if not addressee and not elsewhere:
        addressee = context.addressee
    heading = " / ".join(headings) or ("" if addressee != context.addressee else context.heading)
    return end, Context(heading, addressee, lead_in)


def _last_sentence(text: str, start: int, end: int) -> tuple[int, str]:
    """Where a paragraph's last sentence begins and its words, if it opens what follows; else `end` and ""."""
    base = max(start, end - _FAR_BACK)
    s, e = list(sentence_spans(text[base:end]))[-1]
    words = tidy(text[base + s : base + e])
    if not _OPENS.search(words) or len(words.split()) > _LONGEST_LEAD_IN or (s == 0 and base > start):
        return end, ""
    return base + s, words


def lead_in_start(text: str, first: int, lead: str) -> int:
    """Where the lead-in of a list begins whose first marker stands at `first`."""
    base = max(0, first - _FAR_BACK)
    words = r"\s+".join(map(re.escape, lead.split())) + r"\s*\Z"
    if match := re.search(words, text[base:first]):
        return base + match.start()
    return text.rfind("\n", 0, len(text[:first].rstrip())) + 1


def is_title(words: str) -> bool:
    return bool(addressed(words)) or (
        words.endswith(":") and len(words.split()) <= 5 and not _ANNOUNCES.search(words)
    )


def _stands_apart(text: str, start: int, lines: list[re.Match[str]]) -> bool:
    """The last line is alone, or is parted from the one before it by a stop or an empty line."""
    if len(lines) == 1 or re.search(r"[.:;!?)”]\s*$", lines[-2][0]):
        return True
    between = text[start + lines[-2].end() : start + lines[-1].start()]
    return between.count("\n") > 1 or is_heading(tidy(lines[-2][0]))


def only_announces(lead: str) -> bool:
    """Whether an item's own words, before its limbs, are no more than a title or an introduction."""
    title = (
        is_heading(lead.rstrip(":"))
        and len(lead.split()) <= 8
        and not _STATES.search(lead)
        and not has_cue(lead)
    )
    return title or says_only_what_follows(lead)
