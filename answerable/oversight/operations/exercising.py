"""What the operations on priority exercises share: the locked exercise, its events, words fit to publish."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from answerable.accounts.models import Person
from answerable.duties.words import published_words
from answerable.ledger.operation import Log
from answerable.notices.operations import tell_within
from answerable.oversight.models import Criterion, Exercise, Scorer
from answerable.oversight.operations.errors import PriorityError

State = Exercise.State
RUN = "EXERCISE_RUN"
_NOW = {
    State.DRAFT: "it is still being prepared",
    State.OPEN: "it is being scored",
    State.CLOSED: "its scoring is closed",
    State.DECIDED: "it is decided",
    State.ABANDONED: "it was given up",
}


def locked(exercise: Exercise, *states: str) -> Exercise:
    """The exercise, locked. Raises PriorityError where it is in none of the states."""
    held = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if held.state not in states:
        raise PriorityError(f"{_CANT[tuple(states)]}: {_NOW[State(held.state)]}.")
    return held


_CANT: dict[tuple[str, ...], str] = {
    (State.DRAFT,): "This can be changed only while an exercise is prepared",
    (State.DRAFT, State.OPEN): "Scorers can be changed only until scoring closes",
    (State.OPEN,): "This exercise can't be scored now",
    (State.CLOSED,): "This exercise can't be decided now",
    (State.DRAFT, State.OPEN, State.CLOSED): "This exercise can't be given up any more",
}


def said(typed: str, needed: str, longest: int, *, keep: Iterable[str] = ()) -> str:
    """What was typed, with names withheld. Raises PriorityError where nothing was, or too much."""
    plain = " ".join(typed.split())
    if not plain and needed:
        raise PriorityError(needed)
    if len(plain) > longest:
        raise PriorityError(
            f"This has {len(plain):,} characters, and at most {longest:,} can be kept. Say it shorter."
        )
    return published_words(plain, keep=keep)[:longest]


def tell(log: Log, exercise: Exercise, kind: str, at: dt.datetime, **payload: Any) -> None:
    """One event of the exercise, with all that a replay needs: the log alone tells the exercise."""
    log.event(kind, exercise.reference, {**payload, "at": at.isoformat()})


def number_of(scorer: Scorer) -> int:
    """Scorers are known by number, in the order in which they were named."""
    return Scorer.objects.filter(exercise_id=scorer.exercise_id, pk__lte=scorer.pk).count()


def plain(value: Decimal | None) -> str | None:
    """A number as it is written in the log: "3", "2.5"; nothing where there is none."""
    return None if value is None else f"{value.normalize():f}"


def criterion_payload(row: Criterion) -> dict[str, Any]:
    return {
        "code": row.code,
        "title": row.title,
        "question": row.question,
        "scale": list(row.scale),
        "source": row.source,
        "weight": plain(row.weight),
        "why": row.weight_why,
    }


def ask_to_score(log: Log, exercise: Exercise, person: Person) -> None:
    tell_within(
        log,
        person=person,
        key=f"exercise:{exercise.reference}:scoring",
        kind="scoring",
        words=f"You are asked to score a priority exercise: {exercise.title}",
        address=f"/workspace/scoring/{exercise.reference}",
    )
