"""The writes of a succession run: begun with an account, body by body, chosen by a person, ended, undone."""

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now, today
from answerable.duties.models import Duty
from answerable.duties.operations.holding import give_back, pass_along
from answerable.duties.words import published_words
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation
from answerable.oversight.models import Passing, SuccessionRun
from answerable.oversight.operations.errors import SuccessionError
from answerable.oversight.succession.accounting import count_after, count_before
from answerable.oversight.succession.previewing import preview, ready_of, waits_of

_LONGEST = 500


@operation("DUTY_TRANSFER")
def begin_run(log: Log, *, by: Actor, on: dt.date) -> SuccessionRun:
    """A run for a day, or the one that was broken off. Raises SuccessionError: a day to come."""
    if on > today():
        raise SuccessionError(
            "Duties pass on a day that has come. A later day can be looked at, and not worked through."
        )
    held = SuccessionRun.objects.filter(on=on, finished_at__isnull=True).first()
    if held:
        log.unchanged()
        return held
    before = count_before(preview(on))
    try:
        with transaction.atomic():
            made = SuccessionRun.objects.create(
                on=on, before=before.as_json(), started_by=by.identifier, recorded_at=now()
            )
    except IntegrityError:
        log.unchanged()
        return SuccessionRun.objects.get(on=on, finished_at__isnull=True)
    log.event("succession.begun", f"succession:{made.pk}", {"on": on.isoformat(), **before.as_json()})
    return made


@operation("DUTY_TRANSFER")
def pass_body(log: Log, *, by: Actor, run: SuccessionRun, body: Organisation) -> int:
    """Passes the open duties of one body that closed to its sure successor: how many. Safe to repeat.

    Nothing is added to a run whose account was written meanwhile by somebody who went on with it too.
    """
    held = SuccessionRun.objects.select_for_update().get(pk=run.pk)
    found = ready_of(body, held.on) if held.finished_at is None else None
    if found is None:
        log.unchanged()
        return 0
    passed = pass_along(log, by=by, body=body, steps=found.steps, duties=found.duties, note=found.note)
    _note(run, passed, body, found.after, found.basis, chosen=False)
    return len(passed)


@operation("DUTY_TRANSFER")
def finish_run(log: Log, *, by: Actor, run: SuccessionRun) -> SuccessionRun:
    """Writes the account of what it left. One that was finished already is given back as it is."""
    held = SuccessionRun.objects.select_for_update().get(pk=run.pk)
    if held.finished_at is not None:
        log.unchanged()
        return held
    return _finish(log, held)


@operation("DUTY_TRANSFER")
def choose_successor(
    log: Log, *, by: Actor, body: Organisation, to: Organisation, duties: Sequence[int], why: str
) -> SuccessionRun:
    """A person says which body came after, for these duties of one that closed. It is a run of its own.

    Raises SuccessionError: no reason, no duty that waits, a body that lives, or a successor that closed.
    """
    on, reason = today(), why.strip()
    if body.closed is None or body.closed > on:
        raise SuccessionError(f"{body.name} has not closed: its duties stay with it.")
    if to.pk == body.pk or (to.closed and to.closed <= on):
        raise SuccessionError(f"{to.name} closed as well: name a body that can answer today.")
    if not reason:
        raise SuccessionError("Say why this body: it stands beside each duty.")
    list(Duty.objects.select_for_update().filter(pk__in=duties, holder=body).order_by("pk").values_list("pk"))
    waits = waits_of(body, on)
    wanted = sorted(set(duties) & set(waits.duties)) if waits else []
    if not wanted:
        raise SuccessionError("None of those duties waits any longer: look at the list again.")
    if SuccessionRun.objects.filter(on=on, finished_at__isnull=True).exists():
        raise SuccessionError("A run for today was broken off: go on with it first.")
    before = count_before(preview(on), wanted)
    run = SuccessionRun.objects.create(
        on=on, before=before.as_json(), started_by=by.identifier, recorded_at=now()
    )
    log.event("succession.begun", f"succession:{run.pk}", {"on": on.isoformat(), **before.as_json()})
    said = published_words(reason, keep=[body.name, to.name])
    note = (
        f"{body.name} closed on {body.closed:%-d %B %Y}; {to.name} came after it for this. {said[:300]}"
        " The time to answer runs on from the report."
    )
    try:
        with transaction.atomic():
            passed = pass_along(log, by=by, body=body, steps=[(to, on)], duties=wanted, note=note)
    except IntegrityError as error:
        raise SuccessionError(
            f"They passed to {to.name} today already, and that was taken back: they can pass there tomorrow."
        ) from error
    _note(run, passed, body, to, said, chosen=True)
    return _finish(log, run)


@operation("DUTY_TRANSFER")
def take_back_run(log: Log, *, by: Actor, run: SuccessionRun, why: str) -> int:
    """Gives the duties that a run passed back to the bodies that held them: how many.

    Those that passed on since stay where they are. What is given back waits for a person. Raises
    SuccessionError: no reason, not finished, or taken back already.
    """
    held = SuccessionRun.objects.select_for_update().get(pk=run.pk)
    if held.finished_at is None:
        raise SuccessionError("This run was broken off: go on with it, and take it back then.")
    if held.undone_at is not None:
        raise SuccessionError("This run was taken back already.")
    if not why.strip():
        raise SuccessionError("Say why it is taken back: it stands beside each duty.")
    said = published_words(why.strip())[:_LONGEST]
    going: dict[int, list[Passing]] = {}
    for one in held.passings.select_related("duty", "before", "after"):
        if one.duty.holder_id == one.after_id:
            going.setdefault(one.before_id, []).append(one)
    back = 0
    for passings in going.values():
        body = passings[0].before
        note = f"Taken back: that it passed from {body.name} was a mistake. {said[:300]}"
        try:
            with transaction.atomic():
                given = give_back(log, by=by, duties=[one.duty for one in passings], to=body, note=note)
        except IntegrityError as error:
            raise SuccessionError(
                f"This step of {body.name} was taken back once today already: wait until tomorrow."
            ) from error
        back += len(given)
    SuccessionRun.objects.filter(pk=held.pk).update(undone_by=by.identifier, undone_at=now(), undone_why=said)
    log.event("succession.taken_back", f"succession:{held.pk}", {"duties": back, "why": said})
    return back


def _note(
    run: SuccessionRun,
    passed: Sequence[Duty],
    body: Organisation,
    after: Organisation,
    basis: str,
    *,
    chosen: bool,
) -> None:
    at = now()
    Passing.objects.bulk_create(
        [
            Passing(
                run=run,
                duty=duty,
                before=body,
                after=after,
                basis=basis[:_LONGEST],
                chosen=chosen,
                recorded_at=at,
            )
            for duty in passed
        ],
        batch_size=500,
    )


def _finish(log: Log, run: SuccessionRun) -> SuccessionRun:
    after = count_after(run, preview(run.on))
    SuccessionRun.objects.filter(pk=run.pk).update(after=after.as_json(), finished_at=now())
    log.event("succession.finished", f"succession:{run.pk}", after.as_json())
    return SuccessionRun.objects.get(pk=run.pk)
