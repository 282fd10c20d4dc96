"""What was done, as a list: day and time, what, on what, and by whom. Names are for colleagues alone."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from answerable.accounts.queries import names_of
from answerable.core.calendar import LONDON
from answerable.ledger.models import Event
from answerable.website.formats import shortened

COLUMNS = ("index", "recorded_at", "by", "name", "kind", "subject", "details")
NOUNS = (
    "answer",
    "action",
    "milestone",
    "progress",
    "evidence",
    "claim",
    "duty",
    "challenge",
    "upload",
    "letter",
    "role",
    "member",
    "duties",
)
JOBS = {"job:ingest": "The register, reading reports", "job:escalation": "The register, by rule"}


@dataclass(frozen=True, slots=True)
class Done:
    index: int
    when: str
    what: str
    subject: str
    by: str
    by_id: str
    details: str


def rows(events: Sequence[Event], known: Collection[str]) -> tuple[Done, ...]:
    """`known` are the identifiers whose names the reader may see."""
    names = names_of({event.actor for event in events} & set(known))
    return tuple(_done(event, names) for event in events)


def _done(event: Event, names: dict[str, str]) -> Done:
    at = event.recorded_at.astimezone(LONDON)
    return Done(
        index=event.index,
        when=f"{at:%-d %B %Y, %H:%M}",
        what=what(event.kind),
        subject=event.subject,
        by=names.get(event.actor) or JOBS.get(event.actor, event.actor),
        by_id=event.actor,
        details=shortened(details(event.payload), 240),
    )


def what(kind: str) -> str:
    """As in "Answer submitted"."""
    return kind.replace(".", " ").replace("_", " ").replace("-", " ").capitalize()


def details(payload: dict[str, Any]) -> str:
    """What the event holds beside its subject; digests of words tell nobody anything."""
    said = [f"{key}: {_plain(value)}" for key, value in payload.items() if value not in (None, "", [], {})]
    return "; ".join(said)


def _plain(value: object) -> str:
    if isinstance(value, str) and len(value) == 64 and value.isalnum():
        return "(kept)"
    if isinstance(value, dict | list):
        return f"{len(value)} things" if len(value) > 3 else json.dumps(value, ensure_ascii=False)
    return str(value)


def csv_rows(events: Iterable[Event], known: Collection[str]) -> Iterable[Sequence[object]]:
    names = names_of(known)
    for event in events:
        yield (
            event.index,
            event.recorded_at.isoformat(),
            event.actor,
            names.get(event.actor, ""),
            event.kind,
            event.subject,
            json.dumps(event.payload, ensure_ascii=False),
        )
