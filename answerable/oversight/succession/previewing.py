"""What working through the bodies that closed by a day would do: which duties pass, to whom, on what basis,
and what waits for a person. Nothing is written."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from answerable.assurance.models import Closure
from answerable.duties.models import Duty
from answerable.duties.succession import TAKEN_BACK, Known, Way, closed_holders, taken_back, way_on
from answerable.organisations.models import Certainty, Organisation, SuccessionClaim


@dataclass(frozen=True, slots=True)
class Ready:
    """A body whose open duties pass to the last of `steps`."""

    body: Organisation
    duties: tuple[int, ...]
    steps: tuple[tuple[Organisation, dt.date], ...]
    note: str
    basis: str

    @property
    def after(self) -> Organisation:
        return self.steps[-1][0]


@dataclass(frozen=True, slots=True)
class Waits:
    """A body whose open duties wait for a person: why, and who may have come after it."""

    body: Organisation
    duties: tuple[int, ...]
    why: str
    candidates: tuple[Organisation, ...]
    circle: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        return f"{self.why}: {' → '.join(self.circle)}" if self.circle else self.why


@dataclass(frozen=True, slots=True)
class Announced:
    """A change that is announced and not in force: nothing passes by it."""

    body: Organisation
    after: tuple[Organisation, ...]
    duties: int
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Preview:
    """held = passing + closed + waiting: the duties that bodies hold which had closed by the day."""

    on: dt.date
    ready: tuple[Ready, ...]
    waits: tuple[Waits, ...]
    closed: int  # duties that were closed: they stay where they are
    announced: tuple[Announced, ...]

    @property
    def passing(self) -> int:
        return sum(len(one.duties) for one in self.ready)

    @property
    def waiting(self) -> int:
        return sum(len(one.duties) for one in self.waits)

    @property
    def held(self) -> int:
        return self.passing + self.closed + self.waiting


def preview(on: dt.date) -> Preview:
    """Of a day that has come or is to come, from what the register holds now."""
    ready: list[Ready] = []
    waits: list[Waits] = []
    shut, known = 0, Known.read()
    for body in closed_holders(on):
        open_now, closed = open_duties(body)
        shut += closed
        if not open_now:
            continue
        way = way_on(body, on, known)
        one, other = _sorted(body, open_now, way)
        if one:
            ready.append(one)
        if other:
            waits.append(other)
    return Preview(on, tuple(ready), tuple(waits), shut, tuple(announced()))


def open_duties(body: Organisation) -> tuple[list[int], int]:
    """The duties of a body that are not closed, and how many are."""
    rows = Duty.objects.filter(holder=body, entry__withdrawn_at__isnull=True)
    closures = Closure.objects.filter(reopened_at__isnull=True, duty__holder=body).values("duty")
    keys = list(rows.exclude(pk__in=closures).order_by("pk").values_list("pk", flat=True))
    return keys, rows.count() - len(keys)


def waits_of(body: Organisation, on: dt.date) -> Waits | None:
    """What waits of one body; None where its duties pass, or it has none."""
    open_now, _ = open_duties(body)
    return _sorted(body, open_now, way_on(body, on))[1] if open_now else None


def ready_of(body: Organisation, on: dt.date) -> Ready | None:
    open_now, _ = open_duties(body)
    return _sorted(body, open_now, way_on(body, on))[0] if open_now else None


def announced() -> list[Announced]:
    """Changes that are announced, of bodies that hold duties, by name."""
    claims: dict[str, list[SuccessionClaim]] = defaultdict(list)
    for claim in SuccessionClaim.objects.filter(certainty=Certainty.ANNOUNCED).select_related("citation"):
        claims[claim.predecessor_key].append(claim)
    keys = {*claims, *(claim.successor_key for held in claims.values() for claim in held)}
    bodies = {body.key: body for body in Organisation.objects.filter(key__in=keys)}
    held = dict(
        Duty.objects.filter(holder__key__in=claims, entry__withdrawn_at__isnull=True)
        .values_list("holder__key")
        .annotate(count=Count("pk"))
    )
    found = [
        Announced(
            bodies[key],
            tuple(bodies[one.successor_key] for one in rows if one.successor_key in bodies),
            held.get(key, 0),
            rows[0].note,
            rows[0].citation.title,
        )
        for key, rows in claims.items()
        if key in bodies
    ]
    return sorted(found, key=lambda one: one.body.name)


def matching(body: Organisation, words: Sequence[str]) -> list[int]:
    """Of the open duties of a body, those on entries whose words hold one of these: a rule for a split.

    By whole lower-case text, as "community services" or "dental".
    """
    open_now, _ = open_duties(body)
    wanted = Q()
    for one in words:
        wanted |= Q(entry__versions__text__icontains=one)
    rows = Duty.objects.filter(
        wanted, holder=body, pk__in=open_now, entry__versions__superseded_at__isnull=True
    )
    return sorted(set(rows.values_list("pk", flat=True))) if words else []


def _sorted(body: Organisation, open_now: list[int], way: Way) -> tuple[Ready | None, Waits | None]:
    """What passes and what waits of the open duties of one body."""
    candidates = tuple(Organisation.objects.filter(reference__in=way.candidates).order_by("name"))
    if way.why:
        return None, Waits(body, tuple(open_now), way.why, candidates, way.circle)
    back = taken_back(open_now)
    going = tuple(key for key in open_now if key not in back)
    last = way.steps[-1][0]
    return (
        Ready(body, going, way.steps, way.words, way.basis) if going else None,
        Waits(body, tuple(sorted(back)), TAKEN_BACK, (last,)) if back else None,
    )
