"""The crosswalk: what each word that another register has for a status says on the axes of this one.

Every list collapses axes that are kept apart here (peers.md, section 3), so that a term may speak on several
of them. The term itself is kept with what is made of it: nothing is lost. Kept as reviewed
files, data/vocabularies/<code>.toml.
"""

import difflib
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.assurance.axes import CLAIMED, VALUES
from answerable.assurance.models import Closure

SHIPPED = Path(__file__).resolve().parents[2] / "data" / "vocabularies"
# What other registers say besides the six axes.
BESIDE: dict[str, dict[str, str]] = {
    "state": {"open": "Open there", "closed": "Closed there"},
    "found": CLAIMED,  # how far the work is, as an observer found it: no claim of the body's
    "closure": {str(one.value): str(one.label) for one in Closure.Reason},
    "relation": {
        "superseded": "Superseded",
        "rolled_forward": "Rolled forward from an earlier report",
        "unique": "Not asked before",
        "copied": "Passed on for others to know",
        "rewrite_asked": "Sent back to be worded anew",
    },
    "priority": {"high": "A priority"},
}
CROSSWALK: dict[str, dict[str, str]] = {**VALUES, **BESIDE}
_OTHER_KEYS = frozenset({"also", "note", "track"})


class BadVocabularyError(ValueError):
    """A file of terms can't be used. The message says where and why."""


class UnknownTermError(ValueError):
    """Another register has no such term, or there is no such register. The message names the nearest."""


@dataclass(frozen=True, slots=True)
class Term:
    term: str  # as written there
    axes: Mapping[str, str]
    also: tuple[str, ...] = ()  # other spellings of it, and short forms
    note: str = ""
    track: str = ""  # where a register keeps several statuses side by side: which of them

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """(axis, what it says there), in words."""
        return tuple((axis, CROSSWALK[axis][value]) for axis, value in self.axes.items())


@dataclass(frozen=True, slots=True)
class Vocabulary:
    code: str
    name: str
    source: str  # address of what was read; blank where it was read at second hand
    note: str
    terms: tuple[Term, ...]

    def term(self, written: str) -> Term:
        """However it is capitalised and punctuated. Raises UnknownTermError that names the nearest known."""
        spellings = {_plain(one): term for term in self.terms for one in (term.term, *term.also)}
        found = spellings.get(_plain(written))
        if found is not None:
            return found
        near = difflib.get_close_matches(_plain(written), spellings, n=1, cutoff=0.0)
        raise UnknownTermError(
            f"“{written[:120]}” is no term of {self.name}. The nearest is “{spellings[near[0]].term}”."
            if near
            else f"“{written[:120]}” is no term of {self.name}."
        )

    def terms_for(self, axes: Mapping[str, str]) -> tuple[Term, ...]:
        """The way back: the terms that say exactly this."""
        return tuple(term for term in self.terms if dict(term.axes) == dict(axes))

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """Raises BadVocabularyError: unreadable, an unknown axis or value, a term twice or without any."""
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise BadVocabularyError(f"{path.name} can't be read as a list of terms ({error}).") from error
        name, entries = content.get("name"), content.get("terms")
        if not isinstance(name, str) or not name or not isinstance(entries, dict) or not entries:
            raise BadVocabularyError(f"{path.name} needs a `name` and `terms`.")
        terms = tuple(_term(path.name, term, entry) for term, entry in entries.items())
        spellings = [one for term in terms for one in {_plain(said) for said in (term.term, *term.also)}]
        twice = sorted({one for one in spellings if spellings.count(one) > 1})
        if twice:
            raise BadVocabularyError(f"{path.name}: more than one term is written {', '.join(twice)}.")
        return cls(path.stem, name, str(content.get("source", "")), str(content.get("note", "")), terms)


@functools.lru_cache(maxsize=1)
def vocabularies() -> dict[str, Vocabulary]:
    """{code: list of terms} of those shipped, read once."""
    return {path.stem: Vocabulary.read(path) for path in sorted(SHIPPED.glob("*.toml"))}


def vocabulary(code: str) -> Vocabulary:
    """Raises UnknownTermError that names the nearest known."""
    known = vocabularies()
    found = known.get(code.strip().lower())
    if found is None:
        near = difflib.get_close_matches(code.strip().lower(), known, n=1, cutoff=0.0)
        raise UnknownTermError(f"No list of terms has the code “{code[:40]}”. The nearest is “{near[0]}”.")
    return found


def _term(file: str, term: str, entry: Any) -> Term:
    where = f"{file}, term “{term}”"
    if not isinstance(entry, dict):
        raise BadVocabularyError(f"{where}: not a table.")
    axes = {key: value for key, value in entry.items() if key not in _OTHER_KEYS}
    if not axes:
        raise BadVocabularyError(f"{where}: says nothing on any axis.")
    for axis, value in axes.items():
        if axis not in CROSSWALK:
            raise BadVocabularyError(f"{where}: there is no axis “{axis}”.")
        if value not in CROSSWALK[axis]:
            raise BadVocabularyError(f"{where}: the axis {axis} has no value “{value}”.")
    also = entry.get("also", [])
    if not isinstance(also, list) or not all(isinstance(one, str) and one for one in also):
        raise BadVocabularyError(f"{where}: `also` must be a list of words.")
    return Term(term, axes, tuple(also), str(entry.get("note", "")), str(entry.get("track", "")))


def _plain(text: str) -> str:
    """Letters and digits alone, so that dashes and capitals make no difference."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
