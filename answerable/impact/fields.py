"""Fields out of a TOML table, each checked as it is taken; every complaint names the file and the key."""

import datetime as dt
from typing import Any


class DefinitionError(ValueError):
    """A definition can't be used. The message names the file, the key and what is wrong with it."""


class Fields:
    def __init__(self, file: str, place: str, values: dict[str, Any]) -> None:
        self.file, self.place, self.values = file, place, values
        self._seen: set[str] = set()

    def fail(self, key: str, why: str) -> DefinitionError:
        return DefinitionError(f"{self.file}: {self.place}{key}: {why}")

    def text(self, key: str, *, default: str | None = None) -> str:
        value = self._take(key, default)
        if not isinstance(value, str):
            raise self.fail(key, f"is {value!r}; it must be text")
        if default is None and not value.strip():
            raise self.fail(key, "is empty")
        return " ".join(value.split())

    def texts(
        self, key: str, *, allowed: frozenset[str] | None = None, some: bool = False
    ) -> tuple[str, ...]:
        value = self._take(key, None if some else [])
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            raise self.fail(key, "must be a list of texts, none of them empty")
        if some and not value:
            raise self.fail(key, "must hold at least one text")
        for one in value:
            if allowed is not None and one not in allowed:
                raise self.fail(key, f"holds {one!r}; it may hold {', '.join(sorted(allowed))}")
        if len(set(value)) < len(value):
            raise self.fail(key, "holds one text twice")
        return tuple(" ".join(one.split()) for one in value)

    def one_of(self, key: str, allowed: frozenset[str], *, default: str | None = None) -> str:
        value = self.text(key, default=default)
        if value not in allowed:
            raise self.fail(key, f"is {value!r}; it must be one of {', '.join(map(repr, sorted(allowed)))}")
        return value

    def address(self, key: str) -> str:
        value = self.text(key)
        if not value.startswith("https://"):
            raise self.fail(key, f"is {value!r}; it must begin with https://")
        return value

    def day(self, key: str) -> dt.date:
        value = self._take(key, None)
        if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
            raise self.fail(key, f"is {value!r}; it must be a day, as 2024-08-01 without quotes")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        value = self._take(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, f"is {value!r}; it must be true or false")
        return value

    def number(self, key: str) -> float | None:
        """None where the key is absent: there is no bound."""
        self._seen.add(key)
        value = self.values.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
            raise self.fail(key, f"is {value!r}; it must be a number")
        return value

    def count(self, key: str) -> int:
        """A whole number from 0; 0 where the key is absent."""
        value = self._take(key, 0)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.fail(key, f"is {value!r}; it must be a whole number, 0 or more")
        return value

    def section(self, key: str) -> "Fields":
        value = self._take(key, None)
        if not isinstance(value, dict):
            raise self.fail(key, f"must be a section [{key}]")
        return Fields(self.file, f"{self.place}{key}.", value)

    def sections(self, key: str) -> list["Fields"]:
        value = self._take(key, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.fail(key, f"must be sections [[{key}]]")
        return [Fields(self.file, f"{self.place}{key}[{at}].", one) for at, one in enumerate(value, 1)]

    def finish(self) -> None:
        """Raises DefinitionError for a key that nobody took: a misspelt one would have no effect."""
        for key in sorted(set(self.values) - self._seen):
            raise self.fail(key, f"is not a key here; the keys are {', '.join(sorted(self._seen))}")

    def _take(self, key: str, default: Any) -> Any:
        self._seen.add(key)
        if key not in self.values and default is None:
            raise self.fail(key, "is missing")
        return self.values.get(key, default)
