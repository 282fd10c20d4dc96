"""What programs are told of work under way, groups and consolidated asks."""

from typing import Any

from answerable.oversight.models import GroupNote
from answerable.oversight.queries.consolidations import ConsolidationShown
from answerable.oversight.queries.groups import GroupShown
from answerable.oversight.queries.work import WorkShown


def work(shown: WorkShown) -> dict[str, Any]:
    row = shown.row
    return {
        "work": row.reference,
        "version": row.pk,
        "body": row.organisation.reference,
        "title": row.title,
        "words": row.words,
        "state": row.state,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "open_to_others": row.open_to_others,
        "contact": row.contact,
        "url": row.url,
        "group": row.group.reference if row.group else "",
        "expectations": [one.reference for one in shown.expectations],
        "joined": [body.reference for body in shown.joined],
        "why": row.why,
        "recorded_at": row.recorded_at,
    }


def group(shown: GroupShown) -> dict[str, Any]:
    return {
        "group": shown.group.reference,
        "title": shown.group.title,
        "purpose": shown.group.purpose,
        "review_on": shown.group.review_on,
        "members": [one.organisation.reference for one in shown.members],
        "expectations": [one.reference for one in shown.expectations],
    }


def note(held: GroupNote) -> dict[str, Any]:
    return {
        "note": held.reference,
        "group": held.group.reference,
        "kind": held.kind,
        "on": held.on,
        "title": held.title,
        "words": held.words,
        "organisation": held.organisation.reference if held.organisation else "",
        "due_on": held.due_on,
        "progress": held.progress,
        "has_file": held.upload_id is not None,
        "replaces": held.replaces.reference if held.replaces else "",
        "recorded_at": held.recorded_at,
    }


def position(shown: ConsolidationShown, code: str) -> dict[str, Any]:
    """What one publisher is asked, and says."""
    said = next(one.row for one in shown.positions if one.publisher.code == code)
    return {
        "consolidation": shown.row.reference,
        "state": shown.state,
        "wording": shown.row.wording,
        "reason": shown.row.reason,
        "answer_by": shown.row.answer_by,
        "gathers": [one.reference for one in shown.gathered],
        "stand": said.stand,
        "words": said.words,
        "said_on": said.said_on,
    }
