"""Word documents, walked from top to end: paragraphs and tables, nested tables and text boxes too.

The coroners' forms are tables, which a reader of paragraphs alone would miss nearly whole.
"""

import io
from collections.abc import Iterable, Iterator

import docx
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from answerable.sources.readers.characters import one_line
from answerable.sources.readers.document import Line, Problem, ReadDocument, UnreadableError
from answerable.sources.readers.docx_elements import Element, W, number, value
from answerable.sources.readers.docx_numbering import Numbering
from answerable.sources.readers.docx_paragraphs import Paragraphs, boxes
from answerable.sources.readers.docx_styles import Styles
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_THROUGH = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_FEW = 20  # characters, beside a picture

Cell = tuple[int, int, int] | None


def read(content: bytes, _task: Task, limits: Limits) -> ReadDocument:
    """Headers first, then the body, its footnotes, and footers. Deleted and hidden text is left out."""
    try:
        opened = docx.Document(io.BytesIO(content))
        parts = _Parts(opened.part)
    except (KeyError, ValueError, AttributeError, TypeError, SyntaxError) as error:
        why = "The Word file is damaged, or saved in a rare way (Strict Open XML). Save it as DOCX or PDF."
        raise UnreadableError(why) from error
    document = ReadDocument(MEDIA_TYPE)
    document.title = one_line(opened.core_properties.title or "")[:1000]
    walk = _Walk(parts, limits)
    header = _distinct(walk.lines(parts.of_kind("header")))
    body = walk.lines([opened.element.body])
    notes = walk.footnotes(parts.first("footnotes"))
    footer = _distinct(walk.lines(parts.of_kind("footer")))
    document.lines = header + body + notes + footer
    document.language = walk.styles.language
    if sum(len(line.text) for line in body) < _FEW and parts.has_pictures:
        why = "Its text is in pictures: save it as PDF and take that in, so that it can be recognised."
        document.problems.append(Problem("whole document", why))
    elif not document.lines:
        document.problems.append(Problem("whole document", "There is no text in it."))
    return document


class _Parts:
    """The XML parts beside the main one, found by how the main one refers to them."""

    def __init__(self, main: DocumentPart) -> None:
        self._found: dict[str, list[Element]] = {}
        self.has_pictures = False
        for relation in main.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if relation.is_external:
                continue
            self.has_pictures |= kind == "image"
            if kind in ("styles", "numbering", "footnotes", "header", "footer"):
                part = relation.target_part
                element = part.element if hasattr(part, "element") else parse_xml(part.blob)
                self._found.setdefault(kind, []).append(element)

    def of_kind(self, kind: str) -> list[Element]:
        return self._found.get(kind, [])

    def first(self, kind: str) -> Element | None:
        return next(iter(self.of_kind(kind)), None)


class _Walk:
    def __init__(self, parts: _Parts, limits: Limits) -> None:
        self.styles = Styles(parts.first("styles"))
        self._paragraphs = Paragraphs(self.styles, Numbering(parts.first("numbering")))
        self._limits = limits
        self._tables = 0
        self._characters = 0

    def lines(self, containers: Iterable[Element]) -> list[Line]:
        return [line for container in containers for line in self._blocks(container, None)]

    def footnotes(self, part: Element | None) -> list[Line]:
        """The notes that the body refers to, each behind its raised number."""
        if part is None:
            return []
        notes = {note.get(W + "id", ""): note for note in part.iterfind(W + "footnote")}
        lines: list[Line] = []
        for identifier, mark in list(self._paragraphs.notes.items()):
            if identifier in notes:
                inner = list(self._blocks(notes[identifier], None))
                lines += [Line(f"{mark} {inner[0].text}", size=inner[0].size), *inner[1:]] if inner else []
        return lines

    def _blocks(self, container: Element, cell: Cell) -> Iterator[Line]:
        for element in container:
            if element.tag == W + "p":
                yield from self._paragraph(element, cell)
            elif element.tag == W + "tbl":
                yield from self._table(element)
            elif element.tag in _THROUGH:
                yield from self._blocks(element, cell)

    def _paragraph(self, element: Element, cell: Cell) -> Iterator[Line]:
        for line in self._paragraphs.lines(element, cell):
            self._characters += len(line.text)
            if self._characters > self._limits.characters:
                raise UnreadableError(f"It holds more than {self._limits.characters:,} characters: split it.")
            yield line
        for box in boxes(element):
            yield from self._blocks(box, cell)

    def _table(self, element: Element) -> Iterator[Line]:
        table = self._tables
        self._tables += 1
        for at, row in enumerate(_inside(element, "tr")):
            column = _spanned(row.find(W + "trPr"), "gridBefore", 0)
            for cell in _inside(row, "tc"):
                properties = cell.find(W + "tcPr")
                merged = None if properties is None else properties.find(W + "vMerge")
                if merged is None or merged.get(W + "val") == "restart":  # else the cell above goes on
                    yield from self._blocks(cell, (table, at, column))
                column += _spanned(properties, "gridSpan", 1)


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, those inside content controls too."""
    for child in element:
        if child.tag == W + name:
            yield child
        elif child.tag in _THROUGH:
            yield from _inside(child, name)


def _spanned(properties: Element | None, name: str, default: int) -> int:
    return default if properties is None else min(1000, number(value(properties, name), default))


def _distinct(lines: list[Line]) -> list[Line]:
    """First pages, odd and even pages and every section repeat their headers."""
    return list({line.text: line for line in lines}.values())
