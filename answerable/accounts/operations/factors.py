"""What proves who somebody is besides a password: set up, used and taken away.

That a code was right is no fact of the register; that a factor came or went is, and is in the log.
"""

from django.db.models import Q

from answerable.accounts.codes import (
    looks_like_recovery,
    new_recovery_codes,
    new_secret,
    recovery_digest,
    step_of,
)
from answerable.accounts.models import CodeApp, OutsideIdentity, Passkey, Person, RecoveryCode
from answerable.accounts.operations.errors import AccountError, CodeError
from answerable.accounts.operations.holding import hold, hold_open
from answerable.accounts.sealing import UnsealError, seal, unseal
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.canonical import salted_hash
from answerable.ledger.operation import Log, operation

MOST_PASSKEYS = 10


@operation("SIGN_IN_SECURE", no_fact=True)
def begin_code_app(log: Log, *, by: Actor, person: Person) -> str:
    """The secret that an app is to keep, in base 32: the same until its first code has been typed.

    Raises AccountError where the person has an app already.
    """
    _own(by, person)
    hold_open(person)
    standing = CodeApp.objects.filter(person=person, ended_at__isnull=True).first()
    if standing and standing.confirmed_at:
        raise AccountError("You have an authenticator app already. Remove it to set up another.")
    if standing:
        try:
            return unseal(standing.sealed)
        except UnsealError:
            CodeApp.objects.filter(pk=standing.pk).update(ended_at=now())
    secret = new_secret()
    CodeApp.objects.create(person=person, sealed=seal(secret), made_at=now())
    return secret


@operation("SIGN_IN_SECURE")
def confirm_code_app(log: Log, *, by: Actor, person: Person, code: str) -> CodeApp:
    """The app counts from its first right code on. Raises CodeError for a wrong one."""
    _own(by, person)
    hold_open(person)
    app = (
        CodeApp.objects.select_for_update()
        .filter(person=person, ended_at__isnull=True, confirmed_at__isnull=True)
        .first()
    )
    if app is None:
        raise AccountError("Start again: nothing waits to be set up.")
    step = step_of(unseal(app.sealed), code, now())
    if step is None:
        raise CodeError(
            "That is not the code that the app shows now. Check that the device's clock is right."
        )
    app.confirmed_at, app.last_step = now(), step
    app.save(update_fields=["confirmed_at", "last_step"])
    log.event("second_factor.added", person.identifier, {"kind": "code_app"})
    return app


@operation("SIGN_IN", no_fact=True)
def use_code(log: Log, *, by: Actor, person: Person, code: str) -> bool:
    """Whether it is a code of the person's app, or on their paper, and was not used before. It is spent."""
    if looks_like_recovery(code):
        return bool(
            RecoveryCode.objects.filter(
                person=person, digest=recovery_digest(person.pk, code), ended_at__isnull=True
            ).update(used_at=now(), ended_at=now())
        )
    app = CodeApp.objects.filter(person=person, ended_at__isnull=True, confirmed_at__isnull=False).first()
    if app is None:
        return False
    try:
        step = step_of(unseal(app.sealed), code, now())
    except UnsealError:
        return False
    if step is None:
        return False
    # One of two at once finds nothing to change: a code is good once.
    rows = CodeApp.objects.filter(pk=app.pk, last_step__lt=step, ended_at__isnull=True)
    return bool(rows.update(last_step=step))


@operation("SIGN_IN_SECURE")
def make_recovery_codes(log: Log, *, by: Actor, person: Person) -> list[str]:
    """Ten codes, to be shown once. Those given before end."""
    _own(by, person)
    hold_open(person)
    at = now()
    RecoveryCode.objects.filter(person=person, ended_at__isnull=True).update(ended_at=at)
    codes = new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=recovery_digest(person.pk, code), made_at=at) for code in codes
    )
    log.event("recovery_codes.made", person.identifier, {"codes": len(codes)})
    return codes


