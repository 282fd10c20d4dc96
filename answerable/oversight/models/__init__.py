"""What now? What silence climbs, what goes first and why, what it would cost, and who does it together."""

from answerable.oversight.models.assessments import Assessment
from answerable.oversight.models.coordination import (
    Consolidation,
    Group,
    GroupExpectation,
    GroupNote,
    Membership,
    Position,
    Work,
    WorkExpectation,
)
from answerable.oversight.models.escalation import Contact, Letter, Step, Stop
from answerable.oversight.models.missing import DayDone, GapNote, Supply
from answerable.oversight.models.priorities import (
    Criterion,
    Exercise,
    ExerciseDecision,
    Item,
    Score,
    Scorer,
)

__all__ = [
    "Assessment",
    "Consolidation",
    "Contact",
    "Criterion",
    "DayDone",
    "Exercise",
    "ExerciseDecision",
    "GapNote",
    "Group",
    "GroupExpectation",
    "GroupNote",
    "Item",
    "Letter",
    "Membership",
    "Position",
    "Score",
    "Scorer",
    "Step",
    "Stop",
    "Supply",
    "Work",
    "WorkExpectation",
]
