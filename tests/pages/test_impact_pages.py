"""Whether it worked, for all to read: claim, verdict, chart, tests, judgement, recurrence, in that order."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.impact.models import EffectTest, Measure
from answerable.impact.operations.measuring import end_measure
from answerable.impact.operations.testing import run_test
from answerable.lineage.models import Expectation
from answerable.organisations.models import Organisation
from answerable.publication.impact import impacts, verdicts_of
from answerable.publication.impact_brief import briefs
from tests.made import assuring, measuring, recurring
from tests.pages.page_tools import json_of, rows_of, text_of
from tests.unit.impact.figures import body

pytestmark = pytest.mark.django_db

FIRST, ACTED = dt.date(2021, 1, 1), dt.date(2023, 7, 1)


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def trust(settings: Any, tmp_path: Path) -> Organisation:
    settings.DOCUMENTS = tmp_path / "documents"
    made = body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")
    measuring.figures(tmp_path, [(made, measuring.stepped(30, 12, 100, 60))], FIRST)
    return made


@pytest.fixture
def asked(trust: Organisation) -> Expectation:
    duties = [assuring.duty(trust), assuring.duty(trust)]
    assuring.verdict(assuring.claim(duties[0], on=ACTED), "not_yet", "under_way")
    return measuring.expectation(duties)


@pytest.fixture
def tied(asked: Expectation, trust: Organisation) -> Measure:
    made = measuring.measure(asked)
    measuring.acted(made, trust, ACTED)
    return made


def test_without_a_measure_pages_say_that_nothing_is_known(client: Client, asked: Expectation) -> None:
    text = text_of(client, f"/expectations/{asked.reference}/impact")
    assert "No indicator is tied to this yet, so nothing is measured." in text
    assert "No person has judged yet whether it worked." in text
    assert "No indicator is tied to this yet" in text_of(client, f"/expectations/{asked.reference}")
    assert "No indicator is tied to any expectation yet" in text_of(client, "/impact")


def test_page_of_an_expectation_has_all_six_in_order(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    test = measuring.tested(tied, trust, "better")
    measuring.judgement(asked, trust, verdict="better", confidence="moderate", words="It fell.", tests=[test])
    text = text_of(client, f"/expectations/{asked.reference}/impact")
    part = text[text.index("Body by body, A to Z") :]
    order = [
        "1. What is claimed, and 2. what others found",
        "Less than the body says",
        "3. The figures",
        "The action counts from 1 July 2023",
        "4. The tests",
        "What it cannot say",
        "5. What a person judges",
        "It fell.",
        "6. Whether it was asked again",
        "No later report is known",
    ]
    places = [part.index(words) for words in order]
    assert places == sorted(places)
    assert "How it should work Staff are trained" in text and "Wards that closed; A new way" in text


def test_test_has_a_page_with_its_model_and_the_figures_that_it_saw(
    client: Client, tied: Measure, trust: Organisation
) -> None:
    made = run_test(by=measuring.measurer(), measure=tied, organisation=trust, method="its")
    text = text_of(client, f"/effects/{made.reference}")
    assert "The model, its terms and its checks" in text and made.digest in text
    assert "Look 1 of 5 planned" in text
    rows = rows_of(client, f"/effects/{made.reference}.csv")
    assert len(rows) == 42
    assert [row["part"] for row in rows].count("after") == made.points_after
    assert [row["part"] for row in rows].count("before") == made.points_before
    assert json_of(client, f"/effects/{made.reference}.json")["digest"] == made.digest
    assert "Read again as held on that day, they are the same still" in text


def test_index_is_narrowed_by_what_is_judged(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    assert asked.reference in text_of(client, "/impact?verdict=none")
    measuring.judgement(
        asked, trust, verdict="worse", words="It rose.", tests=[measuring.tested(tied, trust, "worse")]
    )
    assert asked.reference in text_of(client, "/impact?verdict=worse")
    assert asked.reference not in text_of(client, "/impact?verdict=better")
    assert client.get("/impact?verdict=great").status_code == 400
    (row,) = rows_of(client, "/impact.csv?verdict=worse")
    assert row["expectation"] == asked.reference and row["bodies_judged"] == "1"
    assert json_of(client, "/impact.json")["expectations"][0]["indicators"] == "MHS76"


def test_judgement_that_says_more_than_its_tests_is_marked(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    test = measuring.tested(tied, trust, "cannot_tell")
    measuring.judgement(asked, trust, verdict="better", words="Staff say so.", tests=[test])
    text = text_of(client, f"/expectations/{asked.reference}/impact")
    assert "It says more than its tests. No test that it rests on found the figures better" in text
    newer = measuring.tested(tied, trust, "worse")
    text = text_of(client, f"/expectations/{asked.reference}/impact")
    assert f"Tested since, and not judged again: {newer.reference}" in text


def test_tests_of_a_measure_that_ended_stay(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    made = measuring.tested(tied, trust, "worse")
    end_measure(by=measuring.measurer(), measure=tied, why="It is counted otherwise now.")
    text = text_of(client, f"/expectations/{asked.reference}/impact")
    assert "Measures that ended" in text and "It is counted otherwise now." in text
    assert made.reference in text
    assert [row["test"] for row in rows_of(client, f"/expectations/{asked.reference}/tests.csv")] == [
        made.reference
    ]


def test_page_of_a_body_shows_what_concerns_it(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    text = text_of(client, f"/organisations/{trust.reference}/impact")
    assert measuring.TEXT in text and "The action counts from 1 July 2023" in text
    other = body("ods:ZA2", "Fell Side NHS Trust", code="ZA2")
    assert "No indicator is tied yet to anything" in text_of(
        client, f"/organisations/{other.reference}/impact"
    )
    (row,) = rows_of(client, f"/organisations/{trust.reference}/impact.csv")
    assert row["duties_claimed_done"] == "1" and row["duties_found_less_than_said"] == "1"
    assert json_of(client, f"/organisations/{trust.reference}/impact.json")["impact"][0]["tests"] == 0


def test_as_at_a_day_before_shows_nothing_of_it(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    day = "2020-01-01"
    assert "No indicator is tied to any expectation yet, as at that day" in text_of(
        client, f"/impact?as-at={day}"
    )
    assert client.get(f"/expectations/{asked.reference}/impact?as-at={day}").status_code == 404
    assert "as at that day" in text_of(client, f"/organisations/{trust.reference}/impact?as-at={day}")


@pytest.mark.parametrize(
    "href", ["/effects/T-7KQ2M9XA4", "/effects/X-7KQ2M9XA4", "/expectations/none/impact"]
)
def test_what_is_not_there_is_explained(client: Client, href: str) -> None:
    assert client.get(href).status_code == 404


def test_pages_ask_the_database_little(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation, django_assert_max_num_queries: Any
) -> None:
    measuring.tested(tied, trust, "better")
    assert EffectTest.objects.count() == 1
    for href in (f"/expectations/{asked.reference}/impact", f"/organisations/{trust.reference}/impact"):
        text_of(client, href)  # draws the charts, which are kept
        with django_assert_max_num_queries(30):
            text_of(client, href)
    with django_assert_max_num_queries(20):
        text_of(client, "/impact")


def test_lines_of_the_index_say_what_each_page_says_and_pages_ask_little(
    client: Client, asked: Expectation, tied: Measure, trust: Organisation
) -> None:
    closed = recurring.closed(trust)
    again = measuring.expectation([closed], "Rotas should be kept.")
    recurring.rung(closed)
    assert briefs([again.pk])[again.pk].again == len(impacts([again.pk])[again.pk].overall.alarms) == 1
    better = measuring.tested(tied, trust, "better")
    measuring.judgement(asked, trust, verdict="better", tests=[better])
    measuring.judgement(asked, None)
    end_measure(by=measuring.measurer(), measure=measuring.measure(asked, "MHS77"), why="Tied in error.")
    known, brief = impacts([asked.pk])[asked.pk], briefs([asked.pk])[asked.pk]
    assert brief.measures == [one.title for one in known.measures if not one.ended_on]
    assert brief.tests == sum(len(one.tests) for one in (known.overall, *known.bodies)) == 1
    assert brief.bodies == {one.judgement.verdict_words: 1 for one in known.bodies if one.judgement}
    judged = known.overall.judgement
    assert judged and brief.overall and brief.overall.words == judged.verdict_words
    assert verdicts_of([asked.pk]) == {asked.pk: {"better", "cannot_tell"}}
    pages = (f"expectations/{asked.reference}/impact", f"organisations/{trust.reference}/impact", "impact")
    for page in pages:
        client.get(f"/{page}")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/{page}").status_code == 200
        assert len(queries) <= 20, page
