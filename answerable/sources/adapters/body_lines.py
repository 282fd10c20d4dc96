"""The running text of a report without what a page puts round it, and the paragraphs made from its lines.

Left out: page numbers, running heads and feet, contents pages, footnotes and imprint lines. Each line keeps
its place and its indent from its page's margin, since a box or a quoted recommendation is often told from the
rest only by that.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from answerable.core.text.cleaning import plain, tidy
from answerable.sources.readers.document import Line, ReadDocument

EDGE_LINES = 2  # how many lines at the top and foot of a page may be running heads
REPEATED_ON = 3  # pages
FOOTNOTE_SIZE = 0.88  # of the body's size
_PAGE_NUMBER = re.compile(r"^(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_IMPRINT = re.compile(
    r"^(?:ISBN\b.*|97[89][\d -]{10,}|E-?\d{6,}\b.*|E-Number:.*|©.*|C[PM]\s?\d{3,5}|HC\s\d+(?:-[IVX]+)?"
    r"|HL Paper \d+)$"
)
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}")
_CONTENTS = re.compile(
    r"^(?:table of )?contents(?: page)?$|^index$|^list of (?:figures|tables|annexes)$", re.IGNORECASE
)
_ENDS_IN_PAGE_NUMBER = re.compile(r"\D\s\d{1,3}$|^\d{1,3}(?:[-–]\d{1,3})?\s+\D")
MARKER = re.compile(
    r"^(?:[•●○▪◦‣–-]\s|\((?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s|(?:[a-z]|[ivx]{1,5}|\d{1,2})\)\s"
    r"|(?:[a-z]|[ivx]{1,5}|\d{1,2})\.\s)"
)
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class BodyLine:
    text: str
    start: int  # offsets in ReadDocument.text
    end: int
    page: int | None
    bold: bool
    size: float | None
    indent: float | None  # points from the page's text margin; None where unknown
    heading: bool
    cell: tuple[int, int, int] | None


@dataclass
class Body:
    """The lines of a document that are its own words."""

    lines: list[BodyLine]
    wrapped: bool  # lines are lines of print; otherwise each is a paragraph
    words: frozenset[str]

    @cached_property
    def longest(self) -> int:
        """A full line's length, in characters: the 90th percentile."""
        lengths = sorted(len(line.text) for line in self.lines) or [0]
        return lengths[int(len(lengths) * 0.9)] if len(lengths) > 1 else lengths[0]

    def paragraphs(self, lines: Iterable[BodyLine]) -> str:
        """The words of `lines` with line ends mended; one paragraph or list item a line."""
        made: list[str] = []
        before: BodyLine | None = None
        for line in lines:
            text = tidy(line.text).replace("\n", " ")
            if not text:
                continue
            if before is None or self._new_paragraph(before, line):
                made.append(text)
            else:
                made[-1] = self._join(made[-1], text)
            before = line
        return "\n".join(made)

    def _new_paragraph(self, before: BodyLine, line: BodyLine) -> bool:
        if MARKER.match(line.text) or (line.cell is not None and line.cell != before.cell):
            return True
        if not self.wrapped:
            return not (line.text[:1].islower() and not _ENDS_SENTENCE.search(before.text.rstrip()))
        if not _ENDS_SENTENCE.search(before.text.rstrip()):
            return bool(
                line.bold != before.bold and line.text[:1].isupper() and len(before.text) < 0.6 * self.longest
            )
        room = len(before.text.rstrip()) + len(line.text.split(" ", 1)[0]) + 1
        return room < 0.92 * self.longest and not line.text[:1].islower()

    def _join(self, text: str, following: str) -> str:
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha():
            first, rest = text[:-1].rpartition(" ")[2], following.split(" ", 1)[0].strip(".,;:)")
            whole = (first + rest).lower()
            return (text[:-1] if whole in self.words else text) + following
        return f"{text} {following}"


