"""Which passages of a reply answer which of the things asked, as a proposal for a person.

A passage is tied to a thing asked by the first of these that holds:

    quoted     it follows a quotation of that thing, or quotes it itself
    numbered   it follows "Concern 2" or "your second matter of concern"
    headed     it follows a heading, or an introduction, whose words are close to that thing alone
    only one   one thing alone was asked
    close      its own words are close
    referred   the reply as a whole points to another body

What no passage is tied to is proposed as not answered where no passage comes near it; in between, nothing is
proposed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from answerable.duties.replies.closeness import Encodes, Grid, Row, closeness
from answerable.duties.replies.passages import Passage
from answerable.duties.replies.stances import Stand, stand

METHOD = "quotation, number, heading, sentence model"
VERSION = "2"

NEAR = 0.52  # closeness from which a passage answers by its own words
NEARER = 0.05  # how much closer than to the others
NEAREST = 0.47  # from which the closest passage of all is taken, where none is near
ALONE = 0.55  # from which it is taken even where it is closer to something else
FAR = 0.42  # below which no passage comes near: not answered
HEADED = 0.45  # from which a heading names a thing asked
OVER = 0.75  # from which it does so within what follows a quotation or a number
APART = 0.12  # of what it names, how much less close the others may be
BOOK = 120  # passages; the longest letter of 48 has 62
QUOTES = 5  # things asked that a printed response quotes
SIDE = 0.2  # weight of the passages before and after: a paragraph goes on with what was spoken of

# About as often as each was right on labels made by reading, rounded down (docs/accuracy/replies.md).
SURE = {"quoted": 0.95, "numbered": 0.9, "headed": 0.9, "only one": 0.9, "referred": 0.8, "close": 0.75}
# Right in six of six on one half and two of eight on the other: a hint of where to look.
UNANSWERED = 0.5

_NUMBERED = re.compile(
    r"\b(?:matters?\s+of\s+concern|concerns?|matters?|issues?|recommendations?)\s*(?:no\.?\s*|number\s*)?\(?(\d{1,2})\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\b(first|second|third|fourth|fifth|sixth|seventh|eighth)\s+(?:matter\s+of\s+)?(?:concern|matter|issue|point)\b",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_AS_A_WHOLE = re.compile(
    r"\b(?:concerns\s+raised|your\s+report|these\s+issues|these\s+matters|this\s+incident|regulation\s+28)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"\b(?:previous|original|earlier|first)\s+(?:response|reply|letter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked, in its own words. `numbers` are what it may be called by in a reply."""

    text: str
    numbers: tuple[str, ...] = ()
    asks_nothing: bool = False  # only tells a story: silence about it is not proposed
    of_others: bool = False  # asked of another body by name


@dataclass(frozen=True, slots=True)
class Proposed:
    """For one thing asked: the passages that answer it, none where it seems to go unanswered."""

    asked: int
    passages: tuple[int, ...]
    how: str  # a key of SURE; "unanswered"
    score: float
    stance: str = ""
    words: tuple[str, ...] = ()


@dataclass(slots=True)
class _Walk:
    """What the passages before this one were about."""

    about: tuple[int, ...] = ()
    how: str = ""
    ties: dict[int, dict[int, str]] = field(default_factory=dict)  # thing asked: {passage: how}


def match(passages: Sequence[Passage], asked: Sequence[Asked], encoder: Encodes) -> list[Proposed]:
    """One proposal at most for each thing asked, in their order."""
    if not asked or not passages:
        return []
    words = [passage.text for passage in passages]
    texts = [each.text for each in asked]
    near, titles = closeness(words, texts, [title_of(text) for text in texts], encoder)
    smooth = _smooth(near, passages)
    walk = _Walk(ties={place: {} for place in range(len(asked))})
    recited = _recited(passages, len(asked))
    for place in range(len(passages)):
        _step(walk, place, passages, (near, titles, smooth), asked, recited)
    if _is_a_book(walk, passages):
        return _quoted_alone(walk, passages, near, asked)
    _take_closest(walk, passages, near, asked)
    _refer(walk, passages, near)
    return [one for place in range(len(asked)) if (one := _proposed(place, walk, passages, near, asked))]


