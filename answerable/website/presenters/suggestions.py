"""Bodies and themes whose names have the words typed, so that one can go to them or search within them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef

from answerable.duties.models import Duty
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.search.words import STOP_WORDS, fold

MOST = 8  # of each kind
_WORDS, _SHORTEST = 5, 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: str  # "Theme" or "Organisation"
    name: str
    href: str
    search_href: str  # its entries

    def as_json(self) -> dict[str, str]:
        return {"kind": self.kind, "name": self.name, "href": self.href, "search": self.search_href}


def suggestions(text: str) -> list[Suggestion]:
    """At most eight themes and eight bodies that have been asked something, each from A to Z."""
    words = [one for one in fold(text).split() if one not in STOP_WORDS and len(one) >= _SHORTEST][:_WORDS]
    if not words:
        return []
    return [*_themes(words), *_bodies(words)]


def theme_names() -> list[str]:
    """Offered by every browser, without asking the server as one types."""
    return sorted(theme.name for theme in taxonomy().themes)


def _themes(words: list[str]) -> list[Suggestion]:
    found = [
        theme
        for theme in taxonomy().themes
        if all(any(part.startswith(word) for part in fold(theme.name).split()) for word in words)
    ]
    return [
        Suggestion("Theme", theme.name, f"/themes/{theme.key}", f"/search?{urlencode({'theme': theme.key})}")
        for theme in sorted(found, key=lambda one: one.name)[:MOST]
    ]


def _bodies(words: list[str]) -> list[Suggestion]:
    rows = Organisation.objects.filter(Exists(Duty.objects.filter(organisation=OuterRef("pk"))))
    for word in words:
        rows = rows.filter(name__icontains=word)
    return [
        Suggestion("Organisation", name, f"/organisations/{key}", f"/search?{urlencode({'body': key})}")
        for key, name in rows.order_by("name").values_list("reference", "name")[:MOST]
    ]
