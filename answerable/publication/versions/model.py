"""What a version of a thing is: when, by whom and why it came, what it says, and what it changed.

A version is what one operation made of a thing: the events that it put in the log about it. Numbers count
them from 1 in the order of the log, and never change.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from answerable.core.calendar import LONDON
from answerable.ledger.models import Event

_PIECES = re.compile(r"\s+|[^\s]+")
_LONGEST = 20_000  # characters of both texts: longer ones are shown whole, before and after
_ALIKE = 0.5  # share of the words that both have: with fewer, a reader is lost between the marks
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is said, and where more of it stands."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a version says under one heading. `prose` is compared word by word; `many` is a list."""

    key: str
    label: str
    items: tuple[Item, ...]
    prose: bool = False
    many: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(item.words for item in self.items)

    @property
    def value(self) -> object:
        return list(self.words) if self.many else self.words[0] if self.items else ""


@dataclass(frozen=True, slots=True)
class Step:
    """How a version came. `events` are its places in the log."""

    number: int
    at: dt.datetime
    by: str
    what: str
    why: str = ""
    events: tuple[int, ...] = ()

    @property
    def clock(self) -> str:
        """The time of the day in London."""
        return f"{self.at.astimezone(LONDON):%H:%M}"


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed under one heading. `pieces` of prose: ("same", "gone" or "new", words)."""

    key: str
    label: str
    gone: tuple[Item, ...] = ()
    new: tuple[Item, ...] = ()
    pieces: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "field": self.key,
            "before": [item.words for item in self.gone],
            "after": [item.words for item in self.new],
        }


@dataclass(frozen=True, slots=True)
class History:
    """All versions of one thing. `read` gives what one of them says."""

    kind: str  # the letter of its reference, or "indicator"
    reference: str
    noun: str
    href: str
    steps: tuple[Step, ...]
    read: Callable[[int], tuple[Fact, ...]] = field(repr=False)
    words_of_reports: bool = False  # a content note comes before what it says
    fictional: bool = False

    @property
    def last(self) -> int:
        return len(self.steps)

    @property
    def name(self) -> str:
        """Neutral: it stands in titles."""
        return f"{self.noun} {self.reference}"

    def step(self, number: int) -> Step | None:
        return self.steps[number - 1] if 0 < number <= self.last else None

    def changed(self, number: int) -> tuple[Change, ...]:
        """What the version says otherwise than the one before it; nothing for the first."""
        return changes(self.read(number - 1), self.read(number)) if number > 1 else ()


def line(key: str, label: str, words: str, *, href: str = "", prose: bool = False) -> Fact:
    """A fact of one item; of none, where there is nothing to say."""
    return Fact(key, label, (Item(words, href),) if words else (), prose)


def changes(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Change, ...]:
    """In the order of the facts; what stands alike in both is left out."""
    held = {fact.key: fact for fact in before}
    keys = [*(fact.key for fact in after), *(fact.key for fact in before)]
    now = {fact.key: fact for fact in after}
    found = []
    for key in dict.fromkeys(keys):
        one, other = held.get(key), now.get(key)
        old, new = one.items if one else (), other.items if other else ()
        if [item.words for item in old] == [item.words for item in new]:
            continue
        told = other or one
        assert told is not None
        gone_words, new_words = {item.words for item in old}, {item.words for item in new}
        prose = told.prose and len(old) == len(new) == 1
        found.append(
            Change(
                key,
                told.label,
                tuple(item for item in old if item.words not in new_words),
                tuple(item for item in new if item.words not in gone_words),
                _pieces(old[0].words, new[0].words) if prose else (),
            )
        )
    return tuple(found)


def _pieces(old: str, new: str) -> tuple[tuple[str, str], ...]:
    if len(old) + len(new) > _LONGEST:
        return ()
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    one, other = ([piece for piece in text if not piece.isspace()] for text in (before, after))
    if difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() < _ALIKE:
        return ()
    found: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            found.append(("gone", "".join(before[i1:i2])))
        if j2 > j1:
            found.append(("new", "".join(after[j1:j2])))
    return tuple(found)


def events_of(subjects: Iterable[str], kinds: Iterable[str]) -> list[Event]:
    """In the order of the log."""
    wanted, of = list(subjects), list(kinds)
    found: list[Event] = []
    for start in range(0, len(wanted), CHUNK):
        rows = Event.objects.filter(subject__in=wanted[start : start + CHUNK], kind__in=of)
        found += rows.only("index", "recorded_at", "actor", "kind", "subject", "payload")
    return sorted(found, key=lambda event: event.index)


def by_operation(events: Iterable[Event]) -> list[list[Event]]:
    """Events of one operation have one moment, and stand together in the log."""
    found: list[list[Event]] = []
    for event in events:
        last = found[-1][-1] if found else None
        if last and (last.recorded_at, last.actor) == (event.recorded_at, event.actor):
            found[-1].append(event)
        else:
            found.append([event])
    return found


def by_whom(actor: str, person: str = "an editor of this register") -> str:
    """Who did it, without saying which person. `person` is what one who does such a thing is."""
    if actor.startswith("job:"):
        return "a program of this register"
    return "a member of the public" if actor == "public" else person
