"""What has been asked over time: counted in reports, each once, whoever said it of the machine and people."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.lineage.operations import Proposed, decide, decide_themes
from answerable.lineage.queries import (
    ValueCount,
    family_counts,
    group_totals,
    setting_counts,
    theme_counts,
)
from answerable.register.models import Entry, Report
from answerable.register.operations import withdraw_entry
from tests import make
from tests.unit.lineage.conftest import SetClock

pytestmark = pytest.mark.django_db
ANNA = make.editor()
DAY = dt.date(2031, 5, 6)


def found(counts: list[ValueCount]) -> dict[str, dict[int | str | None, int]]:
    return {count.key: dict(count.groups) for count in counts if count.reports}


@pytest.fixture
def reports() -> list[Report]:
    """Two entries each, of 2013, 2013 and 2024, the last of another area."""
    years = [(dt.date(2013, 1, 1), "North Vale"), (dt.date(2013, 5, 1), "North Vale"), (DAY, "South Vale")]
    return [
        make.report(texts=["One.", "Two."], issued=day.replace(year=min(day.year, 2024)), area=area)
        for day, area in years
    ]


def entries(report: Report) -> tuple[Entry, Entry]:
    one, two = report.entries.order_by("order")
    return one, two


def test_report_counts_once_however_many_of_its_entries_speak_of_it(reports: list[Report]) -> None:
    for report in reports:
        one, two = entries(report)
        make.suggested(make.theme(one, "training"), make.theme(two, "training"))
    assert found(theme_counts()) == {"training": {2013: 2, 2024: 1}}
    assert found(theme_counts("publisher")) == {
        "training": {"Coroner for North Vale": 2, "Coroner for South Vale": 1}
    }
    assert found(theme_counts("instrument")) == {"training": {"reg28": 3}}


def test_confirmed_and_suggested_in_one_report_count_once_and_refused_not(reports: list[Report]) -> None:
    one, two = entries(reports[0])
    make.suggested(make.theme(one, "training"), make.theme(two, "training"), make.theme(two, "records"))
    decide(by=ANNA, kind="theme", entry=one, value="training", verdict="accepted")
    decide(by=ANNA, kind="theme", entry=two, value="records", verdict="refused", reason="No.")
    decide(by=ANNA, kind="theme", entry=entries(reports[2])[0], value="training", verdict="accepted")
    make.suggested(make.theme(entries(reports[1])[0], "training"))
    counts = {count.key: count for count in theme_counts()}
    assert counts["training"].groups == {2013: 2, 2024: 1}
    assert (counts["training"].reports, counts["training"].confirmed) == (3, 2)
    assert counts["records"].reports == 0
    assert len(counts) == 24, "every theme is told, also where nothing speaks of it"


def test_report_counts_once_in_a_family(reports: list[Report]) -> None:
    one, two = entries(reports[0])
    make.suggested(make.theme(one, "risk_assessment"), make.theme(two, "records"))
    decide_themes(by=ANNA, entry=one, themes=["risk_assessment", "multi_agency"])
    counts = found(family_counts())
    assert counts == {"risk": {2013: 1}, "communication": {2013: 1}, "coordination": {2013: 1}}


def test_counts_are_limited_to_the_entries_of_a_search(reports: list[Report]) -> None:
    for report in reports:
        make.suggested(make.theme(entries(report)[0], "training"))
    subset = Entry.objects.filter(report=reports[2])
    assert found(theme_counts(entries=subset)) == {"training": {2024: 1}}
    assert found(theme_counts(entries=[entries(reports[0])[0].pk])) == {"training": {2013: 1}}
    assert found(theme_counts(entries=[])) == {}
    assert group_totals(entries=subset) == {2024: 1}


def test_undated_reports_stand_in_a_group_of_their_own() -> None:
    entry = make.entry(issued=None)
    make.suggested(make.theme(entry, "training"))
    assert found(theme_counts()) == {"training": {None: 1}}
    assert group_totals() == {None: 1}


def test_made_up_and_withdrawn_entries_do_not_count(reports: list[Report]) -> None:
    made_up = make.entry(fictional=True, area="Elsewhere")
    one, _ = entries(reports[0])
    make.suggested(make.theme(made_up, "training"), make.theme(one, "training"))
    withdraw_entry(by=ANNA, entry=one, why="Read twice.")
    assert found(theme_counts()) == {}
    assert found(theme_counts(fictional=True)) == {"training": {2023: 1}}
    assert group_totals() == {2013: 2, 2024: 1}
    assert group_totals(fictional=None) == {2013: 2, 2023: 1, 2024: 1}


def test_settings_and_populations_are_told_most_often_first(reports: list[Report]) -> None:
    make.suggested(
        *(
            Proposed("setting", value, 0.8, ["x"], entry=entries(report)[0])
            for report, values in zip(reports, (["prison"], ["prison", "police"], ["prison"]), strict=True)
            for value in values
        ),
        Proposed("population", "children", 0.9, ["child"], entry=entries(reports[0])[0]),
    )
    assert [(count.key, count.name, count.reports) for count in setting_counts()] == [
        ("prison", "Prison", 3),
        ("police", "Police", 1),
    ]
    assert [count.name for count in setting_counts(kind="population")] == ["Children and young people"]


def test_counts_are_told_as_they_stood_on_a_day(reports: list[Report], clock: SetClock) -> None:
    one, _ = entries(reports[0])
    clock(DAY)
    (suggestion,) = make.suggested(make.theme(one, "training"))
    clock(DAY + dt.timedelta(days=1))
    decide(by=ANNA, suggestion=suggestion, verdict="refused", reason="No.")
    assert found(theme_counts(on=DAY)) == {"training": {2013: 1}}
    assert found(theme_counts()) == {}
    assert found(theme_counts(on=DAY - dt.timedelta(days=1))) == {}


def test_all_themes_take_three_queries(
    reports: list[Report], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make.suggested(make.theme(entries(reports[0])[0], "training"))
    with django_assert_num_queries(3):
        theme_counts()
