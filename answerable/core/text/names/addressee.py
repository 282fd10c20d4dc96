"""Cells that say to whom a report was sent: posts and bodies stay, the persons who hold them go."""

import re
from dataclasses import replace

from answerable.core.text.names.contacts import find_contacts
from answerable.core.text.names.extent import reach, titles_at
from answerable.core.text.names.kept import keeper, open_tokens, set_marks
from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.masking import without_overlap
from answerable.core.text.names.postholders import before_post, postholders
from answerable.core.text.names.spans import Doubt, Masked, MaskedSpan, apply_spans
from answerable.core.text.names.surroundings import inside_organisation
from answerable.core.text.names.tokens import Token, runs

_HONOURS = re.compile(
    r"[\s\u00a0]*,?[\s\u00a0]*\(?\b(?:MP|QC|KC|OBE|CBE|MBE|DBE|KBE|JP|QPM|FRCP|FRCS|FRCPsych|PhD|MD|MSP|MS|AM|AS|WC)\b\)?"
)
_SEAT = re.compile(r"[\s\u00a0]+of[\s\u00a0]+[A-Z][a-z]+(?:[-\s\u00a0][A-Z][a-z]+)?")
_BARE_HONOUR = re.compile(
    r"(?:\bthe[\s\u00a0]+)?\b(?:Right|Rt\.?)[\s\u00a0]+Hon(?:ourable|\.)?[\s\u00a0]*", re.IGNORECASE
)
_LEFT_OVER = (
    (re.compile(r"\((?:\s|,)*\)"), ""),
    (re.compile(r"(?<=[;|\n])[ ,.\u00a0–-]+"), " "),
    (re.compile(r"[ ,\u00a0–-]+(?=[;|\n]|$)"), ""),
    (re.compile(r"(?:,[ \u00a0]*)+,"), ","),
    (re.compile(r"(?<=:)[ \u00a0]*,"), ""),
    (re.compile(r"\A[\s,.;:|–-]+"), ""),
    (re.compile(r"(?:;\s*)+;"), ";"),
    (re.compile(r"[\s;|,]+\Z"), ""),
    (re.compile(r"[ \u00a0]+(?=\))"), ""),
    (re.compile(r"[ \u00a0]{2,}"), " "),
    (re.compile(r"[ \u00a0]+(?=[,;.])"), ""),
)


def mask_addressee(cell: str, *, keep: tuple[str, ...] = ()) -> Masked:
    """The cell without the names of persons. `spans` are of the original; `text` is tidied where names stood.

    "Jo Bell MP, Secretary of State for Health" becomes "Secretary of State for Health". A part of the cell
    that held nothing but a name is left out. `keep`: known organisations, some of them called after persons.
    """
    first, doubts = _persons(cell, keep)
    text = cell
    spans = first
    while spans:  # what a name leaves behind may join into another
        text = apply_spans(text, spans)
        for pattern, replacement in _LEFT_OVER:
            text = pattern.sub(replacement, text)
        text = text.strip()
        spans, _ = _persons(text, keep)
    return Masked(text, first, doubts)


def _persons(cell: str, keep: tuple[str, ...]) -> tuple[tuple[MaskedSpan, ...], tuple[Doubt, ...]]:
    marks = set_marks(cell)
    spans = [replace(s, replacement="") for s in find_contacts(cell) if s.kind in ("email", "phone")]
    spans += [MaskedSpan(m.start(), m.end(), "person", "", "honour") for m in _BARE_HONOUR.finditer(cell)]
    doubts: list[Doubt] = []
    tokens = open_tokens(cell, keeper(keep), marks)
    spans += postholders(cell, tokens)
    for run in runs(cell, tokens):
        position = 0
        while position < len(run):
            position += _name_at(cell, run, position, spans, doubts) or 1
    return without_overlap(spans, marks), tuple(doubts)


def _name_at(cell: str, run: list[Token], position: int, spans: list[MaskedSpan], doubts: list[Doubt]) -> int:
    """Adds the name at `position` to the spans, title and honours included: how many tokens it takes."""
    groups = lexicon().groups
    titles = titles_at(run, position)
    start = position + titles
    title = run[start - 1].facts.folded if titles else ""
    post = bool(titles) and _is_post(run[start - 1])
    taken = reach(run, start, sure=bool(titles) and not post) if start < len(run) else 0
    if not taken or (not titles and inside_organisation(cell, run, position)):
        return titles
    if titles and not post:
        taken += _surname_after(cell, run, start, taken)
    name = run[start : start + taken]
    if not _is_name(name, titled=bool(titles) and not post, after_post=post):
        return titles + (taken if titles else 0)
    end = name[-1].end
    if title in groups["ranks"]:
        seat = _SEAT.match(cell, end)
        end = seat.end() if seat else end
    honours = _HONOURS.match(cell, end)
    while honours:
        end = honours.end()
        honours = _HONOURS.match(cell, end)
    held = start  # posts stay, titles go: "Chief Constable Mr Finch" leaves "Chief Constable"
    while held > position and not _is_post(run[held - 1]):
        held -= 1
    first = run[held].start
    spans.append(MaskedSpan(first, end, "person", "", "addressee"))
    if not titles and not name[0].facts.sure_given:
        doubts.append(Doubt(first, end, cell[first:end], "perhaps a person, perhaps a body", True))
    return (start - position) + taken


def _surname_after(cell: str, run: list[Token], start: int, taken: int) -> int:
    """1 where a title's name so far is one word and the next, though a common word too, is its surname.

    "Mr Guz Lemon, Chief Executive", "Dr Ann Judge, Chief Executive", "Dr Bo Finch DVLA".
    """
    if taken != 1 or start + 1 >= len(run):
        return 0
    facts = run[start + 1].facts
    if facts.upper or facts.initial or facts.folded in lexicon().groups["post_starts"]:
        return 0
    last = start + 2 == len(run)
    before_abbreviation = not last and run[start + 2].facts.upper and facts.surname
    if last and before_post(cell, run[start + 1].end):
        return int(facts.surname or not (facts.head or facts.role or facts.term))
    return int(before_abbreviation and not (facts.head or facts.role or facts.place))


def _is_post(title: Token) -> bool:
    groups = lexicon().groups
    return title.facts.folded in groups["weak_titles"] and title.facts.folded not in groups["ranks"]


def _is_name(name: list[Token], *, titled: bool, after_post: bool) -> bool:
    """`titled`: "Mr Finch". `after_post`: "Governor Finch", where the title is a post and stays."""
    facts = [t.facts for t in name]
    first, last = facts[0], facts[-1]
    if titled:
        return not (first.head and first.ordinary and not first.surname)
    if len(name) == 1:
        return (
            after_post
            and (first.given or first.surname)
            and not (first.ordinary or first.place or first.head)
        )
    if last.head and last.folded not in lexicon().groups["surname_heads"] | {"ward"}:
        return False
    if last.upper and not last.surname:
        return False
    if after_post and (
        first.given or not any(f.ordinary or f.place or f.term or f.head or f.upper for f in facts)
    ):
        return True
    if first.sure_given:
        return last.surname or not last.ordinary
    if first.given and not first.ordinary:
        return last.surname and not last.place
    if first.given or first.initial:
        return last.surname and not (last.ordinary or last.place)
    return False
