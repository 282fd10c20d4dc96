"""Impact assessments that are kept with a manuscript, by the words they are of, until it is published.

Words that are changed afterwards have no assessment any more: what was weighed was something else.
"""

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from answerable.core.actors import Actor
from answerable.oversight.operations.assessing import Weighed, assess_entry
from answerable.oversight.operations.errors import AssessmentError
from answerable.register.models import Manuscript, Report
from answerable.register.operations import PublishingError
from answerable.register.prepared import PreparedReport

KEY = "assessments"  # in the content of a manuscript: {digest of the words: what was typed}


def assessed_in(content: Mapping[str, Any], text: str) -> dict[str, str] | None:
    """What was typed of these words."""
    held: dict[str, str] | None = content.get(KEY, {}).get(_digest(text))
    return held


def with_assessment(content: Mapping[str, Any], text: str, typed: Mapping[str, str]) -> dict[str, Any]:
    return {**content, KEY: {**content.get(KEY, {}), _digest(text): dict(typed)}}


def keeping_assessments(content: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """A form that was sent, with the assessments of the words that are still in it."""
    texts = {_digest(str(row.get("text", ""))) for row in content.get("entries", [])}
    kept = {key: value for key, value in before.get(KEY, {}).items() if key in texts}
    return {**content, KEY: kept} if kept else content


def publish_assessments(
    *, by: Actor, manuscript: Manuscript, report: Report, prepared: PreparedReport, held: Collection[int]
) -> int:
    """Makes the assessments of entries that are asked with this publication: how many. PublishingError.

    `held`: the entries that were public before; they were asked already, without one.
    """
    typed = {
        entry.position: found
        for entry in prepared.entries
        if (found := assessed_in(manuscript.content, entry.draft.text)) is not None
    }
    entries = report.entries.filter(position__in=typed, parent__isnull=True).exclude(pk__in=held)
    for entry in entries:
        try:
            weighed = Weighed.of(typed[entry.position])
            assess_entry(by=by, entry=entry, weighed=weighed, manuscript=manuscript)
        except AssessmentError as error:
            raise PublishingError(f"The impact assessment of number {entry.number}: {error}") from error
    return len(entries)


def _digest(text: str) -> str:
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:32]
