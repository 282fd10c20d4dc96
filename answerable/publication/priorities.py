"""Priority exercises and what they put first as rows, the same on pages' CSV and in the bulk files."""

import datetime as dt
from collections.abc import Iterator

from answerable.oversight.models import Exercise
from answerable.oversight.priorities.record import ExerciseRecord
from answerable.oversight.queries.exercises import opened_exercises, record_of

LIST_COLUMNS = (
    "exercise",
    "title",
    "state",
    "facts_of",
    "opened_on",
    "closed_on",
    "ended_on",
    "expectations",
)
RANKING_COLUMNS = (
    "rank",
    "expectation",
    "text",
    "score",
    "score_low",
    "score_high",
    "best_rank",
    "worst_rank",
    "rank_from_of_nine_in_ten_draws",
    "rank_to_of_nine_in_ten_draws",
    "share_first",
    "share_among_first",
    "share_among_first_wide",
    "robust",
    "put_first",
)


def list_rows() -> Iterator[tuple[object, ...]]:
    return map(list_row, opened_exercises().prefetch_related("items"))


def list_row(exercise: Exercise) -> tuple[object, ...]:
    return (
        exercise.reference,
        exercise.title,
        exercise.state,
        exercise.as_at,
        _day(exercise.opened_at),
        _day(exercise.closed_at),
        _day(exercise.ended_at),
        len(exercise.items.all()),
    )


def ranked_rows() -> Iterator[tuple[object, ...]]:
    """The rows of all exercises, each after the reference of its own. Those not closed have none."""
    for exercise in opened_exercises():
        for row in ranking_rows(record_of(exercise)):
            yield (exercise.reference, *row)


def ranking_rows(record: ExerciseRecord) -> Iterator[tuple[object, ...]]:
    texts = {item.expectation: item.text for item in record.items}
    chosen = record.decision.first if record.decision else ()
    for row in record.figures.get("rows", ()):
        yield (
            row["rank"],
            row["item"],
            texts[row["item"]],
            row["score"],
            row["low"],
            row["high"],
            row["best"],
            row["worst"],
            row["from"],
            row["to"],
            row["first"],
            row["among"],
            row["among_wide"],
            row["robust"],
            row["item"] in chosen,
        )


def _day(at: dt.datetime | None) -> str:
    return at.date().isoformat() if at else ""
