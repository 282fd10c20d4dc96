"""Somebody without an account follows something by mail: asks, confirms by a link, changes, ends.

Nobody learns here whether an address follows anything: the form says the same of every one, and what there is
to say is said to the address. None of it is a fact of the register.
"""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import translation

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.notices import follows
from answerable.notices.following_words import asking_mail, known_mail, language_of
from answerable.notices.models import Follow, Follower, Message
from answerable.notices.operations.errors import NoticeError
from answerable.notices.operations.telling import queue_within

CLIENT_MOST = 20  # addresses that one place may sign up, in a day
MAILS_MOST = 5  # mails that one address gets from this form, in a day
MOST = 100  # that one address may follow
FORGET_DAYS = 7  # after which what nobody confirmed is forgotten
AGAIN = dt.timedelta(minutes=10)  # before a mail with the same link is sent once more
LONGEST_SUBJECT, LONGEST_LABEL = 2000, 150
_DAY = dt.timedelta(days=1)
_ADDRESS = EmailValidator()


class TooManyFollowsError(NoticeError):
    """One place has asked for many."""


@operation("FOLLOW_ASK", no_fact=True)
def ask_to_follow(
    log: Log,
    *,
    by: Actor,
    mail: str,
    what: str,
    subject: str,
    rhythm: str,
    label: str,
    client: str = "",
    language: str = "",
) -> Follow | None:
    """Writes a mail with a link to confirm; None where the address has had enough of them today.

    `label` names it in mails: of a search no word of it, since anybody may type any. `language` is that of
    its mails, empty for English. Raises NoticeError: no address, no such thing, rhythm or language, a subject
    too long; TooManyFollowsError for a place that asks for many.
    """
    address = _address(mail)
    if what not in Follow.What.values or not subject or len(subject) > LONGEST_SUBJECT:
        raise NoticeError("That cannot be followed.")
    if rhythm not in Follow.Rhythm.values:
        raise NoticeError("Choose how often you want mail.")
    if language not in ("", *Follow.Language.values):
        raise NoticeError("Mail is written in English or in Welsh.")
    follower = _follower(log, address, client)
    at = now()
    held = Follow.objects.filter(follower=follower, what=what, subject=subject, ended_at__isnull=True).first()
    if held is not None and held.asked_at > at - AGAIN and held.confirmed_at is None:
        return held
    asked = f"{follows.KEY}{follower.pk}:ask:"
    if Message.objects.filter(key__startswith=asked, recorded_at__gt=at - _DAY).count() >= MAILS_MOST:
        return None
    if held is None:
        held = Follow.objects.create(
            follower=follower,
            what=what,
            subject=subject,
            rhythm=rhythm,
            language=language,
            asked_at=at,
            after=follows.last_event(),
            next_at=at,
        )
    else:
        held.asked_at = at
        if held.confirmed_at is None:
            held.rhythm, held.language = rhythm, language
        held.save(update_fields=["asked_at", "rhythm", "language"])
    page = follows.page_of(follower)
    named = " ".join(label.split())[:LONGEST_LABEL]
    write = asking_mail if held.confirmed_at is None else known_mail
    with translation.override(language_of([held])):
        subject_line, body = write(named, page, held.pk, FORGET_DAYS)
    key = f"{asked}{held.pk}:{at:%Y%m%d%H%M%S}"
    queue_within(log, key=key, address=address, subject=subject_line, body=body)
    return held


@operation("FOLLOW_ASK", no_fact=True)
def confirm_follow(log: Log, *, by: Actor, secret: str, follow: int) -> Follow:
    """It counts from now on. Confirming twice changes nothing. Raises NoticeError: no such link, too many."""
    follower = _known(secret)
    held = Follow.objects.filter(pk=follow, follower=follower).first()
    if held is None or held.ended_at is not None:
        raise NoticeError("What this link is about was ended, or was never asked for.")
    if held.confirmed_at is not None:
        return held
    counted = follows.counting().filter(follower=follower).count()
    if counted >= MOST:
        raise NoticeError(f"One address may follow {MOST} things. End one first.")
    at = now()
    held.confirmed_at, held.after = at, follows.last_event()
    held.next_at = follows.next_time(held.rhythm, at)
    held.save(update_fields=["confirmed_at", "after", "next_at"])
    if follower.confirmed_at is None:
        follower.confirmed_at = at
        follower.save(update_fields=["confirmed_at"])
    return held


