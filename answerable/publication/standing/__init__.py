"""What is known of each duty, in one shape for pages, JSON, CSV and export: public fields only.

Who was asked and who must answer now; what they answered, say they did and have shown; what others found and
what the people it is about see; how it was passed on, disputed, followed up, challenged and corrected.
"""

from answerable.publication.standing.reading import entry_standings, in_rows, rows_of, standings
from answerable.publication.standing.records import (
    AgainRecord,
    AxisRecord,
    EntryStanding,
    EvidenceRecord,
    NoteRecord,
    PartRecord,
    StandingRecord,
    plain_values,
)
from answerable.publication.standing.table import STANDING_COLUMNS, standing_row

__all__ = [
    "STANDING_COLUMNS",
    "AgainRecord",
    "AxisRecord",
    "EntryStanding",
    "EvidenceRecord",
    "NoteRecord",
    "PartRecord",
    "StandingRecord",
    "entry_standings",
    "in_rows",
    "plain_values",
    "rows_of",
    "standing_row",
    "standings",
]
