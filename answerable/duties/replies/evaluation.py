"""How well replies are split and matched, on labels made by reading them.

The labels hold places and verdicts only. A thing asked is "answered" by stretches of the reply's text, "not
answered", or "asks nothing", which counts in no figure but its own.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Stretch = tuple[int, int]
RIGHT_PLACE = 0.5  # share of the proposed words that must stand where the reader found the answer


@dataclass(frozen=True, slots=True)
class Case:
    """One thing asked in one reply: what the reader found and what was proposed.

    `proposed` is None where nothing was, and empty where it was proposed as not answered.
    """

    verdict: str
    by: tuple[Stretch, ...]
    may: tuple[Stretch, ...]
    stance: str
    proposed: tuple[Stretch, ...] | None
    proposed_stance: str = ""


def figures(cases: Iterable[Case]) -> dict[str, object]:
    """Precision and recall of matches, of what goes unanswered, and of stances."""
    count: Counter[str] = Counter()
    for case in cases:
        count[case.verdict] += 1
        if case.verdict == "asks nothing":
            count["nothing asked, proposed as not answered"] += case.proposed == ()
            continue
        answered = case.verdict == "answered"
        if case.proposed:
            count["matched"] += 1
            placed = _covered(case.proposed, (*case.by, *case.may))
            right = answered and placed >= RIGHT_PLACE
            count["matched rightly"] += right
            count["words proposed"] += _length(case.proposed)
            count["words rightly"] += round(placed * _length(case.proposed))
            if answered:
                count["words wanted"] += _length(case.by)
                count["words found"] += round(_covered(case.by, case.proposed) * _length(case.by))
        elif case.proposed == ():
            count["proposed as not answered"] += 1
            count["rightly not answered"] += not answered
        else:
            count["nothing proposed"] += 1
        if answered:
            count["stances stated"] += bool(case.stance)
            count["stances proposed"] += bool(case.proposed and case.proposed_stance)
            count["stances right"] += bool(
                case.stance and case.proposed and case.stance == case.proposed_stance
            )
    return {
        "things asked": count["answered"] + count["not answered"],
        "answered": count["answered"],
        "not answered": count["not answered"],
        "match": _rates(count["matched rightly"], count["matched"], count["answered"]),
        "unanswered": _rates(
            count["rightly not answered"], count["proposed as not answered"], count["not answered"]
        ),
        "nothing proposed": count["nothing proposed"],
        "words": {
            "precision": _share(count["words rightly"], count["words proposed"]),
            "recall of matched": _share(count["words found"], count["words wanted"]),
        },
        "stance": _rates(count["stances right"], count["stances proposed"], count["stances stated"]),
        "asks nothing": count["asks nothing"],
        "asks nothing, proposed as not answered": count["nothing asked, proposed as not answered"],
    }


def _rates(right: int, proposed: int, wanted: int) -> dict[str, object]:
    return {
        "precision": _share(right, proposed),
        "recall": _share(right, wanted),
        "right": right,
        "proposed": proposed,
        "labelled": wanted,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _length(stretches: Sequence[Stretch]) -> int:
    return sum(end - start for start, end in stretches)


def _covered(inner: Sequence[Stretch], outer: Sequence[Stretch]) -> float:
    """The share of `inner` that stands in `outer`."""
    places: set[int] = set()
    for start, end in outer:
        places.update(range(start, end))
    total = _length(inner)
    inside = sum(1 for start, end in inner for place in range(start, end) if place in places)
    return inside / total if total else 0.0
