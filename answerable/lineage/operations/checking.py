"""What a decision is about, and whether it can be decided at all. Reads only."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import LONDON
from answerable.lineage.models import Kind, Suggestion
from answerable.lineage.operations.errors import DecisionError, OvertakenError
from answerable.lineage.subjects import link_subject, scope_subject
from answerable.register.models import Entry, Report


@dataclass(frozen=True, slots=True)
class Subject:
    """One question, with the rows it is about."""

    text: str
    kind: str
    entry: Entry | None = None
    other: Entry | None = None
    report: Report | None = None


def subject_of(
    kind: str,
    entry: Entry | None,
    other: Entry | None,
    report: Report | None,
    value: str,
    suggestion: Suggestion | None,
) -> Subject:
    """The subject that these rows make, or that the suggestion is on. Raises DecisionError."""
    if suggestion is not None:
        kind = kind or suggestion.kind
        entry, other = (entry, other) if entry else (suggestion.entry, suggestion.other)
        report = report or suggestion.report
        value = suggestion.value if kind not in (Kind.LINK, Kind.SCOPE) else value
    if kind == Kind.LINK and entry and other:
        if entry.pk == other.pk:
            raise DecisionError("An entry has no link with itself.")
        found = Subject(link_subject(entry, other), kind, entry, other)
    elif kind == Kind.SCOPE and report:
        found = Subject(scope_subject(report), kind, report=report)
    elif kind in (Kind.THEME, Kind.SETTING, Kind.POPULATION) and entry and value:
        found = Subject(f"{kind}:{entry.reference}:{value}", kind, entry)
    else:
        raise DecisionError(
            "Say what is decided: a link of two entries, a theme, setting or population of an entry,"
            " or the scope of a report."
        )
    _still_there(found)
    return found


def suggestion_for(subject: Subject, shown: Suggestion | None) -> Suggestion | None:
    """What is suggested of the subject now. Raises OvertakenError where that isn't what was shown."""
    current = Suggestion.objects.filter(subject=subject.text, superseded_at__isnull=True).first()
    if shown is None:
        return current
    if shown.subject != subject.text:
        raise DecisionError("The suggestion is on something else than what is decided.")
    if current is None or current.pk != shown.pk:
        raise OvertakenError(
            "The machine has read this again since you opened it, and what it suggested then no longer"
            " stands: nothing was decided. Look at it again."
        )
    return current


def reason_of(reason: str, why: str) -> str:
    """The reason, trimmed. Raises DecisionError where there is none."""
    if not reason.strip():
        raise DecisionError(f"Say why: {why}.")
    return reason.strip()


def day(at: dt.datetime) -> str:
    """A moment as an editor reads it, in London: "3 March 2025 at 14:02"."""
    return f"{at.astimezone(LONDON):%-d %B %Y at %H:%M}"


def _still_there(subject: Subject) -> None:
    """The rows are read anew: one may have been withdrawn since it was shown."""
    keys = [entry.pk for entry in (subject.entry, subject.other) if entry]
    for withdrawn in Entry.objects.filter(pk__in=keys, withdrawn_at__isnull=False).order_by("pk"):
        assert withdrawn.withdrawn_at is not None
        raise DecisionError(
            f"The entry {withdrawn.reference} was withdrawn on"
            f" {withdrawn.withdrawn_at.astimezone(LONDON):%-d %B %Y}: nothing was decided."
        )
