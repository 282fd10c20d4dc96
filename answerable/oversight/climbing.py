"""When a duty climbs which rung. Pure: dates in, a rung out (docs/decisions/0016-escalation.md).

Each rung is climbed once for each date that is counted from, on its day. What an outage or a hold kept back
is made good in order, and no two rungs of one duty lie closer together than the ladder's gap.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.oversight.rungs import Ladder, Rung

LAPSE_DAYS = 180  # what is later than half a year is left for a person to decide


@dataclass(frozen=True, slots=True)
class Climbed:
    """A rung that a duty climbed, on which day, counted from which date."""

    rung: str
    counted_from: dt.date
    on: dt.date


@dataclass(frozen=True, slots=True)
class Due:
    """A duty is to climb a rung today. `late`: its day was an earlier one."""

    duty_id: int
    about_id: int
    rung: Rung
    counted_from: dt.date
    late: bool


def counted_from(due_on: dt.date, taken_over_on: dt.date | None, ladder: Ladder) -> dt.date:
    """The date that rungs are counted from: a body that takes a duty over has some time first."""
    if taken_over_on is None:
        return due_on
    return max(due_on, taken_over_on + dt.timedelta(days=ladder.grace_days))


def next_rung(
    ladder: Ladder,
    kind: str,
    counted: dt.date,
    climbed: Iterable[Climbed],
    on: dt.date,
    *,
    delivered: bool = True,
) -> tuple[Rung, bool] | None:
    """The rung that a duty is to climb on the day, and whether it is late; None where it stays.

    `climbed` is what it climbed so far; steps counted from another date do not count. `kind` is the body's,
    and `delivered` whether a letter about this date has reached it.
    """
    own = [step for step in climbed if step.counted_from == counted]
    highest = max((ladder.place(step.rung) for step in own), default=-1)
    last = max((step.on for step in own), default=None)
    for rung in ladder.rungs[highest + 1 :]:
        day = counted + dt.timedelta(days=rung.days)
        if not rung.fits(kind) or _lapsed(ladder, rung, counted, on):
            continue
        early = on < day or (last is not None and (on - last).days < ladder.gap_days)
        if early or (rung.after_delivery and not delivered):
            return None
        return rung, on > day
    return None


def _lapsed(ladder: Ladder, rung: Rung, counted: dt.date, on: dt.date) -> bool:
    """Whether the time of a rung has gone.

    A reminder's has when it would put off what comes after the due date; another's after half a year.
    """
    if rung.days < 0:
        return (counted - on).days < ladder.gap_days
    return (on - counted).days - rung.days > LAPSE_DAYS


def one_late_letter(due: Sequence[Due], written_today: Iterable[str]) -> list[Due]:
    """Of what one body is to be told, what goes out today: all that is on time, and late steps of one rung.

    Late steps join a letter that goes out anyway. With none, the lowest rung of the late ones goes, and the
    others wait for another day. A rung whose letter was written today waits too.
    """
    written = set(written_today)
    on_time = [one for one in due if not one.late and one.rung.code not in written]
    late = [one for one in due if one.late and one.rung.code not in written]
    rungs = {one.rung.code for one in on_time}
    if not rungs and not written and late:
        rungs = {min(late, key=lambda one: (one.rung.days, one.rung.code)).rung.code}
    return on_time + [one for one in late if one.rung.code in rungs]
