"""Samples of sites, of our own writing after the real markup's shape, and what each must give."""

import json
import tomllib

import pytest

from answerable.sources.definitions import FOLDER, load_definitions
from answerable.sources.harvest_adapters import ADAPTERS, adapter_of
from answerable.sources.harvest_adapters.values import whole
from answerable.sources.harvesting.withdrawn import SAYS_WITHDRAWN, says_withdrawn
from answerable.sources.models import Place
from tests.made.site_samples import SAMPLES, Sample, shown

_NAMES = [f"{each.adapter}/{each.file}" for each in SAMPLES]


@pytest.mark.parametrize("sample", SAMPLES, ids=_NAMES)
def test_sample_gives_what_is_written_beside_it(sample: Sample) -> None:
    page = sample.read()
    assert shown(page) == json.loads(sample.expected.read_text(encoding="utf-8"))
    assert page.matters
    assert {each.kind for each in page.found} <= set(Place.Kind.values)


@pytest.mark.parametrize("sample", SAMPLES, ids=_NAMES)
def test_sample_read_twice_matters_the_same(sample: Sample) -> None:
    assert sample.read().matters == sample.read().matters


def test_every_adapter_has_a_sample_and_a_definition_that_begins_with_it() -> None:
    rules = [each.harvest for each in load_definitions(FOLDER).values() if each.harvest]
    assert {each.adapter for each in SAMPLES} == set(ADAPTERS)
    # The content API begins beside the list of pages, in the same definition.
    assert {rule.adapter for rule in rules} == set(ADAPTERS) - {"judiciary_api"}
    for definition in load_definitions(FOLDER).values():
        if definition.harvest:
            begun = adapter_of(definition.harvest.adapter).start(definition)
            assert [each.url for each in begun] == list(definition.harvest.start)
            assert {each.kind for each in begun} <= set(Place.Kind.values)


def test_a_name_of_someone_who_died_is_in_no_report_and_no_hint() -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == ("judiciary_pfd", "report.html"))
    page = sample.read()
    assert "Lamp Three" not in json.dumps([page.report, [each.hint for each in page.found]])


def test_taking_the_name_off_a_page_is_a_change() -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == ("judiciary_pfd", "report.html"))
    body = sample.path.read_bytes()
    assert sample.read(body.replace(b"Lamp Three", b"[REDACTED]")).matters != sample.read().matters


def test_an_advert_and_a_count_of_visitors_are_no_change() -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == ("judiciary_pfd", "report.html"))
    body = sample.path.read_bytes().replace(b"<main", b"<aside><p>Visitors: 12</p></aside><main")
    assert sample.read(body).matters == sample.read().matters


def test_the_details_are_read_where_the_form_below_repeats_a_label() -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == ("judiciary_pfd", "report.html"))
    form = b"<p>REGULATION 28 REPORT</p><p>THIS REPORT IS BEING SENT TO: Someone else</p></div>\n<ul"
    page = sample.read(sample.path.read_bytes().replace(b"</div>\n<ul", form))
    assert page.report and page.report["addressees"][0] == "Lanternshire Partnership NHS Trust"


def test_a_withdrawn_page_says_since_when() -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == ("govuk", "report.json"))
    data = json.loads(sample.path.read_text(encoding="utf-8"))
    data["withdrawn_notice"] = {"explanation": "<p>Old.</p>", "withdrawn_at": "2031-09-01T10:00:00Z"}
    report = sample.read(json.dumps(data).encode()).report
    assert report and (report["withdrawn"], report["withdrawn_words"]) == ("2031-09-01", "Old.")
    assert says_withdrawn(report) == f"{SAYS_WITHDRAWN} on 2031-09-01. Old."
    gone = {"document_type": "gone", "base_path": "/government/publications/x"}
    page = sample.read(json.dumps(gone).encode())
    assert page.report and page.report["withdrawn"] == "yes" and not page.odd


def test_the_page_after_the_last_of_the_content_api_is_an_end() -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == ("judiciary_api", "listing.json"))
    page = sample.read(b'{"code": "rest_post_invalid_page_number", "message": "", "data": {"status": 400}}')
    assert (page.odd, page.found) == ("", [])


@pytest.mark.parametrize("adapter", ["judiciary_pfd", "hssib", "cqc"])
def test_a_list_that_says_how_many_it_shows_is_held_to_it(adapter: str) -> None:
    (sample,) = (each for each in SAMPLES if (each.adapter, each.file) == (adapter, "listing.html"))
    text = sample.path.read_text(encoding="utf-8")
    shown_here = len([each for each in sample.read().found if each.kind == "report"])

    def odd(words: str) -> str:
        return sample.read(text.replace("</h1>", f"</h1><p>{words}</p>", 1).encode()).odd

    assert not odd(f"Showing 1 to {shown_here} of 4,865 results")
    assert not odd(f"Displaying reports 11-{10 + shown_here} of 253") and not odd("1 to 4 of them")
    assert f"{shown_here + 1} items, and {shown_here} can" in odd(f"Showing 1\u2013{shown_here + 1} of 4,865")


def test_every_definition_says_how_its_site_is_visited() -> None:
    """Nothing that concerns the publisher is left to a default: whoever reviews the file sees it all."""
    said = {"adapter", "hosts", "start", "every", "delay", "contact", "robots"}
    said |= {"most_bytes", "media_types", "quiet_days"}
    for path in sorted(FOLDER.glob("*.toml")):
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        assert all(values[key] for key in ("address", "rhythm", "covers")), path.name
        assert all(values["licence"][key] for key in ("name", "address", "attribution")), path.name
        if "harvest" in values:
            assert said <= set(values["harvest"]), path.name
            assert values["harvest"]["delay"] >= 1 and values["harvest"]["robots"], path.name


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("/a/b", "https://example.org/a/b"),
        ("b?c=1#d", "https://example.org/x/b?c=1"),
        ("//other.example/z", "https://other.example/z"),
        ("http://example.org:80/a", "https://example.org/a"),
        ("javascript:alert(1)", ""),
        ("mailto:a@example.org", ""),
        ("file:///etc/passwd", ""),
        ("https://user:word@example.org/", ""),
        ("https://[::1", ""),
        ("https://example.org:notaport/", ""),
        ("#top", ""),
        ("", ""),
    ],
)
def test_addresses_are_made_whole_or_are_none(href: str, address: str) -> None:
    assert whole("https://example.org/x/y", href) == address
