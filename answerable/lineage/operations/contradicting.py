"""The steps of a contradiction: who must settle it and by when, what came of it, and whether that held."""

import datetime as dt

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Contradiction, ContradictionStep
from answerable.lineage.operations.checking import day
from answerable.lineage.operations.conflicts import CLOSED, Kind, add_step, open_pair, standing_step
from answerable.lineage.operations.errors import ContradictionError
from answerable.lineage.queries.sides import one_sided, sides_of
from answerable.organisations.models import Organisation
from answerable.register.models import Entry


@operation("CONTRADICTION_EDIT")
def open_contradiction(
    log: Log,
    *,
    by: Actor,
    entry: Entry,
    other: Entry,
    subject: str,
    sentence: str = "",
    other_sentence: str = "",
    tension: str = "",
    setting: str = "",
    why: str = "",
) -> Contradiction:
    """Puts two entries in the register of contradictions that nobody had suggested.

    The whole words of an entry stand where no sentence is given. Raises ContradictionError: an entry with
    itself, one that was withdrawn, no subject, or two that are in the register and not resolved.
    """
    if entry.pk == other.pk:
        raise ContradictionError("An entry does not contradict itself.")
    if not subject.strip():
        raise ContradictionError("Say what the two conflict about.")
    for held in Entry.objects.filter(pk__in=[entry.pk, other.pk], withdrawn_at__isnull=False):
        assert held.withdrawn_at is not None
        raise ContradictionError(f"The entry {held.reference} was withdrawn on {day(held.withdrawn_at)}.")
    rows = Contradiction.objects.select_for_update().filter(
        entry__in=[entry, other], other__in=[entry, other]
    )
    held_already = rows.first()
    if held_already and standing_step(held_already).kind not in CLOSED:
        raise ContradictionError(f"These two are in the register already: {held_already.reference}.")
    words = {
        "subject": subject.strip(),
        "sentence": sentence.strip(),
        "other_sentence": other_sentence.strip(),
        "tension": tension,
        "setting": setting,
    }
    return open_pair(log, entry, other, words, decision=None, why=why)


@operation("CONTRADICTION_EDIT")
def assign_contradiction(
    log: Log,
    *,
    by: Actor,
    contradiction: Contradiction,
    organisation: Organisation,
    due_on: dt.date,
    words: str = "",
) -> ContradictionStep:
    """Names the body that must settle it, and by when. Naming another later is another step.

    Raises ContradictionError: a date that has passed, or a contradiction that is resolved.
    """
    _lock(contradiction)
    if due_on < today():
        raise ContradictionError(f"{due_on:%-d %B %Y} has passed: give a date by which it can be settled.")
    _open(contradiction)
    return add_step(log, contradiction, Kind.ASSIGNED, words=words, organisation=organisation, due_on=due_on)


@operation("CONTRADICTION_EDIT")
def note_contradiction(log: Log, *, by: Actor, contradiction: Contradiction, words: str) -> ContradictionStep:
    """Adds a note; it changes nothing. Raises ContradictionError without words."""
    if not words.strip():
        raise ContradictionError("A note needs words.")
    return add_step(log, contradiction, Kind.NOTED, words=words)


@operation("CONTRADICTION_EDIT")
def resolve_contradiction(
    log: Log,
    *,
    by: Actor,
    contradiction: Contradiction,
    outcome: str,
    words: str,
    prevails: Entry | None = None,
    organisation: Organisation | None = None,
) -> ContradictionStep:
    """Records how it was settled, and by which body if one did.

    Raises ContradictionError: resolved already, an unknown outcome, no reason, a prevailing entry that is
    missing, not one of the two, or named where none prevails; or a body of one side alone, without the other
    side's agreement on record (`record_agreement`).
    """
    _lock(contradiction)
    _open(contradiction)
    if outcome not in ContradictionStep.Outcome.values:
        raise ContradictionError(f"“{outcome}” is no outcome of a contradiction.")
    if not words.strip():
        raise ContradictionError("Say how it was resolved: an outcome needs its reason.")
    if (outcome == ContradictionStep.Outcome.ONE_PREVAILS) != (prevails is not None):
        raise ContradictionError("Name the entry that prevails where one does, and only there.")
    if prevails is not None and prevails.pk not in (contradiction.entry_id, contradiction.other_id):
        raise ContradictionError(f"{prevails.reference} is not one of the two.")
    for body in [organisation] if organisation else Organisation.objects.filter(pk__in=by.belongs_to):
        if why := one_sided(contradiction, body):
            raise ContradictionError(why)
    return add_step(
        log,
        contradiction,
        Kind.RESOLVED,
        words=words,
        outcome=outcome,
        prevails=prevails,
        organisation=organisation,
    )


@operation("CONTRADICTION_EDIT")
def record_agreement(
    log: Log, *, by: Actor, contradiction: Contradiction, organisation: Organisation, words: str
) -> ContradictionStep:
    """Notes that a body on one of the two sides agrees to how the contradiction is to be resolved.

    Raises ContradictionError: no words, a body on neither side, or a contradiction that is resolved.
    """
    _lock(contradiction)
    _open(contradiction)
    if not words.strip():
        raise ContradictionError("Say to what the body agrees, and where it said so.")
    if not sides_of(contradiction).names(organisation.name, organisation.pk):
        raise ContradictionError(f"{organisation.name} is on neither side: its agreement is not needed.")
    return add_step(log, contradiction, Kind.NOTED, words=words, organisation=organisation)


@operation("CONTRADICTION_EDIT")
def reopen_contradiction(
    log: Log, *, by: Actor, contradiction: Contradiction, reason: str
) -> ContradictionStep:
    """Opens a resolved one again. Raises ContradictionError: no reason, or not resolved."""
    _lock(contradiction)
    if not reason.strip():
        raise ContradictionError("Say why it is opened again.")
    if standing_step(contradiction).kind not in CLOSED:
        raise ContradictionError(f"{contradiction.reference} is open already.")
    return add_step(log, contradiction, Kind.REOPENED, words=reason)


def _lock(contradiction: Contradiction) -> None:
    """Two editors' steps on one contradiction come one after the other."""
    Contradiction.objects.select_for_update().get(pk=contradiction.pk)


def _open(contradiction: Contradiction) -> None:
    step = standing_step(contradiction)
    if step.kind in CLOSED:
        raise ContradictionError(
            f"{contradiction.reference} was resolved on {day(step.recorded_at)}: open it again first."
        )
