"""The themes that entries are given: what each means, how often it is spoken of, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.lineage.themes.taxonomy import Taxonomy, Theme, taxonomy
from answerable.pipeline.over_time import Spoken, over_time
from answerable.publication.expectations import wholes
from answerable.website.charts import BarChart
from answerable.website.presenters.accuracy import Accuracy, accuracy
from answerable.website.presenters.coverage import partial_years
from answerable.website.presenters.expectations import ListedExpectation, listed, ranked_kept
from answerable.website.presenters.years import by_year_chart
from answerable.website.refusals import Explained, NotHereError

COLUMNS = (
    "theme",
    "name",
    "definition",
    "families",
    "official_categories",
    "part_of",
    "reports",
    "reports_confirmed",
)
NO_FAMILY = "Other themes"
_EXPECTATIONS = 5


@dataclass(frozen=True, slots=True)
class ListedTheme:
    key: str
    name: str
    definition: str
    reports: int


@dataclass(frozen=True, slots=True)
class Family:
    key: str
    name: str
    themes: tuple[ListedTheme, ...]


@dataclass(frozen=True, slots=True)
class ThemesPage:
    version: str
    families: tuple[Family, ...]
    accuracy: Accuracy


@dataclass(frozen=True, slots=True)
class ThemePage:
    theme: Theme
    version: str
    families: tuple[str, ...]
    parent: Theme | None
    parts: tuple[Theme, ...]
    spoken: Spoken
    all_reports: int
    chart: BarChart | None
    expectations: tuple[ListedExpectation, ...]
    accuracy: Accuracy

    @property
    def href(self) -> str:
        return f"/themes/{self.theme.key}"

    @property
    def share(self) -> str:
        return f"{100 * self.spoken.reports / self.all_reports:.0f}%" if self.all_reports else ""


def themes_page() -> ThemesPage:
    """Every theme under each of its families: one that belongs to two stands under both."""
    known, spoken = taxonomy(), {one.key: one for one in over_time().themes}

    def rows(themes: list[Theme]) -> tuple[ListedTheme, ...]:
        return tuple(
            ListedTheme(one.key, one.name, one.definition, spoken[one.key].reports) for one in themes
        )

    families = [
        Family(key, name, rows([one for one in known.themes if key in one.families]))
        for key, name in known.families.items()
    ]
    rest = rows([one for one in known.themes if not one.families])
    if rest:
        families.append(Family("other", NO_FAMILY, rest))
    return ThemesPage(known.version, tuple(families), accuracy())


def find_theme(key: str) -> Theme:
    try:
        return taxonomy().theme(key)
    except KeyError:
        raise NotHereError(
            Explained(
                "No theme has that address",
                ("The address may be mistyped. Every theme is in the list.",),
                (("All themes", "/themes"), ("Search the register", "/search")),
            )
        ) from None


def theme_page(key: str) -> ThemePage:
    theme, known = find_theme(key), taxonomy()
    found = over_time()
    spoken = next(one for one in found.themes if one.key == theme.key)
    return ThemePage(
        theme=theme,
        version=known.version,
        families=tuple(known.families[family] for family in theme.families),
        parent=_parent(known, theme),
        parts=tuple(one for one in known.themes if one.parent == theme.key),
        spoken=spoken,
        all_reports=found.all.reports,
        chart=by_year_chart(
            "by-year",
            "Reports that speak of this, by year of the report",
            sorted((year, count) for year, count in spoken.years.items() if year is not None),
            f"/themes/{theme.key}/by-year.csv",
            partial=partial_years(),
        ),
        expectations=tuple(listed(one) for one in wholes(ranked_kept(theme=theme.key)[:_EXPECTATIONS])),
        accuracy=accuracy(),
    )


def _parent(known: Taxonomy, theme: Theme) -> Theme | None:
    return known.theme(theme.parent) if theme.parent else None


def theme_json(key: str) -> dict[str, object]:
    """Raises NotHereError for a key that is none."""
    shown = theme_page(key)
    return {
        "theme": shown.theme.key,
        "name": shown.theme.name,
        "definition": shown.theme.definition,
        "families": list(shown.theme.families),
        "official_categories": list(shown.theme.categories),
        "part_of": shown.theme.parent or None,
        "version": shown.version,
        "reports": shown.spoken.reports,
        "reports_confirmed": shown.spoken.confirmed,
        "years": {str(year) if year else "unknown": count for year, count in theme_years(key)},
        "expectations": [one.reference for one in shown.expectations],
        "entries": f"/search.csv?theme={shown.theme.key}",
    }


def theme_years(key: str) -> list[tuple[int | None, int]]:
    """[(year, reports)], the undated last."""
    theme = find_theme(key)
    spoken = next(one for one in over_time().themes if one.key == theme.key)
    return sorted(spoken.years.items(), key=lambda item: (item[0] is None, item[0] or 0))


def theme_rows() -> Iterator[tuple[object, ...]]:
    spoken = {one.key: one for one in over_time().themes}
    for theme in taxonomy().themes:
        yield (
            theme.key,
            theme.name,
            theme.definition,
            " | ".join(theme.families),
            " | ".join(theme.categories),
            theme.parent,
            spoken[theme.key].reports,
            spoken[theme.key].confirmed,
        )
