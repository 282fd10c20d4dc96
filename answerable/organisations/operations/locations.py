"""Places of care, as a regulator's lists have them, under the bodies that run them."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.organisations.facts import Cited, Left, ListRead, LocationFact
from answerable.organisations.joining import Provider, Providers
from answerable.organisations.models import Citation, Location, LocationClaim
from answerable.organisations.places import claims_on
from answerable.organisations.spells import Spell, spells

BATCH = 500


@dataclass(slots=True)
class LocationsLoaded:
    """What one list of places added. `out_of_scope`: rows of no use, as only what is held tells."""

    places: int = 0  # rows that are held, new or not
    facts: int = 0
    left_out: list[Left] = field(default_factory=list)
    out_of_scope: int = 0


@operation("ORGANISATION_LOAD")
def load_locations(log: Log, *, by: Actor, read: ListRead) -> LocationsLoaded:
    """Adds what the list says of places, each to its provider. The same list again changes nothing."""
    loaded = LocationsLoaded()
    facts = _of_use(read.locations, loaded)
    cited = read.locations_cited
    if cited is None:
        raise ValueError("places need the citation of their list")
    joined = Providers.held().join(facts, cited.dated)
    loaded.left_out += joined.left_out
    loaded.places = len(joined.found)
    citation = _citation(cited)
    already = set(LocationClaim.objects.filter(citation=citation).values_list("code", flat=True))
    told: list[str] = []
    for start in range(0, len(joined.found), BATCH):
        part = joined.found[start : start + BATCH]
        new = [_claim(fact, who, citation) for fact, who in part if fact.code not in already]
        LocationClaim.objects.bulk_create(new)
        told += [_in_short(claim) for claim in new]
        already.update(claim.code for claim in new)
    loaded.facts = len(told)
    if not told:
        log.unchanged()
        return loaded
    log.alone()  # of two lists at once, the second works out with what the first said
    _work_out([line.partition(" ")[0] for line in told])
    _tell(log, told, read)
    return loaded


def _claim(fact: LocationFact, provider: Provider, citation: Citation) -> LocationClaim:
    return LocationClaim(
        code=fact.code,
        name=fact.name,
        area=fact.area,
        organisation_id=provider.pk,
        provider_code=fact.provider_code,
        provider_name=fact.provider_name,
        joined=provider.joined,
        shared_name=fact.shared_name,
        citation=citation,
        valid_from=fact.opened,
        valid_to=fact.closed,
    )


def _of_use(facts: Sequence[LocationFact], loaded: LocationsLoaded) -> list[LocationFact]:
    """Those in scope; of the others, whose list tells too little, those that are held by their code."""
    unsure = {fact.code for fact in facts if not fact.in_scope}
    held: set[str] = set()
    for part in _parts(unsure):
        held.update(LocationClaim.objects.filter(code__in=part).values_list("code", flat=True))
    used = [fact for fact in facts if fact.in_scope or fact.code in held]
    loaded.out_of_scope = len(facts) - len(used)
    return used


def _parts(codes: Collection[str]) -> list[list[str]]:
    ordered = sorted(codes)
    return [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]


def _citation(cited: Cited) -> Citation:
    """Made where it is not yet held, and held: of two who load the same list at once, the second waits."""
    Citation.objects.bulk_create(
        [Citation(key=cited.key, title=cited.title, dated=cited.dated, rank=cited.rank)],
        ignore_conflicts=True,
    )
    return Citation.objects.select_for_update().get(key=cited.key)


def _work_out(codes: Collection[str]) -> None:
    """Works out again what the claims on these places come to."""
    for part in _parts(set(codes)):
        held: dict[str, set[Location]] = defaultdict(set)
        for row in Location.objects.filter(code__in=part):
            held[row.code].add(row)
        gone: list[int] = []
        new: list[Location] = []
        for code, said in claims_on(part).items():
            wanted = spells(said)
            rows = {_shape(row): row for row in held[code]}
            shapes = {_shape_of(one): one for one in wanted}
            gone += [row.pk for shape, row in rows.items() if shape not in shapes]
            new += [_row(code, one) for shape, one in shapes.items() if shape not in rows]
        Location.objects.filter(pk__in=gone).delete()
        Location.objects.bulk_create(new, batch_size=BATCH)


_COLUMNS = ("name", "area", "provider_name", "joined", "shared_name", "opened", "closed", "day_known")
_LISTED = ("listed_from", "listed_to")


def _shape(row: Location) -> tuple[object, ...]:
    return (row.organisation_id, *(getattr(row, name) for name in _COLUMNS + _LISTED))


def _shape_of(one: Spell) -> tuple[object, ...]:
    return (one.body, *(getattr(one, name) for name in _COLUMNS + _LISTED))


def _row(code: str, one: Spell) -> Location:
    values = {name: getattr(one, name) for name in _COLUMNS + _LISTED}
    return Location(code=code, organisation_id=one.body, **values)


def _in_short(claim: LocationClaim) -> str:
    return " ".join([claim.code, claim.provider_code, str(claim.valid_from or ""), str(claim.valid_to or "")])


def _tell(log: Log, told: list[str], read: ListRead) -> None:
    """One event for all rows: their number, and the hash of all of them in order, one a line."""
    digest = hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()
    log.event(
        "locations.loaded",
        f"list:{digest[:16]}",
        {"form": read.form, "rows": len(told), "sha256": digest},
    )
