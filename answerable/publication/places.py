"""Places of care as the public reads of them: the same rows on the page's JSON, in CSV, API and public files.

A row is a place under one body and one name. Those that only a list of names has carry no code. What is to
begin after the day is left out.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from itertools import islice

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.core.calendar import today
from answerable.organisations.models import Joined, Location, NameKind, Organisation, OrganisationName
from answerable.organisations.naming import name_key
from answerable.organisations.places import locations_with_source
from answerable.publication.licences import LicenceRecord, licence_of, own_licence

BY_LIST = "list"  # in place of `Joined`: a list of names says it of the body
SURE = (Joined.CODE, Joined.PLACE)
_PLACES, _SITES = "cqc", "ods"  # whose terms their lists have
_BODIES = 200


@dataclass(frozen=True, slots=True)
class PlaceRecord:
    """A place under one body and one name. `closed` is the first day on which it no longer was so."""

    place: str
    name: str
    area: str
    organisation: str
    organisation_name: str
    provider_as_listed: str
    taken_by: str
    sure: bool
    opened: dt.date | None
    closed: dt.date | None
    opened_or_before: bool
    name_shared: bool
    first_listed_on: dt.date | None
    last_listed_on: dt.date | None
    source: str
    fictional: bool
    licence: str
    licence_confirmed: bool
    attribution: str


COLUMNS = tuple(field.name for field in fields(PlaceRecord))


def place_rows() -> Iterator[tuple[object, ...]]:
    """Every place of every body, those that closed too; a bounded number of bodies in memory."""
    day = today()
    sites = OrganisationName.objects.filter(organisation=OuterRef("pk"), kind=NameKind.SITE)
    running = Location.objects.filter(organisation=OuterRef("pk"))
    bodies = Organisation.objects.filter(Q(Exists(sites)) | Q(Exists(running))).order_by("reference")
    waiting = bodies.iterator(_BODIES)
    while batch := list(islice(waiting, _BODIES)):
        names: dict[int, list[OrganisationName]] = defaultdict(list)
        for name in _site_names().filter(organisation__in=batch):
            names[name.organisation_id].append(name)
        rows: dict[int, list[Location]] = defaultdict(list)
        for row in locations_with_source(Location.objects.filter(organisation__in=batch)):
            rows[row.organisation_id].append(row)
        for body in batch:
            yield from map(place_row, place_records(body, rows[body.pk], names[body.pk], day))


def places_of(body: Organisation, on: dt.date | None = None) -> list[PlaceRecord]:
    """Those of one body that it ran by the day (today when None)."""
    rows = locations_with_source(Location.objects.filter(organisation=body))
    return place_records(body, list(rows), _site_names().filter(organisation=body), on or today())


def place_row(record: PlaceRecord) -> tuple[object, ...]:
    return astuple(record)


def place_records(
    body: Organisation, rows: Sequence[Location], names: Iterable[OrganisationName], day: dt.date
) -> list[PlaceRecord]:
    """Of its rows (with their source) and its names of sites; by code and day, then by name."""
    told = {name_key(row.name) for row in rows}
    begun = [row for row in rows if row.opened is None or row.opened <= day]
    begun.sort(key=lambda row: (row.code, row.opened or dt.date.min, row.closed or dt.date.max, row.name))
    return [_registered(body, row) for row in begun] + [
        _named(body, name) for name in named_alone(names, told, day)
    ]


def named_alone(
    names: Iterable[OrganisationName], told: set[str], day: dt.date
) -> Iterator[OrganisationName]:
    """Sites that lists of names alone have, from A to Z, each once: by a claim that holds on the day."""
    by_name: dict[str, list[OrganisationName]] = defaultdict(list)
    for one in names:
        begun = one.valid_from is None or one.valid_from <= day
        if one.kind == NameKind.SITE and begun and name_key(one.text) not in told:
            by_name[name_key(one.text)].append(one)
    for _, claims in sorted(by_name.items()):
        claims.sort(key=lambda one: (one.valid_from or dt.date.min, one.citation.key))
        yield next((one for one in claims if one.valid_to is None or day < one.valid_to), claims[0])


def _registered(body: Organisation, row: Location) -> PlaceRecord:
    terms = own_licence() if body.fictional else licence_of(_PLACES)
    return PlaceRecord(
        row.code,
        row.name,
        row.area,
        body.reference,
        body.name,
        row.provider_name,
        row.joined,
        row.joined in SURE,
        row.opened,
        row.closed,
        not row.day_known,
        row.shared_name,
        row.listed_from,
        row.listed_to,
        getattr(row, "source", None) or "",
        body.fictional,
        *_said(terms),
    )


def _named(body: Organisation, name: OrganisationName) -> PlaceRecord:
    listed = name.citation.key.startswith("list:") and not body.fictional
    return PlaceRecord(
        "",
        name.text,
        "",
        body.reference,
        body.name,
        "",
        BY_LIST,
        True,
        name.valid_from,
        name.valid_to,
        False,
        False,
        None,
        None,
        name.citation.title,
        body.fictional,
        *_said(licence_of(_SITES) if listed else own_licence()),
    )


def _said(terms: LicenceRecord) -> tuple[str, bool, str]:
    return terms.code, terms.confirmed, terms.attribution


def _site_names() -> QuerySet[OrganisationName]:
    return OrganisationName.objects.filter(kind=NameKind.SITE).select_related("citation")
