"""Two at one moment: what one did is found by the other, which begins again where the database refused it."""

import io

import pytest
from django.db import IntegrityError, connection, transaction

from answerable.core.actors import SECTORS, Actor
from answerable.core.calendar import now, today
from answerable.core.text.scope.sectors import InSector
from answerable.ledger.meeting import again_if_met
from answerable.ledger.models import Event
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.oversight.models import DayDone
from answerable.register.models import SectorFinding
from answerable.register.operations.sectors import record_sectors
from tests.interleaved import interleaved
from tests.make import body, report

pytestmark = pytest.mark.usefixtures("own_database")
OTHER = "other"
CLERK = Actor("job:clerk", frozenset({"NOTE_WRITE"}))


@operation("NOTE_WRITE")
def note_day(log: Log, *, by: Actor, tries: list[int], file: io.BytesIO | None = None) -> bool:
    tries.append(1)
    if DayDone.objects.filter(on=today()).exists():
        log.unchanged()
        return False
    DayDone.objects.create(on=today(), counts={}, finished_at=now())
    log.event("note.written", "day", {})
    return True


@operation("NOTE_WRITE")
def rename(log: Log, *, by: Actor, one: Organisation, other: Organisation) -> str:
    said = one.name
    one.name = f"{one.name} renamed"
    for each in (one, other):
        Organisation.objects.select_for_update().get(pk=each.pk)
    log.event("note.written", "names", {})
    return said


def test_reports_are_sorted_once_by_two_jobs() -> None:
    held = report()
    found = {held.pk: [InSector(OTHER, "yes", ())]}
    first, second = interleaved(
        lambda: record_sectors(by=SECTORS, found=found), lambda: record_sectors(by=SECTORS, found=found)
    )
    assert (first.get(), second.get()) == (1, 0)
    assert SectorFinding.objects.filter(report=held).count() == 1
    assert Event.objects.filter(kind="sectors.found").count() == 1


def test_second_begins_again_and_finds_what_the_first_did() -> None:
    tries: list[int] = []
    first, second = interleaved(lambda: note_day(by=CLERK, tries=[]), lambda: note_day(by=CLERK, tries=tries))
    assert (first.get(), second.get()) == (True, False)
    assert len(tries) == (2 if connection.vendor == "postgresql" else 1)
    assert Event.objects.filter(kind="note.written").count() == 1


def test_what_is_read_once_only_is_not_tried_again() -> None:
    first, second = interleaved(
        lambda: note_day(by=CLERK, tries=[]), lambda: note_day(by=CLERK, tries=[], file=io.BytesIO(b"x"))
    )
    assert first.get() is True
    assert isinstance(second.error, IntegrityError) or connection.vendor != "postgresql"
    assert DayDone.objects.count() == 1


def test_two_that_wait_for_each_other_both_end_with_what_they_were_given() -> None:
    one, other = body("One Trust"), body("Other Trust")
    first, second = interleaved(
        lambda: rename(by=CLERK, one=one, other=other),
        lambda: rename(by=CLERK, one=other, other=one),
        after=1,  # the first holds its own body, and not yet the other
    )
    assert (first.get(), second.get()) == ("One Trust", "Other Trust")


def test_within_a_transaction_and_for_other_errors_it_runs_once() -> None:
    tries: list[int] = []

    def fails() -> None:
        tries.append(1)
        with transaction.atomic():
            DayDone.objects.create(on=today(), counts={}, finished_at=None)  # type: ignore[misc]

    with pytest.raises(IntegrityError, match=r"(?i)null"):
        again_if_met(fails)
    assert len(tries) == 1
