"""Reports with recommendations, and the responses that quote them.

The samples are our own. Their markup: "=" begins a page, "#40 " gives a size, "**" is bold, "^" is small
print, and leading spaces are the indent.
"""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters import inquiry_report
from answerable.sources.drafts import Adapted
from answerable.sources.readers.document import Line, ReadDocument, UnreadableError

MARGIN = 70.0


def document(text: str) -> ReadDocument:
    lines, page = [], 1
    for raw in text.splitlines():
        if raw == "=":
            page += 1
            continue
        body = raw.lstrip()
        left, size, bold = MARGIN + 6 * (len(raw) - len(body)), 12.0, False
        if body.startswith("#"):
            number, body = body[1:].split(" ", 1)
            size = float(number)
        if body.startswith("**"):
            body, bold = body[2:], True
        if body.startswith("^"):
            body, size = body[1:], 8.0
        lines.append(Line(body, page, bold, size, left))
    return ReadDocument("application/pdf", lines=lines, pages=page)


def paragraphs(*texts: str, cells: list[tuple[int, int, int]] | None = None) -> ReadDocument:
    """A document without pages, as HTML and DOCX give: a line is a paragraph."""
    places: list[tuple[int, int, int] | None] = list(cells) if cells else [None] * len(texts)
    return ReadDocument("text/html", lines=[Line(t, cell=c) for t, c in zip(texts, places, strict=True)])


def adapt(doc: ReadDocument) -> Adapted:
    return inquiry_report.adapt(doc, Path("report.pdf"))


