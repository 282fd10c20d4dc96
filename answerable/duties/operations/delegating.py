"""Duties handed to named people of the body. The duty stays the body's, and nobody outside sees this."""

from collections.abc import Sequence

from answerable.accounts.models import Person, RoleGrant
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.duties.models import Action, Delegation, Duty
from answerable.duties.operations.errors import DutyError
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation


@operation("DUTY_DELEGATE")
def delegate_duties(log: Log, *, by: Actor, duties: Sequence[Duty], to: Person, words: str = "") -> int:
    """Hands duties to a member of the body that holds them: how many were not with them yet.

    Raises DutyError: they are no member, or left.
    """
    for holder in sorted({duty.holder_id for duty in duties}):
        by.require_for("DUTY_DELEGATE", holder)
    locked = list(Duty.objects.select_for_update().filter(pk__in=[duty.pk for duty in duties]).order_by("pk"))
    for holder in sorted({duty.holder_id for duty in locked}):
        by.require_for("DUTY_DELEGATE", holder)
        _require_member(to, holder)
    held = set(
        Delegation.objects.filter(duty__in=locked, person=to, superseded_at__isnull=True).values_list(
            "duty_id", flat=True
        )
    )
    fresh = [duty for duty in locked if duty.pk not in held]
    if not fresh:
        log.unchanged()
        return 0
    at = now()
    Delegation.objects.bulk_create(
        [
            Delegation(
                duty=duty, person=to, given_by=by.identifier, words=words.strip()[:500], recorded_at=at
            )
            for duty in fresh
        ]
    )
    for duty in fresh:
        log.event("duty.delegated", duty.reference, {"to": to.identifier})
    return len(fresh)


@operation("DUTY_DELEGATE")
def take_back(log: Log, *, by: Actor, delegation: Delegation) -> None:
    """A duty is no longer with the person. Raises DutyError."""
    by.require_for("DUTY_DELEGATE", delegation.duty.holder_id)
    held = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if held.superseded_at is not None:
        raise DutyError("It is no longer with them already.")
    held.superseded_at, held.ended_by = now(), by.identifier
    held.save(update_fields=["superseded_at", "ended_by"])
    log.event("duty.taken_back", held.duty.reference, {"from": held.person.identifier})


@operation("HANDOVER_MAKE")
def hand_over(
    log: Log, *, by: Actor, organisation: Organisation, person: Person, to: Person
) -> tuple[int, int]:
    """Passes all that one member has in the body to another: (duties handed over, actions handed over).

    It may be done before or after the member leaves, and twice: the second time nothing is left to pass.
    Raises DutyError.
    """
    by.require_for("HANDOVER_MAKE", organisation.pk)
    if person.pk == to.pk:
        raise DutyError("Choose another member to pass it to.")
    _require_member(to, organisation.pk)
    at = now()
    passing = Delegation.objects.filter(person=person, superseded_at__isnull=True).values("duty")
    list(Duty.objects.select_for_update().filter(pk__in=passing, holder=organisation).order_by("pk"))
    held = list(
        Delegation.objects.select_for_update()
        .filter(person=person, duty__holder=organisation, superseded_at__isnull=True)
        .order_by("pk")
    )
    theirs = set(
        Delegation.objects.filter(
            person=to, duty__in=[row.duty_id for row in held], superseded_at__isnull=True
        ).values_list("duty_id", flat=True)
    )
    Delegation.objects.filter(pk__in=[row.pk for row in held]).update(
        superseded_at=at, ended_by=by.identifier
    )
    Delegation.objects.bulk_create(
        [
            Delegation(
                duty_id=row.duty_id, person=to, given_by=by.identifier, words=row.words, recorded_at=at
            )
            for row in held
            if row.duty_id not in theirs
        ]
    )
    actions = Action.objects.filter(
        organisation=organisation, owner=person.identifier, dropped_at__isnull=True
    ).update(owner=to.identifier)
    if not held and not actions:
        log.unchanged()
        return 0, 0
    log.event(
        "work.handed_over",
        organisation.reference,
        {"from": person.identifier, "to": to.identifier, "duties": len(held), "actions": actions},
    )
    return len(held), actions


def _require_member(person: Person, organisation_id: int) -> None:
    grants = RoleGrant.objects.filter(person=person, organisation_id=organisation_id, ended_at__isnull=True)
    if person.ended_at is not None or not grants.exists():
        raise DutyError("That person is no member of this body.")
