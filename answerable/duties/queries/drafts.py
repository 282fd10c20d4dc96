"""Answers that are being written."""

from answerable.core.actors import Actor
from answerable.duties.models import Draft
from answerable.duties.queries.delegated import duties_seen


def open_drafts(by: Actor, organisation_id: int) -> list[Draft]:
    """Those of a body that the person may see: a contributor, only where all of its duties are theirs."""
    rows = Draft.objects.filter(
        organisation_id=organisation_id, discarded_at__isnull=True, answer__isnull=True
    )
    seen = set(duties_seen(by, organisation_id).values_list("pk", flat=True))
    return [
        draft
        for draft in rows.prefetch_related("duties", "sign_offs").order_by("-saved_at")
        if all(duty.pk in seen or duty.holder_id != organisation_id for duty in draft.duties.all())
    ]
