"""The NHS's list of trust sites (ets): names of hospitals and units, each below the trust that runs it.

It has the columns of the list of trusts (`nhs.read_etr`), and in the fifteenth or fourteenth its trust:
the specification of etr.csv, published by the Organisation Data Service, says that these two are filled for
sites alone. A site becomes a dated name of its trust, and no body: nothing is asked of a site by itself.

Names lead from what a report writes to a body. So a name is taken only where it says which place it is: one
that two trusts bear, or one of common words alone ("Day Hospital"), is left out with the reason.
"""

import datetime as dt
import re
from collections import defaultdict

from answerable.organisations.facts import Left, ListRead, NameFact, cite_list
from answerable.organisations.forms.nhs import full_name
from answerable.organisations.forms.rows import Rows, compact_date

_CODE = re.compile(r"[A-Z0-9]{3,5}")
_DAY = dt.timedelta(days=1)
_PLACE = re.compile(r"\b(?:hospital|infirmary|unit|clinic|lodge|house|centre|asylum)\b")
_COMMON = re.compile(
    r"the|an?|of|and|at|for|in|on|new|old|general|community|day|hospitals?|infirmary|units?|clinics?|lodge|house"
    r"|centres?|main|sites?|wards?|nhs|trust(?:'s)?|foundation|headquarters|hq|mental|health|acute|care|adults?"
    r"|older|people(?:'s)?|child(?:ren)?(?:'s)?|services?|surgery|medical|rehabilitation|resource|assessment"
    r"|treatment|outpatients?|inpatients?|north|south|east|west|central|\d+|\w"
)


def parent_of(cells: list[str]) -> str:
    """The code of the trust that runs the site; blank where the row names none."""
    written = [cells[at] for at in (14, 13) if len(cells) > at]
    return next((one for one in written if _CODE.fullmatch(one) and one != cells[0]), "")


def is_sites(rows: Rows) -> bool:
    first = [cells for _, cells in rows[:20] if len(cells) >= 14]
    shaped = [one for one in first if _CODE.fullmatch(one[0]) and re.fullmatch(r"\d{8}", one[10])]
    return bool(shaped) and any(parent_of(one) for one in shaped)


def read_sites(rows: Rows, content: bytes) -> ListRead:
    read = ListRead("NHS trust sites (ets)")
    good: list[tuple[int, str, str, dt.date | None, dt.date | None]] = []
    for number, cells in rows:
        where = f"row {number}"
        parent = parent_of(cells)
        if not parent or not _CODE.fullmatch(cells[0]) or not cells[1]:
            read.left_out.append(Left(where, "No code, name and trust of a site."))
            continue
        try:
            opened, last = compact_date(cells[10]), compact_date(cells[11])
        except ValueError as error:
            read.left_out.append(Left(where, f"{cells[0]}: {error}."))
            continue
        if opened and last and last < opened:
            read.left_out.append(Left(where, f"{cells[0]} closes on {last}, before it opens on {opened}."))
            continue
        good.append((number, parent, full_name(cells[1]), opened, last + _DAY if last else None))
    dated = max((day for one in good for day in one[3:] if day), default=None)
    cited = cite_list(content, f"NHS trust sites (ODS ets), not before {dated}", dated)
    bearers: dict[str, set[str]] = defaultdict(set)
    for _, parent, name, _, _ in good:
        bearers[name.casefold()].add(parent)
    taken: dict[tuple[str, str], NameFact] = {}
    for number, parent, name, opened, closed in good:
        if why := _why_not(name, len(bearers[name.casefold()])):
            read.left_out.append(Left(f"row {number}", f"{name}: {why}."))
            continue
        fact = NameFact(f"ods:{parent}", name, "site", cited, valid_from=opened, valid_to=closed)
        held = taken.get((parent, name))
        taken[parent, name] = _longer(held, fact) if held else fact
    read.names.extend(taken.values())
    read.rows = len(good)
    return read


def _why_not(name: str, bearers: int) -> str:
    if bearers > 1:
        return f"{bearers} trusts have a site of that name, so that it tells of none"
    return tells_of_none(name)


def says_place(name: str) -> bool:
    """Whether the name says that it is a hospital or another place of care."""
    return bool(_PLACE.search(name.casefold()))


def tells_of_none(name: str) -> str:
    """Why nothing in running words is taken for this place; "" where its name says which one it is."""
    words = re.findall(r"[\w']+", name.casefold())
    if not says_place(name):
        return "it does not say that it is a hospital or another place of care"
    if all(_COMMON.fullmatch(word) for word in words):
        return "common words alone, which tell of no one place"
    return ""


def _longer(one: NameFact, other: NameFact) -> NameFact:
    """Two rows of one name and trust: from the earlier first day to the later last one."""
    firsts = (one.valid_from, other.valid_from)
    lasts = (one.valid_to, other.valid_to)
    first = None if None in firsts else min(day for day in firsts if day)
    last = None if None in lasts else max(day for day in lasts if day)
    return NameFact(one.key, one.text, one.kind, one.cited, valid_from=first, valid_to=last)
