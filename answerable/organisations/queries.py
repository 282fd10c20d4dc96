"""What is asked of the bodies: who, what name and code on a day, who came after, who is alive."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from answerable.organisations.models import (
    Certainty,
    Existence,
    MentalHealthProvider,
    NameKind,
    Organisation,
    OrganisationCode,
    OrganisationName,
    SuccessionClaim,
)
from answerable.organisations.naming import name_key
from answerable.organisations.places import telling_site_names
from answerable.organisations.records import Body, BodyName, Succeeded
from answerable.organisations.timeline import (
    Life,
    LifeClaim,
    NameClaim,
    Weight,
    life,
    name_on,
    official_names,
)

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Summary:
    """What a body's claims come to."""

    name: str
    names: tuple[BodyName, ...]
    life: Life
    is_mental_health: bool


def _weight(row: tuple[object, ...]) -> Weight:
    rank, dated, key = row
    assert isinstance(rank, int) and isinstance(key, str)
    assert dated is None or isinstance(dated, dt.date)
    return Weight(rank, dated, key)


_CITED = ("citation__rank", "citation__dated", "citation__key")


def summaries(pks: Sequence[int]) -> dict[int, Summary]:
    """What the claims on each of these bodies come to, by primary key."""
    found: dict[int, Summary] = {}
    for start in range(0, len(pks), CHUNK):
        part = pks[start : start + CHUNK]
        names: dict[int, list[NameClaim]] = defaultdict(list)
        lives: dict[int, list[LifeClaim]] = defaultdict(list)
        minds: dict[int, list[tuple[Weight, bool]]] = defaultdict(list)
        for pk, text, first, after, *cited in OrganisationName.objects.filter(
            organisation__in=part, kind=NameKind.OFFICIAL
        ).values_list("organisation_id", "text", "valid_from", "valid_to", *_CITED):
            names[pk].append(NameClaim(text, first, after, _weight(tuple(cited))))
        for pk, kind, fictional, first, after, *cited in Existence.objects.filter(
            organisation__in=part
        ).values_list("organisation_id", "kind", "fictional", "valid_from", "valid_to", *_CITED):
            lives[pk].append(LifeClaim(kind, fictional, first, after, _weight(tuple(cited))))
        for pk, holds, *cited in MentalHealthProvider.objects.filter(organisation__in=part).values_list(
            "organisation_id", "holds", *_CITED
        ):
            minds[pk].append((_weight(tuple(cited)), holds))
        for pk in part:
            official = official_names(names[pk])
            believed = max(minds[pk], key=lambda claim: claim[0].order)[1] if minds[pk] else False
            found[pk] = Summary(name_on(official, dt.date.max), official, life(lives[pk]), believed)
    return found


def organisation(reference: str) -> Organisation | None:
    return Organisation.objects.filter(reference=reference).first()


def organisation_by_code(code: str, *, scheme: str = "ods") -> Organisation | None:
    """The body that holds or held the code. Codes of bodies are not given twice."""
    return (
        Organisation.objects.filter(codes__scheme=scheme, codes__code=code.upper())
        .order_by("-codes__citation__rank", "key")
        .first()
    )


def codes_of(body: Organisation, *, scheme: str = "ods") -> list[str]:
    return sorted(set(body.codes.filter(scheme=scheme).values_list("code", flat=True)))


def name_of(body: Organisation, *, on: dt.date) -> str:
    """The body's official name on the day."""
    return name_on(summaries([body.pk])[body.pk].names, on) or body.name


def names_of(body: Organisation) -> list[BodyName]:
    """The body's official names in order, with the days on which they held as far as known."""
    return list(summaries([body.pk])[body.pk].names)


def bodies_alive(*, on: dt.date) -> QuerySet[Organisation]:
    """Bodies whose life, as far as it is known, covers the day."""
    return Organisation.objects.filter(Q(opened=None) | Q(opened__lte=on), Q(closed=None) | Q(closed__gt=on))


def successions_from(body: Organisation) -> list[SuccessionClaim]:
    """Who took over from the body, each pair once: the claim of the highest rank."""
    return _once(SuccessionClaim.objects.filter(predecessor_key=body.key))


def successions_by_predecessor() -> dict[str, list[SuccessionClaim]]:
    """Who took over from whom, of all bodies, each pair once as in `successions_from`. One query."""
    found: dict[str, list[SuccessionClaim]] = defaultdict(list)
    for claim in _once(SuccessionClaim.objects.all()):
        found[claim.predecessor_key].append(claim)
    return dict(found)


def successions_around(body: Organisation) -> tuple[list[SuccessionClaim], list[SuccessionClaim]]:
    """From whom the body took over, and who took over from it, each pair once. One query.

    Each has `other_name` and `other_reference` of the other body; None where the register holds no such.
    """
    other = Organisation.objects.filter(key__in=[OuterRef("predecessor_key"), OuterRef("successor_key")])
    rows = SuccessionClaim.objects.filter(Q(successor_key=body.key) | Q(predecessor_key=body.key))
    claims = _once(rows.annotate(**named(other.exclude(pk=body.pk))))
    return (
        [claim for claim in claims if claim.successor_key == body.key],
        [claim for claim in claims if claim.predecessor_key == body.key],
    )


