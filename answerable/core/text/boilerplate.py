"""The words that the form and the law put into every coroner's report, as opposed to the coroner's own.

Four sentences come from the Chief Coroner's form (Guidance No. 5, annex A) and are met with every slip of
the pen; the rest are hints, headings, footers and closing formulas of the form. A pattern must cover a
sentence from its beginning to its end: a formula that runs on into something of the coroner's own stays.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """One stretch of boilerplate in a text."""

    start: int
    end: int
    kind: str  # "opening", "risk", "duty", "heading", "hint", "footer", "action", "response"


def _pattern(words: str) -> str:
    return words.replace(" ", r"[\s,]+")


_PROCEEDINGS = (
    r"(?:the|this|these|my|both|his|her|their|an)?\s*(?:\w+\s)?"
    r"(?:inquests?|investigations?|enquir(?:y|ies)|inquir(?:y|ies)|hearings?|proceedings|evidence)"
)
_EVIDENCE = r"(?:the |my )?(?:evidence|inquir(?:y|ies)|enquir(?:y|ies)|investigations?|inquests?)(?: that)?(?: I)?(?: heard| given| received)?"
_MATTERS = r"(?:the following |certain |some |a |a number of |several |further |other )?matters?"
_RISE = r"(?:which |that )?(?:giv(?:e|es|ing|en)|gave)(?: rise)?(?: to)?(?: a| my| me| cause for| cause for my| some| serious| significant)?"

_FORMULAS: tuple[tuple[str, str], ...] = (
    (
        "opening",
        rf"(?:during|in|over|throughout|at) (?:(?:the )?(?:course of|conclusion of|hearing of|end of) )?{_PROCEEDINGS}"
        rf"(?: (?:and|and/or|or) {_PROCEEDINGS})?(?: \(?(?:touching|into)[^.\n]{{0,60}}?)? {_EVIDENCE} (?:has |have )?"
        rf"(?:reveal(?:ed|s)?|disclosed?|identified|raised|highlighted) (?:a |to me )?{_MATTERS} {_RISE} ?(?:concerns?|to concerns?)"
        r"(?: (?:as follows|namely|which are as follows|and which are set out below|to me|for me))?",
    ),
    (
        "risk",
        r"(?:and )?(?:in|it is) my (?:opinion|view)(?: that)? (?:that )?there (?:is|are|remains) (?:still |also )?an?? ?(?:real |continuing |ongoing )?"
        r"risks? (?:that|of) (?:future|other|further) deaths? (?:(?:will|could|may|might|would) )?(?:(?:occurs?|occuring|occurring|arise|happen) )?"
        r"(?:in (?:the )?(?:future|similar circumstances) )?(?:unless|if|until) (?:(?:no |further |urgent |some |appropriate )?action|steps|actions) (?:is|are) (?:not )?taken",
    ),
    (
        "duty",
        r"(?:and )?(?:in|under) (?:the|these|such|those|all the) circumstances (?:it is|is it|i have a|it remains) (?:therefore )?(?:my |a )?(?:statutory )?(?:duty|obligation) (?:for me )?"
        r"to (?:report|make a? ?report|write)(?: this)?(?: matter| matters)?(?: report)?(?: to you| to your?selves)?(?: as follows)?"
        r"(?:;? the matters? of concern (?:is|are)?(?: as follows)?)?",
    ),
    (
        "heading",
        r"(?:for your information )?(?:the|my) (?:brief )?matters? of (?:my )?concerns? (?:(?:is|are)(?: set out)?(?:(?: as)? ?follow(?:s|ing)?| below| that)?|as follows?)",
    ),
    ("heading", r"(?:the )?matters? of concern(?=\s*[.:\n–-]|\s*$)"),
    ("heading", r"(?:\d )?coroner[’'`s]*s? concerns?(?=\s*[.:\n–-]|\s*$)"),
    ("hint", r"[(\[]?(?:brief )?summary of (?:the )?matters of concern[)\]]?"),
    (
        "footer",
        r"(?:regulation \d+\s*[–-]?\s*)?(?:after|before) inquest document template updated [\d/.\s]{6,12}(?: \d\b)?",
    ),
    ("footer", r"regulation \d+\s*[–-]\s*(?=\n|$)"),
    ("footer", r"official(?:[\s-]sensitive)?(?=\s*(?:\n|$))"),
)

_STARTS = re.compile(r"(?:^|\n|[.:;!?)\]–—-][”\"’]?(?=\s))[\s•(\[“\"–—-]{0,12}(?:\d{1,2}[.)]\s+)?")
_END = r"\s{0,3}(?:[.:;,…]+\s*[–—-]*|[–—-]+(?=\s|$)|(?=\n)|$|(?=\s\d{1,2}[.)]\s)|(?=\s\(\d{1,2}\)))"
_COMPILED = tuple((kind, re.compile(_pattern(words) + _END, re.IGNORECASE)) for kind, words in _FORMULAS)


def find_boilerplate(text: str) -> list[Formula]:
    """Every formula in a plain text, in order."""
    found: list[Formula] = []
    position = 0
    for match in _STARTS.finditer(text):
        start = match.end()
        while start >= position and (formula := _formula_at(text, start)):
            found.append(formula)
            position = start = formula.end
            while start < len(text) and text[start].isspace():
                start += 1
    return found


def _formula_at(text: str, start: int) -> Formula | None:
    for kind, pattern in _COMPILED:
        hit = pattern.match(text, start)
        if hit and hit.end() > start:
            return Formula(start, hit.end(), kind)
    return None


def without_boilerplate(text: str) -> tuple[str, list[Formula]]:
    """`text` with every formula blanked out by spaces, its line breaks kept, so that offsets still hold."""
    formulas = find_boilerplate(text)
    pieces: list[str] = []
    last = 0
    for formula in formulas:
        pieces.append(text[last : formula.start])
        pieces.append("".join("\n" if c == "\n" else " " for c in text[formula.start : formula.end]))
        last = formula.end
    pieces.append(text[last:])
    return "".join(pieces), formulas
