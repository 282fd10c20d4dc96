"""Whether it worked, for the pages of an expectation and of a body: claim, verdict, chart, tests, judgement,
recurrence, in that order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answerable.impact.effects.points import add_months
from answerable.lineage.queries import ExpectationShown
from answerable.publication.effects import EffectRecord, MeasureRecord
from answerable.publication.impact import BodyImpact, ExpectationImpact, impacts
from answerable.website.formats import long_date
from answerable.website.presenters import effect_words as words
from answerable.website.presenters.effect_details import Details, details_of
from answerable.website.presenters.expectation import find_expectation
from answerable.website.presenters.impact_figures import PageFigures
from answerable.website.presenters.indicator_figures import (
    IndicatorFigure,
)

BODIES_A_PAGE = 5
LATEST_SHOWN = 3  # tests of one body in full; earlier ones by their reference


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    record: MeasureRecord
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownTest:
    """One test in words. `details` are the model, its terms and its checks."""

    record: EffectRecord
    href: str
    done: str
    cannot: tuple[str, ...]
    looks: str
    sign: str
    details: Details


@dataclass(frozen=True, slots=True)
class Charted:
    """A measure's chart, or why there is none."""

    measure: MeasureRecord
    figure: IndicatorFigure | None
    acted: str


@dataclass(frozen=True, slots=True)
class ShownBody:
    """One body, or all together."""

    anchor: str
    name: str
    href: str
    known: BodyImpact
    charts: tuple[Charted, ...]
    tests: tuple[ShownTest, ...]
    earlier: tuple[EffectRecord, ...]
    verdict: str
    sign: str


@dataclass(frozen=True, slots=True)
class Line:
    """One body in the list at the top, with the page on which it stands in full."""

    name: str
    href: str
    claimed: str
    found: str
    tested: str
    judged: str
    sign: str
    again: str


@dataclass(frozen=True, slots=True)
class ImpactPage:
    shown: ExpectationShown
    known: ExpectationImpact
    measures: tuple[ShownMeasure, ...]
    ended: tuple[ShownMeasure, ...]
    overall: ShownBody | None  # on the first page
    lines: tuple[Line, ...]
    bodies: tuple[ShownBody, ...]
    page: int
    pages: int
    ours: bool

    @property
    def href(self) -> str:
        return f"/expectations/{self.shown.reference}/impact"

    @property
    def title(self) -> str:
        """Key words of a draft are those of reports, and stand in the body only."""
        return f"Did it work? Expectation {self.shown.reference}"


def impact_page(reference: str, on: dt.date | None, page: int) -> ImpactPage:
    """Raises NotHereError and WithdrawnError, as the expectation's own page does."""
    shown = find_expectation(reference, on)
    known = impacts([shown.id], on)[shown.id]
    pages = max(1, -(-len(known.bodies) // BODIES_A_PAGE))
    page = min(page, pages)
    part = known.bodies[(page - 1) * BODIES_A_PAGE : page * BODIES_A_PAGE]
    figures = PageFigures([one.organisation for one in part if one.organisation], on)
    measures = tuple(ShownMeasure(one, words.model_rows(one)) for one in known.measures)
    return ImpactPage(
        shown=shown,
        known=known,
        measures=tuple(one for one in measures if not one.record.ended_on),
        ended=tuple(one for one in measures if one.record.ended_on),
        overall=shown_body(known.overall, known.measures, figures) if page == 1 else None,
        lines=tuple(_line(one, at, page) for at, one in enumerate(known.bodies)),
        bodies=tuple(shown_body(one, known.measures, figures) for one in part),
        page=page,
        pages=pages,
        ours=shown.state != "draft",
    )


def shown_body(known: BodyImpact, measures: Sequence[MeasureRecord], figures: PageFigures) -> ShownBody:
    by_reference = {one.reference: one for one in measures}
    tests = [
        _beside_others(shown_test(one, by_reference.get(one.measure)), known)
        for one in known.tests[:LATEST_SHOWN]
    ]
    judged = known.judgement
    return ShownBody(
        anchor=known.body.reference or "all",
        name=known.body.name,
        href=f"/organisations/{known.body.reference}" if known.body.reference else "",
        known=known,
        charts=tuple(_charted(one, known, figures) for one in measures if not one.ended_on),
        tests=tuple(tests),
        earlier=known.tests[LATEST_SHOWN:],
        verdict=words.verdict_words(judged),
        sign=words.sign_of(judged.verdict if judged else "none"),
    )


def shown_test(one: EffectRecord, measure: MeasureRecord | None) -> ShownTest:
    return ShownTest(
        record=one,
        href=f"/effects/{one.reference}",
        done=words.done_words(one),
        cannot=words.cannot_words(one, measure),
        looks=words.looks_words(one),
        sign=words.sign_of(one.outcome),
        details=details_of(one.details),
    )


def _beside_others(shown: ShownTest, known: BodyImpact) -> ShownTest:
    if shown.record.reference not in known.alone:
        return shown
    return replace(shown, cannot=(words.SEEN_TOGETHER, *shown.cannot))


def _charted(measure: MeasureRecord, known: BodyImpact, figures: PageFigures) -> Charted:
    date = known.date_of(measure.reference)
    marks = []
    if date:
        marks.append((date.on, "the action began"))
        if measure.lag_months:
            marks.append((add_months(date.on, measure.lag_months), "from here a change should show"))
    figure = figures.kept(measure, known.organisation, marks)
    acted = f"The action counts from {long_date(date.on)}. {date.basis}" if date else words.NO_DATE
    return Charted(measure, figure, acted)


def _line(one: BodyImpact, at: int, page: int) -> Line:
    claimed = [said for said in one.said if said.claimed.since]
    found = [said for said in one.said if said.verified.since]
    here = at // BODIES_A_PAGE + 1
    return Line(
        name=one.body.name,
        href=f"{'' if here == page else f'?page={here}'}#{one.body.reference}",
        claimed=claimed[-1].claimed.label if claimed else "Nothing claimed",
        found=found[-1].verified.label if found else "Not looked at yet",
        tested=one.tests[0].outcome_words if one.tests else "Not tested",
        judged=words.verdict_words(one.judgement),
        sign=words.sign_of(one.judgement.verdict if one.judgement else "none"),
        again=f"{len(one.alarms):,}" if one.alarms else "None known",
    )
