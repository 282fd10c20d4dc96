"""Makes text safe to store and to send: nothing in it that a database or a browser would choke on.

Which dashes and quotes are used is left as found: the words are to be exact.
"""

import re

# Symbol and Wingdings glyphs that Word writes as private-use characters.
_GLYPHS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF076, 0xF0A8, 0xF06E, 0xF071, 0xF0FC), "•")
_GLYPHS |= {0xF02D: "-", 0xF0E0: "→", 0xF0E8: "→", 0xF020: " "}
_DROPPED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, *range(0x80, 0xA0), 0x200B, 0xFEFF, 0xFFFF))
_UNSAFE: dict[int, str | None] = {**_DROPPED, **_GLYPHS, 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_NEEDS_WORK = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\ud800-\udfff\uf020-\uf0ff\ufeff\uffff]"
)
_SPACES = re.compile("[ \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\r\n]+")


def safe(text: str) -> str:
    """`text` without NUL and other control characters (tabs and line ends stay), bullets as "•"."""
    if not _NEEDS_WORK.search(text):
        return text
    return _SURROGATES.sub("\ufffd", text).translate(_UNSAFE)


def one_line(text: str) -> str:
    """`text` as one line with single spaces."""
    return _SPACES.sub(" ", safe(text)).strip()
