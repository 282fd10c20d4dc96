"""Unnumbered text by paragraphs, each as near as can be to one concern.

A paragraph that goes on with the one before it is kept with it; the story before a concern stays together;
a long paragraph is cut where its author turns to a further concern; a title goes with what it heads.
"""

import re
from collections.abc import Iterator

from answerable.core.text.cleaning import tidy
from answerable.core.text.judging import has_cue, is_address, is_heading, is_lead_in, is_story, names_a_body
from answerable.core.text.sentences import sentence_spans

_GAP = re.compile(r"\n[ \t]*\n\s*|(?<=[.?!”\"])[ ]*\n(?=[ ]*[A-Z“\"])")
_CONTINUES = re.compile(
    r"[a-z]|(?:This|That|These|Those|Such|However|Therefore|Thus|Accordingly|As a (?:result"
    r"|consequence)|Consequently|Hence"
    r"|Nor|And|But|Or|So|Yet|In this (?:case|respect|regard|instance)|They|He|She|It (?!(?:is"
    r"|was|remains|became|appears?|also|therefore)\b)"
    r"|It (?:is|was) (?:not clear|unclear|possible|likely|unlikely|therefore|thought|said)"
    r"|For (?:this|these) reasons?)\b"
)
_FURTHER = re.compile(
    r"(?:I (?:am|remain) (?:also|further|additionally|equally) concerned|I also (?:have|had) (?:a )?concern"
    r"|(?:A|My|The|One) (?:second|third|fourth|fifth|further|additional|next|final|other"
    r"|another) (?:\w+ )?(?:matter|area|issue|point|concern)"
    r"|Another (?:\w+ )?(?:matter|area|issue|point|concern)|It is (?:also"
    r"|further) (?:a matter )?of concern|It is a further matter of concern"
    r"|There is (?:also )?a further concern|In addition,? I am concerned"
    r"|Additionally,? I am concerned|Furthermore,? I am concerned"
    r"|Consideration (?:should|to) (?:also )?be given)\b"
)
_LONG_PARAGRAPH = 600  # characters: shorter ones are not cut
_LONGEST_MERGED = 1_800
_FRAGMENT = 12  # words: without a sign of a concern, fewer than this are an introduction


def paragraph_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Start, end and title ("" where it has none) of each passage, in order."""
    title = ""
    held: tuple[int, int, str] | None = None
    for s, e in _cut(text, start, end):
        words = tidy(text[s:e])
        if not words:
            continue
        titled = (is_heading(words) and not is_lead_in(words)) or names_a_body(words)
        if titled and text[e:end].strip():
            if held:
                yield held
            held, title = None, words
            continue
        if held and not title and _goes_on(text, held, s, e):
            held = (held[0], e, held[2])
            continue
        if held:
            yield held
        held, title = (s, e, title), ""
    if held:
        yield held


def _goes_on(text: str, held: tuple[int, int, str], start: int, end: int) -> bool:
    before, words = tidy(text[held[0] : held[1]]), tidy(text[start:end])
    if is_address(before):
        return False
    if (
        is_lead_in(before)
        or before.endswith(":")
        or (len(before.split()) < _FRAGMENT and not has_cue(before))
    ):
        return True
    if len(before) + len(words) > _LONGEST_MERGED or _FURTHER.match(words):
        return False
    return bool(_CONTINUES.match(words)) or (is_story(before) and is_story(words))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for gap in _GAP.finditer(text, start, end):
        yield from _cut_long(text, position, gap.start())
        position = gap.end()
    yield from _cut_long(text, position, end)


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A long paragraph in pieces, each begun where its author turns to a further concern."""
    cuts = [start]
    if end - start >= _LONG_PARAGRAPH:
        turns = (start + s for s, _ in sentence_spans(text[start:end]))
        cuts += [turn for turn in turns if turn > start and _FURTHER.match(text, turn)]
    yield from zip(cuts, [*cuts[1:], end], strict=True)
