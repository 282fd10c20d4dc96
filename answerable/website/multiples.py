"""Small multiples: one little bar chart for each of several series, with one table for all.

Laid out in percentages like `charts`, and like those never without the table and the CSV.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answerable.website.charts import GAP, percent, pixels

HEIGHT = 96  # pixels, of one panel
TOP = 18  # kept for the figure over the tallest bar
BOTTOM = 18  # kept for the first and last label


@dataclass(frozen=True, slots=True)
class Series:
    """Counts by label. `href` leads to more of it; `note` stands under its name."""

    label: str
    values: Mapping[str, int]
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    left: str
    width: str
    top: str
    height: str
    partial: bool


@dataclass(frozen=True, slots=True)
class Panel:
    identifier: str
    label: str
    href: str
    note: str
    description: str
    bars: tuple[Bar, ...]
    peak: int
    peak_at: tuple[str, str, str]  # left, top, text-anchor; of the figure over the tallest bar
    figures: tuple[int, ...]  # one for each label, for the table


@dataclass(frozen=True, slots=True)
class Multiples:
    """What the template parts/multiples.html draws."""

    identifier: str
    title: str
    column: str
    measure: str
    labels: tuple[tuple[str, bool], ...]  # (label, incomplete)
    panels: tuple[Panel, ...]
    csv_href: str
    one_scale: bool = True
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM

    @property
    def has_partial(self) -> bool:
        return any(partial for _, partial in self.labels)


def multiples(
    identifier: str,
    title: str,
    column: str,
    measure: str,
    labels: Sequence[tuple[str, bool]],
    series: Sequence[Series],
    csv_href: str,
    *,
    one_scale: bool = True,
) -> Multiples:
    """One panel for each series, in their order. The tallest bar of all fills its panel; or, where they are
    not on one scale, the tallest of each."""
    peaks = [max((one.values.get(label, 0) for label, _ in labels), default=0) for one in series]
    highest = max(peaks, default=0)
    return Multiples(
        identifier=identifier,
        title=title,
        column=column,
        measure=measure,
        labels=tuple(labels),
        panels=tuple(
            _panel(f"{identifier}-{place}", one, labels, (highest if one_scale else peak) or 1, measure)
            for place, (one, peak) in enumerate(zip(series, peaks, strict=True), start=1)
        ),
        csv_href=csv_href,
        one_scale=one_scale,
    )


def _panel(
    identifier: str, series: Series, labels: Sequence[tuple[str, bool]], highest: int, measure: str
) -> Panel:
    figures = tuple(series.values.get(label, 0) for label, _ in labels)
    room, slot = HEIGHT - TOP - BOTTOM, 100 / max(len(labels), 1)
    peak = max(figures, default=0)
    place = figures.index(peak) if peak else 0
    middle = slot * (place + 0.5)
    anchor = "start" if middle < 12 else "end" if middle > 88 else "middle"
    at = slot * place if anchor == "start" else slot * (place + 1) if anchor == "end" else middle
    return Panel(
        identifier=identifier,
        label=series.label,
        href=series.href,
        note=series.note,
        description=_in_words(measure, labels, figures),
        bars=tuple(
            Bar(
                left=percent(slot * (at_ + GAP / 2)),
                width=percent(slot * (1 - GAP)),
                top=pixels(HEIGHT - BOTTOM - room * value / highest),
                height=pixels(room * value / highest),
                partial=labels[at_][1],
            )
            for at_, value in enumerate(figures)
        ),
        peak=peak,
        peak_at=(percent(at), pixels(HEIGHT - BOTTOM - room * peak / highest - 5), anchor),
        figures=figures,
    )


def _in_words(measure: str, labels: Sequence[tuple[str, bool]], figures: Sequence[int]) -> str:
    if not any(figures):
        return f"{measure}: none."
    most = max(range(len(figures)), key=lambda place: figures[place])
    return (
        f"{measure}, {labels[0][0]} to {labels[-1][0]}: {sum(figures):,} in all, "
        f"most in {labels[most][0]} ({figures[most]:,})."
    )