@operation("FOLLOW_ASK", no_fact=True)
def choose_follow_rhythm(log: Log, *, by: Actor, secret: str, follow: int, rhythm: str) -> Follow:
    """How often mail about one thing comes. Raises NoticeError."""
    if rhythm not in Follow.Rhythm.values:
        raise NoticeError("Choose how often you want mail.")
    held = _follow(_known(secret), follow)
    held.rhythm, held.next_at = rhythm, follows.next_time(rhythm, now())
    held.save(update_fields=["rhythm", "next_at"])
    return held


@operation("FOLLOW_ASK", no_fact=True)
def end_follow(log: Log, *, by: Actor, secret: str, follow: int) -> bool:
    """Ends one; with the last one the address is forgotten: True where that was so. Raises NoticeError."""
    follower = _known(secret)
    held = _follow(follower, follow)
    held.ended_at = now()
    held.save(update_fields=["ended_at"])
    if follows.follows_of(follower).exists():
        return False
    _forget(follower)
    return True


@operation("FOLLOW_ASK", no_fact=True)
def end_following(log: Log, *, by: Actor, secret: str) -> bool:
    """Ends all that an address follows, and forgets the address. False where that was done already."""
    follower = _hold(secret)
    if follower is None:
        return False
    _forget(follower)
    return True


@operation("FOLLOW_TELL", no_fact=True)
def forget_unconfirmed(log: Log, *, by: Actor) -> int:
    """Forgets what nobody confirmed within a week: how many."""
    rows = follows.unconfirmed(days=FORGET_DAYS)
    followers = hold_all(set(rows.values_list("follower_id", flat=True)))
    count = rows.filter(follower__in=followers).update(ended_at=now())
    for follower in followers:
        if not follows.follows_of(follower).exists():
            _forget(follower)
    return count


def forget_within(log: Log, follower: Follower) -> None:
    """As `end_following`, of a follower that is held, within the operation that `log` is of."""
    _forget(follower)


def hold_all(ids: Collection[int]) -> list[Follower]:
    """Those of these followers that have not ended. Whoever changes what one follows, or its mail, holds it
    first: nobody else does until the operation ends.
    """
    rows = Follower.objects.select_for_update().filter(pk__in=ids, ended_at__isnull=True)
    return list(rows.order_by("pk"))


def _forget(follower: Follower) -> None:
    """Its address goes from everywhere, mails and what they said too; what waits is not sent."""
    at = now()
    Follow.objects.filter(follower=follower, ended_at__isnull=True).update(ended_at=at)
    Follower.objects.filter(pk=follower.pk).update(mail="", client="", ended_at=at)
    mails = Message.objects.filter(key__startswith=f"{follows.KEY}{follower.pk}:")
    mails.filter(state=Message.State.WAITING).update(
        state=Message.State.FAILED, why="Whoever it was for has ended it"
    )
    mails.update(address="", body="")


def _address(typed: str) -> str:
    address = typed.strip().lower()
    try:
        _ADDRESS(address)
    except ValidationError as error:
        raise NoticeError("Give an e-mail address, such as name@example.org.") from error
    if len(address) > 254 or not address.isascii():
        raise NoticeError("That address cannot be written to from here.")
    return address


def _follower(log: Log, address: str, client: str) -> Follower:
    """The one of this address, made where there is none."""
    held = Follower.objects.select_for_update().filter(mail=address, ended_at__isnull=True).first()
    if held is not None:
        return held
    at = now()
    if client:
        log.one_by_one("followers of a client", client)
        same = Follower.objects.filter(client=client, asked_at__gt=at - _DAY)
        if same.count() >= CLIENT_MOST:
            raise TooManyFollowsError(
                f"{CLIENT_MOST} addresses were signed up from where you are within a day. "
                "Please go on tomorrow."
            )
    made = Follower(mail=address, client=client, asked_at=at)
    made.key = follows.digest(follows.secret_of(made))
    made.save()
    return made


def _known(secret: str) -> Follower:
    found = _hold(secret)
    if found is None:
        raise NoticeError("This link belongs to nobody any more. What it was for was ended and forgotten.")
    return found


def _hold(secret: str) -> Follower | None:
    found = follows.follower_of(secret)
    return next(iter(hold_all([found.pk])), None) if found else None


def _follow(follower: Follower, number: int) -> Follow:
    found = follows.follows_of(follower).filter(pk=number).first()
    if found is None:
        raise NoticeError("That was ended already.")
    return found
