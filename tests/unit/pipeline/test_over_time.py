"""Figures over time follow every decision, and count real reports alone where there are any."""

import datetime as dt

import pytest

from answerable.lineage.operations import decide, make_expectation
from answerable.pipeline.over_time import over_time
from answerable.register.operations import withdraw_entry
from tests import make

pytestmark = pytest.mark.django_db


def reports(key: str) -> int:
    return next(one.reports for one in over_time().themes if one.key == key)


def test_made_up_reports_count_only_where_there_are_no_others() -> None:
    made_up = make.entry(fictional=True)
    make.suggested(make.theme(made_up, "training"))
    assert reports("training") == 1
    real = make.entry("Staff were not trained.")
    assert reports("training") == 0
    make.suggested(make.theme(real, "training"))
    assert reports("training") == 1


def test_refusing_and_withdrawing_are_followed_at_once() -> None:
    entry, other = make.entry(), make.entry("Nobody was told.")
    make.suggested(make.theme(entry, "training"), make.theme(other, "training"))
    assert reports("training") == 2
    suggestion = entry.suggestions.get()
    decide(by=make.editor(), verdict="refused", suggestion=suggestion, reason="It is about alarms.")
    assert reports("training") == 1
    withdraw_entry(by=make.editor(), entry=other, why="It was recorded twice.")
    assert reports("training") == 0
    assert over_time().all.reports == 1


def test_report_counts_once_however_many_of_its_entries_speak_of_it() -> None:
    report = make.report(texts=["Alarms failed.", "Bells failed."], issued=dt.date(2019, 5, 1))
    make.suggested(*(make.theme(entry, "digital_equipment") for entry in report.entries.all()))
    found = over_time()
    [theme] = [one for one in found.themes if one.key == "digital_equipment"]
    assert (theme.reports, theme.years) == (1, {2019: 1})
    assert theme.publishers == {report.publisher.code: 1} and theme.kinds == {"coroner": 1}
    assert found.entries == 2 and found.all.reports == 1


def test_families_count_a_report_once_over_all_their_themes() -> None:
    entry = make.entry()
    make.suggested(make.theme(entry, "risk_assessment"), make.theme(entry, "records"))
    [family] = [one for one in over_time().families if one.key == "risk"]
    assert family.reports == 1


def test_references_limit_what_is_counted_and_unknown_ones_are_passed_over() -> None:
    entry, other = make.entry(), make.entry("Nobody was told.")
    make.suggested(make.theme(entry, "training"), make.theme(other, "training"))
    made = make_expectation(by=make.editor(), text="Train staff", entries=[entry, other])
    found = over_time([entry.reference, "E-000000000"])
    assert found.entries == 1 and found.all.reports == 1
    assert found.expectations == {made.pk: 1} and over_time().expectations == {made.pk: 2}
    assert over_time([]).all.reports == 0