@pytest.fixture(scope="module")
def harbour(samples: Path) -> Adapted:
    return adapt(document((samples / "inquiry" / "harbour_report.txt").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def response(samples: Path) -> Adapted:
    return adapt(document((samples / "inquiry" / "harbour_response.txt").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def committee(samples: Path) -> Adapted:
    return adapt(document((samples / "inquiry" / "tide_committee.txt").read_text(encoding="utf-8")))


def test_front_page_gives_title_publisher_date_isbn_and_author(harbour: Adapted) -> None:
    report = harbour.reports[0]
    assert report.title == "The Harbour Light Inquiry, Volume 2: Findings and recommendations"
    assert report.publisher == "Harbour Light Inquiry"
    assert report.issued.date == dt.date(2021, 6, 3)
    assert report.reference == "ISBN 978-0-00-000000-2"
    assert report.author == "A. N. Other"
    assert report.instrument == "inquiry"


def test_labelled_recommendations_are_taken_once_though_printed_twice(harbour: Adapted) -> None:
    entries = harbour.reports[0].entries
    assert [entry.number for entry in entries] == ["1", "2", "3"]
    assert [entry.extra["title"] for entry in entries] == [
        "A list of lamps",
        "Keepers at night",
        "Spare lamps",
    ]
    assert entries[0].text.endswith("a list of the lamps that it lit and of those that it did not.")
    assert all(entry.passage.page == 6 for entry in entries)


def test_report_whose_numbers_and_count_agree_has_no_such_flag(harbour: Adapted) -> None:
    assert harbour.reports[0].flags == []


def test_wording_that_differs_inside_a_report_is_flagged(harbour: Adapted) -> None:
    flags = [entry.flags for entry in harbour.reports[0].entries]
    assert "wording-differs-in-report" in flags[2]
    assert "wording-differs-in-report" not in flags[0] + flags[1]


def test_bullets_that_ask_for_separate_things_are_parts(harbour: Adapted) -> None:
    parts = harbour.reports[0].entries[1].parts
    assert [part.text for part in parts] == [
        "keep two keepers awake",
        "write down their names",
        "ring the bell each hour",
    ]


def test_mentions_footnotes_and_other_reports_give_no_entry(harbour: Adapted) -> None:
    text = " ".join(entry.text for entry in harbour.reports[0].entries)
    assert "forgotten" not in text
    assert "not ours" not in text
    assert "gave evidence" not in text


def test_passage_holds_the_entry_words(samples: Path) -> None:
    doc = document((samples / "inquiry" / "harbour_report.txt").read_text(encoding="utf-8"))
    for entry in adapt(doc).reports[0].entries:
        words = doc.text[entry.passage.start : entry.passage.end]
        assert entry.text.split("\n")[-1].split()[-1] in words


def test_missing_number_is_said() -> None:
    doc = document(
        "Recommendation 1: The Lamp Office should light the first lamp every night.\n"
        "Recommendation 2: The Lamp Office should light the second lamp every night.\n"
        "Recommendation 4: The Lamp Office should light the fourth lamp every night.\n"
    )
    assert "numbering-gap: 3 missing" in adapt(doc).reports[0].flags


def test_count_that_the_report_states_is_held_against_what_was_found() -> None:
    doc = paragraphs(
        "The Inquiry makes five recommendations.",
        "Recommendation 1: The Lamp Office should light the first lamp every night.",
        "Recommendation 2: The Lamp Office should light the second lamp every night.",
        "Recommendation 3: The Lamp Office should light the third lamp every night.",
    )
    assert "count-differs: the report speaks of 5, 3 found" in adapt(doc).reports[0].flags


def test_response_quotes_and_issues_nothing_of_its_own(response: Adapted) -> None:
    report = response.reports[0]
    assert report.publisher == "Harbour Light Inquiry"
    assert "response-document" in report.flags
    assert report.issued.date is None
    assert report.sights[0].values["answered_by"] == "Government"
    assert report.sights[0].values["response_date"] == "9 November 2021"
    assert all("quoted-in-response" in entry.flags for entry in report.entries)


def test_quotation_ends_where_the_reply_begins(response: Adapted) -> None:
    assert [entry.text for entry in response.reports[0].entries] == [
        "The Lamp Office should publish a list of the lamps that it lit.",
        "All harbour boards must keep two keepers awake.",
        "The Lamp Office and the Fog Council should together buy spare lamps.",
    ]


def test_stance_words_are_kept_beside_the_quotation(response: Adapted) -> None:
    first, second, third = response.reports[0].entries
    assert first.extra["stance"] == "accepted in principle"
    assert first.extra["stance_words"] == "The government accepts this recommendation in principle."
    assert second.extra["stance"] == "not accepted"
    assert "stance" not in third.extra
    assert "no-stance-found" in third.flags


def test_committee_paragraphs_that_ask_are_entries_and_conclusions_are_left_out(committee: Adapted) -> None:
    assert [entry.number for entry in committee.reports[0].entries] == ["7.2", "7.3", "7.5"]
    assert [(left.where, "asks for nothing" in left.why) for left in committee.left_out] == [
        ("paragraph 7.1", True)
    ]


def test_heading_between_paragraphs_belongs_to_neither(committee: Adapted) -> None:
    assert all("by night\n" not in entry.text for entry in committee.reports[0].entries)
    assert (
        committee.reports[0].entries[2].text
        == "The Tide Office should report to Parliament each year (paragraph 5.1)."
    )


def test_committee_is_no_inquiry(committee: Adapted) -> None:
    report = committee.reports[0]
    assert (report.instrument, report.sights[0].source) == ("review", "select-committees")
    assert report.publisher == "Tides Select Committee"


def test_list_under_its_heading_is_taken_with_titles_and_lettered_parts() -> None:
    doc = document(
        "The Inquiry sat for a year and heard many keepers, and this is what came of it all in the end.\n"
        "**The Recommendations\n"
        "**1. Lamps\n"
        "My chief recommendation is that lamps should be lit.\n"
        "**2. Bells\n"
        "  (a) The Fog Council should ring the bells at dusk, at midnight and at dawn in every harbour of\n"
        "      the coast.\n"
        "  (b) Bells\n"
        "    (i) That a bell be hung in each tower.\n"
        "    (ii) That each bell be rung.\n"
    )
    first, second = adapt(doc).reports[0].entries
    assert (first.number, first.extra["title"], second.extra["title"]) == ("1", "Lamps", "Bells")
    assert [part.number for part in second.parts] == ["(a)", "(b)"]
    assert [part.number for part in second.parts[1].parts] == ["(i)", "(ii)"]


def test_table_with_a_column_of_recommendations_gives_its_rows() -> None:
    texts = ("No.", "Recommendation", "Responsible", "1", "Light the lamp; it should burn.", "Lamp Office")
    cells = [(0, 0, 0), (0, 0, 1), (0, 0, 2), (0, 1, 0), (0, 1, 1), (0, 1, 2)]
    entry = adapt(paragraphs(*texts, cells=cells)).reports[0].entries[0]
    assert (entry.number, entry.text, entry.addressees) == (
        "1",
        "Light the lamp; it should burn.",
        ["Lamp Office"],
    )


def test_sentences_are_the_last_resort_and_marked_unnumbered() -> None:
    doc = paragraphs(
        "The lamp was dark. I therefore recommend that the Lamp Office light it. The night was long.",
        "Sir Somebody recommended a bell in 1901.",
    )
    entries = adapt(doc).reports[0].entries
    assert [entry.text for entry in entries] == ["I therefore recommend that the Lamp Office light it."]
    assert "unnumbered" in entries[0].flags


def test_report_without_recommendations_says_so() -> None:
    report = adapt(paragraphs("Nobody made any recommendations, and the lamp stayed dark.")).reports[0]
    assert report.entries == []
    assert "no recommendation was found" in report.left_out


def test_word_broken_at_a_line_end_is_mended_and_a_compound_keeps_its_hyphen() -> None:
    doc = document(
        "The information of the whole-system kind was kept in a book that nobody read for many years.\n"
        "Recommendation 1: The Lamp Office should publish all the infor-\n"
        "mation it holds and keep a whole-\n"
        "system list of every lamp that was ever lit upon the coast.\n"
        "Recommendation 2: The Lamp Office should light a lamp in every harbour.\n"
        "Recommendation 3: The Lamp Office should ring a bell in every harbour.\n"
    )
    assert (
        "all the information it holds and keep a whole-system list" in adapt(doc).reports[0].entries[0].text
    )


@pytest.mark.parametrize(
    ("doc", "reason"),
    [
        (ReadDocument("application/pdf"), "no running text"),
        (paragraphs("The lamp was dark."), 'never says "recommend"'),
        (paragraphs("REGULATION 28 REPORT TO PREVENT FUTURE DEATHS", "I recommend it."), "coroner's report"),
    ],
)
def test_other_document_is_declined_with_a_reason(doc: ReadDocument, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        adapt(doc)


_pieces = st.sampled_from(
    [
        "Recommendation 1: The Board should act.",
        "Recommendation 2",
        "Recommendations",
        "The Recommendations",
        "1. Lamps",
        "2. The Board should light them.",
        "8.1. We recommend it.",
        "(a) That it be lit;",
        "• bullet should be rung",
        "Government response to the Lamp Inquiry",
        "The government accepts this recommendation.",
        "4a) ii. It should be.",
        "",
        "\x00",
        "I recommend that the Board (act.",
    ]
)
_lines = st.builds(
    Line,
    st.one_of(_pieces, st.text(max_size=40)),
    st.none() | st.integers(1, 4),
    st.booleans(),
    st.none() | st.sampled_from([8.0, 12.0, 20.0]),
    st.none() | st.sampled_from([70.0, 78.0, 100.0]),
    st.none() | st.integers(1, 3),
    st.booleans(),
    st.none() | st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 2)),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_lines, max_size=25), st.none() | st.integers(1, 4))
def test_any_lines_are_read_or_declined_and_nothing_else(lines: list[Line], pages: int | None) -> None:
    try:
        adapted = adapt(ReadDocument("application/pdf", lines=lines, pages=pages))
    except UnreadableError:
        return
    assert adapted.reports[0].entries or adapted.reports[0].left_out


def test_short_recommendations_in_the_imperative_are_taken() -> None:
    doc = paragraphs(
        "Recommendation 1: Appoint a keeper.",
        "Recommendation 2: Light the lamp.",
        "Recommendation 3: Review it.",
    )
    entries = adapt(doc).reports[0].entries
    assert [entry.text for entry in entries] == ["Appoint a keeper.", "Light the lamp.", "Review it."]
    assert [("no-ask-found" in entry.flags) for entry in entries] == [False, True, False]


def test_entry_as_long_as_a_document_is_kept_and_flagged() -> None:
    doc = paragraphs("Recommendation 1: The Board should act " + "and act again " * 5_000)
    entry = adapt(doc).reports[0].entries[0]
    assert "unusually-long" in entry.flags
    assert len(entry.text) > 50_000


def test_short_labels_count_where_there_are_several() -> None:
    doc = paragraphs(
        "Recommendations",
        "R1. The Board should light the lamp.",
        "R2. The Board should ring the bell.",
        "R3. The Board should keep the log.",
    )
    assert [entry.number for entry in adapt(doc).reports[0].entries] == ["1", "2", "3"]
