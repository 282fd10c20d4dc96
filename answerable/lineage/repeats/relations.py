"""Which relation a likely repeat is: the same ask, an overlap, a narrower form, or one event told twice."""

import datetime as dt
import re
from dataclasses import dataclass

from answerable.lineage.models import Relation
from answerable.lineage.repeats.passages import Rarity, coverage

# Two reports on one event: published within these days of each other, in nearly the same words.
_NEAR_DAYS = 120
_LIKE_ONE_TEXT = 0.9
_COPIED = 0.97
_WITHIN, _BEYOND = 0.8, 0.4  # shares of words covered: all of the broader one, little of the narrower one
_LONGER = 1.8
_REPLACES = re.compile(
    r"\b(?:supersed\w+|replac(?:es|ing)|in place of)\b[^.]{0,80}"
    r"\b(?:report|recommendation|letter|concern)s?\b",
    re.IGNORECASE,
)
SAME_EVENT_CHANCE = {"people": 0.97, "copied": 0.9, "near": 0.8}


@dataclass(frozen=True, slots=True)
class Side:
    """One entry of a pair, with what decides between relations."""

    text: str
    report: int
    publisher: int
    issued_on: dt.date | None
    people: frozenset[str] = frozenset()  # who died, folded; never shown


@dataclass(frozen=True, slots=True)
class Proposal:
    relation: Relation
    score: float
    turned: bool = False  # the second side is the one that does it
    why: str = ""


def relation_of(a: Side, b: Side, *, cosine: float, repeat: float, same: float, rarity: Rarity) -> Proposal:
    """What to propose of two entries of different reports.

    `repeat`: the chance that they are a repeat; `same`: that they are the same ask, given that they are one.
    """
    if event := _one_event(a, b, cosine):
        return Proposal(Relation.SAME_EVENT, SAME_EVENT_CHANCE[event], why=event)
    if _dated_later(a, b) and a.publisher == b.publisher and _REPLACES.search(a.text):
        return Proposal(Relation.SUPERSEDES, repeat * 0.5)
    if _dated_later(b, a) and a.publisher == b.publisher and _REPLACES.search(b.text):
        return Proposal(Relation.SUPERSEDES, repeat * 0.5, turned=True)
    if same >= 0.5:
        return Proposal(Relation.SAME_ASK, repeat)
    of_a, of_b = coverage(a.text, b.text, rarity)
    if of_b >= _WITHIN and of_a <= _BEYOND and len(a.text) >= _LONGER * len(b.text):
        return Proposal(Relation.NARROWER, repeat)
    if of_a >= _WITHIN and of_b <= _BEYOND and len(b.text) >= _LONGER * len(a.text):
        return Proposal(Relation.NARROWER, repeat, turned=True)
    return Proposal(Relation.OVERLAPS, repeat)


def _one_event(a: Side, b: Side, cosine: float) -> str:
    """Why the two reports seem to be about one event: linked deaths, or one report published twice."""
    near = a.issued_on and b.issued_on and abs((a.issued_on - b.issued_on).days) <= _NEAR_DAYS
    if a.people & b.people and (near or cosine >= _LIKE_ONE_TEXT):
        return "people"
    if a.publisher == b.publisher and near:
        if cosine >= _COPIED:
            return "copied"
        if cosine >= _LIKE_ONE_TEXT:
            return "near"
    return ""


def _dated_later(a: Side, b: Side) -> bool:
    return bool(a.issued_on and b.issued_on and a.issued_on > b.issued_on)
