"""What stands on a group's record: minutes, decisions and steps of its plan. Nothing is overwritten."""

import datetime as dt

from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import now, today
from answerable.core.references import free_reference
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Group, GroupNote
from answerable.oversight.operations.errors import CoordinationError
from answerable.oversight.queries.groups import lead_of, without_lead_words
from answerable.uploads.models import Upload

Kind = GroupNote.Kind
Progress = GroupNote.Progress
# Minutes of what was said can be kept without a lead; what binds the members cannot.
NEEDS_LEAD = frozenset({Kind.DECISION.value, Kind.PLAN.value})


@operation("GROUP_NOTE")
def add_note(
    log: Log,
    *,
    by: Actor,
    group: Group,
    kind: str,
    on: dt.date,
    title: str,
    words: str,
    organisation: Organisation | None = None,
    due_on: dt.date | None = None,
    progress: str = "",
    upload: Upload | None = None,
) -> GroupNote:
    """Puts minutes, a decision or a step of the plan on the record: for the lead body, or the overseer.

    `upload` is a file, which those who write the record may have and the public may not: nobody has looked
    for names in it. Raises CoordinationError: no words, a day to come, a step without a body and a date, or a
    decision or step while the group has no lead. NotPermittedError.
    """
    held = _open(group)
    _may(by, held)
    return _write(log, by, held, kind, on, title, words, organisation, due_on, progress, None, "", upload)


@operation("GROUP_NOTE")
def replace_note(
    log: Log,
    *,
    by: Actor,
    note: GroupNote,
    on: dt.date,
    title: str,
    words: str,
    why: str,
    organisation: Organisation | None = None,
    due_on: dt.date | None = None,
    progress: str = "",
    upload: Upload | None = None,
) -> GroupNote:
    """Puts another in the place of one: both stay, the first marked as replaced, by which and why.

    Raises CoordinationError: no reason, or replaced by somebody in between. NotPermittedError.
    """
    group = _open(note.group)
    _may(by, group)
    held = GroupNote.objects.get(pk=note.pk)
    if held.superseded_at is not None:
        raise CoordinationError(
            f"{held.reference} was replaced already, by {held.replaced_by.reference}: open that one."
        )
    if not why.strip():
        raise CoordinationError("Say why it is replaced.")
    GroupNote.objects.filter(pk=held.pk).update(superseded_at=now())
    return _write(
        log, by, group, held.kind, on, title, words, organisation, due_on, progress, held, why, upload
    )


def _write(
    log: Log,
    by: Actor,
    group: Group,
    kind: str,
    on: dt.date,
    title: str,
    words: str,
    organisation: Organisation | None,
    due_on: dt.date | None,
    progress: str,
    replaces: GroupNote | None,
    why: str,
    upload: Upload | None,
) -> GroupNote:
    said, heading = words.strip(), title.strip()[:200]
    if kind not in Kind.values:
        raise CoordinationError("Say what it is: minutes, a decision, or a step of the shared plan.")
    if not said or not heading:
        raise CoordinationError("Give it a title, and say what was said or agreed.")
    if on > today():
        raise CoordinationError(
            "It is dated in the future: minutes and decisions are of a day that has come."
        )
    lead = lead_of(group)
    if kind in NEEDS_LEAD and lead.organisation is None:
        raise CoordinationError(
            f"{without_lead_words(lead)} Until another body leads, this cannot be recorded."
        )
    plan = kind == Kind.PLAN
    if plan and (organisation is None or due_on is None):
        raise CoordinationError("A step of the plan names the body that takes it, and a date.")
    if progress and progress not in Progress.values:
        raise CoordinationError("Say how the step stands: to do, done or dropped.")
    keep = [one.name for one in (organisation, lead.organisation) if one]
    made = GroupNote.objects.create(
        reference=free_reference(
            "H",
            f"{group.reference}\n{now().isoformat()}\n{heading}",
            lambda one: GroupNote.objects.filter(reference=one).exists(),
        ),
        group=group,
        kind=kind,
        on=on,
        title=published_words(heading, keep=keep),
        words=published_words(said, keep=keep),
        words_original=said,
        organisation=organisation if plan else None,
        due_on=due_on if plan else None,
        progress=(progress or Progress.OPEN) if plan else "",
        upload=upload,
        replaces=replaces,
        why=published_words(why.strip(), keep=keep)[:500],
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    log.event(
        "group.noted" if replaces is None else "group.note_replaced",
        group.reference,
        {
            "note": made.reference,
            "kind": kind,
            "on": on.isoformat(),
            "title": made.title,
            "words": made.words,
            "organisation": made.organisation.reference if made.organisation else None,
            "due_on": made.due_on.isoformat() if made.due_on else None,
            "progress": made.progress,
            "replaces": replaces.reference if replaces else None,
            "why": made.why,
            "file": upload is not None,
        },
    )
    return made


def _open(group: Group) -> Group:
    held = Group.objects.select_for_update().get(pk=group.pk)
    if held.ended_at is not None:
        raise CoordinationError(f"The group {held.reference} has ended: its record is complete.")
    return held


def file_of(by: Actor, group: Group, reference: str) -> Upload | None:
    """The file that was kept with something on the record, for those who write it. NotPermittedError."""
    _may(by, group)
    row = GroupNote.objects.filter(group=group, reference=reference).select_related("upload").first()
    return row.upload if row else None


def _may(by: Actor, group: Group) -> None:
    """The lead body's people, or whoever holds the permission for the whole register."""
    if "GROUP_NOTE" not in by.bodies:
        return
    lead = lead_of(group)
    if lead.organisation is None:
        raise NotPermittedError(f"{by.identifier}: the group has no lead")
    by.require_for("GROUP_NOTE", lead.organisation.pk)
