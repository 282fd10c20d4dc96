"""What a body plans to do, by when, and each date that moves. Dates only ever gain rows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Action, ActionDuty, Duty, Milestone, TargetDate
from answerable.duties.operations.bounds import (
    check_promised,
    fresh_reference,
    is_closed,
    lock_duties,
    why_of,
    words_of,
)
from answerable.duties.operations.errors import DutyError
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation

THE_END = "The action is finished"
_MOST_STEPS = 30
_MOST_DUTIES = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A milestone as planned."""

    words: str
    due_on: dt.date | None


@operation("PLAN_EDIT")
def add_action(
    log: Log,
    *,
    by: Actor,
    organisation: Organisation,
    duties: Sequence[Duty],
    words: str,
    owner_role: str,
    end: dt.date | None,
    owner: str = "",
    measure: str = "",
    steps: Sequence[Step] = (),
    own_key: str = "",
) -> Action:
    """A new action of the body's plan, for one or more of its duties.

    `owner_role` is a post, which is published; `owner` ("person:<id>") is seen in the body only. Raises
    DutyError: a name where a post belongs, a date that is past, or a duty that is closed or another's.
    """
    by.require_for("PLAN_EDIT", organisation.pk)
    if len(duties) > _MOST_DUTIES:
        raise DutyError(f"An action serves at most {_MOST_DUTIES} duties: make several actions.")
    held = lock_duties(duties, organisation)
    for duty in held:
        if is_closed(duty):
            raise DutyError(f"{duty.reference} was closed: nothing is planned for it until it is reopened.")
    published, typed = words_of(words, "what will be done", 1000)
    finish = check_promised(end, "the day by which the action is finished")
    planned = _check_steps(steps, finish)
    at = now()
    action = Action.objects.create(
        reference=fresh_reference("P", f"{organisation.reference}\n{own_key or at.isoformat()}"),
        organisation=organisation,
        words=published,
        words_original=typed,
        owner_role=owner_role_of(owner_role),
        owner=owner,
        measure=published_words(measure.strip())[:500],
        own_key=own_key[:60],
        recorded_by=by.identifier,
        recorded_at=at,
    )
    ActionDuty.objects.bulk_create([ActionDuty(action=action, duty=duty, recorded_at=at) for duty in held])
    for order, (said, due_on) in enumerate([*planned, (THE_END, finish)], start=1):
        _add_step(action, by, order, said, due_on, is_end=order == len(planned) + 1)
    log.event(
        "action.planned",
        action.reference,
        {
            "organisation": organisation.reference,
            "duties": [duty.reference for duty in held],
            "words": action.words,
            "owner_role": action.owner_role,
            "measure": action.measure,
            "milestones": [{"words": said, "due_on": due.isoformat()} for said, due in planned],
            "end": finish.isoformat(),
        },
    )
    return action


@operation("PLAN_EDIT")
def add_milestone(log: Log, *, by: Actor, action: Action, words: str, due_on: dt.date | None) -> Milestone:
    """One more milestone, no later than the action's end."""
    held = _lock(by, action)
    if held.milestones.count() > _MOST_STEPS:
        raise DutyError(f"An action has at most {_MOST_STEPS} milestones.")
    said = words_of(words, "what the milestone is", 300)[0]
    promised = check_promised(due_on)
    end = _standing(held.milestones.get(is_end=True))
    if promised > end.due_on:
        raise DutyError(f"The action is to be finished on {end.due_on:%-d %B %Y}: move that date first.")
    last = held.milestones.aggregate(last=Max("order"))["last"]
    milestone = _add_step(held, by, last + 1, said, promised, is_end=False)
    log.event(
        "milestone.planned",
        held.reference,
        {"milestone": milestone.order, "words": said, "due_on": promised.isoformat()},
    )
    return milestone


@operation("PLAN_EDIT")
def move_date(
    log: Log, *, by: Actor, milestone: Milestone, due_on: dt.date | None, reason: str
) -> TargetDate:
    """Promises another date, with the reason, which is published. The former date stays in the ledger.

    Raises DutyError: no reason, the same date, one that is past, or milestones out of their order.
    """
    held = _lock(by, milestone.action)
    promised = check_promised(due_on)
    standing = _standing(milestone)
    if promised == standing.due_on:
        raise DutyError(f"{promised:%-d %B %Y} is the date that stands: nothing was changed.")
    why = why_of(reason, "why the date moves: the public reads it")
    others = TargetDate.objects.filter(milestone__action=held, superseded_at__isnull=True).exclude(
        milestone=milestone
    )
    if milestone.is_end:
        latest = others.aggregate(latest=Max("due_on"))["latest"]
        if latest and promised < latest:
            raise DutyError(f"A milestone stands on {latest:%-d %B %Y}, after that: move it first.")
    else:
        end = others.get(milestone__is_end=True)
        if promised > end.due_on:
            raise DutyError(f"The action is to be finished on {end.due_on:%-d %B %Y}: move that date first.")
    at = now()
    TargetDate.objects.filter(pk=standing.pk).update(superseded_at=at)
    moved = TargetDate.objects.create(
        milestone=milestone, due_on=promised, reason=why, recorded_by=by.identifier, recorded_at=at
    )
    log.event(
        "milestone.moved",
        held.reference,
        {
            "milestone": milestone.order,
            "from": standing.due_on.isoformat(),
            "to": promised.isoformat(),
            "reason": why,
            "later": promised > standing.due_on,
        },
    )
    return moved


