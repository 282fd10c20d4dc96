"""An exercise made again from what the log says of it, and from nothing else.

Each kind of event has one function that puts it on what stood before. An event of a kind that is not of
exercises is passed over; one of a kind that nobody knows how to replay is an error, so that none is lost.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from answerable.oversight.priorities.record import (
    REGISTER,
    CriterionRecord,
    DecisionRecord,
    ExerciseRecord,
    ItemRecord,
    ScoreRecord,
    ScorerRecord,
    arranged,
)

Payload = Mapping[str, Any]


class ReplayError(ValueError):
    """The log does not tell a whole exercise. The message says what is amiss."""


@dataclass(slots=True)
class _State:
    """What has been heard so far. Scores by (item, criterion, scorer)."""

    about: dict[str, Any] = field(default_factory=dict)
    criteria: tuple[CriterionRecord, ...] = ()
    items: dict[str, ItemRecord] = field(default_factory=dict)
    scorers: dict[int, ScorerRecord] = field(default_factory=dict)
    scores: dict[tuple[str, str, int], ScoreRecord] = field(default_factory=dict)
    figures: Payload = field(default_factory=dict)
    decision: DecisionRecord | None = None


def replayed(reference: str, events: Iterable[tuple[str, str, Payload]]) -> ExerciseRecord:
    """`events`: (kind, actor, payload), in the order of the log. Raises ReplayError."""
    state = _State()
    for kind, actor, payload in events:
        if kind not in _HEARD:
            raise ReplayError(f"{reference}: nobody knows how to replay {kind!r}")
        if not state.about and kind != "exercise.made":
            raise ReplayError(f"{reference}: the log begins with {kind!r}, not with its making")
        _HEARD[kind](state, {"by": actor, **payload})
    if not state.about:
        raise ReplayError(f"{reference}: the log says nothing of it")
    return ExerciseRecord(
        reference=reference,
        **state.about,
        criteria=state.criteria,
        items=tuple(state.items.values()),
        scorers=tuple(state.scorers.values()),
        scores=arranged(tuple(state.items.values()), state.criteria, state.scores.values()),
        figures=state.figures,
        decision=state.decision,
    )


def criteria_from(rows: Iterable[Payload]) -> tuple[CriterionRecord, ...]:
    return tuple(
        CriterionRecord(
            code=row["code"],
            title=row["title"],
            question=row["question"],
            scale=tuple(row["scale"]),
            source=row["source"],
            weight=Decimal(row["weight"]),
            why=row["why"],
        )
        for row in rows
    )


def _made(state: _State, said: Payload) -> None:
    state.about = {
        "title": said["title"],
        "purpose": said["purpose"],
        "sector": said["sector"],
        "state": "draft",
        "as_at": dt.date.fromisoformat(said["as_at"]),
        "places": said["places"],
        "made_at": _at(said),
        "opened_at": None,
        "closed_at": None,
        "ended_at": None,
        "ended_why": "",
    }
    _weighted(state, said)


def _changed(state: _State, said: Payload) -> None:
    state.about |= {name: said[name] for name in ("title", "purpose", "sector", "places")}
    state.about["as_at"] = dt.date.fromisoformat(said["as_at"])


def _weighted(state: _State, said: Payload) -> None:
    state.criteria = criteria_from(said["criteria"])


def _item_added(state: _State, said: Payload) -> None:
    key = said["expectation"]
    state.items[key] = ItemRecord(key, said["text"], said["state"], said["fictional"])


def _item_removed(state: _State, said: Payload) -> None:
    del state.items[said["expectation"]]


def _scorer_named(state: _State, said: Payload) -> None:
    number = said["scorer"]
    state.scorers[number] = ScorerRecord(
        number, said["role"], said["organisation"], said["organisation_name"], said["interests"]
    )


def _scorer_ended(state: _State, said: Payload) -> None:
    number = said["scorer"]
    state.scorers[number] = replace(state.scorers[number], ended=True, ended_why=said["why"])


def _declared(state: _State, said: Payload) -> None:
    number = said["scorer"]
    state.scorers[number] = replace(state.scorers[number], interests=said["interests"])


def _filled(state: _State, said: Payload) -> None:
    """The register's facts of one item, frozen when scoring opened."""
    key = said["expectation"]
    state.items[key] = ItemRecord(key, said["text"], said["state"], said["fictional"], said["facts"])
    for row in said["scores"]:
        _put(state, {**row, "expectation": key, "scorer": REGISTER, "at": said["at"]})


def _opened(state: _State, said: Payload) -> None:
    state.about |= {"state": "open", "opened_at": _at(said)}


def _given(state: _State, said: Payload) -> None:
    _put(state, said)


def _put(state: _State, said: Payload) -> None:
    key = (said["expectation"], said["criterion"], said["scorer"])
    before = state.scores.get(key)
    state.scores[key] = ScoreRecord(
        *key,
        value=None if said["value"] is None else Decimal(said["value"]),
        reason=said["reason"],
        evidence=said["evidence"],
        at=_at(said),
        changed=before.changed + 1 if before else 0,
    )


def _closed(state: _State, said: Payload) -> None:
    state.about |= {"state": "closed", "closed_at": _at(said)}
    state.figures = said["figures"]


def _decided(state: _State, said: Payload) -> None:
    state.about |= {"state": "decided", "ended_at": _at(said)}
    state.decision = DecisionRecord(
        words=said["words"],
        first=tuple(said["first"]),
        departs=said["departs"],
        method=said["method"],
        by=said["by"],
        at=_at(said),
    )


def _abandoned(state: _State, said: Payload) -> None:
    state.about |= {"state": "abandoned", "ended_at": _at(said), "ended_why": said["why"]}


def _at(said: Payload) -> dt.datetime:
    return dt.datetime.fromisoformat(said["at"])


_HEARD: dict[str, Callable[[_State, Payload], None]] = {
    "exercise.made": _made,
    "exercise.changed": _changed,
    "exercise.weighted": _weighted,
    "item.added": _item_added,
    "item.removed": _item_removed,
    "scorer.named": _scorer_named,
    "scorer.ended": _scorer_ended,
    "interests.declared": _declared,
    "item.filled": _filled,
    "exercise.opened": _opened,
    "score.given": _given,
    "scoring.closed": _closed,
    "exercise.decided": _decided,
    "exercise.abandoned": _abandoned,
}
