"""What is said of an expectation: counted in reports, linked deaths once, withdrawn entries not at all."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.lineage.models import Expectation
from answerable.lineage.operations import (
    add_entries,
    decide,
    make_expectation,
    merge_expectations,
    retire_expectation,
    undo_change,
)
from answerable.lineage.queries import (
    ExpectationFacts,
    entries_serving,
    events_of,
    expectation_by_reference,
    expectation_facts,
    most_repeated,
)
from answerable.organisations.models import Organisation
from answerable.register.models import Entry, Report
from answerable.register.operations import withdraw_entry
from tests import make
from tests.unit.lineage.conftest import SetClock

pytestmark = pytest.mark.django_db
ANNA = make.editor()
DAY = dt.date(2031, 5, 6)
NEXT, LAST = DAY + dt.timedelta(days=1), DAY + dt.timedelta(days=2)


def expect(*reports: Report, text: str = "Help can be called") -> Expectation:
    """An expectation that every entry of these reports asks."""
    entries = [entry for report in reports for entry in report.entries.all()]
    return make_expectation(by=ANNA, text=text, entries=entries)


def facts(expectation: Expectation, on: dt.date | None = None) -> ExpectationFacts:
    return expectation_facts([expectation.pk], on)[expectation.pk]


@pytest.fixture
def trust() -> Organisation:
    return make.body("Northmere Wards Trust")


def test_reports_are_counted_not_concerns(trust: Organisation) -> None:
    other = make.body("Airedown Council", kind="council")
    first = make.report(texts=["One.", "Two."], to=[trust], issued=dt.date(2013, 3, 14))
    second = make.report(texts=["Three."], to=[other, trust], issued=dt.date(2024, 1, 2), area="South Vale")
    third = make.report(
        texts=["Four."], instrument="inquiry", publisher_kind="inquiry", area="The Alarm Inquiry", issued=None
    )
    found = facts(expect(first, second, third))
    assert (found.reports, found.entries, found.occasions, found.publishers) == (3, 4, 3, 3)
    assert (found.first, found.last) == (dt.date(2013, 3, 14), dt.date(2024, 1, 2))
    assert [(body.name, count) for body, count in found.bodies] == [
        ("Airedown Council", 1),
        ("Northmere Wards Trust", 2),
    ]
    assert found.instruments == {"reg28": 2, "inquiry": 1}
    assert found.years == {2013: 1, 2024: 1}
    assert found.words == "3 reports"


def test_body_that_only_another_entry_of_the_report_is_addressed_to_does_not_count(
    trust: Organisation,
) -> None:
    prepared = make.prepared_report(texts=["One.", "Two."])
    prepared.entries[1].mentions.append(make.mention(trust))
    report = make.report(prepared)
    one, two = report.entries.order_by("order")
    assert facts(make_expectation(by=ANNA, text="One", entries=[one])).bodies == ()
    assert [body for body, _ in facts(make_expectation(by=ANNA, text="Two", entries=[two])).bodies] == [trust]


def test_reports_on_one_event_are_one_occasion_and_it_is_said() -> None:
    reports = [make.report(texts=[f"Death {n}."]) for n in range(5)]
    entries = [report.entries.get() for report in reports]
    make.suggested(make.link(entries[0], entries[1], "same_event"))
    decide(by=ANNA, kind="link", entry=entries[2], other=entries[1], verdict="accepted", value="same_event")
    expectation = expect(*reports)
    found = facts(expectation)
    assert (found.reports, found.occasions, found.shared) == (5, 3, (3,))
    assert found.words == "5 reports, of which 3 are about one event"
    make.suggested(make.link(entries[3], entries[4], "same_event"))
    assert facts(expectation).words == "5 reports, all about 2 events"
    assert facts(expect(reports[0], reports[1])).words == "2 reports, both about one event"
    assert facts(expect(*reports[:3])).words == "3 reports, all about one event"


def test_refused_same_event_counts_twice_again() -> None:
    reports = [make.report(texts=[f"Death {n}."]) for n in range(2)]
    one, two = (report.entries.get() for report in reports)
    (suggestion,) = make.suggested(make.link(one, two, "same_event"))
    assert events_of([report.pk for report in reports]) == {
        reports[0].pk: reports[0].pk,
        reports[1].pk: reports[0].pk,
    }
    decide(by=ANNA, suggestion=suggestion, verdict="refused", reason="Two deaths.")
    assert events_of([report.pk for report in reports]) == {}
    assert facts(expect(*reports)).occasions == 2


def test_link_of_other_entries_of_the_reports_tells_that_they_are_about_one_event() -> None:
    reports = [make.report(texts=["The alarm.", "The door."]) for _ in range(2)]
    doors = [report.entries.order_by("order")[1] for report in reports]
    alarms = [report.entries.order_by("order")[0] for report in reports]
    make.suggested(make.link(doors[0], doors[1], "same_event"))
    assert facts(make_expectation(by=ANNA, text="Alarms", entries=alarms)).occasions == 1


def test_withdrawn_entry_no_longer_counts_but_did_before(clock: SetClock) -> None:
    clock(DAY)
    reports = [make.report(texts=[f"Alarm {n}."]) for n in range(3)]
    expectation = expect(*reports)
    clock(NEXT)
    withdraw_entry(by=ANNA, entry=reports[0].entries.get(), why="Read twice.")
    assert facts(expectation).reports == 2
    assert facts(expectation, DAY).reports == 3
    assert len(entries_serving(expectation.pk)) == 2 and len(entries_serving(expectation.pk, DAY)) == 3


def test_expectation_is_read_as_it_stood_on_any_day(clock: SetClock) -> None:
    reports = [make.report(texts=[f"Alarm {n}."]) for n in range(3)]
    clock(DAY)
    alarm, bell = expect(reports[0], text="Alarms"), expect(*reports[1:], text="Bells")
    clock(NEXT)
    merge = merge_expectations(by=ANNA, expectations=[bell], into=alarm, reason="One ask.")
    clock(LAST)
    undo_change(by=ANNA, change=merge, reason="Two asks.")
    assert expectation_by_reference(alarm.reference, DAY - dt.timedelta(days=1)) is None
    assert [facts(alarm, day).reports for day in (DAY, NEXT, LAST)] == [1, 3, 1]
    assert [facts(bell, day).reports for day in (DAY, NEXT, LAST)] == [2, 0, 2]
    states = []
    for day in (DAY, NEXT, LAST):
        shown = expectation_by_reference(bell.reference, day)
        assert shown is not None
        states.append((shown.state, shown.into))
    assert states == [("adopted", ""), ("merged", alarm.reference), ("adopted", "")]


def test_facts_of_many_take_as_many_queries_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries, trust: Organisation
) -> None:
    expectations = [expect(make.report(to=[trust]), make.report(to=[trust])).pk for _ in range(4)]
    with django_assert_num_queries(3):
        found = expectation_facts(expectations)
    assert [found[key].reports for key in expectations] == [2, 2, 2, 2]
    assert expectation_facts([]) == {}


class TestMostRepeated:
    @pytest.fixture
    def three(self, trust: Organisation) -> tuple[Expectation, Expectation, Expectation]:
        """Asked in five reports, four of them about one event; in three of the trust; in three, two of it."""
        linked = [make.report(texts=[f"Death {n}."]) for n in range(5)]
        entries = [report.entries.get() for report in linked]
        make.suggested(*(make.link(entries[0], entries[n], "same_event") for n in (1, 2, 3)))
        bells = [make.report(texts=[f"Bell {n}."], to=[trust]) for n in range(3)]
        doors = [make.report(texts=[f"Door {n}."], to=[trust] if n else []) for n in range(3)]
        return expect(*linked, text="Deaths"), expect(*bells, text="Bells"), expect(*doors, text="Doors")

    def test_linked_deaths_do_not_lead(self, three: tuple[Expectation, Expectation, Expectation]) -> None:
        deaths, bells, doors = three
        assert [each.expectation.id for each in most_repeated()] == [bells.pk, doors.pk, deaths.pk]
        assert [each.expectation.id for each in most_repeated(limit=1)] == [bells.pk]
        assert most_repeated()[-1].facts.words == "5 reports, of which 4 are about one event"

    def test_of_one_body_only_reports_that_ask_it_count(
        self, three: tuple[Expectation, Expectation, Expectation], trust: Organisation
    ) -> None:
        _, bells, doors = three
        found = most_repeated(organisation=trust)
        assert [(each.expectation.id, each.here, each.facts.reports) for each in found] == [
            (bells.pk, 3, 3),
            (doors.pk, 2, 3),
        ]

    def test_on_a_theme_at_least_half_of_the_entries_have_it(
        self, three: tuple[Expectation, Expectation, Expectation]
    ) -> None:
        _, bells, doors = three
        entries = {
            each.pk: [served.version.entry for served in entries_serving(each.pk)] for each in (bells, doors)
        }
        make.suggested(
            make.theme(entries[bells.pk][0], "training"),
            make.theme(entries[bells.pk][1], "training"),
            make.theme(entries[doors.pk][0], "training"),
        )
        assert [each.expectation.id for each in most_repeated(theme="training")] == [bells.pk]
        decide(
            by=ANNA,
            kind="theme",
            entry=entries[bells.pk][0],
            value="training",
            verdict="refused",
            reason="No.",
        )
        assert most_repeated(theme="training") == []

    def test_retired_and_single_ones_and_made_up_ones_are_left_out(
        self, three: tuple[Expectation, Expectation, Expectation]
    ) -> None:
        deaths, bells, doors = three
        retire_expectation(by=ANNA, expectation=bells, reason="Replaced.")
        expect(make.report(texts=["Once."]), text="Once")
        expect(*(make.report(fictional=True) for _ in range(3)), text="Made up")
        assert [each.expectation.id for each in most_repeated()] == [doors.pk, deaths.pk]
        assert most_repeated(state="draft") == []
        assert [each.expectation.text for each in most_repeated(fictional=True)] == ["Made up"]

    def test_it_is_told_as_it_stood_on_a_day(self, clock: SetClock) -> None:
        clock(DAY)
        expectation = expect(make.report(texts=["One."]), make.report(texts=["Two."]))
        clock(NEXT)
        more: list[Entry] = [make.entry("Three.")]
        add_entries(by=ANNA, expectation=expectation, entries=more)
        clock(LAST)
        retire_expectation(by=ANNA, expectation=expectation, reason="Replaced.")
        days = (DAY - dt.timedelta(days=1), DAY, NEXT, LAST)
        assert [[each.facts.reports for each in most_repeated(day)] for day in days] == [[], [2], [3], []]
