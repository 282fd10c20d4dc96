"""Visits to publishers' sites, in neutral words: what is silent is said with its day."""

import datetime as dt
from dataclasses import dataclass

from answerable.publication.licences import definitions
from answerable.sources.definitions import SourceDefinition
from answerable.sources.queries import SiteStanding, Visited, standing_of_sites, visited
from answerable.website.formats import counted, long_date
from answerable.website.presenters.sources import source_name


@dataclass(frozen=True, slots=True)
class VisitedSite:
    name: str
    visited: Visited
    words: str
    last_run: str  # what the last finished run came to; "" where there was none
    waiting: str  # what is odd, gone or refused there now; "" where nothing is
    how: str  # how often, how slowly, under which licence


def visited_sites(on: dt.date | None) -> tuple[VisitedSite, ...]:
    """Each site that the register visits by itself; none where it visits none."""
    known = {code: one for code, one in definitions().items() if one.harvest is not None}
    quiet = {code: one.harvest.quiet_days for code, one in known.items() if one.harvest is not None}
    found = visited(quiet, on)
    standing = standing_of_sites([one.source for one in found], on) if found else {}
    return tuple(
        VisitedSite(
            source_name(one.source),
            one,
            _words(one),
            _last_run(standing[one.source]),
            _waiting(standing[one.source]),
            _how(known[one.source], standing[one.source]),
        )
        for one in found
    )


def _last_run(one: SiteStanding) -> str:
    if one.run is None or one.ran_on is None:
        return ""
    run = one.run
    return (
        f"The last run ended on {long_date(one.ran_on)}: {run.new:,} new, {run.changed:,} changed, "
        f"{run.unchanged:,} as they were, {run.gone:,} no longer there, "
        f"{run.failed:,} not had or not understood."
    )


def _waiting(one: SiteStanding) -> str:
    parts = []
    if one.odd:
        parts.append(f"{counted(one.odd, 'page or file', 'pages or files')} could not be understood")
    if one.gone:
        parts.append(f"{counted(one.gone, 'is', 'are')} no longer there")
    if one.refused:
        parts.append(f"{counted(one.refused, 'is', 'are')} not asked for")
    if not parts:
        return ""
    of = counted(one.places, "address", "addresses")
    return f"Of {of}, {_joined(parts)}. The copies held before are kept."


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _how(one: SourceDefinition, standing: SiteStanding) -> str:
    assert one.harvest is not None
    hours = one.harvest.every
    often = f"every {counted(hours // 24, 'day')}" if hours % 24 == 0 else f"every {counted(hours, 'hour')}"
    often = "once a day" if hours == 24 else "once a week" if hours == 168 else often
    later = f", next on {long_date(standing.next_on)} at the earliest" if standing.next_on else ""
    pause = counted(one.harvest.delay, "second")
    return f"Its lists are looked at {often}{later}; {pause} between two requests. {one.licence.name}."


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
