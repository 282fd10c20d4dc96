"""The ladders of escalation, as reviewed data: data/escalation/*.toml and the letters beside them.

Pure: nothing here touches the database. A definition that can't be used is refused when it is loaded, and the
message names the file and the line.
"""

import functools
import string
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "data" / "escalation"
RECIPIENTS = ("officer", "board", "regional", "department", "regulator", "public")
FIELDS = frozenset({"recipient", "body", "count", "list", "date", "service", "work", "ladder"})
LONGEST_CODE = 30  # of Step.rung


class LadderError(ValueError):
    """A definition can't be used. The message names the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's template. `fill` gives (subject, body)."""

    subject: str
    body: str

    def fill(self, **fields: str) -> tuple[str, str]:
        return self.subject.format(**fields), self.body.format(**fields)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder. `days` are counted from the due date; below nought, before it."""

    code: str
    days: int
    to: tuple[str, ...]
    letter: Letter
    label: str
    public: str  # neutral, of what was done
    source: str
    body_kinds: frozenset[str] = frozenset()  # blank: bodies of every kind
    after_delivery: bool = False  # only where a letter has reached the body before

    @property
    def recipients(self) -> tuple[str, ...]:
        """Those who get a letter; the public list is no reader of letters."""
        return tuple(one for one in self.to if one != "public")

    @property
    def is_public(self) -> bool:
        return "public" in self.to

    def fits(self, kind: str) -> bool:
        return not self.body_kinds or kind in self.body_kinds


@dataclass(frozen=True, slots=True)
class Ladder:
    """The rungs of one family of instruments, lowest first."""

    code: str
    name: str
    instruments: tuple[str, ...]
    gap_days: int
    grace_days: int
    rungs: tuple[Rung, ...]

    def place(self, code: str) -> int:
        """Where a rung stands; -1 for one that this ladder has not (any more)."""
        return next((at for at, rung in enumerate(self.rungs) if rung.code == code), -1)


@dataclass(frozen=True, slots=True)
class Ladders:
    """All ladders; `default` is for instruments that none names."""

    by_instrument: dict[str, Ladder]
    default: Ladder
    above: dict[str, dict[str, str]]  # {"department" | "regulator": {kind of body: key}}

    def of(self, instrument: str) -> Ladder:
        return self.by_instrument.get(instrument, self.default)

    @property
    def all(self) -> tuple[Ladder, ...]:
        return tuple(dict.fromkeys([*self.by_instrument.values(), self.default]))

    def rung(self, code: str) -> Rung | None:
        """The rung of this code, in whichever ladder; None for one that data no longer holds."""
        return next((rung for ladder in self.all for rung in ladder.rungs if rung.code == code), None)


@functools.cache
def ladders() -> Ladders:
    """The shipped ladders, read once."""
    return load_ladders(FOLDER)


def load_ladders(folder: Path) -> Ladders:
    """Raises LadderError."""
    found: dict[str, Ladder] = {}
    by_instrument: dict[str, Ladder] = {}
    codes: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        ladder = _ladder(_File(path), folder / "letters")
        found[ladder.code] = ladder
        for rung in ladder.rungs:
            if rung.code in codes:
                raise LadderError(f"{path.name}: the rung {rung.code!r} stands in {codes[rung.code]} too")
            codes[rung.code] = path.name
        for instrument in ladder.instruments:
            if instrument in by_instrument:
                raise LadderError(f"{path.name}: {instrument!r} has another ladder already")
            by_instrument[instrument] = ladder
    if "default" not in found:
        raise LadderError(f"{folder}: there is no default.toml")
    return Ladders(by_instrument, found["default"], _above(_File(folder / "above" / "bodies.toml")))


class _File:
    """A TOML file that knows on which line a key stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
            self.values: dict[str, Any] = tomllib.loads(self.text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise LadderError(f"{path.name}: not TOML that can be read: {error}") from error

    def line(self, key: str, rung: int = -1) -> int:
        """Of the key at the head of the file or within the rung; of the rung where it lacks the key."""
        at, start = -1, 1
        for number, line in enumerate(self.text.splitlines(), start=1):
            if line.startswith("[[rungs]]"):
                at, start = at + 1, number if at + 1 <= rung else start
            if at == rung and line.split("=")[0].strip(" []") in (key, f"rungs.{key}"):
                return number
        return start

    def fail(self, why: str, key: str, rung: int = -1) -> LadderError:
        return LadderError(f"{self.path.name}, line {self.line(key, rung)}: {why}")

    def take(self, values: dict[str, Any], key: str, kind: type, rung: int = -1) -> Any:
        value = values.get(key)
        if type(value) is not kind or value == "":
            raise self.fail(f"{key!r} is missing or is not of the kind {kind.__name__}", key, rung)
        return value

    def texts(self, values: dict[str, Any], key: str, rung: int = -1) -> tuple[str, ...]:
        value = self.take(values, key, list, rung)
        if not all(isinstance(one, str) and one for one in value):
            raise self.fail(f"{key!r} is a list of words", key, rung)
        return tuple(value)

    def only(self, values: dict[str, Any], known: Iterable[str], rung: int = -1) -> None:
        for key in values:
            if key not in known:
                raise self.fail(f"{key!r} is not known here", key, rung)


def _ladder(file: _File, letters: Path) -> Ladder:
    values = file.values
    file.only(values, ("code", "name", "instruments", "gap_days", "grace_days", "rungs"))
    gap = file.take(values, "gap_days", int)
    grace = file.take(values, "grace_days", int)
    if gap < 1 or grace < 0:
        raise file.fail("gap_days is at least 1, and grace_days not below 0", "gap_days")
    rungs = [_rung(file, letters, at, one) for at, one in enumerate(file.take(values, "rungs", list))]
    if not rungs:
        raise file.fail("a ladder has at least one rung", "rungs")
    for at in range(1, len(rungs)):
        if rungs[at].days - rungs[at - 1].days < gap:
            raise file.fail(
                f"{rungs[at].code!r} comes less than {gap} days after the rung before", "days", at
            )
        if rungs[at - 1].days < 0 <= rungs[at].days and rungs[at].days < 1:
            raise file.fail("a rung stands before the due date or after it, not on it", "days", at)
    code = file.take(values, "code", str)
    if file.path.stem != code:
        raise file.fail(f"name the file {code}.toml", "code")
    if values.get("instruments") == [] and code != "default":
        raise file.fail("only the default ladder names no instrument", "instruments")
    return Ladder(
        code, file.take(values, "name", str), file.texts(values, "instruments"), gap, grace, tuple(rungs)
    )


_RUNG = ("code", "days", "to", "letter", "label", "public", "source", "when")


def _rung(file: _File, letters: Path, at: int, values: dict[str, Any]) -> Rung:
    file.only(values, _RUNG, at)
    code = file.take(values, "code", str, at)
    if len(code) > LONGEST_CODE:
        raise file.fail(f"a code has at most {LONGEST_CODE} characters", "code", at)
    days = file.take(values, "days", int, at)
    if days == 0:
        raise file.fail("a rung stands before the due date or after it, not on it", "days", at)
    to = file.texts(values, "to", at)
    for one in to:
        if one not in RECIPIENTS:
            raise file.fail(f"{one!r} is nobody a letter goes to: {', '.join(RECIPIENTS)}", "to", at)
    if not to or len(set(to)) != len(to):
        raise file.fail("name each of those it goes to once", "to", at)
    if days < 0 and set(to) != {"officer"}:
        raise file.fail("before the due date only the accountable officer is written to", "to", at)
    when = values.get("when", {})
    file.only(when, ("body_kinds", "after_delivery"), at)
    kinds = when.get("body_kinds", [])
    delivered = when.get("after_delivery", False)
    if not isinstance(kinds, list) or type(delivered) is not bool:
        raise file.fail("body_kinds is a list, and after_delivery true or false", "when", at)
    return Rung(
        code,
        days,
        to,
        _letter(file, letters, file.take(values, "letter", str, at), at),
        file.take(values, "label", str, at),
        file.take(values, "public", str, at),
        file.take(values, "source", str, at),
        frozenset(kinds),
        delivered,
    )


def _letter(file: _File, letters: Path, name: str, at: int) -> Letter:
    path = letters / f"{name}.txt"
    if not path.is_file():
        raise file.fail(f"there is no letter letters/{name}.txt", "letter", at)
    subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    if not subject.startswith("Subject: "):
        raise LadderError(f"letters/{path.name}, line 1: a letter begins with “Subject: ”")
    for number, line in enumerate([subject, *body.splitlines()], start=1):
        for field in _fields(path, number, line):
            if field not in FIELDS:
                known = ", ".join(sorted(FIELDS))
                raise LadderError(f"letters/{path.name}, line {number}: {{{field}}} is none of {known}")
    if "{list}" not in body or "{list}" in subject:
        raise LadderError(f"letters/{path.name}, line 1: {{list}} stands in the letter, not in its subject")
    return Letter(subject.removeprefix("Subject: "), body)


def _fields(path: Path, number: int, line: str) -> Sequence[str]:
    try:
        return [field for _, field, _, _ in string.Formatter().parse(line) if field is not None]
    except ValueError as error:
        raise LadderError(f"letters/{path.name}, line {number}: {error}") from error


def _above(file: _File) -> dict[str, dict[str, str]]:
    file.only(file.values, ("department", "regulator"))
    found = {}
    for name in ("department", "regulator"):
        table = file.take(file.values, name, dict)
        for kind, key in table.items():
            if not isinstance(key, str) or ":" not in key:
                raise file.fail(f"{kind!r} names a body by its key", kind)
        found[name] = dict(table)
    return found
