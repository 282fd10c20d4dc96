"""Two at one moment: a whole report is withdrawn, replaced, seen again in a closer source, put back."""

import pytest

from answerable.core.actors import INGEST
from answerable.ledger.models import Event
from answerable.register.models import Entry, Report, Withdrawal
from answerable.register.operations import (
    PublishingError,
    record_report,
    restore_report,
    withdraw_entry,
    withdraw_report,
)
from answerable.register.queries import standing
from tests import make
from tests.interleaved import interleaved
from tests.unit.register.test_withdrawing import WHY, editor

pytestmark = pytest.mark.usefixtures("own_database")
TEXTS = ["Observations were not carried out as planned.", "Nobody looked in at night on the ward."]


def withdrawn(report: Report, other: Report | None = None, why: str = WHY) -> Withdrawal:
    same = Report.objects.get(pk=report.pk)
    ground = "duplicate" if other else "error"
    return withdraw_report(by=editor(), report=same, ground=ground, why=why, replaced_by=other)


def test_one_of_two_withdraws_it_and_neither_of_two_replaces_the_other() -> None:
    report, other = make.report(texts=TEXTS), make.report(reference="2024-0002")
    first, second = interleaved(lambda: withdrawn(report), lambda: withdrawn(report, why="Again."))
    assert first.get().why == WHY and isinstance(second.error, PublishingError)
    assert Event.objects.filter(kind="entry.withdrawn").count() == 2
    first, second = interleaved(
        lambda: restore_report(by=editor(), report=report, why="It was the other."),
        lambda: restore_report(by=editor(), report=report, why="Once more."),
    )
    assert first.get().restored_why == "It was the other." and isinstance(second.error, PublishingError)
    for after in (None, 2):
        first, second = interleaved(
            lambda: withdrawn(report, other), lambda: withdrawn(other, report), after=after
        )
        assert first.get().replaced_by == other and isinstance(second.error, PublishingError)
        restore_report(by=editor(), report=report, why="It was the other.")


def test_what_meets_a_withdrawal_changes_nothing_of_it() -> None:
    report = make.report(make.prepared_report(reference="2020-0001", texts=TEXTS))
    entry = report.entries.order_by("order")[0]
    closer = make.prepared_report(
        reference="2020-0001", texts=[*TEXTS, "And a third thing was said."], rank=5
    )
    closer.draft.where, seen = "row 9", make.document("another")
    first, second = interleaved(
        lambda: withdrawn(report), lambda: record_report(by=INGEST, prepared=closer, document=seen)
    )
    assert first.get() and second.get().entries_added == 0
    assert Entry.objects.count() == 2 and not standing().exists()
    restore_report(by=editor(), report=report, why="It was the other.")
    first, second = interleaved(
        lambda: withdraw_entry(by=editor(), entry=Entry.objects.get(pk=entry.pk), why="Recorded twice."),
        lambda: withdrawn(report),
    )
    assert first.get() and second.get()
    entry.refresh_from_db()
    assert entry.withdrawn_why == "Recorded twice."
