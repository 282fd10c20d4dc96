"""Nation, region, board, provider, and the places that a provider runs: who lies where on a day.

Of each body the lists give the region and the board that it lies in; of a board they give no region, so that
it counts with the region in which most of its trusts lie. What no list places is shown as such. A duty counts
where the body that holds it lies on the day asked for.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Q

from answerable.organisations.models import Kind, Organisation, OrganisationCode, OrganisationLink, Relation

KEPT_SECONDS = 300
_RUNS = (Relation.PART_OF.value, Relation.RUN_BY.value)


@dataclass(frozen=True, slots=True)
class Places:
    """{body: what it lies in}, by key of the database, on one day."""

    region_of: Mapping[int, int]
    board_of: Mapping[int, int]
    run_by: Mapping[int, int]

    def within_region(self, region: int) -> frozenset[int]:
        return frozenset({region, *(body for body, at in self.region_of.items() if at == region)})

    def within_board(self, board: int) -> frozenset[int]:
        return frozenset({board, *(body for body, at in self.board_of.items() if at == board)})

    def run_from(self, body: int) -> frozenset[int]:
        """Bodies of their own that it runs, or that are part of it."""
        return frozenset(one for one, by in self.run_by.items() if by == body)

    @property
    def regions(self) -> frozenset[int]:
        return frozenset(self.region_of.values())

    def boards_in(self, region: int) -> frozenset[int]:
        boards = set(self.board_of.values())
        return frozenset(board for board in boards if self.region_of.get(board) == region)


def places(on: dt.date) -> Places:
    """Three queries, and none for a while afterwards: lists of bodies change a few times a year."""
    newest = OrganisationLink.objects.order_by("-pk").values_list("pk", flat=True).first()
    key = f"figures-places:{on}:{newest}"
    found: Places | None = cache.get(key)
    if found is None:
        found = _places(on)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _places(on: dt.date) -> Places:
    above = _above(on)
    keys = {key for pair in above.items() for key in (pair[0][0], pair[1])}
    known, kinds = _bodies(keys)
    by_relation: dict[str, dict[int, int]] = defaultdict(dict)
    for (child, relation), parent in above.items():
        if child in known and parent in known:
            by_relation[relation][known[child]] = known[parent]
    regions = {body: at for body, at in by_relation[Relation.REGION].items() if kinds[at] == Kind.NHS_REGION}
    boards = {body: at for body, at in by_relation[Relation.ICB].items() if kinds[at] == Kind.ICB}
    lying: dict[int, Counter[int]] = defaultdict(Counter)
    for body, board in boards.items():
        if body in regions:
            lying[board][regions[body]] += 1
    for board, votes in lying.items():
        regions.setdefault(board, max(votes, key=lambda one: (votes[one], -one)))
    runs = {body: by for relation in _RUNS for body, by in by_relation[relation].items()}
    return Places(regions, boards, runs)


def _above(on: dt.date) -> dict[tuple[str, str], str]:
    """{(body, relation): the body above}, chosen as `organisations.queries.parents` does."""
    rows = (
        OrganisationLink.objects.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gt=on)
        )
        .exclude(relation=Relation.AREA)
        .values_list("child_key", "relation", "parent_key", "citation__dated", "citation__rank")
    )
    held: dict[tuple[str, str], list[tuple[dt.date | None, int, str]]] = defaultdict(list)
    for child, relation, parent, dated, rank in rows:
        held[child, relation].append((dated, rank, parent))
    found = {}
    for at, claims in held.items():
        made = [one for one in claims if one[0] is None or one[0] <= on] or claims
        found[at] = max(made, key=lambda one: (one[0] or dt.date.min, one[1], one[2]))[2]
    return found


def _bodies(keys: Iterable[str]) -> tuple[dict[str, int], dict[int, str]]:
    """{key: body}, by its own key or by its area's code, and the kind of each."""
    wanted = set(keys)
    known: dict[str, int] = {}
    kinds: dict[int, str] = {}
    for key, pk, kind in Organisation.objects.filter(key__in=wanted).values_list("key", "pk", "kind"):
        known[key], kinds[pk] = pk, kind
    areas = {key.removeprefix("gss:"): key for key in wanted if key.startswith("gss:")}
    rows = OrganisationCode.objects.filter(scheme="gss", code__in=areas).order_by("citation__rank", "pk")
    for code, pk, kind in rows.values_list("code", "organisation_id", "organisation__kind"):
        known[areas[code]], kinds[pk] = pk, kind
    return known, kinds
