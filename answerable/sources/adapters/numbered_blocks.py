"""One numbered recommendation as a run of lines: where it ends, its title, and its entry.

The rules for where a recommendation ends, in order: the next one begins; a heading or a numbered paragraph of
the report's own text begins; the indent falls back (the box ends); the bold type it was set in ends; pages
are skipped.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from answerable.core.text.cleaning import tidy
from answerable.sources.adapters.ask_words import asks_for_something
from answerable.sources.adapters.body_lines import MARKER, Body, BodyLine
from answerable.sources.adapters.entry_details import add_details
from answerable.sources.drafts import EntryDraft, Passage

BOX_STEP = 3.0  # points: a smaller change of indent is type-setting
LONGEST_BLOCK = 150  # lines
_CHAPTER = re.compile(
    r"^(?:chapter|part|annex|appendix|section|volume)\s+(?:\d+|[A-Z])\b\s*[:.–-]?", re.IGNORECASE
)
_PARAGRAPH_NUMBER = re.compile(r"^[A-Z]?\d{1,3}\.\d{1,3}\.?\s+(?=[A-Z“‘\"(])")
_ENDS_SENTENCE = re.compile(r"[.!?:;)][\"”’)\]]*$")
_CONNECTS = re.compile(
    r"\b(?:the|a|an|of|and|or|for|by|to|with|in|on|at|that|is|are|be|their|its|which|from|as)$", re.I
)
MOST_TITLE_WORDS = 20


@dataclass(slots=True)
class Block:
    number: str  # as printed, without its label
    first: BodyLine
    lines: list[BodyLine]  # the first line too, with its number and label cut off
    flags: list[str] = field(default_factory=list)
    after: int = 0  # index of the first line after the block, in Body.lines

    @property
    def key(self) -> tuple[tuple[int, str], ...]:
        return number_key(self.number)


def number_key(number: str) -> tuple[tuple[int, str], ...]:
    """For order and comparison: "4a) ii" comes after "4" and before "10"."""
    pieces = re.findall(r"\d+|[a-z]+", number.lower())
    return tuple((int(piece), "") if piece.isdigit() else (-1, piece) for piece in pieces)


def end_of_block(
    body: Body, start: int, stops: Callable[[int], bool], *, own_paragraphs: bool = False
) -> tuple[int, list[str]]:
    """The index after the last line of the block that begins at `start`, and any doubt about it."""
    first = body.lines[start]
    bold_words = _bold_run(body, start)
    in_bold = first.bold and asks_for_something(bold_words)
    before = first
    for index in range(start + 1, min(start + LONGEST_BLOCK, len(body.lines))):
        line = body.lines[index]
        if stops(index) or (line.page and before.page and line.page - before.page > 1):
            return index, []
        if _CHAPTER.match(line.text) and (line.bold or line.heading or len(line.text.split()) < 12):
            return index, []
        if not own_paragraphs and _PARAGRAPH_NUMBER.match(line.text):
            return index, []
        if in_bold and not line.bold:
            return index, []
        if _steps_out(first, line) or _is_heading(body, first, before, line, in_bold):
            return index, []
        before = line
    reached = min(start + LONGEST_BLOCK, len(body.lines))
    return reached, [] if reached == len(body.lines) else ["end-uncertain"]


def _steps_out(first: BodyLine, line: BodyLine) -> bool:
    return first.indent is not None and line.indent is not None and line.indent < first.indent - BOX_STEP


def _is_heading(body: Body, first: BodyLine, before: BodyLine, line: BodyLine, in_bold: bool) -> bool:
    if in_bold or MARKER.match(line.text) or not _ENDS_SENTENCE.search(before.text):
        return False
    bigger = bool(line.heading and line.size and first.size and line.size > first.size)
    structural = line.heading and line.size is None
    return bigger or structural or (line.bold and not before.bold and len(line.text) < 0.9 * body.longest)


def _bold_run(body: Body, start: int) -> str:
    words = []
    for line in body.lines[start : start + 40]:
        if not line.bold:
            break
        words.append(line.text)
    return " ".join(words)


def without_trailing_headings(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """Drops up to three lines that follow the last sentence and read like the headings of what comes next."""
    kept = list(lines)
    for count in (3, 2, 1):
        if len(kept) <= count or not _ENDS_SENTENCE.search(kept[-count - 1].text):
            continue
        if all(_reads_like_heading(line) for line in kept[-count:]) and kept[-count].text[:1].isupper():
            return kept[:-count]
    return kept


def _reads_like_heading(line: BodyLine) -> bool:
    return (
        len(line.text.split()) <= 14 and not _ENDS_SENTENCE.search(line.text) and not MARKER.match(line.text)
    )


def titles(body: Body, blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Title and text of each block. Titles are taken only where most blocks have one."""
    split = [_title_and_rest(body, block.lines) for block in blocks]
    titled = sum(bool(title and rest) for title, rest in split)
    if titled * 10 < len(blocks) * 6:
        return [("", body.paragraphs(block.lines)) for block in blocks]
    return [
        (title, rest) if title and rest else ("", body.paragraphs(block.lines))
        for (title, rest), block in zip(split, blocks, strict=True)
    ]


