"""Web pages: the text a person sees, with headings, list items and table cells marked."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from answerable.sources.readers.characters import one_line
from answerable.sources.readers.document import Line, Problem, ReadDocument, UnreadableError
from answerable.sources.readers.encoding import decode
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.numerals import letters, roman
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "text/html"


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNSEEN = _names(
    "head script style template noscript iframe object embed svg math canvas audio video map datalist "
    "select button input textarea nav"
)
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main ol p pre search section summary "
    "table tbody td tfoot th thead tr ul"
)
_BOLD = _names("b strong th h1 h2 h3 h4 h5 h6")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CHARSET = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MOST_SPAN = 1000  # HTML Standard, 4.9.11


@dataclass(slots=True)
class _Table:
    """Where reading stands in a table, cells that span rows and columns counted."""

    index: int
    row: int = -1
    column: int = -1
    width: int = 1  # of the last cell
    spans: dict[int, int] = field(default_factory=dict)  # column to rows that it is still taken

    def next_row(self) -> None:
        self.row += 1
        self.column = -1
        self.width = 1
        self.spans = {column: rows - 1 for column, rows in self.spans.items() if rows > 1}

    def next_cell(self, columns: int, rows: int) -> None:
        self.column += self.width
        while self.column in self.spans:
            self.column += 1
        if rows > 1:
            self.spans |= dict.fromkeys(range(self.column, self.column + columns), rows)
        self.width = columns


@dataclass(slots=True)
class _List:
    """A numbered list, or one with bullets (`style` is "")."""

    style: str
    number: int

    def label(self) -> str:
        match self.style:
            case "":
                return ""
            case "a":
                return letters(self.number) + "."
            case "A":
                return letters(self.number).upper() + "."
            case "i":
                return roman(self.number) + "."
            case "I":
                return roman(self.number).upper() + "."
        return f"{self.number}."


def read(content: bytes, _task: Task, limits: Limits) -> ReadDocument:
    """Everything but scripts, styles, forms' controls, navigation and what the page hides."""
    declared = _CHARSET.search(content[:4096])
    decoded = decode(content, declared[1].decode("ascii", "replace") if declared else "")
    parser = LexborHTMLParser(decoded.text)
    document = ReadDocument(MEDIA_TYPE)
    if decoded.remark:
        document.problems.append(Problem("whole page", decoded.remark, lost=False))
    root = parser.root
    if root is None:
        raise UnreadableError("The page has no content. Fetch it again.")
    document.language = (root.attributes.get("lang") or "").strip()[:40]
    title = parser.css_first("head title")
    document.title = one_line(title.text())[:1000] if title else ""
    document.lines = _Walk(limits).lines(root)
    if not document.lines:
        why = "There is no text in the page as fetched; it may be written by a script. Save it as PDF."
        document.problems.append(Problem("whole page", why))
    return document


class _Walk:
    """Goes through the page from top to end, without recursion: pages can be nested to any depth."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._lines: list[Line] = []
        self._characters = 0
        self._words: list[str] = []
        self._length = self._bold_length = 0
        self._bold = self._pre = 0
        self._headings: list[int] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._cells: list[tuple[int, int, int]] = []
        self._tables_seen = 0
        self._label: str | None = None  # of the list item whose first line is still to come

    def lines(self, root: LexborNode) -> list[Line]:
        node: LexborNode | None = root
        depth = 0
        while node is not None:
            inner = node.child if self._enter(node) else None
            if inner is not None:
                node = inner
                depth += 1
                continue
            self._leave(node)
            while node.next is None and depth:
                node = node.parent
                depth -= 1
                if node is None:
                    break
                self._leave(node)
            node = node.next if node is not None and depth else None
        self._flush()
        return self._lines

    def _enter(self, node: LexborNode) -> bool:
        """Whether what is inside `node` is to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            return False
        if not tag or tag.startswith("-") or tag in _UNSEEN or _is_hidden(node):
            return False
        if tag == "br":
            self._flush()
            return False
        if tag in _BLOCKS:
            self._flush()
            self._open(tag, node)
        self._bold += tag in _BOLD
        self._pre += tag == "pre"
        return True

    def _open(self, tag: str, node: LexborNode) -> None:
        if tag in _HEADINGS:
            self._headings.append(_HEADINGS[tag])
        elif tag in ("ol", "ul"):
            self._lists.append(_list(tag, node))
        elif tag == "li":
            self._open_item(node)
        elif tag == "table":
            self._tables.append(_Table(self._tables_seen))
            self._tables_seen += 1
        elif tag == "tr" and self._tables:
            self._tables[-1].next_row()
        elif tag in ("td", "th") and self._tables:
            table = self._tables[-1]
            table.next_cell(_span(node, "colspan"), _span(node, "rowspan"))
            self._cells.append((table.index, max(0, table.row), table.column))

    def _open_item(self, node: LexborNode) -> None:
        self._label = ""
        if self._lists:
            found = self._lists[-1]
            value = node.attributes.get("value") or ""
            if value.lstrip("-").isdecimal() and len(value) < 7:
                found.number = int(value)
            self._label = found.label()
            found.number += 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if not tag or tag.startswith("-") or tag in _UNSEEN or tag == "br" or _is_hidden(node):
            return
        self._bold -= tag in _BOLD
        self._pre -= tag == "pre"
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag in _HEADINGS:
            self._headings.pop()
        elif tag in ("ol", "ul"):
            self._lists.pop()
        elif tag == "li":
            self._label = None
        elif tag == "table":
            self._tables.pop()
        elif tag in ("td", "th") and self._tables:
            self._cells.pop()

    def _add(self, text: str) -> None:
        if self._pre and "\n" in text:
            first, *others = text.split("\n")
            self._add(first)
            for line in others:
                self._flush()
                self._add(line)
            return
        self._words.append(text)
        length = len(text.strip())
        self._length += length
        self._bold_length += length if self._bold else 0

    def _flush(self) -> None:
        """Ends the line, if there is one."""
        text = one_line("".join(self._words))
        bold = 2 * self._bold_length > self._length
        self._words.clear()
        self._length = self._bold_length = 0
        if not text:
            return
        is_item = self._label is not None
        if self._label:
            text = f"{self._label} {text}"
        self._label = None
        self._characters += len(text)
        if self._characters > self._limits.characters:
            raise UnreadableError(
                f"The page holds more than {self._limits.characters:,} characters: split it."
            )
        self._lines.append(
            Line(
                text,
                bold=bold,
                heading=self._headings[-1] if self._headings else None,
                list_item=is_item,
                cell=self._cells[-1] if self._cells else None,
            )
        )


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN_STYLE.search(attributes.get("style") or ""))


def _list(tag: str, node: LexborNode) -> _List:
    start = node.attributes.get("start") or ""
    number = int(start) if start.lstrip("-").isdecimal() and len(start) < 7 else 1
    style = node.attributes.get("type") or ""
    return _List("" if tag == "ul" else style if style in ("a", "A", "i", "I") else "1", number)


def _span(node: LexborNode, name: str) -> int:
    value = (node.attributes.get(name) or "").strip()
    return min(_MOST_SPAN, int(value)) if value.isdecimal() and 0 < len(value) < 7 and int(value) else 1
