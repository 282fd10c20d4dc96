"""Priority exercises as anybody may read them: a page is made from a record and from nothing else."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answerable.core.calendar import end_of_day
from answerable.oversight.models import Exercise
from answerable.oversight.priorities.record import REGISTER, CriterionRecord, ExerciseRecord, ScoreRecord
from answerable.oversight.queries.exercises import exercise_by_reference, opened_exercises, record_of
from answerable.website.charts_ranks import Interval, RankChart, rank_chart
from answerable.website.formats import counted, long_date, shortened
from answerable.website.presenters import priority_words as words
from answerable.website.refusals import Explained, NotHereError, nothing_has

_DIFFERENCES = 10  # shown on the page; the file of scores has all
_ALL = ("All priority exercises", "/priorities")


@dataclass(frozen=True, slots=True)
class ListedExercise:
    href: str
    title: str
    state: str
    when: str
    items: int
    fictional: bool


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One expectation on the list, ready to be drawn."""

    rank: int
    tied: bool
    reference: str
    text: str
    draft: bool
    score: str
    limits: str  # best and worst place, where cells are missing
    places: str
    among: str
    robust: bool
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class SweepRow:
    criterion: str
    weight: str
    turn: str
    to: tuple[str, ...]  # which would come first then


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    reference: str
    text: str
    criterion: str
    given: tuple[tuple[str, str], ...]  # (role, what they gave)


