"""When a later report asks again for what was said to be done: the rule, pure.

An alarm needs a duty that stood as done, by its body's word, by somebody else's finding or by closure, on the
day on which another report was issued that asks the same. It is raised beside the claim, and says of itself
how sure it is that the two ask the same, whether it is of the same body, and whether the death may have come
before the work.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from answerable.impact.recurrence.dating import Dated

# A suggested link counts from this probability. Tuned by reading: docs/accuracy.md, "Recurrence".
LEAST = 0.95
VERSION = "1"


class Method(StrEnum):
    PERSON = "a person's link"
    EXPECTATION = "one adopted expectation"
    MACHINE = "a program's suggestion"


class Basis(StrEnum):
    """As `impact.models.Alarm.Basis`: the strongest on which the work stood as done."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    CLOSED = "closed"


class Reach(StrEnum):
    SAME_BODY = "same_body"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Step:
    """A claim, a verdict or a closure that says that the work is done, and its day."""

    on: dt.date
    pk: int


@dataclass(frozen=True, slots=True)
class Done:
    """What says of a duty, now, that its work is done: at least one."""

    claim: Step | None = None
    verification: Step | None = None
    closure: Step | None = None

    @property
    def on(self) -> dt.date:
        """When it was first said, found or closed as done."""
        return min(step.on for step in (self.claim, self.verification, self.closure) if step)

    def before(self, day: dt.date) -> "Done | None":
        """What said so already before a day."""
        kept = [step if step and step.on < day else None for step in self._steps]
        return Done(*kept) if any(kept) else None

    @property
    def basis(self) -> Basis:
        return Basis.CLOSED if self.closure else Basis.VERIFIED if self.verification else Basis.CLAIMED

    @property
    def _steps(self) -> tuple[Step | None, Step | None, Step | None]:
        return self.claim, self.verification, self.closure


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry as the rule sees it. `event` is one number for all reports on one event."""

    entry: int
    report: int
    event: int
    issued_on: dt.date | None
    bodies: frozenset[int] = frozenset()
    withdrawn: bool = False
    fictional: bool = False
    dated: Dated | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Why two entries are taken to ask the same. `score` is a probability, None where a person said so."""

    entry: int
    method: Method
    version: str = ""
    score: float | None = None
    expectation: int | None = None

    @property
    def order(self) -> tuple[bool, bool, float, int]:
        """The surest first."""
        return (self.score is not None, self.method != Method.PERSON, -(self.score or 0.0), self.entry)


@dataclass(frozen=True, slots=True)
class Found:
    """An alarm that holds."""

    other: Asked
    tie: Tie
    done: Done
    again_on: dt.date
    reach: Reach

    @property
    def days(self) -> int:
        return (self.again_on - self.done.on).days

    @property
    def maybe_before(self) -> bool:
        """The death is known to have come before the work was said to be done."""
        dated = self.other.dated
        return dated is not None and dated.by < self.done.on


REFUSED = "A person decided that the two do not ask the same."
NO_TIE = "Nothing says any more that the two ask the same."
WITHDRAWN = "One of the two entries was withdrawn."
ONE_EVENT = "The two reports are about one event."
NOT_DONE = "The body no longer says that it is done, and nobody found it so."
EARLIER = "The report is dated before the work was said to be done."
NO_DATE = "The report has no known date."
OTHER_ENTRY = "Another entry of the same report says it better."


def against(
    done: Done | None, own: Asked, other: Asked | None, tie: Tie | None, *, refused: bool = False
) -> str:
    """Why there is no alarm between the two; empty where there is one."""
    if other is None or own.withdrawn or other.withdrawn:
        return WITHDRAWN
    if refused:
        return REFUSED
    if own.event == other.event or own.report == other.report or own.fictional != other.fictional:
        return ONE_EVENT
    if tie is None or (tie.score is not None and tie.score < LEAST):
        return NO_TIE
    if done is None:
        return NOT_DONE
    if other.issued_on is None:
        return NO_DATE
    return EARLIER if done.before(other.issued_on) is None else ""


def alarms_of(
    done: Done | None,
    own: Asked,
    ties: Iterable[Tie],
    others: Mapping[int, Asked],
    *,
    held: Collection[int] = (),
    refused: Collection[int] = (),
) -> list[Found]:
    """The alarms of one duty, the earliest first: one for each event that asks the same again.

    `held` are entries with an alarm that stands: where several of one event would do, such a one is kept.
    `refused` are entries of which a person said that they do not ask the same.
    """
    by_event: dict[int, list[Tie]] = {}
    for tie in ties:
        other = others.get(tie.entry)
        if other and not against(done, own, other, tie, refused=tie.entry in refused):
            by_event.setdefault(other.event, []).append(tie)
    found = [
        _found(done, own, others, min(rows, key=lambda tie: (tie.entry not in held, *tie.order)))
        for rows in by_event.values()
        if done is not None
    ]
    return sorted(found, key=lambda one: (one.again_on, one.other.entry))


def _found(done: Done, own: Asked, others: Mapping[int, Asked], tie: Tie) -> Found:
    other = others[tie.entry]
    assert other.issued_on is not None
    by_then = done.before(other.issued_on)
    assert by_then is not None
    reach = Reach.SAME_BODY if own.bodies & other.bodies else Reach.ELSEWHERE
    return Found(other, tie, by_then, other.issued_on, reach)


def surest(ties: Sequence[Tie]) -> dict[int, Tie]:
    """{the other entry: the surest of the ties with it}."""
    return {tie.entry: tie for tie in sorted(ties, key=lambda tie: tie.order, reverse=True)}
