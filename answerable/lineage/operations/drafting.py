"""The machine's drafts of expectations: groups of entries that seem to ask the same. A person decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing
from answerable.lineage.operations.changing import (
    State,
    begin_change,
    entries_for,
    lock,
    new_expectation,
    require,
    words_of,
)
from answerable.lineage.operations.errors import ExpectationError, RefusedGroupError
from answerable.register.models import Entry

Kind = ExpectationChange.Kind
JOBS = "job:"  # how the identifiers of the register's own jobs begin


@dataclass(frozen=True, slots=True)
class Draft:
    """A group the machine made: its words, its entries, and how near each is to the rest, 0 to 1."""

    text: str
    entries: Sequence[Entry]
    scores: Mapping[int, float] = field(default_factory=dict)
    note: str = ""


@operation("EXPECTATION_PROPOSE")
def propose_expectation(log: Log, *, by: Actor, draft: Draft, method: str) -> Expectation:
    """Keeps a group as a draft. `method` is the grouping's name and version.

    Raises RefusedGroupError where a person refused a draft of the same entries; ExpectationError: no words,
    fewer than two entries, one withdrawn.
    """
    return _propose(log, draft, method)


@operation("EXPECTATION_PROPOSE")
def propose_expectations(
    log: Log, *, by: Actor, drafts: Sequence[Draft], method: str
) -> list[Expectation | None]:
    """Keeps many groups in one transaction: each draft, or None where its group has been refused."""
    made: list[Expectation | None] = []
    for draft in drafts:
        try:
            made.append(_propose(log, draft, method))
        except RefusedGroupError:
            made.append(None)
    if not any(made):
        log.unchanged()
    return made


@operation("EXPECTATION_PROPOSE")
def extend_draft(
    log: Log,
    *,
    by: Actor,
    expectation: Expectation,
    entries: Sequence[Entry],
    method: str,
    scores: Mapping[int, float] | None = None,
) -> int:
    """Adds entries to a draft: how many. Those that an editor took out of it stay out.

    Raises ExpectationError: no draft any longer (only a person adds to an adopted one), an entry withdrawn.
    """
    lock([expectation])
    require(expectation, State.DRAFT)
    found, fictional = entries_for(entries)
    if fictional != expectation.fictional:
        raise ExpectationError("Entries of the demonstration do not mix with real ones.")
    rows = Serving.objects.filter(expectation=expectation)
    known = set(rows.filter(superseded_at__isnull=True).values_list("entry_id", flat=True))
    taken_out = rows.filter(ended_by__kind__in=(Kind.LEFT, Kind.SPLIT)).values_list("entry_id", flat=True)
    known |= set(taken_out)
    fresh = [entry for entry in found if entry.pk not in known]
    if not fresh:
        log.unchanged()
        return 0
    change = begin_change(log, Kind.JOINED, [expectation], entries=fresh)
    change.join(expectation, fresh, method=method, scores=scores)
    return len(fresh)


@operation("EXPECTATION_PROPOSE")
def retire_drafts(log: Log, *, by: Actor, expectations: Sequence[Expectation], why: str) -> int:
    """Ends drafts that the machine no longer makes: how many. One that an editor has touched stays."""
    lock(expectations)
    keys = [expectation.pk for expectation in expectations]
    drafts = set(
        Standing.objects.filter(
            expectation__in=keys, superseded_at__isnull=True, state=State.DRAFT
        ).values_list("expectation_id", flat=True)
    )
    touched = set(
        ExpectationChange.objects.filter(expectations__in=keys)
        .exclude(decided_by__startswith=JOBS)
        .values_list("expectations", flat=True)
    )
    stale = [each for each in expectations if each.pk in drafts - touched]
    if not stale:
        log.unchanged()
        return 0
    for expectation in stale:
        begin_change(log, Kind.RETIRED, [expectation], reason=why).stand(expectation, State.RETIRED)
    return len(stale)


def _propose(log: Log, draft: Draft, method: str) -> Expectation:
    text, note = words_of(draft.text, draft.note)
    entries, fictional = entries_for(draft.entries)
    if len(entries) < 2:
        raise ExpectationError("A draft gathers at least two entries.")
    _not_refused(entries)
    key = "\n".join(sorted(entry.reference for entry in entries))
    made = new_expectation(log, key, Expectation.Origin.MACHINE, fictional=fictional)
    change = begin_change(log, Kind.PROPOSED, [made], entries=entries)
    change.word(made, text, note)
    change.stand(made, State.DRAFT)
    change.join(made, entries, method=method, scores=draft.scores)
    return made


def _not_refused(entries: Sequence[Entry]) -> None:
    """Raises RefusedGroupError where exactly these entries were a draft that a person refused."""
    wanted = {entry.pk for entry in entries}
    refused = Standing.objects.filter(
        state=State.REFUSED,
        superseded_at__isnull=True,
        expectation__servings__entry=entries[0],
        expectation__servings__superseded_at__isnull=True,
    ).select_related("expectation")
    for standing in refused:
        rows = standing.expectation.servings.filter(superseded_at__isnull=True)
        if set(rows.values_list("entry_id", flat=True)) == wanted:
            raise RefusedGroupError(
                f"A draft of these entries was refused, {standing.expectation.reference}: it stays refused."
            )
