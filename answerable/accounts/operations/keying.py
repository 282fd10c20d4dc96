"""Keys by which a person's own programs write: made, used and ended. Only a digest of each is kept."""

import datetime as dt
import secrets
from collections.abc import Collection

from answerable.accounts.models import Person
from answerable.accounts.models.keys import ApiKey
from answerable.accounts.operations.errors import AccountError
from answerable.accounts.passwords import keyed_digest
from answerable.accounts.queries import actor_of
from answerable.accounts.roles import PERMISSIONS, STEP_UP, Role
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.organisations.models import Organisation

MOST_KEYS = 10
LONGEST_DAYS = 365
BEGINS = "ans_"
USED_AGAIN = dt.timedelta(minutes=1)  # how often the use of a key is noted
# What programs of responders and issuers do, and of those who answer challenges from a system of their own:
# what has an address that takes a key. None makes keys, gives roles or invites anybody.
SCOPES = frozenset(
    {
        "BODY_READ",
        "DUTY_READ",
        "ANSWER_DRAFT",
        "ANSWER_SIGN",
        "ANSWER_SUBMIT",
        "PLAN_EDIT",
        "PROGRESS_REPORT",
        "EVIDENCE_ADD",
        "CLAIM_MAKE",
        "DUTY_DISPUTE",
        "DUTY_DELEGATE",
        "DUTY_JOIN",
        "HANDOVER_MAKE",
        "WORK_RECORD",
        "GROUP_NOTE",
        "CHALLENGE_MAKE",
        "CHALLENGE_ANSWER",
        "REPORT_PUBLISH",
        "ASSESSMENT_MAKE",
        "DUTY_EXTEND",
        "ADEQUACY_JUDGE",
        "CLOSURE_MAKE",
        "POSITION_RECORD",
        "EDITION_ADD",
    }
)
# What a scope is worth nothing without, and so comes with it, as far as its owner may.
_READING = frozenset({"BODY_READ", "DUTY_READ"})
WITH = {
    **dict.fromkeys(SCOPES & PERMISSIONS[Role.ACCOUNTABLE_OFFICER], _READING),
    "ANSWER_SIGN": _READING | {"ANSWER_DRAFT"},
    "REPORT_PUBLISH": frozenset({"ASSESSMENT_MAKE"}),  # of what is published with it
}


@operation("SIGN_IN_SECURE")
def make_key(
    log: Log,
    *,
    by: Actor,
    person: Person,
    label: str,
    scopes: Collection[str],
    days: int,
    proved: bool = False,
    organisation: Organisation | None = None,
) -> tuple[ApiKey, str]:
    """A key, and its words, to be shown once. `proved`: they have just shown a second factor.

    Raises AccountError: somebody else's, no name, too many, too long, a scope that no key has, that the
    person does not hold (for that body, where one is named), or that others rely on, without a fresh proof.
    """
    _own(by, person)
    held = Person.objects.select_for_update().get(pk=person.pk)
    actor = actor_of(held)
    named = " ".join(label.split())[:60]
    if not named:
        raise AccountError("Give the key a name by which you will know it.")
    if not 1 <= days <= LONGEST_DAYS:
        raise AccountError(f"A key is good for 1 to {LONGEST_DAYS} days.")
    wanted = sorted(set(scopes))
    if not wanted:
        raise AccountError("Choose at least one thing that the key may do.")
    if organisation is not None and organisation.pk not in actor.belongs_to:
        raise AccountError("You do not act for that body.")
    beside = frozenset().union(*(WITH.get(scope, frozenset()) for scope in wanted))
    wanted = sorted({*wanted, *(beside & actor.permissions)})
    for scope in wanted:
        if scope not in SCOPES:
            raise AccountError("No key may do that.")
        if scope not in actor.permissions:
            raise AccountError("A key can do no more than you may.")
        if organisation and organisation.pk not in actor.bodies.get(scope, ()):
            raise AccountError("A key for one body can do only what you may for that body.")
    if STEP_UP & set(wanted) and not proved:
        raise AccountError("Prove who you are first: others will rely on what this key does.")
    at = now()
    standing = ApiKey.objects.filter(person=held, ended_at__isnull=True, expires_at__gt=at)
    if standing.count() >= MOST_KEYS:
        raise AccountError(f"You have {MOST_KEYS} keys already. End one to make another.")
    words = BEGINS + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        person=held,
        label=named,
        begins=words[:12],
        digest=keyed_digest("api key", words),
        scopes=wanted,
        organisation=organisation,
        made_at=at,
        expires_at=at + dt.timedelta(days=days),
    )
    log.event("key.made", held.identifier, {"key": key.pk, "scopes": wanted})
    return key, words


@operation("SIGN_IN_SECURE")
def end_key(log: Log, *, by: Actor, person: Person, key: ApiKey) -> None:
    """Ends one of one's own keys. Raises AccountError where it is somebody else's, or ended before."""
    _own(by, person)
    rows = ApiKey.objects.filter(pk=key.pk, person=person, ended_at__isnull=True)
    if not rows.update(ended_at=now()):
        raise AccountError("That is not here any more.")
    log.event("key.ended", person.identifier, {"key": key.pk})


@operation("SIGN_IN", no_fact=True)
def use_key(log: Log, *, by: Actor, words: str) -> ApiKey | None:
    """The key of these words, noted as used; None where it is unknown, ended, too old, or its owner left.

    A key for one body is worth nothing from when its owner acts for that body no more.
    """
    at = now()
    key = (
        ApiKey.objects.select_related("person")
        .filter(
            digest=keyed_digest("api key", words),
            ended_at__isnull=True,
            expires_at__gt=at,
            person__ended_at__isnull=True,
        )
        .first()
    )
    if key is None or (
        key.organisation_id is not None and key.organisation_id not in actor_of(key.person).belongs_to
    ):
        return None
    if key.used_at is None or at - key.used_at > USED_AGAIN:
        ApiKey.objects.filter(pk=key.pk).update(used_at=at)
    return key


def actor_of_key(key: ApiKey) -> Actor:
    """The key's owner as they are now, with no more than the key's scopes, and for its body alone."""
    whole = actor_of(key.person)
    allowed = whole.permissions & frozenset(key.scopes)
    bodies = {name: ids for name, ids in whole.bodies.items() if name in allowed}
    if key.organisation_id is not None:
        only = frozenset({key.organisation_id})
        bodies = {name: bodies.get(name, only) & only for name in allowed}
    return Actor(
        whole.identifier,
        allowed,
        bodies,
        {name: codes for name, codes in whole.publishers.items() if name in allowed},
        whole.belongs_to,
        {name: codes for name, codes in whole.sectors.items() if name in allowed},
    )


def _own(by: Actor, person: Person) -> None:
    if by.identifier != person.identifier:
        raise AccountError("These are somebody else's.")
