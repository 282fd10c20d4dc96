"""How people hear of notices: read on the page, and by mail in the rhythm that they chose."""

import datetime as dt
from collections.abc import Collection

from answerable.accounts.models import Person
from answerable.accounts.operations.holding import hold
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.notices.models import Message, Notice, Preference
from answerable.notices.operations.errors import NoticeError
from answerable.notices.operations.telling import queue_within
from answerable.notices.words import mail_of


@operation("NOTICE_READ", no_fact=True)
def mark_read(log: Log, *, by: Actor, ids: Collection[int] | None = None) -> int:
    """Marks one's own notices as read, all where none are named: how many."""
    rows = Notice.objects.filter(person_id=_own(by), read_at__isnull=True)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.update(read_at=now())


@operation("NOTICE_READ", no_fact=True)
def mark_unread(log: Log, *, by: Actor, ids: Collection[int]) -> int:
    """Marks one's own notices as unread again: how many."""
    return Notice.objects.filter(person_id=_own(by), pk__in=ids, read_at__isnull=False).update(read_at=None)


@operation("NOTICE_READ", no_fact=True)
def choose_rhythm(log: Log, *, by: Actor, rhythm: str) -> Preference:
    """How a person wants to hear of notices by mail. Raises NoticeError for what is no rhythm."""
    if rhythm not in Preference.Rhythm.values:
        raise NoticeError("Choose how often you want mail.")
    held, _ = Preference.objects.update_or_create(
        person_id=_own(by), defaults={"rhythm": rhythm, "recorded_at": now()}
    )
    return held


@operation("NOTICE_TELL", no_fact=True)
def write_digest(log: Log, *, by: Actor, person: Person, on: dt.date) -> Message | None:
    """One mail of all that the person has not read or been mailed: None where there is nothing.

    At most one a day: a second run finds the day's key and leaves the rest for tomorrow.
    """
    key = f"digest:{person.pk}:{on}"
    person = hold(person)
    if not person.is_active or Message.objects.filter(key=key).exists():
        return None
    rows = list(
        Notice.objects.select_for_update()
        .filter(person=person, mailed_at__isnull=True, read_at__isnull=True)
        .order_by("pk")
    )
    if not rows:
        return None
    subject, body = mail_of(rows)
    message = queue_within(log, key=key, address=person.email, subject=subject, body=body)
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=now())
    return message


def _own(by: Actor) -> int:
    """The person that the actor is. Raises NoticeError for a job, which has no list."""
    number = by.identifier.removeprefix("person:")
    if not number.isdigit() or number == by.identifier:
        raise NoticeError("Only a person has notices.")
    return int(number)
