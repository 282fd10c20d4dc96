"""What happens in the replay of escalation, done to the register by its own operations.

But for answers, which the replay writes as rows: how a body drafts and signs one is not what it is about.
"""

import datetime as dt
from typing import Any

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.operations import end_role, grant_role, invite_person
from answerable.core.actors import PEOPLE, SUCCESSIONS, Actor
from answerable.core.calendar import now
from answerable.duties.models import Answer, AnswerPart, Dispute, Duty
from answerable.duties.operations import DutyError, dispute_duty, extend_duty, settle_dispute, transfer_duty
from answerable.duties.queries import standing_date
from answerable.organisations.models import Organisation
from answerable.oversight.operations import (
    EscalationError,
    resume_escalation,
    stop_escalation,
    take_step,
)
from answerable.oversight.rungs import ladders

ANYBODY = Actor(
    "person:999999",
    frozenset({"DUTY_EXTEND", "DUTY_DISPUTE", "DISPUTE_SETTLE", "ESCALATION_STEP", "ESCALATION_STOP"}),
)


def happen(event: list[Any], day: dt.date) -> None:
    """Does one thing; what the register refuses stays undone, as the oracle knows."""
    what, subject, *more = event
    if what == "join":
        person = invite_person(by=PEOPLE, email=f"officer{subject}@example.org", name="Officer Of It")
        grant_role(
            by=PEOPLE,
            person=person,
            role="accountable_officer",
            organisation=Organisation.objects.get(pk=subject),
            reason="Replay.",
        )
        return
    if what == "leave":
        officer = Person.objects.filter(email=f"officer{subject}@example.org")
        for grant in RoleGrant.objects.filter(person__in=officer, ended_at__isnull=True):
            end_role(by=PEOPLE, grant=grant, reason="Left.")
        return
    duty = Duty.objects.select_related("entry__report__publisher", "holder").get(pk=subject)
    try:
        _to_duty(what, duty, more, day)
    except (DutyError, EscalationError):
        return


def _to_duty(what: str, duty: Duty, more: list[Any], day: dt.date) -> None:
    if what == "answer":
        answer = Answer.objects.create(
            reference=f"Y{duty.pk}",
            organisation=duty.holder,
            origin=Answer.Origin.PUBLISHED,
            answered_on=day,
            recorded_by="replay",
            recorded_at=now(),
        )
        AnswerPart.objects.create(
            answer=answer, duty=duty, entry=duty.entry, words="Done.", words_original=""
        )
    elif what == "extend":
        held = standing_date(duty.due_dates.all())
        assert held is not None
        extend_duty(
            by=ANYBODY, duty=duty, due_on=held.due_on + dt.timedelta(days=more[0]), reason="More time."
        )
    elif what == "transfer":
        to = Organisation.objects.get(pk=more[0])
        transfer_duty(by=SUCCESSIONS, duty=duty, to=to, on=day, why="succession", note="Replay.")
    elif what == "dispute":
        dispute_duty(by=ANYBODY, duty=duty, kind="no_power", words="Not ours.")
    elif what == "settle":
        dispute = Dispute.objects.filter(duty=duty, settled_at__isnull=True).first()
        if dispute:
            settle_dispute(by=ANYBODY, dispute=dispute, outcome=more[0], why="Replay.")
    elif what == "hold":
        stop_escalation(by=ANYBODY, duty=duty, reason="Replay.")
    elif what == "resume":
        resume_escalation(by=ANYBODY, duty=duty, reason="Replay.")
    elif what == "step":
        rungs = ladders().of(duty.entry.report.instrument).rungs
        if more[0] < len(rungs):
            take_step(by=ANYBODY, duty=duty, rung=rungs[more[0]].code, reason="Replay.")
