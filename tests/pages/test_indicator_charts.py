"""Charts of indicators: page, picture, table and record; and what is said of figures that are not right."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client

from answerable.impact.series.model import Series
from answerable.impact.series.steps import Step
from answerable.organisations.models import Organisation
from answerable.website.charts_spc import Mark
from answerable.website.presenters.indicator_charts import find_indicator
from answerable.website.presenters.indicator_figures import Asked, charted, indicator_figure
from tests.pages.page_tools import json_of, rows_of, text_of
from tests.unit.impact.figures import body, load, taken_over, written
from tests.unit.impact.test_chart import readings

pytestmark = pytest.mark.django_db
STEADY = [20, 25, 20, 30, 25, 20, 25, 30, 20, 25, 25, 20, 30, 25]


@pytest.fixture(autouse=True)
def fresh(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"
    cache.clear()


@pytest.fixture
def trust() -> Organisation:
    return body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def months(values: Sequence[object], measure: str = "MHS76", start: int = 0) -> list[str]:
    return [
        f"01/{(start + at) % 12 + 1:02}/{2020 + (start + at) // 12},TARN CARE NHS TRUST,{measure},{value}"
        for at, value in enumerate(values)
    ]


def held(tmp_path: Path, rows: Sequence[str]) -> None:
    load(written(tmp_path, "extract.csv", rows))


def test_chart_has_a_page_a_picture_a_table_and_a_record(
    client: Client, trust: Organisation, tmp_path: Path
) -> None:
    held(tmp_path, months([*STEADY, 90]))
    at = f"/indicators/MHS76/charts/{trust.reference}"
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "Higher than chance explains: March 2021 is above the upper limit. That is a concern." in text
    assert "Variation: concern, high" in text and "concern beyond chance, high" in text
    picture = client.get(f"{at}.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    root = ET.fromstring(picture.content)  # our own
    words = " ".join(" ".join(root.itertext()).split())
    assert "Tarn Care NHS Trust" in words and "above the upper limit" in words and "Source:" in words
    assert root.find("{*}title") is not None and root.find("{*}desc") is not None
    assert b"style=" not in picture.content and b"<style" not in picture.content
    rows = rows_of(client, f"{at}.csv")
    assert (rows[-1]["value"], rows[-1]["rules"], rows[-1]["state"]) == (
        "90",
        "outside limits",
        "concern high",
    )
    assert json_of(client, f"{at}.json")["variation"] == "concern high"


def test_page_uses_no_inline_style(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(STEADY))
    page = client.get(f"/indicators/MHS76/{trust.reference}?target=20").content.decode()
    assert "style=" not in page and "<style" not in page and "<script" not in page


def test_marks_say_when_something_was_done(trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(STEADY))
    figure = indicator_figure(
        "MHS76", trust, marks=[(dt.date(2020, 6, 1), "new policy"), Mark(dt.date(2020, 12, 1), "should show")]
    )
    assert figure.drawn is not None
    assert [(mark.letter, mark.words) for mark in figure.drawn.marks] == [
        ("A", "new policy"),
        ("B", "should show"),
    ]


def test_earlier_day_shows_what_was_held_then(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(STEADY))
    text = text_of(client, f"/indicators/MHS76/{trust.reference}?as-at=2020-01-01")
    assert "As at 1 January 2020" in text and "No figures are held." in text


@pytest.mark.parametrize(
    "query", ["target=ten", "target=nan", "period=fortnight", "level=moon", "as-at=soon"]
)
def test_address_that_can_not_be_read_is_explained(client: Client, trust: Organisation, query: str) -> None:
    text_of(client, f"/indicators/MHS76/{trust.reference}?{query}", status=400)


# What is not right with the figures is said, never passed over.


def test_missing_month(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, [*months(STEADY[:6]), *months(STEADY[7:], start=7)])
    assert "There is no row for July 2020" in text_of(client, f"/indicators/MHS76/{trust.reference}")


def test_month_given_twice(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, [*months(STEADY), *months([95], start=3)])
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "There is no row for April 2020" in text
    assert "give '30' and '95' for April 2020: none is used" in text_of(client, "/indicators/MHS76")


def test_files_that_disagree(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(STEADY))
    load(written(tmp_path, "other.csv", months([95], start=3)))
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "Files disagree, and nobody said which is the later: April 2020. None is shown." in text


def test_order_of_rows_does_not_matter(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(STEADY)[::-1])
    rows = rows_of(client, f"/indicators/MHS76/charts/{trust.reference}.csv")
    assert [row["value"] for row in rows] == [str(value) for value in STEADY]


def test_another_measure_under_the_same_name(client: Client, tmp_path: Path) -> None:
    rows = [
        f"01/{month:02}/2021,FELL {letter} TRUST,MHS76,{100 if month < 4 else 150}"
        for letter in "ABCDEFGHIJKL"
        for month in range(1, 6)
    ]
    held(tmp_path, rows)
    fell = Organisation.objects.filter(name__icontains="fell a").get()
    text = text_of(client, f"/indicators/MHS76/{fell.reference}")
    assert "It may be another measure under the same name" in text


def test_negative_and_impossible_values(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months([*STEADY, -5, 12.5]))
    text = text_of(client, "/indicators/MHS76")
    assert "'-5' is below 0, the least that MHS76 can be" in text and "'12.5' is no whole number" in text


def test_provider_that_took_over_another(client: Client, trust: Organisation, tmp_path: Path) -> None:
    old = body("ods:ZA0", "Beck Care NHS Trust", code="ZA0")
    taken_over(old, trust, dt.date(2020, 6, 1))
    held(tmp_path, months(STEADY))
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "On 1 June 2020 it took over from Beck Care NHS Trust: later figures hold more services." in text
    assert "A 1 June 2020: took over from Beck Care NHS Trust" in text
    assert "took over or passed on services on 1 June 2020" in text_of(client, "/indicators/MHS76").replace(
        "Took", "took"
    )


def test_eleven_values(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(STEADY[:11]))
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "11 values give trial limits only" in text and "they are settled from 12" in text
    assert "Limits on trial" in text_of(client, "/indicators/MHS76")


def test_nothing_but_noughts(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months([0] * 14))
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "Every value is 0: nothing varies" in text and "Variation: not judged" in text


def test_one_value_or_none_that_is_not_hidden(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months(["*", 20, "*"]))
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "No chart. Limits need at least 2 values" in text and "hidden" in text


def test_target_without_a_direction(client: Client, trust: Organisation, tmp_path: Path) -> None:
    held(tmp_path, months([1000 + value for value in STEADY], "Bed days in RP"))
    text = text_of(client, f"/indicators/MHS24/{trust.reference}?target=1020")
    assert "The target of 1,020 is not judged: nobody said which direction is better" in text
    assert "stands in the address of this chart; nobody else set it" in text


def test_rolling_year_is_refused_with_the_reason(client: Client, trust: Organisation) -> None:
    refused = indicator_figure("OAP01", trust, period="rolling year")
    assert refused.drawn is None and refused.refused == "No figures are held."
    rolling = Series("x", "y", tuple(readings([1.0, 2.0, 3.0])), Step(months=1), ())
    chart, why = charted(find_indicator("OAP01"), rolling, Asked(period="rolling year"), None, ())
    assert chart is None and "process limits would be far too narrow" in why


def test_new_definition_breaks_the_limits(client: Client, tmp_path: Path) -> None:
    values = [(400 if at < 19 else 200) + STEADY[at % 14] for at in range(32)]
    rows = [f"{2023 + at // 12}-{at % 12 + 1:02}-01,OAP01,{value}" for at, value in enumerate(values)]
    held(tmp_path, ["date,measure,value", *rows])
    text = text_of(client, "/indicators/OAP01/england")
    assert "Limits are drawn anew from August 2024: a new definition of a placement out of area" in text