def body_of(document: ReadDocument) -> Body:
    """The document's own lines, in order."""
    placed = list(_placed(document.lines))
    left_out = _running(placed) | _contents(placed)
    margins = _margins(placed, left_out)
    size = _body_size(placed, left_out)
    left_out |= _footnotes(placed, size)
    lines = []
    for number, (line, text, start) in enumerate(placed):
        if number in left_out or not text.strip() or _IMPRINT.match(text.strip()):
            continue
        indent = None
        if (
            line.left is not None
            and line.page is not None
            and (margin := margins.get(line.page % 2)) is not None
        ):
            indent = line.left - margin
        heading = line.heading is not None or bool(line.size and size and line.size >= 1.15 * size)
        lines.append(
            BodyLine(
                text.strip(),
                start,
                start + len(line.text),
                line.page,
                line.bold,
                line.size,
                indent,
                heading,
                line.cell,
            )
        )
    words = frozenset(re.findall(r"[a-z]+(?:[-’'][a-z]+)*", document.text.lower()))
    return Body(lines, document.pages is not None, words)


def _placed(lines: list[Line]) -> Iterable[tuple[Line, str, int]]:
    at = 0
    for line in lines:
        yield line, plain(line.text), at
        at += len(line.text) + 1


def _by_page(placed: list[tuple[Line, str, int]]) -> dict[int, list[int]]:
    pages: dict[int, list[int]] = defaultdict(list)
    for number, (line, text, _) in enumerate(placed):
        if line.page is not None and text.strip():
            pages[line.page].append(number)
    return pages


def _running(placed: list[tuple[Line, str, int]]) -> set[int]:
    """Page numbers, and lines at a page's edge whose words recur at the edges of other pages."""
    edges: list[int] = []
    for numbers in _by_page(placed).values():
        edges += dict.fromkeys(numbers[:EDGE_LINES] + numbers[-EDGE_LINES:])
    shapes = Counter(_shape(placed[number][1]) for number in edges)
    return {
        number
        for number in edges
        if _PAGE_NUMBER.match(placed[number][1].strip())
        or (shapes[_shape(placed[number][1])] >= REPEATED_ON and len(_shape(placed[number][1])) > 3)
    }


def _shape(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\d+", "", text)).strip().lower()


def _contents(placed: list[tuple[Line, str, int]]) -> set[int]:
    """The lines of contents pages: under such a title with page numbers, or with dot leaders."""
    found: set[int] = set()
    going_on = False
    for _, numbers in sorted(_by_page(placed).items()):
        texts = [placed[number][1].strip() for number in numbers]
        titled = any(_CONTENTS.match(text) for text in texts[:6])
        leaders = sum(bool(_LEADERS.search(text)) for text in texts)
        numbered = sum(bool(_ENDS_IN_PAGE_NUMBER.search(text)) for text in texts)
        entries = max(leaders, numbered)
        going_on = (titled and entries >= 3) or (going_on and entries >= 0.4 * len(texts)) or leaders >= 3
        if going_on:
            found |= set(numbers)
    return found


def _margins(placed: list[tuple[Line, str, int]], left_out: set[int]) -> dict[int, float]:
    """The leftmost edge in common use, for odd and even pages."""
    edges: dict[int, Counter[int]] = {0: Counter(), 1: Counter()}
    for number, (line, text, _) in enumerate(placed):
        if line.left is not None and line.page is not None and number not in left_out and text.strip():
            edges[line.page % 2][round(line.left)] += 1
    margins = {}
    for parity, counts in edges.items():
        total = sum(counts.values())
        common = [edge for edge in counts if sum(counts[edge + step] for step in (-1, 0, 1)) >= 0.03 * total]
        if common:
            margins[parity] = float(min(common))
    return margins


def _body_size(placed: list[tuple[Line, str, int]], left_out: set[int]) -> float | None:
    sizes: Counter[float] = Counter()
    for number, (line, text, _) in enumerate(placed):
        if line.size is not None and number not in left_out:
            sizes[line.size] += len(text)
    return sizes.most_common(1)[0][0] if sizes else None


def _footnotes(placed: list[tuple[Line, str, int]], size: float | None) -> set[int]:
    """Runs of small print at the foot of a page."""
    found: set[int] = set()
    if size is None:
        return found
    for numbers in _by_page(placed).values():
        for number in reversed(numbers):
            line = placed[number][0]
            if _PAGE_NUMBER.match(placed[number][1].strip()):
                continue
            if line.cell is not None or line.size is None or line.size >= FOOTNOTE_SIZE * size:
                break
            found.add(number)
    return found