def successions_around_all(bodies: Sequence[Organisation]) -> list[SuccessionClaim]:
    """Of many bodies, who took over from whom, each pair once. One query."""
    keys = [body.key for body in bodies]
    return _once(SuccessionClaim.objects.filter(Q(successor_key__in=keys) | Q(predecessor_key__in=keys)))


def named(other: QuerySet[Organisation]) -> dict[str, Subquery]:
    """What a row is given to hold of another body."""
    return {f"other_{field}": Subquery(other.values(field)[:1]) for field in ("name", "reference")}


def _once(claims: QuerySet[SuccessionClaim]) -> list[SuccessionClaim]:
    """Each pair once: by rank, then the later day, then what is in force over what was only announced."""
    best: dict[tuple[str, str], SuccessionClaim] = {}
    for claim in sorted(claims.select_related("citation"), key=_believed):
        best[claim.predecessor_key, claim.successor_key] = claim
    return sorted(best.values(), key=lambda c: (c.on or dt.date.max, c.predecessor_key, c.successor_key))


def _believed(claim: SuccessionClaim) -> tuple[int, dt.date, bool, str]:
    cited = claim.citation
    return (
        cited.rank,
        cited.dated or dt.date.min,
        claim.certainty != Certainty.ANNOUNCED,
        cited.key,
    )


def succession_chain(body: Organisation) -> list[SuccessionClaim]:
    """Every step from the body to those that came after it, near ones first."""
    steps: list[SuccessionClaim] = []
    seen = {body.key}
    ahead = [body.key]
    while ahead:
        claims = _once(SuccessionClaim.objects.filter(predecessor_key__in=ahead))
        ahead = [c.successor_key for c in claims if c.successor_key not in seen]
        seen.update(ahead)
        steps += claims
    return steps


def successors(body: Organisation, *, on: dt.date) -> list[Organisation]:
    """The bodies that answer for `body` on the day: itself while it lives, else those that took over.

    What is only announced does not count.
    """
    if body.closed is None or on < body.closed:
        return [body]
    found: dict[str, Organisation] = {}
    seen: set[str] = set()

    def follow(now: Organisation) -> None:
        if now.key in seen:
            return
        seen.add(now.key)
        if now is not body and (now.closed is None or on < now.closed):
            found[now.key] = now
            return
        keys = [
            claim.successor_key
            for claim in successions_from(now)
            if claim.certainty != Certainty.ANNOUNCED and (claim.on is None or claim.on <= on)
        ]
        for after in Organisation.objects.filter(key__in=keys).order_by("key"):
            follow(after)

    follow(body)
    return list(found.values())


def all_bodies() -> list[Body]:
    """Every body of the lists, as the resolver holds them. Bodies only named in reports are left out:
    the resolver would find them by the very words that made them."""
    rows = list(Organisation.objects.exclude(key__startswith="named:").order_by("key"))
    found = summaries([row.pk for row in rows])
    others: dict[int, list[BodyName]] = defaultdict(list)
    for pk, text, kind, first, after in (
        OrganisationName.objects.exclude(kind=NameKind.OFFICIAL)
        .values_list("organisation_id", "text", "kind", "valid_from", "valid_to")
        .order_by("text", "kind", "valid_from")
    ):
        name = BodyName(text, kind, first, after)
        if name not in others[pk]:
            others[pk].append(name)
    for pk, names in telling_site_names(others).items():
        others[pk] = names
    ods: dict[int, str] = {}
    for pk, code in (
        OrganisationCode.objects.filter(scheme="ods").order_by("-code").values_list("organisation_id", "code")
    ):
        ods[pk] = code
    after_by = _successions_by_key()
    return [
        Body(
            key=row.key,
            reference=row.reference,
            name=row.name,
            kind=row.kind,
            names=(*found[row.pk].names, *others[row.pk]),
            ods=ods.get(row.pk, ""),
            opened=row.opened,
            closed=row.closed,
            is_mental_health=row.is_mental_health,
            fictional=row.fictional,
            succeeded=tuple(after_by.get(row.key, ())),
            pk=row.pk,
        )
        for row in rows
    ]


def _successions_by_key() -> dict[str, list[Succeeded]]:
    held = set(Organisation.objects.values_list("key", flat=True))
    best: dict[tuple[str, str], Succeeded] = {}
    for old, new, kind, on, certainty in SuccessionClaim.objects.order_by(
        "citation__rank", "citation__key"
    ).values_list("predecessor_key", "successor_key", "kind", "on", "certainty"):
        if old in held and new in held and certainty != Certainty.ANNOUNCED:
            best[old, new] = Succeeded(new, kind, on)
    found: dict[str, list[Succeeded]] = defaultdict(list)
    for (old, _), succeeded in sorted(best.items()):
        found[old].append(succeeded)
    return found


def bodies_by_name() -> dict[str, set[str]]:
    """{name in comparable form: keys of bodies}, of official names and aliases."""
    found: dict[str, set[str]] = defaultdict(set)
    for text, key in OrganisationName.objects.filter(
        kind__in=[NameKind.OFFICIAL, NameKind.ALIAS]
    ).values_list("text", "organisation__key"):
        found[name_key(text)].add(key)
    return found
