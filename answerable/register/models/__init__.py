"""What was said, and to whom: reports, their entries and versions, and addressees as written and resolved.

Dated rows carry `recorded_at` and `superseded_at`: a row was what the register held from the first until
the second, and the current row has none.
"""

from answerable.register.models.addressees import Addressing, Resolution
from answerable.register.models.entries import Entry, EntryVersion
from answerable.register.models.manuscripts import Manuscript
from answerable.register.models.plain import Edition, Summary
from answerable.register.models.reports import Disagreement, Identifier, Report, Sighting
from answerable.register.models.sectors import SectorFinding
from answerable.register.models.withdrawals import Withdrawal

__all__ = [
    "Addressing",
    "Disagreement",
    "Edition",
    "Entry",
    "EntryVersion",
    "Identifier",
    "Manuscript",
    "Report",
    "Resolution",
    "SectorFinding",
    "Sighting",
    "Summary",
    "Withdrawal",
]
