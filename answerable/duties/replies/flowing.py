"""The running text of a letter or a printed response, with its lines put together into paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from statistics import quantiles

from answerable.sources.readers.document import Line

FULL = 0.75  # share of the usual line from which a line may run on
_NEW = re.compile(r"^\s*(?:[•●▪◦*–-]\s|\(?\d{1,3}(?:\.\d{1,3})*[.)]?\s|\(?[a-z]\)\s|[A-Z][\w ]{2,60}:\s*$)")
_ENDED = re.compile(r"[.:;?!”\"]$")
_PAGE = re.compile(r"^(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$", re.IGNORECASE)
_OFTEN = 4  # times; a short line on that many pages is the head or foot of the page


def flowing(lines: Sequence[Line]) -> str:
    """One paragraph a line, with a blank line between. Page numbers, heads and feet of pages are left out."""
    pages = {line.page for line in lines}
    seen = Counter(line.text.strip() for line in lines if len(line.text) < 100)
    often = {text for text, times in seen.items() if times >= _OFTEN and 2 * times >= len(pages) > 2}
    kept = [
        line
        for line in lines
        if line.text.strip() and line.text.strip() not in often and not _PAGE.match(line.text.strip())
    ]
    if not kept:
        return ""
    lengths = [len(line.text) for line in kept]
    usual = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0]
    paragraphs: list[str] = []
    before: Line | None = None
    for line in kept:
        words = " ".join(line.text.split())
        if before is not None and _runs_on(before, line, usual):
            paragraphs[-1] = f"{paragraphs[-1]} {words}"
        else:
            paragraphs.append(words)
        before = line
    return "\n\n".join(paragraphs)


def _runs_on(before: Line, line: Line, usual: float) -> bool:
    if line.heading or before.heading or line.list_item or line.bold != before.bold:
        return False
    if line.cell != before.cell or _NEW.match(line.text):
        return False
    if line.text.lstrip()[:1].islower():
        return True
    full = len(before.text) >= FULL * usual
    return full and (not _ENDED.search(before.text.rstrip()) or line.page == before.page)
