"""What a body reports of its actions: one dated row each time, none overwritten."""

import datetime as dt
from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.ladder import is_backward
from answerable.duties.models import Action, ClaimLevel, Evidence, EvidenceUse, Milestone, Progress
from answerable.duties.operations.bounds import check_done_on, lock_duties, require_handed, words_of
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.evidencing import lock_evidence
from answerable.ledger.operation import Log, operation


@operation("PROGRESS_REPORT")
def report_progress(
    log: Log,
    *,
    by: Actor,
    action: Action,
    level: str,
    words: str,
    on: dt.date | None,
    milestone: Milestone | None = None,
    evidence: Sequence[Evidence] = (),
) -> Progress:
    """What is done of an action, or of one of its milestones, on a day, and what shows it.

    The same report sent twice is one. Raises DutyError: dropped, no words, a day that can't be, or evidence
    that was withdrawn or is another body's.
    """
    held = Action.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=action.pk)
    by.require_for("PROGRESS_REPORT", held.organisation_id)
    # A duty may have passed to another body since: the action goes on for those that have not.
    ours = [row.duty for row in held.serves.filter(duty__holder=held.organisation_id).select_related("duty")]
    if not ours:
        raise DutyError("What this action was for has passed to another body.")
    duties = lock_duties(ours, held.organisation)
    require_handed(by, "PROGRESS_REPORT", held.organisation, duties)
    if held.dropped_at:
        raise DutyError("This action was dropped: nothing more is reported of it.")
    if level not in ClaimLevel.values:
        raise DutyError("Choose how far the work has come.")
    if milestone and milestone.action_id != held.pk:
        raise DutyError("That milestone is another action's.")
    published, typed = words_of(words, "what was done, or why nothing was", 4000)
    day = check_done_on(on, duties, "the day of the report")
    shown = lock_evidence(evidence, held.organisation)
    last = held.progress.filter(milestone=milestone).order_by("-pk").first()
    if last and (last.level, last.words_original, last.on) == (level, typed, day):
        log.unchanged()
        return last
    progress = Progress.objects.create(
        action=held,
        milestone=milestone,
        level=level,
        words=published,
        words_original=typed,
        on=day,
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    EvidenceUse.objects.bulk_create([EvidenceUse(evidence=one, progress=progress) for one in shown])
    log.event(
        "progress.reported",
        held.reference,
        {
            "milestone": milestone.order if milestone else None,
            "level": level,
            "words": published,
            "on": day.isoformat(),
            "evidence": [one.reference for one in shown],
            "backward": bool(last and is_backward(last.level, level)),
        },
    )
    return progress
