"""How far a verdict may go on what was seen. The ladder of evidence binds assurers as it binds bodies."""

from collections.abc import Sequence

from answerable.assurance.models import Verification
from answerable.duties.ladder import STEPS, strongest, supported
from answerable.duties.models import ClaimLevel

# Somebody was there, or asked somebody else who knows: that carries any finding.
_CARRIES_ALL = (Verification.Seen.INSPECTION, Verification.Seen.INDEPENDENT)


def most_found(seen: str, grades: Sequence[str]) -> ClaimLevel:
    """The furthest that the work may be found to be."""
    if seen in _CARRIES_ALL:
        return ClaimLevel.DONE
    if seen == Verification.Seen.NOTHING:
        return ClaimLevel.NOT_STARTED
    return supported(strongest(grades))


def supports(seen: str, grades: Sequence[str], found: str) -> bool:
    """Whether the work may be found to be that far on what was seen. "Stopped" needs no proof."""
    if found == ClaimLevel.STOPPED:
        return True
    return STEPS.index(ClaimLevel(found)) <= STEPS.index(most_found(seen, grades))
