"""Second readings: a tenth of what has been decided is offered once to another editor, without the answer.

Which tenth, a hash of the item says: nobody chooses it.
"""

import hashlib

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import MD5, Concat

from answerable.lineage.models import Decision, Kind, Suggestion, Verdict
from answerable.lineage.queries.dated import present, words_held
from answerable.lineage.queries.desk import LinkItem, ThemesItem, by_entry, held_by_others, themes_held

SHARE = 0.1
_BELOW = f"{int(SHARE * 0x10000):04x}"  # hashes that begin with less are chosen


def second_links(*, editor: str, limit: int = 20) -> list[LinkItem]:
    """Links that somebody else has decided, as the machine had proposed them."""
    rows = list(
        _to_read_again(Kind.LINK, editor)
        .annotate(mark=MD5("subject"))
        .filter(present(None, "other__"), mark__lt=_BELOW)
        .filter(~Exists(_readings().filter(subject=OuterRef("subject"))))
        .exclude(subject__in=held_by_others(editor))
        .select_related("suggestion")
        .order_by("pk")[:limit]
    )
    held = words_held({key for row in rows for key in (row.entry_id, row.other_id) if key}, None)
    found = []
    for row in rows:
        shown = row.suggestion or row  # the first editor may have turned it, which would give it away
        if shown.entry_id in held and shown.other_id in held:
            left, right = held[shown.entry_id], held[shown.other_id]
            found.append(LinkItem(row.subject, left, right, row.suggestion, second=True))
    return found


def second_themes(*, editor: str, limit: int = 20) -> list[ThemesItem]:
    """Entries whose themes somebody else has decided, with what the machine had suggested of them."""
    mine = Decision.objects.filter(
        kind=Kind.THEME, superseded_at__isnull=True, second=False, decided_by=editor, entry=OuterRef("entry")
    )
    entries = list(
        _to_read_again(Kind.THEME, editor)
        .annotate(mark=MD5(Concat(Value("themes:"), F("entry__reference"))))
        .filter(mark__lt=_BELOW)
        .filter(~Exists(_readings().filter(kind=Kind.THEME, entry=OuterRef("entry"))), ~Exists(mine))
        .exclude(themes_held(editor))
        .order_by("entry_id")
        .values_list("entry_id", flat=True)
        .distinct()[:limit]
    )
    held = words_held([key for key in entries if key], None)
    every = by_entry(
        Suggestion.objects.filter(entry__in=entries, kind=Kind.THEME, superseded_at__isnull=True)
    )
    return [ThemesItem(held[key], tuple(every.get(key, ())), second=True) for key in entries if key in held]


def read_twice(item: str) -> bool:
    """Whether an item, once decided, is read a second time."""
    return hashlib.md5(item.encode(), usedforsecurity=False).hexdigest() < _BELOW


def _to_read_again(kind: str, editor: str) -> QuerySet[Decision]:
    rows = Decision.objects.filter(present(None), kind=kind, superseded_at__isnull=True, second=False)
    return rows.exclude(verdict=Verdict.UNDONE).exclude(decided_by=editor)


def _readings() -> QuerySet[Decision]:
    return Decision.objects.filter(Q(superseded_at__isnull=True, second=True)).exclude(verdict=Verdict.UNDONE)
