"""PDFs that act, hide, grow or are broken. All words in them are made up."""

import zlib
from collections.abc import Callable, Iterator

from tests import files
from tests.made.hostile.base import MIB, PDF, Sent, good_pdf, laughs


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


def pdfs() -> Iterator[Sent]:
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
