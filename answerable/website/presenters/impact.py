"""Whether it worked, for the pages of an expectation and of a body: claim, verdict, chart, tests, judgement,
recurrence, in that order."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache

from answerable.impact.effects.points import add_months
from answerable.impact.models import SeriesFile
from answerable.impact.queries.places import whole_of
from answerable.impact.queries.series import UnknownIndicatorError
from answerable.impact.spc.judgement import Better
from answerable.lineage.queries import ExpectationShown
from answerable.organisations.models import Organisation
from answerable.publication.effects import EffectRecord, MeasureRecord
from answerable.publication.impact import BodyImpact, ExpectationImpact, impacts
from answerable.website.formats import long_date
from answerable.website.presenters import effect_words as words
from answerable.website.presenters.effect_details import Details, details_of
from answerable.website.presenters.expectation import find_expectation
from answerable.website.presenters.indicator_figures import IndicatorFigure, indicator_figure

BODIES_A_PAGE = 5
KEPT = 24 * 3600  # seconds; figures are drawn anew when a file of them is loaded
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
    measures = tuple(ShownMeasure(one, words.model_rows(one)) for one in known.measures)
    return ImpactPage(
        shown=shown,
        known=known,
        measures=tuple(one for one in measures if not one.record.ended_on),
        ended=tuple(one for one in measures if one.record.ended_on),
        overall=shown_body(known.overall, known.measures, on) if page == 1 else None,
        lines=tuple(_line(one, at, page) for at, one in enumerate(known.bodies)),
        bodies=tuple(shown_body(one, known.measures, on) for one in part),
        page=page,
        pages=pages,
        ours=shown.state != "draft",
    )


def shown_body(known: BodyImpact, measures: Sequence[MeasureRecord], on: dt.date | None) -> ShownBody:
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
        charts=tuple(_charted(one, known, on) for one in measures if not one.ended_on),
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


def _charted(measure: MeasureRecord, known: BodyImpact, on: dt.date | None) -> Charted:
    date = known.date_of(measure.reference)
    marks = []
    if date:
        marks.append((date.on, "the action began"))
        if measure.lag_months:
            marks.append((add_months(date.on, measure.lag_months), "from here a change should show"))
    figure = kept_figure(measure, known.organisation, marks, on)
    acted = f"{long_date(date.on)}. {date.basis}" if date else words.NO_DATE
    return Charted(measure, figure, acted)


def kept_figure(
    measure: MeasureRecord,
    body: Organisation | None,
    marks: Sequence[tuple[dt.date, str]],
    on: dt.date | None,
) -> IndicatorFigure | None:
    """The chart, drawn anew only when figures are loaded; None where none are held."""
    latest = SeriesFile.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    whose = body.reference if body else "all"
    told = ",".join(f"{day.isoformat()}" for day, _ in marks)
    key = f"impact-figure:{latest}:{measure.reference}:{whose}:{told}:{on or 'now'}"
    found: IndicatorFigure | str | None = cache.get(key)
    if found is None:
        found = _figure(measure, body, marks, on) or "none"
        cache.set(key, found, KEPT)
    return None if isinstance(found, str) else found


def _figure(
    measure: MeasureRecord,
    body: Organisation | None,
    marks: Sequence[tuple[dt.date, str]],
    on: dt.date | None,
) -> IndicatorFigure | None:
    try:
        about = body or whole_of(measure.indicator)
        if not about:
            return None
        figure = indicator_figure(
            measure.indicator,
            about,
            measure.split,
            marks,
            on,
            better=Better(measure.better),
            identifier=f"chart-{measure.reference}-{body.reference if body else 'all'}",
        )
    except UnknownIndicatorError:
        return None
    return figure if figure.held.readings else None


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
