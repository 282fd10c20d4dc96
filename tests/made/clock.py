"""A clock that stands where a test or a replay sets it: everything asks `core.calendar`."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

from answerable.core import calendar


@contextmanager
def clock(at: dt.date | dt.datetime) -> Iterator[None]:
    """Within, it is `at`; of a date, six in the morning in London."""
    instant = (
        at if isinstance(at, dt.datetime) else dt.datetime.combine(at, dt.time(6), calendar.LONDON)
    ).astimezone(dt.UTC)

    class Standing(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:  # type: ignore[override]
            return instant.astimezone(tz)

    names = {name: getattr(dt, name) for name in ("date", "time", "timedelta", "UTC", "tzinfo")}
    with mock.patch.object(calendar, "dt", SimpleNamespace(**names, datetime=Standing)):
        yield
