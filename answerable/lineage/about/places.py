"""The settings of one entry, by the rules that give a report its settings (core/text/scope)."""

from answerable.core.text.scope import settings
from answerable.core.text.scope.settings import OTHER
from answerable.lineage.about.reading import Found

SETTINGS_METHOD = "setting-words/1"
INPATIENT = "mental-health-inpatient"
# How often the rule was right when read, one reading each: of real entries drawn at random, 37 of 45 with
# one such word, and 33 of 35 with more.
_ONE, _MORE = 0.82, 0.94


def settings_of(text: str) -> list[Found]:
    """The settings that an entry's own words speak of; none where they speak of none."""
    return [
        Found(found.name, _MORE if found.mentions > 1 else _ONE, found.words)
        for found in settings([text])
        if found.name != OTHER
    ]
