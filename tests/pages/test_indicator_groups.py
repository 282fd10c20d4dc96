"""Providers beside each other, and groups of people: funnels, ratios, gaps, and what gives none."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from tests.pages.page_tools import rows_of, text_of
from tests.unit.impact.figures import HEADINGS, load, written

pytestmark = pytest.mark.django_db
NAMES = ("Alder", "Beck", "Crag", "Dale", "Ewe", "Fell", "Gill", "Howe", "Ing", "Keld", "Low", "Moss")
LONG = "date,period_end,level,measure,split,value"


@pytest.fixture(autouse=True)
def fresh(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS = tmp_path / "documents"
    cache.clear()


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def providers(tmp_path: Path, **changed: str) -> None:
    """Twelve providers in March 2022: bed days, and restraints per 1,000 of them (20, or as told)."""
    rows = ["date,code,name,measure,value"]
    for at, name in enumerate(NAMES):
        who = f"2022-03-01,Z{at:03},{name} Care NHS Trust"
        rows += [f"{who},MHS24,{changed.get(name + '_days', 2000 + 500 * at)}"]
        rows += [f"{who},MHS96,{changed.get(name, 20 + at % 3)}"]
    load(written(tmp_path, "rates.csv", rows))


def by_group(tmp_path: Path, rows: list[tuple[str, str, str]], code: str = "DETENTION-RATE") -> None:
    """Rows of (limit, split, value) for England in 2024/25."""
    lines = [
        f"2024-04-01,2025-03-31,England,{code}{f' {limit} 95% limit' if limit else ''},{split},{value}"
        for limit, split, value in rows
    ]
    load(written(tmp_path, "groups.csv", [LONG, *lines]))


BOTH = [
    ("", "ethnicity: White", "65.8"),
    ("lower", "ethnicity: White", "65.0"),
    ("upper", "ethnicity: White", "66.6"),
    ("", "ethnicity: Black or Black British", "262.4"),
    ("lower", "ethnicity: Black or Black British", "255"),
    ("upper", "ethnicity: Black or Black British", "270"),
]


def test_funnel_tells_apart_and_never_ranks(client: Client, tmp_path: Path) -> None:
    providers(tmp_path, Alder="60", Low="*", Beck_days="50", Crag_days="*")
    text = text_of(client, "/indicators/MHS96/comparison")
    assert "Of 10 providers, 1 higher than chance explains." in text
    assert "Alder Care NHS Trust 60 2,000" in text and "There are no places" in text
    assert "Beck Care NHS Trust: its base is under 100: rounding alone could move it" in text
    assert "Crag Care NHS Trust: its bed days are hidden or not given" in text
    rows = rows_of(client, "/indicators/MHS96/comparison.csv")
    names = [row["name"] for row in rows if not row["standing"].startswith("left out")]
    assert names == sorted(names) and len(rows) == 12
    told = {row["name"].split()[0]: row["standing"] for row in rows}
    assert told["Alder"] == "higher than chance explains" and told["Low"] == "suppressed"
    assert {told[name] for name in ("Dale", "Ewe", "Fell")} == {"within what chance explains"}


def test_rounded_counts_are_compared_by_no_funnel(client: Client, tmp_path: Path) -> None:
    providers(tmp_path)
    text = text_of(client, "/indicators/MHS24/comparison")
    assert "No comparison." in text and "rounded to the nearest 5: no rate may be worked out" in text
    assert rows_of(client, "/indicators/MHS24/comparison.csv") == []
    assert "names no funnel" in text_of(client, "/indicators/OAP16-STAY/comparison")
    text_of(client, "/indicators/MHS96/comparison?month=March", status=400)
    text_of(client, "/indicators/MHS67/comparison", status=404)


def test_ratio_and_gap_stand_with_their_intervals(client: Client, tmp_path: Path) -> None:
    by_group(tmp_path, BOTH)
    text = text_of(client, "/indicators/DETENTION-RATE/equality")
    assert "Black or Black British: 3.99 times the rate of White." in text
    assert "3.99 (3.87 to 4.11)" in text and "197 (189 to 204)" in text
    assert "Intervals are those that the publisher gives" in text and "Altman and Bland 2003" in text
    assert "by sex, age, deprivation, autism and learning disability" in text
    rows = {row["group"]: row for row in rows_of(client, "/indicators/DETENTION-RATE/equality.csv")}
    black = rows["Black or Black British"]
    assert black["reference"] == "White" and float(black["ratio"]) == pytest.approx(262.4 / 65.8)
    assert float(black["gap"]) == pytest.approx(196.6)


def test_group_of_reference_is_chosen(client: Client, tmp_path: Path) -> None:
    by_group(tmp_path, BOTH)
    at = "/indicators/DETENTION-RATE/equality?reference=ethnicity:+Black+or+Black+British"
    text = text_of(client, at)
    assert "White: 0.251 times the rate of Black or Black British." in text
    assert "Ratio to Black or Black British" in text


def test_without_intervals_none_is_made_up(client: Client, tmp_path: Path) -> None:
    by_group(tmp_path, [row for row in BOTH if not row[0]])
    text = text_of(client, "/indicators/DETENTION-RATE/equality")
    assert "3.99 (no interval)" in text and "how far chance alone could part the groups can't be told" in text
    assert "no group is told apart from White by more than chance" in text


def test_interval_that_does_not_hold_its_rate_is_not_used(client: Client, tmp_path: Path) -> None:
    by_group(tmp_path, [*BOTH[:5], ("upper", "ethnicity: Black or Black British", "260")])
    text = text_of(client, "/indicators/DETENTION-RATE/equality")
    assert "does not hold the rate, and is not used, for: Black or Black British" in text


def test_what_is_missing_is_named(client: Client, tmp_path: Path) -> None:
    by_group(tmp_path, [*BOTH, ("", "ethnicity: Mixed", "*"), ("", "ethnicity: Not stated", "90")])
    text = text_of(client, "/indicators/DETENTION-RATE/equality")
    assert "1 of 4 figures by ethnicity are hidden (25%, over all periods)." in text
    assert "No figure in 2024/25 for: Mixed." in text
    assert "People of whom it is not known stand under: Not stated." in text


def test_rounded_counts_give_no_ratio_and_hide_what_a_total_would_give_away(
    client: Client, tmp_path: Path
) -> None:
    rows = [
        HEADINGS,
        "01/09/2021,30/09/2021,Final,England,England,England,NONE,NONE,MHS76,,100",
        *(
            f"01/09/2021,30/09/2021,Final,England; Ethnicity,England,England,{group},{group},MHS76,,{value}"
            for group, value in (("White", 60), ("Black", "*"), ("Asian", 30))
        ),
    ]
    load(written(tmp_path, "people.csv", rows))
    text = text_of(client, "/indicators/MHS76/equality")
    assert "No ratio and no gap. Only figures rounded to the nearest 5 are held" in text
    assert "Ratio to" not in text
    figures = {row["group"]: row["value"] for row in rows_of(client, "/indicators/MHS76/equality.csv")}
    assert figures == {"White": "60", "Black": "", "Asian": ""}  # 100 less 90 would have given it
    chart = rows_of(client, "/indicators/MHS76/charts/england.csv?split=ethnicity:+Asian")
    assert [(row["value"], row["why_none"]) for row in chart] == [("", "suppressed")]


def test_the_page_shows_the_file_that_would_fill_it_and_that_file_does(
    client: Client, tmp_path: Path
) -> None:
    at = "/indicators/DETENTION-RATE/equality"
    page = LexborHTMLParser(client.get(at).content.decode())
    shape = page.css_first("pre")
    assert shape is not None
    lines = shape.text().split("\n")
    assert lines[0] == LONG and len(lines) == 7  # a figure and its two limits for each of two groups
    made = iter((60, 59, 61, 240, 233, 247))
    load(
        written(
            tmp_path, "as-shown.csv", [lines[0], *(one.replace("...", str(next(made))) for one in lines[1:])]
        )
    )
    cache.clear()
    text = text_of(client, at)
    assert "Black or Black British: 4 times the rate of White." in text
    rows = {row["group"]: row for row in rows_of(client, f"{at}.csv")}
    black = rows["Black or Black British"]
    assert (float(black["ratio"]), float(black["gap"])) == (4.0, 180.0)
    assert 3.8 < float(black["ratio_lower_95"]) < 4 < float(black["ratio_upper_95"]) < 4.2
    assert 172 < float(black["gap_lower_95"]) < 180 < float(black["gap_upper_95"]) < 188
    assert "4 (3.8" in text and "180 (173 to 187)" in text
    assert "deprivation: Decile 1" in text  # what is still missing has its shape now


def test_without_figures_it_says_that_no_gap_can_be_told(client: Client) -> None:
    text = text_of(client, "/indicators/MHS81/equality")
    assert "No figures by group of people are held" in text and "nothing can be said of any gap" in text
    text_of(client, "/indicators/MHS67/equality", status=404)


def test_each_chart_is_a_picture_by_itself(client: Client, tmp_path: Path) -> None:
    providers(tmp_path)
    by_group(tmp_path, BOTH)
    for href, said in (
        ("/indicators/MHS96/comparison.svg", "No provider stands apart"),
        ("/indicators/DETENTION-RATE/equality.svg?kind=ethnicity", "3.99 times the rate of White"),
    ):
        response = client.get(href)
        words = " ".join(" ".join(ET.fromstring(response.content).itertext()).split())
        assert response.status_code == 200 and said in words and "Source: " in words, href
    text_of(client, "/indicators/MHS24/comparison.svg", status=404)
    text_of(client, "/indicators/DETENTION-RATE/equality.svg?kind=sex", status=404)


def test_pages_ask_the_database_little(
    client: Client, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    providers(tmp_path)
    by_group(tmp_path, BOTH)
    for href in ("/indicators/MHS96/comparison", "/indicators/DETENTION-RATE/equality"):
        with django_assert_max_num_queries(20):
            assert client.get(href).status_code == 200
