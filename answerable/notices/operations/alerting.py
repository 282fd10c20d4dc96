"""What happened is noted for whom it concerns, and told in one mail.

Killed anywhere, both go on where they were: an event is noted once for a follow (the database sees to that),
with how far was looked; and what a mail tells of is marked in the transaction that writes the mail.
"""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.notices import follows
from answerable.notices.models import Follow, Followed, Follower, Message
from answerable.notices.operations.telling import queue_within

MANY = 20  # mails at once in a day, after which they come an hour apart
HOUR = dt.timedelta(hours=1)
_ROWS = 500

Told = tuple[int, int, str]  # a follow, the index of an event, what the line leads to


@operation("FOLLOW_TELL", no_fact=True)
def note_followed(log: Log, *, by: Actor, told: Iterable[Told], looked: Collection[int], upto: int) -> int:
    """Notes of what these follows are to be told, and that events up to `upto` were looked at for them.

    How many rows are there for what was given, be they new or noted by a run that went before.
    """
    at = now()
    rows = [
        Followed(follow_id=follow, event=event, subject=subject[:40], recorded_at=at)
        for follow, event, subject in told
    ]
    idle = _idle({row.follow_id for row in rows}, at)
    Followed.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_ROWS)
    for follow in idle:
        follow.next_at = follows.next_time(follow.rhythm, at)
    Follow.objects.bulk_update(idle, ["next_at"], batch_size=_ROWS)
    ids = sorted(looked)
    for start in range(0, len(ids), _ROWS):
        Follow.objects.filter(pk__in=ids[start : start + _ROWS], after__lt=upto).update(after=upto)
    return len(rows)


@operation("FOLLOW_TELL", no_fact=True)
def write_alert(
    log: Log,
    *,
    by: Actor,
    follower: Follower,
    about: Collection[Follow],
    told: Collection[int],
    subject: str,
    body: str,
) -> Message | None:
    """Writes one mail that tells of the rows `told`, all that waited for the follows `about`.

    None where another run was quicker, or the follower has ended it meanwhile: nothing is written then.
    """
    held = Follower.objects.select_for_update().filter(pk=follower.pk, ended_at__isnull=True).first()
    if held is None or not told:
        return None
    mine = list(follows.counting().filter(follower=held, pk__in=[follow.pk for follow in about]))
    if len(mine) != len(about) or set(follows.waiting_of(about).values_list("pk", flat=True)) != set(told):
        return None
    if held.key != (key := follows.digest(follows.secret_of(held))):
        held.key = key  # the service's own key was changed: the links of this mail will be right again
        held.save(update_fields=["key"])
    number = max(told)
    message = queue_within(
        log, key=f"{follows.KEY}{held.pk}:told:{number}", address=held.mail, subject=subject, body=body
    )
    ids = sorted(told)
    for start in range(0, len(ids), _ROWS):
        Followed.objects.filter(pk__in=ids[start : start + _ROWS]).update(message=message)
    _put_off(held, mine)
    return message


def _idle(ids: Collection[int], at: dt.datetime) -> list[Follow]:
    """Follows of a daily or weekly rhythm whose time went by with nothing to say: they wait for the next."""
    found: list[Follow] = []
    numbers = sorted(ids)
    for start in range(0, len(numbers), _ROWS):
        found += (
            Follow.objects.select_for_update()
            .filter(pk__in=numbers[start : start + _ROWS], next_at__lte=at)
            .exclude(rhythm=Follow.Rhythm.AT_ONCE)
            .exclude(Exists(Followed.objects.filter(follow=OuterRef("pk"), message__isnull=True)))
            .order_by("pk")
        )
    return found


def _put_off(follower: Follower, about: Collection[Follow]) -> None:
    at = now()
    many = follows.mails_since(follower, at - dt.timedelta(days=1)) >= MANY
    for follow in about:
        soon = follow.rhythm == Follow.Rhythm.AT_ONCE
        follow.next_at = at + HOUR if soon and many else follows.next_time(follow.rhythm, at)
        follow.save(update_fields=["next_at"])
