"""The known bodies of a segment and where they stand in it."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.organisations.resolver.choosing import Choice, Chooser
from answerable.organisations.resolver.chunks import chunk, strip_person_and_post
from answerable.organisations.resolver.closeness import CloseNames
from answerable.organisations.resolver.index import Hit, NameIndex
from answerable.organisations.resolver.tokens import key_of, tokens
from answerable.organisations.resolver.typed import Found, ShapeIndex, class_of

_SCORES = {"official": 100, "alias": 99, "post": 98, "abbreviation": 96, "site": 95}
_WHY = {
    "exact": "the name is written so",
    "alias": "it is also written so",
    "post": "the post speaks for this body",
    "abbreviation": "the letters stand for it",
    "site": "the place is run by it",
    "reduced": "the trust's name is written with words in another order or left out",
}
_PIECE = re.compile(r"[^,:()\[\]–—]+")
_SEVERAL = re.compile(r"^(?P<names>.+?)\s+(?:CCGs|Clinical Commissioning Groups)\b", re.I)
_JOINS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_IN_CHARGE = re.compile(r"\b(?:governor|director|warden)\b[^,;]{0,12}$", re.I)
MAX_PIECES = 5  # of a name with commas: "Barking, Havering and Redbridge" has two


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int
    choice: Choice
    method: str
    score: int


class Places:
    def __init__(self, index: NameIndex, shapes: ShapeIndex, close: CloseNames, chooser: Chooser) -> None:
        self.index = index
        self.shapes = shapes
        self.close = close
        self.chooser = chooser

    def find(self, text: str, on: dt.date) -> list[Place]:
        words = tokens(text)
        places = []
        for hit in self.index.find(words, text):
            places.append(self._of_hit(hit, words[hit.start].start, words[hit.end - 1].end, on))
        places = without_contents(text, places)
        at = 0
        loose: list[Place] = []
        for start, end in [*((p.start, p.end) for p in places), (len(text), len(text))]:
            loose += self._in_gap(text, at, start, on, bool(places))
            at = end
        return _answerable(text, sorted([*places, *loose], key=lambda p: p.start))

    def _of_hit(self, hit: Hit, start: int, end: int, on: dt.date) -> Place:
        kinds = {named.name.kind for named in hit.named}
        kind = next((k for k in ("official", "alias", "post", "abbreviation", "site") if k in kinds), "alias")
        method = hit.method if hit.method == "reduced" else ("exact" if kind == "official" else kind)
        score = 95 if hit.method == "reduced" else _SCORES[kind]
        return Place(
            start, end, self.chooser.choose(hit.named, on, score, _WHY[method].capitalize()), method, score
        )

    def _in_gap(self, text: str, begin: int, end: int, on: dt.date, others: bool) -> list[Place]:
        """Bodies in a stretch where no name was found as it stands: known by kind and place, or nearly spelt."""
        pieces = [(begin + m.start(), begin + m.end()) for m in _PIECE.finditer(text[begin:end])]
        found: list[Place] = []
        at = 0
        while at < len(pieces):
            step = 1
            for size in range(min(MAX_PIECES, len(pieces) - at), 0, -1):
                start, stop = pieces[at][0], pieces[at + size - 1][1]
                here = self._loose(text[start:stop], start, stop, on, alone=size == 1 and not others)
                if here:
                    found += here
                    step = size
                    break
            at += step
        return found

    def _loose(self, written: str, start: int, end: int, on: dt.date, *, alone: bool) -> list[Place]:
        bare, _ = strip_person_and_post(written)
        if not bare:
            return []
        if several := _SEVERAL.match(bare):
            bodies = self._several(_JOINS.split(several.group("names")), on)
            if bodies:
                return [Place(start, end, choice, "several", 92) for choice in bodies]
        words = key_of(bare)
        kind = class_of(words)
        if kind and len(words) > 1 and (found := self.shapes.find(words)):
            return [self._chosen(found, start, end, on, "kind and place")]
        if (kind or (alone and len(words) > 2)) and chunk(bare).what == "body":
            near = self.close.find(words)
            if near and (near.plain or kind):
                return [self._chosen(near, start, end, on, "close")]
        return []

    def _chosen(self, found: Found, start: int, end: int, on: dt.date, method: str) -> Place:
        choice = self.chooser.choose(found.named, on, found.score, found.why.capitalize())
        if not found.plain:
            open_to = choice.candidates
            if not open_to:
                open_to = self.chooser.doubt(found.named, on, found.score, found.why.capitalize()).candidates
            choice = Choice(None, f"{found.why.capitalize()}: a person should decide.", open_to)
        return Place(start, end, choice, method, found.score)

    def _several(self, names: Sequence[str], on: dt.date) -> list[Choice]:
        """ "Bury, Rochdale and Oldham Clinical Commissioning Groups": each a body, or none is taken."""
        names = [name for name in names if name]
        if not names:
            return []
        for size in range(len(names), 0, -1):
            words = (*key_of(" ".join(names[:size])), "clinical", "commissioning", "group")
            found = self.shapes.find(words)
            if not (found and found.plain):
                continue
            choice = self.chooser.choose(found.named, on, found.score, "One of several groups named together")
            rest = self._several(names[size:], on) if names[size:] else []
            if choice.body and (rest or not names[size:]):
                return [choice, *rest]
        return []


def without_contents(text: str, places: list[Place]) -> list[Place]:
    """Without bodies in brackets that follow a body: they explain it, as in "lead of the group (A, B)"."""
    kept: list[Place] = []
    for place in places:
        before = text[: place.start]
        depth = before.count("(") - before.count(")")
        opened = before.rfind("(")
        if depth > 0 and any(p.end <= opened for p in kept):
            continue
        kept.append(place)
    return kept


def _answerable(text: str, places: list[Place]) -> list[Place]:
    """Without the places where an addressee is: its hospital, the prison in which it provides care."""
    if any(p.method != "site" for p in places):
        places = [p for p in places if p.method != "site"]
    kept: list[Place] = []
    for place in places:
        body = place.choice.body
        prison = body is not None and body.kind == "prison"
        if prison and kept and not _IN_CHARGE.search(text[: place.start]):
            continue
        if body is not None and any(
            p.choice.body is not None and p.choice.body.key == body.key for p in kept
        ):
            continue
        kept.append(place)
    return kept
