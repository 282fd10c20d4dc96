"""PDF: lines with page, weight, size and place; what can't be read is said."""

from pathlib import Path

import pytest
from fpdf import FPDF

from answerable.sources.readers import Line, UnreadableError, read
from answerable.sources.readers.characters import one_line, safe
from tests import files


def put(folder: Path, content: bytes) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(content)
    return path


def test_lines_keep_their_order_page_and_weight(tmp_path: Path) -> None:
    document = read(put(tmp_path, files.pdf([["**1 CORONER", "I am the coroner."], ["Second page."]])))
    assert [(line.text, line.page, line.bold) for line in document.lines] == [
        ("1 CORONER", 1, True),
        ("I am the coroner.", 1, False),
        ("Second page.", 2, False),
    ]
    assert document.pages == 2
    assert document.text == "1 CORONER\nI am the coroner.\nSecond page."
    assert not document.problems
    assert not document.ocr


def test_lines_know_their_size_and_place(tmp_path: Path) -> None:
    made = FPDF(unit="pt")
    made.add_page()
    for size, x, y in ((20, 72, 100), (9, 144, 300)):
        made.set_font("Helvetica", "", size)
        made.text(x, y, f"Size {size}")
    lines = read(put(tmp_path, bytes(made.output()))).lines
    assert [line.size for line in lines] == [20, 9]
    assert [line.left for line in lines] == pytest.approx([72, 144], abs=2)
    assert [line.top for line in lines] == pytest.approx([100, 300], abs=1)


def test_title_and_language_are_read(tmp_path: Path) -> None:
    document = read(put(tmp_path, files.pdf([["Words."]], title="Alarms on Rowan ward", language="cy")))
    assert document.title == "Alarms on Rowan ward"
    assert document.language == "cy"


def test_words_on_one_line_are_one_line_and_others_are_not(tmp_path: Path) -> None:
    made = FPDF(unit="pt")
    made.add_page()
    made.set_font("Helvetica", "", 12)
    made.text(72, 100, "1")
    made.text(100, 100, "CORONER")
    made.text(72, 120, "I am the coroner.")
    assert [line.text for line in read(put(tmp_path, bytes(made.output()))).lines] == [
        "1 CORONER",
        "I am the coroner.",
    ]


def test_footnote_mark_is_raised_and_ordinary_digits_are_not(tmp_path: Path) -> None:
    made = FPDF(unit="pt")
    made.add_page()
    made.set_font("Helvetica", "", 12)
    made.text(72, 100, "Checked in 2023.")
    made.set_font("Helvetica", "", 7)
    made.text(72 + made.get_string_width("Checked in 2023.") * 12 / 7, 95, "14")
    made.set_font("Helvetica", "", 12)
    made.text(180, 100, "It was 14 times.")
    [line] = read(put(tmp_path, bytes(made.output()))).lines
    assert line.text == "Checked in 2023.¹⁴ It was 14 times."


def test_box_drawn_after_what_stands_below_it_is_read_first(tmp_path: Path) -> None:
    made = FPDF(unit="pt")
    made.add_page()
    made.set_font("Helvetica", "", 12)
    made.text(72, 300, "The answer to it.")
    made.text(72, 320, "And more of the answer.")
    made.text(72, 100, "Recommendation 1")
    made.text(72, 120, "The alarm should be checked.")
    assert [line.text for line in read(put(tmp_path, bytes(made.output()))).lines] == [
        "Recommendation 1",
        "The alarm should be checked.",
        "The answer to it.",
        "And more of the answer.",
    ]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    made = FPDF(unit="pt")
    made.add_page()
    made.set_font("Helvetica", "", 10)
    for x, name in ((72, "left"), (320, "right")):
        for number in range(3):
            made.text(x, 100 + 14 * number, f"The {name} column, line {number}")
    assert [line.text.split(",")[0] for line in read(put(tmp_path, bytes(made.output()))).lines] == (
        ["The left column"] * 3 + ["The right column"] * 3
    )


def test_repeated_header_can_be_told_by_its_words_and_place(tmp_path: Path) -> None:
    class Paged(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", "", 8)
            self.text(20, 10, "Hollowmere inquiry")

    made = Paged()
    for page in range(3):
        made.add_page()
        made.set_font("Helvetica", "", 12)
        made.text(20, 40, f"Words of page {page}")
    lines = read(put(tmp_path, bytes(made.output()))).lines
    heads = [line for line in lines if line.text == "Hollowmere inquiry"]
    assert [line.page for line in heads] == [1, 2, 3]
    assert len({line.top for line in heads}) == 1


def test_turned_page_is_read_as_it_is_looked_at(tmp_path: Path) -> None:
    """A page stored sideways and shown upright by /Rotate 90."""
    text = b"BT /F 12 Tf 0 1 -1 0 100 72 Tm (Upper line) Tj 0 1 -1 0 130 72 Tm (Lower line) Tj ET"
    made = files.raw_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Rotate 90/Contents 4 0 R"
            b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
            files.stream(text),
        ]
    )
    lines = read(put(tmp_path, made)).lines
    assert [line.text for line in lines] == ["Upper line", "Lower line"]
    assert lines[0].left == pytest.approx(72, abs=2)
    assert lines[0].top is not None
    assert lines[1].top is not None
    assert lines[1].top - lines[0].top == pytest.approx(30, abs=1)


def test_encrypted_pdf_is_refused_and_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="password"):
        read(put(tmp_path, files.pdf([files.FORM], password="secret")))


def test_pdf_encrypted_with_the_empty_password_is_read(tmp_path: Path) -> None:
    made = FPDF()
    made.set_encryption(owner_password="owner", user_password="")
    made.add_page()
    made.set_font("Helvetica", "", 12)
    made.cell(0, 8, "Words that anyone may read.")
    assert read(put(tmp_path, bytes(made.output()))).text == "Words that anyone may read."


def test_blank_pages_are_said_to_be_blank(tmp_path: Path) -> None:
    document = read(put(tmp_path, files.pdf([[], []])))
    assert document.lines == []
    assert "blank" in document.problems[0].why


def test_page_with_bytes_before_the_header_is_read(tmp_path: Path) -> None:
    assert read(put(tmp_path, b"\r\n\r\n" + files.pdf([["Words."]]))).text == "Words."


def test_missing_end_is_said(tmp_path: Path) -> None:
    content = files.pdf([[f"Page {n}."] for n in range(40)])
    document = read(put(tmp_path, content[:-8]))
    assert document.lines[-1].text == "Page 39."
    assert any("end of the file is missing" in problem.why for problem in document.problems)


def test_unsafe_characters_are_made_safe() -> None:
    assert safe("a\0b\x07c\ud800d\ufeffe") == "abc\ufffdde"
    assert one_line("\uf0b7\xa0 The  alarm\t was\r\nnot ") == "• The alarm was not"


def test_line_is_plain_data() -> None:
    assert Line("x") == Line("x", None, False, None, None, None, False, None, None)
