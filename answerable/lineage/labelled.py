"""Labels made by reading, and the texts they speak of.

The repository holds labels of its own as identifiers only: a row of the collected reports, where in its
`concerns` cell the passage begins and ends, and the label. The texts are read where the real data lies.
"""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

PAIR_LABELS = ("same", "overlap", "related", "unrelated", "unusable")
_LONGEST_CELL = 10_000_000  # characters; far above the csv module's own limit


class BadLabelsError(ValueError):
    """The file of labels can't be used. The message names the line and says what is wrong."""


@dataclass(frozen=True, slots=True)
class LabelledPair:
    identifier: str
    left: str
    right: str
    repeat: bool | None  # None: annotators differ, or a side is unusable
    label: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True)
class LabelledThemes:
    identifier: str
    text: str
    themes: frozenset[str]
    disputed: frozenset[str] = frozenset()


def read_pairs(path: Path) -> list[LabelledPair]:
    """Pairs with their texts: `repeat` where two annotators read them, else `label` by one.

    Raises BadLabelsError.
    """
    pairs = []
    for where, case in lines_of(path):
        try:
            left, right = case["a"]["text"], case["b"]["text"]
            label = case.get("label", "")
            repeat = case["repeat"] if "repeat" in case else _repeat(case["label"])
            identifier = str(case.get("pair", where))
        except (KeyError, TypeError) as error:
            raise BadLabelsError(
                f"{where}: a pair needs `a` and `b`, each with `text`, and `repeat` or `label` ({error})."
            ) from error
        if not isinstance(left, str) or not isinstance(right, str):
            raise BadLabelsError(f"{where}: `text` must be words.")
        if repeat is not None and not isinstance(repeat, bool):
            raise BadLabelsError(f"{where}: `repeat` must be true, false or null.")
        pairs.append(LabelledPair(identifier, left, right, repeat, label))
    return pairs


def read_themes(path: Path) -> list[LabelledThemes]:
    """Concerns with `agreed` and `disputed` themes, or `themes` by one annotator. Raises BadLabelsError."""
    cases = []
    for where, case in lines_of(path):
        themes = case.get("agreed", case.get("themes", 0))
        disputed = case.get("disputed", [])
        if not isinstance(case.get("text"), str) or not _words(themes) or not _words(disputed):
            raise BadLabelsError(f"{where}: a case needs `text` and a list of themes, `agreed` or `themes`.")
        cases.append(
            LabelledThemes(str(case.get("id", where)), case["text"], frozenset(themes), frozenset(disputed))
        )
    return cases


def read_own_pairs(labels: Path, reports: Path) -> list[LabelledPair]:
    """The repository's own pairs, with their texts from the collected reports (a CSV file)."""
    concerns = _concerns(reports)
    return [
        LabelledPair(
            case["pair"],
            _passage(case["a"], concerns, where),
            _passage(case["b"], concerns, where),
            _repeat(case["label"]),
            case["label"],
            case.get("sure", True),
        )
        for where, case in lines_of(labels)
    ]


def read_own_themes(labels: Path, reports: Path) -> list[LabelledThemes]:
    """The repository's own themes, with their texts from the collected reports (a CSV file)."""
    concerns = _concerns(reports)
    return [
        LabelledThemes(case["id"], _passage(case, concerns, where), frozenset(case["themes"]))
        for where, case in lines_of(labels)
    ]


def read_own_questions(labels: Path, reports: Path) -> list[tuple[str, str]]:
    """The repository's own questions, each with the concern that it asks for in other words."""
    concerns = _concerns(reports)
    return [(str(case["question"]), _passage(case, concerns, where)) for where, case in lines_of(labels)]


def read_own_passages(labels: Path, reports: Path) -> Iterator[tuple[str, str]]:
    """The report and text of every passage that the repository's labels (a folder) point at."""
    concerns = _concerns(reports)
    for where, case in lines_of(labels / "pairs_own.jsonl"):
        for side in (case["a"], case["b"]):
            yield side["ref"], _passage(side, concerns, where)
    for where, case in lines_of(labels / "themes_own.jsonl"):
        yield case["ref"], _passage(case, concerns, where)


def _repeat(label: str) -> bool | None:
    if label not in PAIR_LABELS:
        raise BadLabelsError(f"“{label}” is no label of a pair; it is one of {', '.join(PAIR_LABELS)}.")
    return None if label == "unusable" else label in ("same", "overlap")


def _words(value: Any) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def lines_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each line's place and content; there is at least one."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadLabelsError(f"{path.name} can't be read as text ({error}).") from error
    found = False
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            case = json.loads(line)
        except ValueError as error:
            raise BadLabelsError(f"{where}: not JSON ({error}).") from error
        if not isinstance(case, dict):
            raise BadLabelsError(f"{where}: not a JSON object.")
        found = True
        yield where, case
    if not found:
        raise BadLabelsError(f"{path.name} holds no cases.")


def _concerns(reports: Path) -> list[str]:
    csv.field_size_limit(_LONGEST_CELL)
    with reports.open(encoding="utf-8-sig", newline="") as source:
        return [row["concerns"] for row in csv.DictReader(source)]


def _passage(place: dict[str, Any], concerns: list[str], where: str) -> str:
    """Rows are counted as a spreadsheet does: the heading is row 1."""
    try:
        row, start, end = (int(place[key]) for key in ("row", "start", "end"))
        return concerns[row - 2][start:end]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BadLabelsError(f"{where}: no such passage in the collected reports ({error}).") from error
