"""What a file is, told from its first and last bytes. The name only helps with text, which has no mark."""

import re

from answerable.sources.readers.document import UnreadableError
from answerable.sources.readers.encoding import decode, looks_binary
from answerable.sources.readers.forms import CSV, TEXT, tell_form

HEAD_BYTES = 64 * 1024
TAKEN = "PDF, PNG, JPEG, CSV, DOCX and XLSX files are taken"

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
ZIP = b"PK\x03\x04"
# Of text that a browser, a shell or a mail program would run or draw.
_MARKUP = re.compile(
    r"<(?:!doctype|\?xml|\?php|html|head|body|script|svg|iframe|img|object|embed|meta|style|form|a\s|math)\b",
    re.IGNORECASE,
)
_RUN = re.compile(r"\A(?:#!|@echo\b|%!PS|\{\\rtf|From: |MIME-Version:|\[InternetShortcut\])", re.IGNORECASE)
_END_OF_ZIP = b"PK\x05\x06"
_END_LENGTH = 22  # bytes of it, before its comment


def tell_kind(name: str, head: bytes, tail: bytes) -> str:
    """The check that a file needs: "pdf", "picture", "office" or "table".

    Raises UnreadableError for what is not taken, saying what it is and what to do.
    """
    if not head.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("It is empty: there is nothing in it. Save it again, and send that.")
    if head.startswith(ZIP):
        return "office"
    if ends_as_archive(tail):
        raise UnreadableError(
            "It is two files in one: an archive hangs on its end. Save it anew, and send that."
        )
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((PNG, JPEG)):
        return "picture"
    if b"%PDF-" in head[:1024]:
        raise UnreadableError("Something stands before the PDF in this file. Save it anew, and send that.")
    if looks_binary(head):
        return _refuse_binary(name, head, tail)
    return _text(name, head)


def ends_as_archive(tail: bytes) -> bool:
    """Whether a program that unpacks archives would take the file for one: it looks from the end."""
    at = tail.rfind(_END_OF_ZIP)
    while at >= 0:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if 0 <= len(tail) - at - _END_LENGTH - comment < 1024:
            return True
        at = tail.rfind(_END_OF_ZIP, 0, at)
    return False


def _refuse_binary(name: str, head: bytes, tail: bytes) -> str:
    """Names what it is where that is known."""
    try:
        tell_form(name, head, tail)
    except UnreadableError as error:
        raise UnreadableError(f"{str(error).removesuffix('.')}. Only {TAKEN}.") from error
    raise UnreadableError(f"It is of a kind that is not taken. Only {TAKEN}.")


def _text(name: str, head: bytes) -> str:
    start = decode(head, cut=True).text.lstrip("\ufeff \t\r\n")
    if _MARKUP.search(start):
        raise UnreadableError(f"It is a web page, a drawing or other markup, not a table. Only {TAKEN}.")
    if _RUN.match(start):
        raise UnreadableError(f"It is a script or a message, not a table. Only {TAKEN}.")
    form = tell_form(name, head, head)
    if form is CSV:
        return "table"
    what = "plain text" if form is TEXT else f"a {form.label}"
    raise UnreadableError(f"It is {what}. Only {TAKEN}: save it as one of these.")
