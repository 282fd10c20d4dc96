"""Whether it worked at one body: each expectation that is measured and concerns it."""

import datetime as dt
from dataclasses import dataclass

from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.organisations.models import Organisation
from answerable.publication.impact import BodyImpact, ExpectationImpact, impacts, measured_of
from answerable.publication.reports import body_record
from answerable.website.multiples_spc import Panel, notes_of, panel
from answerable.website.presenters.impact import ShownBody, shown_body
from answerable.website.presenters.impact_figures import PageFigures

EXPECTATIONS_A_PAGE = 5


@dataclass(frozen=True, slots=True)
class AskedOfBody:
    """One expectation, as it stands at the body."""

    shown: ExpectationShown
    href: str
    body: ShownBody


@dataclass(frozen=True, slots=True)
class BodyPage:
    asked: tuple[AskedOfBody, ...]
    panels: tuple[Panel, ...]  # one for each measure with figures
    total: int
    page: int
    pages: int


def body_page(body: Organisation, on: dt.date | None, page: int) -> BodyPage:
    keys = measured_of(body, on)
    pages = max(1, -(-len(keys) // EXPECTATIONS_A_PAGE))
    page = min(page, pages)
    part = keys[(page - 1) * EXPECTATIONS_A_PAGE : page * EXPECTATIONS_A_PAGE]
    shown = expectations_shown(part, on)
    found = impacts(part, on, body=body) if part else {}
    figures = PageFigures([body], on)
    asked = tuple(
        AskedOfBody(
            shown[key],
            f"/expectations/{shown[key].reference}/impact",
            shown_body(_own(found[key], body), found[key].measures, figures),
        )
        for key in part
        if key in shown
    )
    return BodyPage(
        asked=asked,
        panels=_panels(asked),
        total=len(keys),
        page=page,
        pages=pages,
    )


def _panels(asked: tuple[AskedOfBody, ...]) -> tuple[Panel, ...]:
    """Small multiples, in the order of the page. A link leads to the whole chart."""
    found = []
    for one in asked:
        for each in one.body.charts:
            figure = each.figure
            if figure is not None:
                identifier = f"little-{each.measure.reference}"
                notes = notes_of(figure.held, (), figure.chart)
                href = f"#{one.shown.reference}"
                part = f" ({each.measure.split})" if each.measure.split else ""
                title = f"{each.measure.title}{part}"
                found.append(panel(identifier, title, href, figure.held, figure.chart, figure.refused, notes))
    return tuple(found)


def of_body(body: Organisation, on: dt.date | None) -> list[tuple[ExpectationShown, BodyImpact]]:
    """All of them, without charts."""
    keys = measured_of(body, on)
    shown = expectations_shown(keys, on)
    found = impacts(keys, on, body=body) if keys else {}
    return [(shown[key], _own(found[key], body)) for key in keys if key in shown]


def _own(found: ExpectationImpact, body: Organisation) -> BodyImpact:
    own = next((one for one in found.bodies if one.organisation == body), None)
    return own or BodyImpact(body_record(body), body, (), (), (), None, (), ())
