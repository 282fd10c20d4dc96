"""What others found: the reply judged, the delivery verified, the panel's view, closure, and challenge.

Everything here is said by somebody other than the body it is about. Rows are added; a later one of the same
kind stands, and the earlier stay.
"""

from answerable.assurance.models.challenges import Challenge, Correction
from answerable.assurance.models.closures import Closure, Recheck
from answerable.assurance.models.findings import Adequacy, PanelView, Verification
from answerable.assurance.models.imported import ImportedStatus

__all__ = [
    "Adequacy",
    "Challenge",
    "Closure",
    "Correction",
    "ImportedStatus",
    "PanelView",
    "Recheck",
    "Verification",
]
