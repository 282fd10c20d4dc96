"""What those see who say by which figures one will tell whether something worked, and who judge it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from answerable.impact.definitions import Indicator, shipped
from answerable.impact.models import EffectTest, Judgement, Measure
from answerable.impact.queries.choosing import (
    expectations_to_measure,
    indicators_for,
    measured_expectations,
)
from answerable.impact.queries.series import splits_of
from answerable.lineage.models import Expectation
from answerable.lineage.queries import ExpectationShown, expectations_shown
from answerable.organisations.models import Organisation
from answerable.publication.impact import BodyImpact, ExpectationImpact, impacts
from answerable.publication.reports import body_record
from answerable.website.formats import counted, long_date
from answerable.website.presenters.indicators import BETTER
from answerable.workspace.security import ROOT

HERE = f"{ROOT}/measuring"
MOST = 50
_LEVELS = {"england": "England", "uk": "United Kingdom", "icb": "ICB", "ccg": "CCG"}
UNCONFIRMED = "Part of this definition has not been read in a source that settles it"
ROLLING = "Published over rolling years: no effect can be told from it"


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """One expectation in a list, with how far it is measured."""

    href: str
    reference: str
    text: str
    fictional: bool
    said: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One definition that can be chosen, with what is doubtful about it beside it."""

    code: str
    title: str
    group: str
    definition: str
    better: str
    periods: str
    levels: str
    lag: str
    cautions: tuple[str, ...]
    tied: bool
    testable: bool


@dataclass(frozen=True, slots=True)
class MeasureRow:
    measure: Measure
    title: str
    href: str
    said: str
    ended: str


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One body, or all of them, with what stands of it and the way to judge it."""

    name: str
    href: str
    said: str
    tests: str
    verdict: str
    newer: bool


@dataclass(frozen=True, slots=True)
class MeasuringPage:
    shown: ExpectationShown
    href: str
    measures: tuple[MeasureRow, ...]
    ended: tuple[MeasureRow, ...]
    judged: tuple[JudgedRow, ...]


def expectation_rows(found: Sequence[Expectation]) -> list[ExpectationRow]:
    keys = [one.pk for one in found]
    shown = expectations_shown(keys)
    measures: dict[int, int] = dict.fromkeys(keys, 0)
    for key in Measure.objects.filter(expectation__in=keys, ended_at=None).values_list(
        "expectation_id", flat=True
    ):
        measures[key] += 1
    judged = {
        row.expectation_id: str(row.get_verdict_display())
        for row in Judgement.objects.filter(expectation__in=keys, superseded_at=None, organisation=None)
    }
    return [
        ExpectationRow(
            href=f"{HERE}/{shown[key].reference}",
            reference=shown[key].reference,
            text=shown[key].text,
            fictional=shown[key].fictional,
            said=f"{counted(measures[key], 'measure')}. {judged.get(key, 'Not judged for all bodies')}",
        )
        for key in keys
        if key in shown
    ]


def index_rows(words: str) -> tuple[list[ExpectationRow], list[ExpectationRow]]:
    """(those measured, those found by what was typed)."""
    found = expectation_rows(list(expectations_to_measure(words)[:MOST])) if words else []
    return expectation_rows(list(measured_expectations()[:MOST])), found


def measuring_page(shown: ExpectationShown) -> MeasuringPage:
    here = f"{HERE}/{shown.reference}"
    rows = [_measure_row(one) for one in Measure.objects.filter(expectation=shown.id)]
    known = impacts([shown.id])[shown.id]
    return MeasuringPage(
        shown=shown,
        href=here,
        measures=tuple(row for row in rows if not row.ended),
        ended=tuple(row for row in rows if row.ended),
        judged=tuple(_judged_row(one, here) for one in (known.overall, *known.bodies)),
    )


def impact_of(shown: ExpectationShown, body: Organisation | None) -> BodyImpact:
    found: ExpectationImpact = impacts([shown.id], body=body)[shown.id]
    if body is None:
        return found.overall
    return next((one for one in found.bodies if one.organisation == body), _nothing(body))


def _nothing(body: Organisation) -> BodyImpact:
    return BodyImpact(body_record(body), body, (), (), (), None, (), ())


def indicator_rows(words: str, expectation_id: int) -> list[IndicatorRow]:
    tied = set(
        Measure.objects.filter(expectation=expectation_id, ended_at=None, split="").values_list(
            "indicator", flat=True
        )
    )
    return [indicator_row(one, one.code in tied) for one in indicators_for(words)]


def indicator_row(one: Indicator, tied: bool = False) -> IndicatorRow:
    testable = one.periods[0] != "rolling year"
    cautions = [*one.caveats]
    if not one.confirmed:
        cautions.insert(0, UNCONFIRMED)
    if not testable:
        cautions.insert(0, ROLLING)
    if one.suppression.below or one.suppression.rounding:
        cautions.append(f"Hidden and rounded: {one.suppression.rule}")
    return IndicatorRow(
        code=one.code,
        title=one.title,
        group=one.group,
        definition=one.definition,
        better=BETTER[one.better.value],
        periods=", ".join(one.periods),
        levels=", ".join(_LEVELS.get(level, level) for level in one.levels),
        lag=one.lag,
        cautions=tuple(cautions),
        tied=tied,
        testable=testable,
    )


def tie_choices(one: Indicator) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the form to tie it offers."""
    known = shipped()
    balancing = [code for code in one.balancing if code in known]
    return {
        "splits": (("", "All, not split"), *((split, split) for split in splits_of(one.code) if split)),
        "balancing": tuple((code, known[code].title) for code in balancing),
        "comparators": tuple(Measure.Comparator.choices),
        "better": (("up", BETTER["up"]), ("down", BETTER["down"]), ("neutral", BETTER["neutral"])),
    }


def _measure_row(one: Measure) -> MeasureRow:
    found = shipped().get(one.indicator)
    tests = EffectTest.objects.filter(measure=one).count()
    title = f"{found.title if found else one.indicator}{f' ({one.split})' if one.split else ''}"
    return MeasureRow(
        measure=one,
        title=title,
        href=f"{ROOT}/measures/{one.reference}",
        said=f"{counted(tests, 'test')} made; tied {long_date(one.recorded_at)}",
        ended=f"Ended {long_date(one.ended_at)}: {one.ended_why}" if one.ended_at else "",
    )


def _judged_row(one: BodyImpact, here: str) -> JudgedRow:
    verdict = one.judgement
    done = sum(said.claimed.value == "done" for said in one.said)
    return JudgedRow(
        name=one.body.name,
        href=f"{here}/judge{f'?body={one.body.reference}' if one.body.reference else ''}",
        said=f"{counted(done, 'duty', 'duties')} said to be done" if one.organisation else "",
        tests=counted(len(one.tests), "test"),
        verdict=f"{verdict.verdict_words}, {long_date(verdict.judged_on)}" if verdict else "Not judged yet",
        newer=bool(one.newer),
    )


def day_words(on: dt.date | None) -> str:
    return long_date(on) if on else ""
