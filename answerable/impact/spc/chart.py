"""An XmR chart: readings, their limits in phases, the rules each meets, and what that says in a word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from answerable.impact.series.model import Reading
from answerable.impact.spc.judgement import Assurance, Better, Variation, assurance, variation
from answerable.impact.spc.limits import BadValuesError, TooFewError
from answerable.impact.spc.phases import Phase, Rebase, phases
from answerable.impact.spc.rules import Mark


@dataclass(frozen=True, slots=True)
class Point:
    """A reading with its phase (None where it has no value) and the rules it meets, the first deciding."""

    reading: Reading
    phase: int | None
    found: tuple[Mark, ...]
    highlight: Variation | None


@dataclass(frozen=True, slots=True)
class Chart:
    points: tuple[Point, ...]
    phases: tuple[Phase, ...]
    better: Better
    target: float | None
    screened: bool
    fix_after: int | None

    @property
    def shown(self) -> list[Point]:
        """The points that have a value; phases count these."""
        return [point for point in self.points if point.phase is not None]

    @property
    def latest(self) -> Point:
        return self.shown[-1]

    @property
    def now(self) -> Phase:
        """The phase of the latest value: its limits are the chart's."""
        return self.phases[-1]

    @property
    def variation(self) -> Variation | None:
        """The state of the latest value; None where its phase has no limits."""
        return self.latest.highlight

    @property
    def assurance(self) -> Assurance | None:
        return assurance(self.now.limits, self.target, self.better) if self.now.limits else None

    @property
    def constant(self) -> bool:
        return len({point.reading.value for point in self.shown}) == 1


def xmr_chart(
    readings: Sequence[Reading],
    *,
    better: Better = Better.NEUTRAL,
    target: float | None = None,
    screen_outliers: bool = False,
    fix_after: int | None = None,
    rebases: Sequence[Rebase] = (),
) -> Chart:
    """The chart of `readings`, which are in order of date.

    Readings without a value stay on the chart and out of every figure. Raises TooFewError, BadValuesError or
    BadRebaseError, whose messages are for readers.
    """
    if any(later.date <= earlier.date for earlier, later in pairwise(readings)):
        raise BadValuesError("The values are not in order of date, or two share a date.")
    shown = [one for one in readings if one.value is not None]
    if not shown:
        raise TooFewError("There is no value at all, so there is nothing to chart.")
    values = [one.value for one in shown if one.value is not None]
    made = phases(
        [one.date for one in shown],
        values,
        rebases,
        screen_outliers=screen_outliers,
        fix_after=fix_after,
    )
    points: list[Point] = []
    place = 0
    for one in readings:
        if one.value is None:
            points.append(Point(one, None, (), None))
            continue
        at = next(number for number, phase in enumerate(made) if place < phase.end)
        found = made[at].found[place - made[at].start]
        points.append(Point(one, at, found, variation(found, better) if made[at].limits else None))
        place += 1
    return Chart(tuple(points), tuple(made), better, target, screen_outliers, fix_after)
