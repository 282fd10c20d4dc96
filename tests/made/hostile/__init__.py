"""Hostile files and their good neighbours, made when they are asked for. All words in them are made up."""

from collections.abc import Iterator

from tests.made.hostile.base import PDF, Sent, good_jpeg, good_pdf, good_png
from tests.made.hostile.foreign import GOOD, broken, foreign, large
from tests.made.hostile.offices import offices
from tests.made.hostile.pdfs import acting_pdf, pdfs
from tests.made.hostile.pictures import pictures
from tests.made.hostile.tables import tables

__all__ = ["ODD_NAMES", "PDF", "Sent", "acting_pdf", "good_jpeg", "good_pdf", "good_png", "sent"]

ODD_NAMES = (
    "../../etc/passwd",
    "..\\..\\windows\\system32\\drivers\\etc\\hosts",
    "C:\\Users\\x\\audit.pdf",
    "/absolute/audit.pdf",
    "audit\u202efdp.exe",
    "audit.pdf\x00.exe",
    "audit.pdf.exe",
    "a" * 500 + ".pdf",
    "é" * 300 + ".pdf",
    ".htaccess",
    "...",
    "",
    "con.pdf",
    'audit".pdf',
    "audit\r\nSet-Cookie: x=1.pdf",
    "<script>alert(1)</script>.pdf",
    "audit;rm -rf ~.pdf",
    "%2e%2e%2fetc%2fpasswd",
    "\u200b\u2066audit\u2069.pdf",
    "audit.svg",
)


def sent() -> Iterator[Sent]:
    """Every file, good ones among them: a check that refuses all would be no check."""
    for ending, make, kept in GOOD:
        yield Sent(f"good {ending}", f"audit.{ending}", make, kept)
        yield Sent(f"good {ending} under another ending", "audit.exe", make, kept)
        yield from broken(ending, make)
    for number, name in enumerate(ODD_NAMES, start=1):
        yield Sent(f"odd name {number}", name, good_pdf, PDF)
    yield from foreign()
    yield from pdfs()
    yield from pictures()
    yield from tables()
    yield from offices()
    yield from large()
