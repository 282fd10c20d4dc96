"""Steps: by rule, once a day, and by a person out of turn."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.models import Duty
from answerable.duties.queries.answers import ResponseAxis, responses
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.oversight.climbing import Due
from answerable.oversight.models import Letter, Step, Stop
from answerable.oversight.operations.errors import EscalationError
from answerable.oversight.operations.letters import write_letters
from answerable.oversight.queries.due import climbing_duties, counted_for, due_steps
from answerable.oversight.rungs import Rung, ladders

NOBODY = "No body is known to write to: no letter was written."


@operation("ESCALATION_STEP")
def climb(log: Log, *, by: Actor, about: Organisation, on: dt.date, duties: Collection[int]) -> int:
    """Takes all steps that one body's duties are to take on the day: how many. All of them, or none.

    `duties` were found due a moment ago; what has changed since is seen, since they are locked first. Run
    again, it finds nothing left to do.
    """
    list(Duty.objects.select_for_update().filter(pk__in=duties).order_by("pk").values_list("pk"))
    due = [one for one in due_steps(on, holders=[about.pk]).get(about.pk, []) if one.duty_id in duties]
    if not due:
        log.unchanged()
        return 0
    by_rung: dict[str, list[Due]] = defaultdict(list)
    for one in due:
        by_rung[one.rung.code].append(one)
    found = Duty.objects.select_related("entry__report").in_bulk([one.duty_id for one in due])
    for held in by_rung.values():
        rung = held[0].rung
        named = [(found[one.duty_id], one.counted_from) for one in held]
        letter = write_letters(log, rung, about, named, on, by_rule=True)
        _take(log, rung, named, on, letter, by_rule=True, reason="" if letter else NOBODY)
    return len(due)


@operation("ESCALATION_STEP")
def take_step(log: Log, *, by: Actor, duty: Duty, rung: str, reason: str) -> Step:
    """A person takes a step out of turn. Lower rungs that were not climbed are passed over.

    Raises EscalationError: no reason, an unknown rung, one climbed already or below one that is, a rung for
    after the due date before it, a duty that does not climb.
    """
    Duty.objects.select_for_update().get(pk=duty.pk)
    duty = Duty.objects.select_related("entry__report", "holder").get(pk=duty.pk)  # its holder as it is now
    why = published_words(" ".join(reason.split()))[:500]
    if not why:
        raise EscalationError("Say why: a step out of turn needs a reason, and the public reads it.")
    ladder = ladders().of(duty.entry.report.instrument)
    place = ladder.place(rung)
    if place < 0:
        raise EscalationError("Choose a rung of this duty's ladder.")
    chosen = ladder.rungs[place]
    on = today()
    counted = _may_climb(duty)
    if chosen.days > 0 and on <= counted:
        raise EscalationError(
            f"The answer is due by {counted:%-d %B %Y}: only a reminder can be sent before."
        )
    if chosen.days < 0 and on > counted:
        raise EscalationError(f"The answer was due by {counted:%-d %B %Y}: a reminder comes before that.")
    climbed = [ladder.place(step.rung) for step in duty.steps.filter(due_on=counted)]
    if place in climbed:
        raise EscalationError("This rung was climbed already.")
    if climbed and place < max(climbed):
        raise EscalationError("A higher rung was climbed already.")
    letter = write_letters(log, chosen, duty.holder, [(duty, counted)], on, by_rule=False)
    return _take(log, chosen, [(duty, counted)], on, letter, by_rule=False, reason=why)[0]


def _may_climb(duty: Duty) -> dt.date:
    """The date that the rungs are counted from. Raises EscalationError where the duty does not climb."""
    if Stop.objects.filter(duty=duty, ended_at__isnull=True).exists():
        raise EscalationError("Escalation of this duty is held. Let it go on first.")
    facts = responses([duty])[duty.pk]
    if facts.axis in (ResponseAxis.RECEIVED, ResponseAxis.LATE, ResponseAxis.NOT_REQUIRED):
        raise EscalationError(f"This duty does not climb. {facts.words}.")
    if not climbing_duties().filter(pk=duty.pk).exists():
        raise EscalationError(
            "This duty does not climb: it is disputed, closed or led by another, or a reply to its report"
            " still has to be matched."
        )
    counted = counted_for(duty)
    if counted is None:
        raise EscalationError("No date is known by which an answer is due.")
    return counted


def _take(
    log: Log,
    rung: Rung,
    duties: list[tuple[Duty, dt.date]],
    on: dt.date,
    letter: Letter | None,
    *,
    by_rule: bool,
    reason: str,
) -> list[Step]:
    at = now()
    steps = Step.objects.bulk_create(
        [
            Step(
                duty=duty,
                rung=rung.code,
                due_on=counted,
                on=on,
                letter=letter,
                by_rule=by_rule,
                reason=reason,
                recorded_by=log.actor.identifier,
                recorded_at=at,
            )
            for duty, counted in duties
        ]
    )
    for duty, counted in duties:
        log.event(
            "duty.escalated",
            duty.reference,
            {
                "rung": rung.code,
                "due_on": counted.isoformat(),
                "on": on.isoformat(),
                "letter": letter.reference if letter else "",
                "by_rule": by_rule,
                "reason": reason,
            },
        )
    return steps
