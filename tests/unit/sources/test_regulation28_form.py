"""The Regulation 28 form, from lines made by hand in the shapes that readers give."""

import datetime as dt
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters import regulation28
from answerable.sources.adapters.form_headings import find_headings
from answerable.sources.drafts import SECTIONS, ReportDraft
from answerable.sources.readers.document import Line, ReadDocument, UnreadableError

PDF, WORD = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORM = {
    "REGULATION 28 REPORT TO PREVENT FUTURE DEATHS": [],
    "THIS REPORT IS BEING SENT TO:": ["1. Penhallow Health Trust", "2. Marrowdale Council"],
    "1 CORONER": ["I am Rupert Kettlewell, senior coroner, for the coroner area of Dorset."],
    "2 CORONER’S LEGAL POWERS": [
        "I make this report under paragraph 7, Schedule 5, of the Coroners and Justice Act 2009."
    ],
    "3 INVESTIGATION and INQUEST": [
        "On 2 February 2023 I commenced an investigation into the death of Odile Marchbanks."
    ],
    "4 CIRCUMSTANCES OF THE DEATH": ["She was referred twice to the crisis team."],
    "5 CORONER’S CONCERNS": [
        "The MATTERS OF CONCERN are as follows. –",
        "(1) Referrals that arrive after five o’clock are not looked at until the",
        "next working day.",
        "(2) There is no shared record between the two teams.",
    ],
    "6 ACTION SHOULD BE TAKEN": ["In my opinion action should be taken to prevent future deaths."],
    "7 YOUR RESPONSE": ["You are under a duty to respond within 56 days, namely by 31 July 2024."],
    "8 COPIES and PUBLICATION": [
        "I have sent a copy of my report to the Chief Coroner.",
        "The family of Ms Marchbanks",
    ],
    "9 5 June 2024 Rupert Kettlewell": [],
}
CONCERNS = [
    "Referrals that arrive after five o’clock are not looked at until the next working day.",
    "There is no shared record between the two teams.",
]


