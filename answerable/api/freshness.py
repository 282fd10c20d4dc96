"""Since when an answer can be as it is: the last event of the log, the last index, this day, this program.

Deadlines pass at midnight, so that an answer of yesterday may be another today though nothing happened.
"""

import datetime as dt
from pathlib import Path

from django.conf import settings

from answerable.core.calendar import end_of_day, now, today
from answerable.ledger.models import Event
from answerable.search.generations import stamp

STARTED = now()  # what is defined in files comes with the program
SETTLED = dt.timedelta(seconds=2)  # HTTP counts whole seconds: within one, more may happen


def last_changed() -> dt.datetime | None:
    """None where it was so little ago that something of the same second may still come."""
    at = now()
    moments = [STARTED, end_of_day(today() - dt.timedelta(days=1))]
    newest = Event.objects.order_by("-index").values_list("recorded_at", flat=True).first()
    if newest is not None:
        moments.append(newest)
    if (made := stamp(Path(settings.INDEX))) is not None:
        moments.append(dt.datetime.fromtimestamp(made[1] / 1e9, dt.UTC))
    changed = max(moments)
    return changed if changed <= at - SETTLED else None
