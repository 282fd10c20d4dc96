"""Running text made of lines: wrapped lines joined, paragraphs parted, and every place still known.

The splitter wants whole sentences and paragraphs; a passage wants page and offset. Both are had by keeping,
for each run of characters, where it stood in ReadDocument.text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from answerable.core.text.markers import line_markers
from answerable.sources.readers.document import Line

_LONE_NUMBER = re.compile(
    r"\s*(?:page\s*)?[-–(]?\s*\d{1,2}(?:\s*(?:of|/)\s*\d{1,2})?\s*[-–)]?\s*$", re.IGNORECASE
)
_FURNITURE = re.compile(
    r"\s*(?:official(?:[\s-]sensitive)?|regulation 28\s*[–-]?\s*(?:after"
    r"|before) inquest document template.*|[|_.=~-]+)\s*$",
    re.IGNORECASE,
)
_BAR_FOR_I = re.compile(r"(?<![\w|])\|(?=[ ,’'](?!\|))")
_WHOLE_PARAGRAPHS = ("html", "word", "opendocument")  # forms whose lines are paragraphs, never wrapped
_STRONG = ("decimal", "bullet", "letter", "roman", "dotted", "label", "upper", "upper-roman")


@dataclass(slots=True)
class FormText:
    """A stretch of a document as running text. `locate` and `page` lead back to the document."""

    text: str = ""
    _starts: list[int] = field(default_factory=list)
    _offsets: list[int] = field(default_factory=list)
    _pages: list[int | None] = field(default_factory=list)

    def add(self, words: str, offset: int, page: int | None) -> None:
        self._starts.append(len(self.text))
        self._offsets.append(offset)
        self._pages.append(page)
        self.text += words

    def locate(self, position: int) -> int:
        """The offset in ReadDocument.text of a position here."""
        run = bisect_right(self._starts, position) - 1
        return self._offsets[run] + position - self._starts[run] if run >= 0 else 0

    def locate_end(self, position: int) -> int:
        return self.locate(position - 1) + 1 if position else self.locate(0)

    def page(self, position: int) -> int | None:
        run = bisect_right(self._starts, position) - 1
        return self._pages[run] if run >= 0 else None


@dataclass(frozen=True, slots=True)
class Slice:
    """A line of a section: the line, where it begins in the document, and which part of it belongs here."""

    line: Line
    offset: int
    start: int = 0
    end: int | None = None

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]


def is_furniture(text: str) -> bool:
    """Page numbers, box numbers, markings and footers on lines of their own."""
    return bool(_LONE_NUMBER.match(text) or _FURNITURE.match(text))


def assemble(
    slices: list[Slice], media_type: str, *, ocr: bool = False, keep_lines: bool = False
) -> FormText:
    """The slices as running text; with `keep_lines`, as in an address, every line stays one.

    After OCR a bar that stands for the word "I" is put right.
    """
    kept = [s for s in slices if not is_furniture(s.text)]
    whole = any(kind in media_type for kind in _WHOLE_PARAGRAPHS)
    shape = _Shape.of(kept, whole)
    made = FormText()
    before: Slice | None = None
    for piece in kept:
        if not piece.text.strip():
            if before and not made.text.endswith("\n\n"):
                made.add("\n\n", piece.offset, piece.line.page)
            continue
        if before:
            made.add(
                "\n" if keep_lines else shape.between(before, piece, made.text),
                piece.offset + piece.start,
                piece.line.page,
            )
        if piece.line.list_item and next(line_markers(piece.text), None) is None:
            made.add("• ", piece.offset + piece.start, piece.line.page)
        words = _BAR_FOR_I.sub("I", piece.text) if ocr else piece.text
        made.add(words, piece.offset + piece.start, piece.line.page)
        before = piece
    return made


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the lines of a section lie: their usual length, distance and left edge."""

    whole: bool
    full: int
    leading: float | None

    @classmethod
    def of(cls, slices: list[Slice], whole: bool) -> "_Shape":
        lengths = sorted(len(s.text.strip()) for s in slices if s.text.strip())
        full = lengths[int(len(lengths) * 0.9)] if lengths else 0
        gaps = [g for a, b in pairwise(slices) if (g := _distance(a.line, b.line)) and g > 0]
        return cls(whole or full > 150, full, median(gaps) if gaps else None)

    def between(self, a: Slice, b: Slice, made: str) -> str:
        """What goes between two lines: a space or nothing, a line break, or an empty line."""
        if made.endswith("\n"):
            return ""
        if (a.line.cell is None) != (b.line.cell is None) or (a.line.cell and a.line.cell != b.line.cell):
            return "\n\n"
        marked = self._begins_item(b)
        if self.whole:
            return "\n" if marked else "\n\n"
        distance = _distance(a.line, b.line)
        apart = bool(distance and self.leading and distance > 1.4 * self.leading)
        stopped = bool(re.search(r"[.:;?!][\"”’)]?\s*$", a.text))
        if marked:
            return "\n\n" if apart else "\n"
        outdented = a.line.left is not None and b.line.left is not None and b.line.left < a.line.left - 6
        short = len(a.text.strip()) < 0.8 * self.full
        capital = bool(re.match(r"\s*[A-Z“\"‘(\[|]", b.text))
        if capital and (apart or (outdented and not _hangs(a)) or (stopped and short)):
            return "\n\n"
        if a.line.bold != b.line.bold and capital and short:
            return "\n\n"
        return "" if re.search(r"\w-$", a.text) and re.match(r"[a-z]", b.text) else " "

    @staticmethod
    def _begins_item(piece: Slice) -> bool:
        if piece.line.list_item:
            return True
        marker = next(line_markers(piece.text), None)
        return marker is not None and any(r.kind in _STRONG for r in marker.readings)


def _hangs(piece: Slice) -> bool:
    """The line itself begins an item, so that what follows may well begin further left."""
    return next(line_markers(piece.text), None) is not None and not re.search(r"[.;]\s*$", piece.text)


def _distance(a: Line, b: Line) -> float | None:
    if a.top is None or b.top is None or a.page != b.page:
        return None
    return b.top - a.top
