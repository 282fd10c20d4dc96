"""The writes of this room."""

from answerable.impact.operations.defining import record_definitions
from answerable.impact.operations.figures import Known, load_figures
from answerable.impact.operations.judging import judge_impact
from answerable.impact.operations.measuring import end_measure, set_measure_date, tie_measure
from answerable.impact.operations.settling import settle_lines
from answerable.impact.operations.testing import run_test

__all__ = [
    "Known",
    "end_measure",
    "judge_impact",
    "load_figures",
    "record_definitions",
    "run_test",
    "set_measure_date",
    "settle_lines",
    "tie_measure",
]
