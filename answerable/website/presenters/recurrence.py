"""What was asked again after it was said to be done: alarms, times until then, warnings before a death."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import QueryDict

from answerable.core.calendar import today
from answerable.core.references import BadReferenceError, parse_reference
from answerable.impact.queries.recurrence import AlarmShown, Gap, again_after, alarms
from answerable.impact.queries.warnings import Warned, warnings_before
from answerable.impact.recurrence.rule import LEAST
from answerable.impact.recurrence.waiting import Quiet, still_quiet
from answerable.impact.spc.limits import TooFewError
from answerable.impact.spc.rare import RareChart, t_chart
from answerable.ledger.models import Event
from answerable.lineage.models import Kind, Serving
from answerable.lineage.queries.dated import present, stood
from answerable.lineage.queries.expectations import ExpectationShown, expectation_by_reference
from answerable.lineage.queries.facts import events_of
from answerable.lineage.queries.repeated import entries_with
from answerable.lineage.themes.taxonomy import taxonomy
from answerable.organisations.models import Organisation
from answerable.pipeline.over_time import counts_made_up
from answerable.publication.recurrence import AlarmRecord, alarm_record
from answerable.website.charts_times import Level, Time, TimesChart, span, times_chart
from answerable.website.formats import long_date, shortened
from answerable.website.presenters.accuracy import accuracy
from answerable.website.refusals import AskedWronglyError, Explained

HERE = "/recurrence"
KINDS = ("expectation", "organisation", "theme")
CHARTED, LISTED = 30, 25
KEPT_SECONDS = 3600
UNTIL = {
    "death": "the death",
    "opened": "the beginning of the investigation",
    "reference": "the end of the year in the report's reference",
    "report": "the report",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what: an expectation, a body, a theme, or all of it."""

    name: str
    kind: str = ""
    value: str = ""
    expectation: ExpectationShown | None = None
    body: Organisation | None = None
    href: str = ""

    def address(self, of: str = "", as_at: dt.date | None = None) -> str:
        query = {self.kind: self.value} if self.kind else {}
        if as_at:
            query["as-at"] = as_at.isoformat()
        return f"{HERE}{of}{'?' + urlencode(query) if query else ''}"


@dataclass(frozen=True, slots=True)
class RecurrencePage:
    asked: Asked
    on: dt.date
    alarms: tuple[AlarmRecord, ...]
    pages: int
    count: int
    same_body: int
    looked: int
    closures: int
    ended: int
    gaps: TimesChart | None
    quiet: tuple[Quiet, ...]
    between: TimesChart | None
    between_notes: tuple[str, ...]
    warned: TimesChart | None
    warnings: int
    unwarned_days: int  # of the warnings, those of which the day of the death is not known
    least: float
    accuracy: str


@dataclass(frozen=True, slots=True)
class Found:
    """All three, of what was asked for."""

    alarms: list[AlarmShown]
    gaps: list[Gap]
    warnings: list[Warned]


def asked_of(given: QueryDict, on: dt.date | None) -> Asked:
    """Raises AskedWronglyError for more than one thing at once, or for one that is not there."""
    held = {kind: given.get(kind, "").strip() for kind in KINDS if given.get(kind, "").strip()}
    if not held:
        return Asked("The whole register")
    if len(held) > 1:
        raise _wrong("Ask for an expectation, an organisation or a theme: one of the three.")
    ((kind, written),) = held.items()
    try:
        if kind == "theme" and written in taxonomy().keys:
            return Asked(taxonomy().theme(written).name, kind, written, href=f"/themes/{written}")
        if kind == "expectation" and (found := expectation_by_reference(written, on)):
            href = f"/expectations/{found.reference}"
            return Asked(found.text, kind, found.reference, expectation=found, href=href)
        if kind == "organisation":
            reference = parse_reference(written, "B")
            if body := Organisation.objects.filter(reference=reference).first():
                return Asked(body.name, kind, reference, body=body, href=f"/organisations/{reference}")
    except BadReferenceError:
        pass
    raise _wrong(f"There is no such {kind} in the register.")


