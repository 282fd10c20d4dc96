"""Mail leaves the post, comes back, or is given up.

A try is written down before it is made, and what came of it after: killed between the two, the same message
is tried again later under the same Message-ID. It counts as sent once somebody has taken it, and never twice.
"""

import datetime as dt

from django.conf import settings

from answerable.accounts.models import Person
from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.core.mail import Bounce, Mail
from answerable.ledger.operation import Log, operation
from answerable.notices.follows import KEY, follower_of_mail, page_of
from answerable.notices.models import Message
from answerable.notices.operations.following import forget_within, hold_all
from answerable.notices.operations.telling import tell_within
from answerable.notices.words import PREFERENCES, link

# Minutes after each try that failed for the time being: in all a day and a half, so that a run a day has two
# tries at least.
BACK_OFF = (5, 30, 120, 480, 1440)
LOST_AFTER = 3  # mails to a follower that did not arrive, one after another
_FROM_NOTICES = ("notice:", "digest:")


@operation("MESSAGE_SEND", no_fact=True)
def begin_try(log: Log, *, by: Actor, message_id: str) -> Mail | None:
    """Takes a message out of the post to try it; None where it is not waiting, or another run has it."""
    at = now()
    held = (
        Message.objects.select_for_update()
        .filter(message_id=message_id, state=Message.State.WAITING, next_try_at__lte=at)
        .first()
    )
    if held is None:
        return None
    held.tries += 1
    held.next_try_at = at + dt.timedelta(minutes=BACK_OFF[min(held.tries, len(BACK_OFF)) - 1])
    held.save(update_fields=["tries", "next_try_at"])
    headers: tuple[tuple[str, str], ...] = ()
    if held.key.startswith(_FROM_NOTICES):
        headers = (("List-Unsubscribe", f"<{link(PREFERENCES)}>"),)
    elif follower := follower_of_mail(held.key):
        headers = (
            ("List-Unsubscribe", f"<{page_of(follower)}/end>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        )
    return Mail(settings.MAIL_FROM, held.address, held.subject, held.body, held.message_id, headers)


@operation("MESSAGE_SEND", no_fact=True)
def note_sent(log: Log, *, by: Actor, message_id: str) -> None:
    """Somebody has taken the message."""
    Message.objects.filter(message_id=message_id, state=Message.State.WAITING).update(
        state=Message.State.SENT, sent_at=now(), why=""
    )


@operation("MESSAGE_SEND", no_fact=True)
def note_failed(
    log: Log, *, by: Actor, message_id: str, why: str, permanent: bool, tell: tuple[Person, ...] = ()
) -> bool:
    """A try failed: True where the message is given up, of which `tell` then hear."""
    held = _hold(message_id)
    if held is None or held.state != Message.State.WAITING:
        return False
    given_up = permanent or held.tries > len(BACK_OFF)
    held.why = why[:300]
    if given_up:
        held.state = Message.State.FAILED
    held.save(update_fields=["why", "state"])
    if given_up and not _of_follower(log, held):
        _tell(log, held, tell)
    return given_up


@operation("MESSAGE_SEND", no_fact=True)
def record_bounce(log: Log, *, by: Actor, bounce: Bounce, tell: tuple[Person, ...] = ()) -> Message | None:
    """A mail came back: it counts as not delivered, and `tell` hear of it. None where it is none of ours.

    A report that delivery is only delayed changes nothing.
    """
    held = _hold(bounce.message_id)
    if held is None or not bounce.permanent:
        return held
    if held.state != Message.State.BOUNCED:
        held.state, held.why = Message.State.BOUNCED, bounce.why[:300]
        held.save(update_fields=["state", "why"])
        if not _of_follower(log, held):
            _tell(log, held, tell)
    return held


def _hold(message_id: str) -> Message | None:
    """The message, which nobody else changes meanwhile; held after the follower that it went to."""
    found = Message.objects.filter(message_id=message_id).first()
    if found is None:
        return None
    if follower := follower_of_mail(found.key):
        hold_all([follower.pk])
    return Message.objects.select_for_update().get(pk=found.pk)


def _of_follower(log: Log, message: Message) -> bool:
    """Whether it went to somebody who follows something: after three in a row the address is forgotten."""
    if not message.key.startswith(KEY):
        return False
    follower = follower_of_mail(message.key)
    if follower is not None:
        begins = f"{KEY}{follower.pk}:"
        last = Message.objects.filter(key__startswith=begins).exclude(state=Message.State.WAITING)
        states = list(last.order_by("-pk").values_list("state", flat=True)[:LOST_AFTER])
        if len(states) == LOST_AFTER and Message.State.SENT not in states:
            forget_within(log, follower)
    return True


def _tell(log: Log, message: Message, people: tuple[Person, ...]) -> None:
    """Without the address: who may see it finds it on the page."""
    body = message.organisation
    to = f" to {body.name}" if body else ""
    for person in people:
        if person.email == message.address:  # mail about mail that does not reach them would not either
            continue
        tell_within(
            log,
            person=person,
            key=f"undelivered:{message.pk}",
            kind="undelivered",
            words=f"A mail{to} could not be delivered",
            address="/workspace/oversight/letters?undelivered=1",
        )
