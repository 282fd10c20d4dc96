"""People come, choose a password and leave. Events hold salted digests in place of names and addresses."""

import datetime as dt

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from answerable.accounts.models import OutsideIdentity, PasswordLink, Person, RoleGrant, Visit
from answerable.accounts.operations.errors import AccountError, LinkError
from answerable.accounts.operations.factors import end_factors
from answerable.accounts.operations.granting import end_grant
from answerable.accounts.operations.holding import hold, hold_open
from answerable.accounts.passwords import check_password_chosen, link_digest, new_token
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.canonical import new_salt, salted_hash
from answerable.ledger.operation import Log, operation

LINK_HOURS = 72


@operation("PERSON_INVITE")
def invite_person(log: Log, *, by: Actor, email: str, name: str) -> Person:
    """Opens an account, which nobody can sign in to before its password is set.

    Raises AccountError: no e-mail address, no name, or an account with this address.
    """
    return open_account(log, email, name)


def open_account(log: Log, email: str, name: str) -> Person:
    """Opens an account within the operation that `log` is of. Raises AccountError as `invite_person` does."""
    email, name = email.strip().lower(), " ".join(name.split())
    try:
        validate_email(email)
    except ValidationError as error:
        raise AccountError("That is no e-mail address.") from error
    if not name:
        raise AccountError("Give the name that colleagues are to see.")
    if len(name) > 120:
        raise AccountError("A name has at most 120 characters.")
    person = Person(email=email, name=name, password=make_password(None), salt=new_salt(), invited_at=now())
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise AccountError("Somebody with this e-mail address is here already.") from error
    log.event(
        "person.invited",
        person.identifier,
        {"email": salted_hash(email, person.salt), "name": salted_hash(name, person.salt)},
    )
    return person


@operation("PERSON_INVITE")
def make_password_link(log: Log, *, by: Actor, person: Person) -> str:
    """What a link to set this person's password must carry. It works once, and replaces any before it.

    Raises AccountError for somebody who has left.
    """
    if not hold(person).is_active:
        raise AccountError("This account was closed. Invite the person again to open another.")
    at = now()
    token = new_token()
    PasswordLink.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    PasswordLink.objects.create(
        person=person,
        digest=link_digest(token),
        made_at=at,
        expires_at=at + dt.timedelta(hours=LINK_HOURS),
    )
    log.event("password_link.made", person.identifier, {"hours": LINK_HOURS})
    return token


@operation("PASSWORD_SET")
def set_password(log: Log, *, by: Actor, token: str, password: str) -> Person:
    """Sets the password of the person whose link this is. Their other sessions end, and the link with them.

    Raises LinkError, or PasswordError where the password can't be used (the link then stays good).
    """
    at = now()
    links = PasswordLink.objects.filter(digest=link_digest(token), ended_at__isnull=True, expires_at__gt=at)
    found = links.select_related("person").first()
    person = hold(found.person) if found else None
    link = links.first()  # whoever else had it in hand has ended it by now
    if person is None or link is None or not person.is_active:
        raise LinkError("This link no longer works: it was used, replaced or is too old. Ask for a new one.")
    check_password_chosen(password, person)
    person.password = make_password(password)
    person.save(update_fields=["password"])
    PasswordLink.objects.filter(pk=link.pk).update(ended_at=at)
    log.event("password.set", person.identifier, {})
    return person


@operation("PASSWORD_SET")
def change_password(log: Log, *, by: Actor, person: Person, password: str) -> Person:
    """Sets a new password of one's own, the old one having been checked. Other sessions end.

    Raises PasswordError where it can't be used; AccountError where the account was closed meanwhile.
    """
    if by.identifier != person.identifier:
        raise AccountError("That is somebody else's password.")
    check_password_chosen(password, person)
    hold_open(person)
    person.password = make_password(password)
    person.save(update_fields=["password"])
    PasswordLink.objects.filter(person=person, ended_at__isnull=True).update(ended_at=now())
    log.event("password.set", person.identifier, {})
    return person


@operation("PERSON_INVITE")
def deactivate(log: Log, *, by: Actor, person: Person, reason: str) -> Person:
    """Closes an account: its roles, links, factors and sessions end. What they decided stays. Never reopened.

    Raises AccountError without a reason.
    """
    if not reason.strip():
        raise AccountError("Say why: closing an account needs a reason.")
    held = hold(person)
    if not held.is_active:
        log.unchanged()
        return held
    at = now()
    grants = RoleGrant.objects.select_for_update(of=("self",)).filter(person=held, ended_at__isnull=True)
    for grant in grants.select_related("person"):
        end_grant(log, grant, reason)
    PasswordLink.objects.filter(person=held, ended_at__isnull=True).update(ended_at=at)
    end_factors(log, held)
    OutsideIdentity.objects.filter(person=held, ended_at__isnull=True).update(ended_at=at)
    Visit.objects.filter(person=held, ended_at__isnull=True).update(ended_at=at, why=Visit.Why.ENDED)
    held.ended_at, held.password = at, make_password(None)
    held.save(update_fields=["ended_at", "password"])
    log.event("person.ended", held.identifier, {"reason": salted_hash(reason.strip(), held.salt)})
    return held
