"""A reply cut where its writer cut it: paragraphs and list items, and sentences where all runs on."""

import re
from collections.abc import Iterator
from itertools import pairwise

from answerable.core.text.sentences import sentence_spans

LONGEST = 1_400  # characters; a paragraph beyond that is cut into its sentences
_LABEL = re.compile(
    r"\s*(?P<number>\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\)?(?=\s*\S)|[•●▪◦○*–-](?=\s)"
    r"|o(?=\s{1,3}[A-Z])|3(?=\s[A-Z])|(?:response to\s+)?"
    r"(?:matters? of concern|concern|matter|issue|recommendation|point)\s*(?:no\.?\s*)?\(?\d{1,2}\)?)",
    re.IGNORECASE,
)
# A numbered item that begins inside a line, as where a table of text lost its line breaks.
_INSIDE = re.compile(r"(?<=[.;:”])\s+(?=\(?\d{1,2}[.)]\s?[A-Z])")


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each passage, without the white space around it."""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.start() + len(line[0].rstrip())
        if end - start <= LONGEST:
            yield start, end
            continue
        cuts = [start, *(start + m.end() for m in _INSIDE.finditer(text[start:end])), end]
        for a, b in pairwise(cuts):
            yield from ((a + s, a + e) for s, e in sentence_spans(text[a:b]))


def number_of(text: str) -> str:
    """The label with which a passage begins, as printed; nothing for a bullet or none."""
    match = _LABEL.match(text)
    if not match:
        return ""
    label = match["number"].strip()
    return label if re.search(r"\w", label) and label not in ("o", "3") else ""
