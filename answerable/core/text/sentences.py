"""Where sentences begin and end. Simple on purpose: a wrong cut costs a flag, never a word."""

import re
from collections.abc import Iterator

_END = re.compile(r"(?:[.!?…]+[\"'”’)\]]*(?=\s)|\n[ ]*\n|\n(?=[ ]*(?:[•–-]|\(?\w{1,3}[.)])))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|St|Sgt|PC|DC|DS|DI|Insp|Supt|Cllr|Hon|No|Nos|para"
    r"|paras|reg|regs|sch|vol|ref|"
    r"fig|approx|vs|v|cf|viz|etc|e\.g|i\.e|eg|ie|a\.m|p\.m|am|pm|Ltd|Inc|Co|Jan|Feb|Mar|Apr|Aug"
    r"|Sept|Sep|Oct|Nov|Dec)"
    r"|\b[A-Z](?:\.[A-Z])*|\(?\b(?:\d{1,2}|[ivx]{1,4}|[a-z]))\.$"
)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, white space at both ends left out."""
    start = 0
    for match in _END.finditer(text):
        if match[0][0] == "." and _ABBREVIATION.search(
            text, max(start, match.start() - 12), match.start() + 1
        ):
            following = text[match.end() : match.end() + 40].lstrip()
            if not (
                match[0] == "."
                and following[:1].isupper()
                and _ends_anyway(text[max(start, match.end() - 12) : match.end()])
            ):
                continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends_anyway(sentence: str) -> bool:
    """Abbreviations that often close a sentence ("... at 3 p.m. The nurse ...", "... etc. The ...")."""
    return bool(re.search(r"\b(?:etc|a\.m|p\.m|am|pm|Ltd|Inc)\.$", sentence))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if stripped := piece.strip():
        start += piece.index(stripped[0])
        yield start, start + len(stripped)
