"""Where a report was seen, and what its sources do not agree on."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import end_of_day
from answerable.publication.licences import definitions
from answerable.register.models import Report
from answerable.website.formats import long_date

_FIELDS = {"issued_on": "date of the report", "publisher_reference": "publisher’s reference"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact on which sources differ: each source's value, the one used, and why."""

    what: str
    values: tuple[tuple[str, str], ...]  # (source, value)
    used: str
    why: str


# Lists by which reports reach the register although they publish nothing of their own.
_LISTS = {
    "pfd-dataset": "Table of coroners’ reports, collected by others, its words tidied by a language model",
    "pfd-tracker": "Second list of coroners’ reports, collected by others",
    "judiciary-form": "Coroners’ reports on the official form",
    "judiciary-page": "Pages on which coroners’ reports are published",
}


def source_name(code: str) -> str:
    definition = definitions().get(code)
    return definition.name if definition else _LISTS.get(code) or code.replace("-", " ").replace("_", " ")


def differences(report: Report, on: dt.date | None) -> tuple[Difference, ...]:
    """What the sources of a report disagreed on, as known on a date (now when None)."""
    rows = report.disagreements.all()
    if on is None:
        rows = rows.filter(superseded_at__isnull=True)
    else:
        limit = end_of_day(on)
        rows = rows.filter(recorded_at__lt=limit).exclude(superseded_at__lt=limit)
    return tuple(
        Difference(
            what=_FIELDS.get(row.field, row.field.replace("_", " ")),
            values=tuple((source_name(source), _value(value)) for source, value in row.values.items()),
            used=_value(row.used),
            why=row.why,
        )
        for row in rows
    )


def _value(value: object) -> str:
    text = str(value)
    try:
        return long_date(dt.date.fromisoformat(text))
    except ValueError:
        return text
