"""Roles are given and end as dated rows. Reasons may name people: events hold a salted digest of them."""

from django.db import IntegrityError, transaction

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.operations.errors import AccountError
from answerable.accounts.operations.holding import hold
from answerable.accounts.roles import FOR_A_BODY, FOR_A_PUBLISHER, FOR_A_SECTOR, OF_THE_REGISTER, Role
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.text.scope.sectors import sectors
from answerable.ledger.canonical import salted_hash
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation


@operation("ROLE_GRANT")
def grant_role(
    log: Log,
    *,
    by: Actor,
    person: Person,
    role: str,
    reason: str,
    organisation: Organisation | None = None,
    publisher: str = "",
    sector: str = "",
) -> RoleGrant:
    """Gives a role from now on, for one `sector` alone where it is named. One held already stays as it is.

    Raises AccountError: an unknown role or sector, no reason, somebody who left, a body too many or too few.
    """
    given = _role(role, organisation, publisher)
    if sector and sector not in sectors():
        raise AccountError(f"There is no sector {sector[:40]}: choose {', '.join(sectors())}.")
    if sector and given not in FOR_A_SECTOR:
        raise AccountError("That role is held for a body, a publisher or the service, not for a sector.")
    if not reason.strip():
        raise AccountError("Say why: giving a role needs a reason.")
    grant = give(log, person, given, reason, organisation=organisation, publisher=publisher, sector=sector)
    if not log.events:
        log.unchanged()
    return grant


@operation("ROLE_GRANT")
def end_role(log: Log, *, by: Actor, grant: RoleGrant, reason: str) -> RoleGrant:
    """Ends a role from now on. Raises AccountError without a reason, or where it ended before."""
    if not reason.strip():
        raise AccountError("Say why: ending a role needs a reason.")
    hold(grant.person)
    held = RoleGrant.objects.select_for_update(of=("self",)).select_related("person").get(pk=grant.pk)
    if held.ended_at:
        raise AccountError("This role ended before.")
    return end_grant(log, held, reason)


def give(
    log: Log,
    person: Person,
    role: Role,
    reason: str,
    *,
    organisation: Organisation | None = None,
    publisher: str = "",
    sector: str = "",
) -> RoleGrant:
    """Gives one role within the operation that `log` is of. Raises AccountError as `grant_role` does."""
    held = hold(person)
    if not held.is_active:
        raise AccountError("This account was closed: it can be given no role.")
    of_body = RoleGrant.objects.filter(role=role, organisation=organisation, ended_at__isnull=True)
    standing = of_body.filter(person=held, publisher=publisher, sector=sector).first()
    if standing:
        return standing
    if role == Role.ACCOUNTABLE_OFFICER and of_body.exists():
        raise AccountError("This body has an accountable officer already, who can hand over the office.")
    grant = RoleGrant(
        person=held,
        role=role,
        organisation=organisation,
        publisher=publisher,
        sector=sector,
        granted_by=log.actor.identifier,
        reason=reason.strip()[:500],
        granted_at=now(),
    )
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError as error:
        raise AccountError("Somebody gave this role at the same moment.") from error
    log.event("role.granted", held.identifier, _told(grant, grant.reason))
    return grant


def end_grant(log: Log, grant: RoleGrant, reason: str) -> RoleGrant:
    """Ends one grant within the operation that `log` is of."""
    grant.ended_at, grant.ended_by, grant.end_reason = now(), log.actor.identifier, reason.strip()[:500]
    grant.save(update_fields=["ended_at", "ended_by", "end_reason"])
    log.event("role.ended", grant.person.identifier, _told(grant, grant.end_reason))
    return grant


def _role(role: str, organisation: Organisation | None, publisher: str) -> Role:
    try:
        given = Role(role)
    except ValueError as error:
        raise AccountError(f"“{role}” is no role: choose one of {', '.join(Role.values)}.") from error
    if given in FOR_A_BODY and organisation is None:
        raise AccountError(f"A {given.label.partition(',')[0].lower()} acts for one body: say which.")
    if given in FOR_A_PUBLISHER and not publisher:
        raise AccountError("An issuer speaks for one publisher: say which.")
    if publisher and given not in FOR_A_PUBLISHER:
        raise AccountError(f"The role “{given}” is not tied to a publisher.")
    if given in OF_THE_REGISTER and organisation is not None:
        raise AccountError(f"The role “{given}” is not tied to a body.")
    return given


def _told(grant: RoleGrant, reason: str) -> dict[str, str | None]:
    return {
        "role": grant.role,
        "organisation": grant.organisation.reference if grant.organisation else None,
        "publisher": grant.publisher,
        **({"sector": grant.sector} if grant.sector else {}),
        "reason": salted_hash(reason, grant.person.salt),
    }
