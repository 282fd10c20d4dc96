"""The numbers that Word writes before list items and headings, which stand nowhere in the text.

Rules: ECMA-376 part 1, 17.9. A counter belongs to an abstract list, so that two lists of one kind go on
counting unless one says where it starts.
"""

import re
from dataclasses import dataclass, field

from answerable.sources.readers.docx_elements import Element, W, number, value
from answerable.sources.readers.numerals import letters, roman

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""  # the paragraph style that puts paragraphs on this level
    legal: bool = False  # all numbers in digits


@dataclass(slots=True)
class _List:
    """A list as documents refer to it: an abstract list, and what it does differently."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Gives each numbered paragraph its number, in the order of the document."""

    def __init__(self, part: Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        if part is None:
            return
        abstracts = {a.get(W + "abstractNumId", ""): _levels(a) for a in part.iterfind(W + "abstractNum")}
        for item in part.iterfind(W + "num"):
            abstract = value(item, "abstractNumId")
            levels = dict(abstracts.get(abstract, {}))
            starts: dict[int, int] = {}
            for override in item.iterfind(W + "lvlOverride"):
                at = number(override.get(W + "ilvl", ""), 0)
                levels |= _levels(override)
                start = value(override, "startOverride")
                if start:
                    starts[at] = number(start, 1)
            self._lists[item.get(W + "numId", "")] = _List(abstract, levels, starts)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level that the list gives to paragraphs of `style`; 0 where it gives none."""
        found = self._lists.get(list_id)
        levels = found.levels if found else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def label(self, list_id: str, at: int) -> str | None:
        """The label of the next paragraph on level `at`: "" for a bullet, None without such a list."""
        found = self._lists.get(list_id)
        if found is None or at not in found.levels:
            return None
        level = found.levels[at]
        if level.form == "bullet":
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        if at in found.starts and at not in found.begun:
            counters[at] = found.starts[at]
        else:
            counters[at] = counters[at] + 1 if at in counters else level.start
        found.begun.add(at)
        for deeper in range(at + 1, _LEVELS):
            counters.pop(deeper, None)
        for higher in range(at):
            counters.setdefault(higher, found.levels[higher].start if higher in found.levels else 1)

        def shown(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            form = "decimal" if level.legal else found.levels.get(which, level).form
            return _numeral(counters.get(which, 1), form)

        return _PLACE.sub(shown, level.text).strip()


def _levels(holder: Element) -> dict[int, _Level]:
    levels = {}
    for element in holder.iterfind(W + "lvl"):
        at = number(element.get(W + "ilvl", ""), 0)
        if 0 <= at < _LEVELS:
            levels[at] = _Level(
                form=value(element, "numFmt") or "decimal",
                text=value(element, "lvlText")[:100],
                start=number(value(element, "start"), 1),
                style=value(element, "pStyle"),
                legal=element.find(W + "isLgl") is not None,
            )
    return levels


def _numeral(count: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return letters(count)
        case "upperLetter":
            return letters(count).upper()
        case "lowerRoman":
            return roman(count)
        case "upperRoman":
            return roman(count).upper()
        case "decimalZero":
            return f"{count:02}"
        case "none":
            return ""
    return str(count)
