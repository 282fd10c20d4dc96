"""Versions of an indicator, replayed from the log: how it was defined, and which files of figures were held.

A definition is put in the log whole when it is first read, and again when it changes (`impact.operations`).
Before the first time nothing tells how it was defined, and that is said.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from answerable.impact.definitions import shipped
from answerable.impact.models import Holding, SeriesFile
from answerable.impact.operations.defining import DEFINED, LABELS, subject_of
from answerable.ledger.models import Event
from answerable.publication.versions.model import (
    Fact,
    History,
    Item,
    Step,
    by_operation,
    by_whom,
    events_of,
    line,
)

FIGURES = ("figures.loaded", "figures.dated")
NOT_KEPT = "Not kept for that time: definitions are in the log from later on."


@dataclass(frozen=True, slots=True)
class State:
    """`files`: {SHA-256 of a file: (what it is, its day of publication as stated)}."""

    definition: Mapping[str, Any] | None = None
    files: tuple[tuple[str, tuple[str, str]], ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """One reading of a file, as far as it gives figures of the indicator."""

    words: str
    recorded_at: dt.datetime


def indicator_history(code: str) -> History:
    """Of one that is defined no more, what it was: the log and the figures stay."""
    defined = shipped().get(code)
    held = _held(defined.part_of or code if defined else code)
    documents = {sha256 for sha256, _ in held}
    subjects = [subject_of(code), *(f"document:{sha256}" for sha256 in documents)]
    operations: list[list[Event]] = []
    state = State()
    states: list[State] = []
    for some in by_operation(events_of(subjects, (DEFINED, *FIGURES))):
        for event in some:
            state = after(state, event, held)
        if not states or state != states[-1]:
            operations.append(some)
            states.append(state)
    steps = tuple(_step(number, some) for number, some in enumerate(operations, start=1))

    def read(number: int) -> tuple[Fact, ...]:
        return _facts(states[number - 1])

    return History("indicator", code, "indicator", f"/indicators/{code}", steps, read)


def told_of(code: str) -> dt.datetime | None:
    """When the log last told how it was defined; None for a code that never was one."""
    rows = Event.objects.filter(kind=DEFINED, subject=subject_of(code)).order_by("-index")
    return rows.values_list("recorded_at", flat=True).first()


def _held(code: str) -> dict[tuple[str, str], _File]:
    """{(SHA-256, reader): what that reading of the file gives of it}."""
    rows = Holding.objects.filter(indicator=code).select_related("file__document")
    found: dict[tuple[str, str], tuple[SeriesFile, int, int]] = {}
    for row in rows.order_by("pk"):
        key = (row.file.document.sha256, row.file.reader)
        _, many, hidden = found.get(key, (row.file, 0, 0))
        found[key] = (row.file, many + row.rows, hidden + row.hidden)
    return {
        key: _File(f"{file.name}: {many:,} figures, {hidden:,} of them hidden", file.recorded_at)
        for key, (file, many, hidden) in found.items()
    }


def after(state: State, event: Event, held: Mapping[tuple[str, str], _File]) -> State:
    """The state once the event has happened. Pure."""
    told = event.payload
    if event.kind == DEFINED:
        return replace(state, definition=told)
    sha256 = event.subject.partition(":")[2]
    files = dict(state.files)
    published = told.get("published") or ""
    if event.kind == "figures.loaded":
        files.pop(sha256, None)  # read again by other readers, it gives what these find in it
        if (sha256, told["reader"]) in held:
            files[sha256] = (held[sha256, told["reader"]].words, published)
    elif sha256 in files:
        files[sha256] = (files[sha256][0], published)
    return replace(state, files=tuple(files.items()))


def _step(number: int, events: list[Event]) -> Step:
    kinds = [event.kind for event in events]
    what = {
        DEFINED: "Its definition was put on record",
        "figures.loaded": "A file of figures was loaded",
        "figures.dated": "A file of figures was dated",
    }[kinds[0]]
    told = events[0].payload
    why = f"Version of the definition: {told['version']}" if kinds[0] == DEFINED else ""
    places = tuple(event.index for event in events)
    return Step(number, events[0].recorded_at, by_whom(events[0].actor), what, why, places)


def _facts(state: State) -> tuple[Fact, ...]:
    defined = state.definition
    files = tuple(
        Item(f"{words}{f', published {published}' if published else ', day of publication not stated'}")
        for _, (words, published) in state.files
    )
    told = (
        [line("definition", "Definition", NOT_KEPT)]
        if defined is None
        else [_defined(key, label, defined[key]) for key, label in LABELS.items() if defined.get(key)]
    )
    return (*told, Fact("files", "Files of figures", files, many=True))


def _defined(key: str, label: str, value: object) -> Fact:
    if isinstance(value, list):
        return Fact(key, label, tuple(Item(str(one)) for one in value), many=True)
    return line(key, label, str(value), prose=True)
