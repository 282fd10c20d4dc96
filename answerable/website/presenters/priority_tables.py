"""Priority exercises as CSV and JSON: rows made from a record and from nothing else."""

import datetime as dt
from collections.abc import Iterator

from answerable.oversight.priorities.record import REGISTER, ExerciseRecord
from answerable.website.presenters import priority_words as words

WEIGHT_COLUMNS = ("criterion", "title", "weight", "why", "filled_by", "question", "0", "1", "2", "3", "4")
SCORE_COLUMNS = (
    "expectation",
    "criterion",
    "scorer",
    "role",
    "organisation",
    "score",
    "reason",
    "evidence",
    "scored_at",
    "times_changed",
)


def weight_rows(record: ExerciseRecord) -> Iterator[tuple[object, ...]]:
    for one in record.criteria:
        yield one.code, one.title, words.number(one.weight), one.why, one.source, one.question, *one.scale


def score_rows(record: ExerciseRecord) -> Iterator[tuple[object, ...]]:
    """All scores, the register's too; those of people only once scoring is closed."""
    scorers = {one.number: one for one in record.scorers}
    for row in record.scores:
        if row.scorer != REGISTER and not record.figures:
            continue
        who = scorers.get(row.scorer)
        yield (
            row.item,
            row.criterion,
            row.scorer,
            who.role if who else "the register",
            who.organisation if who else "",
            "" if row.value is None else words.number(row.value),
            row.reason,
            row.evidence,
            row.at.isoformat(),
            row.changed,
        )


def exercise_json(record: ExerciseRecord) -> dict[str, object]:
    """Plain values, the same from the tables and from the log."""
    decision = record.decision
    return {
        "exercise": record.reference,
        "title": record.title,
        "purpose": record.purpose,
        "sector": record.sector,
        "state": record.state,
        "facts_of": record.as_at,
        "places": record.places,
        "opened_at": record.opened_at,
        "scoring_closed_at": record.closed_at,
        "ended_at": record.ended_at,
        "given_up_because": record.ended_why,
        "fictional": record.fictional,
        "criteria": [dict(zip(WEIGHT_COLUMNS, row, strict=True)) for row in weight_rows(record)],
        "expectations": [
            {"expectation": one.expectation, "text": one.text, "state": one.state, "known": one.facts}
            for one in record.items
        ],
        "scorers": [
            {
                "scorer": one.number,
                "role": one.role,
                "organisation": one.organisation,
                "interests": one.interests,
                "scores_no_more_because": one.ended_why,
            }
            for one in record.scorers
        ],
        "scores": [dict(zip(SCORE_COLUMNS, row, strict=True)) for row in score_rows(record)],
        "figures": record.figures,
        "decision": None
        if decision is None
        else {
            "words": decision.words,
            "put_first": decision.first,
            "departs_from_the_list_because": decision.departs,
            "method": decision.method,
            "decided_by": decision.by,
            "decided_at": decision.at,
        },
    }


def _day(at: dt.datetime | None) -> str:
    return at.date().isoformat() if at else ""
