"""What was done, as a list: day and time, what, on what, and by whom. Names are for colleagues alone."""

import datetime as dt
import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from answerable.accounts.queries import names_of
from answerable.core.calendar import LONDON
from answerable.ledger.models import Event
from answerable.website.formats import long_date, shortened

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
JOBS = {
    "job:ingest": "The register, reading reports",
    "job:escalation": "The register, by rule",
    "job:people": "Whoever runs the register",
    "job:recurrence": "The register, looking for what was asked again",
    "job:replies": "The register, reading replies",
    "job:scanner": "The register, looking at files",
    "job:successions": "The register, passing duties on",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KEPT = "(kept)"  # a digest of words


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
    said = ((key.replace("_", " "), _plain(value)) for key, value in payload.items())
    return "; ".join(f"{key}: {words}" for key, words in said if words)


def _plain(value: object) -> str:
    """In words: never as a program writes it down. "" for what is not there."""
    if value is None or isinstance(value, bool):
        return "" if value is None else "yes" if value else "no"
    if isinstance(value, dict):
        pairs = ((str(key).replace("_", " "), _plain(one)) for key, one in value.items())
        return ", ".join(f"{key} {words}" for key, words in pairs if words and words != _KEPT)
    if isinstance(value, list):
        *first, last = map(_plain, value) if value else [""]
        return (
            f"{len(value)} things" if len(value) > 3 else " and ".join(filter(None, (", ".join(first), last)))
        )
    words = str(value)
    if len(words) == 64 and words.isalnum():
        return _KEPT
    try:
        return long_date(dt.date.fromisoformat(words)) if _DAY.fullmatch(words) else words
    except ValueError:  # no day of the calendar
        return words


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
