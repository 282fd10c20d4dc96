"""What sources say of a body: its names, codes, place under others, and who came before and after it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from answerable.core.calendar import today
from answerable.organisations.models import (
    Certainty,
    Citation,
    Claim,
    CodeScheme,
    Location,
    NameKind,
    Organisation,
    OrganisationLink,
    OrganisationName,
    Relation,
    Succession,
    SuccessionClaim,
)
from answerable.organisations.queries import parents, successions_around
from answerable.organisations.records import BodyName
from answerable.organisations.timeline import NameClaim, Weight, name_on, official_names
from answerable.website.formats import long_date
from answerable.website.presenters.body_places import RunPlace, run_places

NAMED_ONLY = "named:"  # how keys begin of bodies that only reports name, and no list


@dataclass(frozen=True, slots=True)
class DatedName:
    text: str
    kind: str
    dates: str


@dataclass(frozen=True, slots=True)
class Relative:
    """A body before, after or above this one. `reference` is empty where the register holds no such body."""

    words: str
    name: str
    reference: str
    detail: str


@dataclass(frozen=True, slots=True)
class BodyFacts:
    name: str  # on the day
    names: tuple[DatedName, ...]
    codes: tuple[tuple[str, str], ...]
    above: tuple[Relative, ...]
    before: tuple[Relative, ...]
    after: tuple[Relative, ...]
    places: tuple[RunPlace, ...]
    citations: tuple[str, ...]
    listed: bool  # False: only reports name it, and no reviewed list holds it


def span_words(start: dt.date | None, end: dt.date | None) -> str:
    """`end` is the first day on which it no longer held."""
    if start and end:
        return f"{long_date(start)} to {long_date(end - dt.timedelta(days=1))}"
    if start:
        return f"since {long_date(start)}"
    if end:
        return f"until {long_date(end - dt.timedelta(days=1))}"
    return ""


def body_facts(body: Organisation, on: dt.date | None = None) -> BodyFacts:
    """All dated names, and the body's place and successions by the date (today when None)."""
    day = on or today()
    came, went = successions_around(body)
    before = [claim for claim in came if claim.on is None or claim.on <= day]
    after = [
        claim
        for claim in went
        if claim.on is None or claim.on <= day or (on is None and claim.certainty == Certainty.ANNOUNCED)
    ]
    others = _others([c.predecessor_key for c in before] + [c.successor_key for c in after])
    places = Exists(
        Location.objects.filter(organisation=OuterRef("organisation"))
    )  # most have none: not asked for
    names = list(body.names.select_related("citation").annotate(places=places).order_by("kind", "text"))
    has_places = any(getattr(claim, "places", False) for claim in names)
    codes = list(body.codes.select_related("citation").order_by("scheme", "code"))
    official = _official(names)
    return BodyFacts(
        name=(on and name_on(official, on)) or body.name,
        names=tuple(_names(official, names)),
        codes=tuple(dict.fromkeys((str(CodeScheme(code.scheme).label), code.code) for code in codes)),
        above=tuple(
            Relative(str(Relation(relation).label), parent.name, parent.reference, "")
            for relation, parent in parents(body, on=day)
        ),
        before=tuple(
            _relative(
                "is to take over from" if claim.certainty == Certainty.ANNOUNCED else "took over from",
                claim.predecessor_key,
                claim,
                others,
            )
            for claim in before
        ),
        after=tuple(
            _relative(str(Succession(claim.kind).label), claim.successor_key, claim, others)
            for claim in after
        ),
        places=run_places(body, names, day, listed=has_places),
        citations=tuple(_citations(body, [*names, *codes, *before, *after])),
        listed=not body.key.startswith(NAMED_ONLY),
    )


def _others(keys: Iterable[str]) -> dict[str, Organisation]:
    return {other.key: other for other in Organisation.objects.filter(key__in=list(keys))}


def _relative(words: str, key: str, claim: SuccessionClaim, others: dict[str, Organisation]) -> Relative:
    parts = [long_date(claim.on)] if claim.on else []
    if claim.certainty != Certainty.SURE:
        parts.append(str(Certainty(claim.certainty).label))
    other = others.get(key)
    name = other.name if other else key.partition(":")[2]
    return Relative(words, name, other.reference if other else "", ", ".join(parts))


def _official(claims: Iterable[OrganisationName]) -> tuple[BodyName, ...]:
    return official_names(
        NameClaim(
            claim.text,
            claim.valid_from,
            claim.valid_to,
            Weight(claim.citation.rank, claim.citation.dated, claim.citation.key),
        )
        for claim in claims
        if claim.kind == NameKind.OFFICIAL
    )


def _names(official: Sequence[BodyName], claims: Iterable[OrganisationName]) -> Iterable[DatedName]:
    """Official names with their days, then other names, each once. Sites and posts are left out."""
    if len(official) > 1 or any(name.valid_from or name.valid_to for name in official):
        for name in official:
            yield DatedName(name.text, "official name", span_words(name.valid_from, name.valid_to))
    others = (claim for claim in claims if claim.kind in (NameKind.ALIAS, NameKind.ABBREVIATION))
    for text, kind in dict.fromkeys((claim.text, claim.kind) for claim in others):
        yield DatedName(text, str(NameKind(kind).label), "")


def _citations(body: Organisation, claims: Iterable[Claim | SuccessionClaim]) -> list[str]:
    """Titles of everything that the claims, the body's life and its place rest on."""
    last_lists = body.location_claims.filter(citation__dated__in=body.locations.values("listed_to"))
    more = Citation.objects.filter(
        Q(pk__in=body.lives.values("citation"))
        | Q(pk__in=last_lists.values("citation"))
        | Q(pk__in=OrganisationLink.objects.filter(child_key=body.key).values("citation"))
    )
    return sorted({claim.citation.title for claim in claims} | set(more.values_list("title", flat=True)))
