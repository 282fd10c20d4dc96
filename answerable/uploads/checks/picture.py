"""PNG and JPEG: opened whole, with nothing before, behind or between. Child process only."""

import io
import re
import struct
import warnings

from PIL import Image, ImageFile, UnidentifiedImageError

from answerable.sources.readers.document import ReadDocument, UnreadableError
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task
from answerable.uploads.kinds import PNG
from answerable.uploads.limits import PIXELS

_SIDE = 30_000  # pixels
_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
_RUNS = re.compile(rb"<(?:script|html|svg|\?php|iframe|!doctype html)", re.IGNORECASE)
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # JPEG markers with no length
_DAMAGED = "The picture is damaged or cut off. Save it anew, and send that."
_TWO_IN_ONE = "There is more in the file than the picture. Save the picture anew, and send that."


def read(content: bytes, _task: Task, _limits: Limits) -> ReadDocument:
    """Raises UnreadableError: too large, damaged, animated, or with something else inside."""
    png = content.startswith(PNG)
    end = _end_of_png(content) if png else _end_of_jpeg(content)
    if content[end:].strip(b"\x00\r\n "):
        raise UnreadableError(_TWO_IN_ONE)
    if _RUNS.search(content):
        raise UnreadableError(_TWO_IN_ONE)
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            kind = picture.format or ""
            width, height = picture.size
            if width * height > PIXELS or max(width, height) > _SIDE:
                raise _too_large(width, height)
            if getattr(picture, "n_frames", 1) > 1 and png:
                raise UnreadableError("The picture moves. Send one that stands still.")
            picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UnreadableError(
            f"The picture has more than {PIXELS // 1_000_000} million pixels. Save it smaller, and send that."
        ) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise UnreadableError(_DAMAGED) from error
    return ReadDocument(_TYPES[kind], pages=1)


def _too_large(width: int, height: int) -> UnreadableError:
    return UnreadableError(
        f"The picture has {width:,} by {height:,} pixels; at most {PIXELS // 1_000_000} million are taken, "
        f"and {_SIDE:,} on a side. Save it smaller, and send that."
    )


def _end_of_png(content: bytes) -> int:
    """Where the last chunk ends."""
    at = len(PNG)
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        at += 12 + length
        if kind == b"IEND":
            return at
    raise UnreadableError(_DAMAGED)


def _end_of_jpeg(content: bytes) -> int:
    """Where the picture ends: after its last scan's end mark."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise UnreadableError(_DAMAGED)
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker == 0xD9:
            return at + 2
        elif marker in _STANDALONE:
            at += 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
            if marker == 0xDA:
                at = _after_scan(content, at)
    if content[at : at + 2] == b"\xff\xd9":
        return at + 2
    raise UnreadableError(_DAMAGED)


def _after_scan(content: bytes, at: int) -> int:
    """The next marker that is no part of the scan's own data."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            raise UnreadableError(_DAMAGED)
        if content[at + 1] != 0 and content[at + 1] != 0xFF and content[at + 1] not in _STANDALONE:
            return at
        at += 1 if content[at + 1] == 0xFF else 2
