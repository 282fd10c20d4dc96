"""From original words to public ones."""

from collections.abc import Sequence
from dataclasses import replace

from answerable.core.text.names.contacts import find_contacts
from answerable.core.text.names.deceased import author_words, read_names
from answerable.core.text.names.kept import keeper, set_marks
from answerable.core.text.names.people import PeopleFinder
from answerable.core.text.names.spans import Doubt, Masked, MaskedSpan, apply_spans
from answerable.core.text.names.sweeps import sweep


def mask(text: str, *, deceased: Sequence[str] = (), author: str = "", keep: Sequence[str] = ()) -> Masked:
    """The text without names of people and contact details.

    `deceased`: full names of those the report is about. `author`: the coroner or chair. `keep`: names of
    organisations and places that stay even where they hold a person's name. What is in doubt is held back or
    kept by rule and listed in `doubtful`. Masking the public text again changes nothing.
    """
    if not text:
        return Masked(text)
    marks = set_marks(text)
    finder = PeopleFinder(text, read_names(tuple(deceased)), author_words(author), keeper(tuple(keep)), marks)
    finder.find()
    sweep(finder)
    spans = _without_overlap([*find_contacts(text), *finder.spans], marks)
    return Masked(apply_spans(text, spans), spans, _settled(finder.doubts, spans))


def _without_overlap(spans: list[MaskedSpan], marks: list[tuple[int, int]]) -> tuple[MaskedSpan, ...]:
    """Sorted; where two overlap, one covers both and keeps the name of the one that starts first."""
    chosen: list[MaskedSpan] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if any(a < span.end and span.start < b for a, b in marks):
            continue
        if chosen and span.start < chosen[-1].end:
            if span.end > chosen[-1].end:
                chosen[-1] = replace(chosen[-1], end=span.end)
            continue
        chosen.append(span)
    return tuple(chosen)


def _settled(doubts: list[Doubt], spans: tuple[MaskedSpan, ...]) -> tuple[Doubt, ...]:
    """Each doubt once; none about words that were held back on other grounds."""
    kept = (d for d in doubts if d.masked or not any(s.start <= d.start and d.end <= s.end for s in spans))
    return tuple(sorted(set(kept), key=lambda d: (d.start, d.end, d.why)))
