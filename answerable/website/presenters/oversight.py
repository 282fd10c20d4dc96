"""How everything asked stands at one level: the same questions for the register, a region and a body."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from answerable.core.calendar import today
from answerable.core.text.scope.sectors import sectors
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Kind, Organisation
from answerable.oversight.figures import (
    BY_KEY,
    EVERYTHING,
    GROUPS,
    Ages,
    Figure,
    Figures,
    Level,
    Scope,
    World,
    ages,
    alone,
    figures,
    of_body,
    of_publisher,
    of_sector,
    of_site,
    of_theme,
    sites_of,
)
from answerable.sources.models import Publisher
from answerable.website.charts import BarChart, Count, bar_chart
from answerable.website.formats import long_date
from answerable.website.presenters.oversight_flow import FlowShown, flow_shown
from answerable.website.presenters.oversight_ladder import Rung, ladder
from answerable.website.presenters.oversight_levels import HERE, Below, address, below, parts_of
from answerable.website.presenters.oversight_side import SideBySide, side_by_side
from answerable.website.refusals import Explained, NotHereError, nothing_has, reference_in_address

REFERENCE_LENGTH = 11  # of a body, before the slug of its site
FIGURE_COLUMNS = (
    "level",
    "scope",
    "scope_name",
    "as_at",
    "figure",
    "label",
    "count",
    "of",
    "of_figure",
    "who_is_in_it",
    "log_position",
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: how many, of how many, the list that it opens, and who is in it."""

    label: str
    value: int
    of: str  # "of 12 asked"; blank for the first
    share: str  # "58%"; blank where there is nothing to be a share of
    who: str
    href: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    key: str
    name: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class OversightPage:
    scope: Scope
    href: str
    end: str  # of addresses: "?as-at=..." or nothing
    figures: Figures
    as_at: str
    since: str
    groups: tuple[FigureGroup, ...]
    ages: tuple[BarChart, ...]
    age_lists: tuple[tuple[str, tuple[tuple[str, int, str], ...]], ...]
    flow: FlowShown
    below: Below
    side: SideBySide | None
    ladder: tuple[Rung, ...]
    about: tuple[tuple[str, str], ...]  # other pages of the same: (words, address)


def oversight_page(scope: Scope, on: dt.date | None, step: str, start: dt.date | None) -> OversightPage:
    """Everything of a level on a day. About fifteen queries."""
    world = World(on)
    parts = parts_of(scope, world)  # first: it counts what the figures ask for too
    found = figures(scope, on, world=world)
    aged = ages(scope, on, world=world)
    href, end = address(scope), ending(on)
    return OversightPage(
        scope=scope,
        href=href,
        end=end,
        figures=found,
        as_at=long_date(world.on),
        since=long_date(found.since) if found.since else "",
        groups=tuple(grouped(found, href, on)),
        ages=tuple(age_charts(aged, href, end)),
        age_lists=tuple(age_lists(aged, href, on)),
        flow=flow_shown(scope, href, on, step, start, world),
        below=below(scope, parts, on),
        side=side_by_side(scope, world, parts, on),
        ladder=ladder(scope, world, parts, end),
        about=tuple(_about(scope)),
    )


def grouped(found: Figures, href: str, on: dt.date | None) -> Iterator[FigureGroup]:
    for key, name in GROUPS.items():
        rows = tuple(figure_row(one, href, on) for one in found.figures if one.group == key)
        yield FigureGroup(key, name, rows)


def figure_row(one: Figure, href: str, on: dt.date | None) -> FigureRow:
    share = one.share
    return FigureRow(
        label=one.label,
        value=one.value,
        of="" if one.of is None else f"of {one.of:,} {one.of_label.lower()}",
        share="" if share is None else percentage(share),
        who=one.who,
        href=list_address(href, one.key, on),
    )


