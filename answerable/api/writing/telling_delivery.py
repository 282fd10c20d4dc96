"""What programs are told of plans, evidence, disputes and challenges."""

from typing import Any

from answerable.api.writing.telling_sharing import file
from answerable.assurance.models import Challenge
from answerable.duties.models import Action, Dispute, Evidence, Milestone


def action(held: Action) -> dict[str, Any]:
    """For an action as `queries.plans` gives it."""
    return {
        "action": held.reference,
        "body": held.organisation.reference,
        "duties": [row.duty.reference for row in held.serves.all()],
        "words": held.words,
        "owner_role": held.owner_role,
        "measure": held.measure,
        "milestones": [_milestone(one) for one in held.milestones.all()],
        "progress": [
            {
                "milestone": one.milestone.order if one.milestone else None,
                "level": one.level,
                "words": one.words,
                "on": one.on,
                "recorded_at": one.recorded_at,
            }
            for one in held.progress.all()
        ],
        "dropped_at": held.dropped_at,
        "recorded_at": held.recorded_at,
    }


def _milestone(held: Milestone) -> dict[str, Any]:
    dates = sorted(held.dates.all(), key=lambda one: one.pk)
    return {
        "order": held.order,
        "words": held.words,
        "is_end": held.is_end,
        "due_on": dates[-1].due_on,
        "first_due_on": dates[0].due_on,
    }


def evidence(held: Evidence) -> dict[str, Any]:
    return {
        "evidence": held.reference,
        "body": held.organisation.reference,
        "grade": held.grade,
        "title": held.title,
        "dated": held.dated,
        "url": held.url,
        "file": file(held.upload) if held.upload else None,
        "is_public": held.is_public,
        "withdrawn_at": held.withdrawn_at,
        "recorded_at": held.recorded_at,
    }


def dispute(held: Dispute) -> dict[str, Any]:
    return {
        "dispute": held.pk,
        "duty": held.duty.reference,
        "kind": held.kind,
        "words": held.words,
        "elevated_to": held.elevated_to.reference if held.elevated_to else "",
        "outcome": held.outcome,
        "settled_at": held.settled_at,
        "recorded_at": held.recorded_at,
    }


def challenge(held: Challenge) -> dict[str, Any]:
    return {
        "challenge": held.reference,
        "entry": held.entry.reference,
        "duty": held.duty.reference if held.duty else "",
        "about": held.about,
        "words": held.words,
        "outcome": held.outcome,
        "reply": held.reply,
        "answered_at": held.answered_at,
        "recorded_at": held.recorded_at,
    }