@operation("SIGN_IN_SECURE")
def add_passkey(
    log: Log, *, by: Actor, person: Person, label: str, credential: str, public_key: str, sign_count: int
) -> Passkey:
    """Keeps a passkey that was checked (`passkeys.register`). Raises AccountError for one that is known."""
    _own(by, person)
    hold_open(person)
    if Passkey.objects.filter(credential=credential).exists():
        raise AccountError("This passkey is known already.")
    if Passkey.objects.filter(person=person, ended_at__isnull=True).count() >= MOST_PASSKEYS:
        raise AccountError(f"You have {MOST_PASSKEYS} passkeys already. Remove one to add another.")
    key = Passkey.objects.create(
        person=person,
        label=" ".join(label.split())[:60] or "Passkey",
        credential=credential,
        public_key=public_key,
        sign_count=sign_count,
        made_at=now(),
    )
    log.event("second_factor.added", person.identifier, {"kind": "passkey", "passkey": key.pk})
    return key


@operation("SIGN_IN", no_fact=True)
def use_passkey(log: Log, *, by: Actor, passkey: Passkey, sign_count: int) -> bool:
    """Notes what its device has counted. False where that is no more than before: there may be a copy."""
    moved_on = Q(sign_count__lt=sign_count) if sign_count else Q(sign_count=0)
    return bool(
        Passkey.objects.filter(moved_on, pk=passkey.pk, ended_at__isnull=True).update(
            sign_count=sign_count, used_at=now()
        )
    )


@operation("SIGN_IN_SECURE")
def remove_factor(log: Log, *, by: Actor, person: Person, factor: CodeApp | Passkey) -> Person:
    """Takes away an app or a passkey of one's own. Every session of the person ends."""
    _own(by, person)
    if factor.person_id != person.pk or factor.ended_at:
        raise AccountError("That is not here any more.")
    hold(person)
    at = now()
    kind = "code_app" if isinstance(factor, CodeApp) else "passkey"
    if not type(factor).objects.filter(pk=factor.pk, ended_at__isnull=True).update(ended_at=at):
        raise AccountError("That is not here any more.")
    log.event("second_factor.removed", person.identifier, {"kind": kind})
    return end_sessions(log, person)


@operation("PERSON_INVITE")
def reset_factors(log: Log, *, by: Actor, person: Person, reason: str) -> Person:
    """For somebody who has lost everything: all their second factors and sessions end. Needs a reason."""
    if not reason.strip():
        raise AccountError("Say why: taking away second factors needs a reason.")
    hold(person)
    end_factors(log, person)
    log.event("second_factor.reset", person.identifier, {"reason": salted_hash(reason.strip(), person.salt)})
    return end_sessions(log, person)


@operation("SIGN_IN")
def link_identity(log: Log, *, by: Actor, person: Person, issuer: str, subject: str) -> OutsideIdentity:
    """Ties an account elsewhere to somebody invited here, once. Raises AccountError where either is tied."""
    hold_open(person)
    taken = OutsideIdentity.objects.filter(ended_at__isnull=True).filter(
        Q(person=person, issuer=issuer) | Q(issuer=issuer, subject=subject)
    )
    if taken.exists():
        raise AccountError("This account is linked already.")
    link = OutsideIdentity.objects.create(person=person, issuer=issuer, subject=subject, linked_at=now())
    log.event("identity.linked", person.identifier, {"issuer": issuer})
    return link


def end_sessions(log: Log, person: Person) -> Person:
    """Ends every session of a person, within the operation that `log` is of."""
    held = hold(person)
    held.sessions += 1
    held.save(update_fields=["sessions"])
    person.sessions = held.sessions
    return person


def end_factors(log: Log, person: Person) -> None:
    """Ends every second factor of a person who is held, and the keys that were made with them."""
    at = now()
    for rows in (person.code_apps, person.passkeys, person.recovery_codes):
        rows.filter(ended_at__isnull=True).update(ended_at=at)
    for key in person.api_keys.filter(ended_at__isnull=True):
        if person.api_keys.filter(pk=key.pk, ended_at__isnull=True).update(ended_at=at):
            log.event("key.ended", person.identifier, {"key": key.pk})


def _own(by: Actor, person: Person) -> None:
    if by.identifier != person.identifier:
        raise AccountError("These are somebody else's.")
