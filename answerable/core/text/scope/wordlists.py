"""The patterns of words.toml, compiled once, and the text they are read against."""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_WORDS = Path(__file__).with_name("words.toml")
_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans({"‐": "-", "‑": "-", "–": "-", "’": "'"})


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    weight: float
    patterns: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    inpatient: dict[str, Group]
    past: re.Pattern[str]
    settings: dict[str, re.Pattern[str]]


@functools.lru_cache(maxsize=1)
def words() -> Words:
    data = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    inpatient = {
        name: Group(name, group["weight"], tuple(re.compile(p) for p in group["patterns"]))
        for name, group in data["inpatient"].items()
    }
    settings = {name: re.compile("|".join(patterns)) for name, patterns in data["settings"].items()}
    return Words(inpatient, re.compile(data["past"]["before"]), settings)


def plain(text: str) -> str:
    """Lower case, single spaces, plain dashes and apostrophes."""
    return _SPACES.sub(" ", text.lower().translate(_DASHES))
