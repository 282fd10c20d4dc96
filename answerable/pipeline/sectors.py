"""Sorts reports into sectors, by the rules in data/sectors. It may be killed and run again."""

from collections.abc import Callable, Iterable

from django.db.models import Prefetch

from answerable.core.actors import SECTORS
from answerable.core.text.scope.sectors import InSector, derive_sectors
from answerable.register.models import EntryVersion, Report
from answerable.register.operations.sectors import record_sectors
from answerable.register.sectors import not_sorted

Progress = Callable[[str, int, int], None]
_AT_ONCE = 400


def sort_into_sectors(progress: Progress, *, again: bool = False) -> int:
    """Reports that no rule was asked about yet, or all `again`. Returns how many changed."""
    rows = Report.objects.all() if again else not_sorted()
    keys = list(rows.order_by("pk").values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), _AT_ONCE):
        part = keys[start : start + _AT_ONCE]
        changed += record_sectors(by=SECTORS, found=_found(part))
        progress("sectors", min(start + _AT_ONCE, len(keys)), len(keys))
    return changed


def _found(keys: Iterable[int]) -> dict[int, list[InSector]]:
    current = EntryVersion.objects.filter(superseded_at__isnull=True).only("entry_id", "original")
    reports = Report.objects.filter(pk__in=list(keys)).prefetch_related(
        Prefetch("entries__versions", queryset=current, to_attr="held")
    )
    found = {}
    for report in reports:
        texts = [report.title_as_published]
        texts += [report.sections.get(part, "") for part in ("circumstances", "investigation")]
        texts += [version.original for entry in report.entries.all() for version in entry.held]  # type: ignore[attr-defined]
        found[report.pk] = derive_sectors(texts, report.scope, report.scope_words)
    return found
