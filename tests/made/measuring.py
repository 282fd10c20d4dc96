"""Expectations that are measured: figures, measures, dates, tests and judgements. Made up."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path

from answerable.accounts.roles import Role
from answerable.core.actors import INDICATORS, Actor
from answerable.duties.models import Duty
from answerable.impact.effects.finding import Finding, Outcome
from answerable.impact.loading import load_paths
from answerable.impact.models import EffectTest, Judgement, Measure, MeasureDate
from answerable.impact.operations.judging import judge_impact
from answerable.impact.operations.measuring import set_measure_date, tie_measure
from answerable.impact.operations.testing import record_test
from answerable.lineage.models import Expectation
from answerable.lineage.operations import make_expectation
from answerable.organisations.models import Organisation
from answerable.register.models import Entry
from tests import make
from tests.made import assuring

INDICATOR = "MHS76"
TEXT = "Staff should know how to bring a person to calm without holding them."


def measurer(number: int = 201, *, of: Organisation | None = None) -> Actor:
    """An overseer, who may tie, test and judge."""
    return assuring.holder_of(Role.OVERSEER, number, of=of)


def expectation(duties: Sequence[Duty], text: str = TEXT) -> Expectation:
    return make_expectation(
        by=make.editor(), entries=[duty.entry for duty in duties], text=text, note="", reason="They ask it."
    )


def entries(expectation: Expectation) -> list[Entry]:
    return [row.entry for row in expectation.servings.filter(superseded_at=None)]


def months(first: dt.date, count: int) -> list[dt.date]:
    at = first.year * 12 + first.month - 1
    return [dt.date((at + n) // 12, (at + n) % 12 + 1, 1) for n in range(count)]


def figures(
    folder: Path,
    bodies: Sequence[tuple[Organisation, Sequence[float]]],
    first: dt.date,
    name: str = "extract.csv",
) -> None:
    """Monthly figures of bodies with a code, as a publisher gives them."""
    rows: list[str] = []
    for body, values in bodies:
        rows += [
            f"{day:%d/%m/%Y},{body.name.upper()},{INDICATOR},{value:g}"
            for day, value in zip(months(first, len(values)), values, strict=True)
        ]
    path = folder / name
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    load_paths([path], by=INDICATORS)


def stepped(before: int, after: int, level: float, to: float, *, seed: int = 7) -> list[float]:
    """Chance about one level, and then about another. Whole numbers, in fives."""
    chance = random.Random(seed)  # no secret
    values = [chance.gauss(level, 6) for _ in range(before)] + [chance.gauss(to, 6) for _ in range(after)]
    return [max(0, 5 * round(value / 5)) for value in values]


def measure(of: Expectation, indicator: str = INDICATOR, **details: object) -> Measure:
    given: dict[str, object] = {
        "by": measurer(),
        "expectation": of,
        "indicator": indicator,
        "mechanism": "Staff are trained to bring calm by words, so that fewer people are held.",
        "lag_months": 0,
        "lag_why": "What staff learn shows on their next shift.",
        "comparator": Measure.Comparator.NONE,
        "comparator_why": "Every body was asked at the same time.",
        "confounders": "Wards that closed\nA new way of counting",
        "balancing": [],
        "importance": 0.1,
        "importance_why": "A tenth is what a ward would notice.",
        **details,
    }
    return tie_measure(**given)  # type: ignore[arg-type]


def acted(of: Measure, body: Organisation | None, on: dt.date) -> MeasureDate:
    return set_measure_date(
        by=measurer(), measure=of, organisation=body, on=on, basis="The training began on that day."
    )


def judgement(of: Expectation, body: Organisation | None, **details: object) -> Judgement:
    given: dict[str, object] = {
        "by": measurer(202),
        "expectation": of,
        "organisation": body,
        "verdict": Judgement.Verdict.CANNOT_TELL,
        "confidence": Judgement.Confidence.LOW,
        "words": "The figures move too much to tell.",
        "tests": (),
        **details,
    }
    return judge_impact(**given)  # type: ignore[arg-type]


def tested(found: Measure, body: Organisation, outcome: str, **details: object) -> EffectTest:
    """A test kept with a given outcome: for what is shown of tests, not for how they find it."""
    date = found.dates.get(organisation=body, superseded_at=None)
    look = 1 + found.tests.filter(organisation=body).exclude(outcome=Outcome.TOO_EARLY).count()
    estimate = {"better": -0.3, "worse": 0.3, "no_change": 0.01}.get(outcome)
    finding = Finding(
        method=str(details.get("method", "its")),
        outcome=Outcome(outcome),
        estimate=estimate,
        low=None if estimate is None else estimate - 0.05,
        high=None if estimate is None else estimate + 0.05,
        p=None if estimate is None else 0.001,
        alpha=0.01,
        words="The level stepped.",
        before=24,
        after=12,
        counted_from=date.on,
        until=dt.date(2023, 12, 1),
        details={"formula": "y ~ time + step", "terms": [{"term": "step", "estimate": -0.3, "p": 0.001}]},
    )
    made = record_test(
        by=measurer(),
        measure=found,
        organisation=body,
        place=None,
        date=date,
        as_at=date.recorded_at.date(),
        look=look,
        finding=finding,
        digest=f"{found.reference}{body.reference}{look}".ljust(64, "0"),
    )
    assert made is not None
    return made
