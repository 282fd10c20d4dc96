"""Files that are broken, empty, too large or of another kind. All words in them are made up."""

from collections.abc import Callable, Iterator

from tests.made.hostile.base import (
    CSV,
    EXCEL,
    JPEG,
    MIB,
    PDF,
    PNG,
    WORD,
    Sent,
    archive,
    as_is,
    good_csv,
    good_docx,
    good_jpeg,
    good_pdf,
    good_png,
    good_xlsx,
    laughs,
)

GOOD: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("pdf", good_pdf, PDF),
    ("png", good_png, PNG),
    ("jpg", good_jpeg, JPEG),
    ("csv", good_csv, CSV),
    ("docx", good_docx, WORD),
    ("xlsx", good_xlsx, EXCEL),
)


def broken(ending: str, make: Callable[[], bytes]) -> Iterator[Sent]:
    name = f"audit.{ending}"
    if ending != "csv":
        yield Sent(f"{ending} cut in half", name, lambda: make()[: len(make()) // 2], "", "")
        yield Sent(f"{ending} without its last bytes", name, lambda: make()[:-40], "", "")
        yield Sent(f"{ending} of its first 20 bytes", name, lambda: make()[:20], "", "")
        yield Sent(f"{ending} with zeros in its middle", name, lambda: _zeroed(make()), "", "")
        yield Sent(f"{ending} with an archive at its end", name, lambda: make() + archive({"a.txt": b"x"}))
        yield Sent(f"{ending} with a web page before it", name, lambda: b"<html><script>x</script>" + make())
        yield Sent(f"{ending} with a page behind it", name, lambda: make() + b"<html>" + b"<p>x" * 600)
    yield Sent(
        f"{ending} behind blanks", name, lambda: b" \r\n\t" * 9 + make(), CSV if ending == "csv" else ""
    )


def _zeroed(content: bytes) -> bytes:
    middle = len(content) // 4
    return content[:middle] + bytes(len(content) // 2) + content[middle + len(content) // 2 :]


def foreign() -> Iterator[Sent]:
    for label, content in (
        ("zero bytes", b""),
        ("one zero", b"\0"),
        ("zeros only", bytes(10_000)),
        ("blanks only", b" \r\n" * 500),
        ("a byte order mark only", b"\xef\xbb\xbf"),
    ):
        yield Sent(label, "audit.csv", as_is(content), "", "empty")
    for label, head in (
        ("Windows program", b"MZ\x90\x00" + bytes(range(256)) * 8),
        ("Linux program", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8),
        ("GIF", b"GIF89a" + bytes(range(256)) * 4),
        ("TIFF", b"II*\x00" + bytes(range(256)) * 4),
        ("WebP", b"RIFF\x00\x10\x00\x00WEBPVP8 " + bytes(range(256)) * 4),
        ("gzip", b"\x1f\x8b\x08\x00" + bytes(range(256)) * 4),
        ("7-Zip", b"7z\xbc\xaf'\x1c" + bytes(range(256)) * 4),
        ("RAR", b"Rar!\x1a\x07" + bytes(range(256)) * 4),
        (
            "old Word file",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(2000),
        ),
        (
            "encrypted Office file",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        ),
        ("RTF", rb"{\rtf1\ansi{\object\objocx d0cf11e0}}"),
        ("PostScript", b"%!PS-Adobe-3.0\n(x) run\n"),
        ("SQLite", b"SQLite format 3\x00" + bytes(200)),
        ("Java class", b"\xca\xfe\xba\xbe\x00\x00\x00\x34" + bytes(range(256))),
        ("noise", bytes((7 * n * n + 13 * n) % 251 for n in range(5000))),
        ("web page", b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"),
        ("drawing", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("XML", b'<?xml version="1.0"?><a><b>1</b></a>'),
        ("XML that grows", laughs()),
        ("PHP", b"<?php system($_GET['x']); ?>\n,a,b\n"),
        ("shell script", b"#!/bin/sh\nrm -rf /,a,b\n1,2,3\n4,5,6\n"),
        ("batch file", b"@echo off\r\ndel *.*,a,b\r\n1,2,3\r\n"),
        ("mail", b"From: a@example.org\r\nSubject: x,y,z\r\nTo: b,c,d\r\n"),
        ("Internet shortcut", b"[InternetShortcut]\r\nURL=file:///x\r\n"),
        ("JSON", b'{"ward": "Rowan", "alarms": 12}'),
        ("plain words", b"All alarms rang on Rowan ward. Nobody was harmed."),
    ):
        yield Sent(f"{label} as PDF", "audit.pdf", as_is(head))
    yield Sent(
        "web page that calls itself CSV", "audit.csv", lambda: b"a,b,c\n1,<script>x</script>,3\n4,5,6\n"
    )
    yield Sent("web page in UTF-16", "audit.csv", lambda: "<html><script>x</script>".encode("utf-16"))


def large() -> Iterator[Sent]:
    yield Sent("PDF of 21 MiB", "audit.pdf", lambda: b"%PDF-1.7\n" + b"%" * (21 * MIB), "", "limit")
    yield Sent("CSV of 6 MiB", "audit.csv", lambda: b"a,b,c\n" + b"1,2,3\n" * MIB, "", "limit")
