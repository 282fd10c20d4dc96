"""The figures of a body's page: what each counts, of how many, and the list that it opens."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache

from answerable.organisations.models import Organisation
from answerable.publication import body_standing as lists
from answerable.publication.body_standing import BodyStanding, body_standing, standing_page
from answerable.website.formats import long_date
from answerable.website.presenters.standing import Glance, glances
from answerable.website.rendering import FRESH_SECONDS

ROWS_A_PAGE = 50
# What each list is called, of which it is a part, and how it is counted.
MEANINGS: dict[str, tuple[str, str, str]] = {
    lists.ASKED: (
        "Asked of it",
        "",
        "One for each entry that this body must answer now, whoever was asked first.",
    ),
    lists.ANSWERED: (
        "Answered",
        lists.ASKED,
        "An answer is held, or a published reply of this body was found.",
    ),
    lists.LATE: ("Of these, after the date it was due", lists.ANSWERED, "Only where a date is known."),
    lists.NOT_YET_DUE: ("Not yet due", lists.ASKED, "The date for a reply has not come yet."),
    lists.NOT_IDENTIFIED: (
        "No response identified",
        lists.ASKED,
        "In the sources checked, after the date it was due. A reply may exist that we did not find.",
    ),
    lists.NOT_LOOKED_FOR: (
        "Awaited, or not looked for yet",
        lists.ASKED,
        "No date is known, or we have not looked since, or it is not known which body wrote a reply.",
    ),
    lists.NOT_REQUIRED: (
        "No reply required",
        lists.ASKED,
        "No rule asks for one, or the duty was not theirs.",
    ),
    lists.CLAIMED: ("Said to be done", lists.ASKED, "By the body itself."),
    lists.VERIFIED: ("Found done", lists.CLAIMED, "By somebody independent of the body, with evidence."),
    lists.MARKED_DOWN: (
        "Found less than said",
        lists.CLAIMED,
        "Somebody independent looked, and found less.",
    ),
    lists.UNCHECKED: ("Not looked at yet", lists.CLAIMED, "Nobody else has looked at what the body says."),
}


@dataclass(frozen=True, slots=True)
class Figure:
    name: str
    label: str
    count: int
    of: str  # "of 12"; blank for the first
    how: str
    href: str


@dataclass(frozen=True, slots=True)
class BodyFigures:
    on: dt.date
    as_at: str
    figures: tuple[Figure, ...]
    total: int


@dataclass(frozen=True, slots=True)
class StandingList:
    """One of the lists, a page of it."""

    name: str
    reference: str
    label: str
    how: str
    count: int
    as_at: str
    rows: tuple[Glance, ...]
    page: int
    pages: int
    others: tuple[tuple[str, str, int], ...]  # name of the list, label, count


def kept(body: Organisation, on: dt.date | None) -> BodyStanding:
    """For as long as a page may be kept: a body may hold thousands."""
    key = f"body-standing:{body.pk}:{on or 'now'}"
    found: BodyStanding | None = cache.get(key)
    if found is None:
        found = body_standing(body.pk, on)
        cache.set(key, found, FRESH_SECONDS)
    return found


def body_figures(body: Organisation, on: dt.date | None) -> BodyFigures:
    held = kept(body, on)
    end = f"&as-at={on.isoformat()}" if on else ""
    figures = []
    for name, (label, whole, how) in MEANINGS.items():
        count = held.count(name)
        if name != lists.ASKED and not count and name not in (lists.ANSWERED, lists.CLAIMED):
            continue
        of = f"of {held.count(whole):,}" if whole else ""
        href = f"/organisations/{body.reference}/standing?list={name}{end}"
        figures.append(Figure(name, label, count, of, how, href))
    return BodyFigures(held.on, long_date(held.on), tuple(figures), held.count(lists.ASKED))


def standing_list(body: Organisation, name: str, page: int, on: dt.date | None) -> StandingList:
    """Raises KeyError for a list that there is none of."""
    label, _, how = MEANINGS[name]
    held = kept(body, on)
    count = held.count(name)
    pages = max(1, -(-count // ROWS_A_PAGE))
    page = min(page, pages)
    records = standing_page(held, name, (page - 1) * ROWS_A_PAGE, ROWS_A_PAGE, on)
    return StandingList(
        name=name,
        reference=body.reference,
        label=label,
        how=how,
        count=count,
        as_at=long_date(held.on),
        rows=glances(records, on),
        page=page,
        pages=pages,
        others=tuple((other, MEANINGS[other][0], held.count(other)) for other in MEANINGS),
    )
