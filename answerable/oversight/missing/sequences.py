"""Numbers that a publisher gives its reports, and those among them that are not held."""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3] / "data" / "coverage"


class CoverageError(ValueError):
    """A definition of what is to be covered can't be used. The message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Sequence:
    """How one source numbers its reports, anew each year."""

    source: str
    pattern: re.Pattern[str]  # with the groups `year` and `number`
    form: str  # how a number is written
    from_year: int
    note: str
    first: dict[int, int]  # {year: the first number}, where it is not 1

    def parse(self, written: str) -> tuple[int, int] | None:
        """(year, number), or None where the text is no number of the sequence."""
        found = self.pattern.fullmatch(written.strip())
        if found is None or int(found["year"]) < self.from_year:
            return None
        return int(found["year"]), int(found["number"])

    def write(self, year: int, number: int) -> str:
        return self.form.format(year=year, number=number)


@dataclass(frozen=True, slots=True)
class YearOfNumbers:
    """The numbers of one year: which are held, and which between the first and the highest are not."""

    source: str
    year: int
    first: int
    highest: int
    held: int
    missing: tuple[int, ...]

    @property
    def expected(self) -> int:
        """The least number of reports that there were."""
        return self.highest - self.first + 1


def years_of(sequence: Sequence, written: Iterable[str]) -> list[YearOfNumbers]:
    """Year by year, from what is held. A year without any held number is left out: nothing is known of it."""
    held: dict[int, set[int]] = {}
    for text in written:
        if found := sequence.parse(text):
            held.setdefault(found[0], set()).add(found[1])
    made = []
    for year, numbers in sorted(held.items()):
        first = min(sequence.first.get(year, 1), min(numbers))
        missing = tuple(sorted(set(range(first, max(numbers) + 1)) - numbers))
        made.append(YearOfNumbers(sequence.source, year, first, max(numbers), len(numbers), missing))
    return made


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs of numbers that follow each other, as (first, last)."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


@functools.cache
def sequences(folder: Path = FOLDER) -> tuple[Sequence, ...]:
    """As in data/coverage/sequences.toml. Raises CoverageError."""
    path = folder / "sequences.toml"
    return tuple(_sequence(path.name, values) for values in _read(path).get("sequences", []))


@functools.cache
def silence_days(folder: Path = FOLDER) -> dict[str, int]:
    """{source: days without a report after which it counts as silent}. Raises CoverageError."""
    path = folder / "silence.toml"
    days = _read(path).get("days", {})
    for source, value in days.items():
        if not isinstance(value, int) or value < 1:
            raise CoverageError(f"{path.name}: {source}: give a number of days, not {value!r}")
    return dict(days)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CoverageError(f"{path.name}: not TOML that can be read: {error}") from error


def _sequence(file: str, values: dict[str, Any]) -> Sequence:
    try:
        pattern = re.compile(values["pattern"])
        made = Sequence(
            source=values["source"],
            pattern=pattern,
            form=values["form"],
            from_year=int(values["from_year"]),
            note=values["note"],
            first={int(year): int(number) for year, number in values.get("first", {}).items()},
        )
        known = made.parse(made.write(made.from_year, 1))
    except (KeyError, ValueError, TypeError, re.error, IndexError) as error:
        raise CoverageError(f"{file}: a sequence that can't be used: {error}") from error
    if known != (made.from_year, 1):
        raise CoverageError(f"{file}: {made.source}: the form does not match the pattern")
    return made
