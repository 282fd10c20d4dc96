"""How a priority exercise ends: with a decision and its reasons, or given up."""

from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.oversight.models import Exercise, ExerciseDecision, Item
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.exercising import State, locked, said, tell
from answerable.oversight.operations.opening import refuse_unscored
from answerable.oversight.priorities.departing import departures
from answerable.oversight.queries.exercises import record_of

DECIDE = "EXERCISE_DECIDE"


@operation(DECIDE)
def decide(
    log: Log, *, by: Actor, exercise: Exercise, first: Sequence[Item], words: str, departs: str = ""
) -> ExerciseDecision:
    """Puts some first, with the reasons. Where these are not the list's own, `departs` says why.

    Raises PriorityError: nothing put first, no reasons, a departure without its own, not closed, decided.
    """
    held = locked(exercise, State.CLOSED)
    record = record_of(held)
    refuse_unscored(record.unscored)
    chosen = list(dict.fromkeys(item.pk for item in first))
    items = {item.pk: item for item in held.items.select_related("expectation").filter(pk__in=chosen)}
    if not items or len(items) < len(chosen):
        raise PriorityError("Choose what goes first among the expectations of this exercise.")
    ordered = [items[pk].expectation.reference for pk in chosen]
    why = said(words, "Say what was decided, and why.", 5000)
    away = said(departs, "", 5000)
    left, taken = departures(held.figures["rows"], ordered)
    if (left or taken) and not away:
        parts = []
        if left:
            parts.append(f"the list puts {_named(left)} among the first {len(ordered)}, and you do not")
        if taken:
            parts.append(f"you put {_named(taken)} there, and the list does not")
        raise PriorityError(f"Say why the decision departs from the list: {'; '.join(parts)}.")
    at = now()
    decision = ExerciseDecision.objects.create(
        exercise=held,
        words=why,
        ranking=held.figures["rows"],
        method=held.figures["method"],
        departs=away,
        decided_by=by.identifier,
        recorded_at=at,
    )
    decision.first.set(list(items.values()))
    held.state, held.ended_at = State.DECIDED, at
    held.save(update_fields=["state", "ended_at"])
    tell(
        log,
        held,
        "exercise.decided",
        at,
        words=why,
        first=[one.expectation for one in record.items if one.expectation in ordered],
        departs=away,
        method=decision.method,
    )
    return decision


@operation(DECIDE)
def abandon(log: Log, *, by: Actor, exercise: Exercise, why: str) -> Exercise:
    """Gives it up. What was scored stays to be read. Raises PriorityError: no reason, ended already."""
    held = locked(exercise, State.DRAFT, State.OPEN, State.CLOSED)
    held.ended_why = said(why, "Say why it is given up.", 500)
    held.state, held.ended_at = State.ABANDONED, now()
    held.save(update_fields=["state", "ended_at", "ended_why"])
    tell(log, held, "exercise.abandoned", held.ended_at, why=held.ended_why)
    return held


def _named(references: Sequence[str]) -> str:
    return ", ".join(references)
