"""What programs are told of files, of whom a duty is with, and of answering together."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from answerable.duties.models import AnswerDocument, Delegation, Draft, Duty, Joint, JointOffer
from answerable.uploads.models import Upload


def file(held: Upload) -> dict[str, Any]:
    return {
        "file": held.pk,
        "name": held.name,
        "media_type": held.media_type,
        "size": held.size,
        "sha256": held.sha256,
        "state": held.state,
        "why": held.why,
        "recorded_at": held.recorded_at,
    }


def documents(held: Draft) -> list[dict[str, Any]]:
    rows: Iterable[AnswerDocument] = held.documents.filter(removed_at__isnull=True).select_related("upload")
    return [{"document": row.pk, "title": row.title, "file": file(row.upload)} for row in rows]


def shared(duty: Duty) -> dict[str, Any]:
    """Whom a duty is with, what was offered, and with which it is answered."""
    handed = Delegation.objects.filter(duty=duty, superseded_at__isnull=True).select_related("person")
    either = Q(duty=duty) | Q(lead=duty)
    offers = JointOffer.objects.filter(either, answered_at__isnull=True).select_related("duty", "lead")
    joints = Joint.objects.filter(either, superseded_at__isnull=True).select_related("duty", "lead")
    return {
        "with_whom": [
            {"delegation": row.pk, "person": row.person_id, "name": row.person.name}
            for row in handed.order_by("pk")
        ],
        "offers": [offer(row) for row in offers.order_by("pk")],
        "joints": [joint(row) for row in joints.order_by("pk")],
    }


def offer(held: JointOffer) -> dict[str, Any]:
    return {
        "offer": held.pk,
        "lead": held.lead.reference,
        "duty": held.duty.reference,
        "words": held.words,
        "accepted": held.accepted,
        "reply": held.reply,
        "recorded_at": held.recorded_at,
        "answered_at": held.answered_at,
    }


def joint(held: Joint) -> dict[str, Any]:
    return {
        "joint": held.pk,
        "lead": held.lead.reference,
        "duty": held.duty.reference,
        "reason": held.reason,
        "recorded_at": held.recorded_at,
        "ended_at": held.superseded_at,
    }
