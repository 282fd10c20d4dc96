"""What sources say of a body: its names, codes, place under others, and who came before and after it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Value

from answerable.core.calendar import today
from answerable.organisations.above import parents_named
from answerable.organisations.models import (
    Certainty,
    Citation,
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
from answerable.organisations.queries import successions_around
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
    places = Exists(
        Location.objects.filter(organisation=OuterRef("organisation"))
    )  # most have none: not asked for
    names = list(body.names.select_related("citation").annotate(places=places).order_by("kind", "text"))
    has_places = any(getattr(claim, "places", False) for claim in names)
    codes, titles = _codes_and_titles(body)
    titles |= {name.citation.title for name in names} | {one.citation.title for one in [*before, *after]}
    official = _official(names)
    return BodyFacts(
        name=(on and name_on(official, on)) or body.name,
        names=tuple(_names(official, names)),
        codes=tuple((str(CodeScheme(scheme).label), code) for scheme, code in codes),
        above=tuple(
            Relative(str(Relation(relation).label), name, reference, "")
            for relation, name, reference in parents_named(body, on=day)
        ),
        before=tuple(
            _relative(
                "is to take over from" if claim.certainty == Certainty.ANNOUNCED else "took over from",
                claim.predecessor_key,
                claim,
            )
            for claim in before
        ),
        after=tuple(
            _relative(str(Succession(claim.kind).label), claim.successor_key, claim) for claim in after
        ),
        places=run_places(body, names, day, listed=has_places),
        citations=tuple(sorted(titles)),
        listed=not body.key.startswith(NAMED_ONLY),
    )


def _relative(words: str, key: str, claim: SuccessionClaim) -> Relative:
    parts = [long_date(claim.on)] if claim.on else []
    if claim.certainty != Certainty.SURE:
        parts.append(str(Certainty(claim.certainty).label))
    name = getattr(claim, "other_name", None) or key.partition(":")[2]
    return Relative(words, name, getattr(claim, "other_reference", None) or "", ", ".join(parts))


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


def _codes_and_titles(body: Organisation) -> tuple[list[tuple[str, str]], set[str]]:
    """Its codes, and titles of what they, the body's life, its places and its place rest on. One query."""
    last_lists = body.location_claims.filter(citation__dated__in=body.locations.values("listed_to"))
    more = Citation.objects.filter(
        Q(pk__in=body.lives.values("citation"))
        | Q(pk__in=last_lists.values("citation"))
        | Q(pk__in=OrganisationLink.objects.filter(child_key=body.key).values("citation"))
    )
    codes = body.codes.values_list("scheme", "code", "citation__title")
    rows = list(codes.union(more.values_list(Value(""), Value(""), "title")))
    return sorted({(scheme, code) for scheme, code, _ in rows if scheme}), {title for *_, title in rows}
