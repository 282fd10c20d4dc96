"""What was said to be done and is asked again, for tests."""

import datetime as dt
from typing import Any

from answerable.assurance.operations import close
from answerable.duties.models import Duty
from answerable.impact.models import Alarm
from answerable.impact.operations.alarming import raise_alarms
from answerable.lineage.operations import decide
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from tests import make
from tests.made import assuring

ISSUED = dt.date(2022, 3, 14)
CLOSED = dt.date(2023, 3, 1)
AGAIN = dt.date(2024, 6, 3)
FINDER = assuring.assurer(901)  # who finds it done, and so does not look at it again


def closed(trust: Organisation | None = None, *, on: dt.date = CLOSED, **details: Any) -> Duty:
    """A duty on a report of 2022, claimed, found and closed as done in 2023."""
    duty = assuring.duty(trust, issued=ISSUED, **details)
    assuring.verdict(assuring.claim(duty, on=on), by=FINDER)
    close(by=FINDER, duty=duty, reason="done", words="It was done and seen.", closed_on=on)
    return duty


def again(
    duty: Duty, *, sure: bool = True, score: float = 0.99, on: dt.date = AGAIN, **details: Any
) -> Entry:
    """A later report that asks the same of the same body; a person says so, or only the program."""
    to = details.pop("to", [duty.organisation])
    entry = make.entry(issued=on, to=to, fictional=duty.entry.report.fictional, **details)
    if sure:
        decide(
            by=make.editor(), verdict="accepted", kind="link", entry=entry, other=duty.entry, value="same_ask"
        )
    else:
        make.suggested(make.link(entry, duty.entry, score=score))
    return entry


def rung(duty: Duty | None = None, **details: Any) -> Alarm:
    """An alarm that stands, on a duty closed as done."""
    duty = duty or closed()
    entry = again(duty, **details)
    raise_alarms()
    return Alarm.objects.get(duty=duty, entry=entry, withdrawn_at=None)