def document(lines: list[str], media_type: str = PDF, **more: object) -> ReadDocument:
    return ReadDocument(media_type, [Line(text, page=1 + i // 20) for i, text in enumerate(lines)], **more)  # type: ignore[arg-type]


def flat(form: dict[str, list[str]] = FORM) -> list[str]:
    return [line for heading, body in form.items() for line in (heading, *body)]


def one(doc: ReadDocument) -> ReportDraft:
    assert regulation28.recognises(doc)
    (report,) = regulation28.adapt(doc).reports
    return report


def test_form_gives_every_section_and_detail() -> None:
    report = one(document(flat(), title="Odile Marchbanks - Prevention of future deaths report - 2024-0991"))
    assert set(report.sections) == set(SECTIONS)
    assert [e.text for e in report.entries] == CONCERNS
    assert [e.number for e in report.entries] == ["(1)", "(2)"]
    assert report.addressees == ["Penhallow Health Trust", "Marrowdale Council"]
    assert (report.author, report.area, report.publisher) == ("Rupert Kettlewell", "Dorset", "Dorset")
    assert (report.reference, report.instrument, report.deceased) == (
        "2024-0991",
        "reg28",
        ["Odile Marchbanks"],
    )
    assert report.issued.date == dt.date(2024, 6, 5)
    assert report.response_due
    assert report.response_due.date == dt.date(2024, 7, 31)
    assert report.flags == []
    assert "Rupert" not in report.sections["copies"]


def test_passage_leads_to_the_page_and_the_words_in_the_document() -> None:
    doc = document(flat())
    first = one(doc).entries[0]
    found = doc.text[first.passage.start : first.passage.end]
    assert " ".join(found.split()) == first.text
    assert (
        first.passage.page
        == doc.lines[next(i for i, line in enumerate(doc.lines) if "(1)" in line.text)].page
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace("5 CORONER’S CONCERNS", "5CORONER’S CONCERNS"),
        lambda line: line.replace("5 CORONER’S CONCERNS", "CORONER'S CONCERNS"),
        lambda line: line.replace("5 CORONER’S CONCERNS", "5 CORONERS CONCERNS:"),
        lambda line: line.replace("5 CORONER’S CONCERNS", "Coroner’s concerns"),
        lambda line: line.replace("5 CORONER’S CONCERNS", "| 5 | CORONER’S CONCERNS |"),
        lambda line: line.replace("5 CORONER’S CONCERNS", "S GORONER’S CONGERNS"),
        lambda line: line.replace("6 ACTION SHOULD BE TAKEN", "6. ACTION COULD BE TAKEN"),
        lambda line: line.replace("8 COPIES and PUBLICATION", "8 COPIES"),
        lambda line: line.replace("4 CIRCUMSTANCES OF THE DEATH", "4 CIRCUMSTANCES OF DEATH"),
        lambda line: line.replace("3 INVESTIGATION and INQUEST", "3 INVESTIGATION"),
        lambda line: line.replace("(1)", "(I)"),
        lambda line: line.replace("(1)", "\uf0b7").replace("(2)", "\uf0b7"),
    ],
)
def test_headings_and_marks_may_vary(change: object) -> None:
    report = one(document([change(line) for line in flat()]))  # type: ignore[operator]
    assert [e.text for e in report.entries] == CONCERNS
    assert not [flag for flag in report.flags if flag.startswith("section-missing")]


def test_numbers_of_boxes_and_pages_on_lines_of_their_own_are_left_out() -> None:
    lines: list[str] = []
    for line in flat():
        if line[0].isdigit() and line[1] == " " and line[2:].isupper():
            lines += [line[0], line[2:], "Official", "Page 2 of 3"]
        else:
            lines.append(line)
    report = one(document(lines))
    assert [e.text for e in report.entries] == CONCERNS
    assert report.sections["circumstances"] == "She was referred twice to the crisis team."


def test_heading_broken_over_two_lines_is_one() -> None:
    lines = flat()
    at = lines.index("5 CORONER’S CONCERNS")
    lines[at : at + 1] = ["5 CORONER’S", "CONCERNS"]
    at = lines.index("THIS REPORT IS BEING SENT TO:")
    lines[at - 1 : at + 1] = [
        "REGULATION 28 REPORT TO PREVENT",
        "FUTURE DEATHSTHIS REPORT IS BEING SENT",
        "TO:",
    ]
    report = one(document(lines))
    assert [e.text for e in report.entries] == CONCERNS
    assert report.addressees == ["Penhallow Health Trust", "Marrowdale Council"]


def test_word_form_in_table_cells_is_read() -> None:
    lines = []
    for row, (heading, body) in enumerate(FORM.items()):
        number, _, title = heading.partition(" ")
        cells = [(0, number), (1, title)] if number.isdigit() and len(number) == 1 else [(1, heading)]
        lines += [Line(text, cell=(0, row, column)) for column, text in cells]
        lines += [Line(text, cell=(0, row, 1), list_item=text[0] == "(") for text in body]
    joined = next(i for i, line in enumerate(lines) if line.text.endswith("until the"))
    lines[joined : joined + 2] = [Line("(1) " + CONCERNS[0], cell=lines[joined].cell, list_item=True)]
    report = one(ReadDocument(WORD, lines))
    assert [e.text for e in report.entries] == CONCERNS
    assert not [flag for flag in report.flags if flag.startswith("section-missing")]
    assert report.issued.date == dt.date(2024, 6, 5)


def test_bulleted_list_without_visible_bullets_comes_apart() -> None:
    at = flat().index("5 CORONER’S CONCERNS")
    lines = [Line(text) for text in flat()[: at + 1]]
    lines += [Line(text, list_item=True) for text in CONCERNS]
    lines += [Line(text) for text in flat()[flat().index("6 ACTION SHOULD BE TAKEN") :]]
    assert [e.text for e in one(ReadDocument("text/html", lines)).entries] == CONCERNS


def test_paragraph_back_at_the_margin_is_no_part_of_the_last_bullet() -> None:
    concerns = [
        Line("• No one looks at referrals that arrive after five o’clock until", left=119.0),
        Line("the next working day, and no one is told of them", left=137.0),
        Line("• There is no shared record between the two teams of the trust", left=119.0),
        Line("and of the council", left=137.0),
        Line("The trust accepted this in evidence but could not say when it would", left=101.0),
        Line("be put right.", left=101.0),
    ]
    at = flat().index("5 CORONER’S CONCERNS")
    after = flat().index("6 ACTION SHOULD BE TAKEN")
    lines = (
        [Line(t, left=101.0) for t in flat()[: at + 1]]
        + concerns
        + [Line(t, left=101.0) for t in flat()[after:]]
    )
    report = one(ReadDocument(PDF, lines))
    assert len(report.entries) == 3
    assert report.entries[1].text.endswith("and of the council")


def test_ocr_of_the_word_i_is_put_right_and_the_report_flagged() -> None:
    lines = [line.replace("I am Rupert", "| am Rupert").replace("9 5 June", '9 5" June') for line in flat()]
    report = one(document(lines, ocr=True, confidence=0.9))
    assert report.author == "Rupert Kettlewell"
    assert report.issued.flags == ("date-mended:ordinal-misread",)
    assert "ocr" in report.flags


def test_sentence_of_the_form_stands_in_for_a_lost_heading() -> None:
    report = one(document([line for line in flat() if line != "5 CORONER’S CONCERNS"]))
    assert [e.text for e in report.entries] == CONCERNS
    assert report.sections["circumstances"] == "She was referred twice to the crisis team."


def test_missing_sections_are_named() -> None:
    without = {h: b for h, b in FORM.items() if h[0] not in "47"}
    report = one(document(flat(without)))
    assert [f for f in report.flags if f.startswith("section")] == [
        "section-missing:circumstances",
        "section-missing:response",
    ]
    assert len(report.entries) == 2


def test_form_without_concerns_is_left_out_with_the_reason() -> None:
    empty = FORM | {"5 CORONER’S CONCERNS": ["The MATTERS OF CONCERN are as follows. –", "(1)", "(2)"]}
    adapted = regulation28.adapt(document(flat(empty)))
    assert adapted.reports[0].entries == []
    assert "only the form's own sentences" in adapted.left_out[0].why


def test_blank_official_form_is_no_report() -> None:
    blank = FORM | {
        "THIS REPORT IS BEING SENT TO:": ["1. [NAME]", "2. [NAME]"],
        "1 CORONER": ["I am [NAME], senior coroner, for the coroner area of [NAME OF AREA]"],
        "4 CIRCUMSTANCES OF THE DEATH": ["[BRIEF SUMMARY]"],
        "5 CORONER’S CONCERNS": ["[BRIEF SUMMARY OF MATTERS OF CONCERN]", "(1)", "(2)"],
        "9 [DATE] [SIGNED BY CORONER]": [],
    }
    adapted = regulation28.adapt(document(flat(blank)))
    assert adapted.reports == []
    assert "not filled in" in adapted.left_out[0].why


def test_two_forms_in_one_document_are_two_reports() -> None:
    second = [line.replace("Odile Marchbanks", "Ansel Loxley").replace("5 June", "7 June") for line in flat()]
    reports = regulation28.adapt(document([*flat(), *second])).reports
    assert [r.deceased for r in reports] == [["Odile Marchbanks"], ["Ansel Loxley"]]
    assert [r.issued.date for r in reports] == [dt.date(2024, 6, 5), dt.date(2024, 6, 7)]
    assert [len(r.entries) for r in reports] == [2, 2]


def test_response_to_a_report_is_not_taken_for_one() -> None:
    reply = [
        "Dear Coroner",
        "Regulation 28 report to prevent future deaths: Odile Marchbanks",
        "Thank you for your report. I am writing in response to your concerns under rule 43.",
        "We have a duty to respond.",
    ]
    assert not regulation28.recognises(document(reply))
    with pytest.raises(UnreadableError, match="not a coroner's report"):
        regulation28.adapt(document(reply))


def test_phrase_of_the_text_is_no_heading() -> None:
    lines = flat()
    at = lines.index("4 CIRCUMSTANCES OF THE DEATH") + 1
    lines[at:at] = ["Action to be taken", "was discussed with the coroner", "Copies"]
    found = find_headings([Line(text) for text in lines])
    assert [heading.section for heading in found] == list(SECTIONS)


@given(st.lists(st.sampled_from([*flat(), "1", "CORONER", "", "Some words of a report."]), max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_order_of_lines_is_read_or_refused(lines: list[str]) -> None:
    doc = document(lines)
    if not regulation28.recognises(doc):
        return
    offsets = list(accumulate((len(line.text) + 1 for line in doc.lines), initial=0))
    for report in regulation28.adapt(doc).reports:
        for entry in report.entries:
            assert entry.passage.start is not None
            assert entry.passage.end is not None
            assert 0 <= entry.passage.start < entry.passage.end <= offsets[-1]
