"""What is asked of places of care: which a body runs on a day, and by what names they are known."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from answerable.organisations.forms.sites import tells_of_none
from answerable.organisations.models import Location, LocationClaim, NameKind, Organisation, OrganisationName
from answerable.organisations.naming import name_key
from answerable.organisations.records import BodyName
from answerable.organisations.spells import Said
from answerable.organisations.timeline import Weight


def claims_on(codes: Collection[str]) -> dict[str, list[Said]]:
    """What lists say of these places, by code."""
    found: dict[str, list[Said]] = defaultdict(list)
    for (
        code,
        body,
        name,
        area,
        provider,
        joined,
        shared,
        first,
        after,
        rank,
        dated,
        key,
    ) in LocationClaim.objects.filter(code__in=codes).values_list(
        "code",
        "organisation_id",
        "name",
        "area",
        "provider_name",
        "joined",
        "shared_name",
        "valid_from",
        "valid_to",
        "citation__rank",
        "citation__dated",
        "citation__key",
    ):
        found[code].append(
            Said(body, name, area, provider, joined, shared, first, after, Weight(rank, dated, key))
        )
    return found


def locations_around(body: Organisation) -> QuerySet[Location]:
    """Every place that it runs or ran, under it and whoever else ran it, in order of time. One query.

    `newest` is the day of the last list that names an open place: what it lacks may have gone.
    """
    listed = Location.objects.filter(closed=None, listed_to__isnull=False).order_by("-listed_to")
    rows = Location.objects.filter(code__in=body.locations.values("code")).select_related("organisation")
    rows = locations_with_source(rows).annotate(newest=Subquery(listed.values("listed_to")[:1]))
    return rows.order_by("code", F("opened").asc(nulls_first=True), F("closed").asc(nulls_last=True))


def locations_with_source(rows: QuerySet[Location]) -> QuerySet[Location]:
    """With `source`, the title of the last list that has the place so."""
    said = LocationClaim.objects.filter(
        Q(citation__dated=OuterRef("listed_to")) | Q(citation__dated=None),
        code=OuterRef("code"),
        organisation=OuterRef("organisation"),
    ).order_by(
        "-citation__rank",
        F("citation__dated").desc(nulls_last=True),
        F("valid_to").desc(nulls_last=True),
        "-citation__key",
    )
    return rows.annotate(source=Subquery(said.values("citation__title")[:1]))


def site_names_on(body: int, day: dt.date) -> list[str]:
    """Names of its places that held on the day, from A to Z, each once whatever its spelling."""
    names = OrganisationName.objects.filter(organisation=body, kind=NameKind.SITE)
    rows = _site_names(
        [(text, first, after) for text, first, after in names.values_list("text", "valid_from", "valid_to")],
        list(Location.objects.filter(organisation=body)),
    )
    held = [one for one in rows if _holds(one, day)]
    once = {name_key(one.text): one.text for one in reversed(held)}
    return sorted(once.values(), key=lambda one: (one.casefold(), one))


def telling_site_names(names: Mapping[int, Sequence[BodyName]]) -> dict[int, list[BodyName]]:
    """By body that runs places, its `names` and those of its places that lead from running words to it.

    A name that two bodies bear at once tells of neither, nor does one that a place of another kind bears, or
    one of common words alone.
    """
    by_body: dict[int, list[Location]] = defaultdict(list)
    bearers: dict[str, list[Location]] = defaultdict(list)
    for row in Location.objects.order_by("name", "code", "pk"):
        by_body[row.organisation_id].append(row)
        bearers[name_key(row.name)].append(row)
    shared = {key for key, rows in bearers.items() if _at_once(rows)}
    found = {}
    for body, rows in by_body.items():
        alone = [r for r in rows if not r.shared_name and name_key(r.name) not in shared]
        telling = [r for r in alone if not tells_of_none(r.name)]
        held = names.get(body, ())
        own = [(n.text, n.valid_from, n.valid_to) for n in held if n.kind == NameKind.SITE]
        others = [n for n in held if n.kind != NameKind.SITE]
        found[body] = list(dict.fromkeys([*others, *_site_names(own, rows, telling)]))
    return found


def _at_once(rows: Sequence[Location]) -> bool:
    """Whether two bodies have it on one day."""
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            if one.organisation_id != other.organisation_id and _meet(one, other):
                return True
    return False


def _meet(one: Location, other: Location) -> bool:
    starts = one.opened is None or other.closed is None or one.opened < other.closed
    return starts and (other.opened is None or one.closed is None or other.opened < one.closed)


def _site_names(
    named: Iterable[tuple[str, dt.date | None, dt.date | None]],
    locations: Sequence[Location],
    telling: Sequence[Location] | None = None,
) -> list[BodyName]:
    """Names by lists of names, then of places. One without an end ends when all places of it closed."""
    places: dict[str, list[Location]] = defaultdict(list)
    for row in locations:
        places[name_key(row.name)].append(row)
    found = []
    for text, first, after in named:
        closed = [row.closed for row in places.get(name_key(text), ())]
        if after is None and closed and None not in closed:
            last = max(day for day in closed if day)
            after = last if first is None or first < last else after
        found.append(BodyName(text, NameKind.SITE, first, after))
    rows = locations if telling is None else telling
    return found + [BodyName(row.name, NameKind.SITE, row.opened, row.closed) for row in rows]


def _holds(name: BodyName, day: dt.date) -> bool:
    return (name.valid_from is None or name.valid_from <= day) and (
        name.valid_to is None or day < name.valid_to
    )
