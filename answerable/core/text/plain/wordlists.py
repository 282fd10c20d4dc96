"""The word lists of words.toml, compiled once."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_QUOTES = re.compile("[“”\"‘]|(?<!\\w)'|'(?!\\w)")
_WORDS = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class PlainWords:
    """`explain` finds all that is explained, the longest first, and `meanings` has what each means."""

    replace: tuple[tuple[re.Pattern[str], str], ...]
    openings: re.Pattern[str]
    explain: re.Pattern[str]
    meanings: dict[str, str]
    method: re.Pattern[str]


@functools.lru_cache(maxsize=1)
def plain_words() -> PlainWords:
    data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    meanings: dict[str, str] = data["explain"]
    longest = sorted(meanings, key=lambda word: (-len(word), word))
    return PlainWords(
        replace=tuple((re.compile(rf"\b{old}\b", re.IGNORECASE), new) for old, new in data["replace"]),
        openings=re.compile("|".join(f"(?:{one})" for one in data["openings"]), re.IGNORECASE),
        explain=re.compile(rf"(?<![\w&/-])(?:{'|'.join(map(re.escape, longest))})(?![\w&/’'-])"),
        meanings=meanings,
        method=re.compile(rf"\b(?:{'|'.join(data['method']['words'])})", re.IGNORECASE),
    )


def quotes(text: str) -> bool:
    """Whether it gives somebody's words: those stay as they are."""
    return bool(_QUOTES.search(text))


def without_opening(sentence: str) -> str:
    """Without what the summary's own first sentence says already."""
    match = plain_words().openings.match(sentence)
    if not match or len(sentence[match.end() :].split()) < 4:
        return sentence
    rest = sentence[match.end() :]
    if "recommend" in match[0].lower() and not re.search(r"\b(?:should|must|needs? to|ought)\b", rest):
        return sentence  # "that councils train" would say that they do so already
    return rest[:1].upper() + rest[1:]
