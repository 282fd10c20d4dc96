"""Giving asks without an owner to a body that can act: one, or all of an expectation, with one reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.core.actors import Actor
from answerable.duties.models import Duty
from answerable.duties.operations import DutyError, assign_duty
from answerable.organisations.models import Organisation
from answerable.register.models import Entry


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of each: a duty made, or (entry, why not)."""

    made: tuple[Duty, ...]
    left: tuple[tuple[str, str], ...]


def assign_many(
    *,
    by: Actor,
    entries: Sequence[Entry],
    to: Organisation,
    reason: str,
    due_on: dt.date | None = None,
) -> Assigned:
    """Each in a transaction of its own, so that one that cannot be assigned keeps none of the others back.

    Raises DutyError where none could be: no reason, a body that closed, a day gone by. NotPermittedError.
    """
    by.require("DUTY_ASSIGN")
    made: list[Duty] = []
    left: list[tuple[str, str]] = []
    for entry in entries:
        try:
            made.append(assign_duty(by=by, entry=entry, to=to, reason=reason, due_on=due_on))
        except DutyError as error:
            left.append((entry.reference, str(error)))
    if not made:
        raise DutyError(left[0][1] if left else "Nothing of it is without an owner any longer.")
    return Assigned(tuple(made), tuple(left))
