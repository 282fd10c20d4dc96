"""Names as people read them, from lists that print everything in capitals."""

import functools
import re
import unicodedata

# Words that keep a form of their own. Source: how the bodies write themselves.
_KEEP = {
    "nhs": "NHS",
    "ccg": "CCG",
    "icb": "ICB",
    "uk": "UK",
    "ft": "FT",
    "ii": "II",
    "iii": "III",
    "healthcare": "Healthcare",
    "2gether": "2gether",
}
_SMALL = {"and", "of", "the", "for", "in", "on", "upon", "under", "with", "at", "by", "to"}
_HYPHEN_SMALL = {"on", "in", "upon", "under", "the", "le", "by", "of", "and"}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "\u00a0": " "})
_TOKEN = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def _word(word: str, first: bool) -> str:
    low = word.lower()
    if low in _KEEP:
        return _KEEP[low]
    if low in _SMALL and not first:
        return low
    if low.startswith("mc") and len(low) > 3:
        return "Mc" + low[2:].capitalize()
    if len(low) > 3 and low[1] in "'’" and low[0] in "do":  # O'Brien, D'Arcy, but not St George's
        return low[0].title() + low[1] + low[2:].capitalize()
    return low[0].title() + low[1:]


def proper_name(text: str) -> str:
    """`text` in proper case if it is all capitals or all small letters; otherwise only tidied.

    "ST GEORGE'S UNIVERSITY HOSPITALS NHS FOUNDATION TRUST" gives "St George's University Hospitals NHS
    Foundation Trust"; a name that already mixes cases is the body's own choice and stays.
    """
    text = " ".join(text.split())
    letters = [c for c in text if c.isalpha()]
    if not letters or (any(c.islower() for c in letters) and any(c.isupper() for c in letters)):
        return text
    words: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        between = text[end : match.start()]
        hyphened = between == "-" and words
        word = match.group()
        if hyphened and word.lower() in _HYPHEN_SMALL and text[match.end() : match.end() + 1] == "-":
            words.append(between + word.lower())
        else:
            words.append(between + _word(word, first=not words))
        end = match.end()
    return "".join(words) + text[end:]


def fold(text: str) -> str:
    """Lower case, plain apostrophes and dashes, no accents: two spellings of one word come out the same."""
    plain = text.translate(_PLAIN).lower()
    if plain.isascii():
        return plain
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


@functools.lru_cache(maxsize=100_000)
def name_key(text: str) -> str:
    """One key for all spellings of a name that differ only in case, punctuation, "&" or "the".

    "St. Thomas' & Co" gives "st thomas and co".
    """
    folded = fold(text).replace("&", " and ").replace("'", "")
    words = [word for word in _TOKEN.findall(folded) if word != "the"]
    return " ".join("st" if word == "saint" else word for word in words)
