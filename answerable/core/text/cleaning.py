"""Cleaning that keeps every character in its place, so that offsets hold to the end.

`plain` and `unwrap` give back a text of the same length; only `tidy`, the last step, shortens.
"""

import re
import unicodedata

_SPACES = "\xa0\u202f\u205f\u3000\t\ufeff\u200b\xad" + "".join(map(chr, range(0x2000, 0x200B)))
_BREAKS = "\u2028\u2029\x0b\x0c\x85"
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d"  # Wingdings of Word
_BULLETS += "●○◦▪▫■‣⁃➢➤·∙"
_PLAIN = (
    {ord(c): " " for c in _SPACES}
    | {ord(c): "\n" for c in _BREAKS}
    | {ord(c): "•" for c in _BULLETS}
    | dict.fromkeys((*range(9), *range(14, 32), 127, ord("\r")), " ")
    | {0xFFFE: "-", 0x2010: "-", 0x2011: "-"}  # pdfium marks a line-end hyphen with U+FFFE
)
# The usual ligatures, and the letters that PDFs made from Word give for its "ti", "tt" and "tti".
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "Ɵ": "ti", "Ʃ": "tt", "ƫ": "tti"}
_LIGATURE = re.compile("[" + "".join(_LIGATURES) + "]")
_NOT_PLAIN = re.compile("[" + re.escape("".join(map(chr, _PLAIN))) + "]")
_WRAP = re.compile(r"(?<=[^\s.:;!?])[ ]*\n[ ]*(?=[a-z])(?!(?:[a-z]|[ivx]{1,4})[.):]|[oe]\s+[A-Z])")


def plain(text: str) -> str:
    """`text` with control characters, odd spaces and private-use bullets made plain, at the same length."""
    return text.translate(_PLAIN) if _NOT_PLAIN.search(text) else text


def expand_ligatures(text: str) -> tuple[str, list[int] | None]:
    """Joined letters parted ("staﬀ", and Word's "acƟon"), and where each character stood in `text`.

    The list has one place more than the text, for its end; None where nothing had to be parted.
    """
    if not _LIGATURE.search(text):
        return text, None
    parted = [_LIGATURES.get(c, c) for c in text]
    places = [place for place, letters in enumerate(parted) for _ in letters]
    return "".join(parted), [*places, len(text)]


def tidy(text: str) -> str:
    """The words as they are to be shown: single spaces, no blank lines, no space at the ends of lines."""
    text = unicodedata.normalize("NFC", expand_ligatures(plain(text))[0])
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def mend_wraps(text: str) -> str:
    """Turns a line break inside a sentence into a space: the next line goes on in lower case."""
    return _WRAP.sub(lambda m: " " * len(m[0]), text)
