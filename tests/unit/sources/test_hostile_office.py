"""Office files made to do harm: archives that grow, entities that multiply, macros, passwords, lies."""

import io
import zipfile
from pathlib import Path

import pytest

from answerable.sources.readers import DEFAULT, Limits, ReadDocument, UnreadableError, read
from tests import files

DOCX = files.word(lambda document: document.add_paragraph("The alarm was not checked."))
XLSX = files.workbook({"S": [["ref", "area"], ["H-1", "Hollowmere"]]})
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12))
    + b"]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>&m;</w:document>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>"
    b"<w:t>&f;</w:t></w:r></w:p></w:body></w:document>"
)


def attempt(folder: Path, content: bytes, limits: Limits = DEFAULT) -> ReadDocument | str:
    path = folder / "hostile"
    path.write_bytes(content)
    try:
        return read(path, limits=limits)
    except UnreadableError as refusal:
        assert "Traceback" not in str(refusal)
        return str(refusal)


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE], ids=["billion laughs", "outside file"])
@pytest.mark.parametrize(
    ("archive", "part"),
    [(DOCX, "word/document.xml"), (DOCX, "word/styles.xml"), (DOCX, "docProps/core.xml"),
     (XLSX, "xl/worksheets/sheet1.xml"), (XLSX, "xl/workbook.xml"), (XLSX, "xl/sharedStrings.xml")],
)  # fmt: skip
def test_xml_entities_are_refused_wherever_they_stand(
    tmp_path: Path, archive: bytes, part: str, xml: bytes
) -> None:
    assert "entities" in str(attempt(tmp_path, files.with_parts(archive, {part: xml})))


def test_entities_hidden_by_utf_16_are_refused(tmp_path: Path) -> None:
    for encoding in ("utf-16", "utf-16-be"):
        hidden = LAUGHS.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode(encoding)
        assert "entities" in str(attempt(tmp_path, files.with_parts(DOCX, {"word/document.xml": hidden})))


def test_part_that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new, zipfile.ZipFile(io.BytesIO(DOCX)) as old:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        with new.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    assert len(out.getvalue()) < 3_000_000
    assert "harm" in str(attempt(tmp_path, out.getvalue()))


def test_part_packed_too_tightly_is_refused(tmp_path: Path) -> None:
    sheet = files.part(XLSX, "xl/worksheets/sheet1.xml") + b" " * 50_000_000
    assert "packed" in str(attempt(tmp_path, files.with_parts(XLSX, {"xl/worksheets/sheet1.xml": sheet})))


def test_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    """The size in the archive's directory says 10 bytes; the part has more."""
    content = bytearray(DOCX)
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert isinstance(attempt(tmp_path, bytes(content)), str)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    many = files.with_parts(DOCX, {f"word/media/x{n}": b"" for n in range(2_000)})
    assert "parts" in str(attempt(tmp_path, many, Limits(unpack_entries=1_000)))


def test_two_parts_of_one_name_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO(DOCX)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", b"<x/>")
    assert "one name" in str(attempt(tmp_path, out.getvalue()))


def test_macros_are_refused(tmp_path: Path) -> None:
    with_project = files.with_parts(DOCX, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    assert "macros" in str(attempt(tmp_path, with_project))
    docm = files.reset_words(
        DOCX,
        "[Content_Types].xml",
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "macros" in str(attempt(tmp_path, docm))


def test_archives_of_other_kinds_say_what_they_are(tmp_path: Path) -> None:
    def archive(parts: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            for name, content in parts.items():
                made.writestr(name, content)
        return out.getvalue()

    assert "zip archive" in str(attempt(tmp_path, archive({"report.pdf": b"x"})))
    assert "zip archive" in str(attempt(tmp_path, archive({})))
    text = b"application/vnd.oasis.opendocument.text"
    assert "OpenDocument" in str(attempt(tmp_path, archive({"mimetype": text})))
    assert "e-book" in str(attempt(tmp_path, archive({"mimetype": b"application/epub+zip"})))
    slides = (
        b"<Types>application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml</Types>"
    )
    assert "PowerPoint" in str(attempt(tmp_path, archive({"[Content_Types].xml": slides})))


def test_archive_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(DOCX)
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "password" in str(attempt(tmp_path, bytes(content)))


@pytest.mark.parametrize("archive", [DOCX, XLSX], ids=["docx", "xlsx"])
@pytest.mark.parametrize("share", [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_cut_off_office_file_is_refused(tmp_path: Path, archive: bytes, share: float) -> None:
    outcome = attempt(tmp_path, archive[: int(len(archive) * share)])
    assert isinstance(outcome, str)
    assert "cut-off" in outcome


def test_tables_nested_without_end_are_survived(tmp_path: Path) -> None:
    deep = b"<w:tbl><w:tr><w:tc>" * 5_000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 5_000
    body = files.part(DOCX, "word/document.xml").replace(b"<w:body>", b"<w:body>" + deep)
    outcome = attempt(tmp_path, files.with_parts(DOCX, {"word/document.xml": body}))
    assert isinstance(outcome, str)
    assert "damaged" in outcome or "nested" in outcome


def test_style_based_on_itself_is_survived(tmp_path: Path) -> None:
    styled = files.reset_words(
        DOCX, "word/styles.xml", b'w:styleId="Normal">', b'w:styleId="Normal"><w:basedOn w:val="Normal"/>'
    )
    outcome = attempt(tmp_path, styled)
    assert isinstance(outcome, ReadDocument)
    assert outcome.text == "The alarm was not checked."


def test_one_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    outcome = attempt(tmp_path, files.reset_words(XLSX, "xl/worksheets/sheet1.xml", b"</sheetData>", cell))
    assert isinstance(outcome, ReadDocument)
    assert outcome.tables[0].rows[0] == ("H-1", "Hollowmere")
    assert any("right of the header" in problem.why for problem in outcome.problems)


def test_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path: Path) -> None:
    sheet = files.reset_words(
        XLSX, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:B2"', b'<dimension ref="A1:XFD1048576"'
    )
    outcome = attempt(tmp_path, sheet)
    assert isinstance(outcome, ReadDocument)
    assert outcome.tables[0].rows == [("H-1", "Hollowmere")]


def test_dates_and_numbers_beyond_reason_are_survived(tmp_path: Path) -> None:
    cells = b'<row r="3"><c r="A3"><v>1e308</v></c><c r="B3" s="1"><v>99999999999</v></c></row></sheetData>'
    outcome = attempt(tmp_path, files.reset_words(XLSX, "xl/worksheets/sheet1.xml", b"</sheetData>", cells))
    assert isinstance(outcome, str) or outcome.tables[0].rows[0] == ("H-1", "Hollowmere")


def test_bytes_changed_anywhere_are_survived(tmp_path: Path) -> None:
    for archive in (DOCX, XLSX):
        for at in range(3, len(archive), len(archive) // 40):
            changed = bytearray(archive)
            changed[at] ^= 0xFF
            attempt(tmp_path, bytes(changed))
