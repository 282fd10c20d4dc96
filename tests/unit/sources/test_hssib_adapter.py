"""HSSIB and HSIB investigations."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters import hssib
from answerable.sources.drafts import Adapted
from answerable.sources.readers.document import Line, ReadDocument, UnreadableError
from answerable.sources.readers.reading import read


def paragraphs(*texts: str, media_type: str = "text/html") -> ReadDocument:
    return ReadDocument(media_type, lines=[Line(text) for text in texts])


def adapt(document: ReadDocument) -> Adapted:
    return hssib.adapt(document, Path("page.html"))


@pytest.fixture(scope="module")
def sample(samples: Path) -> Adapted:
    text = (samples / "inquiry" / "ward_lamps_investigation.txt").read_text(encoding="utf-8")
    return adapt(paragraphs(*text.splitlines(), media_type="text/plain"))


def test_kinds_and_references_are_told_apart(sample: Adapted) -> None:
    assert [(entry.kind, entry.number) for entry in sample.reports[0].entries] == [
        ("recommendation", "R/2031/001"),
        ("recommendation", ""),
        ("observation", "O/2031/002"),
        ("observation", ""),
        ("safety_action", "A/2031/003"),
    ]


def test_purpose_stands_apart_from_the_ask(sample: Adapted) -> None:
    first = sample.reports[0].entries[0]
    assert first.text == (
        "HSSIB recommends that the National Lamp Body, with input from ward staff, reviews its lamp standard."
    )
    assert first.purpose == "This is to make sure that wards are lit at night."


def test_addressee_is_the_heading_over_the_recommendation(sample: Adapted) -> None:
    assert sample.reports[0].entries[0].addressees == ["National Lamp Body"]
    assert sample.reports[0].entries[1].addressees == ["Ward Lighting Council"]


def test_bodies_to_work_with_are_no_addressees(sample: Adapted) -> None:
    assert sample.reports[0].entries[0].extra["working_with"] == "ward staff"


def test_numbered_limbs_are_parts_and_the_purpose_after_them_is_kept(sample: Adapted) -> None:
    entry = sample.reports[0].entries[1]
    assert [(part.number, part.text) for part in entry.parts] == [
        ("1)", "Identify the wards that are dark"),
        ("2)", "Replace the lamps in them"),
    ]
    assert entry.purpose == "This is to let patients see and be seen."


def test_response_is_kept_as_extra_and_makes_no_entry(sample: Adapted) -> None:
    extra = sample.reports[0].entries[0].extra
    assert extra["response"].startswith("The National Lamp Body accepts this.")
    assert extra["response_received"] == "12 December 2031"
    assert extra["response_received_on"] == "2031-12-12"
    assert extra["actions"].startswith("Action: publish the standard")


def test_observation_names_who_can_act(sample: Adapted) -> None:
    assert [e.addressees for e in sample.reports[0].entries if e.kind == "observation"][1] == ["Wards"]


def test_safety_action_names_who_acted(sample: Adapted) -> None:
    assert sample.reports[0].entries[4].addressees == ["The Lamp Registry Office"]


def test_learning_prompts_are_left_out_by_name(sample: Adapted) -> None:
    assert "local-level learning" in sample.left_out[0].where
    assert all("your ward know" not in entry.text for entry in sample.reports[0].entries)


def test_title_from_the_address_is_marked_as_such(sample: Adapted) -> None:
    report = sample.reports[0]
    assert report.title == "Lamps on night wards"
    assert "title-from-address" in report.flags
    assert report.url == "https://example.org/investigations/lamps-on-night-wards"


def test_predecessor_is_named_by_its_own_name() -> None:
    report = adapt(paragraphs("HSIB recommends that the Lamp Body lights the lamp.")).reports[0]
    assert report.publisher == "Healthcare Safety Investigation Branch"


def test_text_cut_off_in_the_middle_is_flagged() -> None:
    document = paragraphs("HSSIB recommends that the Lamp Body lights the la", media_type="text/plain")
    report = adapt(document).reports[0]
    assert "truncated" in report.flags
    assert "truncated" in report.entries[0].flags


def test_response_cut_off_leaves_the_recommendation_whole() -> None:
    document = paragraphs(
        "Lamp Body",
        "HSSIB recommends that the Lamp Body lights the lamp. This is to see.",
        "The Lamp Body welcomes this and has begun to li",
        media_type="text/plain",
    )
    flags = adapt(document).reports[0].entries[0].flags
    assert "response-truncated" in flags
    assert "truncated" not in flags


def test_recommendation_printed_in_summary_and_body_is_one_entry() -> None:
    words = "HSSIB recommends that the Lamp Body lights the lamp. This is to see."
    document = paragraphs(
        "Safety recommendation R/2031/009:",
        words,
        "Findings follow.",
        "Safety recommendation R/2031/009:",
        words,
    )
    assert len(adapt(document).reports[0].entries) == 1


def test_report_prose_after_a_recommendation_is_no_response() -> None:
    document = paragraphs(
        "Lamp Body",
        "HSSIB recommends that the Lamp Body lights the lamp.",
        "The wards were visited in spring.",
    )
    entry = adapt(document).reports[0].entries[0]
    assert entry.text.endswith("lights the lamp.")
    assert "response" not in entry.extra


def test_reference_in_running_text_begins_no_entry() -> None:
    document = paragraphs(
        "HSSIB recommends that the Lamp Body lights the lamp.",
        "As also noted in your Safety Action A/2031/003: the lamp was lit.",
    )
    assert len(adapt(document).reports[0].entries) == 1


def test_wrapped_lines_of_a_pdf_are_joined() -> None:
    lines = [
        Line("Lamp Body", 3, True, 12.0, 70.0),
        Line(
            "HSSIB recommends that the Lamp Body reviews the whole of its standard for lamps on",
            3,
            False,
            12.0,
            70.0,
        ),
        Line(
            "wards at night. This is to make sure that patients can see their way when they get up",
            3,
            False,
            12.0,
            70.0,
        ),
        Line("in the dark.", 3, False, 12.0, 70.0),
    ]
    entry = adapt(ReadDocument("application/pdf", lines=lines, pages=3)).reports[0].entries[0]
    assert entry.text.endswith("standard for lamps on wards at night.")
    assert entry.purpose.endswith("when they get up in the dark.")
    assert entry.passage.page == 3


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (ReadDocument("text/html"), "no running text"),
        (paragraphs("We read that HSSIB recommends that lamps be lit."), "no line begins"),
        (paragraphs("REGULATION 28 REPORT", "HSSIB recommends that lamps be lit."), "coroner's report"),
    ],
)
def test_other_document_is_declined_with_a_reason(document: ReadDocument, reason: str) -> None:
    with pytest.raises(UnreadableError, match=reason):
        adapt(document)


_LINES = [
    "HSSIB recommends that NHS Lamp does it. This is to see.",
    "HSSIB recommends that:",
    "Lamp Body",
    "Safety recommendation R/2031/001:",
    "R/2031/002",
    "A/2031/003: The Lamp Body has done it.",
    "HSSIB makes the following safety observations",
    "Lamp makers can improve patient safety by care.",
    "Response:",
    "Response received on 12 December 2031.",
    "Actions planned:",
    "1) one thing to do",
    "",
    "\x00",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(_LINES), st.text(max_size=40)), max_size=20))
def test_any_lines_are_read_or_declined_and_nothing_else(texts: list[str]) -> None:
    try:
        adapted = adapt(paragraphs(*texts))
    except UnreadableError:
        return
    assert adapted.reports[0].entries or adapted.reports[0].left_out


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hssib_mh_inpatient_recommendations", 3),  # three full recommendations; a fourth heading is cut off
        ("hssib_mh_inpatient_response_shelford", 1),
        ("hsib_community_mh_teams_rec_and_response", 1),
    ],
)
def test_real_excerpt_gives_its_recommendations_and_says_it_is_cut_off(
    shared_dir: Path, name: str, expected: int
) -> None:
    path = shared_dir / "data" / "hssib" / f"{name}.txt"
    report = hssib.adapt(read(path), path).reports[0]
    assert len(report.entries) == expected
    assert "truncated" in report.flags
    assert all("truncated" not in entry.flags for entry in report.entries)
    assert all(entry.addressees for entry in report.entries)
