"""The reviewed criteria of priority exercises: data/priorities/criteria.toml."""

import functools
import tomllib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

FILE = Path(__file__).resolve().parents[3] / "data" / "priorities" / "criteria.toml"
FACTS = ("bodies", "occasions", "again", "years", "strength", "legal")
MOST = 4  # the end of every scale, which speaks for going first
WHOLE = Decimal(100)  # what the weights of an exercise add up to

FilledBy = Literal["people", "register"]


class DefinitionError(ValueError):
    """The file can't be used. The message names the criterion and what is wrong."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One criterion. `scale` says in words what 0 to 4 mean; `fact` is what fills it, where people do not."""

    code: str
    title: str
    question: str
    scale: tuple[str, ...]
    filled_by: FilledBy
    weight: Decimal
    source: str
    url: str = ""
    fact: str = ""


@functools.cache
def definitions() -> dict[str, Definition]:
    """The shipped criteria by code, in their order."""
    return load_definitions(FILE)


def load_definitions(path: Path) -> dict[str, Definition]:
    """Raises DefinitionError."""
    with path.open("rb") as file:
        rows = tomllib.load(file).get("criteria", [])
    found = {one.code: one for one in map(_read, rows)}
    if len(found) < len(rows):
        twice = Counter(str(row.get("code")) for row in rows).most_common(1)[0][0]
        raise DefinitionError(f"{path.name}: {twice!r} stands there twice")
    if (total := sum(one.weight for one in found.values())) != WHOLE:
        raise DefinitionError(f"{path.name}: the weights add up to {total}, not to 100")
    return found


def _read(row: dict[str, Any]) -> Definition:
    code = row.get("code", "a criterion without a code")
    missing = [name for name in ("title", "question", "scale", "filled_by", "source") if not row.get(name)]
    if missing:
        raise DefinitionError(f"{code}: {', '.join(missing)} is missing")
    if len(row["scale"]) != MOST + 1:
        raise DefinitionError(f"{code}: a scale says what 0 to {MOST} mean, and this has {len(row['scale'])}")
    if row["filled_by"] not in ("people", "register"):
        raise DefinitionError(f"{code}: filled by people or by the register, not {row['filled_by']!r}")
    fact = row.get("fact", "")
    if (row["filled_by"] == "register") != (fact in FACTS):
        raise DefinitionError(f"{code}: {fact!r} is no fact that the register fills it from")
    return Definition(
        code=code,
        title=row["title"],
        question=row["question"],
        scale=tuple(row["scale"]),
        filled_by=row["filled_by"],
        weight=Decimal(str(row.get("weight", 0))),
        source=row["source"],
        url=row.get("url", ""),
        fact=fact,
    )
