"""What the reader of themes sees of a text: its words and pairs of neighbouring words."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

_WORD = re.compile(r"\w\w+")


def terms(text: str) -> Counter[str]:
    """Words of two characters and more, in small letters without accents, and each two in a row."""
    plain = unicodedata.normalize("NFKD", text.lower())
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    pairs = (f"{first} {second}" for first, second in pairwise(words))
    return Counter([*words, *pairs])
