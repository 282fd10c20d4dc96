"""The end of a duty with its reason, the looks at whether it lasted, and reopening."""

import datetime as dt

from answerable.assurance import axes
from answerable.assurance.models import Closure, Recheck, Verification
from answerable.assurance.operations.checking import (
    done_on,
    is_issuer,
    lock,
    long,
    not_own,
    own_bodies,
    require_assurer_or_issuer,
    said,
    standing_verification,
)
from answerable.assurance.operations.errors import AssuranceError
from answerable.assurance.operations.telling import tell_holder
from answerable.core.actors import Actor
from answerable.core.calendar import LONDON, now
from answerable.duties.models import Duty, Evidence
from answerable.duties.rules import add_months
from answerable.ledger.operation import Log, operation
from answerable.register.models import Entry

# Months after closure as done: the CSB asks again of closed recommendations (peers.md, section 6, idea 5).
RECHECKED_AFTER = (12, 24)
_NEEDED = {
    Closure.Reason.DONE: Verification.Result.ACCEPTABLE,
    Closure.Reason.ALTERNATIVE: Verification.Result.ALTERNATIVE,
}
_ELSEWHERE = (Closure.Reason.SUPERSEDED, Closure.Reason.MERGED)


@operation("CLOSURE_MAKE")
def close(
    log: Log,
    *,
    by: Actor,
    duty: Duty,
    reason: str,
    words: str,
    into: Entry | None = None,
    closed_on: dt.date | None = None,
) -> Closure:
    """Closes a duty: by the author of what was asked, or by an assurer who is not of the body.

    Closed as done, it is looked at again after 12 and 24 months. Raises AssuranceError: closed already, no
    reason, done without a standing verdict that found it so, superseded or merged without naming the entry
    that took its place, reconsidered by somebody who is not its author, or a day that cannot be.
    """
    require_assurer_or_issuer(by, "CLOSURE_MAKE", duty)
    duty = lock(duty.pk)
    not_own(by, own_bodies(duty), "Closing")
    if reason not in Closure.Reason.values:
        raise AssuranceError("Say why it is closed.")
    shown = said(words, "Say in words why it is closed.")
    held = Closure.objects.filter(duty=duty, reopened_at__isnull=True).first()
    if held is not None:
        raise AssuranceError(
            f"{duty.reference} was closed on {long(held.closed_on)}: “{held.get_reason_display()}”."
        )
    on = done_on(closed_on, duty)
    if reason == Closure.Reason.RECONSIDERED and not is_issuer(by, duty):
        raise AssuranceError("Only its author reconsiders what was asked.")
    _elsewhere(duty, reason, into)
    verification = _verified(duty, reason)
    made = Closure.objects.create(
        duty=duty,
        reason=reason,
        words=shown,
        into=into,
        verification=verification,
        closed_on=on,
        closed_by=by.identifier,
        recorded_at=now(),
    )
    looks = []
    if reason in _NEEDED:
        looks = Recheck.objects.bulk_create(
            [
                Recheck(closure=made, months=months, due_on=add_months(on, months), recorded_at=now())
                for months in RECHECKED_AFTER
            ]
        )
    log.event(
        "duty.closed",
        duty.reference,
        {
            "reason": reason,
            "words": shown,
            "into": into.reference if into else "",
            "on": on.isoformat(),
            "rechecks": [look.due_on.isoformat() for look in looks],
        },
    )
    tell_holder(log, duty, "duty.closed", str(made.pk), "What was asked of you is closed.")
    return made


