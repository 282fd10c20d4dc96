"""When a place is looked at again: soon where it changes, seldom where it stands."""

import datetime as dt

LONGEST = dt.timedelta(days=60)
_FIRST_PAUSE = dt.timedelta(minutes=15)
_LONGEST_PAUSE = dt.timedelta(days=2)
REFUSED = dt.timedelta(days=30)


def next_look(at: dt.datetime, every: int, changed_at: dt.datetime | None, *, listing: bool) -> dt.datetime:
    """A listing every so many hours; anything else after a quarter of the time for which it stood still."""
    usual = dt.timedelta(hours=every)
    if listing or changed_at is None:
        return at + usual
    return at + min(LONGEST, max(usual, (at - changed_at) / 4))


def back_off(at: dt.datetime, failures: int, asked: dt.timedelta | None = None) -> dt.datetime:
    """Twice as long after each failure, and never before the server wants to be asked."""
    doubled: int = 2 ** min(max(failures - 1, 0), 10)
    pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * doubled)
    return at + max(pause, asked or dt.timedelta())
