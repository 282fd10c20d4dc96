"""Issuers hear of a consolidated ask; editors and overseers of a source that has gone quiet; each once."""

import datetime as dt

import pytest

from answerable.core.calendar import today
from answerable.oversight.missing.sequences import silence_days
from answerable.oversight.operations.consolidating import record_position
from answerable.oversight.queries.telling import to_tell
from answerable.oversight.queries.telling_others import gone_quiet, to_agree
from answerable.register.models import Report
from answerable.sources.models import Publisher
from tests import make
from tests.made import coordinating, overseeing
from tests.made.publishing import issuing_person

pytestmark = pytest.mark.django_db


def test_those_who_speak_for_a_publisher_are_asked_until_it_has_answered() -> None:
    asked = coordinating.expectation("Ash", "Birch")
    ash = Publisher.objects.get(name__contains="Ash").code
    issuer = issuing_person(code=ash)
    held = coordinating.consolidation(coordinating.overseer(), asked)
    ((person, key, kind, words, address),) = to_agree(today())
    assert (person, kind, address) == (issuer, "to_agree", "/workspace/positions")
    assert held.reference in words and key.endswith(ash)
    assert [line.key for line in to_tell(today()) if line.kind == "to_agree"] == [key]
    assert list(to_agree(held.answer_by + dt.timedelta(days=1))) == []
    record_position(
        by=overseeing.actor("editor"),
        consolidation=held,
        publisher=ash,
        stand="agrees",
        said_on=today(),
        source="Letter of 1 March",
    )
    assert list(to_agree(today())) == []


def test_source_that_fell_silent_is_told_once_for_each_silence() -> None:
    source, limit = next(iter(sorted(silence_days().items())))
    editor, overseer = overseeing.person("editor"), overseeing.person("overseer")
    overseeing.person("reader")
    newest = today() - dt.timedelta(days=limit + 1)
    report = make.report(issued=newest)
    Publisher.objects.filter(pk=report.publisher_id).update(source=source)

    def quiet() -> list[tuple[object, str]]:
        return [(person, key) for person, key, *_ in gone_quiet(today()) if source in key]

    first = quiet()
    assert {person for person, _ in first} == {editor, overseer}
    assert {key for _, key in first} == {f"quiet:{source}:{newest}"}
    Report.objects.filter(pk=report.pk).update(issued_on=today())
    assert quiet() == []
