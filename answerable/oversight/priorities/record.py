"""An exercise as it stood on a day, free of the database: made from the tables, or from the log alone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from answerable.oversight.priorities.disagreement import Scores

REGISTER = 0  # the number of the scorer that is none: the register's own facts
PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class CriterionRecord:
    """One criterion with its weight, of 100. `source` is people or register."""

    code: str
    title: str
    question: str
    scale: tuple[str, ...]
    source: str
    weight: Decimal
    why: str

    @property
    def by_people(self) -> bool:
        return self.source == PEOPLE


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One expectation, by its reference, in the words that stood when it was added or scoring opened."""

    expectation: str
    text: str
    state: str
    fictional: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ScorerRecord:
    """Somebody who scores, by number and role; never by name."""

    number: int
    role: str
    organisation: str  # reference; blank where they speak for none
    organisation_name: str
    interests: str
    ended_why: str = ""
    ended: bool = False

    @property
    def called(self) -> str:
        return f"{self.role}, {self.organisation_name}" if self.organisation_name else self.role


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """One score that stands; without a value, it cannot be told. REGISTER is the scorer of the facts' own."""

    item: str
    criterion: str
    scorer: int
    value: Decimal | None
    reason: str
    evidence: str
    at: dt.datetime
    changed: int = 0  # how often it was changed before


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What was decided. `first` are expectations, in the order in which they were put."""

    words: str
    first: tuple[str, ...]
    departs: str
    method: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ExerciseRecord:
    """All that an exercise's page shows. `figures` are those of the moment when scoring closed."""

    reference: str
    title: str
    purpose: str
    sector: str
    state: str
    as_at: dt.date
    places: int
    made_at: dt.datetime
    opened_at: dt.datetime | None
    closed_at: dt.datetime | None
    ended_at: dt.datetime | None
    ended_why: str
    criteria: tuple[CriterionRecord, ...]
    items: tuple[ItemRecord, ...]
    scorers: tuple[ScorerRecord, ...]
    scores: tuple[ScoreRecord, ...]
    figures: Mapping[str, Any]
    decision: DecisionRecord | None

    @property
    def weights(self) -> dict[str, float]:
        return {one.code: float(one.weight) for one in self.criteria}

    @property
    def fictional(self) -> bool:
        return bool(self.items) and all(item.fictional for item in self.items)

    @property
    def given(self) -> Scores:
        """What people gave: {(item, criterion, scorer): value}; what they could not tell is left out."""
        return {
            (one.item, one.criterion, str(one.scorer)): float(one.value)
            for one in self.scores
            if one.scorer != REGISTER and one.value is not None
        }

    @property
    def filled(self) -> dict[tuple[str, str], float]:
        """What the register's facts gave."""
        return {
            (one.item, one.criterion): float(one.value)
            for one in self.scores
            if one.scorer == REGISTER and one.value is not None
        }

    @property
    def unscored(self) -> tuple[CriterionRecord, ...]:
        """Criteria on which no item has a number from anybody."""
        scored = {one.criterion for one in self.scores if one.value is not None}
        return tuple(one for one in self.criteria if one.code not in scored)


def arranged(
    items: Sequence[ItemRecord], criteria: Sequence[CriterionRecord], scores: Iterable[ScoreRecord]
) -> tuple[ScoreRecord, ...]:
    """In the order of items, then of criteria, the register's first and then by scorer."""
    item = {one.expectation: at for at, one in enumerate(items)}
    criterion = {one.code: at for at, one in enumerate(criteria)}
    return tuple(sorted(scores, key=lambda one: (item[one.item], criterion[one.criterion], one.scorer)))
