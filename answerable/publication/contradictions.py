"""The public record of a contradiction: the two sentences, who must settle it, and what came of it."""

from collections.abc import Sequence

from answerable.lineage.queries import ContradictionShown
from answerable.publication.lineage import still_said
from answerable.register.models import EntryVersion

Row = Sequence[object]
COLUMNS = (
    "contradiction",
    "state",
    "subject",
    "tension",
    "setting",
    "entry",
    "sentence",
    "other_entry",
    "other_sentence",
    "to_be_resolved_by",
    "to_be_resolved_by_reference",
    "due_on",
    "outcome",
    "prevails",
    "reason",
    "resolved_at",
    "fictional",
    "recorded_at",
)


def sentences(shown: ContradictionShown) -> tuple[str, str]:
    """The two sentences that conflict, as they may be published: nothing of an entry that was withdrawn, and
    the words as they are now where they were replaced since, since a name may have been withheld."""
    row = shown.contradiction
    return _said(row.sentence, shown.entry), _said(row.other_sentence, shown.other)


def _said(sentence: str, version: EntryVersion | None) -> str:
    if version is None:
        return ""
    return still_said(sentence, version) or version.text


def contradiction_row(shown: ContradictionShown) -> Row:
    row, resolved, body = shown.contradiction, shown.resolved, shown.organisation
    held = shown.entry or shown.other
    sentence, other_sentence = sentences(shown)
    return (
        row.reference,
        shown.state,
        row.subject,
        row.tension,
        row.setting,
        row.entry.reference,
        sentence,
        row.other.reference,
        other_sentence,
        body.name if body else "",
        body.reference if body else "",
        shown.due_on,
        resolved.outcome if resolved else "",
        resolved.prevails.reference if resolved and resolved.prevails else "",
        resolved.words if resolved else "",
        resolved.recorded_at.isoformat() if resolved else "",
        bool(held and held.entry.report.fictional),
        row.recorded_at.isoformat(),
    )


def as_json(shown: ContradictionShown) -> dict[str, object]:
    """The row by the names of its columns, with every step."""
    return {
        **dict(zip(COLUMNS, contradiction_row(shown), strict=True)),
        "steps": [
            {
                "kind": step.kind,
                "on": step.recorded_at,
                "organisation": step.organisation.reference if step.organisation else None,
                "due_on": step.due_on,
                "outcome": step.outcome or None,
                "prevails": step.prevails.reference if step.prevails else None,
                "words": step.words,
            }
            for step in shown.steps
        ],
    }
