"""Which rungs duties have climbed."""

import datetime as dt
from collections.abc import Sequence

from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.oversight.models import Step


def steps_of(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, list[Step]]:
    """{duty id: its steps up to the day, oldest first}, each with its letter. One query."""
    rows = (
        Step.objects.filter(duty_id__in=[duty.pk for duty in duties], on__lte=on or today())
        .select_related("letter__message", "letter__organisation")
        .order_by("duty_id", "on", "pk")
    )
    found: dict[int, list[Step]] = {}
    for step in rows:
        found.setdefault(step.duty_id, []).append(step)
    return found


def current_rung(duties: Sequence[Duty], *, on: dt.date | None = None) -> dict[int, Step]:
    """{duty id: the last step that it climbed by the day}."""
    return {duty_id: steps[-1] for duty_id, steps in steps_of(duties, on=on).items()}
