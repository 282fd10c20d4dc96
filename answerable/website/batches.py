"""Long lists a bounded number at a time."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_batches(
    rows: Iterable[Given], make: Callable[[Sequence[Given]], Iterable[Made]], size: int = 400
) -> Iterator[Made]:
    """What `make` makes of `rows`, asked for `size` at a time."""
    remaining = iter(rows)
    while batch := list(islice(remaining, size)):
        yield from make(batch)
