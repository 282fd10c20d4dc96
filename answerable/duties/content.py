"""What a draft holds, and what it says of each thing asked. Pure: checked before anything is written.

    {"words": of everything, "all": {stance, words, elevated_to}, "parts": {"<duty id>:<entry id>": {...}}}

`all` is the one answer to everything that `parts` does not answer by itself. That makes an answer to many
duties, and one to an expectation, the same thing as an answer to one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answerable.duties.models import Duty, Stance
from answerable.register.models import Entry

LONGEST_WORDS = 20_000
LONGEST_IN_ALL = 200_000


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of one thing asked. `left_out`: nothing, though something is said of all."""

    stance: str = ""
    words: str = ""
    elevated_to: str = ""  # reference of the other body
    left_out: bool = False

    @property
    def empty(self) -> bool:
        return not (self.stance or self.words or self.elevated_to)

    def as_json(self) -> dict[str, Any]:
        held: dict[str, Any] = {
            "stance": self.stance,
            "words": self.words,
            "elevated_to": self.elevated_to,
        }
        return {**held, "left_out": True} if self.left_out else held


@dataclass(frozen=True, slots=True)
class Content:
    """The whole draft."""

    words: str = ""
    all: Said = field(default_factory=Said)
    parts: Mapping[str, Said] = field(default_factory=dict)

    def said_of(self, duty_id: int, entry_id: int) -> Said | None:
        """What is said of one thing asked, by itself or with all; None where nothing is."""
        own = self.parts.get(key_of(duty_id, entry_id), Said())
        if own.left_out:
            return None
        if not own.empty:
            return own
        return None if self.all.empty else self.all

    def as_json(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "all": self.all.as_json(),
            "parts": {
                key: said.as_json() for key, said in self.parts.items() if not said.empty or said.left_out
            },
        }

    @property
    def length(self) -> int:
        return len(self.words) + len(self.all.words) + sum(len(said.words) for said in self.parts.values())


def key_of(duty_id: int, entry_id: int) -> str:
    return f"{duty_id}:{entry_id}"


def read_content(held: Mapping[str, Any]) -> Content:
    """What was stored; whatever makes no sense is as if it were not there."""
    parts = held.get("parts")
    return Content(
        words=_text(held, "words"),
        all=_said(held.get("all")),
        parts={str(key): _said(value) for key, value in parts.items()} if isinstance(parts, Mapping) else {},
    )


def _said(held: object) -> Said:
    if not isinstance(held, Mapping):
        return Said()
    stance = _text(held, "stance")
    return Said(
        stance if stance in Stance.values else "",
        _text(held, "words"),
        _text(held, "elevated_to"),
        held.get("left_out") is True,
    )


def _text(held: Mapping[str, Any], name: str) -> str:
    value = held.get(name, "")
    return value.strip() if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked under one duty."""

    duty: Duty
    entry: Entry

    @property
    def key(self) -> str:
        return key_of(self.duty.pk, self.entry.pk)


def left_open(content: Content, asked: Iterable[Asked]) -> list[Asked]:
    """What the draft leaves unanswered."""
    return [one for one in asked if content.said_of(one.duty.pk, one.entry.pk) is None]


def faults(content: Content, asked: Sequence[Asked]) -> list[tuple[str, str]]:
    """(key of the part, or "all", and what is wrong) of each that can't be sent as it is."""
    found: dict[tuple[str, str], None] = {}
    for one in asked:
        said = content.said_of(one.duty.pk, one.entry.pk)
        if said is None:
            continue
        where = "all" if said is content.all else one.key
        if not said.stance:
            found[where, "Choose where you stand: words alone do not say it."] = None
        if said.stance == Stance.NOT_ACCEPTED and not said.words:
            found[where, "Give the reasons why it is not accepted."] = None
        if said.stance == Stance.ELEVATED and not said.elevated_to:
            found[where, "Name the body that it is elevated to."] = None
        if said.elevated_to and said.stance != Stance.ELEVATED:
            found[where, "Another body is named: choose “elevated”, or take the name out."] = None
        if said.stance == Stance.ALTERNATIVE and not said.words:
            found[where, "Say what you propose instead."] = None
    return list(found)