def _title_and_rest(body: Body, lines: Sequence[BodyLine]) -> tuple[str, str]:
    if not lines:
        return "", ""
    taken = 1
    while taken < len(lines) and _goes_on(lines[taken - 1], lines[taken], lines[0].bold):
        taken += 1
    title = tidy(" ".join(line.text for line in lines[:taken]))
    fits = 0 < len(title.split()) <= MOST_TITLE_WORDS and not _CONNECTS.search(title)
    set_apart = lines[0].bold and taken < len(lines) and not lines[taken].bold
    sentence = title.endswith((";", ":")) or (title.endswith(".") and not set_apart) or ". " in title
    if not fits or sentence or asks_for_something(title):
        return "", body.paragraphs(lines)
    return title.rstrip("."), body.paragraphs(lines[taken:])


def _goes_on(before: BodyLine, line: BodyLine, bold_title: bool) -> bool:
    if MARKER.match(line.text) or before.text.endswith((".", ":")):
        return False
    if bold_title:
        return line.bold and line.size == before.size
    return line.text[:1].islower()


def passage_of(lines: Sequence[BodyLine]) -> Passage:
    """The place of a run of lines. Words of page furniture between them are inside its offsets."""
    return Passage(page=lines[0].page, start=lines[0].start, end=lines[-1].end)


def entries_of(
    body: Body, blocks: Sequence[Block], *, lettered: bool = True
) -> Iterator[tuple[Block, EntryDraft]]:
    """An entry for each block that has words. `lettered`: its (a), (b) are recommendations of their own."""
    for block, (title, text) in zip(blocks, titles(body, blocks), strict=True):
        if not text:
            continue
        place = passage_of(block.lines)
        entry = EntryDraft("recommendation", text, block.number, place, flags=list(block.flags))
        if title:
            entry.extra["title"] = title
        listed = lettered and re.match(r"^\(?a\)", text) is not None
        # The text was mended, so the offsets of its parts can't be reckoned from it.
        add_details(entry, parts_place=Passage(page=place.page), numbered_list=listed)
        yield block, entry


def numbering_flags(numbers: Sequence[str]) -> list[str]:
    """What is wrong with the report's own numbering: whole numbers skipped or printed twice."""
    flags = []
    whole = [key[0][0] for key in map(number_key, numbers) if key and key[0][0] >= 0]
    plain = [number for number in numbers if number.isdigit()]
    if whole and all(len(number_key(number)) < 2 or "." not in number for number in numbers):
        missing = [str(n) for n in range(1, max(whole) + 1) if n not in set(whole)]
        if missing:
            shown = ", ".join(missing[:12]) + (f" and {len(missing) - 12} more" if len(missing) > 12 else "")
            flags.append(f"numbering-gap: {shown} missing")
    twice = sorted({number for number in plain if plain.count(number) > 1}, key=int)
    if twice:
        flags.append(f"numbering-repeats: {', '.join(twice)}")
    return flags
