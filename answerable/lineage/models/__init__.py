"""Was it said before, and does it conflict? What the machine suggests and what people decide, kept apart."""

from answerable.lineage.models.contradictions import Contradiction, ContradictionStep
from answerable.lineage.models.expectations import (
    Expectation,
    ExpectationChange,
    Serving,
    Standing,
    Wording,
)
from answerable.lineage.models.looks import Look
from answerable.lineage.models.suggestions import (
    SYMMETRIC,
    Decision,
    Hold,
    Kind,
    Relation,
    Run,
    Suggestion,
    Verdict,
)

__all__ = [
    "SYMMETRIC",
    "Contradiction",
    "ContradictionStep",
    "Decision",
    "Expectation",
    "ExpectationChange",
    "Hold",
    "Kind",
    "Look",
    "Relation",
    "Run",
    "Serving",
    "Standing",
    "Suggestion",
    "Verdict",
    "Wording",
]
