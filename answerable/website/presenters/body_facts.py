"""What sources say of a body: its names, codes, place under others, and who came before and after it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from answerable.organisations.models import (
    Certainty,
    CodeScheme,
    NameKind,
    Organisation,
    OrganisationLink,
    OrganisationName,
    Relation,
    Succession,
    SuccessionClaim,
)
from answerable.website.formats import long_date


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
    names: tuple[DatedName, ...]
    codes: tuple[tuple[str, str], ...]
    above: tuple[Relative, ...]
    before: tuple[Relative, ...]
    after: tuple[Relative, ...]
    citations: tuple[str, ...]


def span_words(start: dt.date | None, end: dt.date | None) -> str:
    """`end` is the first day on which it no longer held."""
    if start and end:
        return f"{long_date(start)} to {long_date(end - dt.timedelta(days=1))}"
    if start:
        return f"since {long_date(start)}"
    if end:
        return f"until {long_date(end - dt.timedelta(days=1))}"
    return ""


def body_facts(body: Organisation) -> BodyFacts:
    names = list(body.names.select_related("citation"))
    codes = list(body.codes.select_related("citation"))
    links = list(OrganisationLink.objects.filter(child_key=body.key).select_related("citation"))
    successions = list(
        SuccessionClaim.objects.filter(
            Q(predecessor_key=body.key) | Q(successor_key=body.key)
        ).select_related("citation")
    )
    keys = {link.parent_key for link in links}
    keys |= {key for claim in successions for key in (claim.predecessor_key, claim.successor_key)}
    others = {other.key: other for other in Organisation.objects.filter(key__in=keys)}

    def relative(words: str, key: str, detail: str) -> Relative:
        other = others.get(key)
        return Relative(
            words, other.name if other else key.partition(":")[2], other.reference if other else "", detail
        )

    claims: Iterable[OrganisationName | SuccessionClaim] = [*names, *successions]
    return BodyFacts(
        names=_names(body, names),
        codes=tuple(dict.fromkeys((str(CodeScheme(code.scheme).label), code.code) for code in codes)),
        above=tuple(
            dict.fromkeys(
                relative(
                    str(Relation(link.relation).label),
                    link.parent_key,
                    span_words(link.valid_from, link.valid_to),
                )
                for link in links
            )
        ),
        before=tuple(
            dict.fromkeys(
                relative("took over from", claim.predecessor_key, _detail(claim))
                for claim in successions
                if claim.successor_key == body.key
            )
        ),
        after=tuple(
            dict.fromkeys(
                relative(str(Succession(claim.kind).label), claim.successor_key, _detail(claim))
                for claim in successions
                if claim.predecessor_key == body.key
            )
        ),
        citations=tuple(dict.fromkeys(claim.citation.title for claim in [*claims, *codes, *links])),
    )


def _names(body: Organisation, claims: list[OrganisationName]) -> tuple[DatedName, ...]:
    """Names and aliases, each once, with the widest span that any source gives. Its sites are left out."""
    spans: dict[tuple[str, str], tuple[dt.date | None, dt.date | None]] = {}
    for claim in claims:
        if claim.kind in (NameKind.SITE, NameKind.POST):
            continue
        key = (claim.text, claim.kind)
        start, end = spans.get(key, (claim.valid_from, claim.valid_to))
        starts = [date for date in (start, claim.valid_from) if date]
        ends = [date for date in (end, claim.valid_to) if date]
        spans[key] = (min(starts, default=None), max(ends, default=None))
    return tuple(
        DatedName(text, str(NameKind(kind).label), span_words(start, end))
        for (text, kind), (start, end) in sorted(
            spans.items(),
            key=lambda item: (item[0][1] != NameKind.OFFICIAL, item[0][0] != body.name, item[0][0]),
        )
        if (text, kind) != (body.name, NameKind.OFFICIAL) or start or end
    )


def _detail(claim: SuccessionClaim) -> str:
    parts = [long_date(claim.on)] if claim.on else []
    if claim.certainty != Certainty.SURE:
        parts.append(str(Certainty(claim.certainty).label))
    return ", ".join(parts)
