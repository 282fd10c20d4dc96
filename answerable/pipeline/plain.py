"""Puts entries in plain words, by rule (core.text.plain). It may be killed and run again."""

from collections.abc import Callable, Iterable

from answerable.core.actors import SUMMARIES
from answerable.core.text.plain.summary import METHOD, Words, summary
from answerable.register.models import EntryVersion
from answerable.register.operations.plain import record_summaries
from answerable.register.plain import not_summarised

Progress = Callable[[str, int, int], None]
_AT_ONCE = 400


def waiting_count() -> int:
    """Entries whose words nothing says plainly yet."""
    return not_summarised(METHOD).count()


def summarise(progress: Progress) -> int:
    """Every entry whose present words nothing says plainly. Returns how many were made."""
    keys = list(not_summarised(METHOD).order_by("pk").values_list("pk", flat=True))
    made = 0
    for start in range(0, len(keys), _AT_ONCE):
        made += record_summaries(by=SUMMARIES, made=_made(keys[start : start + _AT_ONCE]), method=METHOD)
        progress("plain words", min(start + _AT_ONCE, len(keys)), len(keys))
    return made


def _made(keys: Iterable[int]) -> dict[int, tuple[int, str]]:
    rows = EntryVersion.objects.filter(pk__in=list(keys)).select_related("entry__report")
    rows = rows.only("version", "text", "context", "entry__kind", "entry__report__instrument")
    return {
        row.entry_id: (
            row.version,
            summary(
                Words(
                    kind=row.entry.kind,
                    instrument=row.entry.report.instrument,
                    text=row.text,
                    lead_in=str(row.context.get("lead_in", "")),
                )
            ),
        )
        for row in rows
    }
