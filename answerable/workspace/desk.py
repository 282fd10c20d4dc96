"""Which item an editor has before them: the same until it is decided or skipped, and nobody else's meanwhile.

What is kept in the session, for each kind of work:

    item      the item before the editor, and whether it is a second reading (which the page does not show)
    skipped   what they passed over, so that it does not come back at once
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.http import HttpRequest

from answerable.core.actors import Actor
from answerable.lineage.operations import hold_next, release_hold, take_hold

_KEY = "desk"
_MOST_SKIPPED = 200
_EVERY = 5  # one item in so many is a second reading, while there are any


class Item(Protocol):
    @property
    def item(self) -> str: ...

    @property
    def second(self) -> bool: ...


T = TypeVar("T", bound=Item)


@dataclass(frozen=True, slots=True)
class Before:
    """The item that lies before the editor."""

    item: str
    second: bool


def before(request: HttpRequest, kind: str) -> Before | None:
    kept = _kept(request, kind).get("item")
    return Before(str(kept[0]), bool(kept[1])) if isinstance(kept, list) else None


def put(request: HttpRequest, kind: str, item: str, *, second: bool) -> None:
    _keep(request, kind, item=[item, second])


def clear(request: HttpRequest, kind: str) -> None:
    _keep(request, kind, item=None)


def skip(request: HttpRequest, kind: str, by: Actor) -> None:
    """Passes over the item that lies before the editor, and lets others have it."""
    lying = before(request, kind)
    if lying:
        release_hold(by=by, item=lying.item)
        _keep(request, kind, item=None, skipped=[*_skipped(request, kind), lying.item][-_MOST_SKIPPED:])


def put_again(request: HttpRequest, kind: str, by: Actor, item: str, *, second: bool) -> None:
    """Lays a former item before the editor, in the place of what lies there, which others may have."""
    lying = before(request, kind)
    if lying and lying.item != item:
        release_hold(by=by, item=lying.item)
    put(request, kind, item, second=second)


def pick(
    request: HttpRequest,
    kind: str,
    by: Actor,
    *,
    reread: Callable[[Before], T | None],
    first: Callable[[], Sequence[T]],
    second: Callable[[], Sequence[T]],
    done: int,
) -> T | None:
    """The item that lies before the editor, or the next that nobody else has; None where there is none.

    `done` counts what the editor has decided today: it says when a second reading is due. When nothing else
    is left, second readings come, and then what was skipped.
    """
    lying = before(request, kind)
    if lying:
        found = reread(lying)
        if found is not None and take_hold(by=by, item=found.item):
            return found
        clear(request, kind)
    passed = set(_skipped(request, kind))
    ways = (second, first) if done % _EVERY == _EVERY - 1 else (first, second)
    left: list[T] = []
    for way in ways:
        offers = way()
        left += offers
        if chosen := _hold(request, kind, by, [one for one in offers if one.item not in passed]):
            return chosen
    _keep(request, kind, skipped=[])
    return _hold(request, kind, by, left)


def _hold(request: HttpRequest, kind: str, by: Actor, offers: Iterable[T]) -> T | None:
    by_item = {one.item: one for one in offers}
    held = hold_next(by=by, items=list(by_item)) if by_item else None
    if held is None:
        return None
    put(request, kind, held, second=by_item[held].second)
    return by_item[held]


def _skipped(request: HttpRequest, kind: str) -> list[str]:
    held = _kept(request, kind).get("skipped")
    return [str(item) for item in held] if isinstance(held, list) else []


def _kept(request: HttpRequest, kind: str) -> dict[str, object]:
    kept: dict[str, object] = request.session.get(_KEY, {}).get(kind, {})
    return kept


def _keep(request: HttpRequest, kind: str, **values: object) -> None:
    held = request.session.get(_KEY, {})
    request.session[_KEY] = {**held, kind: {**_kept(request, kind), **values}}