@dataclass(frozen=True, slots=True)
class ExercisePage:
    """Everything on one exercise's page. The scores of people are in it only once scoring is closed."""

    record: ExerciseRecord
    href: str
    query: str
    state: str
    kicker: str
    ranked: tuple[RankedRow, ...]
    chart: RankChart | None
    robust: tuple[RankedRow, ...]
    sweeps: tuple[SweepRow, ...]
    steady: tuple[str, ...]  # criteria whose weight alone changes nothing
    checks: tuple[tuple[str, str, int, int], ...]  # (method, in words, shared among the first, ours there)
    differences: tuple[DifferenceRow, ...]
    by_criterion: tuple[tuple[str, str, int, int], ...]  # (criterion, mean range, cells, far)
    own_lists: tuple[tuple[str, tuple[str, ...], int, int], ...]
    method: str
    progress: str
    weights: tuple[tuple[CriterionRecord, str], ...]
    chosen: tuple[tuple[str, str], ...]  # (reference, text) of those put first

    @property
    def shut(self) -> bool:
        """Whether what people gave may be read."""
        return bool(self.record.figures)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One criterion of one expectation, with who gave what."""

    criterion: CriterionRecord
    weight: str
    given: tuple[tuple[str, str, ScoreRecord], ...]  # (role, the score in words, the row)


@dataclass(frozen=True, slots=True)
class ItemPage:
    record: ExerciseRecord
    href: str
    query: str
    reference: str
    text: str
    scores: tuple[ItemScore, ...]
    facts: Mapping[str, Any]
    hidden: bool


def listed_exercises(on: dt.date | None = None) -> list[ListedExercise]:
    """The newest first, as they stood on a day. Two queries now; one for each on a day that has passed."""
    rows = list(opened_exercises(on).prefetch_related("items"))
    if on:
        records = [record_of(exercise, on) for exercise in rows]
        return [_listed(one, one.reference, len(one.items), one.fictional) for one in records]
    return [
        _listed(
            one, one.reference, len(items), bool(items) and all(item.facts["fictional"] for item in items)
        )
        for one in rows
        for items in [one.items.all()]
    ]


def find_record(reference: str, on: dt.date | None) -> ExerciseRecord:
    """Raises NotHereError: none has the reference, it was never opened, or not yet on that day."""
    exercise = exercise_by_reference(reference)
    if exercise is None or exercise.opened_at is None:
        raise nothing_has("Z", reference)
    if on and exercise.opened_at >= end_of_day(on):
        raise NotHereError(
            Explained(
                "Not opened on that day",
                (f"This exercise was opened for scoring on {long_date(exercise.opened_at)}.",),
                (("See it as it is now", f"/priorities/{reference}"), _ALL),
            )
        )
    return record_of(exercise, on)


def exercise_page(record: ExerciseRecord, on: dt.date | None = None) -> ExercisePage:
    """Pure: the same record gives the same page."""
    href, figures = f"/priorities/{record.reference}", record.figures
    query = f"?as-at={on.isoformat()}" if on else ""
    texts = {item.expectation: item.text for item in record.items}
    titles = {one.code: one.title for one in record.criteria}
    roles = {one.number: one.called for one in record.scorers}
    chosen = record.decision.first if record.decision else ()
    ranked = tuple(_ranked(row, record, chosen, href, query) for row in figures.get("rows", ()))
    return ExercisePage(
        record=record,
        href=href,
        query=query,
        state=words.STATES[Exercise.State(record.state)],
        kicker=_when(record),
        ranked=ranked,
        chart=_chart(record) if figures else None,
        robust=tuple(row for row in ranked if row.robust),
        sweeps=tuple(
            SweepRow(
                criterion=titles[row["criterion"]],
                weight=words.number(row["weight"]),
                turn=words.turn(row),
                to=tuple(dict.fromkeys(row[side]["item"] for side in ("below", "above") if row[side])),
            )
            for row in figures.get("sweeps", ())
            if row["below"] or row["above"]
        ),
        steady=tuple(
            titles[row["criterion"]]
            for row in figures.get("sweeps", ())
            if not row["below"] and not row["above"]
        ),
        checks=tuple(
            (row["method"], words.agreement(row["agreement"]), row["shared"], row["ours"])
            for row in figures.get("crosschecks", ())
        ),
        differences=tuple(
            DifferenceRow(
                reference=row["item"],
                text=texts[row["item"]],
                criterion=titles[row["criterion"]],
                given=tuple((roles[who], words.number(value)) for who, value in row["given"]),
            )
            for row in figures.get("differences", ())[:_DIFFERENCES]
        ),
        by_criterion=tuple(
            (titles[row["criterion"]], words.number(row["mean_range"]), row["cells"], row["far"])
            for row in figures.get("differ_by_criterion", ())
        ),
        own_lists=tuple(
            (roles[row["scorer"]], tuple(row["first"]), row["scored"], row["of"])
            for row in figures.get("own_lists", ())
        ),
        method=words.METHODS.get(figures.get("method", ""), figures.get("method", "")),
        progress=_progress(record),
        weights=tuple((one, words.number(one.weight)) for one in record.criteria),
        chosen=tuple((reference, texts[reference]) for reference in chosen),
    )


def item_page(record: ExerciseRecord, reference: str, on: dt.date | None = None) -> ItemPage:
    """How one expectation was scored. Raises NotHereError where it is not in the exercise."""
    item = next((one for one in record.items if one.expectation == reference), None)
    if item is None:
        raise NotHereError(
            Explained(
                "That expectation is not in this exercise",
                (f"{reference} was not weighed in exercise {record.reference}.",),
                (("See the exercise", f"/priorities/{record.reference}"), _ALL),
            )
        )
    hidden = not record.figures
    roles = {one.number: one.called for one in record.scorers}
    rows = [one for one in record.scores if one.item == reference]
    return ItemPage(
        record=record,
        href=f"/priorities/{record.reference}/items/{reference}",
        query=f"?as-at={on.isoformat()}" if on else "",
        reference=reference,
        text=item.text,
        scores=tuple(
            ItemScore(
                criterion,
                words.number(criterion.weight),
                tuple(
                    (_called(row, roles), _said(row, criterion), row)
                    for row in rows
                    if row.criterion == criterion.code and not (hidden and row.scorer != REGISTER)
                ),
            )
            for criterion in record.criteria
        ),
        facts=item.facts,
        hidden=hidden,
    )


def _ranked(
    row: Mapping[str, Any], record: ExerciseRecord, chosen: tuple[str, ...], href: str, query: str
) -> RankedRow:
    item = next(one for one in record.items if one.expectation == row["item"])
    firm = row["best"] == row["worst"] or row["low"] == row["high"]
    return RankedRow(
        rank=row["rank"],
        tied=row["tied"],
        reference=item.expectation,
        text=item.text,
        draft=item.state == "draft",
        score=words.points(row["low"], row["score"], row["high"]),
        limits="" if firm else words.places(row["best"], row["worst"]),
        places=words.places(row["from"], row["to"]),
        among=words.share(row["among"]),
        robust=row["robust"],
        chosen=item.expectation in chosen,
        href=f"{href}/items/{item.expectation}{query}",
    )


def _chart(record: ExerciseRecord) -> RankChart:
    figures = record.figures
    texts = {item.expectation: item.text for item in record.items}
    rows = [
        Interval(
            name=shortened(f"{row['rank']}. {texts[row['item']]}", 34),
            place=row["rank"],
            best=min(row["from"], row["rank"]),
            worst=max(row["to"], row["rank"]),
            sure=row["robust"],
        )
        for row in figures["rows"]
    ]
    return rank_chart("Places on the list, and how far they move", rows, len(rows), figures["places"])


def _progress(record: ExerciseRecord) -> str:
    asked = [one.code for one in record.criteria if one.by_people]
    current = [one for one in record.scorers if not one.ended]
    given = sum(one.scorer != REGISTER for one in record.scores)
    of = len(asked) * len(record.items) * len(current)
    return f"{counted(given, 'score')} of {of:,} given so far by {counted(len(current), 'scorer')}"


def _called(row: ScoreRecord, roles: Mapping[int, str]) -> str:
    return "The register’s own facts" if row.scorer == REGISTER else roles[row.scorer]


def _said(row: ScoreRecord, criterion: CriterionRecord) -> str:
    if row.value is None:
        return "Cannot tell"
    whole = int(row.value)
    means = criterion.scale[whole] if row.value == whole else "Between the two."
    return f"{words.number(row.value)}: {means}"


def _listed(one: ExerciseRecord | Exercise, reference: str, items: int, fictional: bool) -> ListedExercise:
    state = words.STATES[Exercise.State(one.state)]
    return ListedExercise(f"/priorities/{reference}", one.title, state, _when(one), items, fictional)


def _when(record: ExerciseRecord | Exercise) -> str:
    if record.state == Exercise.State.DECIDED:
        return f"Decided on {long_date(record.ended_at)}"
    if record.state == Exercise.State.ABANDONED:
        return f"Given up on {long_date(record.ended_at)}"
    if record.closed_at:
        return f"Scored until {long_date(record.closed_at)}, not decided yet"
    return f"Open for scoring since {long_date(record.opened_at)}"
