"""What now? What silence climbs, what goes first and why, what it would cost, and who does it together."""

from answerable.oversight.models.assessments import Assessment
from answerable.oversight.models.consolidations import Consolidation, Gathered, Position
from answerable.oversight.models.coordination import (
    Group,
    GroupExpectation,
    GroupNote,
    Membership,
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
from answerable.oversight.models.public import PublishedSearch, Reported
from answerable.oversight.models.spells import NO_END, Reckoning, Spell
from answerable.oversight.models.succession import Passing, SuccessionRun

__all__ = [
    "NO_END",
    "Assessment",
    "Consolidation",
    "Contact",
    "Criterion",
    "DayDone",
    "Exercise",
    "ExerciseDecision",
    "Gathered",
    "GapNote",
    "Group",
    "GroupExpectation",
    "GroupNote",
    "Item",
    "Letter",
    "Membership",
    "Passing",
    "Position",
    "PublishedSearch",
    "Reckoning",
    "Reported",
    "Score",
    "Scorer",
    "Spell",
    "Step",
    "Stop",
    "SuccessionRun",
    "Supply",
    "Work",
    "WorkExpectation",
]
