"""Which adapter reads a document."""

from pathlib import Path

import pytest

from answerable.sources.adapters.choose import ADAPTERS, adapter_for
from answerable.sources.readers.document import Line, ReadDocument, Table, UnreadableError
from answerable.sources.readers.reading import read

REPORTS = ("url", "id", "date", "coroner", "area", "receiver", "investigation", "circumstances", "concerns")


def lines(*texts: str) -> ReadDocument:
    return ReadDocument("text/html", lines=[Line(text) for text in texts])


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (ReadDocument("text/csv", tables=[Table("", REPORTS, [])]), "pfd_table"),
        (ReadDocument("text/csv", tables=[Table("", ("Ask", "Who"), [])]), "table_import"),
        (lines("Lamp Body", "HSSIB recommends that the Lamp Body acts. This is to see."), "hssib"),
        (lines("Recommendation 1: The Board should light the lamp."), "inquiry_report"),
        (
            ReadDocument("application/json", data=[{"InquiryName": "A", "Recommendations": []}]),
            "inquiry_json",
        ),
    ],
)
def test_first_adapter_that_recognises_the_document_is_taken(document: ReadDocument, name: str) -> None:
    assert adapter_for(document, path=Path("x")).name == name


def test_order_is_as_stated() -> None:
    assert [adapter.name for adapter in ADAPTERS] == [
        "pfd_table",
        "reply_table",
        "regulation28",
        "hssib",
        "inquiry_json",
        "inquiry_report",
        "table_import",
    ]
    assert all(adapter.version >= 1 for adapter in ADAPTERS)


def test_document_that_nobody_knows_is_refused_with_every_reason() -> None:
    with pytest.raises(UnreadableError) as caught:
        adapter_for(lines("The night was dark."), path=Path("night.html"))
    message = str(caught.value)
    assert message.startswith("night.html was read, but nothing here knows its form.")
    for adapter in ADAPTERS:
        assert f"{adapter.name}: " in message


def test_adapter_names_itself_in_what_it_gives() -> None:
    document = lines("Recommendation 1: The Board should light the lamp.")
    adapter = adapter_for(document, path=Path("x"))
    assert adapter.adapt(document, Path("x")).adapter == f"{adapter.name}/{adapter.version}"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("folder", "pattern", "name"),
    [
        ("inquiries/pdf", "*.pdf", "inquiry_report"),
        ("inquiries", "recommendations.json", "inquiry_json"),
        ("hssib", "hs*.txt", "hssib"),
        ("pfd", "reports.csv", "pfd_table"),
        ("pfd/pdf", "*.pdf", "regulation28"),
    ],
)
def test_real_file_goes_to_its_adapter(shared_dir: Path, folder: str, pattern: str, name: str) -> None:
    files = sorted((shared_dir / "data" / folder).glob(pattern))
    assert files
    for path in files:
        assert adapter_for(read(path), path=path).name == name, path.name
