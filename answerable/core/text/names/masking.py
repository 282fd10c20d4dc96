"""From original words to public ones."""

from collections.abc import Sequence

from answerable.core.text.names.contacts import find_contacts
from answerable.core.text.names.deceased import read_names
from answerable.core.text.names.kept import keeper, set_marks
from answerable.core.text.names.people import PeopleFinder
from answerable.core.text.names.spans import Doubt, Masked, MaskedSpan, apply_spans


def mask(text: str, *, deceased: Sequence[str] = (), author: str = "", keep: Sequence[str] = ()) -> Masked:
    """The text without names of people and contact details.

    `deceased`: full names of those the report is about. `author`: the coroner or chair. `keep`: names of
    organisations and places that stay even where they hold a person's name. What is in doubt is held back and
    listed in `doubtful`. Masking the public text again changes nothing.
    """
    if not text:
        return Masked(text)
    marks = set_marks(text)
    finder = PeopleFinder(
        text, read_names(tuple(deceased)), read_names((author,)).words, keeper(tuple(keep)), marks
    )
    found = finder.find()
    spans = _without_overlap([*find_contacts(text), *found.spans], marks)
    return Masked(apply_spans(text, spans), spans, _settled(found.doubts))


def _without_overlap(spans: list[MaskedSpan], marks: list[tuple[int, int]]) -> tuple[MaskedSpan, ...]:
    """Sorted; of two that overlap the one that starts first, then the longer, grows to cover both."""
    chosen: list[MaskedSpan] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if any(a < span.end and span.start < b for a, b in marks):
            continue
        if chosen and span.start < chosen[-1].end:
            last = chosen[-1]
            if span.end > last.end:
                chosen[-1] = MaskedSpan(last.start, span.end, last.kind, last.replacement, last.rule)
            continue
        chosen.append(span)
    return tuple(chosen)


def _settled(doubts: list[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(set(doubts), key=lambda d: (d.start, d.end)))
