"""Files that pages lead to: whether what came is the whole file, and of the kind that was asked for.

What is inside is read later, by the readers and adapters of the ingest path.
"""

import re

from answerable.sources.harvest_adapters import PageRead
from answerable.sources.harvest_adapters.pages import looks_like_page
from answerable.sources.harvest_adapters.values import OddError, path_of
from answerable.sources.readers.encoding import decode, looks_binary

_ENDINGS = {
    "pdf": "PDF",
    "docx": "packed",
    "xlsx": "packed",
    "zip": "packed",
    "ods": "packed",
    "csv": "table",
}
_KINDS = {
    "application/pdf": "PDF",
    "text/csv": "table",
    "application/zip": "packed",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "packed",
    "application/vnd.oasis.opendocument.spreadsheet": "packed",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "packed",
}


def ending(url: str) -> str:
    """The last part of a file's name in lower case, without its dot; "" where it has none."""
    match = re.search(r"\.([A-Za-z0-9]{2,5})/?$", path_of(url))
    return match[1].lower() if match else ""


def is_file(url: str) -> bool:
    return ending(url) in _ENDINGS or ending(url) in ("xls", "doc")


def read_file(url: str, body: bytes, media_type: str) -> PageRead:
    """The file as it is, with why it is odd. What is odd has nothing that matters: the old copy stays."""
    try:
        _check(url, body, media_type)
    except OddError as error:
        return PageRead([], b"", str(error))
    return PageRead([], body)


def _check(url: str, body: bytes, media_type: str) -> None:
    if not body.strip(b"\x00 \t\r\n"):
        raise OddError("nothing came: the file is empty")
    expected = _ENDINGS.get(ending(url)) or _KINDS.get(media_type.partition(";")[0].strip().lower(), "")
    if looks_like_page(body):
        raise OddError(f"a web page came in place of the file{f' ({expected})' if expected else ''}")
    head = body[:1024]
    if b"%PDF-" in head:
        if expected not in ("", "PDF"):
            raise OddError("it is a PDF, and its name says otherwise")
        if b"%%EOF" not in body[-2048:]:
            raise OddError("the PDF stops before its end")
    elif head.startswith(b"PK\x03\x04"):
        if expected not in ("", "packed"):
            raise OddError("it is a packed file, and its name says otherwise")
        if b"PK\x05\x06" not in body[-66_000:]:  # the end record may carry a comment of 65,535 bytes
            raise OddError("the file stops before its end")
    elif expected in ("PDF", "packed"):
        raise OddError("it is not the kind of file that its name says")
    elif expected == "table":
        _check_table(body)


def _check_table(body: bytes) -> None:
    if looks_binary(body[:4096]):
        raise OddError("it is no table of text")
    text = decode(body).text.strip()
    lines = text.splitlines()
    if text[:1] in "{[":
        raise OddError("it is JSON and no table")
    if len(lines) < 2:
        raise OddError("the table holds no row")
    if lines[0].count(",") and lines[-1].count(",") < lines[0].count(",") and '"' not in lines[-1]:
        raise OddError("the table stops in the middle of a row")
