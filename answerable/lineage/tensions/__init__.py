"""Where two asks pull in opposite directions: known tensions, who takes which side, and pairs to be judged.

Pure code over texts, without the database. The tensions are data (data/tensions); `sides` reads a text once,
and `candidates` pairs what was read.
"""

from answerable.lineage.tensions.definitions import (
    BadTensionError,
    Side,
    Source,
    Subject,
    Tension,
    read_tension,
    read_tensions,
    shipped,
)
from answerable.lineage.tensions.finding import VERSION, SideFound, sides
from answerable.lineage.tensions.pairing import METHOD, Candidate, TensionEntry, candidates

__all__ = [
    "METHOD",
    "VERSION",
    "BadTensionError",
    "Candidate",
    "Side",
    "SideFound",
    "Source",
    "Subject",
    "Tension",
    "TensionEntry",
    "candidates",
    "read_tension",
    "read_tensions",
    "shipped",
    "sides",
]
