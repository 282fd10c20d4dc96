"""Where an entry's matter takes place and whom it is about, by rule from its own words; and what may be said.

The rules are pure; `values` knows the tables only for what they call things.
"""

from answerable.lineage.about.places import SETTINGS_METHOD, settings_of
from answerable.lineage.about.populations import (
    POPULATIONS_METHOD,
    BadPopulationsError,
    Population,
    Populations,
    populations,
    populations_of,
)
from answerable.lineage.about.reading import Found
from answerable.lineage.about.values import label_of, values_of

__all__ = [
    "POPULATIONS_METHOD",
    "SETTINGS_METHOD",
    "BadPopulationsError",
    "Found",
    "Population",
    "Populations",
    "label_of",
    "populations",
    "populations_of",
    "settings_of",
    "values_of",
]
