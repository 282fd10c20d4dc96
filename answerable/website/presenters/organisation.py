"""One body for its page: what it was asked, what it has to answer and by when."""

import datetime as dt
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.duties.models import DueDate, Duty
from answerable.duties.queries import duties_within, reports_asking, reports_due_from, standing_date
from answerable.organisations.models import Organisation
from answerable.oversight.figures import of_body
from answerable.publication.records import ReportRecord, report_records
from answerable.register.models import Report
from answerable.register.queries import reports_by_year
from answerable.website.charts import BarChart
from answerable.website.multiples import Multiples
from answerable.website.presenters import words
from answerable.website.presenters.body_facts import BodyFacts, body_facts, span_words
from answerable.website.presenters.body_standing import BodyFigures, body_figures
from answerable.website.presenters.often_asked import AskedOften, expectations_asked, themes_asked
from answerable.website.presenters.oversight_levels import address
from answerable.website.presenters.years import by_year_chart
from answerable.website.refusals import nothing_has

REPORTS_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class AskedIn:
    """One report that asks something of the body."""

    record: ReportRecord
    entries: int
    due: DueDate | None

    @property
    def due_on(self) -> dt.date | None:
        return self.due.due_on if self.due else None

    @property
    def due_basis(self) -> str:
        return words.DATE_BASES[self.due.basis] if self.due else ""


@dataclass(frozen=True, slots=True)
class StillDue:
    due_on: dt.date
    reference: str
    title: str


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    reference: str
    name: str
    oversight: str  # address of the figures at its level
    kind: str
    life: str
    closed: bool
    fictional: bool
    mental_health: bool
    facts: BodyFacts
    total: int
    undated: int
    asked_in: tuple[AskedIn, ...]
    page: int
    pages: int
    still_due: tuple[StillDue, ...]
    chart: BarChart | None
    often: tuple[AskedOften, ...]
    themes: Multiples | None
    held: bool
    figures: BodyFigures

    @property
    def href(self) -> str:
        return f"/organisations/{self.reference}"


def find_organisation(reference: str) -> Organisation:
    body = Organisation.objects.filter(reference=reference).first()
    if body is None:
        raise nothing_has("B", reference)
    return body


def organisation_page(body: Organisation, on: dt.date | None, page: int) -> OrganisationPage:
    reports, held = reports_asking(body.pk, on=on)
    years = reports_by_year(reports.order_by())
    total = sum(count for _, count in years)
    pages = max(1, -(-total // REPORTS_A_PAGE))
    page = min(page, pages)
    shown = list(reports[(page - 1) * REPORTS_A_PAGE : page * REPORTS_A_PAGE])
    date = on or today()
    closed = bool(body.closed and body.closed <= date)
    facts = body_facts(body, on)
    duties = duties_within(body.pk, [report.pk for report in shown], date)
    every = [duty for several in duties.values() for duty in several]
    return OrganisationPage(
        reference=body.reference,
        name=facts.name,
        oversight=address(of_body(body)),
        kind=words.body_kind(body.kind),
        life=span_words(body.opened, body.closed),
        closed=closed,
        fictional=body.fictional,
        mental_health=body.is_mental_health,
        facts=facts,
        total=total,
        undated=sum(count for year, count in years if year is None),
        asked_in=_asked_in(duties, shown, on),
        page=page,
        pages=pages,
        still_due=tuple(
            StillDue(due_on, report.reference, report.title)
            for due_on, report in reports_due_from(every, date)
        ),
        chart=by_year_chart(
            "by-year",
            "Reports that ask something of this body, by year of the report",
            years,
            f"/organisations/{body.reference}/by-year.csv",
        ),
        often=expectations_asked(body) if on is None else (),
        themes=themes_asked(body, years) if on is None else None,
        held=held,
        figures=body_figures(body, on),
    )


def asked_in(body: Organisation, reports: list[Report], on: dt.date | None) -> tuple[AskedIn, ...]:
    return _asked_in(duties_within(body.pk, [report.pk for report in reports]), reports, on)


def _asked_in(
    duties: dict[int, list[Duty]], reports: list[Report], on: dt.date | None
) -> tuple[AskedIn, ...]:
    return tuple(
        AskedIn(record, len(duties.get(report.pk, [])), _due(duties.get(report.pk, []), on))
        for report, record in zip(reports, report_records(reports, on=on), strict=True)
    )


def _due(duties: list[Duty], on: dt.date | None) -> DueDate | None:
    return standing_date(duties[0].due_dates.all(), on=on) if duties else None
