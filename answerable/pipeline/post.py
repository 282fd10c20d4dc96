"""Mail goes out, and comes back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from answerable.accounts.models import Person
from answerable.accounts.queries import people_with
from answerable.accounts.roles import Role
from answerable.core.actors import Actor
from answerable.core.mail import Mailbox, PermanentFailure, Post, Smtp, TemporaryFailure, read_bounce
from answerable.notices.models import Message
from answerable.notices.operations import begin_try, note_failed, note_sent, record_bounce
from answerable.notices.queries import waiting

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of one round: sent, to be tried again, given up."""

    sent: int = 0
    later: int = 0
    given_up: int = 0


def post() -> Post:
    """The mail server that is configured, or else the mailbox of files."""
    return Smtp(settings.MAIL_SERVER) if settings.MAIL_SERVER else Mailbox(settings.MAILBOX)


def waiting_count() -> int:
    return waiting().count()


def send_waiting(*, by: Actor, progress: Progress, through: Post | None = None) -> Sent:
    """Tries every message whose time has come, once. Two that run at once do not send the same one."""
    office = through or post()
    ids = list(waiting().values_list("message_id", flat=True))
    sent = later = given_up = 0
    for done, message_id in enumerate(ids, start=1):
        mail = begin_try(by=by, message_id=message_id)
        if mail is not None:
            try:
                office.deliver(mail)
            except (TemporaryFailure, PermanentFailure) as error:
                permanent = isinstance(error, PermanentFailure)
                ended = note_failed(
                    by=by,
                    message_id=message_id,
                    why=str(error),
                    permanent=permanent,
                    tell=told_of_failures(),
                )
                given_up, later = given_up + ended, later + (not ended)
            else:
                note_sent(by=by, message_id=message_id)
                sent += 1
        progress("send", done, len(ids))
    return Sent(sent, later, given_up)


def take_bounce(*, by: Actor, content: bytes) -> tuple[Message | None, str]:
    """(the message that a report of non-delivery is about, what was made of it in words)."""
    bounce = read_bounce(content)
    if bounce is None:
        return None, "This is no report of non-delivery about a mail of ours."
    message = record_bounce(by=by, bounce=bounce, tell=told_of_failures())
    if message is None:
        return None, "The mail that this is about is not known here."
    if not bounce.permanent:
        return message, "The mail is only delayed: nothing was changed."
    return message, f"Came back: {bounce.why or 'no reason given'}."


def told_of_failures() -> tuple[Person, ...]:
    """Those who hear of mail that did not arrive."""
    return tuple(people_with(Role.OVERSEER, Role.ADMINISTRATOR))
