"""What was weighed of an entry or an expectation, and what bodies do about it together, as plain values."""

import datetime as dt

from answerable.oversight.queries.assessments import assessment_of_expectation, assessments_beside
from answerable.oversight.queries.consolidations import consolidations_of
from answerable.oversight.queries.exercises import exercises_weighing
from answerable.oversight.queries.groups import groups_on
from answerable.oversight.queries.work import work_on
from answerable.publication import assessments, together
from answerable.publication.priorities import LIST_COLUMNS, list_row

Plain = dict[str, object]


def of_entry(reference: str, on: dt.date | None = None) -> list[Plain]:
    """Impact assessments of one entry and of the expectations that it serves."""
    rows = map(assessments.assessment_row, assessments_beside(reference, on))
    return list(together.named(assessments.COLUMNS, rows))


def of_expectation(expectation_id: int, on: dt.date | None = None) -> dict[str, list[Plain]]:
    """Groups that see to it, work on it, consolidated asks, its assessment, and exercises that weighed it."""
    key = [expectation_id]
    groups = map(together.group_row, groups_on(key, on).get(expectation_id, ()))
    work = map(together.work_row, work_on(key, on).get(expectation_id, ()))
    asks = map(together.consolidation_row, consolidations_of(expectation_id, on))
    assessed = assessment_of_expectation(expectation_id, on)
    held = [assessments.assessment_row(assessed)] if assessed else []
    weighed = map(list_row, exercises_weighing(expectation_id, on))
    return {
        "groups": list(together.named(together.GROUP_COLUMNS, groups)),
        "work": list(together.named(together.WORK_COLUMNS, work)),
        "consolidations": list(together.named(together.CONSOLIDATION_COLUMNS, asks)),
        "assessments": list(together.named(assessments.COLUMNS, held)),
        "priorities": list(together.named(LIST_COLUMNS, weighed)),
    }
