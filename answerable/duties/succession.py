"""Duties of bodies that closed: passed on where one sure successor is known, and listed where not.

Nothing is guessed. A body that several took over from, one whose successor is doubtful or unknown, and a
circle of bodies that took over from each other wait for the overseer. Every duty looked at is in exactly one
count.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.duties.models import Duty, Transfer
from answerable.duties.operations import pass_on
from answerable.duties.operations.errors import DutyError
from answerable.organisations.models import Certainty, Organisation, Succession, SuccessionClaim
from answerable.organisations.queries import successions_by_predecessor

_AT_ONCE = 1000
NO_SUCCESSOR = "No body is known that came after it"
SEVERAL = "Several bodies came after it"
SPLIT = "It was split, and only one of the bodies that took its work is known"
DOUBTFUL = "Which body came after it is in doubt"
CIRCLE = "The bodies that came after it lead back to it"
NOT_HELD = "The body that came after it is in no list of the register"
TAKEN_BACK = "A person took an earlier step back, and has to choose"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body that closed and whose duties could not pass by themselves."""

    body: Organisation
    why: str
    candidates: tuple[str, ...]  # references of bodies that may have come after it
    duties: int
    circle: tuple[str, ...] = ()  # names of the bodies that lead back to each other


@dataclass(frozen=True, slots=True)
class PassedOn:
    """What became of the duties held by bodies that had closed: held = passed + closed + waiting."""

    held: int
    passed: int
    closed: int
    bodies: int
    waiting: list[Waiting] = field(default_factory=list)

    @property
    def left(self) -> int:
        return sum(one.duties for one in self.waiting)


@dataclass(frozen=True, slots=True)
class Way:
    """From a body that closed to the one that answers for it now; `why` says why there is none."""

    steps: tuple[tuple[Organisation, dt.date], ...] = ()
    why: str = ""
    candidates: tuple[str, ...] = ()
    words: str = ""
    circle: tuple[str, ...] = ()
    basis: str = ""  # the citations of the successions


@dataclass(frozen=True, slots=True)
class Known:
    """Who is known to have come after whom, read once for many bodies."""

    claims: dict[str, list[SuccessionClaim]]  # by key of the body that was, each pair once
    bodies: dict[str, Organisation]  # those that came after, by key

    @classmethod
    def read(cls) -> "Known":
        """Two queries."""
        claims = successions_by_predecessor()
        after = {claim.successor_key for held in claims.values() for claim in held}
        return cls(claims, {one.key: one for one in Organisation.objects.filter(key__in=after)})


def way_on(body: Organisation, on: dt.date, known: Known | None = None) -> Way:
    """The chain of sure successions from a body that had closed by a day, as far as one that lives then."""
    known = known or Known.read()
    steps: list[tuple[Organisation, dt.date]] = []
    said: list[str] = []
    cited: list[str] = []
    passed_by = [body.name]
    seen, here = {body.key}, body
    while here.closed is not None and here.closed <= on:
        claims = [
            claim
            for claim in known.claims.get(here.key, ())
            if claim.certainty != Certainty.ANNOUNCED and (claim.on is None or claim.on <= on)
        ]
        found = {
            claim.successor_key: known.bodies[claim.successor_key]
            for claim in claims
            if claim.successor_key in known.bodies
        }
        candidates = tuple(sorted(one.reference for one in found.values()))
        if not claims:
            return Way(why=NO_SUCCESSOR)
        if len(claims) > 1:
            return Way(why=SEVERAL, candidates=candidates)
        (claim,) = claims
        if claim.certainty != Certainty.SURE:
            return Way(why=DOUBTFUL, candidates=candidates)
        if claim.kind == Succession.SPLIT:
            return Way(why=SPLIT, candidates=candidates)
        if claim.successor_key in seen:
            back = found[claim.successor_key].name if claim.successor_key in found else body.name
            return Way(why=CIRCLE, candidates=candidates, circle=(*passed_by, back))
        if claim.successor_key not in found:
            return Way(why=NOT_HELD)
        after = found[claim.successor_key]
        day = claim.on or here.closed
        said.append(f"{here.name} closed on {here.closed:%-d %B %Y}; {after.name} came after it.")
        cited.append(claim.citation.title)
        passed_by.append(after.name)
        steps.append((after, max([day, *(earlier for _, earlier in steps)])))
        seen.add(after.key)
        here = after
    words = " ".join([*said, "The time to answer runs on from the report."])
    return Way(tuple(steps), words=words, basis="; ".join(dict.fromkeys(cited)))


def pass_on_duties(
    *, by: Actor, on: dt.date, is_closed: Callable[[Sequence[Duty]], set[int]] | None = None
) -> PassedOn:
    """Passes every open duty that a body which closed by `on` holds to its successor. Safe to repeat.

    `is_closed` gives the ids of the duties that are closed, which stay where they are: a later room knows.
    Raises DutyError for a day to come.
    """
    if on > today():
        raise DutyError("Duties pass on a day that has come: the date lies in the future.")
    bodies, known = closed_holders(on), Known.read()
    held = passed = closed = moved_from = 0
    waiting: list[Waiting] = []
    for body in bodies:
        duties = list(Duty.objects.filter(holder=body, entry__withdrawn_at__isnull=True).order_by("pk"))
        shut = is_closed(duties) if is_closed else set()
        open_now = [duty.pk for duty in duties if duty.pk not in shut]
        held += len(duties)
        closed += len(duties) - len(open_now)
        if not open_now:
            continue
        way = way_on(body, on, known)
        if way.why:
            waiting.append(Waiting(body, way.why, way.candidates, len(open_now), way.circle))
            continue
        if back := taken_back(open_now):
            open_now = [key for key in open_now if key not in back]
            candidates = tuple(after.reference for after, _ in way.steps[-1:])
            waiting.append(Waiting(body, TAKEN_BACK, candidates, len(back)))
        if not open_now:
            continue
        count = pass_on(by=by, body=body, steps=way.steps, duties=open_now, note=way.words)
        passed += count
        held -= len(open_now) - count  # passed by somebody else in between
        moved_from += 1
    return PassedOn(held, passed, closed, moved_from, waiting)


def taken_back(duties: Sequence[int]) -> set[int]:
    """Those of these duties whose last step a person took back."""
    last: dict[int, str] = {}
    for start in range(0, len(duties), _AT_ONCE):
        rows = Transfer.objects.filter(duty__in=duties[start : start + _AT_ONCE]).order_by("pk")
        last.update(rows.values_list("duty_id", "why"))
    return {duty for duty, why in last.items() if why == Transfer.Why.TAKEN_BACK}


def closed_holders(on: dt.date) -> Iterable[Organisation]:
    """The bodies that had closed by a day and hold duties, by name."""
    holders = Duty.objects.filter(entry__withdrawn_at__isnull=True).values("holder")
    return Organisation.objects.filter(closed__lte=on, pk__in=holders).order_by("name", "pk")
