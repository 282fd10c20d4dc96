"""Which duties may stand otherwise than their spells say, by what the log holds since these were made.

An event names what it is about by references, in its subject and its payload. Every duty that one of these
leads to counts as touched: one too many costs a moment, one too few would leave a figure wrong.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Max, QuerySet

from answerable.duties.models import Action, Answer, Duty, Evidence, Joint
from answerable.impact.models import Alarm
from answerable.ledger.models import Event
from answerable.oversight.figures.working import RULES
from answerable.oversight.models import Reckoning
from answerable.register.models import Entry, Report

MOST_EVENTS = 5000  # beyond that, the log is not read while somebody waits for a page
MOST_DUTIES = 3000  # that are worked out while somebody waits
_REFERENCE = re.compile(r"[A-Z]-[0-9A-HJKMNP-TV-Z]{9}")
_PART = 5000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Since:
    """What the spells know, and what came after.

    `position` is the last event that counts; `later` how many came after it and do not count yet. `touched`
    are worked out afresh. `made` is False where there are no spells yet and too many duties to do without.
    `key` names the spells: while it stays and nothing is touched, so do the figures. Blank: not to be kept.
    """

    position: int
    later: int
    touched: frozenset[int]
    made: bool = True
    key: str = ""


def since_reckoning() -> Since:
    """Three queries where nothing happened since."""
    held = latest()
    last = Event.objects.aggregate(last=Max("index"))["last"]
    last = -1 if last is None else last
    if held is None:
        if Duty.objects.count() <= MOST_DUTIES:
            return Since(last, 0, frozenset(Duty.objects.values_list("pk", flat=True)))
        return Since(-1, last + 1, frozenset(), made=False)
    later = last - held.position
    key = f"{held.pk}:{held.made_at.isoformat()}"
    if later <= 0:
        return Since(held.position, 0, frozenset(), key=key)
    if later <= MOST_EVENTS:
        touched = touched_by(Event.objects.filter(index__gt=held.position, index__lte=last))
        if len(touched) <= MOST_DUTIES:
            return Since(last, 0, frozenset(touched))
    return Since(held.position, later, frozenset(), key=key)


def latest() -> Reckoning | None:
    """The reckoning that counts; None where none was made by the rules of today."""
    held = Reckoning.objects.order_by("-pk").first()
    return held if held is not None and held.rules == RULES else None


def duties_to_reckon() -> int:
    """How many duties a reckoning would work out now."""
    held = latest()
    if held is None:
        return Duty.objects.count()
    return len(touched_by(Event.objects.filter(index__gt=held.position)))


def touched_by(events: QuerySet[Event]) -> set[int]:
    """The keys of duties that these events may have changed."""
    references: set[str] = set()
    for subject, payload in events.values_list("subject", "payload").iterator():
        references.update(named(subject))
        references.update(named(payload))
    found = duties_led_to(references)
    return found | _led_by(found)


def duties_led_to(references: Collection[str]) -> set[int]:
    """The keys of duties that these references name, or are about."""
    found: set[int] = set()
    for part in _parts(references):
        first, *others = _led_to(part)
        found.update(first.union(*others))
    return found


def _led_to(references: Collection[str]) -> Iterator[QuerySet[Duty, int]]:
    entries = Entry.objects.filter(reference__in=references)
    reports = Report.objects.filter(reference__in=references)
    answers = Answer.objects.filter(reference__in=references)
    actions = Action.objects.filter(reference__in=references)
    evidence = Evidence.objects.filter(reference__in=references)
    alarms = Alarm.objects.filter(reference__in=references)
    for rows in (
        Duty.objects.filter(reference__in=references),
        Duty.objects.filter(entry__in=entries.values("pk")),
        Duty.objects.filter(entry__report__in=reports.values("pk")),
        Duty.objects.filter(answer_parts__answer__in=answers.values("pk")),
        Duty.objects.filter(actions__action__in=actions.values("pk")),
        Duty.objects.filter(claims__evidence_used__evidence__in=evidence.values("pk")),
        Duty.objects.filter(alarms__in=alarms.values("pk")),
    ):
        yield rows.order_by().values_list("pk", flat=True)


def _led_by(duties: Collection[int]) -> set[int]:
    """A joint duty has the answers of the one that leads it, or led it."""
    found: set[int] = set()
    for part in _parts(duties):
        found.update(Joint.objects.filter(lead__in=part).values_list("duty_id", flat=True))
    return found


def named(value: object) -> Iterator[str]:
    """Every reference that a subject or a payload names."""
    if isinstance(value, str):
        if _REFERENCE.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from named(inner)


def _parts(values: Iterable[T]) -> Iterator[list[T]]:
    every = list(values)
    for start in range(0, len(every), _PART):
        yield every[start : start + _PART]
