"""What came after each rung: how many answers, within how many days, of how many duties. No cause is claimed.

Answers may have come for other reasons, and duties that climb high are those that were not answered before.
So each rung stands beside the one below it, with its own denominator, and nothing is said of the difference.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min, Q

from answerable.core.calendar import today
from answerable.duties.models import AnswerPart, Joint
from answerable.oversight.models import Step
from answerable.oversight.queries.due import climbing_duties
from answerable.oversight.rungs import ladders

WINDOWS = (30, 56)  # days: a month, and the time that a coroner's report gives


@dataclass(frozen=True, slots=True)
class Within:
    """Of `of` steps at least so many days old, `answered` were followed by an answer within those days."""

    days: int
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class Effect:
    """One rung. `delivered` counts steps whose letter was sent and did not come back."""

    rung: str
    label: str
    ladder: str
    steps: int
    delivered: int
    standing: int  # duties that stand on it today
    within: tuple[Within, ...]


def effects(*, on: dt.date | None = None) -> list[Effect]:
    """Every rung of every ladder, lowest first, as at a day. Four queries."""
    day = on or today()
    answered = _answered_on()
    steps: dict[str, list[tuple[int, dt.date, str | None]]] = defaultdict(list)
    rows = Step.objects.filter(on__lte=day).values_list("duty_id", "rung", "on", "letter__message__state")
    for duty, code, climbed, state in rows:
        steps[code].append((duty, climbed, state))
    standing = standing_on(on=day)
    found = []
    for ladder in ladders().all:
        for rung in ladder.rungs:
            held = steps.get(rung.code, [])
            found.append(
                Effect(
                    rung.code,
                    rung.label,
                    ladder.name,
                    len(held),
                    sum(state == "sent" for _, _, state in held),
                    len(standing.get(rung.code, ())),
                    tuple(_within(held, answered, day, days) for days in WINDOWS),
                )
            )
    return found


def standing_on(*, on: dt.date | None = None) -> dict[str, list[int]]:
    """{rung: ids of the duties that climbed it last and still climb}."""
    last: dict[int, str] = {}
    rows = Step.objects.filter(on__lte=on or today(), duty__in=climbing_duties()).order_by("on", "pk")
    for duty, rung in rows.values_list("duty_id", "rung"):
        last[duty] = rung
    found: dict[str, list[int]] = defaultdict(list)
    for duty, rung in last.items():
        found[rung].append(duty)
    return found


def _within(
    steps: list[tuple[int, dt.date, str | None]], answered: dict[int, dt.date], day: dt.date, days: int
) -> Within:
    window = dt.timedelta(days=days)
    old = [(duty, climbed) for duty, climbed, _ in steps if climbed + window <= day]
    count = sum(
        1 for duty, climbed in old if duty in answered and climbed <= answered[duty] <= climbed + window
    )
    return Within(days, count, len(old))


def _answered_on() -> dict[int, dt.date]:
    """{duty id: day of its first answer}, a joint duty's by its lead."""
    parts = AnswerPart.objects.filter(answer__withdrawn_at__isnull=True).filter(
        Q(duty__steps__isnull=False) | Q(duty__led__duty__steps__isnull=False)
    )
    found: dict[int, dt.date] = dict(
        parts.order_by()
        .values("duty_id")
        .annotate(first=Min("answer__answered_on"))
        .values_list("duty_id", "first")
    )
    for duty, lead in Joint.objects.filter(superseded_at__isnull=True).values_list("duty_id", "lead_id"):
        if lead in found:
            found.setdefault(duty, found[lead])
    return found
