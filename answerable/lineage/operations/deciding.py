"""What a person decides of one subject. Each decision is a dated row; taking one back is another."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction

from answerable.core.actors import Actor
from answerable.core.calendar import now
from answerable.ledger.operation import Log, operation
from answerable.lineage.about import values_of
from answerable.lineage.models import SYMMETRIC, Decision, Hold, Kind, Relation, Suggestion, Verdict
from answerable.lineage.operations.checking import Subject, day, reason_of, subject_of, suggestion_for
from answerable.lineage.operations.conflicts import close_undone, open_decided
from answerable.lineage.operations.errors import AlreadyDecidedError, DecisionError
from answerable.register.models import Entry, Report

DIRECTED = frozenset(Relation) - SYMMETRIC
MOST_THEMES = 4  # as the codebook has it


@operation("SUGGESTION_DECIDE")
def decide(
    log: Log,
    *,
    by: Actor,
    verdict: str,
    kind: str = "",
    entry: Entry | None = None,
    other: Entry | None = None,
    report: Report | None = None,
    value: str = "",
    reason: str = "",
    suggestion: Suggestion | None = None,
    second: bool = False,
    words: Mapping[str, str] | None = None,
) -> Decision:
    """An editor accepts, changes or refuses what is suggested of a subject, or says it unasked.

    `suggestion` alone names its subject; without one, `kind` and its rows do (for a theme, setting or
    population with `value`). Accepting takes the suggested value, or the given one where none is suggested.
    For "narrower" and "supersedes" `entry` is the one that does it. `words` are an editor's own for a
    contradiction: sentence, other_sentence, subject, tension, setting.

    A `second` reading is another editor's blind answer: it measures agreement and changes nothing.

    Raises DecisionError (AlreadyDecidedError, OvertakenError): nothing was written then.
    """
    subject = subject_of(kind, entry, other, report, value, suggestion)
    found = suggestion_for(subject, suggestion)
    return make_decision(log, subject, found, verdict, value, reason, second=second, words=words)


@operation("SUGGESTION_DECIDE")
def undo(log: Log, *, by: Actor, decision: Decision, reason: str = "") -> Decision:
    """Takes a standing decision back: what was suggested is open again.

    An editor takes back their own without a reason, another editor's with one. Raises DecisionError.
    """
    return take_back(log, decision, reason)


@operation("SUGGESTION_DECIDE")
def undo_all(log: Log, *, by: Actor, decisions: Iterable[Decision], reason: str = "") -> list[Decision]:
    """Takes several back at once, such as those on all themes of an entry: all of them, or none."""
    in_order = sorted(decisions, key=lambda decision: decision.subject)  # so that two who do this never block
    return [take_back(log, decision, reason) for decision in in_order]


def make_decision(
    log: Log,
    subject: Subject,
    suggestion: Suggestion | None,
    verdict: str,
    value: str,
    reason: str,
    *,
    second: bool,
    words: Mapping[str, str] | None = None,
) -> Decision:
    """Checks and writes one decision within the operation that `log` is of."""
    holds = _value(subject, suggestion, verdict, value, reason)
    if subject.kind == Kind.THEME and holds and not second:
        _room_for_theme(subject)
    standing = _standing(log.actor, subject, second=second)
    at = now()
    if standing:
        Decision.objects.filter(pk=standing.pk).update(superseded_at=at)
    decision = Decision(
        subject=subject.text,
        kind=subject.kind,
        entry=subject.entry,
        other=subject.other,
        report=subject.report,
        value=holds,
        verdict=verdict,
        suggestion=suggestion,
        suggested=suggestion.value if suggestion else "",
        score=suggestion.score if suggestion else None,
        reason=reason.strip()[:500],
        second=second,
        decided_by=log.actor.identifier,
        recorded_at=at,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyDecidedError(
            "Somebody else decided this at the same moment: nothing of yours was written. Look at it again."
        ) from error
    Hold.objects.filter(item=subject.text, held_by=log.actor.identifier).delete()
    log.event("suggestion.read_again" if second else "suggestion.decided", subject.text, _told(decision))
    if holds == Relation.CONTRADICTS and not second:
        open_decided(log, decision, words or {})
    return decision


def take_back(log: Log, decision: Decision, reason: str) -> Decision:
    """Writes the taking back of one decision within the operation that `log` is of."""
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    if held.verdict == Verdict.UNDONE:
        raise DecisionError("This is itself the taking back of a decision: decide anew instead.")
    if held.superseded_at:
        raise DecisionError(
            f"This decision no longer stands since {day(held.superseded_at)}: nothing was taken back."
        )
    if held.second and held.decided_by != log.actor.identifier:
        raise DecisionError("A second reading is taken back only by the editor who made it.")
    if held.decided_by != log.actor.identifier and not reason.strip():
        raise DecisionError("Say why: taking back another editor's decision needs a reason.")
    at = now()
    Decision.objects.filter(pk=held.pk).update(superseded_at=at)
    undone = Decision.objects.create(
        subject=held.subject,
        kind=held.kind,
        entry_id=held.entry_id,
        other_id=held.other_id,
        report_id=held.report_id,
        verdict=Verdict.UNDONE,
        suggestion_id=held.suggestion_id,
        suggested=held.suggested,
        score=held.score,
        reason=reason.strip()[:500],
        second=held.second,
        decided_by=log.actor.identifier,
        recorded_at=at,
    )
    log.event("suggestion.undone", held.subject, {**_told(undone), "undone": _told(held)})
    if held.value == Relation.CONTRADICTS and not held.second:
        close_undone(log, held, reason)
    return undone


def _value(subject: Subject, suggestion: Suggestion | None, verdict: str, value: str, reason: str) -> str:
    """What will hold once this is decided; blank for a refusal. Raises DecisionError."""
    own = subject.kind in (Kind.THEME, Kind.SETTING, Kind.POPULATION)  # the value is part of the subject
    suggested = suggestion.value if suggestion else ""
    turned = (
        suggestion is not None
        and subject.entry is not None
        and suggestion.entry_id != subject.entry.pk
        and suggested in DIRECTED
    )
    if verdict == Verdict.REFUSED:
        reason_of(reason, "a refusal needs a reason")
        return ""
    if verdict == Verdict.CHANGED:
        if own:
            raise DecisionError(
                f"A {subject.kind} is accepted or refused; to give another, decide on that one."
            )
        reason_of(reason, "a change needs a reason")
        if not suggestion:
            raise DecisionError("Nothing is suggested here that could be changed: accept your own instead.")
        if value == suggested and not turned:
            raise DecisionError("That is what was suggested: accept it instead.")
    elif verdict == Verdict.ACCEPTED:
        if suggested and value not in ("", suggested):
            raise DecisionError(
                f"The machine suggests “{suggested}”: to say “{value}”, change it and give a reason."
            )
        if turned:
            raise DecisionError(
                f"The machine suggests “{suggested}” the other way round: change it and give a reason."
            )
        value = suggested or value
    else:
        raise DecisionError(f"“{verdict}” is no verdict: accept, change or refuse.")
    if value not in values_of(subject.kind):
        raise DecisionError(f"“{value}” is no {subject.kind} that the register knows.")
    return value


def _standing(actor: Actor, subject: Subject, *, second: bool) -> Decision | None:
    """The row that the new one takes the place of: one that was taken back, or none.

    Raises AlreadyDecidedError where a decision stands; of a second reading, DecisionError where none does.
    """
    rows = Decision.objects.select_for_update().filter(subject=subject.text, superseded_at__isnull=True)
    first = rows.filter(second=False).first()
    decided = first is not None and first.verdict != Verdict.UNDONE
    if not second:
        if first is not None and decided:
            who = "You" if first.decided_by == actor.identifier else "Somebody else"
            raise AlreadyDecidedError(
                f"{who} decided this on {day(first.recorded_at)}: nothing was written."
                " Take that back first, to decide anew."
            )
        return first
    whole = subject.kind == Kind.THEME and _themes_decided(subject)
    if not decided and not whole:
        raise DecisionError("Nobody has decided this yet: there is nothing to read a second time.")
    if first is not None and first.decided_by == actor.identifier:
        raise DecisionError("The first answer is your own: a second reading is another editor's.")
    own = rows.filter(second=True, decided_by=actor.identifier).first()
    if own and own.verdict != Verdict.UNDONE:
        raise AlreadyDecidedError(f"You read this a second time on {day(own.recorded_at)}.")
    return own


def lock_themes(entry: Entry) -> None:
    """Answers on the themes of one entry come one after the other."""
    Entry.objects.select_for_update(no_key=True).get(pk=entry.pk)


def _room_for_theme(subject: Subject) -> None:
    """Raises DecisionError where the entry has four themes besides this one."""
    assert subject.entry is not None
    lock_themes(subject.entry)
    held = Decision.objects.filter(
        entry=subject.entry, kind=Kind.THEME, second=False, superseded_at__isnull=True
    ).exclude(value="")
    if held.exclude(subject=subject.text).count() >= MOST_THEMES:
        raise DecisionError(f"An entry has at most {MOST_THEMES} themes, and this one has them.")


def _themes_decided(subject: Subject) -> bool:
    """Whether the entry's themes were decided, so that one which nobody spoke of was answered by that."""
    rows = Decision.objects.filter(
        entry=subject.entry, kind=Kind.THEME, second=False, superseded_at__isnull=True
    )
    return rows.exclude(verdict=Verdict.UNDONE).exists()


def _told(decision: Decision) -> dict[str, str | bool | None]:
    """What the log holds of a decision. Editors' reasons are public."""
    return {
        "verdict": decision.verdict,
        "value": decision.value,
        "entry": decision.entry.reference if decision.entry else None,
        "other": decision.other.reference if decision.other else None,
        "report": decision.report.reference if decision.report else None,
        "suggested": decision.suggested,
        "score": f"{decision.score:.3f}" if decision.score is not None else None,
        "suggestion": f"suggestion:{decision.suggestion_id}" if decision.suggestion_id else None,
        "reason": decision.reason,
        "second": decision.second,
    }
