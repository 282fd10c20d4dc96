"""Groups of entries that seem to ask the same, kept as drafts of expectations."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from answerable.core.actors import Actor
from answerable.lineage.models import (
    Decision,
    Expectation,
    ExpectationChange,
    Kind,
    Relation,
    Serving,
    Standing,
    Suggestion,
    Verdict,
)
from answerable.lineage.operations import (
    Draft,
    ExpectationError,
    extend_draft,
    propose_expectations,
    retire_drafts,
)
from answerable.lineage.queries import events_of
from answerable.lineage.repeats.grouping import METHOD, VERSION, Edge, Group, groups
from answerable.lineage.repeats.labelling import label
from answerable.lineage.repeats.passages import Rarity
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.pipeline.relate.reading import Row
from answerable.register.models import Entry

GROUPING = f"{METHOD}/{VERSION}"
EDGE = 0.55  # chance of a repeat from which a link holds a group together
RESOLUTION = 0.42
LEAST_REPORTS = 3
_ASKING = (Relation.SAME_ASK, Relation.OVERLAPS, Relation.NARROWER, Relation.SAME_EVENT)
_COMMON = 0.4  # share of a group's entries that a theme needs, to be in its name
_DENSE, _STRONG = 0.6, 0.7  # by 100 groups read: most of those that fell apart were below
_HALF = 0.5
_AT_ONCE = 50
JOBS = "job:"  # how the identifiers of the register's own jobs begin
OTHER = "other"
NO_LONGER = "A newer grouping no longer makes this draft"

Progress = Callable[[str, int, int], None]
Themes = dict[str, float]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a grouping did to the drafts."""

    proposed: int = 0
    extended: int = 0
    retired: int = 0


def edges(among: Iterable[int] | None = None) -> list[Edge]:
    """The links that hold groups together: confirmed ones whole, refused ones never, others by chance."""
    touching = Q() if among is None else Q(entry__in=list(among)) | Q(other__in=list(among))
    found: dict[str, Edge] = {}
    rows = Suggestion.objects.filter(
        touching, kind=Kind.LINK, value__in=_ASKING, superseded_at__isnull=True, score__gte=EDGE
    ).values_list("subject", "entry_id", "other_id", "score")
    for subject, entry, other, score in rows.iterator(5000):
        assert entry is not None and other is not None
        found[subject] = (entry, other, score)
    decided = (
        Decision.objects.filter(touching, kind=Kind.LINK, second=False, superseded_at__isnull=True)
        .exclude(verdict=Verdict.UNDONE)
        .values_list("subject", "entry_id", "other_id", "value")
    )
    for subject, entry, other, value in decided.iterator(5000):
        found.pop(subject, None)
        if value in _ASKING:
            assert entry is not None and other is not None
            found[subject] = (entry, other, 1.0)
    return list(found.values())


def gather(by: Actor, rows: Sequence[Row], rarity: Rarity, progress: Progress | None = None) -> Gathered:
    """Groups everything anew. Drafts that come out the same stay, and so do those an editor has touched."""
    row_of = {row.entry: row for row in rows}
    links = [edge for edge in edges() if edge[0] in row_of and edge[1] in row_of]
    events = events_of({row.report for row in rows})
    report_of = {row.entry: events.get(row.report, row.report) for row in rows}
    found = groups(links, report_of, resolution=RESOLUTION, least_reports=LEAST_REPORTS)
    themes = _themes_of({entry for group in found for entry in group.entries})
    settled = _settled()
    made = [
        group
        for group in found
        if _holds_together(group, themes) and not _is_settled(set(group.entries), settled)
    ]
    held = _drafts()
    wanted = {frozenset(group.entries): group for group in made}
    by_entry: dict[int, set[int]] = defaultdict(set)
    for draft, entries in held.items():
        for entry in entries:
            by_entry[entry].add(draft)
    extended, kept, fresh = 0, set(), []
    for members, group in wanted.items():
        inside = [
            draft
            for draft in sorted({draft for entry in members for draft in by_entry[entry]})
            if held[draft] <= members and draft not in kept
        ]
        if not inside:
            fresh.append(group)
            continue
        draft = max(inside, key=lambda each: (len(held[each]), -each))
        kept.add(draft)
        if members - held[draft]:
            extended += _extend(by, draft, sorted(members - held[draft]), _scores(group))
    stale = [draft for draft in held if draft not in kept]
    retired = (
        retire_drafts(by=by, expectations=list(Expectation.objects.filter(pk__in=stale)), why=NO_LONGER)
        if stale
        else 0
    )
    return Gathered(_propose(by, fresh, row_of, themes, rarity, progress), extended, retired)


