"""The reviewed lists of data/quality, compiled once."""

import functools
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answerable.lineage.quality.outcomes import Source

FOLDER = Path(__file__).resolve().parents[3] / "data" / "quality"
_MOST = 4  # words shown for one rule: more would bury the advice
_DASHES = str.maketrans({"‐": "-", "‑": "-", "–": "-", "’": "'"})


@functools.cache
def listed(name: str) -> dict[str, Any]:
    """The file `name`.toml. Raises FileNotFoundError where the checkout lacks it."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def source(name: str, *within: str) -> Source:
    """The source that the list names."""
    held = listed(name)
    for key in within or ("source",):
        held = held[key]
    return Source(held["title"], held.get("url", ""))


def any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    """One pattern for them all, at the edges of words; a space matches any white space, " ?" also none."""
    return at_edges("|".join(pattern.replace(" ?", r"\s*").replace(" ", r"\s+") for pattern in patterns))


def at_edges(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{pattern})(?!\w|-\w)", re.IGNORECASE)


def found(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The words of `text` that match, each once, as they stand there."""
    words = (" ".join(match[0].split()) for match in pattern.finditer(text.translate(_DASHES)))
    return tuple({word.lower(): word for word in words if word}.values())[:_MOST]


def forms(verbs: str) -> list[str]:
    """Every form of each verb that stands after "should", "be" or "to": its base, and its participle."""
    irregular = listed("results")["irregular"]
    every: set[str] = set()
    for verb in verbs.split():
        ending = verb[:-1] + "ied" if verb.endswith("y") and verb[-2] not in "aeiou" else verb + "ed"
        every |= {verb, verb + "d" if verb.endswith("e") else ending, *irregular.get(verb, "").split()}
    return sorted(every, key=lambda form: (-len(form), form))
