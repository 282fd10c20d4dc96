"""The clock can be set for tests alone."""

import datetime as dt

import pytest

from answerable.core.calendar import ClockError, shift_asked_for

AT = dt.datetime(2026, 11, 28, 23, 30, tzinfo=dt.UTC)
FOR_TESTS = {"ANSWERABLE_DEBUG": "1"}


def test_it_runs_as_it_is_unless_asked() -> None:
    assert shift_asked_for({}, AT) == dt.timedelta()


def test_it_is_put_forward_by_whole_days() -> None:
    assert shift_asked_for({**FOR_TESTS, "ANSWERABLE_CLOCK": "2026-12-08"}, AT) == dt.timedelta(days=10)


def test_it_is_refused_in_earnest_and_for_no_day() -> None:
    with pytest.raises(ClockError, match="refused"):
        shift_asked_for({"ANSWERABLE_CLOCK": "2026-12-08"}, AT)
    with pytest.raises(ClockError, match="day like"):
        shift_asked_for({**FOR_TESTS, "ANSWERABLE_CLOCK": "tomorrow"}, AT)
