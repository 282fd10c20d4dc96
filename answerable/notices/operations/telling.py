"""Telling people, and writing mail. What is written here is no fact of the register, and so makes no event.

The same thing is told once: a notice has a key for its person, a message one for all. An operation of another
room tells and writes within its own transaction by `tell_within` and `queue_within`, so that nobody hears of
what was then not written.
"""

import datetime as dt
import secrets

from django.conf import settings

from answerable.accounts.models import Person
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.notices.models import Message, Notice, Preference
from answerable.notices.queries import rhythm_of
from answerable.notices.words import mail_of
from answerable.organisations.models import Organisation

_WORDS, _SUBJECT = 300, 200


@operation("NOTICE_TELL", no_fact=True)
def tell(log: Log, *, by: Actor, person: Person, key: str, kind: str, words: str, address: str) -> bool:
    """Puts a line in a person's list, and a mail in the post for one who wants each at once.

    `words` are neutral: no name of a person, no method. `address` is a page of the workspace. False where
    the person was told already, or has left.
    """
    return tell_within(log, person=person, key=key, kind=kind, words=words, address=address)


def tell_within(log: Log, *, person: Person, key: str, kind: str, words: str, address: str) -> bool:
    """As `tell`, within the operation that `log` is of."""
    if not person.is_active:
        return False
    at = now()
    notice = Notice(
        person=person,
        key=key[:160],
        kind=kind,
        words=" ".join(words.split())[:_WORDS],
        address=address,
        recorded_at=at,
    )
    made = Notice.objects.bulk_create([notice], ignore_conflicts=True)
    held = Notice.objects.filter(person=person, key=notice.key).first()
    if held is None or held.recorded_at != at or not made:
        return False
    if rhythm_of(person) == Preference.Rhythm.AT_ONCE:
        subject, body = mail_of([held])
        queue_within(
            log, key=f"notice:{person.pk}:{held.pk}", address=person.email, subject=subject, body=body
        )
        Notice.objects.filter(pk=held.pk).update(mailed_at=at)
    return True


@operation("NOTICE_TELL", no_fact=True)
def queue_message(
    log: Log,
    *,
    by: Actor,
    key: str,
    address: str,
    subject: str,
    body: str,
    organisation: Organisation | None = None,
) -> Message:
    """Writes a mail, which the next sending takes along. With a key that is known, the mail held already."""
    return queue_within(log, key=key, address=address, subject=subject, body=body, organisation=organisation)


def queue_within(
    log: Log,
    *,
    key: str,
    address: str,
    subject: str,
    body: str,
    organisation: Organisation | None = None,
    at: dt.datetime | None = None,
) -> Message:
    """As `queue_message`, within the operation that `log` is of; not sent before `at`."""
    written = now()
    message = Message(
        key=key[:160],
        address=address.strip()[:254],
        organisation=organisation,
        subject=" ".join(subject.split())[:_SUBJECT],
        body=body,
        next_try_at=at or written,
        recorded_at=written,
        message_id=f"<{secrets.token_hex(16)}@{_domain()}>",
    )
    Message.objects.bulk_create([message], ignore_conflicts=True)
    return Message.objects.get(key=message.key)


def _domain() -> str:
    """What follows the @ of the address that mail comes from."""
    return settings.MAIL_FROM.rpartition("@")[2].rstrip(">") or "localhost"
