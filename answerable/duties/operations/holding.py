"""Who holds a duty: passed on to another body, or given to one that the report did not name.

The clock never starts anew: the dates that a duty has go with it, and answers stay with who gave them.
"""

import datetime as dt
from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.models import Delegation, Dispute, DueDate, Duty, JointOffer, Transfer
from answerable.duties.operations.errors import DutyError
from answerable.duties.operations.recording import _duty_references
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry

_LONGEST = 500
_AT_ONCE = 1000


@operation("DUTY_TRANSFER")
def transfer_duty(
    log: Log,
    *,
    by: Actor,
    duty: Duty,
    to: Organisation,
    on: dt.date,
    why: str,
    note: str,
    held_by: int | None = None,
) -> Transfer:
    """Passes a duty to another body from a day on. Raises DutyError; NotPermittedError.

    `held_by` is the id of the body that held it when the form was opened (else: when `duty` was read), so
    that of two people at once the second hears of the first.
    """
    locked = Duty.objects.select_for_update().get(pk=duty.pk)
    if locked.holder_id != (held_by or duty.holder_id):
        raise DutyError(
            f"Somebody passed this duty to {locked.holder.name} meanwhile. Look at it as it is now; nothing "
            "was changed."
        )
    return pass_duty(log, by=by, duty=locked, to=to, on=on, why=why, note=note)


def pass_duty(
    log: Log, *, by: Actor, duty: Duty, to: Organisation, on: dt.date, why: str, note: str
) -> Transfer:
    """For an operation that holds the lock on the duty."""
    before = Organisation.objects.get(pk=duty.holder_id)
    if why not in Transfer.Why.values:
        raise DutyError("Say why the duty passes: succession, dispute or assigned.")
    if not note.strip():
        raise DutyError("Say in a note why the duty passes: it stands beside the duty.")
    if to.pk == before.pk:
        raise DutyError(f"{to.name} holds this duty already.")
    if on > today():
        raise DutyError("A duty passes on a day that has come: the date lies in the future.")
    issued = duty.entry.report.issued_on
    if issued and on < issued:
        raise DutyError(f"The report is of {issued:%-d %B %Y}: no duty under it passed before that day.")
    if to.closed and to.closed <= on:
        raise DutyError(f"{to.name} closed on {to.closed:%-d %B %Y}: name the body that came after it.")
    last = duty.transfers.order_by("-on", "-pk").first()
    if last and on < last.on:
        raise DutyError(f"The duty passed to {before.name} on {last.on:%-d %B %Y}: no earlier day will do.")
    if duty.transfers.filter(before=before, after=to, on=on).exists():
        raise DutyError(f"The duty passed from {before.name} to {to.name} on that day already.")
    made = Transfer.objects.create(
        duty=duty,
        before=before,
        after=to,
        why=why,
        note=published_words(note.strip(), keep=[before.name, to.name])[:_LONGEST],
        on=on,
        recorded_by=by.identifier,
        recorded_at=now(),
    )
    duty.holder = to
    duty.save(update_fields=["holder"])
    _let_go(log, by, [duty])
    log.event(
        "duty.transferred",
        duty.reference,
        {"from": before.reference, "to": to.reference, "on": on.isoformat(), "why": why, "note": made.note},
    )
    return made


@operation("DUTY_TRANSFER")
def pass_on(
    log: Log,
    *,
    by: Actor,
    body: Organisation,
    steps: Sequence[tuple[Organisation, dt.date]],
    duties: Sequence[int],
    note: str,
) -> int:
    """Passes these duties of a body that closed along the bodies that came after it: how many passed.

    `steps`: each body with the day on which it took over, in order. A duty that another holds by now stays.
    A step on a duty is dated no earlier than its report.
    """
    return len(pass_along(log, by=by, body=body, steps=steps, duties=duties, note=note))


def pass_along(
    log: Log,
    *,
    by: Actor,
    body: Organisation,
    steps: Sequence[tuple[Organisation, dt.date]],
    duties: Sequence[int],
    note: str,
) -> list[Duty]:
    """As `pass_on`, for an operation that does more beside: the duties that passed."""
    held = list(
        Duty.objects.select_for_update(of=("self",))
        .filter(pk__in=duties, holder=body)
        .select_related("entry__report")
        .order_by("pk")
    )
    if not held or not steps:
        log.unchanged()
        return []
    at = now()
    rows = []
    for duty in held:
        before, first = body, duty.entry.report.issued_on or dt.date.min
        for after, on in steps:
            rows.append(
                Transfer(
                    duty=duty,
                    before=before,
                    after=after,
                    why=Transfer.Why.SUCCESSION,
                    note=note[:_LONGEST],
                    on=max(on, first),
                    recorded_by=by.identifier,
                    recorded_at=at,
                )
            )
            before = after
    Transfer.objects.bulk_create(rows, batch_size=500)
    last = steps[-1][0]
    _hold(held, last)
    _let_go(log, by, held)
    log.event(
        "duties.passed_on",
        body.reference,
        {
            "to": [{"body": after.reference, "on": on.isoformat()} for after, on in steps],
            "duties": [duty.reference for duty in held],
            "note": note[:_LONGEST],
        },
    )
    return held


