"""References for reports and entries, made of their lasting identity, with room for the rare collision."""

from collections.abc import Iterable

from answerable.core.references import make_reference
from answerable.register.models import Entry, Report

MAX_ATTEMPTS = 20


def report_reference(key: str) -> str:
    for attempt in range(MAX_ATTEMPTS):
        reference = make_reference("R", key, attempt)
        if not Report.objects.filter(reference=reference).exists():
            return reference
    raise RuntimeError("no free reference for a report: this should not happen below a billion reports")


def entry_references(report_key: str, positions: Iterable[str]) -> dict[str, str]:
    """{position: reference} for new entries of one report."""
    made = {position: make_reference("E", f"{report_key}\n{position}") for position in positions}
    for attempt in range(1, MAX_ATTEMPTS):
        taken = set(Entry.objects.filter(reference__in=made.values()).values_list("reference", flat=True))
        seen: set[str] = set()
        clashes = [p for p, r in made.items() if r in taken or r in seen or seen.add(r)]  # type: ignore[func-returns-value]
        if not clashes:
            return made
        for position in clashes:
            made[position] = make_reference("E", f"{report_key}\n{position}", attempt)
    raise RuntimeError("no free reference for an entry: this should not happen below a billion entries")
