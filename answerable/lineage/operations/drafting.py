"""The machine's drafts of expectations: groups of entries that seem to ask the same. A person decides."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.operations.changing import (
    State,
    begin_change,
    entries_for,
    free_references,
    lock,
    require,
    tell,
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
    entries, fictional = entries_for(draft.entries)
    if len(entries) < 2:
        raise ExpectationError("A draft gathers at least two entries.")
    refused = _groups(State.REFUSED).get(frozenset(entry.pk for entry in entries))
    if refused:
        raise RefusedGroupError(f"A draft of these entries was refused, {refused}: it stays refused.")
    return keep_drafts(log, [(draft, entries, fictional)], method)[0]


@operation("EXPECTATION_PROPOSE")
def propose_expectations(
    log: Log, *, by: Actor, drafts: Sequence[Draft], method: str
) -> list[Expectation | None]:
    """Keeps many groups at once: each draft, in the order given.

    None stands for a group that a person has refused, for one that is a draft already (of another run at the
    same moment), and for one that withdrawals left with fewer than two entries. Raises ExpectationError: no
    words, or made-up entries with real ones.
    """
    log.one_by_one("drafts")
    keys = {entry.pk for draft in drafts for entry in draft.entries}
    held: dict[int, Entry] = {}
    for some in _pieces(sorted(keys)):
        rows = Entry.objects.filter(pk__in=some, withdrawn_at__isnull=True).select_related("report")
        held |= {entry.pk: entry for entry in rows.only("reference", "report__fictional")}
    known = _groups(State.REFUSED, State.DRAFT)
    wanted: list[tuple[int, tuple[Draft, list[Entry], bool]]] = []
    for place, draft in enumerate(drafts):
        entries = [held[key] for key in dict.fromkeys(entry.pk for entry in draft.entries) if key in held]
        if len(entries) < 2 or frozenset(entry.pk for entry in entries) in known:
            continue
        fictional = {entry.report.fictional for entry in entries}
        if len(fictional) > 1:
            raise ExpectationError("Entries of the demonstration do not mix with real ones.")
        wanted.append((place, (draft, entries, fictional.pop())))
    made: list[Expectation | None] = [None] * len(drafts)
    if not wanted:
        log.unchanged()
        return made
    for (place, _), kept in zip(wanted, keep_drafts(log, [each for _, each in wanted], method), strict=True):
        made[place] = kept
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


def keep_drafts(
    log: Log, drafts: Sequence[tuple[Draft, list[Entry], bool]], method: str
) -> list[Expectation]:
    """Writes drafts within the operation that `log` is of, in eight statements however many."""
    at = now()
    words = [words_of(draft.text, draft.note) for draft, _, _ in drafts]
    keys = ["\n".join(sorted(entry.reference for entry in entries)) for _, entries, _ in drafts]
    machine = Expectation.Origin.MACHINE
    made = Expectation.objects.bulk_create(
        [
            Expectation(reference=reference, origin=machine, fictional=fictional, recorded_at=at)
            for reference, (_, _, fictional) in zip(free_references(keys), drafts, strict=True)
        ],
        batch_size=500,
    )
    changes = ExpectationChange.objects.bulk_create(
        [
            ExpectationChange(kind=Kind.PROPOSED, decided_by=log.actor.identifier, recorded_at=at)
            for _ in made
        ],
        batch_size=500,
    )
    ExpectationChange.expectations.through.objects.bulk_create(
        [
            ExpectationChange.expectations.through(expectationchange=change, expectation=each)
            for change, each in zip(changes, made, strict=True)
        ],
        batch_size=500,
    )
    rows = list(zip(made, changes, words, drafts, strict=True))
    Wording.objects.bulk_create(
        [
            Wording(expectation=each, text=text, note=note, made_by=change, recorded_at=at)
            for each, change, (text, note), _ in rows
        ],
        batch_size=500,
    )
    Standing.objects.bulk_create(
        [
            Standing(expectation=each, state=State.DRAFT, made_by=change, recorded_at=at)
            for each, change, _, _ in rows
        ],
        batch_size=500,
    )
    Serving.objects.bulk_create(
        [
            Serving(
                expectation=each,
                entry=entry,
                method=method[:60],
                score=draft.scores.get(entry.pk),
                made_by=change,
                recorded_at=at,
            )
            for each, change, _, (draft, entries, _) in rows
            for entry in entries
        ],
        batch_size=500,
    )
    for each, change, _, (_, entries, _) in rows:
        tell(log, change, [each], entries)
    return made


def _groups(*states: str) -> dict[frozenset[int], str]:
    """{entries of an expectation that stands so: its reference}."""
    found: dict[str, set[int]] = {}
    rows = Serving.objects.filter(
        superseded_at__isnull=True,
        expectation__standings__state__in=states,
        expectation__standings__superseded_at__isnull=True,
    )
    for reference, entry in rows.values_list("expectation__reference", "entry_id"):
        found.setdefault(reference, set()).add(entry)
    return {frozenset(entries): reference for reference, entries in found.items()}


def _pieces(keys: Sequence[int], size: int = 1000) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), size):
        yield keys[start : start + size]
