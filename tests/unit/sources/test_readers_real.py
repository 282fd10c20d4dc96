"""The real files, read where they lie. Nothing of their text is written down here, only counts and form."""

import random
import re
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from answerable.sources.readers import DEFAULT, read, read_csv
from answerable.sources.readers.registry import Task

pytestmark = pytest.mark.shared

# Pages, by counting; lines that every such report must give.
INQUIRIES = {
    "Behaviour-Change-Report-Recomm.pdf": 111,
    "Behaviour-Change-Response.pdf": 19,
    "Grenfell-Phase2-Response.pdf": 80,
    "UK-Covid-19-Inquiry-Module-1-Recomm.pdf": 240,
    "UK-Covid-19-Inquiry-Module-2-Recomm.pdf": 336,
    "UK-Covid-19_Inquiry_Module_1_Response.pdf": 40,
    "UK-Covid-19_Inquiry_Module_2_Response.pdf": 39,
    "Volume_1-Blood-Inquiry-Recomm.pdf": 295,
    "Volume_1-Blood-Inquiry-Response.pdf": 68,
}
SECTIONS = ("1 CORONER", "2 CORONER", "3 INVESTIGATION", "4 CIRCUMSTANCES", "5 CORONER", "6 ACTION")
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\ue000-\uf8ff\ufeff\ufffe]")


def coroners_reports(shared_dir: Path) -> list[Path]:
    return sorted((shared_dir / "data" / "pfd" / "pdf").glob("*.pdf"))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())


@pytest.mark.parametrize(("name", "pages"), INQUIRIES.items(), ids=INQUIRIES.keys())
def test_inquiry_report_is_read_page_by_page(shared_dir: Path, name: str, pages: int) -> None:
    document = read(shared_dir / "data" / "inquiries" / "pdf" / name)
    assert document.pages == pages
    assert [problem for problem in document.problems if problem.lost] == []
    seen = {line.page for line in document.lines}
    assert len(seen) >= pages - 8, "covers and blank pages"
    numbers = [line.page or 0 for line in document.lines]
    assert numbers == sorted(numbers)
    assert not UNSAFE.search(document.text.replace("\n", ""))
    assert any(line.bold and re.search(r"recommendation", line.text, re.I) for line in document.lines) or any(
        (line.size or 0) > 13 for line in document.lines
    ), "headings can be told from text"


@pytest.mark.parametrize("number", range(3))
def test_coroners_report_gives_its_sections_in_order(shared_dir: Path, number: int) -> None:
    """By number and not by name, since the files are named after the dead."""
    document = read(coroners_reports(shared_dir)[number])
    places = [
        next(index for index, line in enumerate(document.lines) if line.text.startswith(section))
        for section in SECTIONS
    ]
    assert places == sorted(places)
    assert all(document.lines[place].bold for place in places)
    assert not UNSAFE.search(document.text.replace("\n", ""))


def test_table_of_reports_gives_every_row_and_column(shared_dir: Path) -> None:
    document = read(shared_dir / "data" / "pfd" / "reports.csv")
    [table] = document.tables
    assert len(table.rows) == 4865
    assert len(table.columns) == 20
    assert table.numbers == []
    assert [problem for problem in document.problems if problem.lost] == []


def test_a_quotation_mark_too_many_or_too_few_costs_one_report(shared_dir: Path) -> None:
    """Marks taken out or put in at random among 4,865 reports of many lines: no other row is lost or made."""
    content = (shared_dir / "data" / "pfd" / "reports.csv").read_bytes()
    whole = set(read_csv.read(content, Task("csv", "x.csv"), DEFAULT).tables[0].rows)
    marks = [match.start() for match in re.finditer(b'"', content)][200:]
    chance = random.Random(28)
    for attempt in range(5):
        at = chance.choice(marks)
        broken = content[:at] + (b'"' + content[at:] if attempt % 2 else content[at + 1 :])
        document = read_csv.read(broken, Task("csv", "x.csv"), DEFAULT)
        rows = set(document.tables[0].rows)
        assert len(whole - rows) == 1
        assert rows <= whole
        assert len([problem for problem in document.problems if problem.lost]) == 1


@pytest.mark.parametrize(
    "name",
    ["recommendations.json", "etr_2026-07.csv", "MHSDS-delayed-discharge-reasons.xlsx", "responses.csv"],
)
def test_other_files_of_the_collection_lose_nothing(shared_dir: Path, name: str) -> None:
    [path] = (shared_dir / "data").rglob(name)
    document = read(path)
    assert [problem for problem in document.problems if problem.lost] == []
    assert document.tables or document.data


@pytest.mark.usefixtures("tesseract")
def test_scan_of_a_real_report_is_recognised_nearly_whole(shared_dir: Path, tmp_path: Path) -> None:
    source = coroners_reports(shared_dir)[1]
    scan = FPDF()
    with pypdfium2.PdfDocument(source) as pdf:
        for page in pdf:
            scan.add_page()
            scan.image(page.render(scale=200 / 72).to_pil(), x=0, y=0, w=210, h=297)
    path = tmp_path / "scan.pdf"
    scan.output(str(path))
    typed, recognised = read(source), read(path)
    assert recognised.ocr_pages == [1, 2, 3]
    wanted, found = words(typed.text), set(words(recognised.text))
    assert sum(word in found for word in wanted) >= 0.97 * len(wanted)
