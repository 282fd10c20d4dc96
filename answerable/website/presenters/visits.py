"""Visits to publishers' sites, in neutral words: what is silent is said with its day."""

import datetime as dt
from dataclasses import dataclass

from answerable.sources.queries import Visited, visited
from answerable.website.formats import long_date
from answerable.website.presenters.sources import definitions, source_name


@dataclass(frozen=True, slots=True)
class VisitedSite:
    name: str
    visited: Visited
    words: str


def visited_sites(on: dt.date | None) -> tuple[VisitedSite, ...]:
    """Each site that the register visits by itself; none where it visits none."""
    quiet = {code: one.harvest.quiet_days for code, one in definitions().items() if one.harvest is not None}
    return tuple(VisitedSite(source_name(one.source), one, _words(one)) for one in visited(quiet, on))


def _words(one: Visited) -> str:
    looked = f"Last visited on {long_date(one.looked)}." if one.looked else ""
    if one.came is None:
        return f"No data has come from it yet. {looked}"
    if one.unreached:
        answered = f"; it last answered on {long_date(one.answered)}" if one.answered else ""
        return f"No data since {long_date(one.came)}: the site could not be reached{answered}. {looked}"
    if one.quiet:
        return f"No data since {long_date(one.came)}: nothing new was found there since. {looked}"
    return f"Something new or changed last came on {long_date(one.came)}. {looked}"
