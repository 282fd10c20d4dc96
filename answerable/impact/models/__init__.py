"""Did it work? Figures, what is tied to them, tests of effect, judgements, and what came back."""

from answerable.impact.models.effects import EffectTest, Judgement, Measure, MeasureDate
from answerable.impact.models.figures import Holding, Line, Place, Rejected, SeriesFile, Value
from answerable.impact.models.recurrence import Alarm, Reassessment

__all__ = [
    "Alarm",
    "EffectTest",
    "Holding",
    "Judgement",
    "Line",
    "Measure",
    "MeasureDate",
    "Place",
    "Reassessment",
    "Rejected",
    "SeriesFile",
    "Value",
]
