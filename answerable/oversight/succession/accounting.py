"""Every duty accounted for: how many there were and are, who held and holds each, and how it came there.

A duty is lost where no account holds it, doubled where it stands in two, unexplained where its holder is not
the end of an unbroken chain of transfers from the body that was asked, each with a note. All must be none.
"""

import hashlib
from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.db.models import Max

from answerable.duties.models import Duty, Transfer
from answerable.oversight.models import SuccessionRun
from answerable.oversight.succession.previewing import Preview


@dataclass(frozen=True, slots=True)
class Before:
    """What a run finds: all duties, and what is to become of those that closed bodies hold."""

    duties: int
    held: int
    passing: int
    closed: int
    waiting: int
    others: str  # digest of who holds which of the duties that the run has nothing to do with
    last_duty: int  # those with higher keys came while it ran
    last_transfer: int

    def as_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class After:
    """What it left. `balances`: held = passed + closed + waiting + moved by others, and nothing is amiss."""

    duties: int
    new: int  # recorded while it ran
    passed: int
    closed: int
    waiting: int
    moved: int  # passed on by somebody else while it ran
    met: int  # passed to a body that holds another on the same entry: both stand, and are answered as one
    unexplained: int
    without_note: int
    balances: bool

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def count_before(found: Preview, chosen: Collection[int] | None = None) -> Before:
    """`chosen`: the duties that a person's choice is about, where it is not all that would pass."""
    touched = set(chosen) if chosen is not None else {key for one in found.ready for key in one.duties}
    return Before(
        duties=Duty.objects.count(),
        held=found.held,
        passing=found.passing,
        closed=found.closed,
        waiting=found.waiting,
        others=_digest(touched),
        last_duty=Duty.objects.aggregate(last=Max("pk"))["last"] or 0,
        last_transfer=Transfer.objects.aggregate(last=Max("pk"))["last"] or 0,
    )


def count_after(run: SuccessionRun, found: Preview) -> After:
    """Of a run, with what a preview of the same day finds once it is through."""
    passed = set(run.passings.values_list("duty_id", flat=True))
    said = run.before
    duties = Duty.objects.count()
    fresh = Duty.objects.filter(pk__gt=int(said["last_duty"]))
    new = fresh.count()
    unexplained, without_note = explained()
    moved = (
        Transfer.objects.filter(pk__gt=int(said["last_transfer"]), before__closed__lte=run.on)
        .exclude(duty__in=run.passings.values("duty"))
        .exclude(why=Transfer.Why.TAKEN_BACK)
        .values("duty")
        .distinct()
        .count()
    )
    held = int(said["held"]) + fresh.filter(holder__closed__lte=run.on).count()
    balances = (
        duties == int(said["duties"]) + new
        and held == len(passed) + found.closed + found.waiting + found.passing + moved
        and not unexplained
        and not without_note
        and (bool(new or moved) or said["others"] == _digest(passed))
    )
    return After(
        duties,
        new,
        len(passed),
        found.closed,
        found.waiting,
        moved,
        _met(passed),
        unexplained,
        without_note,
        balances,
    )


def explained() -> tuple[int, int]:
    """How many duties are held by a body to which no unbroken chain of transfers leads, and how many
    transfers have no note. Three queries, whatever the register holds."""
    holders = {
        pk: (asked, holder) for pk, asked, holder in Duty.objects.values_list("pk", "organisation", "holder")
    }
    at = {pk: asked for pk, (asked, _) in holders.items()}
    broken: set[int] = set()
    for duty, before, after in Transfer.objects.order_by("pk").values_list("duty", "before", "after"):
        if at[duty] != before:
            broken.add(duty)
        at[duty] = after
    broken |= {pk for pk, (_, holder) in holders.items() if at[pk] != holder}
    return len(broken), Transfer.objects.filter(note="").count()


def _digest(but: set[int]) -> str:
    """Of (duty, holder) of all duties but these."""
    found = hashlib.sha256()
    for pk, holder in Duty.objects.order_by("pk").values_list("pk", "holder_id"):
        if pk not in but:
            found.update(f"{pk}:{holder}\n".encode())
    return found.hexdigest()


def _met(passed: set[int]) -> int:
    pairs: dict[tuple[int, int], list[int]] = {}
    keys = sorted(passed)
    entries: set[int] = set()
    for start in range(0, len(keys), 1000):
        rows = Duty.objects.filter(pk__in=keys[start : start + 1000])
        entries |= set(rows.values_list("entry_id", flat=True))
    wanted = sorted(entries)
    for start in range(0, len(wanted), 1000):
        rows = Duty.objects.filter(entry__in=wanted[start : start + 1000])
        for pk, entry, holder in rows.values_list("pk", "entry_id", "holder_id"):
            pairs.setdefault((entry, holder), []).append(pk)
    return sum(pk in passed for held in pairs.values() if len(held) > 1 for pk in held)
