"""What happened with one thing, newest first: the lines that its feed holds.

The same events that those who follow it by mail are told of (`pipeline.following`), so it is asked there
which of the events found here are about it.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet

from answerable.assurance.models import Challenge
from answerable.duties.models import ActionDuty, AnswerPart, Duty, EvidenceUse
from answerable.impact.models import Alarm, EffectTest, Holding, Judgement, Measure
from answerable.ledger.models import Event
from answerable.lineage.models import Contradiction, Serving
from answerable.oversight.models import Assessment, Consolidation, Gathered, GroupExpectation, Item
from answerable.register.models import Entry

Rows = QuerySet[Any, Any]


def about_entry(reference: str) -> list[Rows]:
    """Queries of subjects: everything that belongs to the entry."""
    return _of_entries(Entry.objects.filter(reference=reference).values("pk"))


def about_expectation(reference: str) -> list[Rows]:
    entries = Serving.objects.filter(expectation__reference=reference, ended_by__isnull=True).values("entry")
    asked: dict[str, Any] = {"expectation__reference": reference}
    return [
        *_of_entries(entries),
        AnswerPart.objects.filter(answer__expectation__reference=reference).values("answer__reference"),
        Measure.objects.filter(**asked).values("reference"),
        GroupExpectation.objects.filter(**asked).values("group__reference"),
        Judgement.objects.filter(**asked).values("reference"),
        Alarm.objects.filter(**asked).values("reference"),
        Assessment.objects.filter(**asked).values("reference"),
        EffectTest.objects.filter(measure__expectation__reference=reference).values("reference"),
        Consolidation.objects.filter(**asked).values("reference"),
        Gathered.objects.filter(**asked).values("consolidation__reference"),
        Item.objects.filter(**asked).values("exercise__reference"),
    ]


def about_body(reference: str) -> list[Rows]:
    held = Duty.objects.filter(Q(organisation__reference=reference) | Q(holder__reference=reference))
    return [
        *_of_entries(held.values("entry")),
        AnswerPart.objects.filter(answer__organisation__reference=reference).values("answer__reference"),
        Judgement.objects.filter(organisation__reference=reference).values("reference"),
        EffectTest.objects.filter(organisation__reference=reference).values("reference"),
    ]


def about_indicator(code: str) -> list[Rows]:
    return [
        Measure.objects.filter(indicator=code).values("reference"),
        EffectTest.objects.filter(measure__indicator=code).values("reference"),
    ]


def files_of(code: str) -> Sequence[str]:
    """Subjects of the files of figures that an indicator was read from."""
    hashes = Holding.objects.filter(indicator=code).values_list("file__document__sha256", flat=True)
    return [f"document:{sha256}" for sha256 in hashes.distinct()]


def events_of(subjects: Sequence[Rows], kinds: Sequence[str], also: Sequence[str] = ()) -> QuerySet[Event]:
    """Newest first."""
    wanted = Q(subject__in=also)
    for rows in subjects:
        wanted |= Q(subject__in=rows)
    return Event.objects.filter(wanted, kind__in=kinds).order_by("-index")


def _of_entries(entries: Rows) -> list[Rows]:
    return [
        Entry.objects.filter(pk__in=entries).values("reference"),
        Entry.objects.filter(pk__in=entries).values("report__reference"),
        Duty.objects.filter(entry__in=entries).values("reference"),
        AnswerPart.objects.filter(entry__in=entries).values("answer__reference"),
        Contradiction.objects.filter(Q(entry__in=entries) | Q(other__in=entries)).values("reference"),
        Alarm.objects.filter(Q(duty__entry__in=entries) | Q(entry__in=entries)).values("reference"),
        ActionDuty.objects.filter(duty__entry__in=entries).values("action__reference"),
        Challenge.objects.filter(entry__in=entries).values("reference"),
        Assessment.objects.filter(entry__in=entries).values("reference"),
        EvidenceUse.objects.filter(
            Q(claim__duty__entry__in=entries) | Q(progress__action__serves__duty__entry__in=entries)
        ).values("evidence__reference"),
    ]
