"""Public pages of priority exercises and impact assessments."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.test import Client, RequestFactory
from selectolax.lexbor import LexborHTMLParser

from answerable.core.actors import Actor
from answerable.core.calendar import today
from answerable.oversight.models import Exercise
from answerable.oversight.operations.assessing import assess_entry, assess_expectation
from answerable.oversight.operations.deciding import abandon, decide
from answerable.oversight.queries.exercises import record_of, replay_of
from answerable.website.presenters.priorities import exercise_page
from answerable.website.presenters.priority_tables import exercise_json
from answerable.website.rendering import Page, show
from tests import make
from tests.made import overseeing as made
from tests.made import prioritising as priorities
from tests.made.clock import clock

pytestmark = pytest.mark.django_db
WORDS = priorities.weighed()


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def text(client: Client, href: str, status: int = 200) -> str:
    answer = client.get(href)
    assert answer.status_code == status, href
    page = LexborHTMLParser(answer.content.decode())
    main = page.css_first("main")
    assert main is not None
    return " ".join(main.text().split())


def rows(client: Client, href: str) -> list[dict[str, str]]:
    answer = client.get(href)
    assert answer.status_code == 200, href
    body = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(body)))


def drawn(record: object) -> bytes:
    """The page of a record, as the view draws it."""
    request = RequestFactory().get("/priorities/x")
    context = {"shown": exercise_page(record), "support": ()}  # type: ignore[arg-type]
    return show(request, "priority_exercise.html", Page("x"), context).content


def test_draft_is_not_public_and_an_open_one_keeps_what_people_give(client: Client) -> None:
    where = priorities.world(opened=False)
    assert client.get(f"/priorities/{where.exercise.reference}").status_code == 404
    assert "None has been opened yet" in text(client, "/priorities")
    from answerable.oversight.operations.opening import open_exercise

    open_exercise(by=where.overseer, exercise=where.exercise)
    priorities.score(where.scorers[0], where.items[0], harm="4")
    page = text(client, f"/priorities/{where.exercise.reference}")
    assert "1 score of 8 given so far by 2 scorers" in page and "Because of harm" not in page
    item = text(
        client, f"/priorities/{where.exercise.reference}/items/{where.items[0].expectation.reference}"
    )
    assert "Because of harm" not in item and "It was asked on 2 occasions" in item
    scores = rows(client, f"/priorities/{where.exercise.reference}/scores.csv")
    assert {row["role"] for row in scores} == {"the register"}
    assert rows(client, f"/priorities/{where.exercise.reference}.csv") == []
    given = json.loads(client.get(f"/priorities/{where.exercise.reference}.json").content)
    assert {row["scorer"] for row in given["scores"]} == {0}


def test_decided_exercise_shows_its_list_what_moves_it_and_why(client: Client) -> None:
    where = priorities.world()
    priorities.scored(where)
    first, second = where.items
    decide(
        by=where.overseer,
        exercise=where.exercise,
        first=[second],
        words="Bells first, since nobody hears them.",
        departs="The lamps are paid for already.",
    )
    page = text(client, f"/priorities/{where.exercise.reference}")
    for words in (
        "The list is an aid",
        "Bells first, since nobody hears them.",
        "Why it is not as the list has it: The lamps are paid for already.",
        "1 expectation stays first",
        "TOPSIS: ",
        "PROMETHEE II: ",
        "Ward manager 4",
        "Why harm counts so.",
    ):
        assert words in page, words
    listed = rows(client, f"/priorities/{where.exercise.reference}.csv")
    assert [(row["rank"], row["expectation"], row["put_first"]) for row in listed] == [
        ("1", first.expectation.reference, "False"),
        ("2", second.expectation.reference, "True"),
    ]
    scores = rows(client, f"/priorities/{where.exercise.reference}/scores.csv")
    assert len(scores) == 12 and "Because of harm." in {row["reason"] for row in scores}
    assert (
        sum(
            Decimal(row["weight"])
            for row in rows(client, f"/priorities/{where.exercise.reference}/weights.csv")
        )
        == 100
    )
    assert rows(client, "/priorities.csv")[0]["state"] == "decided"
    people = [person.name for person in where.people]
    body = client.get(f"/priorities/{where.exercise.reference}").content.decode()
    assert not any(name in body for name in people) and "person:" not in page


def test_replayed_exercise_gives_the_same_page_and_the_same_file() -> None:
    where = priorities.world()
    priorities.scored(where)
    decide(by=where.overseer, exercise=where.exercise, first=[where.items[0]], words="Lamps first.")
    held, told = record_of(Exercise.objects.get()), replay_of(where.exercise.reference)
    assert drawn(held) == drawn(told)
    assert exercise_json(held) == exercise_json(told)


def test_page_is_shown_as_at_a_day_and_says_when_it_was_not_there(client: Client) -> None:
    day = today() - dt.timedelta(days=2)
    with clock(day):
        where = priorities.world()
    abandon(by=where.overseer, exercise=where.exercise, why="The board has gone.")
    href = f"/priorities/{where.exercise.reference}"
    assert "The board has gone." in text(client, href)
    assert "Being scored" in text(client, f"{href}?as-at={day}")
    before = day - dt.timedelta(days=1)
    assert client.get(f"{href}?as-at={before}").status_code == 404
    assert "Being scored" in text(client, f"/priorities?as-at={day}")
    assert "None has been opened" in text(client, f"/priorities?as-at={before}")
    assert client.get("/priorities/Z-00000000").status_code == 404
    other = priorities.expectation("Mend the stairs.")
    assert client.get(f"{href}/items/{other.reference}").status_code == 404


@pytest.fixture
def editor() -> Actor:
    return made.actor("editor")


def test_recommendation_without_an_assessment_says_so_and_is_listed(client: Client, editor: Actor) -> None:
    trust = make.body("Northmere Wards Trust")
    entry = make.entry("Mend the lamps.", kind="recommendation", instrument="inquiry", to=[trust])
    concern = make.entry("The lamps are broken.", to=[trust])
    missing = "No impact assessment was made before this was asked."
    assert missing in text(client, f"/entries/{entry.reference}")
    assert missing not in text(client, f"/entries/{concern.reference}"), "a concern prescribes no remedy"
    assert [row["entry"] for row in rows(client, "/assessments/missing.csv")] == [entry.reference]
    assert "Of 1 recommendation in this register, 1 stands" in text(client, "/assessments")
    row = assess_entry(by=editor, entry=entry, weighed=WORDS)
    page = text(client, f"/entries/{entry.reference}")
    assert missing in page and row.reference in page, "one made afterwards is shown, and said to be"
    assert rows(client, "/assessments/missing.csv") == []
    shown = text(client, f"/assessments/{row.reference}")
    for words in ("£10,000 to £25,000 a year", "1.5 staff hours", "Falls in the dark.", "after it was asked"):
        assert words in shown
    assert rows(client, "/assessments.csv")[0]["cost_low"] == "10000.00"
    assert json.loads(client.get(f"/assessments/{row.reference}.json").content)["of"] == entry.reference


def test_assessment_of_an_expectation_covers_what_it_gathers(client: Client, editor: Actor) -> None:
    lamps = priorities.expectation("Mend the lamps.", kind="recommendation")
    assert len(rows(client, "/assessments/missing.csv")) == 2
    row = assess_expectation(by=editor, expectation=lamps, weighed=WORDS)
    assert rows(client, "/assessments/missing.csv") == []
    assert row.reference in text(client, f"/expectations/{lamps.reference}")
    assert "Mend the lamps." in text(client, f"/assessments/{row.reference}")


def test_expectation_leads_to_the_exercises_that_weighed_it(client: Client) -> None:
    where = priorities.world()
    assert where.exercise.reference in text(client, f"/expectations/{where.items[0].expectation.reference}")
