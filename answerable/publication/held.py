"""Reads what is held of entries' lineage and may be public, for many entries in a few queries.

The machine's candidates for contradictions are for editors alone: a conflict is public once a person has
found it. What a person refused is shown nowhere.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, Subquery, Value

from answerable.core.calendar import end_of_day
from answerable.lineage.about import label_of
from answerable.lineage.models import (
    SYMMETRIC,
    Decision,
    Kind,
    Relation,
    Serving,
    Suggestion,
    Verdict,
)
from answerable.lineage.queries import CONFIRMED, SUGGESTED
from answerable.lineage.queries.contradictions import contradictions_between
from answerable.lineage.queries.dated import present, stood, words_held
from answerable.lineage.queries.expectations import LIVE
from answerable.lineage.queries.links import turned_words
from answerable.publication.lineage import (
    ABOUT,
    SHOWN_FROM,
    AboutRecord,
    ConflictRecord,
    ExpectationRecord,
    Lineage,
    Link,
)
from answerable.register.models import EntryVersion


def read_lineage(
    entry_ids: Collection[int], on: dt.date | None = None, *, links: bool = False
) -> dict[int, Lineage]:
    """{entry id: its lineage}, in three queries however many, and in up to four more with `links`."""
    found = {key: Lineage() for key in entry_ids}
    rows = _said(found, on, links=links)
    ends = {key for row, _ in rows if row.other_id for key in (row.entry_id, row.other_id) if key is not None}
    held = words_held(ends, on)
    for row, state in rows:
        if row.kind == Kind.LINK:
            _link(found, row, state, held)
        else:
            assert row.entry_id is not None
            found[row.entry_id].about[row.kind].append(
                AboutRecord(row.value, label_of(row.kind, row.value), state, row.score, _words(row))
            )
    _expectations(found, on)
    if links:
        _conflicts(found, on)
    return found


def _said(
    found: dict[int, Lineage], on: dt.date | None, *, links: bool
) -> list[tuple[Decision | Suggestion, str]]:
    """What people confirmed, then what the machine suggests and nobody has settled; the surest first."""
    mine = Q(entry__in=list(found))
    where = Q(mine, kind__in=ABOUT)
    if links:
        where |= Q(mine | Q(other__in=list(found)), kind=Kind.LINK)
    decisions = (
        Decision.objects.filter(where, stood(on), second=False)
        .exclude(verdict=Verdict.UNDONE)
        .select_related("suggestion")
        .order_by("-score", "pk")
    )
    rows: list[tuple[Decision | Suggestion, str]] = []
    settled = set()
    for decision in decisions:
        settled.add(decision.subject)
        if decision.value and decision.value != Relation.CONTRADICTS:
            rows.append((decision, CONFIRMED))
    suggestions = (
        Suggestion.objects.filter(where, stood(on))
        .exclude(value=Relation.CONTRADICTS)
        .exclude(kind=Kind.LINK, score__lt=SHOWN_FROM)
        .order_by("-score", "pk")
    )
    rows += [(row, SUGGESTED) for row in suggestions if row.subject not in settled]
    return rows


def _words(row: Decision | Suggestion) -> tuple[str, ...]:
    suggestion = row.suggestion if isinstance(row, Decision) else row
    words = suggestion.words if suggestion else ()
    return tuple(str(word) for word in words) if isinstance(words, list) else ()


def _link(
    found: dict[int, Lineage], row: Decision | Suggestion, state: str, held: dict[int, EntryVersion]
) -> None:
    suggestion = row.suggestion if isinstance(row, Decision) else row
    words: Any = suggestion.words if suggestion else {}
    if suggestion and suggestion.entry_id != row.entry_id:  # an editor turned it
        words = turned_words(words)
    for here, there, turned in ((row.entry_id, row.other_id, False), (row.other_id, row.entry_id, True)):
        if here in found and there in held:
            assert here is not None and there is not None
            direction = "both" if row.value in SYMMETRIC else "in" if turned else "out"
            found[here].links.append(
                Link(
                    held[there],
                    row.value,
                    direction,
                    state,
                    row.score,
                    turned_words(words) if turned else words,
                )
            )


def _expectations(found: dict[int, Lineage], on: dt.date | None) -> None:
    """Adopted ones first. Words, state and how many reports ask it come along in one query."""
    every = (
        Serving.objects.filter(stood(on), present(on), expectation=OuterRef("expectation_id"))
        .order_by()
        .values("expectation_id")
    )
    rows = (
        Serving.objects.filter(
            stood(on),
            present(on),
            stood(on, "expectation__standings__"),
            stood(on, "expectation__wordings__"),
            entry__in=list(found),
            expectation__standings__state__in=LIVE,
        )
        .annotate(
            reports=Subquery(every.annotate(n=Count("entry__report", distinct=True)).values("n")),
            first=Subquery(every.annotate(d=Min("entry__report__issued_on")).values("d")),
            last=Subquery(every.annotate(d=Max("entry__report__issued_on")).values("d")),
        )
        .order_by("expectation__standings__state", "expectation_id")  # "adopted" is before "draft"
        .values_list(
            "entry_id",
            "expectation__reference",
            "expectation__wordings__text",
            "expectation__standings__state",
            "reports",
            "first",
            "last",
        )
    )
    for entry, *details in rows:
        found[entry].expectations.append(ExpectationRecord(*details))


def _conflicts(found: dict[int, Lineage], on: dt.date | None) -> None:
    for row, state in contradictions_between(found, on):
        for here, there in ((row.entry, row.other), (row.other, row.entry)):
            if here.pk in found:
                gone = there.withdrawn_at is not None and (on is None or there.withdrawn_at < end_of_day(on))
                found[here.pk].conflicts.append(
                    ConflictRecord(row.reference, row.subject, state, "" if gone else there.reference)
                )


def themes_held(entry_ids: Collection[int], on: dt.date | None = None) -> list[tuple[int, str]]:
    """[(entry id, theme)]: confirmed, or suggested and not settled otherwise. One query."""
    about = {"kind": Kind.THEME, "entry__in": list(entry_ids)}
    decided = Decision.objects.filter(stood(on), second=False, **about).exclude(verdict=Verdict.UNDONE)
    suggested = Suggestion.objects.filter(stood(on), **about)
    made, guessed = (
        rows.order_by().annotate(sure=Value(sure)).values_list("sure", "subject", "entry_id", "value")
        for rows, sure in ((decided, 1), (suggested, 0))
    )
    rows = list(made.union(guessed, all=True))
    settled = {subject for sure, subject, *_ in rows if sure}
    return [
        (entry, theme) for sure, subject, entry, theme in rows if theme and (sure or subject not in settled)
    ]