def give_back(log: Log, *, by: Actor, duties: Sequence[Duty], to: Organisation, note: str) -> list[Duty]:
    """Gives duties that passed by mistake back to the body that held them, though it closed.

    They then wait for a person: nothing passes them on by itself again. For an operation that takes its own
    step back.
    """
    held_by = {duty.pk: duty.holder_id for duty in duties}
    rows = Duty.objects.select_for_update().filter(pk__in=held_by).exclude(holder=to).order_by("pk")
    held = [duty for duty in rows if duty.holder_id == held_by[duty.pk]]  # others passed on meanwhile
    at = now()
    Transfer.objects.bulk_create(
        [
            Transfer(
                duty=duty,
                before=duty.holder,
                after=to,
                why=Transfer.Why.TAKEN_BACK,
                note=note[:_LONGEST],
                on=today(),
                recorded_by=by.identifier,
                recorded_at=at,
            )
            for duty in held
        ],
        batch_size=500,
    )
    _hold(held, to)
    _let_go(log, by, held)
    if held:
        log.event(
            "duties.given_back",
            to.reference,
            {"duties": [duty.reference for duty in held], "note": note[:_LONGEST]},
        )
    return held


@operation("DUTY_ASSIGN")
def assign_duty(
    log: Log,
    *,
    by: Actor,
    entry: Entry,
    to: Organisation,
    reason: str,
    due_on: dt.date | None = None,
) -> Duty:
    """Gives a body that the report did not name a duty to answer an entry. Raises DutyError.

    It rests on the overseer's word, so its kind is convention, and its date the one that the overseer sets.
    """
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    if not reason.strip():
        raise DutyError("Say why this body should answer.")
    if entry.withdrawn_at is not None:
        raise DutyError("This entry was withdrawn: nobody has to answer it.")
    if due_on and due_on < today():
        raise DutyError("The day to answer by lies in the past: give the body time.")
    if to.closed and to.closed <= today():
        raise DutyError(f"{to.name} closed on {to.closed:%-d %B %Y}: name the body that came after it.")
    held = Duty.objects.filter(entry=entry, organisation=to).first()
    if held or Duty.objects.filter(entry=entry, holder=to).exists():
        raise DutyError(f"{to.name} has a duty on this entry already.")
    at = now()
    words = published_words(reason.strip(), keep=[to.name])
    duty = Duty.objects.create(
        reference=_duty_references([(entry.reference, to.reference)])[0],
        entry=entry,
        organisation=to,
        holder=to,
        kind=Duty.Kind.CONVENTION,
        basis=f"Assigned by the overseer: {words}"[:300],
        recorded_at=at,
    )
    if due_on:
        DueDate.objects.create(
            duty=duty,
            due_on=due_on,
            basis=DueDate.Basis.STATED,
            reason="the date that the overseer set",
            recorded_at=at,
        )
    log.event(
        "duty.assigned",
        duty.reference,
        {
            "entry": entry.reference,
            "organisation": to.reference,
            "due_on": due_on.isoformat() if due_on else None,
            "reason": words[:_LONGEST],
        },
    )
    return duty


def _hold(duties: Sequence[Duty], holder: Organisation) -> None:
    keys = [duty.pk for duty in duties]
    for start in range(0, len(keys), _AT_ONCE):
        Duty.objects.filter(pk__in=keys[start : start + _AT_ONCE]).update(holder=holder)


def _let_go(log: Log, by: Actor, duties: Sequence[Duty]) -> None:
    """What was arranged within the former body ends with the transfer, as does its dispute of the duty."""
    at, ids = now(), [duty.pk for duty in duties]
    Delegation.objects.filter(duty__in=ids, superseded_at__isnull=True).update(
        superseded_at=at, ended_by=by.identifier
    )
    JointOffer.objects.filter(duty__in=ids, answered_at__isnull=True).update(
        accepted=False, reply="The duty passed to another body.", answered_by=by.identifier, answered_at=at
    )
    for dispute in Dispute.objects.filter(duty__in=ids, settled_at__isnull=True):
        Dispute.objects.filter(pk=dispute.pk).update(
            outcome=Dispute.Outcome.TRANSFERRED,
            settled_why="The duty passed to another body.",
            settled_by=by.identifier,
            settled_at=at,
        )
        log.event("dispute.settled", dispute.duty.reference, {"outcome": Dispute.Outcome.TRANSFERRED.value})
