"""Opening and closing the scoring of an exercise: what the register knows is frozen, and the list is made."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from answerable.accounts.models import Person
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.oversight.models import Criterion, Exercise, Item, Score
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.exercising import RUN, State, ask_to_score, locked, plain, tell
from answerable.oversight.priorities.definitions import definitions
from answerable.oversight.priorities.figures import figures_of
from answerable.oversight.priorities.filling import Known, fill
from answerable.oversight.priorities.record import CriterionRecord
from answerable.oversight.queries.exercises import record_of
from answerable.oversight.queries.known import known_of


@operation(RUN)
def open_exercise(log: Log, *, by: Actor, exercise: Exercise) -> Exercise:
    """Scoring begins. What the register knows of each expectation on the day of its facts is frozen.

    Raises PriorityError: fewer than two expectations, one that did not stand on that day, nobody to score.
    """
    held = locked(exercise, State.DRAFT)
    items = list(held.items.select_related("expectation").order_by("order"))
    criteria = list(held.criteria.order_by("order"))
    scorers = list(held.scorers.filter(ended_at__isnull=True))
    if len(items) < 2:
        raise PriorityError("Add at least two expectations: there is nothing to weigh one against.")
    if any(one.source == Criterion.Source.PEOPLE for one in criteria) and not scorers:
        raise PriorityError(
            "Name at least one scorer, or leave out the criteria that people score: nobody could score them."
        )
    keys = [item.expectation_id for item in items]
    shown, known = expectations_shown(keys, held.as_at), known_of(keys, held.as_at)
    standing = {item.pk: _stood(item, shown, held.as_at) for item in items}
    _refuse_unknown(criteria, known.values())
    at = now()
    for item in items:
        _freeze(log, held, item, criteria, standing[item.pk], known[item.expectation_id], at)
    held.state, held.opened_at = State.OPEN, at
    held.save(update_fields=["state", "opened_at"])
    tell(log, held, "exercise.opened", at)
    for person in Person.objects.filter(pk__in=[_key(one.person) for one in scorers]):
        ask_to_score(log, held, person)
    return held


@operation(RUN)
def close_scoring(log: Log, *, by: Actor, exercise: Exercise) -> Exercise:
    """Nothing is scored after it. The list, and how far it holds, is worked out once and kept.

    Raises PriorityError: a criterion that nobody has scored at all.
    """
    held = locked(exercise, State.OPEN)
    record = record_of(held)
    refuse_unscored(record.unscored)
    held.figures = figures_of(record)
    held.state, held.closed_at = State.CLOSED, now()
    held.save(update_fields=["figures", "state", "closed_at"])
    tell(log, held, "scoring.closed", held.closed_at, figures=held.figures)
    return held


def refuse_unscored(unscored: tuple[CriterionRecord, ...]) -> None:
    """Raises PriorityError that names the criteria and what can be done."""
    if not unscored:
        return
    named = ", ".join(f"“{one.title}”" for one in unscored)
    has = "it has a weight" if len(unscored) == 1 else "they have weights"
    raise PriorityError(
        f"Nobody has scored {named}: {has} and no score. Ask a scorer for it, or name somebody who can "
        "tell; or give up this exercise and make one without it."
    )


def _refuse_unknown(criteria: list[Criterion], known: Collection[Known]) -> None:
    """Raises PriorityError where the register can fill a criterion for none of the expectations."""
    empty = [
        criterion.title
        for criterion in criteria
        if criterion.source == Criterion.Source.REGISTER
        and all(fill(definitions()[criterion.code].fact, one).value is None for one in known)
    ]
    if empty:
        named = ", ".join(f"“{title}”" for title in empty)
        raise PriorityError(
            f"The register can tell {named} of none of these expectations. Leave it out, and give its weight "
            "to other criteria."
        )


def _freeze(
    log: Log,
    exercise: Exercise,
    item: Item,
    criteria: list[Criterion],
    shown: ExpectationShown,
    known: Known,
    at: dt.datetime,
) -> None:
    told: dict[str, Any] = {"text": shown.text, "state": shown.state, "fictional": shown.fictional}
    facts = {
        "said": known.said,
        "reports": known.reports,
        "occasions": known.occasions,
        "first": known.first.isoformat() if known.first else "",
        "last": known.last.isoformat() if known.last else "",
        "publishers": known.publishers,
        "bodies": known.bodies,
        "instruments": dict(known.instruments),
    }
    item.facts = {**told, "known": facts}
    item.save(update_fields=["facts"])
    rows = []
    for criterion in criteria:
        if criterion.source != Criterion.Source.REGISTER:
            continue
        filled = fill(definitions()[criterion.code].fact, known)
        value = None if filled.value is None else Decimal(filled.value)
        Score.objects.create(
            item=item,
            criterion=criterion,
            value=value,
            unable=value is None,
            reason=filled.reason,
            evidence=filled.evidence,
            recorded_at=at,
        )
        rows.append(
            {
                "criterion": criterion.code,
                "value": plain(value),
                "reason": filled.reason,
                "evidence": filled.evidence,
            }
        )
    expectation = item.expectation.reference
    tell(log, exercise, "item.filled", at, expectation=expectation, **told, facts=facts, scores=rows)


def _stood(item: Item, shown: dict[int, ExpectationShown], on: dt.date) -> ExpectationShown:
    found, reference = shown.get(item.expectation_id), item.expectation.reference
    day = f"{on:%-d %B %Y}"
    if found is None:
        raise PriorityError(
            f"{reference} was not in the register on {day}: take it out, or choose a later day for the facts."
        )
    if found.into:
        raise PriorityError(f"{reference} was merged into {found.into}: take it out, and add that one.")
    if not found.live:
        raise PriorityError(f"{reference} no longer stood on {day}: take it out.")
    return found


def _key(person: str) -> int:
    number = person.removeprefix("person:")
    return int(number) if number.isdigit() else 0
