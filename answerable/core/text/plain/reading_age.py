"""How old a reader has to be: Flesch and Kincaid's grade (1975) and five, as schools count years.

It counts words a sentence and syllables a word, and knows nothing of sense. Good for comparing texts.
"""

import re

from answerable.core.text.sentences import sentence_spans

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_age(text: str) -> float:
    """In years; 0 for a text without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for _ in sentence_spans(text)) or 1
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + 5


def _syllables(word: str) -> int:
    plain = word.lower()
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(1, count)
