"""What the machine proposes. A suggestion is no fact: the log keeps counts and a digest of the rows."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import SYMMETRIC, Decision, Kind, Run, Suggestion, Verdict
from answerable.lineage.operations.errors import LineageError
from answerable.lineage.queries.dated import touching
from answerable.lineage.subjects import link_between
from answerable.register.models import Entry, Report

NEWER = "newer reading"
_AT_ONCE = 1000  # subjects a query: below the number of parameters that every database takes


@dataclass(frozen=True, slots=True)
class Proposed:
    """One thing the machine proposes. `entry`, `other` and `report` are rows or their keys."""

    kind: str
    value: str
    score: float  # calibrated probability, 0 to 1
    words: Sequence[Any] | Mapping[str, Any]  # a link's: {"sentence", "other_sentence", ...} where they meet
    entry: Entry | int | None = None
    other: Entry | int | None = None
    report: Report | int | None = None
    seen: Mapping[str, int] = field(default_factory=dict)  # {entry reference: version of its words}


@operation("SUGGESTION_RECORD")
def begin_run(log: Log, *, by: Actor, method: Mapping[str, str]) -> Run:
    """A pass over entries begins; `method` says of what it is made: {step: version}."""
    run = Run.objects.create(method=dict(method), started_at=now())
    log.event("suggesting.begun", f"run:{run.pk}", {"method": dict(method)})
    return run


@operation("SUGGESTION_RECORD")
def finish_run(log: Log, *, by: Actor, run: Run, entries: int) -> Run:
    """The pass has looked at so many entries anew. Finishing it again counts again."""
    run.entries, run.suggestions, run.finished_at = entries, run.made.count(), now()
    run.save(update_fields=["entries", "suggestions", "finished_at"])
    log.event("suggesting.finished", f"run:{run.pk}", {"entries": entries, "suggestions": run.suggestions})
    return run


@operation("SUGGESTION_RECORD")
def record_suggestions(
    log: Log, *, by: Actor, run: Run, method: str, version: str, proposed: Sequence[Proposed]
) -> int:
    """Records what is new among the proposals: how many were added. Of one subject, the surest counts.

    What a person has settled, refusals above all, is not proposed again; what is proposed already with the
    same value, score (to three places) and version stays; anything else takes its place. Entries that were
    withdrawn get none. Raises LineageError for a score outside 0 to 1 or a row that does not exist.
    """
    fresh: list[Suggestion] = []
    at = now()
    for rows in _in_order(_read(proposed, run, method[:60], version[:60])):
        subjects = [row.subject for row in rows]
        settled = set(
            Decision.objects.filter(subject__in=subjects, second=False, superseded_at__isnull=True)
            .exclude(verdict=Verdict.UNDONE)
            .values_list("subject", flat=True)
        )
        held = {
            row.subject: row
            for row in Suggestion.objects.filter(subject__in=subjects, superseded_at__isnull=True).only(
                "subject", "value", "score", "version", "entry_id"
            )
        }
        new = [row for row in rows if row.subject not in settled and not _same(held.get(row.subject), row)]
        old = [held[row.subject].pk for row in new if row.subject in held]
        Suggestion.objects.filter(pk__in=old).update(superseded_at=at, superseded_why=NEWER)
        for row in new:
            row.recorded_at = at
        fresh += Suggestion.objects.bulk_create(new, batch_size=500)
    if not fresh:
        log.unchanged()
        return 0
    log.event(
        "suggestions.recorded",
        f"run:{run.pk}",
        {
            "method": method,
            "version": version,
            "added": len(fresh),
            "kinds": dict(sorted(Counter(row.kind for row in fresh).items())),
            "digest": _digest(fresh),
        },
    )
    return len(fresh)


@operation("SUGGESTION_RECORD")
def withdraw_suggestions(
    log: Log,
    *,
    by: Actor,
    entries: Iterable[Entry | int],
    why: str,
    kinds: Collection[str] = tuple(Kind),
    keep: Collection[str] = (),
    forget: bool = False,
) -> int:
    """Takes back all current suggestions on these entries, as either side of a link: how many.

    `kinds` limits it to some kinds, `keep` spares subjects: what a newer reading still proposes. `forget`:
    their words go too, since the text that they come from is no longer held (a name may have been withheld).
    """
    at, spared, taken = now(), set(keep), 0
    change: dict[str, object] = {"superseded_at": at, "superseded_why": why[:120]}
    if forget:
        change["words"] = {}
    keys = sorted({_key(entry) for entry in entries if entry is not None})
    for start in range(0, len(keys), _AT_ONCE // 2):
        some = keys[start : start + _AT_ONCE // 2]
        current = Suggestion.objects.filter(superseded_at__isnull=True, kind__in=list(kinds))
        rows = touching(current, some).values_list("pk", "subject")
        stale = [pk for pk, subject in rows if subject not in spared]
        for first in range(0, len(stale), _AT_ONCE):
            held = current.filter(pk__in=stale[first : first + _AT_ONCE])  # but those taken back meanwhile
            taken += held.update(**change)
    if not taken:
        log.unchanged()
        return 0
    log.event(
        "suggestions.withdrawn", "suggestions", {"entries": len(keys), "suggestions": taken, "why": why[:120]}
    )
    return taken


def _read(proposed: Sequence[Proposed], run: Run, method: str, version: str) -> list[Suggestion]:
    """The proposals as rows, one a subject, without those on withdrawn entries."""
    entries = _entries(proposed)
    reports = dict(
        Report.objects.filter(
            pk__in={_key(each.report) for each in proposed if each.report is not None}
        ).values_list("pk", "reference")
    )
    best: dict[str, Suggestion] = {}
    for each in proposed:
        if not 0 <= each.score <= 1:
            raise LineageError(f"A score is a probability, from 0 to 1: {each.score} is none.")
        sides = [_key(side) for side in (each.entry, each.other) if side is not None]
        if any(entries[side] is None for side in sides if side in entries):
            continue
        try:
            references = [str(entries[side]) for side in sides]
            references += [reports[_key(each.report)]] if each.report is not None else []
        except KeyError as error:
            raise LineageError(f"There is no row {error} to make a suggestion on.") from error
        row = Suggestion(
            subject=_subject(each, references),
            kind=each.kind,
            entry_id=_key(each.entry) if each.entry is not None else None,
            other_id=_key(each.other) if each.other is not None else None,
            report_id=_key(each.report) if each.report is not None else None,
            value=each.value,
            method=method,
            version=version,
            score=each.score,
            words=dict(each.words) if isinstance(each.words, Mapping) else list(each.words),
            seen=dict(each.seen),
            run=run,
        )
        if row.subject not in best or best[row.subject].score < row.score:
            best[row.subject] = row
    return sorted(best.values(), key=lambda row: row.subject)


def _entries(proposed: Sequence[Proposed]) -> dict[int, str | None]:
    """{key: reference} of the entries spoken of; None for those that were withdrawn."""
    keys = sorted({_key(side) for each in proposed for side in (each.entry, each.other) if side is not None})
    found: dict[int, str | None] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = Entry.objects.filter(pk__in=keys[start : start + _AT_ONCE])
        for pk, reference, withdrawn_at in rows.values_list("pk", "reference", "withdrawn_at"):
            found[pk] = None if withdrawn_at else reference
    return found


def _subject(each: Proposed, references: list[str]) -> str:
    if each.kind == Kind.LINK:
        if len(references) != 2 or references[0] == references[1]:
            raise LineageError("A link is between two different entries.")
        return link_between(*references)
    if len(references) != 1 or (each.kind == Kind.SCOPE) != (each.report is not None):
        raise LineageError(f"A suggestion of a {each.kind} is on one entry, one of a scope on one report.")
    return (
        f"scope:{references[0]}" if each.kind == Kind.SCOPE else f"{each.kind}:{references[0]}:{each.value}"
    )


def _key(row: Entry | Report | int) -> int:
    return row if isinstance(row, int) else row.pk


def _same(held: Suggestion | None, row: Suggestion) -> bool:
    """Whether what is held says what `row` does. A directed link the other way round says another thing."""
    return (
        held is not None
        and (held.value, held.version, round(held.score, 3)) == (row.value, row.version, round(row.score, 3))
        and (row.kind != Kind.LINK or row.value in SYMMETRIC or held.entry_id == row.entry_id)
    )


def _in_order(rows: list[Suggestion]) -> Iterator[list[Suggestion]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def _digest(rows: Iterable[Suggestion]) -> str:
    """SHA-256 over the rows in the order of their subjects: what was proposed can be held against it."""
    lines = sorted(
        json.dumps([row.subject, row.value, f"{row.score:.3f}", row.version], ensure_ascii=False)
        for row in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
