"""What a report is asked for: whose, of which period, and as the register stood on which day."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import end_of_day, today
from answerable.ledger.models import Event
from answerable.oversight.figures import World, first_day
from answerable.oversight.figures.touched import since_reckoning

LONGEST_YEARS = 10


class PackError(ValueError):
    """The report can't be made. The message says why, and what can be asked for instead."""


@dataclass(frozen=True, slots=True)
class PackAsked:
    """`start` to `end`, both within it, as the register stood at the end of `on`."""

    start: dt.date
    end: dt.date
    on: dt.date

    @property
    def before(self) -> dt.date:
        """The eve of the period: what it began with."""
        return self.start - dt.timedelta(days=1)


def period_asked(start: dt.date, end: dt.date, on: dt.date | None = None) -> PackAsked:
    """Without `on`: as at the end of the period, or as at today where the register held nothing then.

    Raises PackError: an end before the start, days to come, too long, or before there was a register.
    """
    if end < start:
        raise PackError(
            f"The period ends on {_written(end)}, before it starts on {_written(start)}. Give both its days."
        )
    if (end - start).days > 366 * LONGEST_YEARS:
        raise PackError(f"The period is longer than {LONGEST_YEARS} years. Ask for several reports.")
    first = first_day()
    if first is None:
        raise PackError("The register holds nothing that anybody was asked to do, so nothing is told.")
    day = on or (end if first <= end <= today() else today())
    if day > today():
        raise PackError(
            f"The register cannot be shown as it will stand on {_written(day)}. Ask for a day up to today."
        )
    if start > day:
        raise PackError(
            f"The period starts on {_written(start)}, after the day as at which it is told, {_written(day)}."
        )
    if day < first:
        raise PackError(
            f"On {_written(day)} the register held nothing yet: its first record is of {_written(first)}. "
            "Ask for a report as at that day or later; its period may lie before."
        )
    return PackAsked(start, min(end, day), day)


def _written(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"


def worlds(asked: PackAsked) -> tuple[World, World]:
    """How every duty stood on the eve of the period and on the day asked for, by one reckoning.

    Raises PackError where none was made yet.
    """
    since = since_reckoning()
    if not since.made:
        raise PackError("The figures of this register were not worked out yet: run `answerable figures`.")
    return World(asked.before, since), World(asked.on, since)


def last_event(on: dt.date) -> tuple[int, str]:
    """(position, leaf hash) of the last event recorded by the end of a day; (-1, "") for none."""
    found = Event.objects.filter(recorded_at__lt=end_of_day(on)).order_by("-index").first()
    return (found.index, bytes(found.leaf_hash).hex()) if found else (-1, "")
