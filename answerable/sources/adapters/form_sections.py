"""Cuts a Regulation 28 form into its sections, and finds the signature at its foot."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from answerable.core.text.dates import FoundDate, dates_in
from answerable.sources.adapters.form_headings import Heading, find_headings
from answerable.sources.adapters.form_text import FormText, Slice, assemble, is_furniture
from answerable.sources.readers.document import Line

_SIGNATURE_LINES = 14  # the date and name stand within so many lines of the end
_BOX_NINE = re.compile(r"^\W{0,2}9\s+(?=[A-Z\d\[])(?!\d{1,2}[.)])")


@dataclass(slots=True)
class Form:
    """One form: its sections as running text, what stands above the first, and the signature."""

    sections: dict[str, FormText] = field(default_factory=dict)
    header: str = ""
    signature: str = ""
    signed: FoundDate | None = None
    page: int | None = None


def read_form(
    lines: list[Line], first: int, last: int, offsets: list[int], media_type: str, *, ocr: bool = False
) -> Form:
    """The form in lines `first` to `last` (exclusive). `offsets` are those of all lines of the document."""
    headings = find_headings(lines[first:last])
    form = Form(page=lines[first].page if first < last else None)
    top = first + headings[0].line if headings else last
    form.header = "\n".join(line.text for line in lines[first : top + 1])
    foot = _signature_start(lines, first + headings[-1].line + 1, last) if headings else last
    for heading, following in zip_longest(headings, headings[1:]):
        slices = _slices(lines, first, heading, following, foot, offsets)
        form.sections[heading.section] = assemble(
            slices, media_type, ocr=ocr, keep_lines=heading.section == "addressees"
        )
    form.signature = "\n".join(line.text for line in lines[foot:last] if not is_furniture(line.text))
    form.signed = _last_date(form.signature)
    return form


def _slices(
    lines: list[Line], first: int, heading: Heading, following: Heading | None, foot: int, offsets: list[int]
) -> list[Slice]:
    start, end = first + heading.line, first + following.line if following else foot
    slices = (
        [Slice(lines[start], offsets[start], heading.end)] if heading.end < len(lines[start].text) else []
    )
    slices += [Slice(lines[i], offsets[i]) for i in range(start + 1, end)]
    if following and following.start > 0 and end > start:
        slices.append(Slice(lines[end], offsets[end], 0, following.start))
    return _without_heading_rest(slices, heading)


def _without_heading_rest(slices: list[Slice], heading: Heading) -> list[Slice]:
    """Drops the end of a heading that was broken over two lines ("TO:", "CONCERNS")."""
    rest = {
        "addressees": r"\s*TO\s*:?\s*$",
        "concerns": r"\s*CONCERNS?\s*:?\s*$",
        "copies": r"\s*(?:and )?PUBLICATION\s*$",
    }
    pattern = rest.get(heading.section)
    if pattern and slices and re.match(pattern, slices[0].text):
        return slices[1:]
    return slices


def _signature_start(lines: list[Line], first: int, last: int) -> int:
    """The line where box nine or the dated signature begins; `last` where there is none."""
    begin = max(first, last - _SIGNATURE_LINES)
    dated = None
    for index in range(last - 1, begin - 1, -1):
        text = lines[index].text
        if (
            any(hit.found.date for hit in dates_in(text))
            and len(text) < 90
            and not re.search(r"respon|within", text)
        ):
            dated = index
            break
    for index in range(begin, last):
        text = lines[index].text
        if _BOX_NINE.match(text) and not is_furniture(text) and (dated is None or index <= dated):
            return index
    if dated is None:
        return last
    while dated > begin and re.match(
        r"\W*(?:signed|dated?|signature|name)\b", lines[dated - 1].text, re.IGNORECASE
    ):
        dated -= 1
    return dated


def _last_date(text: str) -> FoundDate | None:
    hits = [hit.found for hit in dates_in(text) if hit.found.date or hit.found.has("date-impossible")]
    return hits[-1] if hits else None
