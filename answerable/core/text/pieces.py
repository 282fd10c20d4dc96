"""What a concerns section comes apart into: its single concerns, and what was left out with the reason."""

from dataclasses import dataclass, field

from answerable.core.text.introductions import Context


@dataclass(slots=True)
class Piece:
    """One concern, or one limb of it. Offsets are those of the text that was given."""

    text: str
    start: int
    end: int
    number: str = ""
    context: Context = field(default_factory=Context)
    flags: list[str] = field(default_factory=list)
    parts: list["Piece"] = field(default_factory=list)
    series: int = -1  # where the list begins that it is an item of; -1 outside lists


@dataclass(frozen=True, slots=True)
class Removed:
    start: int
    end: int
    why: str  # a kind of `formulas`, "next-section", or one of those in `fragments`


@dataclass(slots=True)
class Split:
    pieces: list[Piece] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
