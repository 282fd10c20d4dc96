"""The known bodies of a segment and where they stand in it."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.organisations.resolver.choosing import Choice, Chooser, held
from answerable.organisations.resolver.chunks import chunk, strip_person_and_post, without_address
from answerable.organisations.resolver.closeness import CloseNames
from answerable.organisations.resolver.index import Hit, Named, NameIndex
from answerable.organisations.resolver.tokens import key_of, tokens
from answerable.organisations.resolver.typed import Found, ShapeIndex, class_of

_SCORES = {"official": 100, "alias": 99, "post": 98, "abbreviation": 96, "site": 95, "holder": 95}
_WHY = {
    "exact": "The name is written so",
    "alias": "It is also written so",
    "post": "The post speaks for this body",
    "abbreviation": "The letters stand for it",
    "site": "The place is run by it",
    "holder": "The minister spoke for this department",
    "reduced": "The trust's name, with words in another order or left out",
    "short": "The trust's name without its type",
    "brand": "Places with this word in front are run by it",
}
_PIECE = re.compile(r"[^,:()\[\]–—]+")
_SEVERAL = re.compile(r"^(?P<names>.+?)\s+(?:CCGs|Clinical Commissioning Groups)\b", re.I)
_JOINS = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*")
_ASIDE = re.compile(r"\([^()]*(?:\)|$)")
_IN_CHARGE = re.compile(r"\b(?:governor|director|warden)\b[^,;]{0,12}$", re.I)
# Posts that a national body and every local one have.
_ALSO_LOCAL = re.compile(r"^(?:chief|national|regional)\b", re.I)
_PREMISES = frozenset(("hospital", "clinic", "house", "lodge", "unit", "court", "ward", "grange", "hall"))
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
        """The known bodies of a segment that are addressed in it, in order."""
        words = tokens(text)
        hits = self.index.find(words, text)
        if hits and "(" in text:
            text = without_asides(text, words[hits[0].end - 1].end)
            words = tokens(text)
            hits = self.index.find(words, text)
        places = []
        for hit in hits:
            place = self._of_hit(hit, words[hit.start].start, words[hit.end - 1].end, on)
            if place:
                places.append(place)
        at = 0
        loose: list[Place] = []
        for start, end in [*((p.start, p.end) for p in places), (len(text), len(text))]:
            loose += self._in_gap(text, at, start, on, alone=not places)
            at = end
        return _answerable(text, sorted([*places, *loose], key=lambda p: p.start))

    def _of_hit(self, hit: Hit, start: int, end: int, on: dt.date) -> Place | None:
        named = [n for n in hit.named if n.name.kind != "holder" or held(n, on)]
        if not named:
            return None
        kinds = {n.name.kind for n in named}
        kind = next(k for k in _SCORES if k in kinds)
        method = "reduced" if hit.method == "reduced" else ("exact" if kind == "official" else kind)
        score = 95 if hit.method == "reduced" else _SCORES[kind]
        return Place(start, end, self.chooser.choose(named, on, score, _WHY[method]), method, score)

    def _in_gap(self, text: str, begin: int, end: int, on: dt.date, *, alone: bool) -> list[Place]:
        """Bodies in a stretch where no name was found as it stands: known by kind and place, or nearly spelt.

        Several pieces are tried together first, since names hold commas; what is sure goes before doubts.
        """
        pieces = [(begin + m.start(), begin + m.end()) for m in _PIECE.finditer(text[begin:end])]
        found: list[Place] = []
        free = list(range(len(pieces)))
        for doubts in (False, True):
            for size in range(min(MAX_PIECES, len(pieces)), 0, -1):
                for at in range(len(pieces) - size + 1):
                    window = range(at, at + size)
                    if any(i not in free for i in window):
                        continue
                    start, stop = pieces[at][0], pieces[at + size - 1][1]
                    single = alone and size == 1
                    here = self._loose(text[start:stop], start, stop, on, single=single, doubts=doubts)
                    if here:
                        found += here
                        free = [i for i in free if i not in window]
        return found

    def _loose(
        self, written: str, start: int, end: int, on: dt.date, *, single: bool, doubts: bool
    ) -> list[Place]:
        bare, _ = strip_person_and_post(without_address(written))
        if not bare:
            return []
        if several := _SEVERAL.match(bare):
            bodies = self._several(_JOINS.split(several.group("names")), on)
            if bodies:
                return [Place(start, end, choice, "several", 92) for choice in bodies]
        if len(sides := _JOINS.split(bare)) > 1 and (two := self._two(sides, on)):
            return [Place(start, end, choice, "several", 92) for choice in two]
        words = key_of(bare)
        if known := self._alone(words):
            named, method = known
            return [Place(start, end, self.chooser.choose(named, on, 93, _WHY[method]), method, 93)]
        kind = class_of(words)
        found = self.shapes.find(words) if kind and len(words) > 1 else None
        method = "kind and place"
        if not (found and (found.plain or doubts)) and (kind or single) and len(words) > 1:
            near = self.close.find(words) if chunk(bare).what == "body" else None
            if near and (near.plain or (doubts and kind and not found)):
                found, method = near, "close"
        if found and (found.plain or doubts):
            return [self._chosen(found, start, end, on, method)]
        return []

    def _two(self, sides: Sequence[str], on: dt.date) -> list[Choice]:
        """ "A Clinical Commissioning Group and B Clinical Commissioning Group": both, or neither is taken."""
        for at in range(1, len(sides)):
            halves = [" and ".join(sides[:at]), " and ".join(sides[at:])]
            words = [key_of(re.sub(r"^of\s+(?:the\s+)?", "", half)) for half in halves]
            if not class_of(words[0]) or class_of(words[0]) != class_of(words[1]):
                continue
            found = [self.shapes.find(half) for half in words]
            if all(one and one.plain for one in found):
                named = [one.named for one in found if one]
                return [self.chooser.choose(n, on, 92, "One of two bodies named together") for n in named]
        return []

    def begins(self, words: tuple[str, ...], on: dt.date) -> list[Named]:
        """Bodies that ran a place on the date whose full name begins with these words."""
        return [
            named
            for key, all_named in self.index.exact.items()
            if key[: len(words)] == words
            for named in all_named
            if named.name.kind == "site" and held(named, on)
        ]

    def _alone(self, words: tuple[str, ...]) -> tuple[list[Named], str] | None:
        """What the words mean where nothing else stands beside them."""
        full = [n for n in self.index.exact.get(words, []) if n.name.kind in ("official", "alias")]
        if full:
            return full, "exact"
        if words in self.index.short:
            return self.index.short[words], "short"
        for size in (1, 2):
            if len(words) > size and words[:size] in self.index.brands and words[-1] in _PREMISES:
                return self.index.brands[words[:size]], "brand"
        return None

    def _chosen(self, found: Found, start: int, end: int, on: dt.date, method: str) -> Place:
        choice = self.chooser.choose(found.named, on, found.score, _sentence(found.why))
        if not found.plain:
            open_to = choice.candidates
            if not open_to:
                open_to = self.chooser.doubt(found.named, on, found.score, _sentence(found.why)).candidates
            choice = Choice(None, f"{_sentence(found.why)}: a person should decide.", open_to)
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


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def without_asides(text: str, first: int) -> str:
    """The text with blanks for what stands in brackets after `first`: it explains the body before it, as in
    "lead of the collaborative (A, B and C)". Places in the text stay the same."""
    return _ASIDE.sub(lambda m: " " * len(m.group()) if m.start() >= first else m.group(), text)


def _answerable(text: str, places: list[Place]) -> list[Place]:
    """Without the places where an addressee is: its hospital, the prison in which it provides care; and
    without posts that are national only where no other body is named."""
    for weak in ("site", "holder"):
        if any(p.method != weak for p in places):
            places = [p for p in places if p.method != weak]
    if len(places) > 1:
        local = [p for p in places if p.method == "post" and _ALSO_LOCAL.match(text[p.start : p.end])]
        places = [
            p for p in places if p not in local or "constable" in text[p.start : p.end].lower()
        ] or places
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