def read(asked: Asked, on: dt.date | None) -> Found:
    """What stands of it. Alarms that were found to be of another ask are in none."""
    expectation = asked.expectation.id if asked.expectation else None
    entries = _serving(expectation, on) if expectation else None
    made_up = counts_made_up()
    rung = alarms(expectation=expectation, on=on)
    found = Found(
        [one for one in rung if one.stands],
        again_after(expectation, on, rung=rung),
        warnings_before(entries, on, fictional=made_up),
    )
    if asked.body is not None:
        mine = asked.body.pk
        return Found(
            [one for one in found.alarms if one.alarm.duty.holder_id == mine],
            [one for one in found.gaps if one.duty.holder_id == mine],
            [one for one in found.warnings if one.body.pk == mine],
        )
    if asked.kind == "theme":
        confirmed, suggested = entries_with(Kind.THEME, taxonomy().under(asked.value), on)
        keys = {row["entry_id"] for rows in (confirmed, suggested) for row in rows}
        return Found(
            [one for one in found.alarms if one.alarm.duty.entry_id in keys and _counts(one, made_up)],
            [one for one in found.gaps if one.duty.entry_id in keys and _gap_counts(one, made_up)],
            [one for one in found.warnings if one.entry.pk in keys],
        )
    if expectation is None:
        return Found(
            [one for one in found.alarms if _counts(one, made_up)],
            [one for one in found.gaps if _gap_counts(one, made_up)],
            found.warnings,
        )
    return found


def recurrence_page(asked: Asked, on: dt.date | None, page: int) -> RecurrencePage:
    """Kept until anything is recorded, since it reads thousands of closures.

    Raises AskedWronglyError for a page that is not there.
    """
    last = Event.objects.order_by("-index").values_list("leaf_hash", flat=True).first()
    known = bytes(last).hex() if last else ""
    key = f"recurrence:{known}:{asked.address(as_at=on)}:{on or today()}:{page}"
    shown: RecurrencePage | None = cache.get(key)
    if shown is None:
        shown = _recurrence_page(asked, on, page)
        cache.set(key, shown, KEPT_SECONDS)
    return shown


def _recurrence_page(asked: Asked, on: dt.date | None, page: int) -> RecurrencePage:
    found = read(asked, on)
    pages = max(1, math.ceil(len(found.alarms) / LISTED))
    if page > pages:
        raise _wrong(f"There are {pages} pages of what was asked again.")
    start = (page - 1) * LISTED
    between, notes = _between(asked, on)
    ended = [gap for gap in found.gaps if not gap.censored]
    return RecurrencePage(
        asked=asked,
        on=on or today(),
        alarms=tuple(alarm_record(one) for one in found.alarms[start : start + LISTED]),
        pages=pages,
        count=len(found.alarms),
        same_body=sum(one.alarm.reach == "same_body" for one in found.alarms),
        looked=sum(one.looked is not None for one in found.alarms),
        closures=len(found.gaps),
        ended=len(ended),
        gaps=_gaps(found.gaps, asked.address("/times.csv", on)),
        quiet=tuple(still_quiet([(gap.days, gap.censored) for gap in found.gaps])) if found.gaps else (),
        between=between,
        between_notes=notes,
        warned=_warned(found.warnings, asked.address("/warnings.csv", on)),
        warnings=len(found.warnings),
        unwarned_days=sum(one.basis == "report" for one in found.warnings),
        least=LEAST,
        accuracy=accuracy().again,
    )


def _gaps(gaps: Sequence[Gap], csv_href: str) -> TimesChart | None:
    if not gaps:
        return None
    times = [
        Time(
            f"{gap.duty.holder.name}, closed {long_date(gap.start)}",
            gap.days,
            gap.censored,
            gap.again.alarm.entry.report.title if gap.again else "",
            _short(gap.duty.holder.name, gap.start),
        )
        for gap in gaps[-CHARTED:]
    ]
    title = "Days from closure as done until the next report that asks the same"
    if len(gaps) > CHARTED:
        title += f": the latest {CHARTED} closures of {len(gaps):,}"
    return times_chart(
        "gaps",
        title,
        times,
        csv_href,
        column="Closed as done",
        open_words="Nothing so far: the interval still runs, or the duty was opened again",
    )


