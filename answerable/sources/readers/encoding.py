"""Bytes to text where the file does not say, or says wrongly, how it is encoded."""

import codecs
import contextlib
import re
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes((*range(1, 9), *range(14, 27), *range(28, 32), 127))
_UNDEFINED_IN_1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))


@dataclass(frozen=True, slots=True)
class Decoded:
    """`remark` says in plain words what had to be assumed; "" where nothing had to."""

    text: str
    encoding: str
    remark: str = ""


def decode(content: bytes, declared: str = "", *, cut: bool = False) -> Decoded:
    """`content` as text; never fails.

    In order: a byte order mark, UTF-16 by its pattern of zeros, UTF-8, `declared` where it fits,
    Windows-1252. UTF-8 comes before `declared` since text in another encoding is all but never valid UTF-8.
    Text that is UTF-8 but for some bytes keeps its good part, and those bytes are read as Windows-1252.
    `cut` says that `content` is only the beginning, so that its last character may be broken.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _as(content[len(mark) :], name, cut)
    pattern = _utf16_by_zeros(content)
    if pattern:
        return _as(content, pattern, cut)
    try:
        if cut:
            return Decoded(codecs.getincrementaldecoder("utf-8")().decode(content, final=False), "utf-8")
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        codec = _known(declared)
        if codec not in ("", "utf-8", "ascii"):
            with contextlib.suppress(UnicodeDecodeError):
                return Decoded(content.decode(codec), codec)
        return _not_utf8(content)


def looks_binary(head: bytes) -> bool:
    """Whether `head` can't be text in any encoding known here."""
    if any(head.startswith(mark) for mark, _ in _BOMS) or _utf16_by_zeros(head):
        return False
    plain = head.replace(b"\x00", b"")
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    return len(plain) < len(head) * 0.7 or controls > len(plain) * 0.02


def _as(content: bytes, name: str, cut: bool) -> Decoded:
    unit = 4 if "32" in name else 2 if "16" in name else 1
    whole = content[: len(content) - len(content) % unit]
    if name == "utf-8" and cut:
        return Decoded(codecs.getincrementaldecoder(name)("replace").decode(whole, final=False), name)
    text = whole.decode(name, "replace")
    broken = text.count("\ufffd")
    if broken and not cut:
        return Decoded(text, name, f"{broken:,} characters are damaged; each is shown as \ufffd.")
    return Decoded(text, name)


def _utf16_by_zeros(content: bytes) -> str:
    """UTF-16 without a mark: Latin text has a zero as every second byte."""
    sample = content[:4096]
    half = len(sample) // 2
    if half < 2:
        return ""
    even, odd = sample[0 : half * 2 : 2].count(0), sample[1 : half * 2 : 2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _known(declared: str) -> str:
    """The codec of that label; Latin-1 is Windows-1252 on the web (WHATWG Encoding Standard)."""
    label = re.sub(r"[^a-z0-9_.:-]", "", declared.lower())[:40]
    if label in ("iso-8859-1", "iso8859-1", "latin-1", "latin1", "l1"):
        return "cp1252"
    try:
        name = codecs.lookup(label).name if label else ""
        b"a".decode(name or "utf-8")  # refuses codecs that are not text, such as "zip"
    except (LookupError, ValueError):
        return ""
    return (
        "" if name.startswith(("utf-16", "utf-32", "utf-7", "punycode", "idna")) or "escape" in name else name
    )


def _not_utf8(content: bytes) -> Decoded:
    replaced = content.decode("utf-8", "replace")
    broken = replaced.count("\ufffd")
    beyond_ascii = len(replaced) - len(replaced.encode("ascii", "ignore"))
    if broken * 2 >= beyond_ascii:
        undefined = len(content) - len(content.translate(None, _UNDEFINED_IN_1252))
        remark = "The text is not UTF-8; it was read as Windows-1252."
        if undefined:
            remark += f" {undefined:,} characters are in neither; each is shown as \ufffd."
        return Decoded(content.decode("cp1252", "replace"), "cp1252", remark)
    codecs.register_error("answerable-1252", _byte_as_1252)
    remark = f"{broken:,} characters are not UTF-8 like the rest; they were read as Windows-1252."
    return Decoded(content.decode("utf-8", "answerable-1252"), "utf-8", remark)


def _byte_as_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end
