"""The evidence ladder: what a claim needs before it can be made, and how far evidence carries one.

From peers.md, section 6, idea 4: bodies that follow up recommendations found claims that nothing could prove
(NAO, POGO, HSSIB), so that here a claim's level cannot exceed its evidence. A plan needs the body's word for
it, work under way something that staff work by, and "done" a look at whether it happens.
"""

from collections.abc import Iterable
from types import MappingProxyType

from answerable.duties.models import ClaimLevel, Grade

# None: no evidence is needed to say that nothing was begun, or that the work was stopped.
NEEDED = MappingProxyType(
    {
        ClaimLevel.NOT_STARTED: None,
        ClaimLevel.PLANNED: Grade.STATEMENT,
        ClaimLevel.UNDER_WAY: Grade.POLICY,
        ClaimLevel.DONE: Grade.AUDIT,
        ClaimLevel.STOPPED: None,
    }
)
# From the weakest to the strongest.
GRADES = tuple(Grade)
# How far along the work is. "Stopped" is no step of the way.
STEPS = (ClaimLevel.NOT_STARTED, ClaimLevel.PLANNED, ClaimLevel.UNDER_WAY, ClaimLevel.DONE)
# Of days. NHS boards hear of quality and safety each quarter: silence for longer has passed one over.
STALLED_AFTER = 90
MAY_STALL = frozenset({ClaimLevel.PLANNED, ClaimLevel.UNDER_WAY})


def strongest(grades: Iterable[str]) -> Grade | None:
    """The strongest of these grades; None where there are none."""
    return max((Grade(grade) for grade in grades), key=GRADES.index, default=None)


def supported(grade: Grade | None) -> ClaimLevel:
    """The furthest level that evidence of this grade carries."""
    return max(
        (level for level in STEPS if reaches(grade, NEEDED[level])),
        key=STEPS.index,
    )


def supports(grade: Grade | None, level: ClaimLevel) -> bool:
    """Whether evidence of this grade is enough for a claim of this level."""
    return reaches(grade, NEEDED[level])


def reaches(grade: Grade | None, needed: Grade | None) -> bool:
    """Whether `grade` is as strong as what is needed."""
    if needed is None:
        return True
    return grade is not None and GRADES.index(grade) >= GRADES.index(needed)


def is_backward(before: str, after: str) -> bool:
    """Whether the work is said to be less far along than it was said to be before."""
    steps = [str(step) for step in STEPS]
    return before in steps and after in steps and steps.index(after) < steps.index(before)


def what_is_missing(grade: Grade | None, level: ClaimLevel) -> str:
    """What to say to one who would claim `level` on evidence of this grade; blank where it is enough."""
    needed = NEEDED[level]
    if needed is None or reaches(grade, needed):
        return ""
    have = f"the strongest named is “{grade.label}”" if grade else "none is named"
    stronger = " or ".join(
        f"“{one.label}”" for one in GRADES[GRADES.index(needed) : GRADES.index(needed) + 2]
    )
    more = ", or stronger" if GRADES.index(needed) + 2 < len(GRADES) else ""
    carries = supported(grade)
    return (
        f"To claim “{level.label}”, evidence of the kind {stronger}{more} is needed; {have}. "
        f"With that you can claim “{carries.label}”."
    )
