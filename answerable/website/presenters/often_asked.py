"""What one body has been asked most often: expectations, and themes by year. Two queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet, Value

from answerable.duties.models import Duty
from answerable.lineage.models import Kind, Serving, Standing, Verdict
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.queries.expectations import LIVE
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.website.formats import counted
from answerable.website.multiples import Multiples, Series, multiples
from answerable.website.presenters.lineage_words import EXPECTATION_STATES

EXPECTATIONS, THEMES = 5, 4
LEAST = 2  # reports, for something to be asked "often"


@dataclass(frozen=True, slots=True)
class AskedOften:
    reference: str
    text: str
    ours: bool
    state: str
    reports: int

    @property
    def href(self) -> str:
        return f"/expectations/{self.reference}"


def expectations_asked(body: Organisation) -> tuple[AskedOften, ...]:
    """The expectations that most reports ask of the body."""
    rows = (
        Serving.objects.filter(
            stood(None),
            present(None),
            stood(None, "expectation__standings__"),
            stood(None, "expectation__wordings__"),
            entry__duties__organisation=body,
            expectation__standings__state__in=LIVE,
        )
        .order_by()
        .values(
            reference=F("expectation__reference"),
            text=F("expectation__wordings__text"),
            state=F("expectation__standings__state"),
        )
        .annotate(reports=Count("entry__report", distinct=True))
        .filter(reports__gte=LEAST)
        .order_by("-reports", "reference")[:EXPECTATIONS]
    )
    return tuple(
        AskedOften(
            row["reference"],
            row["text"],
            row["state"] == Standing.State.ADOPTED,
            EXPECTATION_STATES[row["state"]],
            row["reports"],
        )
        for row in rows
    )


def themes_asked(body: Organisation, years: Sequence[tuple[int | None, int]]) -> Multiples | None:
    """The themes of most reports that ask it something, by year. `years` are those of all its reports."""
    known = [year for year, _ in years if year is not None]
    if not known:
        return None
    found: dict[str, Counter[int | None]] = {}
    for theme, _, year in _themes(body):
        found.setdefault(theme, Counter())[year] += 1
    names = {theme.key: theme.name for theme in taxonomy().themes}
    often = sorted(
        (theme for theme in found if theme in names and found[theme].total() >= LEAST),
        key=lambda theme: (-found[theme].total(), names[theme]),
    )[:THEMES]
    if not often:
        return None
    return multiples(
        "themes",
        "The themes that come up in most of these reports, by year",
        "Year",
        "Reports that speak of it",
        [(str(year), False) for year in range(min(known), max(known) + 1)],
        [
            Series(
                names[theme],
                {str(year): count for year, count in found[theme].items() if year is not None},
                f"/search?body={body.reference}&theme={theme}",
                counted(found[theme].total(), "report"),
            )
            for theme in often
        ],
        f"/over-time.csv?body={body.reference}",
    )


def _themes(body: Organisation) -> set[tuple[str, int, int | None]]:
    """{(theme, report, year)}: confirmed, or suggested and not settled otherwise. One query."""
    decided = (Verdict.ACCEPTED, Verdict.CHANGED, Verdict.REFUSED)
    sure = _said_of(body, "decisions", entry__decisions__second=False, entry__decisions__verdict__in=decided)
    rows = list(sure.union(_said_of(body, "suggestions"), all=True))
    settled = {subject for made, subject, *_ in rows if made == "decisions"}
    return {
        (theme, report, issued_on.year if issued_on else None)
        for made, subject, theme, report, issued_on in rows
        if theme and (made == "decisions" or subject not in settled)
    }


def _said_of(body: Organisation, made: str, **more: object) -> QuerySet[Duty, tuple[Any, ...]]:
    """[("decisions" or "suggestions", subject, theme, report, its date)] of what the body is asked."""
    current: dict[str, Any] = {f"entry__{made}__kind": Kind.THEME, f"entry__{made}__superseded_at": None}
    rows = Duty.objects.filter(organisation=body, entry__withdrawn_at=None, **current, **more).order_by()
    return rows.annotate(made=Value(made)).values_list(
        "made",
        f"entry__{made}__subject",
        f"entry__{made}__value",
        "entry__report_id",
        "entry__report__issued_on",
    )
