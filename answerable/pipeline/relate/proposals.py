"""From rows and their neighbours to what is proposed: links, themes, settings, populations and scope."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from answerable.lineage.about import populations_of, settings_of
from answerable.lineage.models import Kind, Relation
from answerable.lineage.operations import Proposed
from answerable.lineage.repeats.judge import RepeatJudge
from answerable.lineage.repeats.neighbours import Codes, Near, unit
from answerable.lineage.repeats.passages import Rarity, meeting
from answerable.lineage.repeats.relations import Proposal, relation_of
from answerable.lineage.themes.classifier import ThemeClassifier
from answerable.pipeline.relate.reading import Row, side_of

LEAST = 0.3  # chance of a repeat from which a link is proposed: pages show only the surer ones
MOST = 60  # earlier entries that one entry is compared with in full
SHORTEST = 30  # characters; less says too little to be a repeat of anything
_WHY = {
    "people": "The reports name the same person",
    "copied": "The same publisher, near dates, and the same words",
    "near": "The same publisher, near dates, and nearly the same words",
}


@dataclass(frozen=True, slots=True)
class Readers:
    """What reads: the judge of repeats and the reader of themes, each with its version."""

    judge: RepeatJudge
    themes: ThemeClassifier


def comparable(left: Row, right: Row) -> bool:
    """Concerns of one report are different ones by their author's own account; remnants say too little."""
    return (
        left.report != right.report
        and left.fictional == right.fictional
        and min(len(left.text), len(right.text)) >= SHORTEST
    )


def links(
    rows: Sequence[Row],
    near: Near,
    codes: Codes,
    judge: RepeatJudge,
    rarity: Rarity,
    people: Mapping[int, frozenset[str]],
) -> Iterator[Proposed]:
    """What is proposed of each pair of rows that is likely enough."""
    pairs = [
        (int(a), int(b), float(cosine))
        for a, b, cosine in zip(near.left, near.right, near.cosine, strict=True)
        if comparable(rows[a], rows[b])
    ]
    if not pairs:
        return
    left, right = unit(codes[[a for a, _, _ in pairs]]), unit(codes[[b for _, b, _ in pairs]])
    judged = judge.judge_both(left, right)
    for (a, b, cosine), repeat, same in zip(pairs, judged.repeat, judged.same, strict=True):
        sides = side_of(rows[a], people), side_of(rows[b], people)
        found = relation_of(*sides, cosine=cosine, repeat=float(repeat), same=float(same), rarity=rarity)
        if found.score >= LEAST:
            yield (
                _link(rows[b], rows[a], found, rarity)
                if found.turned
                else _link(rows[a], rows[b], found, rarity)
            )


def _link(row: Row, other: Row, found: Proposal, rarity: Rarity) -> Proposed:
    words = meeting(row.text, other.text, rarity).as_words()
    if found.why:
        words["why"] = _WHY[found.why]
    return Proposed(
        kind=Kind.LINK,
        value=found.relation,
        score=round(found.score, 4),
        words=words,
        entry=row.entry,
        other=other.entry,
        seen={row.reference: row.version, other.reference: other.version},
    )


def themes(rows: Sequence[Row], codes: Codes, reader: ThemeClassifier) -> Iterator[Proposed]:
    found = reader.classify([row.text for row in rows], unit(codes))
    for row, mine in zip(rows, found, strict=True):
        for theme in mine:
            yield _about(row, Kind.THEME, theme.theme, theme.probability, theme.words)


def surroundings(rows: Iterable[Row]) -> Iterator[Proposed]:
    """Settings and populations, by rule from the entry's own words."""
    for row in rows:
        for setting in settings_of(row.text):
            yield _about(row, Kind.SETTING, setting.key, setting.score, setting.words)
        for population in populations_of(row.text):
            yield _about(row, Kind.POPULATION, population.key, population.score, population.words)


def _about(row: Row, kind: Kind, value: str, score: float, words: Iterable[str]) -> Proposed:
    return Proposed(
        kind=kind,
        value=value,
        score=round(min(1.0, max(0.0, float(score))), 4),
        words=list(words),
        entry=row.entry,
        seen={row.reference: row.version},
    )


def repeats(proposed: Iterable[Proposed]) -> Iterator[tuple[int, int, float]]:
    """The links that count towards a group: entries, and the chance that they ask the same."""
    counting = (Relation.SAME_ASK, Relation.OVERLAPS, Relation.NARROWER, Relation.SAME_EVENT)
    for each in proposed:
        if each.kind == Kind.LINK and each.value in counting:
            assert isinstance(each.entry, int) and isinstance(each.other, int)
            yield each.entry, each.other, each.score


def changed_rows(rows: Sequence[Row], looked: Mapping[int, tuple[int, str]], method: str) -> np.ndarray:
    """Which rows have not been looked at in these words with these methods."""
    return np.array([looked.get(row.entry) != (row.version, method) for row in rows], bool)
