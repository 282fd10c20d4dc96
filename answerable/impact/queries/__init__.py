"""What is asked of the figures. One door for each question; nothing else reads values."""

from answerable.impact.queries.accounts import (
    Account,
    attribution,
    held_indicators,
    holdings,
    lines_left,
)
from answerable.impact.queries.many import (
    bodies_with,
    series_by_split,
    series_of_bodies,
    taken_over_between,
)
from answerable.impact.queries.places import place_key, place_words, places_at, whole_of
from answerable.impact.queries.series import places_of, series, series_of_place, splits_of, takeovers
from answerable.impact.queries.shifts import shifts

__all__ = [
    "Account",
    "attribution",
    "bodies_with",
    "held_indicators",
    "holdings",
    "lines_left",
    "place_key",
    "place_words",
    "places_at",
    "places_of",
    "series",
    "series_by_split",
    "series_of_bodies",
    "series_of_place",
    "shifts",
    "splits_of",
    "taken_over_between",
    "takeovers",
    "whole_of",
]
