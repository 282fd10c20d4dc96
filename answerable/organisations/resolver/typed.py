"""Names that are written otherwise: the kind of body and its place agree, the rest is loose.

"Avon & Wiltshire NHS Partnership Trust" is no trust's name, but only one trust is of Avon and Wiltshire, and
"Leicester Partnership" can only be the partnership trust of Leicestershire. The words that tell bodies apart
must all agree; words for what a body does only choose between those that remain.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.organisations.records import Body
from answerable.organisations.resolver.index import Named, variants
from answerable.organisations.resolver.tokens import key_of
from answerable.organisations.resolver.words import DIRECTIONS, NATURE, TRUST_WORDS

Words = tuple[str, ...]

# Words that show a class of body, in the order in which they are tried.
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("ccg", frozenset({"clinical", "commissioning", "group"})),
    ("ambulance", frozenset({"ambulance"})),
    ("trust", frozenset({"trust"})),
    ("icb", frozenset({"integrated", "care"})),
    ("health_board", frozenset({"health", "board"})),
    ("police", frozenset({"police"})),
    ("police", frozenset({"constabulary"})),
    ("fire", frozenset({"fire", "rescue"})),
    ("fire", frozenset({"fire", "service"})),
    ("council", frozenset({"council"})),
    ("council", frozenset({"local", "authority"})),
    ("council", frozenset({"highway"})),
    ("trust", frozenset({"hospital"})),
    ("trust", frozenset({"infirmary"})),
    ("trust", frozenset({"mental", "health"})),
    ("trust", frozenset({"nhs", "partnership"})),
    ("trust", frozenset({"nhs", "care"})),
    ("trust", frozenset({"nhs", "community"})),
)
_CLASS_OF_KIND = {
    "ccg": "ccg",
    "icb": "icb",
    "health_board": "health_board",
    "ambulance_trust": "ambulance",
    "police": "police",
    "fire_service": "fire",
    "council": "council",
    "nhs_trust": "trust",
}
_CLASS_WORDS = {
    "ccg": frozenset({"clinical", "commissioning", "group", "nhs"}),
    "icb": frozenset({"integrated", "care", "board", "nhs", "partnership", "system", "service"}),
    "health_board": frozenset({"health", "board", "university", "teaching", "local", "nhs"}),
    "ambulance": frozenset({"ambulance", "service", "nhs", "foundation", "trust", "university"}),
    "police": frozenset({"police", "constabulary", "service", "force"}),
    "fire": frozenset({"fire", "rescue", "service", "brigade", "authority"}),
    "council": frozenset(
        {"council", "county", "borough", "city", "district", "metropolitan", "london", "royal", "unitary"}
        | {"local", "authority", "highway", "department"}
    ),
    "trust": TRUST_WORDS,
}
_SURE = 0.5  # a likeness of natures below this is not enough to tell two bodies of one place apart
_MARGIN = 0.2
_OTHER_SPELLING = 0.15  # what a place costs that is nearly, not quite, the same
_MIND_WORDS = frozenset({"mental", "health", "partnership", "care", "social"})
_POINTS = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a stretch of words says: class of body, which one, and what it does."""

    kind: str
    place: Words  # sorted
    nature: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Bodies that the words may mean, the likeliest first, and whether the first is plainly it."""

    named: tuple[Named, ...]
    plain: bool
    score: int
    why: str


def class_of(words: Sequence[str]) -> str:
    held = frozenset(words)
    return next((kind for kind, signs in _SIGNS if signs <= held), "")


def shape_of(words: Sequence[str], kind: str = "") -> Shape | None:
    kind = kind or class_of(words)
    if not kind:
        return None
    rest = [w for w in words if w not in _CLASS_WORDS[kind]]
    nature = frozenset(w for w in rest if w in NATURE) if kind == "trust" else frozenset()
    place = tuple(sorted(w for w in rest if w not in nature))
    return Shape(kind, place, nature)


def _loosely(place: Words) -> Words:
    """Leicester for Leicestershire, south western for south west: a place as it may also be written."""
    return tuple(sorted(_POINTS.get(w, w.removesuffix("shire") if len(w) > 8 else w) for w in place))


@dataclass(frozen=True, slots=True)
class _Near:
    likeness: float
    named: Named
    nature: frozenset[str]


class ShapeIndex:
    def __init__(self, bodies: Iterable[Body]) -> None:
        self.by_place: dict[tuple[str, Words], list[tuple[Named, Shape]]] = defaultdict(list)
        self.by_county: dict[tuple[str, Words], list[tuple[Named, Shape]]] = defaultdict(list)
        self.ccgs: list[tuple[Named, frozenset[str]]] = []
        for body in bodies:
            kind = _CLASS_OF_KIND.get(body.kind, "")
            if not kind:
                continue
            for name in variants(body):
                if name.kind not in ("official", "alias"):
                    continue
                shape = shape_of(key_of(name.text), kind)
                if shape is None or not shape.place:
                    continue
                named = Named(body, name)
                self.by_place[kind, shape.place].append((named, shape))
                self.by_county[kind, _loosely(shape.place)].append((named, shape))
                if kind == "ccg":
                    self.ccgs.append((named, frozenset(shape.place)))

    def find(self, words: Sequence[str]) -> Found | None:
        """The bodies whose class and place these words give."""
        shape = shape_of(words)
        if shape is None or not shape.place:
            return None
        same = self.by_place.get((shape.kind, shape.place), [])
        near = self.by_county.get((shape.kind, _loosely(shape.place)), [])
        ranked = _ranked(shape, same, 0.0)
        ranked += _ranked(shape, [pair for pair in near if pair not in same], _OTHER_SPELLING)
        if not ranked:
            return self._part_of_a_ccg(shape) if shape.kind == "ccg" else None
        best: dict[str, _Near] = {}
        for one in ranked:
            held = best.get(one.named.body.key)
            if held is None or one.likeness > held.likeness:
                best[one.named.body.key] = one
        order = sorted(best.values(), key=lambda one: (-one.likeness, one.named.body.key))
        score = 95 if same else 91
        if shape.kind != "trust":
            leading = [one.named for one in order if one.likeness >= order[0].likeness - 0.01]
            return Found(tuple(leading), True, score, "the kind of body and its place agree")
        if _stands_out(shape, order, bool(same)):
            return Found((order[0].named,), True, score - 2, "the place and what the body does agree")
        why = "several bodies of that place come close" if len(order) > 1 else "only the place agrees"
        return Found(tuple(one.named for one in order), False, 84 if len(order) > 1 else 80, why)

    def _part_of_a_ccg(self, shape: Shape) -> Found | None:
        """A group is often called by a part of its name: "Rochdale" for "Heywood, Middleton and Rochdale"."""
        wanted = frozenset(shape.place)
        if wanted <= DIRECTIONS:
            return None
        found = {named.body.key: named for named, place in self.ccgs if wanted < place}
        if not found:
            return None
        if len(found) == 1:
            return Found(tuple(found.values()), True, 90, "only one group has that place in its name")
        return Found(tuple(found.values()), False, 80, "several groups have that place in their names")


def _ranked(shape: Shape, pairs: Sequence[tuple[Named, Shape]], penalty: float) -> list[_Near]:
    found = []
    for named, other in pairs:
        likeness = _likeness(shape, named, other)
        if likeness >= 0:
            found.append(_Near(likeness - penalty, named, other.nature))
    return found


def _stands_out(shape: Shape, order: Sequence[_Near], same: bool) -> bool:
    """Whether the first is plainly meant: nothing else comes near, and what the words say of it is true."""
    first, others = order[0], order[1:]
    if not others:
        said = not shape.nature or shape.nature <= first.nature or first.likeness >= _SURE
        return said or (same and len(shape.place) > 1 and first.likeness > 0)
    if others[0].likeness > first.likeness - _MARGIN:
        return False
    only = shape.nature <= first.nature and not any(shape.nature & one.nature for one in others)
    return first.likeness >= _SURE or only


def _likeness(shape: Shape, named: Named, other: Shape) -> float:
    """0 to 1; below 0 when what the words say of the body's work is not true of it."""
    ours, theirs = shape.nature, other.nature
    minds = named.body.is_mental_health
    if "mental" in ours and not minds:
        return -1
    if {"hospital", "infirmary", "acute", "teaching"} & ours and "hospital" not in theirs and minds:
        return -1
    if "community" in ours and "community" not in theirs and "mental" not in ours:
        return -1
    if not ours and not theirs:
        return 1.0
    if ours == {"hospital"} and not minds and "community" not in theirs:
        return 0.9  # a district's own hospital, by whatever name its trust goes
    likeness = len(ours & theirs) / len(ours | theirs)
    if minds and "mental" in ours and ours <= _MIND_WORDS:
        return max(likeness, 0.6)
    return likeness
