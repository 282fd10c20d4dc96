"""What a hostile file is, and its good neighbours. All words in them are made up."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from tests import files

MIB = 1 << 20


Make = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Sent:
    """One file as somebody sends it. `kept` is the media type it is kept as; blank: it is refused."""

    label: str
    name: str
    make: Make
    kept: str = ""
    why: str = ""  # words that the refusal holds


PDF, PNG, JPEG, CSV = "application/pdf", "image/png", "image/jpeg", "text/csv"


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_is(content: bytes) -> Make:
    return lambda: content


def good_pdf() -> bytes:
    return files.pdf([["Alarm tests of Rowan ward.", "All alarms rang."]])


def good_docx() -> bytes:
    return files.word(lambda document: document.add_paragraph("All alarms rang."))


def good_xlsx() -> bytes:
    return files.workbook({"Audit": [["Ward", "Alarms", "Answered"], ["Rowan", 12, 11], ["Elm", 9, 9]]})


def good_csv() -> bytes:
    return b'Ward,Alarms,Answered\r\nRowan,12,11\r\nElm,9,-1\r\nBirch,"+44 20 7946 0000",- none\r\n'


def picture(kind: str, size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 90, 80)).save(out, kind, **how)
    return out.getvalue()


def good_png() -> bytes:
    return picture("PNG")


def good_jpeg() -> bytes:
    return picture("JPEG")


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def laughs() -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + entities + b"]><x>&m;</x>"


OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
