"""Looks at what happened since, and notes for every follow what it is to be told of."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from answerable.core.actors import Actor
from answerable.ledger.models import Event
from answerable.notices import follows
from answerable.notices.models import Follow
from answerable.notices.operations import note_followed
from answerable.pipeline.following.kinds import SORTED, TOLD
from answerable.pipeline.following.searches import hangs_on_programs, query_of
from answerable.pipeline.following.touched import Touch, touches_of
from answerable.pipeline.following.worded import Worded, worded

EVENTS = 500  # looked at in one go
_FOLLOWS = 1000  # noted in one transaction

Progress = Callable[[str, int, int], None]
Told = tuple[int, int, str]


def look(*, by: Actor, progress: Progress) -> int:
    """Looks at every event that some follow has not seen: how many rows were noted.

    Each stretch of events is noted follow by follow; killed in between, the next run goes on with those that
    have not been looked at for it.
    """
    noted = 0
    last = follows.last_event()
    seen = follows.looked_at_least()
    first = seen
    while seen is not None and first is not None and seen < last:
        upto = min(seen + EVENTS, last)
        noted += _stretch(by, seen, upto)
        progress("look", upto - first, last - first)
        seen = follows.looked_at_least()
        if seen is not None and seen < upto:
            break  # a follow was added below it meanwhile: the next run sees to that
    return noted


def _stretch(by: Actor, after: int, upto: int) -> int:
    events = {
        event.index: event
        for event in Event.objects.filter(index__gt=after, index__lte=upto, kind__in=TOLD)
        .defer("canonical", "leaf_hash")
        .order_by("index")
    }
    held = list(follows.counting().filter(after__lt=upto).order_by("pk"))
    rows: dict[int, list[Told]] = defaultdict(list)
    if events:
        touches = touches_of(list(events.values()))
        found = worded(events, touches) if _needs_words(held) else None
        for told in concerned(held, touches, found):
            rows[told[0]].append(told)
    noted = 0
    for start in range(0, len(held), _FOLLOWS):
        part = [follow.pk for follow in held[start : start + _FOLLOWS]]
        noted += note_followed(
            by=by, told=[one for pk in part for one in rows.get(pk, ())], looked=part, upto=upto
        )
    return noted


def _needs_words(held: Iterable[Follow]) -> bool:
    return any(follow.what in (Follow.What.SEARCH, Follow.What.THEME) for follow in held)


def concerned(held: Sequence[Follow], touches: Collection[Touch], found: Worded | None) -> Iterator[Told]:
    """(follow, event, what the line leads to), each once, of the events after what the follow has seen."""
    by_subject: dict[tuple[str, str], list[Follow]] = defaultdict(list)
    for follow in held:
        by_subject[follow.what, follow.subject].append(follow)
    seen: set[Told] = set()
    for touch, keys in _keys(by_subject, touches, found):
        for key in keys:
            for follow in by_subject.get(key, ()):
                told = (follow.pk, touch.event, touch.lead)
                if touch.event > follow.after and told not in seen:
                    seen.add(told)
                    yield told


def _keys(
    by_subject: Collection[tuple[str, str]], touches: Collection[Touch], found: Worded | None
) -> Iterator[tuple[Touch, list[tuple[str, str]]]]:
    """What each touch concerns, as follows name it."""
    searches: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    late: set[tuple[str, str]] = set()
    if found is not None:
        for key in sorted(key for key in by_subject if key[0] == Follow.What.SEARCH):
            query = query_of(key[1])
            if hangs_on_programs(query):
                late.add(key)
            for happened in found.found_by(query):
                searches[happened].append(key)
    for touch in touches:
        matched = searches.get((touch.event, touch.entry), []) if touch.entry else []
        themes = found.themes.get(touch.entry, frozenset()) if found and touch.entry else frozenset()
        of_theme = [(Follow.What.THEME.value, theme) for theme in sorted(themes)]
        if touch.kind == SORTED:
            yield touch, [*of_theme, *(key for key in matched if key in late)]
            continue
        yield (
            touch,
            [
                *([(Follow.What.ENTRY.value, touch.entry)] if touch.entry else ()),
                *((Follow.What.EXPECTATION.value, one) for one in sorted(touch.expectations)),
                *((Follow.What.BODY.value, one) for one in sorted(touch.bodies)),
                *((Follow.What.INDICATOR.value, one) for one in sorted(touch.indicators)),
                *of_theme,
                *matched,
            ],
        )
