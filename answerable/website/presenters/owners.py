"""Things asked that have no clear owner, with the reason, as the public reads them."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from answerable.lineage.queries.dated import words_held
from answerable.oversight.owners.finding import TITLES, Cluster, Orphan, Reason, clusters, without_owner
from answerable.pipeline.over_time import counts_made_up
from answerable.publication.records import EntryRecord, entry_records

A_PAGE = 50
MOST_CLUSTERS = 30
COLUMNS = ("entry", "report", "publisher", "issued_on", "reason", "why", "named", "who_could")
EXPLAINED = {
    Reason.NOBODY: "The report asks for something and names no body that it asks it of.",
    Reason.EVERYBODY: "It is asked of all bodies of a kind. No one of them is named to answer, and none can "
    "answer for the rest.",
    Reason.UNRECOGNISED: "Somebody is named, and from the words alone it cannot be told for certain which "
    "body is meant. An editor has to look.",
    Reason.CLOSED: "The body that was asked is no more, and no list says for sure which body came after it.",
    Reason.POWER: "Found by a program, by rules on what kinds of body cannot do. It is a hint, may be wrong, "
    "and takes no duty away.",
}


@dataclass(frozen=True, slots=True)
class Listed:
    orphan: Orphan
    title: str
    record: EntryRecord | None


@dataclass(frozen=True, slots=True)
class ReasonCount:
    key: str
    title: str
    explained: str
    count: int
    current: bool


@dataclass(frozen=True, slots=True)
class OwnersPage:
    total: int
    reasons: tuple[ReasonCount, ...]
    clusters: tuple[Cluster, ...]  # of several entries each
    clustered: int
    rows: tuple[Listed, ...]
    reason: str
    page: int
    pages: int


def owners_page(reason: str, page: int, on: dt.date | None = None) -> OwnersPage:
    every = without_owner(fictional=counts_made_up(), on=on)
    chosen = [one for one in every if reason in ("", one.reason)]
    counted = Counter(one.reason for one in every)
    pages = max(1, -(-len(chosen) // A_PAGE))
    page = min(page, pages)
    part = chosen[(page - 1) * A_PAGE : page * A_PAGE]
    held = words_held([one.entry for one in part], on)
    records = {record.reference: record for record in entry_records(held.values(), on=on, with_duties=False)}
    gathered = [one for one in clusters(chosen, on) if len(one.orphans) > 1]
    return OwnersPage(
        total=len({one.entry for one in every}),
        reasons=tuple(
            ReasonCount(one, TITLES[one], EXPLAINED[one], counted[one], one == reason) for one in Reason
        ),
        clusters=tuple(gathered[:MOST_CLUSTERS]),
        clustered=len(gathered),
        rows=tuple(Listed(one, TITLES[one.reason], records.get(one.reference)) for one in part),
        reason=reason,
        page=page,
        pages=pages,
    )


def csv_rows(reason: str, on: dt.date | None = None) -> Iterator[tuple[object, ...]]:
    for one in without_owner(reason=reason, fictional=counts_made_up(), on=on):
        yield (
            one.reference,
            one.report,
            one.publisher,
            one.issued_on or "",
            TITLES[one.reason],
            one.why,
            one.named,
            one.able,
        )
