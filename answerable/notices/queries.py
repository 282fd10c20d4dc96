"""Reads of notices and mail."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from answerable.accounts.models import Person
from answerable.core.calendar import now
from answerable.notices.models import Message, Notice, Preference


def rhythm_of(person: Person) -> str:
    """How a person wants to hear of notices by mail: once a day, until they say otherwise."""
    held = Preference.objects.filter(person=person).values_list("rhythm", flat=True).first()
    return held or Preference.Rhythm.DAILY


def notices_of(person: Person) -> QuerySet[Notice]:
    """A person's list, the newest first."""
    return Notice.objects.filter(person=person).order_by("-pk")


def unread_count(person_id: int) -> int:
    return Notice.objects.filter(person_id=person_id, read_at__isnull=True).count()


def keys_told(person_ids: Iterable[int]) -> set[tuple[int, str]]:
    """(person id, key) of all that these people were told."""
    return set(
        Notice.objects.filter(person_id__in=set(person_ids)).values_list("person_id", "key").iterator()
    )


def for_digest() -> dict[int, list[Notice]]:
    """{person id: notices that no mail has told of, oldest first}, of those who want one mail a day.

    What was read on the page needs no mail any more.
    """
    rows = (
        Notice.objects.filter(
            Q(person__notice_preference__isnull=True)
            | Q(person__notice_preference__rhythm=Preference.Rhythm.DAILY),
            mailed_at__isnull=True,
            read_at__isnull=True,
            person__ended_at__isnull=True,
        )
        .select_related("person")
        .order_by("person_id", "pk")
    )
    found: dict[int, list[Notice]] = {}
    for notice in rows:
        found.setdefault(notice.person_id, []).append(notice)
    return found


def waiting(*, at: dt.datetime | None = None) -> QuerySet[Message]:
    """Mail whose next try is due, the oldest first."""
    return Message.objects.filter(state=Message.State.WAITING, next_try_at__lte=at or now()).order_by("pk")


def undelivered() -> QuerySet[Message]:
    """Mail that came back, or that will not be tried again."""
    return (
        Message.objects.filter(state__in=(Message.State.FAILED, Message.State.BOUNCED))
        .select_related("organisation")
        .order_by("-pk")
    )
