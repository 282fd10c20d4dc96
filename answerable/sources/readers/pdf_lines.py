"""The lines of one PDF page, from its text layer.

PDFium gives the characters in the order of the page's content and breaks lines where the baseline changes.
What it does not do is done here: footnote marks raised above the line are put back into it and shown as
raised digits, words it joined over a line-end hyphen are parted, and each line gets its place and its type.
"""

import ctypes
import re
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from answerable.sources.readers.characters import one_line
from answerable.sources.readers.document import Line

_SEGMENT = re.compile(r"[^\r\n]+")
_DIGITS = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE_END_HYPHEN = "\ufffe"
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.I)
_FORCE_BOLD = 1 << 18  # PDF 32000-1:2008, table 123
_BOLD_WEIGHT = 600
_SAMPLES = 5


@dataclass(slots=True)
class _Piece:
    """A run of characters on one baseline. Points; `right` is where it ends."""

    text: str
    left: float
    right: float
    base: float  # height of the baseline above the page's foot
    size: float
    bold: bool
    upright: bool


class PageText:
    """The text layer of one page. Close it after use."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page
        self._layer = page.get_textpage()
        self._raw = self._layer.raw
        self._count = pdfium.FPDFText_CountChars(self._raw)
        self._turn = page.get_rotation()
        self._box = page.get_bbox()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()

    def close(self) -> None:
        self._layer.close()

    def lines(self, number: int) -> list[Line]:
        """The page's lines in reading order. `number` is the page's, from 1."""
        height = self._box[2] - self._box[0] if self._turn in (90, 270) else self._box[3] - self._box[1]
        lines = []
        for piece in _in_reading_order(self._joined()):
            text = one_line(piece.text)
            if text:
                placed = piece.upright
                lines.append(
                    Line(
                        text,
                        page=number,
                        bold=piece.bold,
                        size=round(piece.size, 1) or None,
                        left=round(piece.left, 1) if placed else None,
                        top=round(height - piece.base, 1) if placed else None,
                    )
                )
        return lines

    def _joined(self) -> list[_Piece]:
        """The pieces, those that stand beside each other on a line made one."""
        joined: list[_Piece] = []
        for piece in self._pieces():
            last = joined[-1] if joined else None
            if last is None or not _beside(last, piece):
                joined.append(piece)
                continue
            raised = abs(piece.base - last.base) > 0.1 * max(piece.size, last.size)
            if raised and piece.base > last.base and piece.text.strip().isdigit():
                piece.text = piece.text.translate(_RAISED)
            elif raised and last.base > piece.base and last.text.strip().isdigit():
                last.text = last.text.translate(_RAISED)
            gap = piece.left - last.right > 0.15 * max(piece.size, last.size)
            last.text += (" " if gap else "") + piece.text
            last.right = piece.right
            if len(piece.text) > len(last.text) - len(piece.text):
                last.base, last.size, last.bold = piece.base, piece.size, piece.bold
        return joined

    def _pieces(self) -> list[_Piece]:
        text = self._all_text()
        pieces = []
        for segment in _SEGMENT.finditer(text):
            for start, end in self._parted(text, *segment.span()):
                piece = self._piece(text[start:end], start)
                if piece:
                    pieces.append(piece)
        return pieces

    def _all_text(self) -> str:
        if self._count <= 0:
            return ""
        units = ctypes.create_string_buffer(2 * (self._count * 2 + 1))
        written = pdfium.FPDFText_GetText(
            self._raw, 0, self._count, ctypes.cast(units, ctypes.POINTER(ctypes.c_ushort))
        )
        return units.raw[: 2 * max(0, written - 1)].decode("utf-16-le", "replace")

    def _parted(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The spans of one segment, parted after each line-end hyphen that does end a line."""
        spans = []
        for at in range(start, end - 1):
            if text[at] == _LINE_END_HYPHEN and abs(self._place(at)[1] - self._place(at + 1)[1]) > 1:
                spans.append((start, at + 1))
                start = at + 1
        return [*spans, (start, end)]

    def _piece(self, text: str, start: int) -> _Piece | None:
        seen = [index for index, character in enumerate(text) if not character.isspace()]
        if not seen:
            return None
        letters = [index for index in seen if text[index].isalnum()] or seen
        step = max(1, len(letters) // _SAMPLES)
        samples = [self._type(start + index) for index in letters[::step][: _SAMPLES + 1]]
        sizes = sorted(size for size, _, _ in samples)
        size = sizes[len(sizes) // 2]
        left, base = self._place(start + seen[0])
        return _Piece(
            text=self._with_raised_digits(text, start, size, base).replace(_LINE_END_HYPHEN, "-"),
            left=left,
            right=self._right(start + seen[-1]),
            base=base,
            size=size,
            bold=2 * sum(bold for _, bold, _ in samples) > len(samples),
            upright=all(upright for _, _, upright in samples),
        )

    def _with_raised_digits(self, text: str, start: int, size: float, base: float) -> str:
        """Footnote marks, which are small digits above the line, as raised digits."""

        def raise_if_small(match: re.Match[str]) -> str:
            at = start + match.start()
            is_mark = self._place(at)[1] > base + 0.1 * size and self._type(at)[0] < 0.85 * size
            return match[0].translate(_RAISED) if is_mark else match[0]

        return _DIGITS.sub(raise_if_small, text)

    def _char(self, text_index: int) -> int:
        return max(0, int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._raw, text_index)))

    def _place(self, text_index: int) -> tuple[float, float]:
        """Where the character stands, from the left and foot of the page as it is looked at."""
        pdfium.FPDFText_GetCharOrigin(self._raw, self._char(text_index), self._x, self._y)
        return self._turned(self._x.value, self._y.value)

    def _right(self, text_index: int) -> float:
        pdfium.FPDFText_GetCharBox(self._raw, self._char(text_index), *self._edges)
        left, right, bottom, top = (edge.value for edge in self._edges)
        return max(self._turned(left, bottom)[0], self._turned(right, top)[0])

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        if self._turn == 90:
            return y - bottom, right - x
        if self._turn == 180:
            return right - x, top - y
        if self._turn == 270:
            return top - y, x - left
        return x - left, y - bottom

    def _type(self, text_index: int) -> tuple[float, bool, bool]:
        """Size in points, bold or not, upright or not."""
        index = self._char(text_index)
        size = pdfium.FPDFText_GetFontSize(self._raw, index)
        matrix = self._matrix
        upright = True
        if pdfium.FPDFText_GetMatrix(self._raw, index, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5
            across, up = (matrix.b, matrix.a) if self._turn in (90, 270) else (matrix.a, matrix.b)
            upright = abs(up) <= abs(across) * 0.1
        written = pdfium.FPDFText_GetFontInfo(self._raw, index, self._name, 256, self._flags)
        bold = (
            pdfium.FPDFText_GetFontWeight(self._raw, index) >= _BOLD_WEIGHT
            or bool(self._flags.value & _FORCE_BOLD)
            or bool(_BOLD_NAME.search(self._name.raw[: min(written, 256)]))
        )
        return size, bold, upright


def _beside(last: _Piece, piece: _Piece) -> bool:
    """Whether `piece` goes on where `last` ends, on the same line but perhaps raised."""
    return (
        last.upright
        and piece.upright
        and abs(piece.base - last.base) < 0.6 * max(piece.size, last.size)
        and -1 <= piece.left - last.right < 2 * max(piece.size, last.size)
    )


def _in_reading_order(pieces: list[_Piece]) -> list[_Piece]:
    """`pieces`, each block moved up past the blocks that lie wholly below it.

    The order of a page's content is nearly always that of reading, columns and table cells included. Where it
    is not, a box, a header or a footer was drawn out of its turn.
    """
    blocks: list[_Block] = []
    for piece in pieces:
        if blocks and piece.upright and blocks[-1].lowest >= piece.base - piece.size * 0.6:
            blocks[-1].add(piece)
            continue
        block = _Block([piece], piece.base, piece.base, piece.left, piece.right)
        blocks.append(block)
    ordered: list[_Block] = []
    for block in blocks:
        at = len(ordered)
        while at and block.is_above(ordered[at - 1]):
            at -= 1
        ordered.insert(at, block)
    return [piece for block in ordered for piece in block.pieces]


@dataclass(slots=True)
class _Block:
    """Pieces that follow each other down the page."""

    pieces: list[_Piece]
    highest: float
    lowest: float
    left: float
    right: float

    def add(self, piece: _Piece) -> None:
        self.pieces.append(piece)
        self.highest, self.lowest = max(self.highest, piece.base), min(self.lowest, piece.base)
        self.left, self.right = min(self.left, piece.left), max(self.right, piece.right)

    def is_above(self, other: "_Block") -> bool:
        """Wholly above it, and over it rather than in another column."""
        return self.lowest > other.highest and self.left < other.right and other.left < self.right
