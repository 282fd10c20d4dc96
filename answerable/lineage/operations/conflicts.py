"""How the register of contradictions follows decisions: an accepted one is opened, one taken back is closed.

Helpers of the operations in `deciding` and `contradicting`; each is given the log of the one it serves.
"""

from collections.abc import Mapping

from answerable.core.calendar import now
from answerable.core.references import make_reference
from answerable.ledger.operation import Log
from answerable.lineage.models import Contradiction, ContradictionStep, Decision
from answerable.register.models import Entry, EntryVersion

MAX_ATTEMPTS = 20
WHOLE = "What the two ask"
Kind = ContradictionStep.Kind
CLOSED = (Kind.RESOLVED,)


def open_decided(log: Log, decision: Decision, words: Mapping[str, str]) -> Contradiction:
    """Opens what a decision found, with the sentences of the suggestion, over which the editor's go."""
    assert decision.entry is not None and decision.other is not None
    said = {}
    if decision.suggestion and isinstance(decision.suggestion.words, Mapping):
        said = {key: str(value) for key, value in decision.suggestion.words.items()}
        if decision.suggestion.entry_id != decision.entry_id:
            said = _turned(said)
    return open_pair(log, decision.entry, decision.other, {**said, **words}, decision=decision)


def open_pair(
    log: Log,
    entry: Entry,
    other: Entry,
    words: Mapping[str, str],
    *,
    decision: Decision | None,
    why: str = "",
) -> Contradiction:
    """Puts two entries in the register of contradictions, or opens them again where they are in it."""
    if other.reference < entry.reference:
        entry, other, words = other, entry, _turned(words)
    held = Contradiction.objects.select_for_update().filter(entry=entry, other=other).first()
    if held:
        if standing_step(held).kind in CLOSED:
            add_step(log, held, Kind.REOPENED, words=why or "Found to conflict again.")
        return held
    contradiction = Contradiction.objects.create(
        reference=_free_reference(entry, other),
        entry=entry,
        other=other,
        sentence=words.get("sentence") or _words_of(entry),
        other_sentence=words.get("other_sentence") or _words_of(other),
        tension=words.get("tension", "")[:60],
        subject=(words.get("subject") or WHOLE)[:120],
        setting=words.get("setting", "")[:40],
        decision=decision,
        recorded_at=now(),
    )
    log.event(
        "contradiction.opened",
        contradiction.reference,
        {
            "entry": entry.reference,
            "other": other.reference,
            "subject": contradiction.subject,
            "tension": contradiction.tension,
        },
    )
    _write_step(log, contradiction, Kind.OPENED, words=why)
    return contradiction


def close_undone(log: Log, decision: Decision, reason: str) -> None:
    """The decision that two entries conflict was taken back: what it opened is closed as no conflict."""
    pair = {decision.entry_id, decision.other_id}
    rows = Contradiction.objects.select_for_update().filter(entry__in=pair, other__in=pair)
    for held in rows.order_by("pk"):
        if standing_step(held).kind not in CLOSED:
            why = reason.strip() or "The decision that they conflict was taken back."
            add_step(log, held, Kind.RESOLVED, words=why, outcome=ContradictionStep.Outcome.NO_CONFLICT)


def standing_step(contradiction: Contradiction) -> ContradictionStep:
    """The last step but for notes: it says how the contradiction stands."""
    step = contradiction.steps.exclude(kind=Kind.NOTED).order_by("-id").first()
    assert step is not None, "a contradiction is opened by its first step"
    return step


def add_step(
    log: Log,
    contradiction: Contradiction,
    kind: ContradictionStep.Kind,
    *,
    words: str = "",
    **details: object,
) -> ContradictionStep:
    """Writes a step and says so in the log."""
    step = _write_step(log, contradiction, kind, words=words, **details)
    log.event(
        f"contradiction.{kind}",
        contradiction.reference,
        {
            "organisation": step.organisation.reference if step.organisation else None,
            "due_on": step.due_on.isoformat() if step.due_on else None,
            "outcome": step.outcome,
            "prevails": step.prevails.reference if step.prevails else None,
            "words": step.words,
        },
    )
    return step


def _write_step(
    log: Log, contradiction: Contradiction, kind: ContradictionStep.Kind, *, words: str, **details: object
) -> ContradictionStep:
    return ContradictionStep.objects.create(
        contradiction=contradiction,
        kind=kind,
        words=words.strip()[:1000],
        decided_by=log.actor.identifier,
        recorded_at=now(),
        **details,
    )


def _turned(words: Mapping[str, str]) -> dict[str, str]:
    """The same words, said of the two in the other order."""
    swap = {"sentence": "other_sentence", "other_sentence": "sentence"}
    return {swap.get(key, key): value for key, value in words.items()}


def _words_of(entry: Entry) -> str:
    version = EntryVersion.objects.filter(entry=entry, superseded_at__isnull=True).only("text").first()
    return version.text if version else ""


def _free_reference(entry: Entry, other: Entry) -> str:
    for attempt in range(MAX_ATTEMPTS):
        reference = make_reference("C", f"{entry.reference}\n{other.reference}", attempt)
        if not Contradiction.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError(
        "no free reference for a contradiction: this should not happen below a billion of them"
    )
