"""BERT's uncased WordPiece tokenizer: basic cutting, then the longest known pieces from the left."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

UNKNOWN, CLS, SEP = "[UNK]", "[CLS]", "[SEP]"
_LONGEST_WORD = 100  # characters; longer words are unknown, as in the original
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


def _stands_alone(character: str) -> bool:
    """Punctuation and CJK characters are words of their own."""
    code = ord(character)
    if code < 128:
        return not character.isalnum() and not character.isspace()
    return unicodedata.category(character).startswith("P") or any(low <= code <= high for low, high in _CJK)


def _kept(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category[0] == "C" or character == "\ufffd":
        return ""
    return " " if category == "Zs" else character


class WordPiece:
    """Turns text into the numbers of its pieces. `vocabulary` is the pieces in order of their numbers."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown, self._cls, self._sep = (self._number[piece] for piece in (UNKNOWN, CLS, SEP))
        self._pieces = lru_cache(maxsize=50_000)(self._cut)

    def encode(self, text: str, longest: int) -> list[int]:
        """The numbers, between [CLS] and [SEP], at most `longest` of them."""
        numbers = [self._cls]
        for word in self._words(text):
            numbers += self._pieces(word)
            if len(numbers) >= longest:
                break
        return [*numbers[: longest - 1], self._sep]

    @staticmethod
    def _words(text: str) -> list[str]:
        if not text.isascii() or not text.isprintable():
            text = "".join(map(_kept, text))
        text = text.lower()
        if not text.isascii():
            text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
        return "".join(f" {c} " if _stands_alone(c) else c for c in text).split()

    def _cut(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        numbers = []
        start = 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = word[start:end] if start == 0 else f"##{word[start:end]}"
                if piece in self._number:
                    numbers.append(self._number[piece])
                    break
            else:
                return (self._unknown,)
            start = end
        return tuple(numbers)
