"""What several operations make sure of before they write."""

import datetime as dt

from answerable.assurance.models import Closure, Verification
from answerable.assurance.operations.errors import AssuranceError, OwnWorkError
from answerable.core.actors import Actor, NotPermittedError
from answerable.core.calendar import today
from answerable.duties.models import Duty
from answerable.duties.words import published_words

LONGEST = 4000  # characters of a reason, a view or a challenge


def lock(duty_id: int) -> Duty:
    """The duty, held until the end of the transaction: what others decide of it comes before or after."""
    return Duty.objects.select_for_update(of=("self",)).select_related("entry__report").get(pk=duty_id)


def own_bodies(duty: Duty) -> frozenset[int]:
    """The bodies whose work a judgement of this duty is about."""
    return frozenset({duty.holder_id, duty.organisation_id})


def not_own(by: Actor, bodies: frozenset[int], what: str) -> None:
    """Raises OwnWorkError where the actor belongs to one of the bodies."""
    if bodies & by.belongs_to:
        raise OwnWorkError(
            f"You belong to the body whose work this is. {what} is for somebody who does not. "
            "Nothing was recorded but that it was tried."
        )


def is_issuer(by: Actor, duty: Duty) -> bool:
    """Whether the actor speaks for the publisher of what was asked."""
    return by.may_publish("ADEQUACY_JUDGE", duty.entry.report.publisher.code)


def require_assurer_or_issuer(by: Actor, permission: str, duty: Duty) -> None:
    """Raises NotPermittedError for an issuer of another publisher who is no assurer."""
    if "VERDICT_GIVE" not in by.permissions and not is_issuer(by, duty):
        raise NotPermittedError(f"{by.identifier} does not hold {permission} for that publisher")


def said(text: str, missing: str, *, longest: int = LONGEST) -> str:
    """The words with names withheld. Raises AssuranceError where there are none, or too many."""
    text = text.strip()
    if not text:
        raise AssuranceError(missing)
    if len(text) > longest:
        raise AssuranceError(f"That is too long: at most {longest:,} characters are taken.")
    return published_words(text)


def is_open(duty: Duty) -> None:
    """Raises AssuranceError for a duty that is closed."""
    closure = Closure.objects.filter(duty=duty, reopened_at__isnull=True).first()
    if closure is not None:
        raise AssuranceError(f"{duty.reference} was closed on {long(closure.closed_on)}: reopen it first.")


def done_on(date: dt.date | None, duty: Duty) -> dt.date:
    """The day something was done: today where none is given.

    Raises AssuranceError for one still to come, or before the report.
    """
    if date is None:
        return today()
    if date > today():
        raise AssuranceError(f"{long(date)} is still to come.")
    issued = duty.entry.report.issued_on
    if issued is not None and date < issued:
        raise AssuranceError(f"{long(date)} is before the report, which is dated {long(issued)}.")
    return date


def standing_verification(duty: Duty) -> Verification | None:
    """The latest verdict on any claim of the duty that was not replaced."""
    return (
        Verification.objects.filter(duty=duty, superseded_at__isnull=True)
        .select_related("claim")
        .order_by("-pk")
        .first()
    )


def from_body(by: Actor) -> int | None:
    """Whom the actor is of, where that is one body."""
    return next(iter(by.belongs_to)) if len(by.belongs_to) == 1 else None


def long(date: dt.date | dt.datetime) -> str:
    return f"{date:%-d %B %Y}"
