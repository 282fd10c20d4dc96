"""The public tables of lineage: themes of entries, links between them, expectations, contradictions."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet

from answerable.lineage.models import Decision, Kind, Relation, Standing, Suggestion, Verdict
from answerable.lineage.queries import (
    CONFIRMED,
    SUGGESTED,
    contradictions,
    expectation_facts,
    expectations_shown,
)
from answerable.lineage.queries.dated import words_held
from answerable.lineage.queries.links import turned_words
from answerable.publication.contradictions import contradiction_row
from answerable.publication.expectations import ExpectationWhole, expectation_row, references_served
from answerable.publication.lineage import SHOWN_FROM, still_said
from answerable.register.models import EntryVersion

Row = Sequence[object]
State = Standing.State
CHUNK = 500
THEME_COLUMNS = ("entry", "theme", "state", "score", "words", "method", "version", "recorded_at")
LINK_COLUMNS = (
    "entry",
    "relation",
    "relation_words",
    "other_entry",
    "state",
    "score",
    "sentence",
    "other_sentence",
    "method",
    "version",
    "recorded_at",
)


def theme_rows() -> Iterator[Row]:
    """What people confirmed, then what the machine suggests and nobody has settled."""
    for row, suggestion, state in _standing(Kind.THEME, Q(entry__withdrawn_at__isnull=True)):
        words = suggestion.words if suggestion else []
        yield (
            row.entry.reference,
            row.value,
            state,
            row.score,
            " | ".join(str(word) for word in words) if isinstance(words, list) else "",
            *_made(row, suggestion),
        )


def link_rows() -> Iterator[Row]:
    """Links that are confirmed, or suggested with at least the probability that pages ask for.

    Candidates for contradictions are not public.
    """
    present = Q(entry__withdrawn_at__isnull=True, other__withdrawn_at__isnull=True)
    rows = (
        (row, suggestion, state)
        for row, suggestion, state in _standing(Kind.LINK, present)
        if row.value != Relation.CONTRADICTS and (state == CONFIRMED or row.score >= SHOWN_FROM)
    )
    while batch := list(islice(rows, CHUNK)):
        held = words_held({key for row, *_ in batch for key in (row.entry_id, row.other_id)}, None)
        yield from (_link_row(*one, held) for one in batch)


def _link_row(row: Any, suggestion: Suggestion | None, state: str, held: dict[int, EntryVersion]) -> Row:
    words = suggestion.words if suggestion and isinstance(suggestion.words, dict) else {}
    if suggestion and suggestion.entry_id != row.entry_id:  # an editor turned it
        words = turned_words(words)
    return (
        row.entry.reference,
        row.value,
        str(Relation(row.value).label),
        row.other.reference,
        state,
        row.score,
        still_said(str(words.get("sentence", "")), held.get(row.entry_id)),
        still_said(str(words.get("other_sentence", "")), held.get(row.other_id)),
        *_made(row, suggestion),
    )


def _made(row: Any, suggestion: Suggestion | None) -> tuple[object, ...]:
    return (
        suggestion.method if suggestion else "person",
        suggestion.version if suggestion else "",
        row.recorded_at.isoformat(),
    )


def _standing(kind: Kind, where: Q) -> Iterator[tuple[Any, Suggestion | None, str]]:
    decided: QuerySet[Decision] = (
        Decision.objects.filter(kind=kind, second=False, superseded_at__isnull=True)
        .exclude(verdict=Verdict.UNDONE)
        .order_by("subject")
    )
    confirmed = decided.filter(where).exclude(value="").select_related("entry", "other", "suggestion")
    for decision in confirmed.iterator(CHUNK):
        yield decision, decision.suggestion, CONFIRMED
    suggested = (
        Suggestion.objects.filter(where, kind=kind, superseded_at__isnull=True)
        .exclude(subject__in=decided.values("subject"))
        .select_related("entry", "other")
        .order_by("subject")
    )
    for suggestion in suggested.iterator(CHUNK):
        yield suggestion, suggestion, SUGGESTED


def expectation_rows() -> Iterator[Row]:
    """Those that stand, were merged, or were retired by a person: not drafts that came to nothing."""
    public = Q(state__in=(State.ADOPTED, State.DRAFT, State.MERGED)) | Q(
        Q(state=State.RETIRED), ~Q(made_by__decided_by__startswith="job:")
    )
    standings = Standing.objects.filter(public, superseded_at__isnull=True)
    keys = list(standings.order_by("expectation__reference").values_list("expectation_id", flat=True))
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        shown, facts, served = expectations_shown(some), expectation_facts(some), references_served(some)
        for key in some:
            yield expectation_row(ExpectationWhole(shown[key], facts[key]), served.get(key, []))


def contradiction_rows() -> Iterator[Row]:
    return (contradiction_row(shown) for shown in contradictions(fictional=None))
