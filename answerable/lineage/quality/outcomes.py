"""What a rule says of one ask."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answerable.lineage.quality.asks import Ask


class Outcome(Enum):
    MET = "met"
    NOT_MET = "not met"
    CANNOT_TELL = "cannot tell"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`words` are those of the draft that decided; `advice` is one plain sentence; `level` is the rule's own
    scale, as "should" or "stronger", where it has one."""

    outcome: Outcome
    advice: str
    words: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """`not_for_concerns` says why the rule does not apply to a coroner's concern; "" where it does."""

    key: str
    title: str
    judge: Callable[["Ask"], Verdict]
    source: Source
    not_for_concerns: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule's verdict on one ask."""

    key: str
    title: str
    outcome: Outcome
    advice: str
    words: tuple[str, ...]
    level: str
    source: Source

    def as_json(self) -> dict[str, object]:
        return {
            "rule": self.key,
            "title": self.title,
            "outcome": self.outcome.value,
            "level": self.level or None,
            "words": list(self.words),
            "advice": self.advice,
            "source": {"title": self.source.title, "url": self.source.url},
        }
