"""The real reports and responses, against their own numbering."""

from pathlib import Path

import pytest

from answerable.sources.adapters import inquiry_report
from answerable.sources.drafts import EntryDraft
from answerable.sources.readers.reading import read


def _leaves(entry: EntryDraft) -> int:
    return sum(map(_leaves, entry.parts)) if entry.parts else 1


# How the real reports count themselves, read in their own text:
#   Module 1: "the Inquiry makes 10 recommendations" (Appendix 4, A4.1), numbered 1 to 10.
#   Module 2: Appendix 3 numbers 1 to 19; the response speaks of "the 19 formal recommendations".
#   Infected Blood: "The Recommendations" (pages 284 to 291 as printed) number 1 to 12; counting the lowest
#     letters and roman numbers under each: 1, 3, 3, 10, 3, 6, 10, 2, 6, 5, 4, 5 = 58.
#   Behaviour Change: chapter 8, "Conclusions and recommendations", numbers paragraphs 8.1 to 8.33; six
#     of them (8.14, 8.15, 8.17, 8.30, 8.31, 8.32) ask for nothing.
#   Grenfell response: 58 ("The Inquiry made 58 recommendations"), of which "49 accepted in full" (by the
#     government and others; "supports" for those made to councils) and 9 in principle.
#   Infected Blood response: quotes the same 58. Behaviour Change response: 8.1 to 8.32, and 8.33 unnumbered.
@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "entries", "leaves_by_number", "left_out"),
    [
        ("UK-Covid-19-Inquiry-Module-1-Recomm", 10, None, 0),
        ("UK-Covid-19-Inquiry-Module-2-Recomm", 19, None, 0),
        ("Volume_1-Blood-Inquiry-Recomm", 12, 58, 0),
        ("Behaviour-Change-Report-Recomm", 27, None, 6),
        ("Grenfell-Phase2-Response", 58, None, 0),
        ("UK-Covid-19_Inquiry_Module_1_Response", 10, None, 0),
        ("UK-Covid-19_Inquiry_Module_2_Response", 19, None, 0),
        ("Volume_1-Blood-Inquiry-Response", 58, None, 0),
        ("Behaviour-Change-Response", 33, None, 0),
    ],
)
def test_real_report_gives_as_many_as_it_numbers(
    shared_dir: Path, name: str, entries: int, leaves_by_number: int | None, left_out: int
) -> None:
    path = shared_dir / "data" / "inquiries" / "pdf" / f"{name}.pdf"
    adapted = inquiry_report.adapt(read(path), path)
    report = adapted.reports[0]
    assert len(report.entries) == entries
    assert len(adapted.left_out) == left_out
    assert not [flag for flag in report.flags if flag.startswith(("numbering", "count"))]
    assert ("response-document" in report.flags) == name.endswith("Response")
    if leaves_by_number:
        assert sum(map(_leaves, report.entries)) == leaves_by_number


@pytest.mark.shared
def test_real_grenfell_response_divides_as_the_government_says(shared_dir: Path) -> None:
    path = shared_dir / "data" / "inquiries" / "pdf" / "Grenfell-Phase2-Response.pdf"
    stances = [
        entry.extra.get("stance") for entry in inquiry_report.adapt(read(path), path).reports[0].entries
    ]
    assert stances.count("accepted in principle") == 9
    assert stances.count("accepted") + stances.count("supported") == 49