def percentage(share: float) -> str:
    """Whole, and never "0%" of something or "100%" of less than all."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{share:.0%}"


def age_charts(aged: Ages, href: str, end: str) -> Iterator[BarChart]:
    names = (
        ("issue", "Open, by the age of the report", "Duties open", aged.since_issue),
        (
            "acceptance",
            "Accepted and not found done, by the time since acceptance",
            "Duties accepted",
            aged.since_acceptance,
        ),
    )
    for key, title, measure, rows in names:
        counts = [Count(one.label, one.value) for one in rows]
        yield bar_chart(f"age-{key}", title, "Age", measure, counts, f"{href}.csv{end}")


def age_lists(
    aged: Ages, href: str, on: dt.date | None
) -> Iterator[tuple[str, tuple[tuple[str, int, str], ...]]]:
    for name, rows in (("since the report", aged.since_issue), ("since acceptance", aged.since_acceptance)):
        yield (
            name,
            tuple((one.label, one.value, list_address(href, one.key, on)) for one in rows if one.value),
        )


def _about(scope: Scope) -> Iterator[tuple[str, str]]:
    if scope.level is Level.REGISTER:
        yield "By sector of care", "/sectors"
    if scope.level in (Level.REGION, Level.BOARD, Level.BODY):
        yield "What this register knows of it", f"/organisations/{scope.key}"
        yield "Whether figures moved after what it says it did", f"/organisations/{scope.key}/impact"
    if scope.level in (Level.REGION, Level.BOARD):
        yield "What it holds itself", f"{HERE}/bodies/{scope.key}"
    if scope.level is Level.SITE:
        body = scope.key[:REFERENCE_LENGTH]
        yield "The body that runs it, with all that is asked of it", f"{HERE}/bodies/{body}"
    if scope.level is Level.PUBLISHER:
        yield "What it published", f"/publishers/{scope.key}"
    if scope.level is Level.THEME:
        yield "The theme", f"/themes/{scope.key}"
    if scope.level is Level.SECTOR:
        yield "The sectors, and how reports get into them", "/sectors"


def figure_rows(found: Figures, aged: Ages) -> Iterator[tuple[object, ...]]:
    """For the CSV: every figure, then every age."""
    at = (found.scope.level.value, found.scope.key, found.scope.name, found.on)
    for one in found.figures:
        yield (*at, one.key, one.label, one.value, one.of, one.of_key, one.who, found.position)
    for since, rows, whole in (
        ("issue", aged.since_issue, aged.of_issue),
        ("acceptance", aged.since_acceptance, aged.of_acceptance),
    ):
        of_key = "open" if since == "issue" else "accepted-not-done"
        for age in rows:
            label = f"{age.label} since {since}"
            yield (*at, age.key, label, age.value, whole, of_key, BY_KEY[of_key].who, found.position)


def as_json(found: Figures, aged: Ages) -> dict[str, object]:
    return {
        "level": found.scope.level.value,
        "scope": found.scope.key,
        "name": found.scope.name,
        "as_at": found.on,
        "log_position": found.position,
        "events_not_counted_yet": found.later,
        "register_began": found.since,
        "figures": [
            {
                "figure": one.key,
                "label": one.label,
                "count": one.value,
                "of": one.of,
                "of_figure": one.of_key or None,
                "who_is_in_it": one.who,
            }
            for one in found.figures
        ],
        "ages": {
            "since_issue": [
                {"age": one.label, "key": one.key, "count": one.value} for one in aged.since_issue
            ],
            "since_acceptance": [
                {"age": one.label, "key": one.key, "count": one.value} for one in aged.since_acceptance
            ],
        },
    }


def list_address(href: str, key: str, on: dt.date | None) -> str:
    query = {"figure": key, **({"as-at": on.isoformat()} if on else {})}
    return f"{href}/list?{urlencode(query)}"


def ending(on: dt.date | None) -> str:
    return f"?as-at={on.isoformat()}" if on else ""


def find_scope(level: str, written: str, on: dt.date | None = None) -> Scope:
    """What an address asks for; of a site, by the names that held on the day. Raises NotHereError."""
    if not level:
        return EVERYTHING
    if level == "publishers":
        publisher = Publisher.objects.filter(code=written[:120]).first()
        if publisher is None:
            raise _nothing("No publisher has that code")
        return of_publisher(publisher)
    if level == "themes":
        if written not in taxonomy().keys:
            raise _nothing("There is no such theme")
        return of_theme(written)
    slug = ""
    if level == "sites":
        written, slug = written[:REFERENCE_LENGTH], written[REFERENCE_LENGTH + 1 :]
    if level == "sectors":
        if written not in sectors():
            raise _nothing("There is no such sector")
        return of_sector(written)
    reference = reference_in_address(written, "B")
    body = Organisation.objects.filter(reference=reference).first()
    if body is None:
        raise nothing_has("B", reference)
    if level == "bodies":
        return alone(body)
    if level == "sites":
        sites = sites_of(body.pk, on or today())
        site = sites.find(slug)
        if site is None:
            raise _nothing(f"No site of {body.name} has that name", body)
        return of_site(body, site, sites)
    if Kind(body.kind) is not {"regions": Kind.NHS_REGION, "boards": Kind.ICB}.get(level):
        raise _nothing(f"{body.name} is no {'region' if level == 'regions' else 'board'}", body)
    return of_body(body)


def _nothing(title: str, body: Organisation | None = None) -> NotHereError:
    links: Sequence[tuple[str, str]] = [("Oversight of the whole register", HERE)]
    if body is not None:
        links = [(f"Oversight of {body.name}", f"{HERE}/bodies/{body.reference}"), *links]
    return NotHereError(Explained(title, ("Nothing stands at this address.",), tuple(links)))