@operation("PLAN_EDIT")
def cover_duty(log: Log, *, by: Actor, action: Action, duty: Duty) -> ActionDuty:
    """Lets an action serve one more duty of the body."""
    held = _lock(by, action)
    (asked,) = lock_duties([duty], held.organisation)
    if is_closed(asked):
        raise DutyError(f"{asked.reference} was closed: nothing is planned for it until it is reopened.")
    row = ActionDuty.objects.filter(action=held, duty=asked).first()
    if row:
        log.unchanged()
        return row
    row = ActionDuty.objects.create(action=held, duty=asked, recorded_at=now())
    log.event("action.covered", held.reference, {"duty": asked.reference})
    return row


@operation("PLAN_EDIT")
def drop_action(log: Log, *, by: Actor, action: Action, reason: str) -> Action:
    """Says that the action will not be done, and why. It stays in the plan, with its dates."""
    held = _lock(by, action)
    held.dropped_why = why_of(reason, "why it will not be done: the public reads it")
    held.dropped_at = now()
    held.save(update_fields=["dropped_at", "dropped_why"])
    log.event("action.dropped", held.reference, {"reason": held.dropped_why})
    return held


@operation("PLAN_EDIT")
def describe_action(
    log: Log, *, by: Actor, action: Action, owner_role: str, measure: str, owner: str | None = None
) -> bool:
    """Says anew which post owns an action, and how one will know that it worked. True where that is new."""
    held = _lock(by, action)
    before = (held.owner_role, held.measure, held.owner)
    held.owner_role = owner_role_of(owner_role)
    held.measure = published_words(measure.strip())[:500]
    held.owner = held.owner if owner is None else owner
    if before == (held.owner_role, held.measure, held.owner):
        log.unchanged()
        return False
    held.save(update_fields=["owner_role", "measure", "owner"])
    log.event(
        "action.described",
        held.reference,
        {
            "owner_role": {"from": before[0], "to": held.owner_role},
            "measure": {"from": before[1], "to": held.measure},
        },
    )
    return True


def owner_role_of(written: str) -> str:
    """The post that owns an action. Raises DutyError where a person is named: the public reads it."""
    role = " ".join(written.split())
    if not role:
        raise DutyError("Say which post owns the action, such as “Director of Nursing”. Give no name.")
    if len(role) > 120:
        raise DutyError(f"The post that owns it: {len(role)} characters; at most 120 fit.")
    if (
        published_words(role) != role
        or published_words(f"It is owned by {role}.") != f"It is owned by {role}."
    ):
        raise DutyError(
            "That reads as a person's name or address. The public sees who owns an action: give the post, "
            "such as “Director of Nursing”. The person can be chosen below, and is seen in your body only."
        )
    return role


def _check_steps(steps: Sequence[Step], finish: dt.date) -> list[tuple[str, dt.date]]:
    if len(steps) > _MOST_STEPS:
        raise DutyError(f"An action has at most {_MOST_STEPS} milestones.")
    planned = []
    for step in steps:
        said = words_of(step.words, "what each milestone is", 300)[0]
        due_on = check_promised(step.due_on, f"the day of “{said[:60]}”")
        if due_on > finish:
            raise DutyError(f"“{said[:60]}” stands after the end of the action, {finish:%-d %B %Y}.")
        planned.append((said, due_on))
    return planned


def _add_step(
    action: Action, by: Actor, order: int, words: str, due_on: dt.date, *, is_end: bool
) -> Milestone:
    milestone = Milestone.objects.create(
        action=action, order=order, words=words, is_end=is_end, recorded_at=action.recorded_at
    )
    TargetDate.objects.create(
        milestone=milestone, due_on=due_on, recorded_by=by.identifier, recorded_at=now()
    )
    return milestone


def _lock(by: Actor, action: Action) -> Action:
    """The action as it stands, locked. Raises DutyError where it was dropped."""
    held = Action.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=action.pk)
    by.require_for("PLAN_EDIT", held.organisation_id)
    if held.dropped_at:
        raise DutyError("This action was dropped: plan a new one instead.")
    return held


def _standing(milestone: Milestone) -> TargetDate:
    return TargetDate.objects.get(milestone=milestone, superseded_at__isnull=True)
