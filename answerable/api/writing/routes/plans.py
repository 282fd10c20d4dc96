"""Plans of a body: actions, their milestones and dates, and what was done."""

from typing import Any

from django.http import HttpRequest

from answerable.api import cursors
from answerable.api.asking import Cursor, Size, page_of
from answerable.api.shapes import Listed
from answerable.api.writing import telling_delivery as telling
from answerable.api.writing.finding import action_named, duties_named, evidence_listed, member_named
from answerable.api.writing.keys import for_body
from answerable.api.writing.making import get, post
from answerable.api.writing.shapes import ReasonIn, at
from answerable.api.writing.shapes_delivery import (
    ActionIn,
    ActionOut,
    CoverIn,
    DateIn,
    MilestoneIn,
    ProgressIn,
)
from answerable.duties.models import Action, Milestone
from answerable.duties.operations import (
    DutyError,
    Step,
    add_action,
    add_milestone,
    cover_duty,
    drop_action,
    move_date,
    report_progress,
)
from answerable.duties.queries import duties_seen
from answerable.duties.queries.plans import action_of, plan_of

_ACTIONS = "/bodies/{body}/actions"
_ACTION = f"{_ACTIONS}/{{action}}"
BODY = "The body's reference."
ACTION = "The action's reference, such as P-7KQ2M9XA4."


@get(_ACTIONS, "work_actions", Listed[ActionOut], needs="BODY_READ", each="body")
def actions(
    request: HttpRequest, body: str = at(BODY), size: int = Size, cursor: str = Cursor
) -> dict[str, Any]:
    """The body's plan: actions on duties that the key's owner sees, dropped ones too."""
    by, held = for_body(request)
    rows = plan_of(held.pk).filter(serves__duty__in=duties_seen(by, held.pk).values("pk")).distinct()
    question = cursors.question("work_actions", {"body": held.reference})
    found, next_cursor = page_of(rows, size, cursor, question)
    return {"items": [telling.action(one) for one in found], "next": next_cursor}


@get(_ACTION, "work_action", ActionOut, needs="BODY_READ", each="body")
def action(request: HttpRequest, body: str = at(BODY), action: str = at(ACTION)) -> dict[str, Any]:
    """One action, with its milestones and what was reported of it."""
    return telling.action(action_named(request, action))


@post(_ACTIONS, "work_action_plan", ActionOut, needs="PLAN_EDIT", each="body")
def plan(request: HttpRequest, sent: ActionIn, body: str = at(BODY)) -> dict[str, Any]:
    """Plans an action for one or more duties of the body."""
    by, held = for_body(request)
    made = add_action(
        by=by,
        organisation=held,
        duties=duties_named(request, sent.duties),
        words=sent.words,
        owner_role=sent.owner_role,
        owner="" if sent.owner is None else member_named(request, sent.owner).identifier,
        measure=sent.measure,
        end=sent.end,
        steps=[Step(one.words, one.due_on) for one in sent.steps],
    )
    return _now(made)


@post(f"{_ACTION}/milestones", "work_action_milestone", ActionOut, needs="PLAN_EDIT", each="body")
def milestone(
    request: HttpRequest, sent: MilestoneIn, body: str = at(BODY), action: str = at(ACTION)
) -> dict[str, Any]:
    """Adds a milestone."""
    by, _ = for_body(request)
    held = action_named(request, action)
    add_milestone(by=by, action=held, words=sent.words, due_on=sent.due_on)
    return _now(held)


@post(f"{_ACTION}/dates", "work_action_date", ActionOut, needs="PLAN_EDIT", each="body")
def date(
    request: HttpRequest, sent: DateIn, body: str = at(BODY), action: str = at(ACTION)
) -> dict[str, Any]:
    """Promises another date, with the reason."""
    by, _ = for_body(request)
    held = action_named(request, action)
    move_date(by=by, milestone=_step(held, sent.milestone), due_on=sent.due_on, reason=sent.reason)
    return _now(held)


@post(f"{_ACTION}/duties", "work_action_cover", ActionOut, needs="PLAN_EDIT", each="body")
def cover(
    request: HttpRequest, sent: CoverIn, body: str = at(BODY), action: str = at(ACTION)
) -> dict[str, Any]:
    """Lets the action serve one more duty of the body."""
    by, _ = for_body(request)
    held = action_named(request, action)
    cover_duty(by=by, action=held, duty=duties_named(request, [sent.duty])[0])
    return _now(held)


@post(f"{_ACTION}/drop", "work_action_drop", ActionOut, needs="PLAN_EDIT", each="body")
def drop(
    request: HttpRequest, sent: ReasonIn, body: str = at(BODY), action: str = at(ACTION)
) -> dict[str, Any]:
    """Says that the action will not be done, and why. It stays in the plan."""
    by, _ = for_body(request)
    held = action_named(request, action)
    drop_action(by=by, action=held, reason=sent.reason)
    return _now(held)


@post(f"{_ACTION}/progress", "work_action_progress", ActionOut, needs="PROGRESS_REPORT", each="body")
def progress(
    request: HttpRequest, sent: ProgressIn, body: str = at(BODY), action: str = at(ACTION)
) -> dict[str, Any]:
    """Reports what is done of the action, or of one of its milestones."""
    by, _ = for_body(request)
    held = action_named(request, action)
    report_progress(
        by=by,
        action=held,
        milestone=_step(held, sent.milestone) if sent.milestone is not None else None,
        level=sent.level,
        words=sent.words,
        on=sent.on,
        evidence=evidence_listed(request, sent.evidence),
    )
    return _now(held)


def _step(held: Action, order: int) -> Milestone:
    found = held.milestones.filter(order=order).first()
    if found is None:
        raise DutyError("The action has no such milestone: `milestones` lists them with their `order`.")
    return found


def _now(held: Action) -> dict[str, Any]:
    found = action_of(held.organisation_id, held.reference)
    assert found is not None
    return telling.action(found)
