"""Report PDFs of our own making, read and adapted end to end."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from fpdf import FPDF

from answerable.sources.adapters import inquiry_report
from answerable.sources.drafts import ReportDraft
from answerable.sources.readers.reading import read

FOOTER = "Harbour Trust: an independent review - page"


class _Report(FPDF):
    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 10, f"{FOOTER} {self.page_no()}")


def made(path: Path, blocks: Sequence[tuple[str, str]]) -> ReportDraft:
    """A PDF of blocks: h for a heading, t title, p paragraph, b bold paragraph, n new page."""
    pdf = _Report()
    pdf.add_page()
    for style, text in blocks:
        if style == "n":
            pdf.add_page()
            continue
        size = {"t": 26, "h": 15}.get(style, 11)
        pdf.set_font("Helvetica", "B" if style in "bht" else "", size)
        pdf.multi_cell(0, size * 0.5, text, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    pdf.output(str(path))
    return inquiry_report.adapt(read(path), path).reports[0]


NARRATIVE = (
    "The review met the keepers and their families over many months. They told us of dark nights, of lamps "
    "that would not burn and of bells that nobody rang, and we thank them for their patience with us."
)


def test_numbered_list_runs_over_pages_and_footers(tmp_path: Path) -> None:
    asks = [
        "The Harbour Trust should publish a list of the lamps that it lit and of those that it did not, with "
        "the reason for each, before the end of the year.",
        "NHS Lamps must require every harbour to keep two keepers awake, and should say by when.",
        "The Fog Council should ring the bells. It should write down when it did so, and show the book.",
        "All harbour trusts should read this report at a meeting of their board that is open to the public.",
    ]
    filler = [("p", NARRATIVE)] * 9
    blocks = [
        ("t", "Dark nights: an independent review"),
        ("p", NARRATIVE),
        ("n", ""),
        *filler,
        ("h", "Recommendations"),
    ]
    blocks += [("p", f"{number}. {ask}") for number, ask in enumerate(asks, 1)]
    blocks += [("h", "Appendix 1: who we met"), ("p", NARRATIVE)]
    report = made(tmp_path / "review.pdf", blocks)
    assert [entry.number for entry in report.entries] == ["1", "2", "3", "4"]
    assert [" ".join(entry.text.split()) for entry in report.entries] == asks
    assert report.instrument == "review"


def test_bold_recommendation_ends_where_the_bold_type_ends(tmp_path: Path) -> None:
    blocks = [("t", "The Quiet Bell Inquiry"), ("p", NARRATIVE)]
    for number in (1, 2, 3):
        ask = f"Recommendation {number}: We recommend that the Fog Council rings bell {number} every hour."
        blocks += [("b", ask), ("p", NARRATIVE)]
    report = made(tmp_path / "bells.pdf", blocks)
    assert [entry.text for entry in report.entries] == [
        f"We recommend that the Fog Council rings bell {number} every hour." for number in (1, 2, 3)
    ]
    assert report.entries[0].addressees == ["the Fog Council"]


@pytest.mark.parametrize("gap", [2, 3])
def test_number_missing_from_the_printed_list_is_said(tmp_path: Path, gap: int) -> None:
    numbers = [number for number in range(1, 6) if number != gap]
    blocks = [("h", "Recommendations")]
    blocks += [
        ("p", f"{number}. The Board should light lamp number {number} each night.") for number in numbers
    ]
    report = made(tmp_path / "gap.pdf", blocks)
    assert f"numbering-gap: {gap} missing" in report.flags