def _between(asked: Asked, on: dt.date | None) -> tuple[TimesChart | None, tuple[str, ...]]:
    """A t chart of the days between reports that ask one thing; of an expectation alone."""
    if asked.expectation is None:
        return None, ()
    days = _report_days(asked.expectation.id, on)
    try:
        chart = t_chart(days, until=on or today())
    except TooFewError as error:
        return None, (str(error),)
    times = [
        Time(long_date(gap.ended), int(gap.size), note=_gap_words(gap.found)) for gap in chart.gaps[-CHARTED:]
    ]
    if chart.since_last is not None:
        times.append(Time(f"Since {long_date(days[-1])}", int(chart.since_last), open=True))
    return times_chart(
        "between",
        "Days between one report that asks this and the next",
        times,
        f"/expectations/{asked.expectation.reference}.csv",
        column="The later report",
        open_words="No report since: the interval still runs",
        levels=_levels(chart),
    ), (*chart.notes, *_open_words(chart))


def _levels(chart: RareChart) -> list[Level]:
    found = [Level(f"centre {span(chart.centre)}", chart.centre)]
    longest = max([*(gap.size for gap in chart.gaps), chart.since_last or 0.0])
    if chart.upper <= 2 * longest:
        found.append(Level(f"limit {span(chart.upper)}", chart.upper))
    return found


def _gap_words(found: Sequence[object]) -> str:
    return "Beyond what chance explains" if found else "Within what chance explains"


def _open_words(chart: RareChart) -> tuple[str, ...]:
    if chart.beyond:
        return (
            f"The time since the last report is longer than chance explains (limit {span(chart.upper)}).",
        )
    return (f"The time since the last report is within what chance explains (limit {span(chart.upper)}).",)


def _report_days(expectation: int, on: dt.date | None) -> list[dt.date]:
    """The days of the reports that ask it, those on one event once: by the first."""
    rows = Serving.objects.filter(stood(on), present(on), expectation=expectation)
    pairs = rows.values_list("entry__report_id", "entry__report__issued_on")
    issued = {report: day for report, day in pairs if day is not None}
    events = events_of(issued, on)
    first: dict[int, dt.date] = {}
    for report, day in issued.items():
        event = events.get(report, report)
        first[event] = min(day, first.get(event, day))
    return sorted(day for day in first.values() if day <= (on or today()))


def _warned(rows: Sequence[Warned], csv_href: str) -> TimesChart | None:
    if not rows:
        return None
    times = [
        Time(
            f"{one.body.name}, report of {long_date(one.entry.report.issued_on)}",
            one.days,
            note=f"Counted until {UNTIL[one.basis]}",
            short=_short(one.body.name, one.entry.report.issued_on),
        )
        for one in rows[:CHARTED]
    ]
    title = "Days from the first report that asked the same of the same body until the death"
    if len(rows) > CHARTED:
        title += f": the latest {CHARTED} of {len(rows):,}"
    return times_chart("warned", title, times, csv_href, column="Asked again of", open_words="")


def _short(name: str, day: dt.date | None) -> str:
    """What a phone has room for; the table has it in full."""
    return f"{day:%-d %b %Y}, {shortened(name, 14)}" if day else shortened(name, 28)


def _serving(expectation: int, on: dt.date | None) -> set[int]:
    rows = Serving.objects.filter(stood(on), present(on), expectation=expectation)
    return set(rows.values_list("entry_id", flat=True))


def _counts(one: AlarmShown, made_up: bool) -> bool:
    return one.alarm.duty.entry.report.fictional == made_up


def _gap_counts(one: Gap, made_up: bool) -> bool:
    return one.duty.entry.report.fictional == made_up


def _wrong(why: str) -> AskedWronglyError:
    return AskedWronglyError(
        Explained("That can't be shown", (why,), (("What was asked again", HERE), ("Home", "/")))
    )
