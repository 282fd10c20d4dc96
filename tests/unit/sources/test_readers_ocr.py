"""Pages that are pictures: recognised by tesseract, with its confidence kept."""

import re
from pathlib import Path

import pytest
from fpdf import FPDF

from answerable.sources.readers import Limits, read
from tests import files

pytestmark = pytest.mark.usefixtures("tesseract")


def put(folder: Path, content: bytes) -> Path:
    path = folder / "scan.pdf"
    path.write_bytes(content)
    return path


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


def test_scanned_page_gives_its_words_and_confidence(tmp_path: Path) -> None:
    document = read(put(tmp_path, files.scanned_pdf([files.FORM])))
    wanted = words(" ".join(files.FORM))
    assert len(set(words(document.text)) & set(wanted)) >= 0.9 * len(set(wanted))
    assert document.ocr
    assert document.ocr_pages == [1]
    assert document.confidence is not None
    assert 0.8 < document.confidence <= 1
    assert {line.page for line in document.lines} == {1}
    assert all(line.left is not None and 40 < line.left < 80 for line in document.lines)
    assert not document.problems


def test_only_pages_without_a_text_layer_are_recognised(tmp_path: Path) -> None:
    layer = ["This page has a text layer, as most do.", "Its words are exact."]
    pages = [["The first page was scanned."], [], ["The third page was scanned as well."]]
    document = read(put(tmp_path, files.scanned_pdf(pages, text_pages={1: layer})))
    assert [line.page for line in document.lines] == [1, 2, 2, 3]
    assert [line.text for line in document.lines if line.page == 2] == layer
    assert document.ocr_pages == [1, 3]


def test_footer_printed_over_a_scan_does_not_hide_it(tmp_path: Path) -> None:
    made = FPDF()
    made.add_page()
    made.image(files.picture(files.FORM), x=0, y=0, w=210, h=297)
    made.set_font("Helvetica", "", 8)
    made.text(20, 290, "Official. Template of the Hollowmere coroner, updated in March.")
    document = read(put(tmp_path, bytes(made.output())))
    assert "alarm" in words(document.text)
    assert document.ocr


def test_decoration_is_not_taken_for_text(tmp_path: Path) -> None:
    made = FPDF()
    made.add_page()
    for number in range(40):
        made.rect(10 + number * 4, 20 + number * 5, 30, 12, style="DF")
    made.add_page()
    made.set_font("Helvetica", "", 12)
    made.cell(0, 8, "The words are on the second page, in its text layer.")
    document = read(put(tmp_path, bytes(made.output())))
    assert not document.ocr
    assert [line.page for line in document.lines] == [2]


def test_pages_beyond_the_limit_are_listed(tmp_path: Path) -> None:
    content = files.scanned_pdf([[f"Scanned page {n}"] for n in range(4)])
    document = read(put(tmp_path, content), limits=Limits(ocr_pages=2))
    assert {line.page for line in document.lines} == {1, 2}
    assert [problem.where for problem in document.problems] == ["pages 3-4"]


def test_page_too_large_to_be_drawn_is_listed_and_the_others_go_on(tmp_path: Path) -> None:
    made = FPDF()
    made.add_page(format=(5000, 5000))
    made.image(files.picture(["Words on a huge page"]), x=0, y=0, w=5000, h=5000)
    made.add_page()
    made.image(files.picture(["Words on a page of the usual size"]), x=0, y=0, w=210, h=297)
    document = read(put(tmp_path, bytes(made.output())))
    assert {line.page for line in document.lines} == {2}
    assert [problem.where for problem in document.problems] == ["page 1"]
    assert "inches" in document.problems[0].why


def test_without_tesseract_the_pages_are_listed_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    document = read(put(tmp_path, files.scanned_pdf([["Words"], ["More words"]])))
    assert document.lines == []
    assert not document.ocr
    assert [problem.where for problem in document.problems] == ["pages 1-2"]
    assert "install" in document.problems[0].why
