"""Known tensions, read from data/tensions/*.toml and refused with a plain message where they are wrong.

A tension is a question that reports answer in two opposite ways ("How closely should people be watched at
night?"). Each file names its subjects, its two sides with the words that take them, and its sources.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from answerable.core.text.scope.wordlists import words as scope_words
from answerable.lineage.tensions.patterns import BadPatternError, any_of, plain

FOLDER = Path(__file__).resolve().parents[3] / "data" / "tensions"
INPATIENT = "mental-health-inpatient"
_KEY = re.compile(r"[a-z][a-z0-9-]{2,58}")
_WORDY = ("title", "question", "explanation", "status")


class BadTensionError(ValueError):
    """A file of tensions can't be used. The message says where and why."""


@dataclass(frozen=True, slots=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What the two sides speak of. Only entries on the same subject are compared.

    `settings` are where it arises; empty means anywhere.
    """

    name: str
    cues: re.Pattern[str]
    settings: frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """One answer to the question. `asks` demand it in words; `regrets` criticise its lack or its opposite."""

    key: str
    name: str
    direction: str
    asks: re.Pattern[str] | None
    regrets: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Tension:
    key: str
    title: str
    question: str
    explanation: str
    status: str
    anchors: tuple[str, ...]  # letters of which any text that speaks of it has some: a quick look beforehand
    subjects: tuple[Subject, ...]
    sides: tuple[Side, Side]
    unless: re.Pattern[str] | None  # passages that only look as if they spoke of it
    sources: tuple[Source, ...]

    def side(self, key: str) -> Side:
        return next(side for side in self.sides if side.key == key)


@functools.cache
def shipped() -> tuple[Tension, ...]:
    return read_tensions(FOLDER)


def read_tensions(folder: Path) -> tuple[Tension, ...]:
    """Every tension of a folder, by key. Raises BadTensionError."""
    paths = sorted(folder.glob("*.toml"))
    if not paths:
        raise BadTensionError(f"{folder} holds no tensions (files ending in .toml).")
    tensions = [read_tension(path) for path in paths]
    titles: dict[str, str] = {}
    for path, tension in zip(paths, tensions, strict=True):
        if (other := titles.setdefault(tension.title.casefold(), path.name)) != path.name:
            raise BadTensionError(f"{path.name} has the same title as {other}.")
    return tuple(tensions)


def read_tension(path: Path) -> Tension:
    """Raises BadTensionError."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # a key given twice is a ValueError too
        raise BadTensionError(f"{path.name} can't be read ({error}).") from error
    try:
        return _tension(path.stem, content)
    except BadPatternError as error:
        raise BadTensionError(f"{path.name}: {error}.") from error
    except BadTensionError as error:
        raise BadTensionError(f"{path.name}: {error}") from error


def _tension(stem: str, content: dict[str, Any]) -> Tension:
    allowed = {"key", *_WORDY, "anchors", "subjects", "sides", "unless", "sources"}
    if unknown := sorted(set(content) - allowed):
        raise BadTensionError(f"there is no field “{unknown[0]}”.")
    key = _word(content, "key", "the tension")
    if key != stem or not _KEY.fullmatch(key):
        raise BadTensionError(f"the key must be the file's name in small letters and hyphens, not “{key}”.")
    title, question, explanation, status = (_word(content, field, "the tension") for field in _WORDY)
    if not question.endswith("?"):
        raise BadTensionError("the question must end with a question mark.")
    unless = _list(content, "unless", "the tension", needed=False)
    return Tension(
        key,
        title,
        question,
        explanation,
        status,
        _anchors(content),
        _subjects(content.get("subjects")),
        _sides(content.get("sides")),
        any_of(unless) if unless else None,
        _sources(content.get("sources")),
    )


def _anchors(content: dict[str, Any]) -> tuple[str, ...]:
    anchors = _list(content, "anchors", "the tension")
    if bad := [anchor for anchor in anchors if anchor != plain(anchor) and anchor != f"{plain(anchor)} "]:
        raise BadTensionError(f"the anchor “{bad[0]}” must be in small letters, with plain dashes.")
    if short := [anchor for anchor in anchors if len(anchor.strip()) < 2]:
        raise BadTensionError(f"the anchor “{short[0]}” is too short to tell anything.")
    return tuple(anchors)


def _subjects(table: Any) -> tuple[Subject, ...]:
    if not isinstance(table, list) or not table:
        raise BadTensionError("it needs at least one of [[subjects]].")
    subjects = []
    known = {*scope_words().settings, INPATIENT}
    for entry in table:
        name = _word(entry, "name", "a subject")
        settings = _list(entry, "settings", f"subject “{name}”", needed=False)
        if unknown := [setting for setting in settings if setting not in known]:
            raise BadTensionError(f"subject “{name}”: there is no setting “{unknown[0]}”.")
        cues = any_of(_list(entry, "cues", f"subject “{name}”"))
        subjects.append(Subject(name, cues, frozenset(settings)))
    names = [subject.name.casefold() for subject in subjects]
    if len(set(names)) < len(names):
        raise BadTensionError(f"the subject “{max(names, key=names.count)}” stands there twice.")
    return tuple(subjects)


def _sides(table: Any) -> tuple[Side, Side]:
    if not isinstance(table, dict) or len(table) != 2:
        raise BadTensionError("it needs exactly two [sides].")
    first, second = (_side(key, entry) for key, entry in table.items())
    if first.name.casefold() == second.name.casefold():
        raise BadTensionError("both sides have the same name.")
    return first, second


def _side(key: str, entry: Any) -> Side:
    where = f"side “{key}”"
    name, direction = _word(entry, "name", where), _word(entry, "direction", where)
    asks = _list(entry, "asks", where, needed=False)
    regrets = _list(entry, "regrets", where, needed=False)
    if not asks and not regrets:
        raise BadTensionError(f"{where} needs cues: `asks`, `regrets` or both.")
    return Side(key, name, direction, any_of(asks) if asks else None, any_of(regrets) if regrets else None)


def _sources(table: Any) -> tuple[Source, ...]:
    if not isinstance(table, list) or not table:
        raise BadTensionError("it needs at least one of [[sources]]: who says that there is this tension?")
    sources = tuple(
        Source(_word(entry, "title", "a source"), _word(entry, "url", "a source")) for entry in table
    )
    for source in sources:
        if not re.match(r"https?://[\w.-]+\.\w+", source.url):
            raise BadTensionError(f"the source “{source.title}” needs a web address, not “{source.url}”.")
    return sources


def _word(entry: Any, field: str, where: str) -> str:
    value = entry.get(field) if isinstance(entry, dict) else None
    if not isinstance(value, str) or not value.strip():
        raise BadTensionError(f"{where} needs a `{field}` in words.")
    return " ".join(value.split())


def _list(entry: Any, field: str, where: str, *, needed: bool = True) -> list[str]:
    value = entry.get(field, []) if isinstance(entry, dict) else None
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise BadTensionError(f"{where}: `{field}` must be a list of words in quotes.")
    if needed and not value:
        raise BadTensionError(f"{where} needs `{field}`.")
    return value
