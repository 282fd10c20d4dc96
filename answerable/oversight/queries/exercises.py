"""Priority exercises as records: as the tables hold them now, or as the log tells them on any day."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from django.db.models import QuerySet

from answerable.core.calendar import end_of_day
from answerable.core.references import parse_reference
from answerable.ledger.models import Event
from answerable.oversight.models import Exercise, ExerciseDecision, Score
from answerable.oversight.priorities.record import (
    REGISTER,
    CriterionRecord,
    DecisionRecord,
    ExerciseRecord,
    ItemRecord,
    ScoreRecord,
    ScorerRecord,
    arranged,
)
from answerable.oversight.priorities.replay import replayed


def exercise_by_reference(reference: str) -> Exercise | None:
    """Raises BadReferenceError for what is no reference."""
    return Exercise.objects.filter(reference=parse_reference(reference, "Z")).first()


def opened_exercises(on: dt.date | None = None) -> QuerySet[Exercise]:
    """Those whose scoring has opened, by the day: drafts bind nobody and are not public. The newest first."""
    rows = Exercise.objects.filter(opened_at__isnull=False)
    if on:
        rows = rows.filter(opened_at__lt=end_of_day(on))
    return rows.order_by("-opened_at", "-pk")


def exercises_weighing(expectation_id: int, on: dt.date | None = None) -> list[Exercise]:
    """The public exercises in which an expectation was weighed, the newest first."""
    return list(opened_exercises(on).filter(items__expectation=expectation_id))


def to_score(person: str) -> QuerySet[Exercise]:
    """Open exercises in which somebody ("person:<id>") is asked to score, the oldest first."""
    return Exercise.objects.filter(
        state=Exercise.State.OPEN, scorers__person=person, scorers__ended_at__isnull=True
    ).order_by("opened_at", "pk")


def record_of(exercise: Exercise, on: dt.date | None = None) -> ExerciseRecord:
    """Now from the tables, in seven queries; on a day that has passed from the log. Raises ReplayError."""
    return replay_of(exercise.reference, on) if on else _from_tables(exercise)


def replay_of(reference: str, on: dt.date | None = None) -> ExerciseRecord:
    """From the log's events of it alone. Raises ReplayError where they do not tell a whole exercise."""
    rows = Event.objects.filter(subject=reference).order_by("index")
    if on:
        rows = rows.filter(recorded_at__lt=end_of_day(on))
    return replayed(reference, rows.values_list("kind", "actor", "payload"))


def _from_tables(exercise: Exercise) -> ExerciseRecord:
    criteria = tuple(
        CriterionRecord(
            row.code, row.title, row.question, tuple(row.scale), row.source, row.weight, row.weight_why
        )
        for row in exercise.criteria.order_by("order")
    )
    rows = list(exercise.items.select_related("expectation").order_by("order"))
    items = tuple(
        ItemRecord(
            expectation=row.expectation.reference,
            text=row.facts["text"],
            state=row.facts["state"],
            fictional=row.facts["fictional"],
            facts=row.facts.get("known", {}),
        )
        for row in rows
    )
    scorers, numbers = _scorers(exercise)
    return ExerciseRecord(
        reference=exercise.reference,
        title=exercise.title,
        purpose=exercise.purpose,
        sector=exercise.sector,
        state=exercise.state,
        as_at=exercise.as_at,
        places=exercise.places,
        made_at=exercise.recorded_at,
        opened_at=exercise.opened_at,
        closed_at=exercise.closed_at,
        ended_at=exercise.ended_at,
        ended_why=exercise.ended_why,
        criteria=criteria,
        items=items,
        scorers=scorers,
        scores=arranged(items, criteria, _scores(exercise, numbers)),
        figures=exercise.figures,
        decision=_decision(exercise, items),
    )


def _scorers(exercise: Exercise) -> tuple[tuple[ScorerRecord, ...], dict[int, int]]:
    """Them, and {row's id: number}."""
    found, numbers = [], {}
    for number, row in enumerate(exercise.scorers.select_related("organisation").order_by("pk"), start=1):
        numbers[row.pk] = number
        found.append(
            ScorerRecord(
                number=number,
                role=row.role,
                organisation=row.organisation.reference if row.organisation else "",
                organisation_name=row.organisation.name if row.organisation else "",
                interests=row.interests,
                ended_why=row.ended_why,
                ended=row.ended_at is not None,
            )
        )
    return tuple(found), numbers


def _scores(exercise: Exercise, numbers: dict[int, int]) -> list[ScoreRecord]:
    rows = Score.objects.filter(item__exercise=exercise).values_list(
        "item__expectation__reference",
        "criterion__code",
        "scorer_id",
        "value",
        "reason",
        "evidence",
        "recorded_at",
        "superseded_at",
    )
    held: Counter[tuple[str, str, int]] = Counter()
    found: list[ScoreRecord] = []
    for item, criterion, scorer, value, reason, evidence, at, superseded in rows.order_by("pk"):
        number = numbers[scorer] if scorer else REGISTER
        held[item, criterion, number] += 1
        if superseded is None:
            changed = held[item, criterion, number] - 1
            found.append(ScoreRecord(item, criterion, number, value, reason, evidence, at, changed))
    return found


def _decision(exercise: Exercise, items: Sequence[ItemRecord]) -> DecisionRecord | None:
    row = ExerciseDecision.objects.filter(exercise=exercise).prefetch_related("first__expectation").first()
    if row is None:
        return None
    chosen = {item.expectation.reference for item in row.first.all()}
    return DecisionRecord(
        words=row.words,
        first=tuple(item.expectation for item in items if item.expectation in chosen),
        departs=row.departs,
        method=row.method,
        by=row.decided_by,
        at=row.recorded_at,
    )
