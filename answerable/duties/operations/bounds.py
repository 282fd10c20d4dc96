"""What every act on a body's delivery keeps to: whose the duty is, which days can be, what is published."""

import datetime as dt
from collections.abc import Iterable, Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.core.references import make_reference
from answerable.duties.models import Action, Delegation, Duty, Evidence
from answerable.duties.operations.errors import DutyError
from answerable.duties.words import published_words
from answerable.organisations.models import Organisation

MAX_ATTEMPTS = 20
_LONGEST_AHEAD = dt.timedelta(days=20 * 366)


def lock_duties(duties: Iterable[Duty], organisation: Organisation) -> list[Duty]:
    """The duties as they stand now, locked in one order, so that two people at once wait for each other.

    Raises DutyError: none is given, one is another body's, or its entry was withdrawn.
    """
    ids = {duty.pk for duty in duties}
    rows = Duty.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    held = list(rows.select_related("entry__report"))
    if not held:
        raise DutyError("Say which of the things that your organisation was asked this is for.")
    for duty in held:
        if duty.holder_id != organisation.pk:
            raise DutyError(f"{duty.reference} is not a duty of {organisation.name}.")
        if duty.entry.withdrawn_at is not None:
            raise DutyError(f"What {duty.reference} asked was withdrawn from the register.")
    return held


def is_closed(duty: Duty) -> bool:
    """Whether the duty was closed and not reopened. Closures are those of a later room: asked by name."""
    return Duty.objects.filter(
        pk=duty.pk, closures__isnull=False, closures__reopened_at__isnull=True
    ).exists()


def require_handed(by: Actor, permission: str, organisation: Organisation, duties: Sequence[Duty]) -> None:
    """The permission for the body; for a contributor, only on what the body has handed to them.

    Raises NotPermittedError, or DutyError where none of the duties is with them.
    """
    by.require_for(permission, organisation.pk)
    if by.may_for("PLAN_EDIT", organisation.pk):
        return
    person = by.identifier.removeprefix("person:")
    handed = Delegation.objects.filter(
        duty__in=[duty.pk for duty in duties],
        person_id=int(person) if person.isdigit() else 0,
        superseded_at__isnull=True,
    )
    if not handed.exists():
        raise DutyError("This has not been handed to you. Ask those who answer for your organisation.")


def check_done_on(on: dt.date | None, duties: Sequence[Duty], what: str) -> dt.date:
    """The day on which something was done. Raises DutyError: missing, in the future, or before the report."""
    if on is None:
        raise DutyError(f"Give {what} as a day, such as 2026-03-14.")
    if on > today():
        raise DutyError(f"{_plain(what)} lies in the future: today is {today():%-d %B %Y}.")
    issued = [duty.entry.report.issued_on for duty in duties]
    earliest = min((date for date in issued if date), default=None)
    if earliest and on < earliest:
        raise DutyError(f"{_plain(what)} lies before the report, which is of {earliest:%-d %B %Y}.")
    return on


def check_promised(on: dt.date | None, what: str = "the date promised") -> dt.date:
    """A date promised lies ahead, and not so far that nobody will remember. Raises DutyError."""
    if on is None:
        raise DutyError(f"Give {what} as a day, such as 2026-03-14.")
    if on < today():
        raise DutyError(
            f"{_plain(what)}, {on:%-d %B %Y}, is past. Give the date by which you will now have done it, and "
            "report what was done as progress."
        )
    if on > today() + _LONGEST_AHEAD:
        raise DutyError(f"{_plain(what)}, {on:%-d %B %Y}, is more than 20 years ahead. Check the year.")
    return on


def words_of(text: str, what: str, longest: int) -> tuple[str, str]:
    """(what is published, what was typed). Raises DutyError: missing, or too long."""
    typed = text.strip()
    if not typed:
        raise DutyError(f"Say {what}.")
    if len(typed) > longest:
        raise DutyError(f"{_plain(what)}: {len(typed):,} characters; at most {longest:,} fit.")
    return published_words(typed)[:longest], typed


def why_of(reason: str, what: str) -> str:
    """A reason that the public reads, with names withheld. Raises DutyError: missing, or too long."""
    return words_of(reason, what, 500)[0]


def fresh_reference(kind: str, key: str) -> str:
    """A reference for an action ("P") or a piece of evidence ("V") that no other has."""
    model = {"P": Action, "V": Evidence}[kind]
    for attempt in range(MAX_ATTEMPTS):
        reference = make_reference(kind, key, attempt)
        if not model.objects.filter(reference=reference).exists():  # type: ignore[attr-defined]
            return reference
    raise RuntimeError("no free reference: this should not happen below a billion of them")


def _plain(what: str) -> str:
    return what[:1].upper() + what[1:]
