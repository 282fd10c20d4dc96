"""What conflicts with a draft: earlier entries on the other side of a known tension, and the sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answerable.lineage.about import settings_of
from answerable.lineage.tensions import Candidate, SideFound, TensionEntry, candidates, shipped, sides
from answerable.pipeline.index import text_of
from answerable.pipeline.likeness import encoder, vector_of
from answerable.pipeline.search import find
from answerable.publication.records import EntryRecord
from answerable.search.documents import LARGEST_PAGE
from answerable.search.model.encoder import ModelMissingError, Vectors

MOST = 3
_DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One earlier entry that asks the opposite. `score`: the share of such pairs that are real conflicts."""

    record: EntryRecord
    tension: str
    title: str
    question: str
    side: str  # what the draft asks for, in words
    other_side: str
    sentence: str
    other_sentence: str
    score: float

    def as_json(self) -> dict[str, object]:
        issued, report = self.record.report.issued_on, self.record.report
        return {
            "reference": self.record.reference,
            "tension": self.tension,
            "question": self.question,
            "draft_asks": self.side,
            "entry_asks": self.other_side,
            "sentence": self.sentence,
            "other_sentence": self.other_sentence,
            "score": round(self.score, 2),
            "publisher": report.publisher,
            "report": report.reference,
            "issued_on": issued.isoformat() if issued else None,
            "response": report.response_words,
        }


def conflicts_with(text: str) -> tuple[Conflict, ...]:
    """The likeliest conflicts, at most three. Raises IndexMissingError where there is no index yet.

    Empty too where the sentence model is not there. Nothing of the text is kept.
    """
    mine = sides(text)
    if not mine:
        return ()
    try:
        vectors = encoder().encode([found.sentence for found in mine])
    except ModelMissingError:
        return ()
    draft = TensionEntry(
        _DRAFT, _DRAFT, tuple(mine), vectors, frozenset(one.key for one in settings_of(text))
    )
    records = {record.reference: record for record in _opposite(mine)}
    others = [_stand(record) for record in records.values()]
    found = candidates([draft, *others], MOST, only=[_DRAFT])
    return tuple(_conflict(one, records) for one in found if _DRAFT in (one.first, one.second))


def _opposite(mine: Sequence[SideFound]) -> list[EntryRecord]:
    """The entries on the other sides, the newest of each."""
    wanted = {(found.tension, found.side) for found in mine}
    facets = [
        f"{tension.key}:{side.key}"
        for tension in shipped()
        for side in tension.sides
        for other in tension.sides
        if other.key != side.key and (tension.key, other.key) in wanted
    ]
    hits = [
        hit
        for facet in facets
        for hit in find(
            filters={"tension": [facet]}, sort="newest", size=LARGEST_PAGE, with_duties=False
        ).hits
    ]
    return [hit.record for hit in hits]


def _stand(record: EntryRecord) -> TensionEntry:
    taken = sides(text_of(record))
    vectors: Vectors = (
        np.stack([vector_of(found.sentence) for found in taken]) if taken else np.zeros((0, 1), np.float32)
    )
    return TensionEntry(
        record.reference,
        record.report.reference,
        tuple(taken),
        vectors,
        frozenset(record.report.settings),
        frozenset(body.kind for body in record.bodies),
    )


def _conflict(one: Candidate, records: dict[str, EntryRecord]) -> Conflict:
    tension = next(each for each in shipped() if each.key == one.tension)
    mine, theirs = one.first_side, one.second_side
    if one.second == _DRAFT:
        mine, theirs = theirs, mine
    return Conflict(
        record=records[one.second if one.first == _DRAFT else one.first],
        tension=tension.key,
        title=tension.title,
        question=tension.question,
        side=tension.side(mine.side).name,
        other_side=tension.side(theirs.side).name,
        sentence=mine.sentence,
        other_sentence=theirs.sentence,
        score=one.score,
    )
