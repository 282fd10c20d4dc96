"""The first page: what the register is, what it holds, and ways in."""

import datetime as dt
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Max

from answerable.organisations.models import Organisation
from answerable.publication.expectations import wholes
from answerable.publication.records import ReportRecord, report_records
from answerable.register.queries import in_register, standing
from answerable.website.presenters import words
from answerable.website.presenters.expectations import ListedExpectation, listed, ranked_kept
from answerable.website.presenters.organisations import counts_kept
from answerable.website.presenters.publisher import listed_publishers
from answerable.website.rendering import FRESH_SECONDS

LATEST = 6
OFTEN = 8
REPEATED = 3


@dataclass(frozen=True, slots=True)
class Figures:
    entries: int
    reports: int
    publishers: int
    bodies: int
    latest: dt.date | None
    changed: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OftenAsked:
    reference: str
    name: str


@dataclass(frozen=True, slots=True)
class PublisherKind:
    kind: str
    label: str
    reports: int


@dataclass(frozen=True, slots=True)
class HomePage:
    figures: Figures
    latest: tuple[ReportRecord, ...]
    often: tuple[OftenAsked, ...]
    kinds: tuple[PublisherKind, ...]
    repeated: tuple[ListedExpectation, ...]


def home_page() -> HomePage:
    """At most a minute old: it says the same to every reader."""
    kept: HomePage | None = cache.get("home")
    if kept is None:
        kept = _home_page()
        cache.set("home", kept, FRESH_SECONDS)
    return kept


def _home_page() -> HomePage:
    latest = (
        in_register()
        .select_related("publisher")
        .filter(left_out="")
        .order_by(F("issued_on").desc(nulls_last=True), "pk")[:LATEST]
    )
    return HomePage(
        figures=_figures(),
        latest=tuple(report_records(list(latest))),
        often=_often_asked(),
        kinds=_kinds(),
        repeated=tuple(listed(one) for one in wholes(ranked_kept()[:REPEATED])),
    )


def _figures() -> Figures:
    reports = in_register().aggregate(count=Count("pk"), latest=Max("issued_on"), changed=Max("recorded_at"))
    return Figures(
        entries=standing().count(),
        reports=reports["count"],
        publishers=len(listed_publishers()),
        bodies=len(counts_kept()),
        latest=reports["latest"],
        changed=reports["changed"],
    )


def _often_asked() -> tuple[OftenAsked, ...]:
    """The bodies most often asked, by name: as ways in, not as a ranking."""
    counts = counts_kept()
    most = sorted(counts, key=lambda pk: (-counts[pk], pk))[:OFTEN]
    bodies = Organisation.objects.filter(pk__in=most).order_by("name")
    return tuple(OftenAsked(body.reference, body.name) for body in bodies)


def _kinds() -> tuple[PublisherKind, ...]:
    reports: dict[str, int] = {}
    for kind, publisher in listed_publishers():
        reports[kind] = reports.get(kind, 0) + publisher.reports
    return tuple(
        PublisherKind(kind, label, reports[kind])
        for kind, label in words.PUBLISHER_KINDS_MANY.items()
        if kind in reports
    )
