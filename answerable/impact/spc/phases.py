"""Where the limits are drawn anew: at a date that a person gives, with the reason that they give."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.spc.limits import Limits, TooFewError, xmr_limits
from answerable.impact.spc.rules import Mark, marks


class BadRebaseError(ValueError):
    """A redrawing that can't be done as asked. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Rebase:
    """Limits begin again at the first value on or after `on`, because of `reason`: a known change."""

    on: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class Phase:
    """Consecutive values under one set of limits; `limits` is None for a single value.

    `step` is the change of the mean from the phase before, None for the first. `signalled` says whether the
    limits before would have shown special cause among this phase's values.
    """

    start: int  # place of its first value among the values
    end: int  # one past its last
    reason: str
    mean: float
    limits: Limits | None
    found: tuple[tuple[Mark, ...], ...]
    step: float | None = None
    signalled: bool | None = None

    @property
    def size(self) -> int:
        return self.end - self.start

    @property
    def trial(self) -> bool:
        return self.limits is None or self.limits.trial


def phases(
    dates: Sequence[dt.date],
    values: Sequence[float],
    rebases: Sequence[Rebase] = (),
    *,
    screen_outliers: bool = False,
    fix_after: int | None = None,
) -> list[Phase]:
    """The phases in order. Rules never reach across their borders.

    Raises BadRebaseError, and TooFewError for a series that is too short as a whole.
    """
    starts = _starts(dates, rebases)
    made: list[Phase] = []
    for (start, reason), (end, _) in zip(starts, [*starts[1:], (len(values), "")], strict=True):
        part = values[start:end]
        try:
            limits = xmr_limits(part, screen_outliers=screen_outliers, fix_after=fix_after)
            found = tuple(marks(part, limits))
            mean = limits.mean
        except TooFewError:
            if len(starts) == 1:
                raise
            limits, found, mean = None, tuple(() for _ in part), part[0]
        before = made[-1] if made else None
        made.append(
            Phase(
                start=start,
                end=end,
                reason=reason,
                mean=mean,
                limits=limits,
                found=found,
                step=mean - before.mean if before else None,
                signalled=any(marks(part, before.limits)) if before and before.limits else None,
            )
        )
    return made


def _starts(dates: Sequence[dt.date], rebases: Sequence[Rebase]) -> list[tuple[int, str]]:
    starts = [(0, "")]
    for rebase in sorted(rebases, key=lambda one: one.on):
        if not rebase.reason.strip():
            raise BadRebaseError(
                f"The limits can't be redrawn at {rebase.on} without a reason: give the known change."
            )
        place = next((at for at, date in enumerate(dates) if date >= rebase.on), None)
        if place is None:
            raise BadRebaseError(
                f"The limits can't be redrawn at {rebase.on}: no value lies on or after it. "
                f"The last is of {dates[-1]}."
            )
        if place == 0:
            raise BadRebaseError(
                f"The limits can't be redrawn at {rebase.on}: no value lies before it. "
                f"The first is of {dates[0]}."
            )
        if place == starts[-1][0]:
            raise BadRebaseError(
                f"Two redrawings begin at the same value, of {dates[place]}: keep one, with both reasons."
            )
        starts.append((place, rebase.reason.strip()))
    return starts
