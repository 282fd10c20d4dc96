"""JSON and JSON Lines, held to the standard: no NaN, and a key given twice is reported."""

import json
import math
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NoReturn

from answerable.sources.readers.characters import safe
from answerable.sources.readers.document import Problem, ReadDocument, UnreadableError
from answerable.sources.readers.encoding import decode
from answerable.sources.readers.limits import Limits
from answerable.sources.readers.registry import Task

MEDIA_TYPE = "application/json"
MEDIA_TYPE_LINES = "application/jsonl"
_LISTED = 2_000
_OPENERS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[{\]}]', re.S)  # linear, closed or not


def read(content: bytes, task: Task, limits: Limits) -> ReadDocument:
    """The parsed value in `data`; for JSON Lines the list of the lines' values, bad lines listed."""
    decoded = decode(content)
    document = ReadDocument(MEDIA_TYPE)
    if decoded.remark:
        document.problems.append(Problem("whole file", decoded.remark, lost=False))
    text = decoded.text.strip().strip("\x00").strip()
    parser = _Parser(limits)
    if PurePath(task.name).suffix.lower() in (".jsonl", ".ndjson"):
        document.media_type = MEDIA_TYPE_LINES
        document.data = _lines(text, parser, document.problems)
    else:
        try:
            document.data = parser.parse(text)
        except json.JSONDecodeError as error:
            document.data = _as_lines(error, text, parser, document)
        except ValueError as error:
            raise UnreadableError(f"The JSON can't be read: {error}.") from error
    document.data = parser.checked(document.data)
    for path in parser.repeated(document.data):
        why = "The key is given more than once; the last value counts. Remove the others."
        document.problems.append(Problem(path, why))
    return document


def _as_lines(error: json.JSONDecodeError, text: str, parser: "_Parser", document: ReadDocument) -> object:
    """JSON Lines by another name; raises UnreadableError for what is neither."""
    if error.msg.startswith("Extra data") and "\n" in text:
        problems: list[Problem] = []
        values = _lines(text, parser, problems)
        if len(problems) * 2 < len(values):
            document.media_type = MEDIA_TYPE_LINES
            document.problems += problems
            return values
    raise UnreadableError(
        f"The JSON is broken at line {error.lineno}, column {error.colno}: {error.msg}. Mend it."
    ) from error


def _lines(text: str, parser: "_Parser", problems: list[Problem]) -> list[object]:
    values = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            values.append(parser.parse(line))
        except ValueError as error:
            if len(problems) < _LISTED:
                problems.append(Problem(f"line {number}", f"It is not JSON and is left out: {error}."))
    return values


class _Parser:
    """Parses under `limits`, and remembers which objects repeat a key."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._repeats: dict[int, tuple[dict[str, object], list[str]]] = {}

    def parse(self, text: str) -> object:
        """Raises ValueError for what is not JSON, UnreadableError for what is nested too deep."""
        self._check_depth(text)
        value: object = json.loads(
            text,
            object_pairs_hook=self._object,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_short,
        )
        return value

    def checked(self, value: object) -> object:
        """`value` with its text made safe. Raises UnreadableError where it holds too many values."""
        left = [self._limits.json_values]

        def check(value: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise UnreadableError(
                    f"The JSON holds more than {self._limits.json_values:,} values: split the file."
                )
            if isinstance(value, str):
                return safe(value)
            if isinstance(value, list):
                value[:] = map(check, value)
            elif isinstance(value, dict):
                for key in list(value):
                    clean = safe(key)
                    if clean == key:
                        value[key] = check(value[key])
                    else:
                        value[clean] = check(value.pop(key))
            return value

        return check(value)

    def repeated(self, value: object, path: str = "$") -> Iterator[str]:
        """The paths of keys that were given twice, as in $.items[3].title."""
        if not self._repeats:
            return
        if isinstance(value, dict):
            for key in self._repeats.get(id(value), (value, []))[1]:
                yield f"{path}.{safe(key)}"
            for key, inner in value.items():
                yield from self.repeated(inner, f"{path}.{key}")
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self.repeated(inner, f"{path}[{index}]")

    def _object(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            keys = [key for key, _ in pairs]
            self._repeats[id(made)] = (made, sorted({key for key in keys if keys.count(key) > 1})[:20])
        return made

    def _check_depth(self, text: str) -> None:
        depth = 0
        for match in _OPENERS.finditer(text):
            mark = match[0]
            if mark in "[{":
                depth += 1
                if depth > self._limits.json_depth:
                    raise UnreadableError(
                        f"The JSON is nested more than {self._limits.json_depth} levels deep: it is "
                        "damaged, or made to do harm."
                    )
            elif mark in "]}":
                depth -= 1


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"it holds {word}, which JSON does not have; write null, or leave it out")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(f"the number {digits[:30]} is too large")
    return number


def _short(digits: str) -> int:
    if len(digits) > 100:
        raise ValueError(f"a number has {len(digits):,} digits")
    return int(digits)
