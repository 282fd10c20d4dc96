"""Reads of what bodies plan, report and show."""

from collections.abc import Sequence

from django.db.models import Count, F, Prefetch, Q, QuerySet

from answerable.core.actors import Actor
from answerable.duties.models import Action, ActionDuty, Duty, Evidence, EvidenceUse, Milestone, Progress
from answerable.duties.queries.delegated import duties_seen, sees_all
from answerable.uploads.models import Upload

_SERVES = ActionDuty.objects.select_related("duty__entry__report__publisher").order_by("pk")
_MILESTONES = Milestone.objects.prefetch_related("dates").order_by("order")
_PROGRESS = Progress.objects.select_related("milestone").order_by("pk")


def plan_of(organisation_id: int) -> QuerySet[Action]:
    """All actions of a body with what a page shows of them, dropped ones too, in six queries."""
    return _whole(Action.objects.filter(organisation_id=organisation_id)).order_by(
        F("dropped_at").asc(nulls_first=True), "pk"
    )


def actions_for(duty: Duty) -> QuerySet[Action]:
    """The actions that serve one duty."""
    return _whole(Action.objects.filter(serves__duty=duty)).order_by(
        F("dropped_at").asc(nulls_first=True), "pk"
    )


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
    return _shown(Evidence.objects.filter(organisation_id=organisation_id))


def evidence_seen(by: Actor, organisation_id: int) -> QuerySet[Evidence]:
    """What of it this person may see: all, or for a contributor their own and what their duties rest on."""
    rows = evidence_of(organisation_id)
    if sees_all(by, organisation_id):
        return rows
    seen = duties_seen(by, organisation_id).values("pk")
    resting = Q(uses__claim__duty__in=seen) | Q(uses__progress__action__serves__duty__in=seen)
    mine = Evidence.objects.filter(resting | Q(recorded_by=by.identifier)).values("pk")
    return rows.filter(pk__in=mine)


def uses_of(evidence: Evidence) -> Sequence[EvidenceUse]:
    """The claims and reports of progress that rest on it."""
    rows = evidence.uses.select_related("claim__duty__entry__report__publisher", "progress__action")
    return list(rows.order_by("pk"))


def evidence_used_for(duty: Duty) -> QuerySet[Evidence]:
    """What claims and progress on a duty rest on, withdrawn pieces too."""
    resting = Q(uses__claim__duty=duty) | Q(uses__progress__action__serves__duty=duty)
    return _shown(Evidence.objects.filter(pk__in=Evidence.objects.filter(resting).values("pk")))


def public_file(reference: str) -> Upload | None:
    """The file of a piece of evidence, where the public may have it."""
    piece = Evidence.objects.filter(reference=reference).select_related("upload").first()
    return piece.upload if piece and read_by_public(piece) else None


def read_by_public(piece: Evidence) -> bool:
    """Whether the public may have the file: the body says so, it was looked at by a virus scanner, and the
    evidence was not withdrawn."""
    kept = piece.upload is not None and piece.upload.state == Upload.State.KEPT
    return kept and piece.is_public and piece.withdrawn_at is None


def _shown(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """With what lists show of them: `rested` counts the duties of the claims that rest on each."""
    rested = Count("uses__claim__duty", distinct=True, filter=Q(uses__claim__isnull=False))
    shown = rows.select_related("upload", "organisation").annotate(rested=rested)
    return shown.order_by(F("withdrawn_at").desc(nulls_first=True), "-pk")