def _is_a_book(walk: _Walk, passages: Sequence[Passage]) -> bool:
    """Whether it is a printed response that quotes what it answers. In so many words, something is near."""
    quoting = sum("quoted" in ties.values() for ties in walk.ties.values())
    return len(passages) > BOOK and quoting >= QUOTES


def _quoted_alone(
    walk: _Walk, passages: Sequence[Passage], near: Grid, asked: Sequence[Asked]
) -> list[Proposed]:
    """What a quotation or a number ties. Of the rest nothing: neither an answer, nor that there is none."""
    for ties in walk.ties.values():
        for place in [place for place, how in ties.items() if how not in ("quoted", "numbered")]:
            del ties[place]
    found = [_proposed(place, walk, passages, near, asked) for place, ties in walk.ties.items() if ties]
    return [one for one in found if one]


def _step(
    walk: _Walk,
    place: int,
    passages: Sequence[Passage],
    grids: tuple[Grid, Grid, Grid],
    asked: Sequence[Asked],
    recited: set[int],
) -> None:
    near, titles, smooth = grids
    passage = passages[place]
    if passage.kind == "quote":
        if place in recited:
            walk.about, walk.how = (), ""
        elif passage.quotes:
            following = place and passages[place - 1].kind == "quote" and place - 1 not in recited
            before = walk.about if following and walk.how == "quoted" else ()
            walk.about, walk.how = tuple(dict.fromkeys((*before, *passage.quotes))), "quoted"
        return
    numbered = _numbered(passage, near[place], asked)
    if numbered and (not passage.answers or passage.introduces):
        walk.about, walk.how = numbered, "numbered"
        if not passage.answers:
            return
    if passage.kind == "heading":
        _head(walk, titles[place], asked)
        return
    if passage.kind == "introduction" and not numbered and walk.how not in ("quoted", "numbered"):
        _head(walk, near[place], asked)
    if not passage.answers:
        return
    own = passage.quotes if len(passage.quotes) < len(asked) or len(asked) == 1 else ()
    if own:
        for each in own:
            walk.ties[each][place] = "quoted"
    elif walk.about:
        for each in walk.about:
            walk.ties[each][place] = walk.how
    elif len(asked) == 1:
        walk.ties[0][place] = "only one"
    else:
        refers = passage.refers
        for each in _close(near[place], near[place] if refers else smooth[place], 0.0 if refers else NEARER):
            if refers or not (asked[each].of_others or asked[each].asks_nothing):
                walk.ties[each][place] = "close"


def title_of(text: str) -> str:
    """The short first line of a thing asked, by which a reply may head its answer; else all of it."""
    first = text.strip().split("\n", 1)[0].strip()
    return first if 0 < len(first.split()) <= 10 else text


def _smooth(near: Grid, passages: Sequence[Passage]) -> Grid:
    """Closeness with some of the neighbours', but across no heading."""
    smooth = (1 - 2 * SIDE) * near
    for place in range(len(passages)):
        for other in (place - 1, place + 1):
            beside = 0 <= other < len(passages) and passages[other].answers
            smooth[place] += SIDE * near[other if beside else place]
    return smooth


def _close(own: Row, smooth: Row, nearer: float) -> list[int]:
    row = np.maximum(own, smooth)
    best = float(row.max())
    if best < NEAR:
        return []
    return [place for place, value in enumerate(row) if value >= NEAR and best - value <= nearer]


