"""A clock that tests set, so that a fact can be recorded on one day and ended on another."""

import datetime as dt
import sys
from collections.abc import Callable

import pytest

from answerable.core.calendar import LONDON

SetClock = Callable[[dt.date], None]
_WRITERS = ("answerable.lineage.operations", "answerable.register.operations")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """`clock(day)`: what operations write from then on, they write at noon of that day."""

    def set_to(day: dt.date) -> None:
        noon = dt.datetime.combine(day, dt.time(12), LONDON).astimezone(dt.UTC)
        for name, module in list(sys.modules.items()):
            if name.startswith(_WRITERS):
                for attribute, value in (("now", lambda: noon), ("today", lambda: day)):
                    if hasattr(module, attribute):
                        monkeypatch.setattr(module, attribute, value)

    return set_to
