"""What moves the figures of a body by itself: mergers, and days from which something else is counted."""

import datetime as dt

from answerable.impact.definitions import shipped
from answerable.impact.queries.series import takeovers
from answerable.organisations.models import Organisation


def changes_of(indicator: str, organisation: Organisation | None) -> list[tuple[dt.date, str]]:
    """Each with its day, in words that follow "On ...": in order of day. A whole country has no mergers."""
    breaks = shipped()[indicator].breaks
    found = [(each.on, f"something else was counted from then on ({each.why})") for each in breaks]
    if organisation is not None:
        found += [(on, f"it {words}") for on, words in takeovers(organisation)]
    return sorted(found)
