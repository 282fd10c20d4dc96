"""One expectation for its page: who asks it, how often, since when, of whom, and what became of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from answerable.core.calendar import today
from answerable.core.references import parse_reference
from answerable.lineage.about import label_of
from answerable.lineage.models import Expectation, ExpectationChange, Kind, Standing
from answerable.lineage.queries import (
    ExpectationShown,
    changes_of,
    changes_told,
    expectation_by_reference,
)
from answerable.publication.expectation_standing import BodyCount, standing_by_body, summed
from answerable.publication.expectation_there import There, there_is
from answerable.publication.expectations import ExpectationWhole, whole
from answerable.publication.held import themes_held
from answerable.publication.records import EntryRecord
from answerable.website.charts import BarChart
from answerable.website.formats import long_date
from answerable.website.presenters import words
from answerable.website.presenters.coordination import Together, together
from answerable.website.presenters.coverage import partial_years
from answerable.website.presenters.did_it_work import DidItWork, did_it_work
from answerable.website.presenters.lineage_words import (
    CHANGES,
    EXPECTATION_STATES,
    asked_words,
    stood_words,
    who,
)
from answerable.website.presenters.years import by_year_chart
from answerable.website.refusals import Explained, NotHereError, WithdrawnError, nothing_has

ENTRIES_A_PAGE = 25
EVERYTHING = ("All expectations", "/expectations")
_COMMON = 0.25  # share of the entries that a theme needs to be shown as the expectation's


@dataclass(frozen=True, slots=True)
class Asking:
    """One entry that asks it. `placed` says who put it here."""

    record: EntryRecord
    name: str
    placed: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    on: dt.datetime
    what: str
    by: str
    reason: str
    others: tuple[str, ...]  # references of other expectations that it touched


@dataclass(frozen=True, slots=True)
class ExpectationPage:
    shown: ExpectationShown
    record: ExpectationWhole
    state: str
    ours: bool
    asked: str
    stood: str
    same_event: bool
    chart: BarChart | None
    undated: int
    said_by: tuple[tuple[str, str, int], ...]
    instruments: tuple[tuple[str, int], ...]
    bodies: tuple[tuple[str, str, int], ...]  # reference, name, reports
    replies: tuple[tuple[str, int], ...]
    themes: tuple[tuple[str, str, int], ...]  # key, name, entries
    entries: tuple[Asking, ...]
    page: int
    pages: int
    changes: tuple[ShownChange, ...]
    standing: tuple[BodyCount, ...]
    together: Together
    worked: DidItWork
    there: There

    @property
    def standing_sum(self) -> BodyCount | None:
        """Over all bodies, not only those in the table."""
        return summed(self.standing)

    @property
    def href(self) -> str:
        return f"/expectations/{self.shown.reference}"

    @property
    def title(self) -> str:
        """Neutral for a draft: its key words are those of reports, and stand in the body only."""
        return self.shown.text if self.ours else f"Draft expectation {self.shown.reference}"


def find_expectation(reference: str, on: dt.date | None) -> ExpectationShown:
    """Raises NotHereError for one never given or not there yet, WithdrawnError for one that is gone."""
    shown = expectation_by_reference(reference, on)
    if shown is None:
        row = Expectation.objects.filter(reference=parse_reference(reference, "X")).first()
        if row is None:
            raise nothing_has("X", reference)
        raise NotHereError(
            Explained(
                "Not in the register on that day",
                (f"Expectation {reference} was recorded on {long_date(row.recorded_at)}.",),
                (("See it as it is now", f"/expectations/{reference}"), EVERYTHING),
            )
        )
    if shown.state in (Standing.State.DRAFT, Standing.State.ADOPTED):
        return shown
    last = changes_of(shown.id).last()
    kept = shown.state == Standing.State.RETIRED and last and not last.decided_by.startswith("job:")
    if not kept:
        raise WithdrawnError(_gone(shown, last))
    return shown


def _gone(shown: ExpectationShown, last: ExpectationChange | None) -> Explained:
    on = long_date(shown.settled_at or (last.recorded_at if last else None))
    why = (f"Why: {last.reason}",) if last and last.reason else ()
    never = "Its reference will never be used for another."
    if shown.state == Standing.State.MERGED:
        return Explained(
            "This expectation was merged into another",
            (
                f"On {on} an editor merged {shown.reference} into {shown.into}, which asks the same.",
                *why,
                never,
            ),
            ((f"See {shown.into}", f"/expectations/{shown.into}"), EVERYTHING),
        )
    if shown.state == Standing.State.REFUSED:
        return Explained(
            "This draft was refused",
            (
                f"A program had put {shown.reference} together. On {on} an editor found that its entries do "
                "not ask one thing.",
                *why,
                never,
            ),
            (EVERYTHING, ("Search the register", "/search")),
        )
    if shown.state == Standing.State.RETIRED:
        return Explained(
            "This draft was dropped",
            (
                f"A program had put {shown.reference} together. On {on} it read everything again, and no "
                "longer made this group. No person had checked it.",
                never,
            ),
            (EVERYTHING, ("Search the register", "/search")),
        )
    return Explained(
        "This expectation was taken back",
        (f"The change that made {shown.reference} was taken back on {on}.", *why, never),
        (EVERYTHING, ("Search the register", "/search")),
    )


def expectation_page(reference: str, on: dt.date | None, page: int) -> ExpectationPage:
    shown = find_expectation(reference, on)
    record = whole(shown, on, listed=True)
    there = there_is(shown.id, on)
    facts = record.facts
    pages = max(1, -(-len(record.asking) // ENTRIES_A_PAGE))
    page = min(page, pages)
    part = record.asking[(page - 1) * ENTRIES_A_PAGE : page * ENTRIES_A_PAGE]
    return ExpectationPage(
        shown=shown,
        record=record,
        state=EXPECTATION_STATES[shown.state],
        ours=shown.state != Standing.State.DRAFT,
        asked=asked_words(facts),
        stood=stood_words(facts.first, on or today()),
        same_event=bool(facts.shared),
        chart=by_year_chart(
            "by-year",
            "Reports that ask this, by year of the report",
            sorted(facts.years.items()),
            f"/expectations/{shown.reference}/by-year.csv",
            partial=partial_years(),
        ),
        undated=facts.reports - facts.years.total(),
        said_by=tuple(record.said_by),
        instruments=tuple(
            (words.INSTRUMENTS[instrument], count) for instrument, count in facts.instruments.most_common()
        ),
        bodies=tuple((body.reference, body.name, count) for body, count in facts.bodies),
        replies=tuple((said, count) for _, said, count in record.replies),
        themes=_themes(record, on),
        entries=tuple(
            Asking(entry, words.entry_name(entry), _placed(served.method, served.score))
            for served, entry in part
        ),
        page=page,
        pages=pages,
        changes=tuple(_change(change, others) for change, others in changes_told(shown.id, on)),
        standing=tuple(standing_of(record, on)),
        there=there,
        together=together(shown.id, there, on),
        worked=did_it_work(shown, there, on),
    )


def standing_of(record: ExpectationWhole, on: dt.date | None) -> list[BodyCount]:
    entries = [served.version.entry for served, _ in record.asking]
    return standing_by_body(entries, on, known=[body for body, _ in record.facts.bodies])


def _themes(record: ExpectationWhole, on: dt.date | None) -> tuple[tuple[str, str, int], ...]:
    held = themes_held([served.version.entry_id for served, _ in record.asking], on)
    counted = Counter(theme for _, theme in held)
    return tuple(
        (key, label_of(Kind.THEME, key), count)
        for key, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:5]
        if count >= _COMMON * len(record.asking)
    )


def _placed(method: str, score: float | None) -> str:
    if method == "person":
        return "Put here by an editor"
    nearness = f", nearness {score:.2f} of 1" if score is not None else ""
    return f"Put here by a program{nearness}"


def _change(change: ExpectationChange, others: tuple[str, ...]) -> ShownChange:
    kind = ExpectationChange.Kind(change.kind)
    what = CHANGES[kind]
    if change.undoes:
        what = f"Taken back: {CHANGES[ExpectationChange.Kind(change.undoes.kind)].lower()}"
    return ShownChange(
        on=change.recorded_at,
        what=what,
        by=who(change.decided_by),
        reason=change.reason,
        others=others,
    )
