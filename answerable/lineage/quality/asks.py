"""A draft in single asks, with what each needs to be judged by; pure, so that nothing of a draft is kept."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal

from answerable.core.text.judging import is_lead_in, is_story
from answerable.core.text.pieces import Piece
from answerable.core.text.splitting import split_concerns
from answerable.lineage.quality.language import language_of
from answerable.sources.adapters.addressee_phrases import addressee_phrases
from answerable.sources.adapters.ask_words import asks_for_something

Kind = Literal["recommendation", "concern"]
State = Literal[
    "now",  # one body, which is there today
    "closed",  # a body that has closed; `successors` answer for it
    "several",  # the words fit more than one body
    "unlisted",  # a named body that the register's lists do not hold
    "class",  # a class of bodies: no single one is named
    "unclear",  # too little to tell
]

LONGEST = 60_000  # characters, some 20 pages: more than any list of recommendations in the register
MOST_ASKS = 40
FEWEST_WORDS = 4
_PER_PAGE = 3_000  # characters, to say how long a draft is
_TO = re.compile(
    r"^(?:to|addressed to|for the attention of|addressees?"
    r"|(?:this report is being )?sent to)\s*:\s*(?P<who>\S.{2,1500})$",
    re.IGNORECASE | re.MULTILINE,
)


class DraftError(Exception):
    """The draft can't be checked. The message says why and what to do, and holds none of its words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked to act, as the draft has it and as the register's lists of bodies know it."""

    as_written: str
    state: State
    name: str = ""
    reference: str = ""  # of the body in the register
    reason: str = ""
    closed: dt.date | None = None
    successors: tuple[tuple[str, str], ...] = ()  # name and reference of each body that answers today
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One recommendation or concern of a draft. `limbs` are its (a), (b), (c).

    `asked` is None until somebody has looked the addressees up; `phrases` are who must act as written.
    """

    text: str
    kind: Kind
    on: dt.date
    number: str = ""
    limbs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    asked: tuple[Asked, ...] | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A passage that was not checked, by its first words."""

    begins: str
    why: str


@dataclass(slots=True)
class Passages:
    asks: list[Ask] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def split_draft(text: str, kind: Kind, *, on: dt.date) -> Passages:
    """The asks of a draft, in order. Raises DraftError for a draft that can't be checked."""
    _refuse(text)
    addressed = ""
    if match := _TO.search(text):
        addressed = match["who"].strip(" .")
        text = text[: match.start()] + text[match.end() :]
    split = split_concerns(text)
    passages = Passages()
    if not split.pieces:
        raise DraftError(
            "There is nothing here but standard sentences of the form. Paste what you ask, or the "
            "concerns themselves."
        )
    for piece in split.pieces:
        if why := _why_not(piece, kind):
            passages.left_out.append(LeftOut(_begins(piece.text), why))
        else:
            passages.asks.append(_ask(piece, kind, addressed, on))
    if not passages.asks:
        raise DraftError(_nothing(kind))
    if len(passages.asks) > MOST_ASKS:
        passages.notes.append(
            f"The draft has {len(passages.asks)} items. The first {MOST_ASKS} were checked: paste the "
            "others on their own."
        )
        del passages.asks[MOST_ASKS:]
    if any(why.why for why in split.removed if why.why not in ("footer", "next-section")):
        passages.notes.append("Standard sentences of the coroner's form were passed over.")
    return passages


def _refuse(text: str) -> None:
    words = re.findall(r"\w+", text)
    if not words:
        raise DraftError("There is no text to check. Paste your draft, or choose a file with words in it.")
    if len(text) > LONGEST:
        pages = round(len(text) / _PER_PAGE)
        raise DraftError(
            f"This draft has {len(text):,} characters, about {pages:,} pages. At most {LONGEST:,} can "
            "be checked at "
            "once, about 20 pages. Paste the recommendations or concerns only, without the report "
            "around them."
        )
    language = language_of(text)
    if language == "welsh":
        raise DraftError(
            "This draft looks like Welsh. The checks are for English only, so they would be wrong here. "
            "Paste the English text, if there is one."
        )
    if len(words) < FEWEST_WORDS:
        count = "one word" if len(words) == 1 else f"{len(words)} words"
        raise DraftError(
            f"This is only {count}: too little to check. Paste the whole sentence that you mean to publish."
        )
    if len(words) >= 20 and not language:
        raise DraftError(
            "This does not look like English prose, and the checks are for English only. Paste the "
            "English text."
        )


def _why_not(piece: Piece, kind: Kind) -> str:
    if len(piece.text.split()) < FEWEST_WORDS:
        return "too short to be one"
    if is_lead_in(piece.text) and not piece.parts and len(piece.text.split()) < 20:
        return "only announces what follows"
    if kind == "recommendation":
        return "" if asks_for_something(piece.text) else "asks for nothing"
    return "tells what happened, without a concern" if is_story(piece.text) else ""


def _nothing(kind: Kind) -> str:
    if kind == "recommendation":
        return (
            "Nothing in this draft asks for anything to be done. If these are a coroner's concerns, choose "
            "“Concerns”; otherwise say who should do what."
        )
    return (
        "This draft tells what happened, but no concern was found in it. Say what is wrong and may go "
        "wrong again."
    )


def _ask(piece: Piece, kind: Kind, addressed: str, on: dt.date) -> Ask:
    own = addressee_phrases(piece.text)
    whom = own or [who for who in (piece.context.addressee, addressed) if who][:1]
    if kind == "concern" and (given := piece.context.addressee or addressed):
        whom = [given]
    return Ask(
        text=piece.text,
        kind=kind,
        on=on,
        number=piece.number,
        limbs=tuple(part.text for part in piece.parts),
        phrases=tuple(whom),
    )


def _begins(text: str) -> str:
    words = text.split()
    return " ".join(words[:12]) + (" ..." if len(words) > 12 else "")
