"""What happened to an entry, in order, with what is still to come."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.core.calendar import LONDON
from answerable.publication.records import EntryRecord
from answerable.register.models import EntryVersion
from answerable.website.presenters.words import DATE_BASES, INSTRUMENTS


@dataclass(frozen=True, slots=True)
class Moment:
    on: dt.date | None
    what: str
    detail: str = ""
    open: bool = False  # still to come, or not known to have happened


def timeline(
    record: EntryRecord,
    versions: list[EntryVersion],
    today: dt.date,
    answered: Sequence[tuple[dt.date, str]] = (),
) -> list[Moment]:
    """The known moments of an entry, earliest first, and what has no date at the end."""
    report = record.report
    moments = [Moment(report.issued_on, f"{INSTRUMENTS[report.instrument]} issued", report.publisher)]
    moments += _due(record, today)
    moments += [Moment(on, "Answered", body) for on, body in answered]
    if not answered:
        moments.append(_reply(record))
    for version in versions:
        on = version.recorded_at.astimezone(LONDON).date()
        if version.version == 1:
            moments.append(Moment(on, "Recorded in this register"))
        else:
            moments.append(
                Moment(on, "Words replaced by those of a closer source", f"Version {version.version}")
            )
    return sorted(moments, key=lambda moment: (moment.on is None, moment.on or dt.date.max))


def _due(record: EntryRecord, today: dt.date) -> list[Moment]:
    """One moment a date, with the bodies that it binds."""
    by_date: dict[tuple[dt.date, str], list[str]] = {}
    for duty in record.duties:
        if duty.due:
            by_date.setdefault((duty.due.due_on, duty.due.basis), []).append(duty.body.name)
    return [
        Moment(
            on,
            "Reply due" if on < today else "Reply is due",
            f"{DATE_BASES[basis].capitalize()}. {_bodies(names)}",
            open=on >= today,
        )
        for (on, basis), names in by_date.items()
    ]


def _bodies(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{len(names)} bodies"


def _reply(record: EntryRecord) -> Moment:
    return Moment(None, "Reply", f"{record.report.response_words}.", open=True)
