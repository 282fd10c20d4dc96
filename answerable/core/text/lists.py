"""Finds the outer list of a text: which markers belong to it, what comes before it and after it."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.core.text.markers import RANKS, Marker, Reading

_OTHER_CASE = {"roman": "upper-roman", "upper-roman": "roman", "letter": "upper", "upper": "letter"}


@dataclass(frozen=True, slots=True)
class Found:
    """The markers of one list, in order, and the place where the list must have ended."""

    kind: str
    markers: tuple[Marker, ...]
    end: int
    flags: tuple[str, ...] = ()


def outer_list(markers: Sequence[Marker], end: int) -> Found | None:
    """The first list that is not inside another one. `end` is where the text ends."""
    numbered: Found | None = None
    for index, marker in enumerate(markers):
        for reading in marker.readings:
            if reading.kind == "bullet" or not _may_begin(reading, markers[index + 1 :]):
                continue
            chain, flags = _chain(markers, index, reading)
            if len(chain) < 2 and not _stands_alone(reading, marker):
                continue
            numbered = Found(reading.kind, tuple(chain), _list_end(markers, chain, reading, end), flags)
            break
        if numbered:
            break
    if numbered:
        return numbered
    bullets = [m for m in markers if m.readings[0].kind == "bullet"]
    if bullets:
        style = bullets[0].readings[0].style
        return Found("bullet", tuple(m for m in bullets if m.readings[0].style == style), end)
    return None


def _may_begin(reading: Reading, later: Sequence[Marker]) -> bool:
    """A list begins at one; or anywhere, when at least two more follow in step (its head was lost)."""
    if reading.value == 1:
        return True
    wanted = [(reading.kind, reading.style, reading.value + step) for step in (1, 2)]
    seen = {(r.kind, r.style, r.value) for m in later for r in m.readings}
    return all(w in seen for w in wanted)


def _stands_alone(reading: Reading, marker: Marker) -> bool:
    """A list of one is believed for plain numbers and bracketed letters, not for "A." or "I."."""
    return reading.kind in ("decimal", "label") and marker.label not in ("I.", "l.", "|.")


def _chain(markers: Sequence[Marker], first: int, reading: Reading) -> tuple[list[Marker], tuple[str, ...]]:
    chain, flags = [markers[first]], list[str]()
    value, index = reading.value, first + 1
    while True:
        step = _next(markers, index, reading, value)
        if step is None:
            return chain, tuple(dict.fromkeys(flags))
        position, new_value, flag = step
        chain.append(markers[position])
        if flag:
            flags.append(flag)
        value, index = new_value, position + 1


def _next(markers: Sequence[Marker], index: int, reading: Reading, value: int) -> tuple[int, int, str] | None:
    """The marker that goes on after `value`: in the same style, else in another, else over a gap."""
    loose: tuple[int, int, str] | None = None
    gap: tuple[int, int, str] | None = None
    for position in range(index, len(markers)):
        for other in markers[position].readings:
            if other.kind not in (reading.kind, _OTHER_CASE.get(reading.kind)):
                continue
            same = other.style == reading.style and other.kind == reading.kind
            if same and other.value == value + 1:
                return position, value + 1, ""
            if same and other.value == reading.value and reading.value == 1:
                return loose or gap  # the numbering begins again: another list
            if other.value == value + 1 and reading.kind != "dotted":
                loose = loose or (position, value + 1, "numbering-mixed")
            if same and value + 1 < other.value <= value + 3:
                gap = gap or (position, other.value, "numbering-gap")
    return loose or gap


def _list_end(markers: Sequence[Marker], chain: Sequence[Marker], reading: Reading, end: int) -> int:
    """A list that begins after the last item ends this one, if its kind is not an inner one."""
    for marker in markers:
        if marker.start > chain[-1].start:
            for other in marker.readings:
                outer = other.kind == reading.kind or RANKS[other.kind] < RANKS[reading.kind]
                if outer and other.value == 1 and other.kind != "bullet":
                    return marker.start
    return end
