"""Two at one moment, of whom one looks, ties or loads what the other takes away or gives another body."""

from pathlib import Path
from typing import Any

import pytest

from answerable.core.actors import INDICATORS, RECURRENCE
from answerable.impact.bodies import Bodies
from answerable.impact.definitions import shipped
from answerable.impact.files.reading import read_file
from answerable.impact.models import Line, Reassessment, SeriesFile, Value
from answerable.impact.operations import Known, load_figures, settle_lines
from answerable.impact.operations.alarming import reassess, settle_alarms
from answerable.impact.operations.errors import AlarmError
from answerable.ledger.models import Event
from answerable.lineage.models import Decision
from answerable.lineage.operations import undo
from tests import make
from tests.interleaved import interleaved
from tests.made import assuring, recurring
from tests.unit.impact.figures import body

pytestmark = pytest.mark.usefixtures("own_database")
VALE = "ZA2,Vale NHS Trust"


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"


def test_alarm_that_is_looked_at_is_not_taken_back_in_the_same_moment() -> None:
    alarm = recurring.rung()
    undo(by=make.editor(), decision=Decision.objects.get(superseded_at=None))

    def looked() -> Reassessment:
        return reassess(by=assuring.assurer(5), alarm=alarm, outcome="not_held", words="The audit stopped.")

    def settled() -> int:
        return settle_alarms(by=RECURRENCE, duties=[alarm.duty_id])

    first, second = interleaved(looked, settled)
    assert (first.get().alarm, second.get()) == (alarm, 0)
    alarm.refresh_from_db()
    assert alarm.withdrawn_at is None and not Event.objects.filter(kind="alarm.withdrawn").exists()

    other = recurring.rung()
    undo(by=make.editor(), decision=Decision.objects.get(superseded_at=None, entry=other.entry))
    first, second = interleaved(
        lambda: settle_alarms(by=RECURRENCE, duties=[other.duty_id]),
        lambda: reassess(by=assuring.assurer(5), alarm=other, outcome="before", words="It was before."),
    )
    assert first.get() == 0 and isinstance(second.error, AlarmError)
    assert Event.objects.filter(kind="alarm.withdrawn").count() == 1


def loaded(month: int, rows: list[str], bodies: Bodies, known: Known | None = None) -> SeriesFile:
    """The figures of a month: [code, name], made up."""
    text = "date,org_code,org_name,measure,value\n"
    text += "".join(f"2021-{month:02}-01,{row},MHS76,{month * 5}\n" for row in rows)
    return load_figures(
        by=INDICATORS, document=make.document(text), name=f"{month}.csv", read=read_file(text.encode()),
        bodies=bodies, indicators=shipped(), known=known,
    )  # fmt: skip


def test_figures_are_loaded_while_their_line_goes_and_while_others_load() -> None:
    before, known = Bodies.from_database(), Known()
    loaded(1, [VALE], before, known)
    trust = body("ods:ZA2", "Vale NHS Trust", code="ZA2")
    after = Bodies.from_database()
    loaded(2, [VALE], after)
    assert Line.objects.count() == 2
    # One gives what was loaded to the body by now known, and its line goes; another knows that line still.
    first, second = interleaved(
        lambda: settle_lines(by=INDICATORS, bodies=after), lambda: loaded(3, [VALE], before, known)
    )
    assert first.get() == 1 and second.get().loaded == 1
    assert settle_lines(by=INDICATORS, bodies=after) == 1
    assert [line.organisation for line in Line.objects.all()] == [trust]
    assert set(Value.objects.values_list("value", flat=True)) == {5, 10, 15}

    # Two meet at a line that both begin; the second found a place before, which its first try took along.
    beck, tarn = "ZB1,Beck NHS Trust", "ZA1,Tarn NHS Trust"
    loaded(4, [beck], after)
    first, second = interleaved(
        lambda: loaded(5, [beck, tarn], after), lambda: loaded(6, [tarn, "ZB0,Aire NHS Trust"], after, known)
    )
    assert (first.get().loaded, second.get().loaded) == (2, 2)
    assert loaded(7, ["ZB0,Aire NHS Trust"], after, known).loaded == 1
    # The same file by two: it is loaded once.
    first, second = interleaved(lambda: loaded(8, [VALE], after), lambda: loaded(8, [VALE], after))
    assert first.get() == second.get()
    assert Value.objects.count() == 3 + 1 + 2 + 2 + 1 + 1
