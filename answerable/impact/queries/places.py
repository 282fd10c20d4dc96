"""Places that are no body (England, a ward), by a lasting key for addresses."""

import re
from collections.abc import Sequence

from answerable.impact.definitions import shipped
from answerable.impact.models import Place

_WHOLE = {"england": "England", "uk": "United Kingdom"}


def place_key(place: Place) -> str:
    """ "england", or the level and the code, or the name where files give no code: "ward.rx1-oak"."""
    if place.level in _WHOLE:
        return place.level
    return f"{_slug(place.level)}.{_slug(place.code or place.name)}"


def place_words(place: Place) -> str:
    return _WHOLE.get(place.level) or place.name or f"{place.level} {place.code}"


def places_at(indicator: str, key: str) -> list[Place]:
    """The place of a key for which the indicator is held, under every name that files give it; or none."""
    defined = shipped().get(indicator)
    if defined is None:
        return []
    held = Place.objects.filter(lines__indicator=defined.part_of or indicator).distinct().order_by("pk")
    if key in _WHOLE:
        return list(held.filter(level=key))
    level = key.partition(".")[0].replace("-", " ")
    level = "sub-icb" if level == "sub icb" else level
    return [place for place in held.filter(level=level) if place_key(place) == key]


def whole_of(indicator: str) -> Sequence[Place]:
    """England, or else the United Kingdom; nothing where neither is held."""
    return places_at(indicator, "england") or places_at(indicator, "uk")


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
