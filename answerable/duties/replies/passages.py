"""A reply as passages, each with its place in the text and what it does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.duties.replies.cutting import number_of, spans
from answerable.duties.replies.doing import DOES, FURNITURE, doing
from answerable.duties.replies.furniture import furniture, introduces, retells
from answerable.duties.replies.quoting import Quoted, quoted

MOST = 1_500  # passages; the longest real reply has some 600


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage. `kind` is a key of DOES; `quotes` are places in the list of things asked."""

    start: int
    end: int
    text: str
    number: str
    kind: str
    also: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    quotes: tuple[int, ...] = ()
    introduces: bool = False

    @property
    def answers(self) -> bool:
        """Whether it can be an answer at all."""
        return self.kind not in FURNITURE

    @property
    def refers(self) -> bool:
        """Whether it points to another body, whatever else it does."""
        return "elevates" in (self.kind, *self.also)


def read_passages(text: str, asked: Sequence[str] = ()) -> list[Passage]:
    """The passages in order. `asked`: words of the things asked, to tell quotations from answers."""
    cut = list(spans(text))[:MOST]
    quotations = Quoted.of(asked)
    found = []
    for place, (start, end) in enumerate(cut):
        words = text[start:end]
        following = cut[place + 1] if place + 1 < len(cut) else None
        followed = following is not None and following[1] - following[0] > 0
        passage = Passage(start, end, words, number_of(words), "says", introduces=introduces(words))
        quote = quoted(words, quotations)
        if quote.whole:
            found.append(replace(passage, kind="quote", quotes=quote.which))
            continue
        kind = furniture(words, place, len(cut), followed=followed)
        if kind:
            found.append(replace(passage, kind=kind, quotes=quote.which))
            continue
        does = doing(words)
        if retells(words):
            found.append(replace(passage, kind="introduction", quotes=quote.which))
            continue
        found.append(
            replace(
                passage,
                kind=does.kind,
                also=does.also,
                words=does.words,
                dates=does.dates,
                quotes=quote.which,
            )
        )
    return found


__all__ = ["DOES", "FURNITURE", "Passage", "read_passages"]