def _take_closest(walk: _Walk, passages: Sequence[Passage], near: Grid, things: Sequence[Asked]) -> None:
    """To what nothing is tied, the closest passage, where it is close enough and closer to nothing else."""
    answering = [place for place, passage in enumerate(passages) if passage.answers]
    for asked, ties in walk.ties.items():
        if ties or not answering or things[asked].of_others or things[asked].asks_nothing:
            continue
        own = [place for place in answering if not passages[place].refers or near[place].argmax() == asked]
        best = max(own or answering, key=lambda place: float(near[place, asked]))
        value = near[best, asked]
        if value >= ALONE or (value >= NEAREST and near[best].max() - value <= APART):
            ties[best] = "close"


def _head(walk: _Walk, row: Row, asked: Sequence[Asked]) -> None:
    """A heading: it names something asked, or begins a section about none of it in particular."""
    held = walk.how in ("quoted", "numbered")
    best = float(row.max())
    named = [place for place, value in enumerate(row) if best - value <= APART and value >= HEADED]
    named = [place for place in named if not asked[place].asks_nothing]
    if best >= (OVER if held else HEADED) and named and 2 * len(named) <= len(asked):
        walk.about, walk.how = tuple(named), "headed"
    elif not held:
        walk.about, walk.how = (), ""


def _numbered(passage: Passage, row: Row, asked: Sequence[Asked]) -> tuple[int, ...]:
    """The things asked that it calls by number; by place where they bear none."""
    said = _NUMBERED.findall(passage.text[:160])
    said += [str(_ORDINALS.index(word.lower()) + 1) for word in _ORDINAL.findall(passage.text[:160])]
    found = []
    for number in said[:1]:
        named = [place for place, each in enumerate(asked) if number in each.numbers]
        if not named and int(number) <= len(asked) and not any(each.numbers for each in asked):
            named = [int(number) - 1]
        best = int(np.argmax(row))
        if named and len(passage.text) > 60 and row[best] - row[named[0]] > APART:
            named = [best]  # its own words say which, against the count
        found += named
    return tuple(dict.fromkeys(found))


def _recited(passages: Sequence[Passage], asked: int) -> set[int]:
    """Quotations in a run that names everything asked before anything is answered: a recital."""
    found: set[int] = set()
    run: list[int] = []
    for place, passage in enumerate((*passages, None)):
        if passage is not None and (passage.kind == "quote" or (run and passage.kind == "heading")):
            run.append(place)
            continue
        named = {each for one in run for each in passages[one].quotes}
        rest = {
            each
            for other, p in enumerate(passages)
            if other not in run and p.kind == "quote"
            for each in p.quotes
        }
        if (len(named) > 1 and (len(named) == asked or len(named) > 2 or named <= rest)) or (
            named and named <= rest
        ):
            found.update(run)
        run = []
    return found


def _refer(walk: _Walk, passages: Sequence[Passage], near: Grid) -> None:
    """Where the reply as a whole points to another body, that is the answer to what nothing else answers."""
    whole = [
        place
        for place, passage in enumerate(passages)
        if passage.refers and _AS_A_WHOLE.search(passage.text) and near[place].max() < NEAR
    ]
    if whole:
        for ties in walk.ties.values():
            if not ties:
                ties[whole[0]] = "referred"


def _proposed(
    place: int, walk: _Walk, passages: Sequence[Passage], near: Grid, asked: Sequence[Asked]
) -> Proposed | None:
    ties = walk.ties[place]
    if ties:
        how = min(ties.values(), key=list(SURE).index)
        if how in ("quoted", "numbered", "headed"):
            ties = {at: tie for at, tie in ties.items() if tie != "close"}
        stance: Stand = stand([passages[at].text for at in ties])
        score = SURE[how]
        return Proposed(place, tuple(sorted(ties)), how, score, stance.value, (how, *stance.words))
    if asked[place].asks_nothing or asked[place].of_others:
        return None
    answering = [row for row, passage in enumerate(passages) if passage.answers]
    closest = max((float(near[row, place]) for row in answering), default=0.0)
    if closest >= FAR or any(_ELSEWHERE.search(p.text) for p in passages):
        return None
    return Proposed(place, (), "unanswered", UNANSWERED, "", ("unanswered",))
