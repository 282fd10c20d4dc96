"""From original words to public ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from answerable.core.text.names.contacts import find_contacts
from answerable.core.text.names.deceased import author_words, read_names
from answerable.core.text.names.kept import keeper, set_marks
from answerable.core.text.names.lexicon import fold
from answerable.core.text.names.people import PeopleFinder
from answerable.core.text.names.spans import Doubt, Masked, MaskedSpan, apply_spans
from answerable.core.text.names.sweeps import sweep


def mask(
    text: str,
    *,
    deceased: Sequence[str] = (),
    author: str = "",
    keep: Sequence[str] = (),
    people: Sequence[str] = (),
) -> Masked:
    """The text without names of people and contact details.

    `deceased`: full names of those the report is about. `author`: the coroner or chair. `keep`: names of
    organisations and places that stay even where they hold a person's name. `people`: words of names known
    from the report's other texts (`people_named`), so that "Finch" is masked where only another entry says
    "Dr Finch". What is in doubt is held back or kept by rule, and listed in `doubtful`. Masking the public
    text again changes nothing.
    """
    who = read_names(tuple(deceased))
    words = author_words(author)
    bodies = keeper(tuple(keep))
    known = frozenset(fold(word) for word in people)
    spans: tuple[MaskedSpan, ...] = ()
    doubts: list[Doubt] = []
    public = text
    while public:
        marks = set_marks(public)
        finder = PeopleFinder(public, who, words, bodies, marks, known)
        finder.find()
        sweep(finder)
        found = without_overlap([*find_contacts(public), *finder.spans], marks)
        if public is text:
            doubts = finder.doubts
        if not found:
            break
        # What is masked changes what stands beside the rest, so look again until nothing more is found.
        spans = without_overlap([*spans, *_in_original(found, spans)], [])
        public = apply_spans(text, spans)
    return Masked(public, spans, _settled(doubts, spans))


def people_named(
    texts: Iterable[str], *, deceased: Sequence[str] = (), keep: Sequence[str] = ()
) -> tuple[str, ...]:
    """Words of the names found in a report's texts, but for the deceased's: `people` for `mask`."""
    who = read_names(tuple(deceased))
    found: set[str] = set()
    for text in texts:
        finder = PeopleFinder(text, who, frozenset(), keeper(tuple(keep)), set_marks(text))
        finder.find()
        found.update(finder.known)
    return tuple(sorted(found - who.words - who.pet_names))


def _in_original(found: tuple[MaskedSpan, ...], spans: tuple[MaskedSpan, ...]) -> list[MaskedSpan]:
    """Spans found in the masked text, with their places in the original. None touches a mark."""
    shifts: list[tuple[int, int]] = [(0, 0)]  # from this place in the masked text on, add this
    grown = 0
    for span in spans:
        grown += len(span.replacement) - (span.end - span.start)
        shifts.append((span.end + grown, -grown))
    moved = []
    for span in found:
        shift = next(by for place, by in reversed(shifts) if place <= span.start)
        moved.append(replace(span, start=span.start + shift, end=span.end + shift))
    return moved


def without_overlap(spans: list[MaskedSpan], marks: list[tuple[int, int]]) -> tuple[MaskedSpan, ...]:
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
