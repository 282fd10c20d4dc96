"""What editors do with expectations. Each is a change with dated rows, and each can be taken back."""

from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Expectation, ExpectationChange, Serving, Standing, Wording
from answerable.lineage.operations.changing import (
    LIVE,
    Change,
    State,
    begin_change,
    entries_for,
    lock,
    new_expectation,
    reason_for,
    require,
    words_of,
)
from answerable.lineage.operations.errors import ExpectationError
from answerable.register.models import Entry

Kind = ExpectationChange.Kind
PEOPLE = Expectation.Origin.PERSON


@operation("EXPECTATION_EDIT")
def make_expectation(
    log: Log, *, by: Actor, text: str, entries: Sequence[Entry], note: str = "", reason: str = ""
) -> Expectation:
    """An editor's own, adopted as it is made.

    Raises ExpectationError: no words, no entry, one withdrawn, or the same made already (sent twice).
    """
    log.one_by_one("expectations made")
    text, note = words_of(text, note)
    asking, fictional = entries_for(entries)
    _not_made_already(text, {entry.pk for entry in asking})
    made = new_expectation(log, f"{by.identifier}\n{now().isoformat()}\n{text}", PEOPLE, fictional=fictional)
    change = begin_change(log, Kind.MADE, [made], reason=reason, entries=asking)
    change.word(made, text, note)
    change.stand(made, State.ADOPTED)
    change.join(made, asking)
    return made


@operation("EXPECTATION_EDIT")
def adopt_expectation(
    log: Log, *, by: Actor, expectation: Expectation, text: str = "", note: str = "", reason: str = ""
) -> ExpectationChange:
    """Takes a draft on, in the editor's words or else in the draft's. Raises ExpectationError: no draft."""
    lock([expectation])
    require(expectation, State.DRAFT)
    held = _wording(expectation)
    words = words_of(text or held.text, note or held.note)
    change = begin_change(log, Kind.ADOPTED, [expectation], reason=reason)
    change.stand(expectation, State.ADOPTED)
    if words != (held.text, held.note):
        change.word(expectation, *words)
    return change.row


@operation("EXPECTATION_EDIT")
def refuse_draft(log: Log, *, by: Actor, expectation: Expectation, reason: str) -> ExpectationChange:
    """Refuses a group the machine made: the same entries do not come back as one."""
    lock([expectation])
    require(expectation, State.DRAFT)
    change = begin_change(log, Kind.REFUSED, [expectation], reason=reason_for(reason))
    change.stand(expectation, State.REFUSED)
    return change.row


@operation("EXPECTATION_EDIT")
def retire_expectation(log: Log, *, by: Actor, expectation: Expectation, reason: str) -> ExpectationChange:
    """Ends an adopted expectation: nobody asks it any longer, or it was none. Its page stays."""
    lock([expectation])
    require(expectation, State.ADOPTED)
    change = begin_change(log, Kind.RETIRED, [expectation], reason=reason_for(reason))
    change.stand(expectation, State.RETIRED)
    return change.row


@operation("EXPECTATION_EDIT")
def reword_expectation(
    log: Log, *, by: Actor, expectation: Expectation, text: str, note: str = "", reason: str = ""
) -> ExpectationChange | None:
    """Puts it in other words; None where they are the words it has."""
    lock([expectation])
    require(expectation, *LIVE)
    words, held = words_of(text, note), _wording(expectation)
    if words == (held.text, held.note):
        log.unchanged()
        return None
    change = begin_change(log, Kind.REWORDED, [expectation], reason=reason)
    change.word(expectation, *words)
    return change.row


@operation("EXPECTATION_EDIT")
def add_entries(
    log: Log, *, by: Actor, expectation: Expectation, entries: Sequence[Entry], reason: str = ""
) -> ExpectationChange | None:
    """Lets more entries serve it; None where all do already. Raises ExpectationError."""
    lock([expectation])
    require(expectation, *LIVE)
    asking, fictional = entries_for(entries)
    if fictional != expectation.fictional:
        raise ExpectationError("Entries of the demonstration do not mix with real ones.")
    held = set(_serving(expectation))
    fresh = [entry for entry in asking if entry.pk not in held]
    if not fresh:
        log.unchanged()
        return None
    change = begin_change(log, Kind.JOINED, [expectation], reason=reason, entries=fresh)
    change.join(expectation, fresh)
    return change.row