@operation("RECHECK_DO")
def record_recheck(
    log: Log, *, by: Actor, recheck: Recheck, outcome: str, words: str, on: dt.date | None = None
) -> Recheck:
    """What a later look at closed work found. Work that did not last is open again at once.

    Raises AssuranceError: their own body's, done already, reopened since, before its day, no words.
    """
    closure = recheck.closure
    duty = lock(closure.duty_id)
    not_own(by, own_bodies(duty), "Looking again")
    if outcome not in Recheck.Outcome.values:
        raise AssuranceError("Say whether it lasted.")
    shown = said(words, "Say what was found, and how.")
    closure = Closure.objects.get(pk=closure.pk)
    recheck = Recheck.objects.get(pk=recheck.pk)
    if recheck.done_on is not None:
        raise AssuranceError(f"This look was recorded on {long(recheck.done_on)}.")
    if closure.reopened_at is not None:
        raise AssuranceError(f"{duty.reference} was reopened on {long(closure.reopened_at)}.")
    day = done_on(on, duty)
    if day < recheck.due_on:
        raise AssuranceError(
            f"It is due on {long(recheck.due_on)}: an earlier look does not tell whether it lasted."
        )
    recheck.outcome, recheck.words = outcome, shown
    recheck.done_on, recheck.done_by = day, by.identifier
    recheck.save(update_fields=["outcome", "words", "done_on", "done_by"])
    log.event(
        "duty.rechecked",
        duty.reference,
        {"months": recheck.months, "outcome": outcome, "words": shown, "on": day.isoformat()},
    )
    if outcome == Recheck.Outcome.NOT_LASTED:
        _reopen(log, closure, duty, by, f"A look after {recheck.months} months: {shown}")
    return recheck


@operation("CLOSURE_REOPEN")
def reopen(log: Log, *, by: Actor, closure: Closure, reason: str) -> Closure:
    """Opens a closed duty again. Raises AssuranceError: their own body's, no reason, or open already."""
    duty = lock(closure.duty_id)
    not_own(by, own_bodies(duty), "Reopening")
    shown = said(reason, "Say why it is opened again.")
    closure = Closure.objects.get(pk=closure.pk)
    if closure.reopened_at is not None:
        raise AssuranceError(f"{duty.reference} was reopened on {long(closure.reopened_at)} already.")
    return _reopen(log, closure, duty, by, shown)


def _reopen(log: Log, closure: Closure, duty: Duty, by: Actor, why: str) -> Closure:
    closure.reopened_at, closure.reopened_by, closure.reopened_why = now(), by.identifier, why
    closure.save(update_fields=["reopened_at", "reopened_by", "reopened_why"])
    tell_holder(log, duty, "duty.reopened", str(closure.pk), "What was asked of you is open again.")
    log.event("duty.reopened", duty.reference, {"was": closure.reason, "why": why})
    return closure


def _elsewhere(duty: Duty, reason: str, into: Entry | None) -> None:
    if reason not in _ELSEWHERE:
        if into is not None:
            raise AssuranceError("Name another entry only where one has taken the place of this.")
        return
    if into is None:
        raise AssuranceError("Say which entry took its place.")
    if into.pk == duty.entry_id:
        raise AssuranceError("An entry does not take its own place.")
    if into.withdrawn_at is not None:
        raise AssuranceError(f"The entry {into.reference} was withdrawn on {long(into.withdrawn_at)}.")


def _verified(duty: Duty, reason: str) -> Verification | None:
    """The verdict that a closure as done rests on; None for other reasons."""
    if reason not in _NEEDED:
        return None
    verdict = standing_verification(duty)
    if verdict is None:
        raise AssuranceError("Only what somebody else has verified is closed as done: nobody has looked yet.")
    found = f"“{verdict.get_result_display()}” on {long(verdict.recorded_at)}"
    if verdict.result not in axes.DONE:
        raise AssuranceError(f"It can't be closed as done: the standing verdict is {found}.")
    if verdict.result != _NEEDED[Closure.Reason(reason)]:
        raise AssuranceError(f"The standing verdict is {found}: choose the reason that says so.")
    newest = duty.claims.order_by("-pk").first()
    if newest is not None and newest.pk != verdict.claim_id:
        raise AssuranceError(
            f"The body has said something newer, on {long(newest.claimed_on)}, that nobody has looked at."
        )
    shown = Evidence.objects.select_for_update().filter(pk__in=verdict.evidence.values("pk")).order_by("pk")
    gone = next((piece for piece in shown if piece.withdrawn_at is not None), None)
    if gone is not None:
        raise AssuranceError(f"The verdict rests on {gone.reference}, which was withdrawn: look again first.")
    lapsed = Recheck.objects.filter(
        closure__duty=duty,
        outcome=Recheck.Outcome.NOT_LASTED,
        done_on__gte=verdict.recorded_at.astimezone(LONDON).date(),
    ).first()
    if lapsed is not None and lapsed.done_on is not None:
        raise AssuranceError(
            f"A look on {long(lapsed.done_on)} found that it had not lasted: it needs a new verdict first."
        )
    return verdict
