"""What came from a publisher's site is sorted, related and found by search in the same daily run."""

from pathlib import Path

import pytest
from django.test import override_settings

from answerable.core.calendar import today
from answerable.core.text.plain.summary import METHOD
from answerable.ledger.models import Event
from answerable.lineage.models import Look
from answerable.pipeline import daily, taking_up
from answerable.pipeline.daily import Done, take_up_what_came
from answerable.pipeline.taking_up import index_lags, take_up, to_relate
from answerable.register.plain import not_summarised
from answerable.search.generations import IndexBusyError
from tests import make

pytestmark = pytest.mark.django_db
WORDS = "Prison officers on the wing had no training in first aid and did not know how to give CPR."


def quiet(*_: object) -> None:
    return


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.INDEX = tmp_path / "index"  # type: ignore[attr-defined]


def test_what_came_is_taken_up_once_and_what_comes_later_the_next_time() -> None:
    make.entry(WORDS)
    assert (to_relate(), index_lags()) == (1, True)
    done = take_up(quiet)
    assert (done.related, done.indexed, done.waits) == (1, 1, "")
    assert not not_summarised(METHOD).exists() and Look.objects.count() == 1
    events = Event.objects.count()
    again = take_up(quiet)
    assert (again.related, again.indexed, Event.objects.count()) == (0, 0, events)
    make.entry("The family were not told that the patient had been moved to another hospital.", area="B")
    later = take_up(quiet)
    assert (later.related, later.indexed) == (1, 2)


def test_a_run_that_was_cut_short_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    make.entry(WORDS)

    def killed(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(taking_up, "rebuild_index", killed)
        with pytest.raises(KeyboardInterrupt):
            take_up(quiet)
    assert to_relate() == 0 and index_lags()
    done = take_up(quiet)
    assert (done.related, done.indexed) == (0, 1)


def test_what_can_not_be_done_now_waits_and_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    make.entry(WORDS)

    def busy(**_: object) -> None:
        raise IndexBusyError("Another program builds the index.")

    monkeypatch.setattr(taking_up, "rebuild_index", busy)
    done = take_up(quiet)
    assert done.related == 1 and "waits: Another program builds the index." in done.in_words()


def test_the_daily_job_takes_up_after_its_visits_and_only_where_it_makes_some() -> None:
    make.entry(WORDS)
    names = [name for name, _ in daily.STEPS]
    assert names[-3:] == ["harvest", "take up", "news"]
    nothing = take_up_what_came(today(), False, quiet)
    assert nothing.count == 0 and "no source" in nothing.what and to_relate() == 1
    with override_settings(HARVEST=("hssib",)):
        assert take_up_what_came(today(), True, quiet) == Done("take up", 1, "entries to relate")
        assert take_up_what_came(today(), False, quiet).count == 1
    assert to_relate() == 0
