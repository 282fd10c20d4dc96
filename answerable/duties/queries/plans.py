"""Reads of what bodies plan, report and show."""

from collections.abc import Sequence

from django.db.models import Count, Prefetch, Q, QuerySet

from answerable.duties.models import Action, ActionDuty, Duty, Evidence, EvidenceUse, Milestone, Progress

_SERVES = ActionDuty.objects.select_related("duty__entry__report__publisher").order_by("pk")
_MILESTONES = Milestone.objects.prefetch_related("dates").order_by("order")
_PROGRESS = Progress.objects.select_related("milestone").order_by("pk")


def plan_of(organisation_id: int) -> QuerySet[Action]:
    """All actions of a body with what a page shows of them, dropped ones too, in six queries."""
    return _whole(Action.objects.filter(organisation_id=organisation_id)).order_by("dropped_at", "pk")


def actions_for(duty: Duty) -> QuerySet[Action]:
    """The actions that serve one duty."""
    return _whole(Action.objects.filter(serves__duty=duty)).order_by("dropped_at", "pk")


def action_of(organisation_id: int, reference: str) -> Action | None:
    """One action of a body; None where it has none of that reference."""
    return _whole(Action.objects.filter(organisation_id=organisation_id, reference=reference)).first()


def _whole(rows: QuerySet[Action]) -> QuerySet[Action]:
    return rows.select_related("organisation").prefetch_related(
        Prefetch("serves", queryset=_SERVES),
        Prefetch("milestones", queryset=_MILESTONES),
        Prefetch("progress", queryset=_PROGRESS),
    )


def evidence_of(organisation_id: int) -> QuerySet[Evidence]:
    """What a body has shown, newest first, withdrawn pieces last."""
    rested = Count("uses__claim__duty", distinct=True, filter=Q(uses__claim__isnull=False))
    return (
        Evidence.objects.filter(organisation_id=organisation_id)
        .select_related("upload", "organisation")
        .annotate(rested=rested)
        .order_by("withdrawn_at", "-pk")
    )


def uses_of(evidence: Evidence) -> Sequence[EvidenceUse]:
    """The claims and reports of progress that rest on it."""
    rows = evidence.uses.select_related("claim__duty__entry__report__publisher", "progress__action")
    return list(rows.order_by("pk"))


def evidence_used_for(duty: Duty) -> QuerySet[Evidence]:
    """What claims and progress on a duty rest on, withdrawn pieces too."""
    resting = Q(uses__claim__duty=duty) | Q(uses__progress__action__serves__duty=duty)
    return (
        Evidence.objects.filter(resting).select_related("upload").distinct().order_by("withdrawn_at", "-pk")
    )
