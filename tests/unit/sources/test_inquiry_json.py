"""Public inquiries' recommendations as JSON."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.sources.adapters import inquiry_json
from answerable.sources.drafts import Adapted, EntryDraft
from answerable.sources.readers.document import ReadDocument, UnreadableError


def adapt(data: object) -> Adapted:
    return inquiry_json.adapt(ReadDocument("application/json", data=data), Path("recommendations.json"))


def one(text: str, **more: object) -> EntryDraft:
    data = [{"InquiryName": "Lamp Inquiry", "Recommendations": [{"Recommendation": text, **more}]}]
    return adapt(data).reports[0].entries[0]


@pytest.fixture(scope="module")
def sample(samples: Path) -> Adapted:
    return adapt(json.loads((samples / "inquiry" / "recommendations.json").read_text(encoding="utf-8")))


def test_inquiries_become_one_report_each_with_name_date_and_link(sample: Adapted) -> None:
    assert [r.publisher for r in sample.reports] == [
        "The Harbour Ward Inquiry",
        "The Fog Signal Inquiry",
        "The Tide Table Inquiry",
    ]
    harbour = sample.reports[0]
    assert harbour.instrument == "inquiry"
    assert harbour.issued.date == dt.date(2019, 3, 14)
    assert harbour.url == harbour.document_url == "https://example.org/harbour-ward/report.pdf"
    assert harbour.sights[0].source == "public-inquiries"
    assert harbour.sights[0].values["administration"] == "Department for Lighthouses"


def test_number_is_taken_from_the_beginning_or_the_end_of_the_text(sample: Adapted) -> None:
    entries = sample.reports[0].entries
    assert [entry.number for entry in entries] == ["1", "HW2", "HW3", ""]
    assert entries[0].text.startswith("The Department for Lighthouses")
    assert entries[2].text == "Records of every lamp should be kept for ten years."


def test_source_labels_are_kept_as_extra(sample: Adapted) -> None:
    extra = sample.reports[0].entries[2].extra
    assert extra["change_type"] == "More"
    assert extra["action_category"] == "Processes & Procedures"
    assert extra["outcome"] == "Rule made in 2020"
    assert extra["administration"] == "Department for Lighthouses"


def test_limbs_that_ask_for_separate_things_become_parts(sample: Adapted) -> None:
    entry = sample.reports[0].entries[1]
    assert [(part.number, part.text) for part in entry.parts] == [
        ("(a)", "keep a log of each lamp"),
        ("(b)", "show the log to any keeper who asks"),
        ("(c)", "send it to the Board each year"),
    ]
    assert entry.addressees == ["All harbour boards"]
    assert "addressee-vague" in entry.flags


def test_recommendation_without_text_is_left_out_naming_the_key_and_the_place(sample: Adapted) -> None:
    assert sample.left_out[0].where == "inquiry 'The Harbour Ward Inquiry', recommendation 4"
    assert 'the key "Recommendation" is missing' in sample.left_out[0].why
    assert "ActionCategory, ChangeType" in sample.left_out[0].why


def test_narrative_that_asks_for_nothing_is_flagged(sample: Adapted) -> None:
    assert "no-ask-found" in sample.reports[0].entries[3].flags
    assert all("no-ask-found" not in entry.flags for entry in sample.reports[0].entries[:3])


def test_placeholder_is_left_out_with_its_reason_and_the_report_stays(sample: Adapted) -> None:
    fog = sample.reports[1]
    assert fog.entries == []
    assert "was not published" in fog.left_out


def test_impossible_date_is_kept_as_written_and_flagged(sample: Adapted) -> None:
    assert sample.reports[1].issued.date is None
    assert sample.reports[1].issued.raw == "31/02/2020"
    assert "date-impossible" in sample.reports[1].flags


def test_inquiry_without_a_name_is_left_out_and_the_rest_goes_on(sample: Adapted) -> None:
    assert any('"InquiryName" is missing' in each.why for each in sample.left_out)


def test_missing_link_and_date_are_warned_of_by_name(sample: Adapted) -> None:
    whys = [each.why for each in sample.warnings if "Tide Table" in each.where]
    assert whys == ['the key "ReportLink" is missing or empty', 'the key "ReportDate" is missing or empty']


def test_plain_list_of_inquiries_with_other_key_styles_is_read() -> None:
    adapted = adapt(
        {"inquiries": [{"name": "A", "date": "2020-05-01", "recommendations": ["Do it; you must."]}]}
    )
    assert adapted.reports[0].publisher == "A"
    assert adapted.reports[0].entries[0].text == "Do it; you must."


def test_placeholder_among_others_is_listed_as_left_out() -> None:
    data = [{"InquiryName": "A", "Recommendations": ["Lamps must be lit.", "Not published: it is secret."]}]
    adapted = adapt(data)
    assert len(adapted.reports[0].entries) == 1
    assert adapted.left_out[0].where == "inquiry 'A', recommendation 2"


def test_same_recommendation_twice_is_kept_and_flagged() -> None:
    adapted = adapt([{"InquiryName": "A", "Recommendations": ["Lamps must be lit.", "Lamps must be lit."]}])
    assert adapted.reports[0].entries[1].flags[-1] == "repeats: 1"


def test_text_that_speaks_of_publishing_is_no_placeholder() -> None:
    assert one("Not publishing the list must stop.").text


@pytest.mark.parametrize("data", [None, 3, "x", [], {}, {"a": [1, {"b": 2}]}])
def test_other_json_is_declined_with_a_reason(data: object) -> None:
    document = ReadDocument("application/json", data=data)
    assert isinstance(inquiry_json.recognises(document), str)
    with pytest.raises(UnreadableError, match="inquiries' recommendations"):
        inquiry_json.adapt(document, Path("x.json"))


_leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=60)
_keys = st.sampled_from(
    [
        "InquiryName",
        "ReportDate",
        "ReportLink",
        "Recommendations",
        "Recommendation",
        "Inquiries",
        "Outcome",
        "x",
    ]
)
_json: st.SearchStrategy[Any] = st.recursive(
    _leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=5),
    max_leaves=25,
)


@settings(max_examples=150, deadline=None)
@given(_json)
def test_any_json_is_read_or_declined_and_nothing_else(data: object) -> None:
    try:
        adapted = adapt(data)
    except UnreadableError:
        return
    for report in adapted.reports:
        assert report.entries or report.left_out


@pytest.mark.shared
def test_real_list_gives_24_inquiries_and_1154_recommendations(shared_dir: Path) -> None:
    path = shared_dir / "data" / "inquiries" / "recommendations.json"
    adapted = adapt(json.loads(path.read_text(encoding="utf-8")))
    assert len(adapted.reports) == 24
    assert sum(len(report.entries) for report in adapted.reports) == 1154
    assert sum(bool(report.left_out) for report in adapted.reports) == 3  # the placeholders
    assert all(report.issued.date for report in adapted.reports)
    assert adapted.left_out == []
