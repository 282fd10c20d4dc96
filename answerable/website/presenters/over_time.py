"""Thirty years at a glance: what has been asked over time, in all or of any search, and how often."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.lineage.queries import expectation_facts, expectations_shown
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.pipeline.over_time import OverTime, Spoken, over_time
from answerable.pipeline.search import keys_of
from answerable.publication.expectations import ExpectationWhole, wholes
from answerable.website.charts import BarChart
from answerable.website.formats import counted
from answerable.website.multiples import Multiples, Series, multiples
from answerable.website.presenters import words
from answerable.website.presenters.accuracy import Accuracy, accuracy
from answerable.website.presenters.asked import Asked
from answerable.website.presenters.coverage import partial_years
from answerable.website.presenters.expectations import Choice, ListedExpectation, listed, ranked_kept
from answerable.website.presenters.lineage_words import stood_words
from answerable.website.presenters.search import Chosen, chosen_filters, names_of, query_of
from answerable.website.presenters.years import by_year_chart

PATH = "/over-time"
MOST = 10  # expectations
COLUMNS = ("counts", "key", "name", "year", "reports", "reports_of_the_year", "year_incomplete")
PUBLISHER_COLUMNS = ("counts", "key", "name", "publisher", "publisher_name", "reports", "reports_in_all")


@dataclass(frozen=True, slots=True)
class Sentence:
    """An expectation in a sentence. `here`: in how many of the reports that the page is about."""

    row: ListedExpectation
    stood: str
    here: str


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    share: str  # of all reports of the kind; ready for an attribute


@dataclass(frozen=True, slots=True)
class KindRow:
    """One theme or family, by kind of publisher."""

    name: str
    href: str
    confirmed: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class OverTimePage:
    asked: Asked
    about: str  # what the page is limited to, in words; empty for everything
    chosen: tuple[Chosen, ...]
    all_href: str
    entries: int
    reports: int
    first: int | None
    last: int | None
    undated: int
    held: BarChart | None
    families: Multiples | None  # none where no report has a known date: there is no year to draw
    themes: Multiples | None
    absent: tuple[str, ...]  # themes that no report speaks of
    kinds: tuple[str, ...]
    by_kind: tuple[KindRow, ...]
    confirmed: int
    sentences: tuple[Sentence, ...]
    theme_choices: tuple[Choice, ...]
    kind_choices: tuple[Choice, ...]
    accuracy: Accuracy
    csv_href: str
    publishers_href: str


def over_time_page(asked: Asked) -> OverTimePage:
    """Raises IndexMissingError where it is limited to a search and there is no index yet."""
    keys = _keys(asked)
    found = over_time(keys)
    csv_href = asked.href(f"{PATH}.csv")
    years = _years(found)
    partial = partial_years()
    labels = [(str(year), year in partial) for year in years]
    spoken = [theme for theme in found.themes if theme.reports]
    kinds = [kind for kind in words.PUBLISHER_KINDS_MANY if found.all.kinds.get(kind)]
    names = names_of(asked.by_facet)
    chosen = chosen_filters(asked, names, PATH)
    return OverTimePage(
        asked=asked,
        about=_about(asked, chosen),
        chosen=chosen,
        all_href=asked.without_filters().href(PATH),
        entries=found.entries,
        reports=found.all.reports,
        first=years[0] if years else None,
        last=years[-1] if years else None,
        undated=found.all.years.get(None, 0),
        held=by_year_chart(
            "held",
            "Reports held, by year of the report",
            sorted((year, count) for year, count in found.all.years.items() if year is not None),
            csv_href,
            partial=partial,
        ),
        families=_multiples(
            "families", "The three families of themes, by year", labels, found.families, csv_href, asked
        )
        if labels
        else None,
        themes=_multiples("themes", "Themes, by year", labels, spoken, csv_href, asked)
        if labels and spoken
        else None,
        absent=tuple(theme.name for theme in found.themes if not theme.reports),
        kinds=tuple(words.PUBLISHER_KINDS_MANY[kind] for kind in kinds),
        by_kind=_by_kind(found, spoken, kinds),
        confirmed=sum(theme.confirmed for theme in found.themes),
        sentences=_sentences(found, whole=keys is None),
        theme_choices=tuple(
            Choice(one.key, one.name, ("theme", one.key) in asked.filters) for one in taxonomy().themes
        ),
        kind_choices=tuple(
            Choice(key, label, ("publisher_kind", key) in asked.filters)
            for key, label in words.PUBLISHER_KINDS_MANY.items()
        ),
        accuracy=accuracy(),
        csv_href=csv_href,
        publishers_href=asked.href(f"{PATH}/by-publisher.csv"),
    )


def _keys(asked: Asked) -> Collection[str] | None:
    return keys_of(query_of(asked)) if asked.text or asked.narrowed else None


def _years(found: OverTime) -> list[int]:
    known = [year for year in found.all.years if year is not None]
    return list(range(min(known), max(known) + 1)) if known else []


def _about(asked: Asked, chosen: Sequence[Chosen]) -> str:
    parts = [f"“{asked.text}”"] if asked.text else []
    parts += [one.label for one in chosen]
    if asked.since or asked.until:
        parts.append(f"{asked.since or 'the first'} to {asked.until or 'the last'}")
    return "; ".join(parts)


def _multiples(
    identifier: str,
    title: str,
    labels: Sequence[tuple[str, bool]],
    spoken: Sequence[Spoken],
    csv_href: str,
    asked: Asked,
) -> Multiples:
    return multiples(
        identifier,
        title,
        "Year",
        "Reports that speak of it",
        labels,
        [
            Series(
                one.name,
                {str(year): count for year, count in one.years.items() if year is not None},
                asked.with_filter("theme", one.key).href(PATH) if identifier == "themes" else "",
                counted(one.reports, "report"),
            )
            for one in spoken
        ],
        csv_href,
        one_scale=identifier != "themes",
    )


def _by_kind(found: OverTime, spoken: Sequence[Spoken], kinds: Sequence[str]) -> tuple[KindRow, ...]:
    totals = found.all.kinds

    def row(one: Spoken, href: str) -> KindRow:
        return KindRow(
            one.name,
            href,
            one.confirmed,
            tuple(
                Cell(one.kinds.get(kind, 0), f"{100 * one.kinds.get(kind, 0) / totals[kind]:.0f}%")
                for kind in kinds
            ),
        )

    return (
        *(row(family, "") for family in found.families),
        *(row(theme, f"/themes/{theme.key}") for theme in spoken),
    )


def _sentences(found: OverTime, *, whole: bool) -> tuple[Sentence, ...]:
    """The most repeated of all; or, of a search, those that most of its reports ask."""
    if whole:
        rows = sorted(ranked_kept(), key=lambda one: (-one.facts.occasions, -one.facts.reports, one.key))
        return tuple(_sentence(one, "") for one in wholes(rows[:MOST]))
    here = Counter({key: count for key, count in found.expectations.items() if count > 1})
    most = sorted(here, key=lambda key: (-here[key], key))[:MOST]
    shown, facts = expectations_shown(most), expectation_facts(most)
    return tuple(
        _sentence(
            ExpectationWhole(shown[key], facts[key]), f"Asked in {counted(here[key], 'report')} of these."
        )
        for key in most
        if key in shown
    )


def _sentence(record: ExpectationWhole, here: str) -> Sentence:
    return Sentence(listed(record), stood_words(record.facts.first, today()), here)


def rows_by_year(asked: Asked) -> Iterator[tuple[object, ...]]:
    """As the charts show it, and every year in between. Raises IndexMissingError."""
    found = over_time(_keys(asked))
    partial = partial_years()
    years: list[int | None] = [*_years(found)]
    if found.all.years.get(None):
        years.append(None)
    for kind, spoken in _all(found):
        for year in years:
            yield (
                kind,
                spoken.key,
                spoken.name,
                year,
                spoken.years.get(year, 0),
                found.all.years.get(year, 0),
                year in partial,
            )


def rows_by_publisher(asked: Asked) -> Iterator[tuple[object, ...]]:
    """Every theme and family of every publisher that speaks of it, A to Z. Raises IndexMissingError."""
    found = over_time(_keys(asked))
    for kind, spoken in _all(found):
        for code, name in sorted(found.names.items(), key=lambda item: item[1]):
            if spoken.publishers.get(code):
                yield (
                    kind,
                    spoken.key,
                    spoken.name,
                    code,
                    name,
                    spoken.publishers[code],
                    found.all.publishers[code],
                )


def _all(found: OverTime) -> Iterator[tuple[str, Spoken]]:
    yield "reports", found.all
    yield from (("family", family) for family in found.families)
    yield from (("theme", theme) for theme in found.themes)
