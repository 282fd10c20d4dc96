"""Recommendations in the rows of a table, and, where nothing else is found, in single sentences."""

import re
from collections import defaultdict
from dataclasses import replace

from answerable.sources.adapters.body_lines import Body, BodyLine
from answerable.sources.adapters.entry_details import add_details
from answerable.sources.drafts import EntryDraft, Passage

_HEADER = re.compile(r"^(?:\w+\s+){0,3}recommendations?(?:\s+\w+){0,3}\s*:?$", re.IGNORECASE)
_NUMBER_HEADER = re.compile(
    r"^(?:no\.?|number|ref(?:erence)?\.?|#|rec(?:ommendation)?\s*(?:no\.?|number|#))$", re.I
)
_OWNER_HEADER = re.compile(
    r"\b(?:owner|lead|responsib\w+|addressee|addressed\s+to|for|organisations?)\b", re.IGNORECASE
)
_FIRST_NUMBER = re.compile(
    r"^(?:recommendation\s+)?(?P<n>[A-Z]{0,2}\d{1,3}(?:\.\d+)*[a-z]?)\s*[.:)–-]?\s+(?=\S)", re.I
)
_OURS = re.compile(
    r"\b(?:(?:I|we)\s+(?:therefore\s+|also\s+|further\s+|strongly\s+|accordingly\s+|would\s+)*recommend"
    r"|(?:the|this)\s+(?:inquiry|panel|review|committee|investigation)\s+(?:also\s+|therefore\s+|further\s+)?recommends)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[”’\"]?\s+(?=[A-Z“(])")


def tabled_entries(body: Body) -> list[EntryDraft]:
    """An entry for each row of a table with a column headed "Recommendation"."""
    tables: dict[int, dict[tuple[int, int], list[BodyLine]]] = defaultdict(lambda: defaultdict(list))
    for line in body.lines:
        if line.cell is not None:
            table, row, column = line.cell
            tables[table][row, column].append(line)
    entries: list[EntryDraft] = []
    for cells in tables.values():
        entries += _rows(body, cells)
    return entries


def _rows(body: Body, cells: dict[tuple[int, int], list[BodyLine]]) -> list[EntryDraft]:
    header_row = min(row for row, _ in cells)
    heads = {
        column: body.paragraphs(lines).strip() for (row, column), lines in cells.items() if row == header_row
    }
    wanted = next((column for column, head in heads.items() if _HEADER.match(head)), None)
    if wanted is None:
        return []
    number_column = next((column for column, head in heads.items() if _NUMBER_HEADER.match(head)), None)
    owner_column = next((c for c, head in heads.items() if c != wanted and _OWNER_HEADER.search(head)), None)
    entries = []
    for row in sorted({row for row, _ in cells if row != header_row}):
        lines = cells.get((row, wanted), [])
        text = body.paragraphs(lines)
        if not text:
            continue
        number = body.paragraphs(cells.get((row, number_column), [])) if number_column is not None else ""
        if not number and (match := _FIRST_NUMBER.match(text)):
            number, text = match["n"], text[match.end() :]
        place = Passage(lines[0].page, lines[0].start, lines[-1].end, row, heads[wanted])
        owner = body.paragraphs(cells.get((row, owner_column), [])) if owner_column is not None else ""
        entries.append(_entry(text, number, place, [owner.replace("\n", "; ")] if owner else None))
    return entries


def sentence_entries(body: Body) -> list[EntryDraft]:
    """The sentences in which the report itself recommends, where it numbers nothing: the last resort."""
    entries: list[EntryDraft] = []
    seen: set[str] = set()
    for lines in _paragraph_lines(body):
        for sentence in _SENTENCE.split(body.paragraphs(lines)):
            if not _OURS.search(sentence) or sentence in seen:
                continue
            seen.add(sentence)
            entry = _entry(sentence, "", Passage(lines[0].page, lines[0].start, lines[-1].end))
            entry.flags.append("unnumbered")
            entries.append(entry)
    return entries


def _paragraph_lines(body: Body) -> list[list[BodyLine]]:
    """Lines in runs that `Body.paragraphs` makes one paragraph of."""
    runs: list[list[BodyLine]] = []
    for line in body.lines:
        if runs and "\n" not in body.paragraphs([runs[-1][-1], line]):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _entry(text: str, number: str, place: Passage, given: list[str] | None = None) -> EntryDraft:
    entry = EntryDraft("recommendation", text, number, place)
    return add_details(entry, parts_place=replace(place, start=None, end=None), given=given)
