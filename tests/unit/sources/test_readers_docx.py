"""Word: the body in its order, tables and all, with the numbers that Word writes by itself."""

import io

import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.shared import Pt
from docx.table import _Cell
from PIL import Image

from answerable.sources.readers import ReadDocument, UnreadableError, office
from answerable.sources.readers.limits import DEFAULT
from answerable.sources.readers.numerals import letters, roman
from answerable.sources.readers.registry import Task
from tests import files

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(content: bytes) -> ReadDocument:
    return office.read(content, Task("office"), DEFAULT)


def texts(document: ReadDocument) -> list[str]:
    return [line.text for line in document.lines]


def test_form_made_of_tables_is_read_in_order() -> None:
    def form(document: Document) -> None:
        document.add_paragraph("REGULATION 28 REPORT")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text = "1"
        table.cell(0, 1).text = "CORONER\nI am the coroner."
        table.cell(1, 0).text = "2"
        table.cell(1, 1).text = "CONCERNS"
        document.add_paragraph("After the table.")

    document = word(files.word(form))
    assert [(line.text, line.cell) for line in document.lines] == [
        ("REGULATION 28 REPORT", None),
        ("1", (0, 0, 0)),
        ("CORONER", (0, 0, 1)),
        ("I am the coroner.", (0, 0, 1)),
        ("2", (0, 1, 0)),
        ("CONCERNS", (0, 1, 1)),
        ("After the table.", None),
    ]


def test_merged_cells_are_read_once_and_count_as_many() -> None:
    def form(document: Document) -> None:
        table = document.add_table(rows=3, cols=3)
        for row in range(3):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "tall"

    document = word(files.word(form))
    assert [(line.text, line.cell) for line in document.lines] == [
        ("wide", (0, 0, 0)),
        ("02", (0, 0, 2)),
        ("tall", (0, 1, 0)),
        ("11", (0, 1, 1)),
        ("12", (0, 1, 2)),
        ("21", (0, 2, 1)),
        ("22", (0, 2, 2)),
    ]


def test_nested_table_is_read_where_it_stands() -> None:
    def form(document: Document) -> None:
        outer: _Cell = document.add_table(rows=1, cols=1).cell(0, 0)
        outer.text = "Before"
        outer.add_table(rows=1, cols=1).cell(0, 0).text = "Inside"
        outer.add_paragraph("Behind")

    document = word(files.word(form))
    assert [(line.text, line.cell) for line in document.lines] == [
        ("Before", (0, 0, 0)),
        ("Inside", (1, 0, 0)),
        ("Behind", (0, 0, 0)),
    ]


def test_headings_weight_and_size_come_from_runs_and_styles() -> None:
    def form(document: Document) -> None:
        document.add_heading("Concerns", level=2)
        document.add_paragraph().add_run("Bold by itself").bold = True
        style = document.styles.add_style("Boxed", WD_STYLE_TYPE.PARAGRAPH)
        style.font.bold = True
        style.font.size = Pt(9)
        document.add_paragraph("Bold by its style", style="Boxed")
        document.add_paragraph("Boxed but not bold", style="Boxed").runs[0].bold = False
        document.add_paragraph("Plain")

    lines = word(files.word(form)).lines
    assert [line.heading for line in lines] == [2, None, None, None, None]
    assert [line.bold for line in lines[1:]] == [True, True, False, False]
    assert lines[2].size == 9
    assert lines[0].size == 13


def test_numbers_that_word_writes_are_read_and_bullets_are_not() -> None:
    def form(document: Document) -> None:
        for text in ("Alarm", "Policy"):
            document.add_paragraph(text, style="List Number")
        document.add_paragraph("Rota", style="List Bullet")
        document.add_paragraph("Leave", style="List Number")

    document = word(files.word(form))
    assert texts(document) == ["1. Alarm", "2. Policy", "Rota", "3. Leave"]
    assert all(line.list_item for line in document.lines)


