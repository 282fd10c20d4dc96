"""Records of a list say of each entry what its whole record says, in three questions to the database."""

from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.publication.listed import listed_records
from answerable.publication.records import entry_records
from answerable.register.models import Entry
from answerable.register.operations import withdraw_entry
from answerable.register.queries import current_versions
from tests import make

pytestmark = pytest.mark.django_db

OF_ENTRIES = ("reference", "kind", "number", "text", "parent", "version", "recorded_at", "bodies")
OF_REPORTS = (
    *("reference", "title", "instrument", "publisher", "publisher_code", "publisher_kind", "area", "scope"),
    *("publisher_reference", "issued_on", "fictional", "response_state", "response_words", "response_due"),
    *("recorded_at", "licence"),
)


def test_listed_records_say_what_whole_ones_do(
    tmp_path: Path, settings: object, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.DOCUMENTS = tmp_path / "documents"  # type: ignore[attr-defined]
    trust, board = make.body("Northmere Wards Trust"), make.body("Oakmere Health Board")
    make.report(texts=["The alarm was not heard.", "Nobody wrote it down."], to=[trust, board])
    make.report(kind="recommendation", part_texts=["First part.", "Second part."], to=[trust])
    make.report(to=[None], issued=None)
    gone = make.entry("This was taken away.", to=[board])
    withdraw_entry(by=make.editor(), entry=gone, why="Published by mistake.")
    references = list(Entry.objects.values_list("reference", flat=True))

    with django_assert_num_queries(3):
        listed = listed_records(references)

    whole = {one.reference: one for one in entry_records(current_versions())}
    assert listed.keys() == whole.keys() == set(references) - {gone.reference}
    for reference, record in listed.items():
        full = whole[reference]
        for name in OF_ENTRIES:
            assert getattr(record, name) == getattr(full, name), name
        for name in OF_REPORTS:
            assert getattr(record.report, name) == getattr(full.report, name), name
    assert any(record.parent for record in listed.values())
    assert any(len(record.bodies) == 2 for record in listed.values())
