"""Working out how duties stood, for the figures. What is written here is no fact: it can be made again."""

from collections.abc import Callable, Sequence

from django.db.models import Max

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Duty
from answerable.ledger.models import Event
from answerable.ledger.operation import Log, operation
from answerable.oversight.figures.loading import load
from answerable.oversight.figures.touched import latest, touched_by
from answerable.oversight.figures.working import RULES, spells
from answerable.oversight.models import Reckoning, Spell

AT_ONCE = 500  # duties in one transaction, so that nobody waits long to write
Progress = Callable[[int, int], None]


def reckon(*, by: Actor, afresh: bool = False, progress: Progress | None = None) -> int:
    """Makes the spells of every duty touched since the last reckoning, or of all; how many duties.

    Killed half-way it can be run again: until it ends, the last reckoning counts, and what came after that is
    worked out by whoever asks.
    """
    last = Event.objects.aggregate(last=Max("index"))["last"]
    position = -1 if last is None else last
    held = None if afresh else latest()
    if held is None:
        ids = list(Duty.objects.order_by("pk").values_list("pk", flat=True))
    elif held.position == position:
        return 0
    else:
        ids = sorted(touched_by(Event.objects.filter(index__gt=held.position, index__lte=position)))
    for start in range(0, len(ids), AT_ONCE):
        keep_spells(by=by, duties=ids[start : start + AT_ONCE])
        if progress:
            progress(min(start + AT_ONCE, len(ids)), len(ids))
    keep_reckoning(by=by, position=position)
    return len(ids)


@operation("FIGURE_RECKON", no_fact=True)
def keep_spells(log: Log, *, by: Actor, duties: Sequence[int]) -> int:
    """In place of what was held of these duties. How many spells."""
    _ = log, by
    held = Duty.objects.select_for_update(no_key=True).filter(pk__in=duties).order_by("pk")
    made = list(spells(load(list(held.values_list("pk", flat=True)))))
    Spell.objects.filter(duty__in=duties).delete()
    Spell.objects.bulk_create(made, batch_size=500)
    return len(made)


@operation("FIGURE_RECKON", no_fact=True)
def keep_reckoning(log: Log, *, by: Actor, position: int) -> Reckoning:
    """The spells now hold what the log held up to there."""
    _ = log, by
    made = Reckoning.objects.create(
        position=position,
        rules=RULES,
        duties=Spell.objects.values("duty").distinct().count(),
        spells=Spell.objects.count(),
        made_at=now(),
    )
    Reckoning.objects.filter(pk__lt=made.pk).delete()
    return made
