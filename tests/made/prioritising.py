"""Makers for priority exercises: expectations that reports ask, people who score, exercises at each stage."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from answerable.accounts.models import Person
from answerable.accounts.queries import actor_of
from answerable.core.actors import Actor
from answerable.lineage.models import Expectation
from answerable.lineage.operations import make_expectation
from answerable.oversight.models import Assessment, Exercise, Item
from answerable.oversight.operations.assessing import Weighed, assess_expectation
from answerable.oversight.operations.opening import close_scoring, open_exercise
from answerable.oversight.operations.prioritising import Weight, add_items, make_exercise, weigh_criteria
from answerable.oversight.operations.scoring import give_score, name_scorer
from tests import make
from tests.made import overseeing as made

WEIGHTS = (("harm", 40), ("cost", 30), ("repetition", 20), ("standing", 10))


@dataclass(frozen=True)
class World:
    """An exercise with those who run it and score it."""

    exercise: Exercise
    overseer: Actor
    people: tuple[Person, ...]

    @property
    def scorers(self) -> tuple[Actor, ...]:
        return tuple(actor_of(person) for person in self.people)

    @property
    def items(self) -> list[Item]:
        return list(self.exercise.items.order_by("order"))


def expectation(text: str, *, reports: int = 2, first: int = 2015, kind: str = "concern") -> Expectation:
    """One that so many reports ask, a year apart, each of one trust."""
    trust = make.body("Northmere Wards Trust")
    entries = [
        make.entry(f"{text} Report {number}.", to=[trust], issued=dt.date(first + number, 3, 1), kind=kind)
        for number in range(reports)
    ]
    return make_expectation(
        by=make.editor(), entries=entries, text=text, note="", reason="They ask one thing."
    )


def exercise(by: Actor, expectations: Sequence[Expectation], *, places: int = 1) -> Exercise:
    """A draft with four criteria: two that people score, two that the register fills."""
    begun = make_exercise(
        by=by, title="What goes first on wards", purpose="For the board to plan by.", places=places
    )
    weights = [Weight(code, Decimal(weight), f"Why {code} counts so.") for code, weight in WEIGHTS]
    weigh_criteria(by=by, exercise=begun, weights=weights)
    add_items(by=by, exercise=begun, expectations=expectations)
    return begun


def world(*, texts: Sequence[str] = ("Mend the lamps.", "Mend the bells."), opened: bool = True) -> World:
    """Two expectations, two scorers; scoring is open."""
    overseer, people = made.actor("overseer"), (made.person("reader"), made.person("reader"))
    asked = [expectation(text, reports=2 + 3 * place) for place, text in enumerate(texts)]
    begun = exercise(overseer, asked)
    for person, role in zip(people, ("Ward manager", "Carer"), strict=True):
        name_scorer(by=overseer, exercise=begun, person=person, role=role)
    return World(open_exercise(by=overseer, exercise=begun) if opened else begun, overseer, people)


def score(by: Actor, item: Item, **values: str | None) -> None:
    """A scorer's scores of one item by criterion; None where they cannot tell."""
    for code, value in values.items():
        criterion = item.exercise.criteria.get(code=code)
        given = None if value is None else Decimal(value)
        give_score(by=by, item=item, criterion=criterion, value=given, reason=f"Because of {code}.")


def scored(where: World) -> Exercise:
    """Both score both; the first expectation does better with either. Scoring is closed."""
    for scorer, (better, worse) in zip(where.scorers, (("4", "1"), ("3", "2")), strict=True):
        first, second = where.items
        score(scorer, first, harm=better, cost=better)
        score(scorer, second, harm=worse, cost=worse)
    return close_scoring(by=where.overseer, exercise=where.exercise)


def weighed(**changes: object) -> Weighed:
    """What an assessment says; `changes` are its fields."""
    given: dict[str, object] = {
        "cost_words": "Lamps and fitters.",
        "workload_words": "Estates, a day a ward.",
        "risk_of_doing": "Wards close for a day.",
        "risk_of_not_doing": "Falls in the dark.",
        "who_bears": "The trust and its patients.",
        "confidence": "moderate",
        "confidence_why": "Two trusts have done it.",
        "equality": "People who see little gain most.",
        "sources": "Estates return 2025\nAudit",
        "cost_low": Decimal(10000),
        "cost_high": Decimal(25000),
        "hours_low": Decimal("1.5"),
    }
    return Weighed(**{**given, **changes})  # type: ignore[arg-type]


def assessment(of: Expectation) -> Assessment:
    return assess_expectation(by=made.actor("editor"), expectation=of, weighed=weighed())
