"""The text of one Word paragraph, with what is bold in it, its size and its number."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from answerable.sources.readers.characters import one_line
from answerable.sources.readers.document import Line
from answerable.sources.readers.docx_elements import Element, W, value
from answerable.sources.readers.docx_numbering import Numbering
from answerable.sources.readers.docx_styles import Style, Styles, properties

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = frozenset(
    W + name
    for name in (
        "hyperlink",
        "ins",
        "moveTo",
        "smartTag",
        "sdt",
        "sdtContent",
        "customXml",
        "fldSimple",
        "bdo",
        "dir",
    )
)
_CHARACTERS = {W + "tab": " ", W + "noBreakHyphen": "-", W + "ptab": " "}
_BREAKS = frozenset((W + "br", W + "cr"))
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Segment:
    """The text between two line breaks."""

    words: list[str] = field(default_factory=list)
    length: int = 0
    bold: int = 0  # characters
    sizes: Counter[float] = field(default_factory=Counter)

    def add(self, text: str, bold: bool, size: float | None) -> None:
        self.words.append(text)
        length = len(text.strip())
        self.length += length
        self.bold += length if bold else 0
        if size:
            self.sizes[size] += length


class Paragraphs:
    """Turns paragraphs into lines, in the order of the document, since numbers count on."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self.notes: dict[str, str] = {}  # footnotes met so far: identifier to raised number

    def lines(self, paragraph: Element, cell: tuple[int, int, int] | None) -> Iterator[Line]:
        style, identifier = self._style_of(paragraph)
        segments = [_Segment()]
        self._gather(paragraph, style, segments)
        label = self._label(style, identifier) if any(segment.length for segment in segments) else None
        first = True
        for segment in segments:
            text = one_line("".join(segment.words))
            if not text:
                continue
            yield Line(
                f"{label} {text}" if first and label else text,
                bold=2 * segment.bold > segment.length,
                size=segment.sizes.most_common(1)[0][0] if segment.sizes else self._styles.default_size,
                heading=style.heading,
                list_item=first and label is not None,
                cell=cell,
            )
            first = False

    def _style_of(self, paragraph: Element) -> tuple[Style, str]:
        own = paragraph.find(W + "pPr")
        named = "" if own is None else value(own, "pStyle")
        identifier = named or self._styles.default_paragraph
        inherited = self._styles.style(identifier)
        if own is None:
            return inherited, identifier
        said = properties(own)
        return (
            Style(
                bold=inherited.bold,  # of the paragraph's own mark only, where w:pPr says it
                size=inherited.size,
                heading=said.heading or inherited.heading,
                list_id=said.list_id or inherited.list_id,
                list_level=said.list_level if said.list_level is not None else inherited.list_level,
                hidden=inherited.hidden,
            ),
            identifier,
        )

    def _label(self, style: Style, identifier: str) -> str | None:
        """The number to be shown, "" for a bullet, None for what is not in a list."""
        if not style.list_id or style.list_id == "0":
            return None
        level = style.list_level
        if level is None:
            level = self._numbering.level_of_style(style.list_id, identifier)
        return self._numbering.label(style.list_id, level)

    def _gather(self, element: Element, style: Style, segments: list[_Segment]) -> None:
        for child in element:
            if child.tag == W + "r":
                self._run(child, style, segments)
            elif child.tag in _THROUGH:
                self._gather(child, style, segments)

    def _run(self, run: Element, style: Style, segments: list[_Segment]) -> None:
        bold, size, hidden = style.bold, style.size, style.hidden
        own = run.find(W + "rPr")
        if own is not None:
            said = properties(own)
            base = self._styles.style(value(own, "rStyle"))
            bold = next((value for value in (said.bold, base.bold, bold) if value is not None), None)
            size = said.size or base.size or size
            hidden = next((value for value in (said.hidden, base.hidden, hidden) if value is not None), None)
        if hidden:
            return
        for child in run:
            if child.tag in _BREAKS:
                segments.append(_Segment())
            else:
                segments[-1].add(self._text(child), bool(bold), size)

    def _text(self, element: Element) -> str:
        if element.tag == W + "t":
            return element.text or ""
        if element.tag == W + "sym":
            code = element.get(W + "char", "")
            return (
                chr(int(code, 16))
                if 0 < len(code) <= 4 and set(code) <= set("0123456789abcdefABCDEF")
                else ""
            )
        if element.tag == W + "footnoteReference":
            identifier = element.get(W + "id", "")
            return self.notes.setdefault(identifier, str(len(self.notes) + 1).translate(_RAISED))
        return _CHARACTERS.get(element.tag, "")


def boxes(element: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph, but not those inside them.

    Word writes each twice, the second time for older programs; one is enough.
    """
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _MC + "AlternateContent":
            choice = child.find(_MC + "Choice")
            chosen = child.find(_MC + "Fallback") if choice is None else choice
            if chosen is not None:
                yield from boxes(chosen)
        else:
            yield from boxes(child)