def test_numbers_of_several_levels_count_and_begin_again() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(
            [("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "%1.%2.%3")]
        )
    )

    def form(document: Document) -> None:
        part = document.part.numbering_part.element
        part.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="90">{levels}</w:abstractNum>'))
        part.append(parse_xml(f'<w:num {NS} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        part.append(parse_xml(f'<w:num {NS} w:numId="92"><w:abstractNumId w:val="90"/>{again}</w:num>'))
        for text, level, number in (
            ("One", 0, 91),
            ("First", 1, 91),
            ("Second", 1, 91),
            ("Deep", 2, 91),
            ("Two", 0, 91),
            ("First again", 1, 91),
            ("New list", 0, 92),
            ("New second", 0, 92),
        ):
            listed = f'<w:numPr {NS}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
            document.add_paragraph(text)._p.get_or_add_pPr().append(parse_xml(listed))

    assert texts(word(files.word(form))) == [
        "1. One",
        "(a) First",
        "(b) Second",
        "1.b.i Deep",
        "2. Two",
        "(a) First again",
        "1. New list",
        "2. New second",
    ]


def test_deleted_and_hidden_words_are_left_out_and_inserted_ones_kept() -> None:
    def form(document: Document) -> None:
        paragraph = document.add_paragraph("The alarm ")._p
        paragraph.append(parse_xml(f"<w:del {NS}><w:r><w:delText>never </w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {NS}><w:r><w:t>was checked.</w:t></w:r></w:ins>"))
        paragraph.append(parse_xml(f"<w:r {NS}><w:rPr><w:vanish/></w:rPr><w:t>Secret.</w:t></w:r>"))

    assert texts(word(files.word(form))) == ["The alarm was checked."]


def test_text_in_content_controls_and_links_is_read() -> None:
    def form(document: Document) -> None:
        body = document.element.body
        body.insert(
            0,
            parse_xml(
                f"<w:sdt {NS}><w:sdtContent><w:p><w:r><w:t>In a control, </w:t></w:r><w:hyperlink><w:r>"
                "<w:t>in a link</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
            ),
        )

    assert texts(word(files.word(form))) == ["In a control, in a link"]


def test_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Recommendation 1</w:t></w:r></w:p></w:txbxContent>"
    run = (
        f'<w:r {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f"<mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    def form(document: Document) -> None:
        document.add_paragraph("Before the box.")._p.append(parse_xml(run))

    assert texts(word(files.word(form))) == ["Before the box.", "Recommendation 1"]


def test_line_breaks_part_lines_and_symbols_are_read() -> None:
    def form(document: Document) -> None:
        run = document.add_paragraph().add_run("One")
        run.add_break()
        run.add_text("Two\t")
        run._r.append(parse_xml(f'<w:sym {NS} w:font="Symbol" w:char="F0B7"/>'))

    assert texts(word(files.word(form))) == ["One", "Two •"]


def test_header_comes_first_and_footer_last() -> None:
    def form(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "Office of the coroner"
        document.sections[0].footer.paragraphs[0].text = "Official"
        document.add_paragraph("Words.")

    assert texts(word(files.word(form))) == ["Office of the coroner", "Words.", "Official"]


def test_footnotes_follow_with_the_number_that_marks_them() -> None:
    notes = (
        f'<w:footnotes {NS}><w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t>See the rota.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )

    def form(document: Document) -> None:
        paragraph = document.add_paragraph("Nobody checked.")._p
        paragraph.append(parse_xml(f'<w:r {NS}><w:footnoteReference w:id="5"/></w:r>'))

    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    made = files.reset_words(
        files.word(form),
        "[Content_Types].xml",
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode(),
    )
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    made = files.reset_words(
        made,
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        f'<Relationship Id="rIdNotes" Type="{link}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    made = files.with_parts(made, {"word/footnotes.xml": notes.encode()})
    assert texts(word(made)) == ["Nobody checked.¹", "¹ See the rota."]


def test_document_of_pictures_says_what_to_do() -> None:
    scan = io.BytesIO()
    Image.new("L", (100, 100), 255).save(scan, "PNG")

    document = word(files.word(lambda d: d.add_picture(io.BytesIO(scan.getvalue()))))
    assert document.lines == []
    assert "save it as PDF" in document.problems[0].why


def test_title_and_language_are_read() -> None:
    def form(document: Document) -> None:
        document.core_properties.title = "Alarms on Rowan ward"
        document.add_paragraph("Words.")

    document = word(files.word(form))
    assert document.title == "Alarms on Rowan ward"
    assert document.language == "en-US"


def test_word_file_without_its_main_part_is_refused() -> None:
    made = files.with_parts(files.word(lambda d: d.add_paragraph("x")), {"word/document.xml": b""})
    with pytest.raises(UnreadableError, match="damaged"):
        word(made)


def test_numerals_are_as_lists_show_them() -> None:
    assert [letters(n) for n in (1, 26, 27, 53, 0)] == ["a", "z", "aa", "aaa", "0"]
    assert [roman(n) for n in (1, 4, 9, 14, 1994, 4000)] == ["i", "iv", "ix", "xiv", "mcmxciv", "4000"]
