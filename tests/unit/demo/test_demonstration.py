"""The demonstration: what its documents give, who must not be named, and how they are made."""

import functools
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from answerable.core.text.names import mask
from answerable.sources.adapters.choose import adapter_for
from answerable.sources.definitions import load_definitions
from answerable.sources.drafts import Adapted, EntryDraft, ReportDraft
from answerable.sources.readers import ReadDocument, read

DEMO = Path(__file__).resolve().parents[3] / "data" / "demo"
DOCUMENTS = DEMO / "documents"
NOTICE = "Fictional document made for the demonstration of Answerable"
KEYS = ("deceased", "family", "staff")
KINDS = ("recommendation", "concern", "safety_action", "observation")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


EXPECTED = _toml("expected.toml")
PEOPLE: list[dict[str, Any]] = _toml("names.toml")["people"]


@functools.cache
def _read(name: str) -> ReadDocument:
    return read(DOCUMENTS / name)


@functools.cache
def _adapted(name: str) -> Adapted:
    path = DOCUMENTS / name
    return adapter_for(_read(name), path=path).adapt(_read(name), path)


def _with_parts(entries: list[EntryDraft]) -> list[EntryDraft]:
    return [one for entry in entries for one in (entry, *_with_parts(entry.parts))]


def _found(report: ReportDraft) -> dict[str, Any]:
    """The report in the words of expected.toml."""
    kinds = Counter(str(entry.kind) for entry in report.entries)
    elsewhere = {sight.date.date for sight in report.sights if sight.date and sight.date.date}
    found = {
        "reference": report.reference,
        "date": report.issued.date,
        "elsewhere": sorted(elsewhere - {report.issued.date}),
        "due": report.response_due.date if report.response_due else None,
        "entries": [kinds[kind] for kind in KINDS],
        "parts": sum(len(entry.parts) for entry in report.entries),
    }
    return {key: value for key, value in found.items() if value}


def test_every_document_is_expected_and_there() -> None:
    there = {
        path.relative_to(DOCUMENTS).as_posix()
        for path in DOCUMENTS.rglob("*")
        if path.is_file() and path.suffix != ".toml"
    }
    assert there == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_document_goes_to_its_adapter(name: str) -> None:
    assert adapter_for(_read(name), path=DOCUMENTS / name).name == EXPECTED[name]["adapter"]


@pytest.mark.parametrize("name", EXPECTED)
def test_document_gives_its_reports_and_entries(name: str) -> None:
    assert [_found(report) for report in _adapted(name).reports] == EXPECTED[name]["reports"]


@pytest.mark.parametrize("name", EXPECTED)
def test_report_without_entries_says_why(name: str) -> None:
    for report in _adapted(name).reports:
        assert bool(report.entries) != bool(report.left_out), report.where


@pytest.mark.parametrize("name", [name for name in EXPECTED if EXPECTED[name].get("ocr")])
def test_pictures_of_paper_are_read_by_ocr(name: str) -> None:
    document = _read(name)
    assert document.ocr
    assert document.confidence is not None
    assert document.confidence > 0.8


@pytest.mark.parametrize("name", EXPECTED)
def test_document_says_that_it_is_fictional(name: str) -> None:
    content = (DOCUMENTS / name).read_bytes()
    ocr = EXPECTED[name].get("ocr")
    assert NOTICE in _read(name).text if ocr else NOTICE.encode() in content or b"(fictional)" in content


@pytest.mark.parametrize("people", PEOPLE, ids=lambda p: f"{p['document']} {p.get('report', '')}")
def test_nobody_is_named_in_what_would_be_published(people: dict[str, Any]) -> None:
    reports = _adapted(people["document"]).reports
    if "report" in people:
        reports = [report for report in reports if report.reference == people["report"]]
    names = [name for key in KEYS for name in people.get(key, [])]
    (report,) = reports
    original = " ".join(entry.text for entry in _with_parts(report.entries))
    public = " ".join(
        mask(entry.text, deceased=report.deceased, author=report.author).text
        for entry in _with_parts(report.entries)
    )
    for name in names:
        assert name in original, f"{name} is not in the document"
        for word in name.split():
            assert word not in public, f"{word} of {name} can be read"


@pytest.mark.parametrize("name", EXPECTED)
def test_only_people_are_held_back(name: str) -> None:
    """Bodies, wards and places stay readable: all that is held back holds a word of a listed name."""
    people = [p for p in PEOPLE if p["document"] == name]
    words = {word for p in people for key in KEYS for one in p.get(key, []) for word in one.split()}
    for report in _adapted(name).reports:
        for entry in _with_parts(report.entries):
            for span in mask(entry.text, deceased=report.deceased, author=report.author).spans:
                held_back = entry.text[span.start : span.end]
                assert any(word in held_back for word in words), f"{held_back!r} is nobody's name"


def test_sources_are_definitions_and_say_that_they_are_fictional() -> None:
    for code, definition in load_definitions(DEMO / "sources").items():
        assert code.startswith("demo-")
        assert "(fictional)" in definition.name


def test_dates_span_ten_years() -> None:
    years = {r["date"].year for one in EXPECTED.values() for r in one["reports"] if "date" in r}
    assert years == set(range(2015, 2026))


def test_texts_make_the_documents_byte_for_byte() -> None:
    made = subprocess.run(
        [sys.executable, str(DEMO / "make.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout + made.stderr


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("investigations/")])
def test_words_of_an_invented_body_are_not_laid_to_a_real_one(name: str) -> None:
    (report,) = _adapted(name).reports
    assert report.publisher == "National Ward Safety Investigations Body"
