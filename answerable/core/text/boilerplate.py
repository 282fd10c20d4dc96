"""Finds the words that the form and the law put into every coroner's report, as opposed to the coroner's own.

A formula must cover a sentence from its beginning to its end: one that runs on into something of the
coroner's own is left standing whole, since a concern lost is worse than a formula kept.
"""

import re
from dataclasses import dataclass, replace

from answerable.core.text.formulas import ANYWHERE, SENTENCES, spaced


@dataclass(frozen=True, slots=True)
class Formula:
    """One stretch of boilerplate in a text."""

    start: int
    end: int
    kind: str  # as in `formulas`: "opening", "risk", "duty", "heading", "hint", "footer", "coda", ...


_STARTS = re.compile(
    r"(?:^|\n|[.:;!?)\]–—-][”\"’]?(?=\s))[\s•“\"–—-]{0,12}"
    r"(?:\(?(?:\d{1,2}|[ivxlIVX]{1,4}|[a-z])[.)]\s+|(?P<page>\d{1,2}[ ]+(?=[A-Z])))?"
)
_END = (
    r"\s{0,3}(?:[.:;,…]+\s*[–—-]*|[–—-]+(?=\s|$)|(?=\n)|$"
    r"|(?=\s\d{1,2}[.)]\s)|(?=\s\(\d{1,2}\))|(?=\s[67] [A-Z]{4}))"
)
_PATTERNS = tuple((kind, re.compile(spaced(words) + _END, re.IGNORECASE)) for kind, words in SENTENCES)
_ANYWHERE = tuple(
    (kind, word, re.compile(words.replace(" ", r"\s+"), re.IGNORECASE)) for kind, word, words in ANYWHERE
)

# The heading of the form's next section, when a cell holds the rest of the form after the concerns.
_LONGEST_CODA = 400
_NEXT_SECTION = re.compile(
    r"(?:(?<=\s)|^)(?:6\.?\s+)?ACTION\s+(?:SHOULD|COULD|MUST"
    r"|NEEDS\s+TO)\s+BE\s+TAKEN\b(?=[\s\S]{0,400}?(?:respon[sd]|power))"
)


def next_section(text: str) -> int:
    """Where the form's following section begins inside a concerns text; its length where it does not."""
    match = _NEXT_SECTION.search(text) if "ACTION" in text else None
    return match.start() if match else len(text)


def find_boilerplate(text: str) -> list[Formula]:
    """Every formula in a plain text, in order, without overlap."""
    furniture = _furniture(text)
    return _without_overlap([*furniture, *_sentences(_blank(text, furniture), furniture)])


def without_boilerplate(text: str) -> tuple[str, list[Formula]]:
    """`text` with every formula but the codas blanked out, at the same length and with its line breaks."""
    formulas = [formula for formula in find_boilerplate(text) if formula.kind != "coda"]
    return _blank(text, formulas), formulas


def is_coda(text: str) -> bool:
    """Whether a passage holds nothing but sentences that point back at what stands before them."""
    text = text.strip()
    if len(text) > _LONGEST_CODA:
        return False
    codas = [formula for formula in find_boilerplate(text) if formula.kind == "coda"]
    return bool(codas) and not re.search(r"\w", _blank(text, codas))


def _furniture(text: str) -> list[Formula]:
    lower = text.lower()
    return _without_overlap(
        [
            Formula(*match.span(), kind)
            for kind, word, pattern in _ANYWHERE
            if word in lower
            for match in pattern.finditer(text)
        ]
    )


def _sentences(text: str, furniture: list[Formula]) -> list[Formula]:
    """The form's sentences, each begun after a stop, on a line of its own or after page furniture."""
    found: list[Formula] = []
    position = 0
    begins = [(m.end(), m.start("page") if m["page"] else m.end()) for m in _STARTS.finditer(text)]
    begins += [(place, place) for place in (_past_space(text, f.end) for f in furniture)]
    for begin, first in sorted(begins):
        start = begin
        while start >= position and (formula := _formula_at(text, start)):
            if start == begin and first >= position:
                formula = replace(formula, start=first)  # the number of the page stands before it
            found.append(formula)
            position = formula.end
            start = _past_space(text, position)
    return found


def _past_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _blank(text: str, formulas: list[Formula]) -> str:
    pieces: list[str] = []
    last = 0
    for formula in formulas:
        pieces.append(text[last : formula.start])
        pieces.append(re.sub(r"[^\n]", " ", text[formula.start : formula.end]))
        last = formula.end
    return "".join([*pieces, text[last:]])


def _formula_at(text: str, start: int) -> Formula | None:
    for kind, pattern in _PATTERNS:
        hit = pattern.match(text, start)
        if hit and hit.end() > start:
            return Formula(start, hit.end(), kind)
    return None


def _without_overlap(found: list[Formula]) -> list[Formula]:
    """The formulas in order; of two that overlap the one that begins first."""
    kept: list[Formula] = []
    for formula in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or formula.start >= kept[-1].end:
            kept.append(formula)
    return kept
