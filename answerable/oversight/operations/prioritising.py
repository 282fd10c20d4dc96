"""A priority exercise while it is prepared: what it is for, its criteria and weights, what it weighs."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation
from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.oversight.models import Criterion, Exercise, Item
from answerable.oversight.operations.errors import PriorityError
from answerable.oversight.operations.exercising import RUN, State, criterion_payload, locked, said, tell
from answerable.oversight.priorities.definitions import WHOLE, definitions

MOST_ITEMS = 150  # more than anybody can weigh with care
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Weight:
    """The weight that a criterion is given, of 100, and why."""

    code: str
    weight: Decimal
    why: str

    @classmethod
    def of(cls, code: str, written: str, why: str) -> "Weight":
        """As it is written in a file or a form. Raises PriorityError for what is no number."""
        try:
            return cls(code, Decimal(written), why)
        except InvalidOperation as error:
            known = definitions().get(code)
            title = known.title if known else code
            raise PriorityError(f"“{title}”: {written[:20]!r} is no number.") from error


@operation(RUN)
def make_exercise(
    log: Log,
    *,
    by: Actor,
    title: str,
    purpose: str,
    sector: str = "",
    as_at: dt.date | None = None,
    places: int = 5,
) -> Exercise:
    """Begins one, with all reviewed criteria at the weights from which they start. Raises PriorityError."""
    at = now()
    told = _about(title, purpose, sector, as_at or today(), places)
    key = f"{told['title']}\n{by.identifier}\n{at.isoformat()}"
    exercise = Exercise.objects.create(
        reference=free_reference("Z", key, lambda taken: Exercise.objects.filter(reference=taken).exists()),
        **told,
        state=State.DRAFT,
        started_by=by.identifier,
        recorded_at=at,
    )
    start = [
        Weight(one.code, one.weight, "The weight from which a new exercise starts.")
        for one in definitions().values()
    ]
    criteria = _weigh(exercise, start)
    payload = {**told, "as_at": exercise.as_at.isoformat()}
    tell(log, exercise, "exercise.made", at, **payload, criteria=[criterion_payload(one) for one in criteria])
    return exercise


@operation(RUN)
def change_exercise(
    log: Log,
    *,
    by: Actor,
    exercise: Exercise,
    title: str,
    purpose: str,
    sector: str,
    as_at: dt.date | None,
    places: int,
) -> Exercise:
    """What it is for, and of which day its facts are. Raises PriorityError: scoring has opened."""
    held = locked(exercise, State.DRAFT)
    told = _about(title, purpose, sector, as_at or held.as_at, places)
    if all(getattr(held, name) == value for name, value in told.items()):
        log.unchanged()
        return held
    for name, value in told.items():
        setattr(held, name, value)
    held.save(update_fields=list(told))
    tell(log, held, "exercise.changed", now(), **{**told, "as_at": held.as_at.isoformat()})
    return held


@operation(RUN)
def weigh_criteria(log: Log, *, by: Actor, exercise: Exercise, weights: Sequence[Weight]) -> list[Criterion]:
    """Sets the criteria and their weights; one without a weight is left out.

    Raises PriorityError: they do not add up to 100 (and by how much they miss), an unknown criterion or one
    named twice, a weight without a reason, scoring has opened.
    """
    held = locked(exercise, State.DRAFT)
    before = [criterion_payload(one) for one in held.criteria.order_by("order")]
    criteria = _weigh(held, weights)
    after = [criterion_payload(one) for one in criteria]
    if before == after:
        log.unchanged()
    else:
        tell(log, held, "exercise.weighted", now(), criteria=after)
    return criteria


@operation(RUN)
def add_items(log: Log, *, by: Actor, exercise: Exercise, expectations: Sequence[Expectation]) -> list[Item]:
    """Takes expectations in; those that are in already are passed over: what was added.

    Raises PriorityError: one that is no more, made-up ones among real ones, too many, scoring has opened.
    """
    held = locked(exercise, State.DRAFT)
    wanted = {one.pk: one for one in expectations}
    present = {item.expectation_id: item for item in held.items.select_related("expectation")}
    fresh = [pk for pk in wanted if pk not in present]
    shown = expectations_shown(fresh)
    if len(present) + len(fresh) > MOST_ITEMS:
        raise PriorityError(
            f"That would make {len(present) + len(fresh)} expectations, and at most {MOST_ITEMS} can be "
            "weighed against each other. Take fewer, or make two exercises."
        )
    for pk in fresh:
        _may_stand(wanted[pk].reference, shown.get(pk))
    kinds = {wanted[pk].fictional for pk in fresh} | {item.expectation.fictional for item in present.values()}
    if len(kinds) > 1:
        raise PriorityError("Made-up expectations are not weighed against real ones.")
    at, last = now(), max((item.order for item in present.values()), default=0)
    items = []
    for place, pk in enumerate(fresh, start=last + 1):
        facts = {"text": shown[pk].text, "state": shown[pk].state, "fictional": shown[pk].fictional}
        items.append(Item.objects.create(exercise=held, expectation_id=pk, order=place, facts=facts))
        tell(log, held, "item.added", at, expectation=wanted[pk].reference, **facts)
    if not items:
        log.unchanged()
    return items


@operation(RUN)
def remove_item(log: Log, *, by: Actor, exercise: Exercise, item: Item, why: str) -> None:
    """Takes an expectation out again. Raises PriorityError: no reason, scoring has opened, out already."""
    held = locked(exercise, State.DRAFT)
    reason = said(why, "Say why it is taken out: the public can read it.", 500)
    found = Item.objects.filter(pk=item.pk, exercise=held).select_related("expectation").first()
    if found is None:
        raise PriorityError("It was taken out already.")
    tell(log, held, "item.removed", now(), expectation=found.expectation.reference, why=reason)
    found.delete()


def _may_stand(reference: str, shown: ExpectationShown | None) -> None:
    if shown is None:
        raise PriorityError(f"{reference} is not in the register.")
    if shown.into:
        raise PriorityError(f"{reference} was merged into {shown.into}. Take that one instead.")
    if not shown.live:
        raise PriorityError(f"{reference} no longer stands: it was refused, retired or taken back.")


def _about(title: str, purpose: str, sector: str, as_at: dt.date, places: int) -> dict[str, object]:
    if as_at > today():
        raise PriorityError("The day of the facts is still to come: choose today or a day before it.")
    if not 1 <= places <= MOST_ITEMS // 2:
        raise PriorityError(f"Say how many can go first: from 1 to {MOST_ITEMS // 2}.")
    return {
        "title": said(title, "Give it a title.", 200),
        "purpose": said(purpose, "Say what it is for, and who will use it.", 2000),
        "sector": said(sector, "", 40),
        "as_at": as_at,
        "places": places,
    }


def _weigh(exercise: Exercise, weights: Sequence[Weight]) -> list[Criterion]:
    chosen = [one for one in weights if one.weight != 0]
    _check(chosen)
    known = definitions()
    exercise.criteria.all().delete()  # a draft binds nobody yet, and each list of weights stands in the log
    return Criterion.objects.bulk_create(
        [
            Criterion(
                exercise=exercise,
                code=one.code,
                title=known[one.code].title,
                question=known[one.code].question,
                scale=list(known[one.code].scale),
                source=known[one.code].filled_by,
                weight=one.weight.quantize(_CENT),
                weight_why=said(one.why, f"Say why “{known[one.code].title}” has this weight.", 500),
                order=place,
            )
            for place, one in enumerate(chosen, start=1)
        ]
    )


def _check(weights: Sequence[Weight]) -> None:
    known = definitions()
    seen: set[str] = set()
    for one in weights:
        if one.code not in known:
            raise PriorityError(f"There is no criterion {one.code!r}.")
        if one.code in seen:
            raise PriorityError(f"“{known[one.code].title}” stands there twice.")
        seen.add(one.code)
        if not one.weight.is_finite() or not 0 < one.weight <= WHOLE:
            raise PriorityError(f"“{known[one.code].title}”: a weight lies between 0 and 100.")
        if one.weight != one.weight.quantize(_CENT):
            raise PriorityError(f"“{known[one.code].title}”: a weight has at most two decimals.")
    total = sum((one.weight for one in weights), Decimal())
    if total != WHOLE:
        off = abs(WHOLE - total).normalize()
        side = "short of" if total < WHOLE else "more than"
        raise PriorityError(f"The weights add up to {total.normalize():f}: {off:f} {side} 100.")
