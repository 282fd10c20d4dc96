"""The names that stand in a PDF's objects, those packed into object streams too.

No PDF library tells of every action, so that they are looked for by their names, wherever they stand. Objects
can be hidden from such a look by comments that imitate the start of a stream or of an object; so every place
that can start a stream is tried, and object streams that were not found refuse the file.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator

from answerable.sources.readers.document import UnreadableError

_STREAM = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
_NAME = re.compile(rb"/[^\x00\t\n\f\r ()<>\[\]{}/%]{1,127}")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_LIKE_OBJECTS = re.compile(rb"\s*\d+\s+\d+\s")  # how the inside of an object stream begins
_WINDOW = 65_536  # bytes before a stream in which its dictionary stands
_PEEK = 256
_MOST_STREAMS = 20_000
_LIKE_MOST = 8 << 20  # bytes, of a stream that only looks like objects
_SHORT = 6  # bytes: shorter names stand in packed data by chance
_PACKED = b"/ObjStm"
_FLATE = frozenset({b"/FlateDecode", b"/Fl"})
_OF_OBJECT_STREAMS = _FLATE | {b"/Type", _PACKED, b"/N", b"/First", b"/Length", b"/Filter", b"/Extends"}

_ACTS = {
    b"/JavaScript": "programs (JavaScript)",
    b"/JS": "programs (JavaScript)",
    b"/Launch": "an action that starts programs",
    b"/EmbeddedFile": "files inside it",
    b"/EmbeddedFiles": "files inside it",
    b"/FileAttachment": "files inside it",
    b"/RichMedia": "film or Flash",
    b"/Rendition": "film",
    b"/SubmitForm": "a form that sends data away",
    b"/ImportData": "an action that takes in data",
    b"/GoToE": "a link into files inside it",
    b"/GoToR": "links to other files",
    b"/XFA": "a form of the XFA kind",
}
_HIDES = "The PDF is packed in a way that hides its parts. Print it to a new PDF, and send that."
_HARM = "The PDF unpacks to far more than a real one does: it is made to do harm."


def acts(names: set[bytes]) -> str:
    """What in it acts, in words; blank where nothing does."""
    return next((what for name, what in _ACTS.items() if name in names), "")


def names_of(content: bytes, most: int) -> set[bytes]:
    """All names in the objects of a PDF, their #-escapes undone; of what may be packed data, the longer ones.

    Raises UnreadableError where object streams are packed as no program packs them, or unpack to more
    than `most` bytes.
    """
    counted = Counter(_NAME.findall(content))
    names = {plain for name in counted if len(plain := _plain(name)) >= _SHORT}
    hidden = sum(count for name, count in counted.items() if _plain(name) == _PACKED)
    unpacked = 0
    for before, packed in _streams(content):
        outside = _names_in(before)
        names |= outside
        if _PACKED in outside:
            hidden -= 1
            inner = _unpack(before[before.rfind(b"obj") + 3 :], packed, most - unpacked)
            unpacked += len(inner)
            names |= _names_in(inner)
        else:
            names |= {name for name in _names_in(_like_objects(packed)) if len(name) >= _SHORT}
    if hidden > 0:
        raise UnreadableError(_HIDES)
    return names


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(what stands before it since the last stream, its packed data) of whatever may be a stream.

    The objects after the last one come as (they, nothing).
    """
    last = 0
    for count, mark in enumerate(_STREAM.finditer(content)):
        if count >= _MOST_STREAMS:
            raise UnreadableError("The PDF has far too many parts. Print it to a new PDF, and send that.")
        end = content.find(b"endstream", mark.end())
        packed = content[mark.end() : end if end >= 0 else len(content)]
        yield content[max(last, mark.start() - _WINDOW) : mark.start()], packed
        last = min(mark.end() + len(packed), len(content))
    yield content[max(last, len(content) - _WINDOW) :], b""


def _unpack(dictionary: bytes, packed: bytes, most: int) -> bytes:
    names = _names_in(dictionary)
    if not names <= _OF_OBJECT_STREAMS:
        raise UnreadableError(_HIDES)
    if not names & _FLATE:
        return packed
    if len(re.findall(rb"/Fl(?:ateDecode)?\b", dictionary)) > 1:
        raise UnreadableError(_HARM)
    unpacker = zlib.decompressobj()
    try:
        inner = unpacker.decompress(packed, max(1, most))
    except zlib.error as error:
        raise UnreadableError("The PDF is damaged. Print it to a new one, and send that.") from error
    if unpacker.unconsumed_tail:
        raise UnreadableError(_HARM)
    return inner


def _like_objects(packed: bytes) -> bytes:
    """The inside of a stream that looks as that of an object stream does, whatever it says it is."""
    try:
        if not _LIKE_OBJECTS.match(zlib.decompressobj().decompress(packed[:_PEEK], 64)):
            return b""
        return zlib.decompressobj().decompress(packed, _LIKE_MOST)
    except zlib.error:
        return b""


def _names_in(part: bytes) -> set[bytes]:
    return {_plain(name) for name in set(_NAME.findall(part))}


def _plain(name: bytes) -> bytes:
    return _ESCAPED.sub(_byte, name) if b"#" in name else name


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes((int(match[1], 16),))
