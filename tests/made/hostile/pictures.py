"""Pictures that are too large, broken, or two files in one. All words in them are made up."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from tests.made.hostile.base import JPEG, MIB, PNG, Sent, archive, good_jpeg, good_png, picture


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says it is this large, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = data or zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")
    )


def pictures() -> Iterator[Sent]:
    gif = b"GIF89a" + bytes(20)
    rows: tuple[tuple[str, str, Callable[[], bytes], str], ...] = (
        ("PNG of 50,000 by 50,000", "a.png", lambda: png_of(50_000, 50_000), "pixels"),
        ("PNG of no width", "a.png", lambda: png_of(0, 100), ""),
        ("PNG of one long line", "a.png", lambda: png_of(31_000, 1), "pixels"),
        ("PNG with too little inside", "a.png", lambda: png_of(600, 600), "damaged"),
        ("PNG with a false checksum", "a.png", lambda: good_png().replace(b"IHDR", b"IHDX"), ""),
        (
            "PNG with words that grow",
            "a.png",
            lambda: _with_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"x" * (80 * MIB), 9)),
            "",
        ),
        (
            "PNG with a script in its words",
            "a.png",
            lambda: _with_chunk(b"tEXt", b"c\0<script>x</script>"),
            "more",
        ),
        ("PNG with a page behind it", "a.png", lambda: good_png() + b"<html></html>", "more in the file"),
        (
            "PNG with a Java archive behind it",
            "a.png",
            lambda: good_png() + archive({"A.class": b"x"}),
            "two files",
        ),
        ("PNG that moves", "a.png", _moving_png, "moves"),
        ("JPEG with a page behind it", "a.jpg", lambda: good_jpeg() + b"<html></html>", "more in the file"),
        ("JPEG with an archive behind it", "a.jpg", lambda: good_jpeg() + archive({"a": b"x"}), "two files"),
        (
            "JPEG with PHP in its remark",
            "a.jpg",
            lambda: _with_remark(b"<?php system($x);"),
            "more in the file",
        ),
        ("JPEG that says it is 65,000 wide", "a.jpg", _wide_jpeg, "pixels"),
        ("JPEG of marks only", "a.jpg", lambda: b"\xff\xd8\xff\xe0" + b"\xff" * 5000, ""),
        (
            "JPEG with no scan",
            "a.jpg",
            lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xd9",
            "",
        ),
        ("GIF that is also a JPEG", "a.jpg", lambda: gif + good_jpeg(), ""),
        ("GIFAR", "a.gif", lambda: gif + archive({"A.class": b"x"}), ""),
    )
    for label, name, make, why in rows:
        yield Sent(label, name, make, "", why)
    yield Sent("JPEG in steps", "a.jpg", lambda: picture("JPEG", progressive=True), JPEG)
    yield Sent("JPEG with a remark", "a.jpg", lambda: _with_remark(b"Rowan ward"), JPEG)
    yield Sent("PNG of 6,000 by 4,000", "a.png", lambda: picture("PNG", (6000, 4000)), PNG)


def _with_chunk(kind: bytes, data: bytes) -> bytes:
    whole = good_png()
    return whole[:33] + png_chunk(kind, data) + whole[33:]


def _with_remark(words: bytes) -> bytes:
    whole = good_jpeg()
    return whole[:2] + b"\xff\xfe" + struct.pack(">H", len(words) + 2) + words + whole[2:]


def _wide_jpeg() -> bytes:
    whole = bytearray(good_jpeg())
    at = whole.index(b"\xff\xc0")
    whole[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(whole)


def _moving_png() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), (n * 50, 0, 0)) for n in range(3)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()
