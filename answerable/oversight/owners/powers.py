"""What kinds of body cannot do, and how everybody is named, as reviewed data: data/powers/*.toml.

Pure: nothing here touches the database. What a rule finds is a hint for a person, and shown as one.
"""

import functools
import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from answerable.organisations.models import Kind

FOLDER = Path(__file__).resolve().parents[3] / "data" / "powers"
EVERYBODY = "everybody.toml"


class PowersError(ValueError):
    """A definition can't be used. The message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class PowerRule:
    """Something that bodies of some kinds cannot do. `words`: one of them stands in every text it fits."""

    key: str
    title: str
    says: str
    source: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    unable: frozenset[str]
    able: str

    def fits(self, text: str, kinds: Collection[str]) -> bool:
        """Whether the words speak of it and every body asked is of a kind that cannot do it."""
        return self.beyond(kinds) and bool(self.pattern.search(text))

    def beyond(self, kinds: Collection[str]) -> bool:
        """Whether somebody was asked, and nobody who could."""
        return bool(kinds) and self.unable.issuperset(kinds)


@functools.cache
def rules() -> tuple[PowerRule, ...]:
    """Raises PowersError."""
    return read(FOLDER)


@functools.cache
def everybody() -> re.Pattern[str]:
    """Fits an addressee that names everybody of a kind. Raises PowersError."""
    said = tomllib.loads((FOLDER / EVERYBODY).read_text())
    return _compiled(EVERYBODY, "|".join(f"(?:{one})" for one in said["patterns"]))


def read(folder: Path) -> tuple[PowerRule, ...]:
    return tuple(_rule(path) for path in sorted(folder.glob("*.toml")) if path.name != EVERYBODY)


def _rule(path: Path) -> PowerRule:
    try:
        said = tomllib.loads(path.read_text())
        rule = PowerRule(
            key=said["key"],
            title=said["title"],
            says=said["says"],
            source=said["source"],
            words=tuple(said["words"]),
            pattern=_compiled(path.name, said["pattern"]),
            unable=frozenset(said["unable"]),
            able=said["able"],
        )
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise PowersError(f"{path.name}: {error} is missing or cannot be read.") from error
    if strange := sorted(rule.unable - set(Kind.values)):
        raise PowersError(f"{path.name}: no kinds of body are called {', '.join(strange)}.")
    if not rule.words or not rule.source.strip():
        raise PowersError(f"{path.name}: a rule gives the words that it looks for, and its source.")
    return rule


def _compiled(name: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise PowersError(f"{name}: the pattern cannot be used: {error}.") from error
