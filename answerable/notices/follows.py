"""Reads of who follows what, and the secret by which somebody without an account is known."""

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from answerable.accounts.passwords import keyed_digest
from answerable.core.calendar import LONDON, now
from answerable.ledger.models import Event
from answerable.notices.models import Follow, Followed, Follower

KEY = "follow:"  # begins the key of every mail to a follower, before its number
MORNING = dt.time(6)  # in London, when mail of a day or a week is due
MONDAY = 0


def secret_of(follower: Follower) -> str:
    """What its links hold. Worked out anew for each mail, and kept nowhere but in the mails."""
    return keyed_digest("follower", f"{follower.mail}\n{follower.asked_at.astimezone(dt.UTC).isoformat()}")


def digest(secret: str) -> str:
    return hashlib.sha256(f"follower\0{secret}".encode()).hexdigest()


def follower_of(secret: str) -> Follower | None:
    """Whose secret it is; None for one that nobody has, or of whom was forgotten."""
    return Follower.objects.filter(key=digest(secret), ended_at__isnull=True).first()


def page_of(follower: Follower) -> str:
    """The whole address of the page of what it follows."""
    return f"{settings.PUBLIC_ADDRESS}/following/{secret_of(follower)}"


def follower_of_mail(key: str) -> Follower | None:
    """The follower that the mail with this key went to."""
    number = key.removeprefix(KEY).split(":")[0]
    if not key.startswith(KEY) or not number.isdigit():
        return None
    return Follower.objects.filter(pk=int(number), ended_at__isnull=True).first()


def follows_of(follower: Follower) -> QuerySet[Follow]:
    """What it follows or has asked to follow, the oldest first."""
    return Follow.objects.filter(follower=follower, ended_at__isnull=True).order_by("pk")


def counting() -> QuerySet[Follow]:
    """Follows that were confirmed and have not ended."""
    return Follow.objects.filter(
        ended_at__isnull=True, confirmed_at__isnull=False, follower__ended_at__isnull=True
    )


def looked_at_least() -> int | None:
    """Index of the last event that was looked at for every follow; None where nobody follows anything."""
    least = counting().aggregate(least=Min("after"))["least"]
    return None if least is None else int(least)


def due(at: dt.datetime) -> dict[int, list[Follow]]:
    """{follower: its follows with something to say whose time has come}."""
    waiting = Followed.objects.filter(follow=OuterRef("pk"), message__isnull=True)
    rows = counting().filter(Exists(waiting), next_at__lte=at).select_related("follower").order_by("pk")
    found: dict[int, list[Follow]] = {}
    for follow in rows:
        found.setdefault(follow.follower_id, []).append(follow)
    return found


def waiting_of(follows: Iterable[Follow]) -> QuerySet[Followed]:
    """What waits for a mail, in the order in which it happened."""
    ids = [follow.pk for follow in follows]
    return Followed.objects.filter(follow__in=ids, message__isnull=True).order_by("event", "pk")


def mails_since(follower: Follower, since: dt.datetime) -> int:
    """How many alerts it was written since then."""
    rows = Followed.objects.filter(follow__follower=follower, message__recorded_at__gt=since)
    return int(rows.aggregate(count=Count("message", distinct=True))["count"])


def told_counts(follower: Follower) -> dict[int, int]:
    """{follow: how many things it was told of}."""
    rows = Followed.objects.filter(follow__follower=follower, message__isnull=False)
    return dict(rows.values_list("follow").annotate(count=Count("pk")).order_by())


def next_time(rhythm: str, after: dt.datetime) -> dt.datetime:
    """When mail in this rhythm is due next: at once, tomorrow or today at six, or on Monday at six."""
    if rhythm == Follow.Rhythm.AT_ONCE:
        return after
    here = after.astimezone(LONDON)
    day = here.date() if here.time() < MORNING else here.date() + dt.timedelta(days=1)
    if rhythm == Follow.Rhythm.WEEKLY:
        day += dt.timedelta(days=(MONDAY - day.weekday()) % 7)
    return dt.datetime.combine(day, MORNING, LONDON).astimezone(dt.UTC)


def last_event() -> int:
    """Index of the newest event; -1 where there is none."""
    last = Event.objects.order_by("-index").values_list("index", flat=True).first()
    return -1 if last is None else int(last)


def unconfirmed(*, days: int) -> QuerySet[Follow]:
    """Asked for and not confirmed for so long."""
    return Follow.objects.filter(
        confirmed_at__isnull=True, ended_at__isnull=True, asked_at__lt=now() - dt.timedelta(days=days)
    )
