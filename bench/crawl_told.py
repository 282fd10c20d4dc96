"""What a crawl cost and found, told at its end (bench/crawl_whole.py)."""

import json
import resource
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

HEAVY = 1_000_000  # bytes
SLOW = 1.0  # seconds of processor time
WORST = 20
_Kind = tuple[str, ...]  # of an address


@dataclass(slots=True)
class Cost:
    asked: int = 0
    slowest: tuple[float, str] = (0.0, "")
    questions: tuple[int, str] = (0, "")
    heaviest: tuple[int, str] = (0, "")


class Ended(Protocol):
    """A crawl that came to its end."""

    @property
    def costs(self) -> Mapping[_Kind, Cost]: ...
    @property
    def waiting(self) -> Mapping[_Kind, Collection[object]]: ...
    @property
    def statuses(self) -> Counter[int]: ...
    @property
    def wrong(self) -> Mapping[tuple[str, str], list[str]]: ...


def tell(who: str, crawl: Ended) -> None:
    every = list(crawl.costs.values())
    said = {
        "who": who,
        "addresses": sum(crawl.statuses.values()),
        "answers": dict(sorted(crawl.statuses.items())),
        "patterns": len({shape[0] for shape, cost in crawl.costs.items() if cost.asked}),
        "kinds": sum(1 for cost in every if cost.asked),
        "left": sum(len(waiting) for waiting in crawl.waiting.values()),
        "sorts of fault": len(crawl.wrong),
        "faults": sum(map(len, crawl.wrong.values())),
        "memory (MB)": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(said), flush=True)
    for name, worst in (
        ("questions to the database", [one.questions for one in every if one.questions[0]]),
        ("seconds of processor time", [one.slowest for one in every if one.slowest[0] > SLOW]),
        ("bytes of a page", [one.heaviest for one in every if one.heaviest[0] > HEAVY]),
    ):
        print(f"{name}:")
        for figure, href in sorted(worst, reverse=True)[:WORST]:
            print(f"  {figure:>10,} {href}")
    for (kind, _), held in sorted(crawl.wrong.items()):
        print(f"{kind}: {len(held)} times, as {held[0][:600]}")
