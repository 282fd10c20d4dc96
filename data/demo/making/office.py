"""DOCX and XLSX, written part by part, undated and uncompressed, so that the bytes are always the same."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from making import form
from making.texts import NOTICE, Report, TableText

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DUBLIN = "http://purl.org/dc/elements/1.1/"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def report_docx(report: Report) -> bytes:
    rows = []
    for box in form.boxes(report):
        heading = [_paragraph(box.heading, bold=True)] if box.heading else []
        words = "".join(heading + [_paragraph(paragraph) for paragraph in box.paragraphs])
        rows.append(f"<w:tr>{_cell(_paragraph(box.number), 600)}{_cell(words, 8600)}</w:tr>")
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    body = (
        _paragraph(form.TITLE, bold=True)
        + f'<w:tbl><w:tblPr><w:tblW w:w="9200" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        + '<w:tblGrid><w:gridCol w:w="600"/><w:gridCol w:w="8600"/></w:tblGrid>'
        + "".join(rows)
        + "</w:tbl>"
        + _paragraph("")
        + '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/></w:sectPr>'
    )
    return _packed(
        {
            "[Content_Types].xml": _types(
                {
                    "/word/document.xml": f"{_WORD}.document.main+xml",
                    "/word/footer1.xml": f"{_WORD}.footer+xml",
                    "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
                }
            ),
            "_rels/.rels": _relations(
                {
                    f"{_OFFICE}/officeDocument": "word/document.xml",
                    f"{_PACKAGE}/metadata/core-properties": "docProps/core.xml",
                }
            ),
            "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DUBLIN}">'
            f"<dc:title>Regulation 28 report {report.reference} (fictional)</dc:title></cp:coreProperties>",
            "word/document.xml": f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{body}</w:body></w:document>',
            "word/footer1.xml": f"<w:ftr {_W}>{_paragraph(NOTICE)}</w:ftr>",
            "word/_rels/document.xml.rels": _relations({f"{_OFFICE}/footer": "footer1.xml"}),
        }
    )


def table_xlsx(table: TableText) -> bytes:
    rows = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{chr(64 + column)}{row}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
            for column, value in enumerate(values, 1)
        )
        + "</row>"
        for row, values in enumerate([table.columns, *table.rows], 1)
    )
    return _packed(
        {
            "[Content_Types].xml": _types(
                {
                    "/xl/workbook.xml": f"{_SHEET}.sheet.main+xml",
                    "/xl/worksheets/sheet1.xml": f"{_SHEET}.worksheet+xml",
                }
            ),
            "_rels/.rels": _relations({f"{_OFFICE}/officeDocument": "xl/workbook.xml"}),
            "xl/workbook.xml": f'<workbook {_S} xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{escape(table.sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relations({f"{_OFFICE}/worksheet": "worksheets/sheet1.xml"}),
            "xl/worksheets/sheet1.xml": f"<worksheet {_S}><sheetData>{rows}</sheetData>"
            f"<headerFooter><oddFooter>{NOTICE}</oddFooter></headerFooter></worksheet>",
        }
    )


def _paragraph(text: str, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p><w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _types(parts: dict[str, str]) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts.items())
        + "</Types>"
    )


def _relations(targets: dict[str, str]) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}">'
        + "".join(
            f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets.items(), 1)
        )
        + "</Relationships>"
    )


def _packed(parts: dict[str, str]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, xml in parts.items():
            part = ZipInfo(name, date_time=(2025, 7, 1, 0, 0, 0))
            part.create_system = 3  # the same on every system
            archive.writestr(part, (_HEAD + xml).encode())
    return packed.getvalue()
