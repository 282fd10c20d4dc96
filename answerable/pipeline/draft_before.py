"""What was asked before a draft: the entries nearest to an ask, the likeliest to ask the same first."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from answerable.pipeline.index import text_of
from answerable.pipeline.likeness import likely_the_same
from answerable.pipeline.search import Found, find
from answerable.publication.lineage import SHOWN_FROM, surety
from answerable.publication.records import EntryRecord

_AMONG, _AMONG_ALL = 24, 240  # entries that are judged, for one ask and for a whole draft


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier entry near to an ask. `likely`: the probability that it asks the same; None where it could
    not be judged."""

    found: Found
    likely: float | None = None

    @property
    def record(self) -> EntryRecord:
        return self.found.record

    @property
    def likely_words(self) -> str:
        """As in "very likely the same ask"; "related" where that is less likely than not."""
        if self.likely is None:
            return "near in words or meaning"
        return f"{surety(self.likely)} the same ask" if self.likely >= SHOWN_FROM else "related"

    def as_json(self) -> dict[str, object]:
        record = self.record
        issued = record.report.issued_on
        lineage = record.lineage
        return {
            "reference": record.reference,
            "kind": record.kind,
            "text": record.text,
            "publisher": record.report.publisher,
            "report": record.report.reference,
            "issued_on": issued.isoformat() if issued else None,
            "to": [body.name for body in record.bodies],
            "response": record.report.response_words,
            "response_state": record.report.response_state,
            "expectations": [
                {"expectation": one.reference, "text": one.text, "state": one.state, "reports": one.reports}
                for one in (lineage.expectations if lineage else ())
            ],
            "likely": self.likely,
            "likely_words": self.likely_words,
            "why": self.found.why,
        }


def how_many(nearest: int, asks: int) -> int:
    """The entries to be judged for each ask of a draft, so that one with many asks is not kept waiting."""
    return max(2 * nearest, min(_AMONG, _AMONG_ALL // max(asks, 1)))


def nearest_to(text: str, nearest: int, among: int, but: Collection[str] = ()) -> tuple[Before, ...]:
    """Of the `among` entries that the search puts first, those likeliest to ask the same.

    `but` are references to leave out: an entry that asks the opposite speaks of the same in much the same
    words. Raises IndexMissingError where there is no index yet.
    """
    found = find(as_query(text), size=among, with_duties=False).hits
    hits = [hit for hit in found if hit.record.reference not in but]
    chances = likely_the_same(text, [text_of(hit.record) for hit in hits])
    if chances is None:
        return tuple(Before(hit) for hit in hits[:nearest])
    judged = [Before(hit, chance) for hit, chance in zip(hits, chances, strict=True)]
    judged.sort(key=lambda one: -(one.likely or 0))  # stable: the search's order where they are alike
    return tuple(judged[:nearest])


def as_query(text: str) -> str:
    """The words of an ask without what the search would take for its signs: quotation marks, minuses, colons
    after words, and Boolean words in capitals."""
    plain = re.sub(r"[\"“”„‟«»]|(?<!\S)[-−–—]+|(?<=[A-Za-z]):", " ", text)
    return " ".join(re.sub(r"(?<!\S)(AND|OR|NOT)(?=[\s)]|$)", lambda found: found[0].lower(), plain).split())