def join(by: Actor, fresh: Sequence[int]) -> int:
    """Adds new entries to the drafts that they fit, without grouping anew: how many were added."""
    near: dict[int, dict[int, float]] = defaultdict(dict)
    new = set(fresh)
    for a, b, weight in edges(new):
        for here, there in ((a, b), (b, a)):
            if here in new:
                near[here][there] = weight
    if not near:
        return 0
    held = _drafts()
    added = 0
    for entry, links in sorted(near.items()):
        fits = [
            (sum(links.get(other, 0.0) for other in members) / len(members), draft)
            for draft, members in held.items()
            if entry not in members and not members.isdisjoint(links)
        ]
        score, draft = max(fits, default=(0.0, 0))
        if score >= RESOLUTION:
            added += _extend(by, draft, [entry], {entry: round(score, 4)})
            held[draft].add(entry)
    return added


def _drafts() -> dict[int, set[int]]:
    """{draft: its entries}."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Serving.objects.filter(
        superseded_at__isnull=True,
        expectation__in=Standing.objects.filter(
            state=Standing.State.DRAFT, superseded_at__isnull=True
        ).values("expectation"),
    ).values_list("expectation_id", "entry_id")
    for expectation, entry in rows.iterator(5000):
        found[expectation].add(entry)
    return dict(found)


def _settled() -> list[set[int]]:
    """The entries of each expectation that a person had a hand in, whatever became of it."""
    touched = ExpectationChange.objects.exclude(decided_by__startswith=JOBS).values("expectations")
    found: dict[int, set[int]] = defaultdict(set)
    rows = Serving.objects.filter(superseded_at__isnull=True, expectation__in=touched)
    for expectation, entry in rows.values_list("expectation_id", "entry_id").iterator(5000):
        found[expectation].add(entry)
    return list(found.values())


def _is_settled(members: set[int], settled: Sequence[set[int]]) -> bool:
    """Whether a group is, for half of it or of the other, what a person has adopted, refused or reshaped."""
    return any(len(members & one) >= _HALF * min(len(members), len(one)) for one in settled if one)


def _extend(by: Actor, draft: int, entries: Sequence[int], scores: Mapping[int, float]) -> int:
    """None where an editor took it on meanwhile, or an entry was withdrawn: the next run sees it so."""
    try:
        return extend_draft(
            by=by,
            expectation=Expectation.objects.get(pk=draft),
            entries=list(Entry.objects.filter(pk__in=entries)),
            method=GROUPING,
            scores=scores,
        )
    except ExpectationError:
        return 0


def _scores(group: Group) -> dict[int, float]:
    return dict(zip(group.entries, group.scores, strict=True))


def _propose(
    by: Actor,
    fresh: Sequence[Group],
    row_of: Mapping[int, Row],
    themes: Mapping[int, Themes],
    rarity: Rarity,
    progress: Progress | None,
) -> int:
    made = 0
    for start in range(0, len(fresh), _AT_ONCE):
        some = fresh[start : start + _AT_ONCE]
        entries = Entry.objects.in_bulk([entry for group in some for entry in group.entries])
        drafts = [
            Draft(
                text=label([row_of[e].text for e in group.entries], _names(group.entries, themes), rarity)[
                    :400
                ],
                entries=[entries[entry] for entry in group.entries],
                scores=_scores(group),
            )
            for group in some
        ]
        made += sum(one is not None for one in propose_expectations(by=by, drafts=drafts, method=GROUPING))
        if progress:
            progress("gathering", start + len(some), len(fresh))
    return made


def _themes_of(entries: set[int]) -> dict[int, Themes]:
    """{entry: {theme suggested: its probability}}."""
    found: dict[int, Themes] = defaultdict(dict)
    rows = Suggestion.objects.filter(kind=Kind.THEME, superseded_at__isnull=True)
    for entry, value, score in rows.values_list("entry_id", "value", "score").iterator(5000):
        if entry in entries:
            assert entry is not None
            found[entry][value] = score
    return found


def _holds_together(group: Group, themes: Mapping[int, Themes]) -> bool:
    """Whether a group is worth an editor's look: dense, of strong links, and on a theme that many share.

    The last keeps out groups of set phrases, which are alike and ask for nothing.
    """
    shared = Counter(theme for entry in group.entries for theme in themes.get(entry, ()) if theme != OTHER)
    most = max(shared.values(), default=0)
    return group.density >= _DENSE and group.strength >= _STRONG and most >= _COMMON * len(group.entries)


def _names(entries: Sequence[int], themes: Mapping[int, Themes]) -> list[str]:
    """The names of the themes that many of the entries have, the commonest first."""
    counted = Counter(theme for entry in entries for theme in themes.get(entry, ()) if theme != OTHER)
    common = [theme for theme, times in counted.most_common(2) if times >= _COMMON * len(entries)]
    return [taxonomy().theme(theme).name for theme in common]
