"""Which sides of known tensions each text takes, remembered beside the index: reading them all takes a while.

    INDEX/sides-<what they were read by>.txt    for each text: its hash, and the sides it takes

Only grows; what a kill left unfinished at the end is cut off. Another list of tensions begins another file.
"""

import hashlib
import re
from pathlib import Path
from typing import Self

from answerable.lineage.tensions.definitions import FOLDER
from answerable.lineage.tensions.finding import VERSION, sides
from answerable.search.vectors import text_hash

_LINE = re.compile(r"([0-9a-f]{32}) ([a-z0-9:,_-]*)\n")
_AT_ONCE = 500  # texts that are read before they are written down


class KnownSides:
    """The sides by text. Use as a context manager; one process at a time, as the index is written."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / f"sides-{_recipe()}.txt"

    def __enter__(self) -> Self:
        self._directory.mkdir(parents=True, exist_ok=True)
        for stale in self._directory.glob("sides-*.txt"):
            if stale != self._path:
                stale.unlink(missing_ok=True)
        self._known: dict[str, str] = {}
        self._new: list[str] = []
        if self._path.exists():
            lines = self._path.read_text(encoding="ascii").splitlines(keepends=True)
            whole = [(match[1], match[2]) for line in lines if (match := _LINE.fullmatch(line))]
            self._known = dict(whole)
            if len(whole) != len(lines):
                self._path.write_text("".join(f"{key} {found}\n" for key, found in whole), encoding="ascii")
        return self

    def __exit__(self, *_: object) -> None:
        self._write()

    def of(self, text: str) -> list[str]:
        """As in ["observation:watch"]: each side once, in their order."""
        key = text_hash(text).hex()
        if key not in self._known:
            self._known[key] = ",".join(sides_of(text))
            self._new.append(key)
            if len(self._new) >= _AT_ONCE:
                self._write()
        found = self._known[key]
        return found.split(",") if found else []

    def _write(self) -> None:
        if self._new:
            with self._path.open("a", encoding="ascii") as file:
                file.writelines(f"{key} {self._known[key]}\n" for key in self._new)
            self._new.clear()


def sides_of(text: str) -> list[str]:
    """As `KnownSides.of`, read now."""
    return list(dict.fromkeys(f"{found.tension}:{found.side}" for found in sides(text)))


def _recipe() -> str:
    digest = hashlib.sha256(VERSION.encode())
    for path in sorted(FOLDER.glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
