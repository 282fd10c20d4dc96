"""Lists that come in pages, as one iterator."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Generic, TypeVar

from answerable_client.errors import UnexpectedAnswerError
from answerable_client.transport import Transport
from answerable_client.typed import typed

T = TypeVar("T")


class Listed(Generic[T]):
    """Gives each thing once, asking for a page when it is needed. Iterate again to begin anew.

    `place` is where it stands: kept, and given as `after`, a list goes on in another run.
    """

    def __init__(
        self,
        transport: Transport,
        path: str,
        kind: type[T],
        pairs: list[tuple[str, str]],
        after: str = "",
        *,
        with_key: bool = False,
    ) -> None:
        self._transport, self._path, self._kind, self._pairs = transport, path, kind, pairs
        self._with_key = with_key
        self._after = self.place = after
        self.finished = False

    def __iter__(self) -> Iterator[T]:
        self.place, self.finished = self._after, False
        while not self.finished:
            page = self._page(self.place)
            yield from (typed(self._kind, one) for one in page["items"])
            if page.get("next") == self.place and self.place:
                raise UnexpectedAnswerError(f"{self._path} leads to the same page again.")
            self.finished = page.get("next") is None
            self.place = page.get("next") or self.place

    @property
    def total(self) -> int | None:
        """How many there are in all, where the register knows without counting them out."""
        found = self._page("", size="1").get("total")
        return found if isinstance(found, int) else None

    def first(self) -> T | None:
        return next(iter(self), None)

    def _page(self, place: str, **others: str) -> dict[str, Any]:
        pairs = [one for one in self._pairs if one[0] not in others] + list(others.items())
        if place:
            pairs.append(("cursor", place))
        said = self._transport.get(self._path, pairs, with_key=self._with_key).said
        if not isinstance(said, dict) or not isinstance(said.get("items"), list):
            raise UnexpectedAnswerError(f"{self._path} does not answer with a page of a list.")
        return said


def pairs_of(named: Mapping[str, Any]) -> list[tuple[str, str]]:
    """As parameters of an address. What is None or empty is left out; several values are given one by one."""
    found: list[tuple[str, str]] = []
    for name, value in named.items():
        several = [*value] if isinstance(value, list | tuple | set | frozenset) else [value]
        found += [(name, _written(one)) for one in several if one is not None and one != ""]
    return found


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)
