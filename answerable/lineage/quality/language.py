"""Whether a draft is in English, by its smallest words. Enough to say that the checks are not for it."""

import functools
import re

from answerable.lineage.quality.words import listed

_FEWEST = 6  # words: fewer say nothing about their language
_WELSH_AT_LEAST = 0.12  # share of the words; English prose has under 0.03, Welsh prose 0.25 and more
_ENGLISH_AT_LEAST = 0.04  # English prose has 0.25 and more, a list of names none


@functools.cache
def _small(language: str) -> frozenset[str]:
    return frozenset(listed("language")[language]["words"].split())


def _share(words: list[str], language: str) -> float:
    return sum(word in _small(language) for word in words) / len(words)


def language_of(text: str) -> str:
    """ "welsh", "english", or "" for neither or too little to tell."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'"))
    if len(words) < _FEWEST:
        return ""
    welsh, english = _share(words, "welsh"), _share(words, "english")
    if welsh >= _WELSH_AT_LEAST and welsh > english:
        return "welsh"
    return "english" if english >= _ENGLISH_AT_LEAST else ""
