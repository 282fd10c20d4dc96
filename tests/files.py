"""Files made for tests, whole and broken. All words in them are made up."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import docx
import openpyxl
from docx.document import Document
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

FORM = (
    "REGULATION 28 REPORT TO PREVENT FUTURE DEATHS",
    "1 CORONER",
    "I am Morwenna Tregarth, assistant coroner for Hollowmere.",
    "5 CORONER'S CONCERNS",
    "(1) Nobody knew who was to check the alarm on Rowan ward.",
    "(2) The policy on leave was not read by new staff.",
)


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", password: str = "", language: str = "") -> bytes:
    """A PDF with a text layer. A line that begins with "**" is bold."""
    made = FPDF()
    if title:
        made.set_title(title)
    if language:
        made.set_lang(language)
    if password:
        made.set_encryption(owner_password="owner-" + password, user_password=password)
    for page in pages:
        made.add_page()
        for line in page:
            made.set_font("Helvetica", "B" if line.startswith("**") else "", 12)
            made.cell(0, 8, line.removeprefix("**"), new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def picture(lines: Sequence[str], *, width: int = 1654, height: int = 2339) -> Image.Image:
    """A page of A4 at 200 dots per inch, as a scanner would give it."""
    page = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(34)
    for number, line in enumerate(lines):
        draw.text((160, 200 + 70 * number), line, fill=0, font=font)
    return page


def scanned_pdf(pages: Sequence[Sequence[str]], *, text_pages: Mapping[int, Sequence[str]] = {}) -> bytes:
    """A PDF of pictures; `text_pages` (by index) have a text layer and no picture."""
    made = FPDF()
    for index, page in enumerate(pages):
        made.add_page()
        if index in text_pages:
            made.set_font("Helvetica", "", 12)
            for line in text_pages[index]:
                made.cell(0, 8, line, new_x="LMARGIN", new_y="NEXT")
        else:
            made.image(picture(page), x=0, y=0, w=210, h=297)
    return bytes(made.output())


def raw_pdf(objects: Sequence[bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of hand-written objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(data: bytes, *, packed: int = 0, extra: bytes = b"") -> bytes:
    """A PDF stream of `data`, which is packed so many times over."""
    names = b"/Filter[%s]" % (b"/FlateDecode " * packed) if packed else b""
    return b"<</Length %d%s%s>>stream\n%s\nendstream" % (len(data), names, extra, data)


def word(fill: Callable[[Document], object]) -> bytes:
    """A Word file, filled in by `fill`."""
    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    book = openpyxl.Workbook()
    for name in book.sheetnames:
        del book[name]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(archive: bytes, parts: Mapping[str, bytes]) -> bytes:
    """The zip archive with `parts` put in, or in the place of those it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def part(archive: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return opened.read(name)


def reset_words(archive: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The archive with `old` made `new` inside one part."""
    content = part(archive, name)
    assert old in content, f"{name} does not hold {old!r}"
    return with_parts(archive, {name: content.replace(old, new)})
