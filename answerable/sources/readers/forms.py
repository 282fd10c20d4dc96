"""What a file is, told from its first bytes. The name only helps where the bytes are plain text."""

import contextlib
import csv
import re
from dataclasses import dataclass
from pathlib import Path

from answerable.sources.readers.document import UnreadableError
from answerable.sources.readers.encoding import decode, looks_binary

HEAD_BYTES = 64 * 1024
_OFFICE_HINT = "save it as DOCX, XLSX, CSV or PDF and take it in again"


@dataclass(frozen=True, slots=True)
class Form:
    """A form that can be read. `name` is the key of its reader; `text` says that it is text throughout."""

    name: str
    label: str
    text: bool


PDF = Form("pdf", "PDF", False)
OFFICE = Form("office", "Word or Excel file", False)  # the reader looks inside to tell which
HTML = Form("html", "web page", True)
CSV = Form("csv", "CSV table", True)
JSON = Form("json", "JSON file", True)
TEXT = Form("text", "plain text file", True)

_BY_SUFFIX = {
    ".csv": CSV,
    ".tsv": CSV,
    ".tab": CSV,
    ".json": JSON,
    ".jsonl": JSON,
    ".ndjson": JSON,
    ".txt": TEXT,
    ".text": TEXT,
    ".md": TEXT,
}

# First bytes of what can't be read: what it is, and what to do.
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", f"an RTF file: {_OFFICE_HINT}"),
    (b"\x89PNG", "a PNG picture: put the scanned pages into a PDF and take that in"),
    (b"\xff\xd8\xff", "a JPEG picture: put the scanned pages into a PDF and take that in"),
    (b"GIF8", "a GIF picture: put the scanned pages into a PDF and take that in"),
    (b"II*\x00", "a TIFF picture: put the scanned pages into a PDF and take that in"),
    (b"MM\x00*", "a TIFF picture: put the scanned pages into a PDF and take that in"),
    (b"\x1f\x8b", "a gzip archive: unpack it and take in the files inside"),
    (b"7z\xbc\xaf'\x1c", "a 7-Zip archive: unpack it and take in the files inside"),
    (b"Rar!", "a RAR archive: unpack it and take in the files inside"),
    (b"BZh", "a bzip2 archive: unpack it and take in the files inside"),
    (b"\xfd7zXZ\x00", "an xz archive: unpack it and take in the files inside"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it and take in the files inside"),
    (b"%!PS", "a PostScript file: convert it to PDF and take that in"),
    (b"SQLite format 3\x00", "an SQLite database: export its tables as CSV"),
    (b"MZ", "a program, not a document"),
    (b"\x7fELF", "a program, not a document"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Names of streams inside a compound file, which is what Office wrote before 2007 and still encrypts into.
_OLE_KINDS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "protected by a password: open it, save it without a password and take that in"),
    ("WordDocument", "an old Word file (.doc): save it as DOCX or PDF and take that in"),
    ("Workbook", "an old Excel file (.xls): save it as XLSX or CSV and take that in"),
    ("Book", "an old Excel file (.xls): save it as XLSX or CSV and take that in"),
    ("PowerPoint Document", "an old PowerPoint file (.ppt): save it as PDF and take that in"),
    ("__properties_version1.0", "an Outlook message (.msg): save its attachments and take those in"),
)
_PDF_HEADER = re.compile(rb"(?:\A|[\r\n\x00])[^\r\n]{0,16}%PDF-\d")
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I)
_HTML_TAG = re.compile(r"<(?:p|div|h[1-6]|table|ul|ol|article|main|section|span)\b[^<>]{0,200}>", re.I)


def tell_form(name: str, head: bytes, tail: bytes) -> Form:
    """The form of a file called `name` from its first and last bytes (at most HEAD_BYTES each).

    Raises UnreadableError for what can't be read, saying what it is and what to do.
    """
    if not head.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("The file is empty: nothing but blanks in it. Fetch it again.")
    if _PDF_HEADER.search(head[:1024]):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return OFFICE
    if head.startswith(_OLE):
        raise UnreadableError(f"The file is {_ole_kind(head + tail)}.")
    for magic, what in _REFUSED:
        if head.startswith(magic) and (len(magic) > 2 or looks_binary(head)):
            raise UnreadableError(f"The file is {what}.")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise UnreadableError(
            "The file is a WebP picture: put the scanned pages into a PDF and take that in."
        )
    if looks_binary(head):
        raise UnreadableError(
            "The file is none of PDF, DOCX, XLSX, HTML, CSV, JSON or plain text, or it is damaged: "
            "fetch it again, or save it in one of these forms."
        )
    return _text_form(Path(name).suffix.lower(), decode(head, cut=True).text)


def _ole_kind(sample: bytes) -> str:
    for stream, what in _OLE_KINDS:
        if stream.encode("utf-16-le") in sample:
            return what
    return f"an Office file of before 2007: {_OFFICE_HINT}"


def _text_form(suffix: str, start: str) -> Form:
    if suffix not in (".txt", ".md") and _HTML_START.match(_past_prologue(start)):
        return HTML
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix in (".html", ".htm", ".xhtml") and _HTML_TAG.search(start):
        return HTML
    if start.lstrip()[:5] == "<?xml":
        raise UnreadableError("The file is XML of a kind not known here: save it as CSV, JSON or a web page.")
    if re.match(r"\s*[\[{]\s*[\"\[{\d\]}tfn-]", start):
        return JSON
    return CSV if _is_table(start) else TEXT


def _past_prologue(start: str) -> str:
    """`start` from its first tag on, past an XML declaration and comments."""
    while True:
        start = start.lstrip()
        opening, closing = ("<!--", "-->") if start.startswith("<!--") else ("<?xml", "?>")
        if not start.startswith(opening) or closing not in start:
            return start[:100]
        start = start.split(closing, 1)[1]


def _is_table(start: str) -> bool:
    """Whether nearly all rows have as many cells as the first, at least three."""
    for mark in ",;\t|":
        widths = []
        with contextlib.suppress(csv.Error):
            for row in csv.reader(start.splitlines(keepends=True), delimiter=mark, strict=True):
                if row:
                    widths.append(len(row))
        whole = widths[:-1] if len(widths) > 2 else widths  # the last may be cut
        if len(whole) > 1 and whole[0] > 2 and whole.count(whole[0]) >= 0.8 * len(whole):
            return True
    return False
