"""All themes of an entry decided at once: one look at its words, one answer."""

from collections.abc import Sequence

from answerable.core.actors import Actor
from answerable.ledger.operation import Log, operation
from answerable.lineage.models import Decision, Hold, Kind, Suggestion, Verdict
from answerable.lineage.operations.checking import Subject, subject_of, suggestion_for
from answerable.lineage.operations.deciding import MOST_THEMES, lock_themes, make_decision
from answerable.lineage.operations.errors import AlreadyDecidedError, DecisionError
from answerable.lineage.subjects import themes_item
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.register.models import Entry

_NOT_CHOSEN = "Not among the themes that the editor gave."


@operation("SUGGESTION_DECIDE")
def decide_themes(
    log: Log,
    *,
    by: Actor,
    entry: Entry,
    themes: Sequence[str],
    reason: str = "",
    suggestions: Sequence[Suggestion] | None = None,
    second: bool = False,
) -> list[Decision]:
    """Gives an entry these themes and refuses the others that were suggested: all of it, or nothing.

    `suggestions` are those that the editor saw; by default, all that are open. A theme that stands already
    and is given again stays as it is. A `second` reading answers on every theme that was decided of the
    entry, and on those it gives besides.

    Raises DecisionError: a theme unknown or named twice, more than four, a withdrawn entry, or nothing to
    decide; AlreadyDecidedError or OvertakenError where somebody or the machine was faster.
    """
    _known(themes)
    lock_themes(entry)
    standing = {
        decision.subject: decision
        for decision in Decision.objects.filter(
            entry=entry, kind=Kind.THEME, superseded_at__isnull=True, second=False
        ).exclude(verdict=Verdict.UNDONE)
    }
    given = [subject_of(Kind.THEME, entry, None, None, key, None) for key in themes]
    if second:
        written = _read_again(log, entry, given, list(standing.values()), reason)
    else:
        written = _decide(log, entry, given, standing, suggestions, reason)
    Hold.objects.filter(item=themes_item(entry), held_by=by.identifier).delete()
    return written


def _decide(
    log: Log,
    entry: Entry,
    given: Sequence[Subject],
    standing: dict[str, Decision],
    suggestions: Sequence[Suggestion] | None,
    reason: str,
) -> list[Decision]:
    if suggestions is None:
        current = Suggestion.objects.filter(entry=entry, kind=Kind.THEME, superseded_at__isnull=True)
        suggestions = [row for row in current.order_by("-score", "pk") if row.subject not in standing]
    saw = {row.subject: row for row in suggestions}
    wanted = {subject.text for subject in given}
    held = {text for text, decision in standing.items() if decision.value}
    if len(wanted | held) > MOST_THEMES:
        raise DecisionError(f"An entry has at most {MOST_THEMES} themes, with those it has already.")
    others = [
        subject_of(Kind.THEME, entry, None, None, row.value, row)
        for row in suggestions
        if row.subject not in wanted
    ]
    written = []
    for subject in _in_order([*given, *others]):
        if subject.text in held and subject.text not in saw:
            continue
        found = suggestion_for(subject, saw.get(subject.text))
        if subject.text in wanted:
            written.append(_accept(log, subject, found, reason, second=False))
        else:
            written.append(_refuse(log, subject, found, reason, second=False))
    if not written and held:
        raise AlreadyDecidedError("The entry has its themes already, and no other is suggested.")
    if not written:
        raise DecisionError("Nothing is suggested for this entry and no theme was given: nothing to decide.")
    return written


def _read_again(
    log: Log, entry: Entry, given: Sequence[Subject], first: Sequence[Decision], reason: str
) -> list[Decision]:
    """A theme that only the second reader gives has no first answer of its own: the first reader did not."""
    if not first:
        raise DecisionError("Nobody has decided these themes yet: there is nothing to read a second time.")
    asked = {decision.subject: decision.subject.rpartition(":")[2] for decision in first}
    others = [
        subject_of(Kind.THEME, entry, None, None, key, None)
        for text, key in sorted(asked.items())
        if text not in {subject.text for subject in given}
    ]
    written = []
    for subject in _in_order([*given, *others]):
        answer = _accept if subject in given else _refuse
        written.append(answer(log, subject, suggestion_for(subject, None), reason, second=True))
    return written


def _in_order(subjects: Sequence[Subject]) -> list[Subject]:
    """Two who write the same subjects write them in the same order, so that neither waits for the other."""
    return sorted(subjects, key=lambda subject: subject.text)


def _accept(
    log: Log, subject: Subject, suggestion: Suggestion | None, reason: str, *, second: bool
) -> Decision:
    key = subject.text.rpartition(":")[2]
    return make_decision(log, subject, suggestion, Verdict.ACCEPTED, key, reason, second=second)


def _refuse(
    log: Log, subject: Subject, suggestion: Suggestion | None, reason: str, *, second: bool
) -> Decision:
    reason = reason.strip() or _NOT_CHOSEN
    return make_decision(log, subject, suggestion, Verdict.REFUSED, "", reason, second=second)


def _known(themes: Sequence[str]) -> None:
    unknown = [key for key in themes if key not in taxonomy().keys]
    if unknown:
        raise DecisionError(f"No theme is called “{unknown[0]}”.")
    if len(set(themes)) != len(themes):
        raise DecisionError("A theme is named twice.")
    if len(themes) > MOST_THEMES:
        raise DecisionError(f"An entry has at most {MOST_THEMES} themes.")
