"""What is asked of the figures. One door for each question; nothing else reads values."""

from answerable.impact.queries.accounts import (
    Account,
    attribution,
    held_indicators,
    holdings,
    lines_left,
)
from answerable.impact.queries.places import place_key, place_words, places_at, whole_of
from answerable.impact.queries.series import places_of, series, series_of_place, splits_of, takeovers
from answerable.impact.queries.shifts import shifts

__all__ = [
    "Account",
    "attribution",
    "held_indicators",
    "holdings",
    "lines_left",
    "place_key",
    "place_words",
    "places_at",
    "places_of",
    "series",
    "series_of_place",
    "shifts",
    "splits_of",
    "takeovers",
    "whole_of",
]