@operation("EXPECTATION_EDIT")
def remove_entries(
    log: Log, *, by: Actor, expectation: Expectation, entries: Sequence[Entry], reason: str
) -> ExpectationChange:
    """Takes entries out that do not ask it. Raises ExpectationError: not in it, or none would be left."""
    lock([expectation])
    require(expectation, *LIVE)
    leaving = _of(expectation, entries)
    if len(leaving) == len(_serving(expectation)):
        raise ExpectationError("That would leave no entry: retire the expectation, or refuse the draft.")
    change = begin_change(log, Kind.LEFT, [expectation], reason=reason_for(reason), entries=leaving)
    change.leave(expectation, leaving)
    return change.row


@operation("EXPECTATION_EDIT")
def split_expectation(
    log: Log,
    *,
    by: Actor,
    expectation: Expectation,
    parts: Sequence[tuple[str, Sequence[Entry]]],
    reason: str,
) -> list[Expectation]:
    """Moves entries out into expectations of their own: [(words, entries), ...]. An entry may be in several.

    What no part takes stays; where the parts take all, the expectation itself is retired. The parts are
    adopted, since a person made them. Raises ExpectationError: no part, an empty one, an entry that is not in
    it, or a single part that takes everything.
    """
    lock([expectation])
    require(expectation, *LIVE)
    why = reason_for(reason)
    worded = [(words_of(text)[0], _of(expectation, entries)) for text, entries in parts]
    moved = {entry.pk: entry for _, entries in worded for entry in entries}
    rest = len(_serving(expectation)) - len(moved)
    if not worded or (len(worded) == 1 and not rest):
        raise ExpectationError("A split needs two sides: parts that take some of the entries each.")
    at = now().isoformat()
    made = [
        new_expectation(
            log, f"{expectation.reference}\n{at}\n{place}\n{text}", PEOPLE, fictional=expectation.fictional
        )
        for place, (text, _) in enumerate(worded)
    ]
    change = begin_change(log, Kind.SPLIT, [expectation, *made], reason=why, entries=moved.values())
    change.leave(expectation, moved.values())
    if not rest:
        change.stand(expectation, State.RETIRED)
    for part, (text, entries) in zip(made, worded, strict=True):
        change.word(part, text, "")
        change.stand(part, State.ADOPTED)
        change.join(part, entries)
    return made


@operation("EXPECTATION_EDIT")
def merge_expectations(
    log: Log, *, by: Actor, expectations: Sequence[Expectation], into: Expectation, reason: str
) -> ExpectationChange:
    """Gathers these under `into`: their entries serve it, and their pages lead there.

    Raises ExpectationError: nothing to merge, one that no longer stands, or made-up with real ones.
    """
    merged = [each for each in {each.pk: each for each in expectations}.values() if each.pk != into.pk]
    if not merged:
        raise ExpectationError("Name at least one other expectation to merge.")
    lock([*merged, into])
    for each in (into, *merged):
        require(each, *LIVE)
        if each.fictional != into.fictional:
            raise ExpectationError("Expectations of the demonstration do not mix with real ones.")
    change = begin_change(log, Kind.MERGED, [into, *merged], reason=reason_for(reason))
    gather(change, merged, into)
    return change.row


def gather(change: Change, merged: Sequence[Expectation], into: Expectation) -> None:
    """Moves what serves these to `into`, where their pages lead. For a change that holds the locks."""
    for each in merged:
        serving = Serving.objects.filter(expectation=each, superseded_at__isnull=True)
        entries = [row.entry for row in serving.select_related("entry").order_by("pk")]
        change.join(into, entries)
        change.leave(each)
        change.stand(each, State.MERGED, into=into)


def _not_made_already(text: str, entries: set[int]) -> None:
    """Raises ExpectationError where an adopted one has the very words and entries."""
    alike = Expectation.objects.filter(
        wordings__in=Wording.objects.filter(text=text, superseded_at__isnull=True),
        standings__in=Standing.objects.filter(state=State.ADOPTED, superseded_at__isnull=True),
    )
    for one in alike:
        if set(_serving(one)) == entries:
            raise ExpectationError(f"{one.reference} says this of these entries already: nothing was made.")


def _wording(expectation: Expectation) -> Wording:
    return Wording.objects.get(expectation=expectation, superseded_at__isnull=True)


def _serving(expectation: Expectation) -> list[int]:
    current = Serving.objects.filter(expectation=expectation, superseded_at__isnull=True)
    return list(current.values_list("entry_id", flat=True))


def _of(expectation: Expectation, entries: Sequence[Entry]) -> list[Entry]:
    """These entries, each once, all of which serve it. Raises ExpectationError."""
    held = set(_serving(expectation))
    found = list({entry.pk: entry for entry in entries}.values())
    if not found:
        raise ExpectationError("Name at least one entry.")
    for entry in found:
        if entry.pk not in held:
            raise ExpectationError(f"The entry {entry.reference} does not serve {expectation.reference}.")
    return found
