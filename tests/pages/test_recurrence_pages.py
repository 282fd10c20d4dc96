"""What everybody reads of what was asked again after it was said to be done."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from answerable.core.calendar import today
from answerable.impact.models import Alarm
from answerable.impact.operations.alarming import reassess
from answerable.lineage.models import Decision
from answerable.lineage.operations import decide, make_expectation, undo
from answerable.pipeline.bulk.tables import TABLES
from tests import make
from tests.made import assuring, recurring
from tests.pages.page_tools import json_of, rows_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/recurrence"


@pytest.fixture
def client() -> Client:
    cache.clear()
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def alarm() -> Alarm:
    return recurring.rung()


def test_nothing_known_is_said_plainly_and_dated(client: Client) -> None:
    text = text_of(client, PAGE)
    assert "No later report is known that asks the same" in text and "As at" in text
    assert "Nothing is closed as done yet" in text
    assert rows_of(client, f"{PAGE}.csv") == []


def test_alarm_stands_on_its_page_beside_the_claim_and_in_tables(client: Client, alarm: Alarm) -> None:
    text = text_of(client, PAGE)
    for words in ("1 time, a later report asks the same", alarm.words, "Nobody has looked at it yet"):
        assert words in text
    (row,) = rows_of(client, f"{PAGE}.csv")
    assert (row["alarm"], row["days"], row["taken_for_the_same_by"]) == (alarm.reference, "460", "person")
    entry = text_of(client, f"/entries/{alarm.duty.entry.reference}")
    assert "The same was asked again on 3 June 2024, in" in entry and "Asked again since" in entry
    assert "The same concern again since it was closed, as of 3 June 2024" in entry
    (standing,) = rows_of(client, f"/entries/{alarm.duty.entry.reference}/standing.csv")
    assert (standing["impact"], standing["asked_again_on"]) == ("repeat_concern", "2024-06-03")
    body = text_of(client, f"/organisations/{alarm.duty.holder.reference}/standing?list=claimed-done")
    assert "The same was asked again on 3 June 2024" in body, body
    held = json_of(client, f"/entries/{alarm.duty.entry.reference}.json")["standing"][0]
    assert held["again"][0]["alarm"] == alarm.reference
    columns, rows = TABLES["recurrence"]
    assert [dict(zip(columns, row, strict=True))["alarm"] for row in rows()] == [alarm.reference]


def test_a_programs_alarm_says_so_and_moves_no_axis(client: Client) -> None:
    alarm = recurring.rung(sure=False)
    assert "no person has confirmed it" in text_of(client, PAGE)
    assert rows_of(client, f"{PAGE}.csv")[0]["probability"] == "0.99"
    other = alarm.duty.entry
    decide(by=make.editor(), verdict="accepted", kind="link", entry=alarm.entry, other=other)
    cache.clear()
    assert "no person has confirmed it" not in text_of(client, PAGE)
    undo(by=make.editor(), decision=Decision.objects.get())
    (standing,) = rows_of(client, f"/entries/{alarm.duty.entry.reference}/standing.csv")
    assert standing["impact"] == "not_measurable"


def test_what_was_found_stands_beside_it_and_another_ask_is_left_out(client: Client, alarm: Alarm) -> None:
    look = reassess(by=assuring.assurer(), alarm=alarm, outcome="other_way", words="Another ward's door.")
    assert "Another ward's door." in text_of(client, PAGE)
    reassess(by=assuring.assurer(), alarm=alarm, outcome="not_same", words="A window.", instead_of=look)
    cache.clear()
    assert "A window." not in text_of(client, PAGE) and rows_of(client, f"{PAGE}.csv") == []
    entry = text_of(client, f"/entries/{alarm.duty.entry.reference}")
    assert "A window." in entry and "Asked again since" not in entry  # it stays in the history


def test_a_time_that_still_runs_is_said_to_run(client: Client, alarm: Alarm) -> None:
    quiet = recurring.closed()
    text = text_of(client, f"{PAGE}?as-at={today().isoformat()}")
    assert "2 duties were closed as done. After 1 of them a later report asked the same." in text
    assert "so far" in text and "the interval still runs" in text
    rows = {row["duty"]: row for row in rows_of(client, f"{PAGE}/times.csv")}
    assert rows[alarm.duty.reference]["still_running"] == "False"
    assert rows[quiet.reference]["still_running"] == "True" and rows[quiet.reference]["again_entry"] == ""


def test_warnings_are_counted_until_the_death_where_it_is_known(client: Client) -> None:
    trust = make.body("Northmere Wards Trust")
    first = make.entry(to=[trust], issued=dt.date(2019, 1, 1))
    later = make.entry(to=[trust], issued=dt.date(2021, 1, 1))
    make.suggested(make.link(later, first, score=0.99))
    (row,) = rows_of(client, f"{PAGE}/warnings.csv")
    assert (row["entry"], row["first_asked_in"]) == (later.reference, first.reference)
    assert (row["days"], row["days_are_until"], row["reports_before"]) == ("731", "report", "1")
    assert "the same had been asked of the same body" in text_of(client, PAGE)


def test_by_expectation_body_and_theme(client: Client, alarm: Alarm) -> None:
    third = make.entry(to=[alarm.duty.organisation], issued=dt.date(2025, 5, 1))
    served = [alarm.duty.entry, alarm.entry, third]
    made = make_expectation(by=make.editor(), text="Alarms are heard.", entries=served)
    text = text_of(client, f"{PAGE}?expectation={made.reference}")
    assert "Alarms are heard." in text and "Days between one report that asks this and the next" in text
    assert "Trial limits" in text
    assert alarm.reference in text_of(client, f"{PAGE}?organisation={alarm.duty.holder.reference}")
    assert alarm.words not in text_of(client, f"{PAGE}?theme=observation")
    other = make.body("Southmere Wards Trust")
    assert alarm.words not in text_of(client, f"{PAGE}?organisation={other.reference}")
    few = make_expectation(by=make.editor(), text="Doors are shut.", entries=[third])
    assert "at least 3 events" in text_of(client, f"{PAGE}?expectation={few.reference}")


def test_pages_ask_the_database_at_most_twenty_times(
    client: Client, alarm: Alarm, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    recurring.rung(recurring.closed(alarm.duty.organisation), sure=False)
    client.get("/about")
    for query in ("", "?theme=observation", f"?organisation={alarm.duty.holder.reference}"):
        with django_assert_max_num_queries(20):
            client.get(f"{PAGE}{query}")


@pytest.mark.parametrize(
    "query",
    [
        "expectation=X-00000000",
        "expectation=nonsense",
        "organisation=B-7KQ2M9XA4",
        "theme=nothing",
        "theme=observation&expectation=X-00000000",
        "as-at=2999-01-01",
        "as-at=soon",
        "page=2",
    ],
)
def test_what_cannot_be_shown_is_explained(client: Client, query: str) -> None:
    for address in (PAGE, *((f"{PAGE}.csv", f"{PAGE}/times.csv") if "page" not in query else ())):
        assert client.get(f"{address}?{query}").status_code == 400


def test_as_it_was_before_the_alarm_was_raised(client: Client, alarm: Alarm) -> None:
    day = (alarm.raised_at - dt.timedelta(days=2)).date().isoformat()
    assert "No later report is known" in text_of(client, f"{PAGE}?as-at={day}")
