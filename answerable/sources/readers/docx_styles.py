"""What a Word style says of its paragraphs and runs, inherited from the styles it is based on."""

import re
from dataclasses import dataclass

from answerable.sources.readers.docx_elements import Element, W, value

_HEADING = re.compile(r"heading ([1-6])\b", re.I)
_DEPTH = 20  # styles based on styles; a circle ends here


@dataclass(frozen=True, slots=True)
class Style:
    """None where the style does not say."""

    bold: bool | None = None
    size: float | None = None  # points
    heading: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    hidden: bool | None = None


class Styles:
    """The styles of one document, by their identifier."""

    def __init__(self, part: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.language = ""
        self.default_size: float | None = None
        self.default_paragraph = ""
        if part is None:
            return
        for element in part.iterfind(W + "style"):
            identifier = element.get(W + "styleId", "")
            self._elements[identifier] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true"):
                self.default_paragraph = identifier
        defaults = part.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self.default_size = _size(defaults)
            self.language = value(defaults, "lang")

    def style(self, identifier: str) -> Style:
        if identifier not in self._known:
            self._known[identifier] = self._inherited(identifier)
        return self._known[identifier]

    def _inherited(self, identifier: str) -> Style:
        made = Style()
        for _ in range(_DEPTH):
            element = self._elements.get(identifier)
            if element is None:
                break
            made = _filled(made, _own(element))
            identifier = value(element, "basedOn")
        return made


def properties(element: Element) -> Style:
    """What the properties of a paragraph (w:pPr) or run (w:rPr) say themselves."""
    listed = element.find(W + "numPr")
    depth = _whole(element, "outlineLvl")
    return Style(
        bold=_truth(element, "b"),
        size=_size(element),
        heading=depth + 1 if depth is not None and depth < 6 else None,
        list_id=None if listed is None else value(listed, "numId") or None,
        list_level=None if listed is None else _whole(listed, "ilvl"),
        hidden=_truth(element, "vanish"),
    )


def _filled(own: Style, base: Style) -> Style:
    """`own`, what it does not say taken from `base`."""
    return Style(
        bold=base.bold if own.bold is None else own.bold,
        size=base.size if own.size is None else own.size,
        heading=base.heading if own.heading is None else own.heading,
        list_id=base.list_id if own.list_id is None else own.list_id,
        list_level=base.list_level if own.list_level is None else own.list_level,
        hidden=base.hidden if own.hidden is None else own.hidden,
    )


def _own(element: Element) -> Style:
    own = Style()
    for name in ("pPr", "rPr"):
        found = element.find(W + name)
        if found is not None:
            own = _filled(own, properties(found))
    word = value(element, "name")
    heading = _HEADING.fullmatch(word)
    if heading:
        return _filled(Style(heading=int(heading[1])), own)
    return _filled(Style(heading=1), own) if word.lower() == "title" else own


def _truth(element: Element, name: str) -> bool | None:
    found = element.find(W + name)
    if found is None:
        return None
    return found.get(W + "val", "true") not in ("0", "false", "off")


def _size(element: Element) -> float | None:
    half_points = _whole(element, "sz")
    return half_points / 2 if half_points else None


def _whole(element: Element, name: str) -> int | None:
    text = value(element, name)
    return int(text) if text.isdecimal() and len(text) < 7 else None
