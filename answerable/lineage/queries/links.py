"""How entries stand to each other: confirmed links first, then suggested ones; refused ones never."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from answerable.lineage.models import SYMMETRIC, Decision, Kind, Relation, Suggestion, Verdict
from answerable.lineage.queries.dated import stood, touching, words_held
from answerable.lineage.queries.shown import CONFIRMED, SUGGESTED
from answerable.register.models import Entry, EntryVersion

_TURNED = {Relation.NARROWER: "is a broader form of", Relation.SUPERSEDES: "is superseded by"}


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link as seen from one of its two entries."""

    other: EntryVersion
    relation: str
    direction: str  # both, out (this entry does it), in (the other does it to this one)
    state: str  # confirmed, suggested
    score: float | None
    words: Any  # "sentence" is this entry's, "other_sentence" the other's

    @property
    def label(self) -> str:
        """As in: this entry "asks the same as" the other."""
        relation = Relation(self.relation)
        return _TURNED[relation] if self.direction == "in" else str(relation.label)

    @property
    def confirmed(self) -> bool:
        return self.state == CONFIRMED


def links_of(
    entry: Entry, on: dt.date | None = None, *, relations: Iterable[str] = tuple(Relation)
) -> list[LinkShown]:
    """The entry's links, confirmed ones first, then the surest. Three queries."""
    return links_among([entry.pk], on, relations=relations).get(entry.pk, [])


def links_among(
    entry_ids: Iterable[int], on: dt.date | None = None, *, relations: Iterable[str] = tuple(Relation)
) -> dict[int, list[LinkShown]]:
    """{entry id: its links} for several entries, each as seen from that entry. Three queries."""
    mine, wanted = set(entry_ids), set(relations)
    rows: list[tuple[Decision | Suggestion, str, Any]] = []
    settled = set()
    decisions = touching(
        Decision.objects.filter(stood(on), kind=Kind.LINK, second=False).exclude(verdict=Verdict.UNDONE), mine
    )
    for decision in decisions.select_related("suggestion").order_by(F("score").desc(nulls_last=True), "pk"):
        settled.add(decision.subject)
        if decision.value in wanted:
            rows.append((decision, CONFIRMED, _words(decision)))
    suggestions = touching(
        Suggestion.objects.filter(stood(on), kind=Kind.LINK, value__in=wanted), mine
    ).order_by("-score", "pk")
    rows += [(row, SUGGESTED, row.words) for row in suggestions if row.subject not in settled]
    ends = {key for row, _, _ in rows for key in (row.entry_id, row.other_id) if key is not None}
    held = words_held(ends, on)
    found: dict[int, list[LinkShown]] = {}
    for row, state, words in rows:
        for here, there, turned in ((row.entry_id, row.other_id, False), (row.other_id, row.entry_id, True)):
            if here in mine and there in held and here is not None and there is not None:
                found.setdefault(here, []).append(
                    LinkShown(
                        held[there],
                        row.value,
                        "both" if row.value in SYMMETRIC else "in" if turned else "out",
                        state,
                        row.score,
                        turned_words(words) if turned else words,
                    )
                )
    return found


def turned_words(words: Any) -> Any:
    """The words of a link as seen from its other entry."""
    if not isinstance(words, Mapping):
        return words
    pairs = (("sentence", "other_sentence"), ("side", "other_side"))
    swap = {a: b for pair in pairs for a, b in (pair, pair[::-1])}
    return {swap.get(key, key): value for key, value in words.items()}


def _words(decision: Decision) -> Any:
    """The suggestion's words, the right way round: an editor may have turned a directed link."""
    suggestion = decision.suggestion
    if suggestion is None:
        return {}
    return suggestion.words if suggestion.entry_id == decision.entry_id else turned_words(suggestion.words)
