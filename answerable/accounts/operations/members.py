"""Who acts for a body: invited, leaving, and who its accountable officer is. One officer at a time."""

from answerable.accounts.models import Person, RoleGrant
from answerable.accounts.operations.errors import AccountError
from answerable.accounts.operations.granting import end_grant, give
from answerable.accounts.operations.holding import hold_all
from answerable.accounts.operations.people import open_account
from answerable.accounts.roles import FOR_A_BODY, GIVEN_BY_OFFICER, Role
from answerable.core.actors import Actor
from answerable.ledger.canonical import salted_hash
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation


@operation("MEMBER_INVITE")
def invite_member(
    log: Log, *, by: Actor, organisation: Organisation, email: str, name: str, role: str
) -> tuple[Person, bool]:
    """Gives somebody a role for a body, and an account where they had none (the second value says so).

    Raises AccountError: a role that an officer does not give, no e-mail address, no name for somebody new.
    """
    by.require_for("MEMBER_INVITE", organisation.pk)
    if role not in GIVEN_BY_OFFICER:
        raise AccountError("Choose what they are to be: a responder or a contributor.")
    person, opened = _account(email), False
    if person is None:
        try:
            person, opened = open_account(log, email, name), True
        except AccountError:
            person = _account(email)  # whom another body invited at the same moment
            if person is None:
                raise
    give(log, person, Role(role), "Invited by the body.", organisation=organisation)
    return person, opened


@operation("MEMBER_INVITE")
def end_membership(
    log: Log, *, by: Actor, organisation: Organisation, person: Person, reason: str
) -> list[RoleGrant]:
    """Ends every role that somebody has for a body. What they drafted, hold and were handed stays the body's.

    Raises AccountError: no reason, no such member, or the accountable officer, whose office is handed over.
    """
    by.require_for("MEMBER_INVITE", organisation.pk)
    return _end_all(log, organisation, person, reason)


@operation("BODY_LEAVE")
def leave_body(
    log: Log, *, by: Actor, organisation: Organisation, person: Person, reason: str
) -> list[RoleGrant]:
    """The same, by the person who leaves. Raises AccountError as `end_membership`."""
    if by.identifier != person.identifier:
        raise AccountError("Only the person can leave; others end a membership.")
    return _end_all(log, organisation, person, reason)


@operation("MEMBER_INVITE")
def hand_over_office(
    log: Log, *, by: Actor, organisation: Organisation, to: Person, reason: str
) -> RoleGrant:
    """Makes somebody the accountable officer of a body. Whoever was it stays as a responder.

    Raises AccountError: no reason, somebody who does not act for the body or who is its officer already.
    """
    by.require_for("MEMBER_INVITE", organisation.pk)
    if not reason.strip():
        raise AccountError("Say why: handing over needs a reason.")
    held = _hold_all(organisation)
    if to.pk not in {grant.person_id for grant in held}:
        raise AccountError("The new accountable officer must act for the body already: invite them first.")
    former = next((grant for grant in held if grant.role == Role.ACCOUNTABLE_OFFICER), None)
    if former and former.person_id == to.pk:
        raise AccountError("They are the accountable officer already.")
    if former:
        end_grant(log, former, reason)
        give(log, former.person, Role.RESPONDER, reason, organisation=organisation)
    return give(log, to, Role.ACCOUNTABLE_OFFICER, reason, organisation=organisation)


def _account(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower(), ended_at__isnull=True).first()


def _end_all(log: Log, organisation: Organisation, person: Person, reason: str) -> list[RoleGrant]:
    if not reason.strip():
        raise AccountError("Say why: ending a membership needs a reason.")
    grants = [grant for grant in _hold_all(organisation) if grant.person_id == person.pk]
    if not grants:
        raise AccountError("They do not act for this body any more.")
    if any(grant.role == Role.ACCOUNTABLE_OFFICER for grant in grants):
        raise AccountError("The accountable officer hands over the office first.")
    ended = [end_grant(log, grant, reason) for grant in grants]
    log.event(
        "member.left",
        person.identifier,
        {"organisation": organisation.reference, "reason": salted_hash(reason.strip(), person.salt)},
    )
    return ended


def _hold_all(organisation: Organisation) -> list[RoleGrant]:
    """The roles held for a body, which with the body and its people nobody else changes meanwhile."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    rows = RoleGrant.objects.filter(organisation=organisation, role__in=FOR_A_BODY, ended_at__isnull=True)
    hold_all(Person.objects.filter(pk__in=rows.values("person_id")))
    return list(rows.select_for_update(of=("self",)).select_related("person"))
