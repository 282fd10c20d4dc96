"""Counts by year as a chart: every year from the first to the last, with none left out."""

from collections.abc import Collection, Sequence

from answerable.website.charts import BarChart, Count, bar_chart


def by_year_chart(
    identifier: str,
    title: str,
    years: Sequence[tuple[int | None, int]],
    csv_href: str,
    *,
    partial: Collection[int] = (),
    column: str = "Year",
    measure: str = "Reports",
) -> BarChart | None:
    """A chart of reports by year of their date, or None where none has one. The undated are not drawn."""
    known = {year: count for year, count in years if year is not None}
    if not known:
        return None
    counts = [
        Count(str(year), known.get(year, 0), partial=year in partial)
        for year in range(min(known), max(known) + 1)
    ]
    return bar_chart(identifier, title, column, measure, counts, csv_href)
