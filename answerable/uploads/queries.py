"""Reads of the uploads room: what was sent lately."""

import datetime as dt

from django.db.models import Count, Q, QuerySet, Sum

from answerable.core.calendar import now
from answerable.uploads.limits import (
    DAY_BYTES_OF_BODY,
    DAY_BYTES_OF_PERSON,
    DAY_BYTES_OF_PUBLIC,
    DAY_FILES_OF_BODY,
    DAY_FILES_OF_CLIENT,
    DAY_FILES_OF_PERSON,
    DAY_FILES_OF_PUBLIC,
)
from answerable.uploads.models import Upload

_DAY = dt.timedelta(days=1)
NO_ACCOUNT = "public:"  # how the senders of files begin that have no account; a keyed digest follows


def holders(sha256: str) -> QuerySet[Upload]:
    """The rows whose bytes these are, of which none was refused."""
    return Upload.objects.filter(sha256=sha256).exclude(state=Upload.State.REFUSED)


def counted_together(person: str, organisation_id: int | None) -> list[str]:
    """Names of those whose files are counted where this person sends one, in the order of `over_quota`."""
    named = [person, NO_ACCOUNT] if person.startswith(NO_ACCOUNT) else [person]
    return named if organisation_id is None else [*named, f"body:{organisation_id}"]


def over_quota(person: str, organisation_id: int | None, size: int) -> str:
    """Why somebody may send no file of this size now, in words for them; blank where they may.

    Counted over the last 24 hours. Refused files count as files, so that nobody can try without end.
    """
    since = now() - _DAY
    whose = [(Q(sent_by=person), "you", DAY_FILES_OF_PERSON, DAY_BYTES_OF_PERSON)]
    if person.startswith(NO_ACCOUNT):
        everybody = Q(sent_by__startswith=NO_ACCOUNT)
        whose = [
            (Q(sent_by=person), "your network", DAY_FILES_OF_CLIENT, DAY_BYTES_OF_PUBLIC),
            (everybody, "all readers together", DAY_FILES_OF_PUBLIC, DAY_BYTES_OF_PUBLIC),
        ]
    if organisation_id is not None:
        body = Q(organisation_id=organisation_id)
        whose.append((body, "your organisation", DAY_FILES_OF_BODY, DAY_BYTES_OF_BODY))
    for rows, who, files, size_of_all in whose:
        kept = Sum("size", filter=~Q(state=Upload.State.REFUSED))
        sent = Upload.objects.filter(rows, recorded_at__gte=since).aggregate(count=Count("pk"), size=kept)
        if sent["count"] >= files:
            return (
                f"In the last 24 hours {who} sent {sent['count']:,} files; the limit is {files:,}. "
                "Nothing was kept. Try again tomorrow."
            )
        if (sent["size"] or 0) + size > size_of_all:
            return (
                f"With this file {who} would have sent over {size_of_all // (1 << 20):,} MB in 24 hours. "
                "Nothing was kept. Try again tomorrow."
            )
    return ""
