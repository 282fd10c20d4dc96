"""What the review desk offers next: the most informative first, and some sure ones to measure errors by.

**Informative.** A link is worth more the nearer its probability is to the line (0.5), the more entries hang
on the two it joins, and when their reports are in scope:

    worth = (1 - 2 |p - 0.5|) x scope x (1 + log2(1 + hanging) / 4)

where scope is 1, 0.75 or 0.5 (the greater of the two reports') and `hanging` counts the other links of the
two entries, open or confirmed. Only the `POOL` suggestions nearest to the line on either side are weighed, so
that the cost does not grow with the register. An entry's themes are offered by its least sure open one.

**Sure ones.** Every `SURE_EVERY`th item decided is one of which the machine is sure (p of 0.9 and above),
drawn in an order that is fixed but has nothing to do with what it says. How often people refuse those, and
how often they accept the others, is the desk's own measure of error (`agreement.by_score`). What the machine
never proposed is not offered: what it misses is measured on labelled cases only.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Concat

from answerable.core.calendar import now
from answerable.lineage.models import Decision, Hold, Kind, Suggestion, Verdict
from answerable.lineage.queries.dated import present, touching, words_held
from answerable.lineage.subjects import themes_item
from answerable.register.models import EntryVersion, Report

LINE = 0.5
SURE = 0.9
SURE_EVERY = 10
POOL = 200
_SCOPE = {Report.Scope.YES: 1.0, Report.Scope.LIKELY: 0.75, Report.Scope.NO: 0.5}
_SCATTER = 2654435761  # Knuth's multiplier: neighbours land far apart


@dataclass(frozen=True, slots=True)
class LinkItem:
    """Two entries to be judged. `suggestion` is None where an editor had linked them unasked."""

    subject: str
    left: EntryVersion  # of the suggestion's `entry`
    right: EntryVersion
    suggestion: Suggestion | None
    sure: bool = False
    second: bool = False

    @property
    def item(self) -> str:
        """What a hold is taken on."""
        return self.subject


@dataclass(frozen=True, slots=True)
class ThemesItem:
    """An entry whose themes are judged at once, with those that are open, the surest first."""

    version: EntryVersion
    suggestions: tuple[Suggestion, ...]
    sure: bool = False
    second: bool = False

    @property
    def item(self) -> str:
        return themes_item(self.version.entry)


def undecided(kind: str, values: Iterable[str] = ()) -> QuerySet[Suggestion]:
    """Open suggestions of a kind: current, not decided (or taken back), on entries that stand."""
    standing = Decision.objects.filter(
        subject=OuterRef("subject"), superseded_at__isnull=True, second=False
    ).exclude(verdict=Verdict.UNDONE)
    rows = Suggestion.objects.filter(~Exists(standing), superseded_at__isnull=True, kind=kind)
    if kind != Kind.SCOPE:
        rows = rows.filter(present(None))
    else:
        rows = rows.filter(report__withdrawn_at__isnull=True)
    if kind == Kind.LINK:
        rows = rows.filter(present(None, "other__"))
    wanted = list(values)
    return rows.filter(value__in=wanted) if wanted else rows


def open_links(
    *,
    editor: str = "",
    relations: Iterable[str] = (),
    limit: int = 20,
    surest_first: bool = False,
) -> list[LinkItem]:
    """Links to decide, most informative first; or the likeliest first, as for candidate contradictions.

    What another editor than `editor` holds is left out.
    """
    rows = undecided(Kind.LINK, relations).exclude(subject__in=held_by_others(editor))
    if surest_first:
        chosen = list(rows.order_by("-score", "pk")[:limit])
    else:
        near = _worthiest(_nearest(rows))
        sure = rows.filter(score__gte=SURE).order_by(_scattered(), "pk")[:limit]
        chosen = _with_sure(near, sure, _decided(Kind.LINK), limit)
    held = words_held({key for row in chosen for key in (row.entry_id, row.other_id) if key}, None)
    return [
        LinkItem(row.subject, held[row.entry_id], held[row.other_id], row, sure=row.score >= SURE)
        for row in chosen
        if row.entry_id in held and row.other_id in held
    ]


def open_themes(*, editor: str = "", limit: int = 20) -> list[ThemesItem]:
    """Entries whose themes are to be decided, by the least sure open theme of each."""
    rows = undecided(Kind.THEME).exclude(themes_held(editor))
    near = list({row.entry_id: row for row in reversed(_nearest(rows))}.values())
    near.sort(key=_distance)
    # As a list, read once: asked row by row, SQLite goes over all unsure ones each time.
    unsure = undecided(Kind.THEME).filter(score__lt=SURE).order_by().values("entry")
    sure = rows.filter(score__gte=SURE).exclude(entry__in=unsure).order_by(_scattered(), "pk")[: 4 * limit]
    chosen = _with_sure(near, {row.entry_id: row for row in sure}.values(), _decided(Kind.THEME), limit)
    entries = [row.entry_id for row in chosen if row.entry_id]
    every = by_entry(undecided(Kind.THEME).filter(entry__in=entries))
    held = words_held(entries, None)
    return [
        ThemesItem(held[key], tuple(every[key]), sure=all(row.score >= SURE for row in every[key]))
        for key in entries
        if key in held and key in every
    ]


def open_values(kind: str, *, editor: str = "", limit: int = 20) -> list[Suggestion]:
    """Settings, populations or scopes to decide, the least sure first."""
    rows = undecided(kind).exclude(subject__in=held_by_others(editor))
    return _nearest(rows.select_related("entry__report", "report"))[:limit]


def _nearest(rows: QuerySet[Suggestion]) -> list[Suggestion]:
    """Those nearest to the line on either side, the nearest first."""
    above = rows.filter(score__gte=LINE).order_by("score", "pk")[:POOL]
    below = rows.filter(score__lt=LINE).order_by("-score", "pk")[:POOL]
    return sorted([*above, *below], key=lambda row: (_distance(row), row.pk))


def _distance(row: Suggestion) -> float:
    return abs(row.score - LINE)


def _worthiest(rows: Sequence[Suggestion]) -> list[Suggestion]:
    ends = {key for row in rows for key in (row.entry_id, row.other_id) if key}
    links = Suggestion.objects.filter(kind=Kind.LINK, superseded_at__isnull=True)
    confirmed = Decision.objects.filter(kind=Kind.LINK, superseded_at__isnull=True, second=False)
    both = (touching(links, ends), touching(confirmed.exclude(value=""), ends))
    pairs = {
        (subject, key)
        for rows_of in both
        for subject, *keys in rows_of.values_list("subject", "entry_id", "other_id")
        for key in keys
    }
    hanging = Counter(key for _, key in pairs)
    scopes = dict(Report.objects.filter(entries__in=ends).values_list("entries__pk", "scope"))

    def worth(row: Suggestion) -> float:
        keys = [key for key in (row.entry_id, row.other_id) if key]
        scope = max(_SCOPE[Report.Scope(scopes[key])] for key in keys)
        others = sum(hanging[key] - 1 for key in keys)  # the link itself hangs on either end
        return (1 - 2 * _distance(row)) * scope * (1 + math.log2(1 + others) / 4)

    return sorted(rows, key=lambda row: (-worth(row), row.pk))


def _with_sure(
    near: Sequence[Suggestion], sure: Iterable[Suggestion], done: int, limit: int
) -> list[Suggestion]:
    """`near` in its order, with a sure one at every tenth place; `done` items were decided before."""
    rest, measured = iter(near), iter(sure)
    chosen: dict[int, Suggestion] = {}
    while len(chosen) < limit:
        turns = (rest, measured)
        if (done + len(chosen)) % SURE_EVERY == SURE_EVERY - 1:
            turns = (measured, rest)
        row = next((row for rows in turns for row in rows if row.pk not in chosen), None)
        if row is None:
            break
        chosen[row.pk] = row
    return list(chosen.values())


def _scattered() -> Combinable:
    return (F("pk") * _SCATTER) % (2**32)


def _decided(kind: str) -> int:
    """How many items have been decided: links, or entries of which some theme was."""
    rows = Decision.objects.filter(kind=kind, second=False, superseded_at__isnull=True)
    rows = rows.exclude(verdict=Verdict.UNDONE)
    return rows.values("entry").distinct().count() if kind == Kind.THEME else rows.count()


def by_entry(rows: QuerySet[Suggestion]) -> dict[int, list[Suggestion]]:
    """{entry id: its suggestions}, the surest first."""
    found: dict[int, list[Suggestion]] = {}
    for row in rows.order_by("-score", "pk"):
        if row.entry_id:
            found.setdefault(row.entry_id, []).append(row)
    return found


def held_by_others(editor: str) -> list[str]:
    """The items that another editor has open."""
    return list(_holds_of_others(editor).values_list("item", flat=True))


def themes_held(editor: str) -> Exists:
    """Of rows on an entry: whether another editor has the entry's themes open."""
    item = Concat(Value("themes:"), OuterRef("entry__reference"), output_field=CharField())
    return Exists(_holds_of_others(editor).annotate(wanted=item).filter(item=F("wanted")))


def _holds_of_others(editor: str) -> QuerySet[Hold]:
    return Hold.objects.filter(until__gt=now()).exclude(held_by=editor)
