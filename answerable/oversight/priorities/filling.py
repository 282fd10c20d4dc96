"""What the register's own facts give an expectation on the criteria that they fill, each with its sentence.

A fact that is not known gives no value, and says why: it is never taken for 0.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_BODIES = _OCCASIONS = (2, 4, 10, 25)
_AGAIN = (1, 2, 4, 10)
_YEARS = (1, 3, 6, 10)
_SHOWN = 60  # references beside one value: more would not fit the row, and the expectation's page has all


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knew of one expectation on a day. References are those of entries."""

    on: dt.date
    said: str  # as in "17 reports, of which 2 are about one event"
    reports: int = 0
    occasions: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    publishers: int = 0
    bodies: int = 0
    instruments: Mapping[str, int] = field(default_factory=dict)  # reports
    entries: tuple[str, ...] = ()
    answered: int = 0  # duties whose answer or closure has a known date
    again: tuple[str, ...] = ()  # entries that asked it again of a body after that
    again_reports: int = 0
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # stronger, intermediate, weaker
    statutory: int = 0  # reports that the law requires an answer to
    should: tuple[str, ...] = ()  # entries that say it should, or must, be done
    law: tuple[str, ...] = ()  # entries that say the law requires the thing


@dataclass(frozen=True, slots=True)
class Filled:
    """A value from 0 to 4, or None where it cannot be told; why; and the entries behind it."""

    value: int | None
    reason: str
    entries: tuple[str, ...] = ()

    @property
    def evidence(self) -> str:
        shown = ", ".join(self.entries[:_SHOWN])
        more = len(self.entries) - _SHOWN
        return f"{shown} and {more:,} more" if more > 0 else shown


def fill(fact: str, known: Known) -> Filled:
    """`fact` as the definition of a criterion names it."""
    return _FILL[fact](known)


def _step(count: int, steps: Sequence[int]) -> int:
    return sum(count >= step for step in steps)


def _bodies(known: Known) -> Filled:
    if not known.bodies:
        return Filled(None, "No body could be told with certainty: it may have been asked of few or of many.")
    of = "one body" if known.bodies == 1 else f"{known.bodies:,} bodies"
    return Filled(_step(known.bodies, _BODIES), f"It was asked of {of} by name.", known.entries)


def _occasions(known: Known) -> Filled:
    times = "once" if known.occasions == 1 else f"on {known.occasions:,} occasions"
    by = "one publisher" if known.publishers == 1 else f"{known.publishers:,} publishers"
    return Filled(
        _step(known.occasions, _OCCASIONS), f"It was asked {times}, in {known.said}, by {by}.", known.entries
    )


def _again(known: Known) -> Filled:
    if not known.answered:
        return Filled(
            None, "No answer to it has a known date, so that it cannot be told whether it was asked again."
        )
    of = "one answer or closure" if known.answered == 1 else f"{known.answered:,} answers or closures"
    if not known.again_reports:
        return Filled(0, f"After {of} with a known date, it was not asked again of the same body.")
    times = "1 report asked" if known.again_reports == 1 else f"{known.again_reports:,} reports asked"
    return Filled(
        _step(known.again_reports, _AGAIN),
        f"{times} it again of a body that had answered it or whose duty was closed ({of} with a known date).",
        known.again,
    )


def _years(known: Known) -> Filled:
    if known.first is None:
        return Filled(None, "None of the reports that ask it has a known date.")
    on = known.on
    years = (on.year - known.first.year) - ((on.month, on.day) < (known.first.month, known.first.day))
    first = f"{known.first.day} {known.first:%B %Y}"
    said = "less than a year" if years < 1 else "one year" if years == 1 else f"{years} years"
    return Filled(_step(years, _YEARS), f"First asked on {first}: it has stood for {said}.", known.entries)


def _strength(known: Known) -> Filled:
    counts = {level: len(known.levels.get(level, ())) for level in ("stronger", "intermediate", "weaker")}
    told = sum(counts.values())
    if not told:
        return Filled(None, "No entry that asks it tells which type of action is meant.")
    stronger, intermediate = counts["stronger"], counts["intermediate"]
    value = 4 if 2 * stronger >= told else 3 if stronger else 2 if 2 * intermediate >= told else 1
    if not stronger and not intermediate:
        value = 0
    of = "the one entry" if told == 1 else f"the {told:,} entries"
    said = ", ".join(f"{count:,} {level}" for level, count in counts.items() if count)
    behind = tuple(entry for level in counts for entry in known.levels.get(level, ()))
    return Filled(value, f"Of {of} whose type of action could be told by a program: {said}.", behind)


def _legal(known: Known) -> Filled:
    if known.law:
        entries = "one entry says" if len(known.law) == 1 else f"{len(known.law):,} entries say"
        return Filled(
            4, f"By its words, as a program reads them, {entries} that the law requires it.", known.law
        )
    if known.statutory:
        value = 3 if 2 * known.statutory >= known.reports else 2
        said = (
            f"The law requires an answer to {known.statutory:,} of the {known.reports:,} reports that ask it."
        )
        return Filled(value, said, known.entries)
    if known.should:
        return Filled(1, "No law requires an answer. The words say that it should be done.", known.should)
    return Filled(0, "No law requires an answer, and the words ask for thought at most.", known.entries)


_FILL: dict[str, Callable[[Known], Filled]] = {
    "bodies": _bodies,
    "occasions": _occasions,
    "again": _again,
    "years": _years,
    "strength": _strength,
    "legal": _legal,
}
