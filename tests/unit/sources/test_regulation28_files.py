"""Regulation 28 reports as files: text, HTML, DOCX, PDF, letters, and the real ones."""

import datetime as dt
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from answerable.sources.adapters import regulation28
from answerable.sources.drafts import SECTIONS, ReportDraft
from answerable.sources.readers.reading import read

FIRST = (
    "There was no record of the conversation in which leave was agreed, and the nurse in"
    " charge was not told of it. "
    "The form for leave had no place for a time of return."
)


def one(path: Path) -> ReportDraft:
    document = read(path)
    assert regulation28.recognises(document)
    (report,) = regulation28.adapt(document).reports
    for entry in report.entries:
        words = " ".join(document.text[entry.passage.start : entry.passage.end].split())
        assert words == " ".join(entry.text.split())
    return report


def is_whole(report: ReportDraft) -> None:
    assert set(report.sections) == set(SECTIONS)
    assert [e.number for e in report.entries] == ["(1)", "(2)", "(3)"]
    assert report.entries[0].text == FIRST
    assert report.issued.date == dt.date(2023, 1, 18)
    assert report.response_due
    assert report.response_due.date == dt.date(2023, 3, 15)
    assert report.deceased == ["Wilfred Ashby Thornhill"]
    assert (report.author, report.area) == ("Tamsin Pellow", "Norfolk")


def test_text_file_gives_every_section(samples: Path) -> None:
    report = one(samples / "pfd" / "form.txt")
    is_whole(report)
    assert report.addressees == [
        "The Chief Executive, Norwold Mental Health NHS Foundation Trust",
        "The Secretary of State for Health and Social Care",
    ]


def test_pdf_gives_every_section(samples: Path, tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.add_page()
    for paragraph in (samples / "pfd" / "form.txt").read_text().split("\n\n"):
        lines = paragraph.split("\n")
        if lines[0].isupper() or lines[0][:2].strip().isdigit():
            pdf.set_font("Helvetica", "B", 11)
            pdf.multi_cell(0, 6, lines.pop(0).replace("–", "-"), new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Helvetica", "", 11)
        text = "\n".join(lines) if lines and lines[0].startswith("1. ") else " ".join(lines)
        if text:
            pdf.multi_cell(0, 6, text.replace("–", "-"), new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    path = tmp_path / "report.pdf"
    pdf.output(str(path))
    is_whole(one(path))


def test_word_form_gives_every_section(samples: Path, tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=0, cols=2)
    for paragraph in (samples / "pfd" / "form.txt").read_text().split("\n\n"):
        lines = paragraph.split("\n")
        number, _, title = lines[0].partition(" ")
        if number.isdigit() and title.replace(" and ", "").isupper():
            cells = table.add_row().cells
            cells[0].text, cells[1].text = number, title
            lines = lines[1:]
        elif lines[0].isupper() or not table.rows or number == "9":
            cells = table.add_row().cells
        text = "\n".join(lines) if lines and lines[0].startswith("1. ") else " ".join(lines)
        if text:
            cells[1].add_paragraph(text)
    path = tmp_path / "report.docx"
    made.save(str(path))
    is_whole(one(path))


def test_judiciary_page_gives_details_and_form(samples: Path) -> None:
    report = one(samples / "pfd" / "page.html")
    assert set(report.sections) == set(SECTIONS)
    assert [e.text for e in report.entries] == [
        "Referrals that arrive after five o’clock are not looked at until the next working day.",
        "There is no shared record between the crisis team and the council’s duty team.",
    ]
    assert (report.reference, report.area) == ("2024-0991", "Inner North London")
    assert report.categories == ["Suicide (from 2015)", "Mental Health"]
    assert report.addressees == ["Penhallow Health Trust", "Marrowdale Council"]
    assert report.deceased == ["Odile Marchbanks"]
    assert report.issued.date == dt.date(2024, 6, 6)
    assert [(s.source, s.date and s.date.date) for s in report.sights] == [
        ("judiciary-form", dt.date(2024, 6, 6)),
        ("judiciary-page", dt.date(2024, 6, 5)),
    ]
    assert "dates-differ:signed-and-page" in report.flags


def test_page_with_details_only_is_left_out_but_known(samples: Path, tmp_path: Path) -> None:
    page = (samples / "pfd" / "page.html").read_text()
    path = tmp_path / "page.html"
    path.write_text(page[: page.index("<h2>")] + "</main></body></html>")
    report = one(path)
    assert report.entries == []
    assert "details only" in report.left_out
    assert report.addressees == ["Penhallow Health Trust", "Marrowdale Council"]
    assert report.issued.date == dt.date(2024, 6, 5)


def test_rule_43_letter_gives_its_concerns(samples: Path) -> None:
    report = one(samples / "pfd" / "letter.txt")
    assert report.instrument == "rule43"
    assert (report.author, report.area, report.issued.date) == (
        "Hester Quayle",
        "Cumbria",
        dt.date(2011, 2, 14),
    )
    assert report.deceased == ["Josiah Bellweather"]
    assert report.response_due
    assert report.response_due.date == dt.date(2011, 4, 11)
    texts = [entry.text for entry in report.entries]
    assert any(text.startswith("I am concerned that the fence") for text in texts)
    assert any(text.startswith("I am also concerned that the sign") for text in texts)


@pytest.mark.shared
@pytest.mark.parametrize(("place", "entries"), [(0, 2), (1, 4)])
def test_real_report_gives_every_section(shared_dir: Path, place: int, entries: int) -> None:
    """The files are told by their place in the folder, since their names are those of people who died."""
    folder = shared_dir / "data" / "pfd" / "pdf"
    report = one(sorted(path for path in folder.glob("*.pdf") if path.stem != "Template")[place])
    assert set(report.sections) == set(SECTIONS)
    assert not [flag for flag in report.flags if flag.startswith("section-missing")]
    assert len(report.entries) == entries
    assert report.reference
    assert report.issued.date
    assert report.issued.date.year == 2023
    assert report.response_due
    assert report.response_due.date == dt.date(2023, 6, 16)
    assert report.author
    assert report.area
    assert report.deceased


@pytest.mark.shared
def test_real_blank_form_is_left_out_with_the_reason(shared_dir: Path) -> None:
    document = read(shared_dir / "data" / "pfd" / "pdf" / "Template.pdf")
    assert regulation28.recognises(document)
    adapted = regulation28.adapt(document)
    assert adapted.reports == []
    assert [remark.where for remark in adapted.left_out] == ["page 1", "page 2", "page 4"]


@pytest.mark.shared
def test_real_inquiry_reports_are_not_taken_for_coroners_reports(shared_dir: Path) -> None:
    for name in ("Behaviour-Change-Report-Recomm.pdf", "Grenfell-Phase2-Response.pdf"):
        assert not regulation28.recognises(read(shared_dir / "data" / "inquiries" / "pdf" / name))
