"""Who scores a priority exercise, and what they give."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from answerable.accounts.models import Person
from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Criterion, Exercise, Item, Score, Scorer
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.exercising import (
    RUN,
    State,
    ask_to_score,
    locked,
    number_of,
    plain,
    said,
    tell,
)
from answerable.oversight.priorities.definitions import MOST

SCORE = "EXERCISE_SCORE"
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Given:
    """What a scorer gives on one criterion; without a value, they cannot tell."""

    value: Decimal | None
    reason: str
    evidence: str = ""

    @classmethod
    def of(cls, written: str, reason: str, evidence: str = "") -> "Given":
        return cls(Decimal(written) if written else None, reason, evidence)


@operation(RUN)
def name_scorer(
    log: Log,
    *,
    by: Actor,
    exercise: Exercise,
    person: Person,
    role: str,
    organisation: Organisation | None = None,
    interests: str = "",
) -> Scorer:
    """Asks somebody to score, in a role that the public reads in the place of their name.

    Raises PriorityError: no role, named already, left, scoring has closed.
    """
    held = locked(exercise, State.DRAFT, State.OPEN)
    if not person.is_active:
        raise PriorityError("This account is closed: name somebody who can sign in.")
    shown = said(role, "Say in which role they score, such as ward manager or carer.", 120)
    if held.scorers.filter(person=person.identifier, ended_at__isnull=True).exists():
        raise PriorityError("This person scores in the exercise already.")
    at = now()
    scorer = Scorer.objects.create(
        exercise=held,
        person=person.identifier,
        role=shown,
        organisation=organisation,
        interests=said(interests, "", 500),
        recorded_at=at,
    )
    tell(
        log,
        held,
        "scorer.named",
        at,
        scorer=number_of(scorer),
        role=scorer.role,
        organisation=organisation.reference if organisation else "",
        organisation_name=organisation.name if organisation else "",
        interests=scorer.interests,
    )
    if held.state == State.OPEN:
        ask_to_score(log, held, person)
    return scorer


@operation(RUN)
def end_scorer(log: Log, *, by: Actor, scorer: Scorer, why: str) -> Scorer:
    """Somebody scores no more; what they gave stays, and stays theirs. PriorityError: no reason, ended."""
    held = locked(scorer.exercise, State.DRAFT, State.OPEN)
    reason = said(why, "Say why they score no more.", 500)
    found = Scorer.objects.get(pk=scorer.pk)
    if found.ended_at:
        raise PriorityError("They score no more already.")
    found.ended_at, found.ended_why = now(), reason
    found.save(update_fields=["ended_at", "ended_why"])
    tell(log, held, "scorer.ended", found.ended_at, scorer=number_of(found), why=reason)
    return found


@operation(SCORE)
def declare_interests(log: Log, *, by: Actor, exercise: Exercise, interests: str) -> Scorer:
    """What a scorer has to do with what is weighed, in their own words. PriorityError."""
    held = locked(exercise, State.DRAFT, State.OPEN)
    scorer = _own(held, by)
    told = said(interests, "Say what your interests are, or that you have none.", 500)
    if told == scorer.interests:
        log.unchanged()
        return scorer
    scorer.interests = told
    scorer.save(update_fields=["interests"])
    tell(log, held, "interests.declared", now(), scorer=number_of(scorer), interests=told)
    return scorer


@operation(SCORE)
def give_score(
    log: Log,
    *,
    by: Actor,
    item: Item,
    criterion: Criterion,
    value: Decimal | None,
    reason: str,
    evidence: str = "",
) -> Score:
    """A scorer gives 0 to 4, or none where they cannot tell; what they gave before stays beside it, dated.

    Raises PriorityError: not a scorer of it, no number of the scale, no reason, filled by the register, not
    open.
    """
    held = locked(item.exercise, State.OPEN)
    return _give(log, held, _own(held, by), item, criterion, value, reason, evidence)


@operation(SCORE)
def score_item(log: Log, *, by: Actor, item: Item, given: Mapping[str, Given]) -> list[Score]:
    """As `give_score`, for several criteria of one item by their codes: all of them, or none."""
    held = locked(item.exercise, State.OPEN)
    scorer = _own(held, by)
    criteria = {one.code: one for one in held.criteria.filter(code__in=given)}
    if unknown := set(given) - set(criteria):
        raise PriorityError(f"This exercise has no criterion {', '.join(sorted(unknown))}.")
    return [
        _give(log, held, scorer, item, criteria[code], one.value, one.reason, one.evidence)
        for code, one in given.items()
    ]


@operation(SCORE)
def abstain(log: Log, *, by: Actor, item: Item, reason: str) -> list[Score]:
    """A scorer leaves out one expectation altogether, such as for an interest in it. PriorityError."""
    held = locked(item.exercise, State.OPEN)
    scorer = _own(held, by)
    asked = held.criteria.filter(source=Criterion.Source.PEOPLE).order_by("order")
    return [_give(log, held, scorer, item, criterion, None, reason, "") for criterion in asked]


def _own(exercise: Exercise, by: Actor) -> Scorer:
    """Raises NotPermittedError for who is not a scorer of it now."""
    found = exercise.scorers.filter(person=by.identifier, ended_at__isnull=True).first()
    if found is None:
        raise NotPermittedError(f"{by.identifier} is no scorer of {exercise.reference}")
    return found


def _give(
    log: Log,
    exercise: Exercise,
    scorer: Scorer,
    item: Item,
    criterion: Criterion,
    value: Decimal | None,
    reason: str,
    evidence: str,
) -> Score:
    if item.exercise_id != exercise.pk or criterion.exercise_id != exercise.pk:
        raise PriorityError("This is of another exercise.")
    if criterion.source != Criterion.Source.PEOPLE:
        raise PriorityError(f"“{criterion.title}” is filled from the register's own facts.")
    if value is not None and not (value.is_finite() and 0 <= value <= MOST and value % _HALF == 0):
        raise PriorityError(
            f"“{criterion.title}”: give 0 to {MOST}, in halves at most, or say that you cannot tell."
        )
    why = said(reason, f"“{criterion.title}”: say why. A score needs a reason, and so does none.", 2000)
    shown = said(evidence, "", 1000)
    current = Score.objects.filter(
        item=item, criterion=criterion, scorer=scorer, superseded_at__isnull=True
    ).first()
    if current and (current.value, current.reason, current.evidence) == (value, why, shown):
        log.unchanged()
        return current
    at = now()
    if current:
        Score.objects.filter(pk=current.pk).update(superseded_at=at)
    made = Score.objects.create(
        item=item,
        criterion=criterion,
        scorer=scorer,
        value=value,
        unable=value is None,
        reason=why,
        evidence=shown,
        recorded_at=at,
    )
    tell(
        log,
        exercise,
        "score.given",
        at,
        expectation=item.expectation.reference,
        criterion=criterion.code,
        scorer=number_of(scorer),
        value=plain(value),
        reason=why,
        evidence=shown,
    )
    return made
