"""Versions of a body, replayed from the log: each list or report that added something to what is known of it.

Claims are added and never overwritten, so that a version is all claims so far, and what they come to. Names
of people (ministers, holders of posts) and sites are no part of it. Places under other bodies and successions
are told in the log by list, not by body: the page as at a day shows them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from answerable.organisations.models import Citation, CodeScheme, Kind, NameKind, Organisation
from answerable.organisations.records import BodyName
from answerable.organisations.timeline import LifeClaim, NameClaim, Weight, life, name_on, official_names
from answerable.publication.versions.model import (
    Fact,
    History,
    Item,
    Step,
    by_operation,
    by_whom,
    events_of,
    line,
)

KINDS = ("organisation.described",)
_SHOWN = (NameKind.ALIAS, NameKind.ABBREVIATION)


@dataclass(slots=True)
class Claims:
    """What has been said of the body so far."""

    names: list[list[Any]] = field(default_factory=list)  # text, kind, from, to, citation
    lives: list[list[Any]] = field(default_factory=list)  # kind, fictional, from, to, citation
    codes: list[list[Any]] = field(default_factory=list)  # scheme, code, from, to, citation
    mental_health: list[list[Any]] = field(default_factory=list)  # holds, from, to, citation

    def add(self, payload: dict[str, Any]) -> None:
        self.names += payload.get("names", [])
        self.lives += payload.get("lives", [])
        self.codes += payload.get("codes", [])
        self.mental_health += payload.get("mental_health", [])

    def cited(self) -> set[str]:
        return {row[-1] for row in [*self.names, *self.lives, *self.codes, *self.mental_health]}


def organisation_history(body: Organisation) -> History:
    operations = by_operation(events_of([body.reference], KINDS))
    whole = Claims()
    for some in operations:
        for event in some:
            whole.add(event.payload)
    citations = {row.key: row for row in Citation.objects.filter(key__in=whole.cited())}
    steps = []
    for number, some in enumerate(operations, start=1):
        said = Claims()
        for event in some:
            said.add(event.payload)
        titles = sorted(citations[key].title for key in said.cited() if key in citations)
        steps.append(
            Step(
                number,
                some[0].recorded_at,
                by_whom(some[0].actor),
                "First recorded" if number == 1 else "Something was added",
                f"According to: {'; '.join(titles)}" if titles else "",
                tuple(event.index for event in some),
            )
        )

    def read(number: int) -> tuple[Fact, ...]:
        claims = Claims()
        for some in operations[:number]:
            for event in some:
                claims.add(event.payload)
        return facts_of(claims, citations)

    return History(
        "B",
        body.reference,
        "organisation",
        f"/organisations/{body.reference}",
        tuple(steps),
        read,
        fictional=body.fictional,
    )


def facts_of(claims: Claims, citations: dict[str, Citation]) -> tuple[Fact, ...]:
    """What the claims come to, by the rules of `organisations.timeline`. Pure."""
    weights: dict[str, Weight] = defaultdict(lambda: Weight(0, None, ""))
    weights.update({key: Weight(one.rank, one.dated, key) for key, one in citations.items()})
    official = official_names(
        NameClaim(text, _day(first), _day(after), weights[cited])
        for text, kind, first, after, cited in claims.names
        if kind == NameKind.OFFICIAL
    )
    others = sorted({(text, kind) for text, kind, *_ in claims.names if kind in _SHOWN})
    lived = life([
        LifeClaim(kind, fictional, _day(first), _day(after), weights[cited])
        for kind, fictional, first, after, cited in claims.lives
    ]) if claims.lives else None  # fmt: skip
    minds = [(weights[cited].order, holds) for holds, _, _, cited in claims.mental_health]
    codes = sorted({f"{CodeScheme(scheme).label}: {code}" for scheme, code, *_ in claims.codes})
    return (
        line("name", "Name", name_on(official, dt.date.max)),
        line("kind", "Kind", str(Kind(lived.kind).label) if lived else ""),
        line("opened", "First day", str(lived.opened or "") if lived else ""),
        line("closed", "First day on which it no longer was", str(lived.closed or "") if lived else ""),
        line("mental_health", "Mental health care in hospital", _said(minds)),
        Fact("codes", "Codes", tuple(Item(one) for one in codes), many=True),
        Fact("names", "Official names", tuple(_names(official)), many=True),
        Fact(
            "other_names",
            "Other names",
            tuple(Item(f"{text} ({NameKind(kind).label})") for text, kind in others),
            many=True,
        ),
    )


def _said(minds: list[tuple[Any, bool]]) -> str:
    if not minds:
        return ""
    return "provided" if max(minds, key=lambda mind: mind[0])[1] else "not provided"


def _names(names: Iterable[BodyName]) -> Iterable[Item]:
    for one in names:
        days = " ".join(
            words
            for words in (
                f"from {one.valid_from}" if one.valid_from else "",
                f"until before {one.valid_to}" if one.valid_to else "",
            )
            if words
        )
        yield Item(f"{one.text} ({days})" if days else one.text)


def _day(written: str) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
