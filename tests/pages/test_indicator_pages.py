"""Pages of indicators: definition, source, figures with their limits, files, and the same as CSV."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from answerable.organisations.models import Organisation
from tests.pages.page_tools import rows_of, text_of
from tests.unit.impact.figures import body, load, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def trust(settings: Any, tmp_path: Path) -> Organisation:
    settings.DOCUMENTS = tmp_path / "documents"
    made = body("ods:ZA1", "Tarn Care NHS Trust", code="ZA1")
    rows = ["01/01/2021,TARN CARE NHS TRUST,MHS76,15", "01/03/2021,TARN CARE NHS TRUST,MHS76,*"]
    load(written(tmp_path, "extract.csv", rows))
    return made


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def test_list_says_what_is_held(client: Client, trust: Organisation) -> None:
    text = text_of(client, "/indicators")
    assert "People subject to a restrictive intervention MHS76, 2 figures, 2021 to 2021" in text
    assert "Restrictive interventions MHS77, no figures yet" in text
    assert "measures has figures here: people subject to a restrictive intervention." in text
    held = {row["code"]: row["values"] for row in rows_of(client, "/indicators.csv")}
    assert held["MHS76"] == "2"


def test_page_shows_definition_figures_and_their_limits(client: Client, trust: Organisation) -> None:
    text = text_of(client, f"/indicators/MHS76/{trust.reference}")
    assert "January 2021 15" in text and "March 2021 hidden" in text
    assert "There is no row for February 2021" in text and "rounded to the nearest 5" in text
    whole = text_of(client, "/indicators/MHS76")
    assert "extract.csv, day of publication not stated" in whole and "Lower is better" in whole
    assert "2 figures of this indicator, 1 hidden" in whole and "Tarn Care NHS Trust" in whole
    rows = rows_of(client, f"/indicators/MHS76.csv?body={trust.reference}")
    assert [(row["period"], row["value"], row["why_none"]) for row in rows] == [
        ("2021-01", "15", ""),
        ("2021-03", "", "suppressed"),
    ]


def test_page_without_figures_says_so(client: Client, trust: Organisation) -> None:
    text = text_of(client, "/indicators/OAP01")
    assert "No figures are held" in text and "Not confirmed" in text
    shown = text_of(client, "/indicators/CHPPD")
    assert "Read beside Staffing fill rate, Agency spend" in shown
    assert "Published for wards, sites, providers" in shown


@pytest.mark.parametrize(
    "href",
    [
        "/indicators/MHS67",
        "/indicators/MHS67.csv",
        "/indicators/MHS67/england",
        "/indicators/MHS76/B-0000",
        "/indicators/MHS76/ward.nowhere",
        "/indicators/MHS76/charts/england.svg",
        "/indicators/MHS67/bodies.csv",
        "/indicators/MHS67/files.csv",
    ],
)
def test_what_is_not_there_is_explained(client: Client, trust: Organisation, href: str) -> None:
    assert client.get(href).status_code == 404


def test_page_asks_the_database_little(
    client: Client, trust: Organisation, django_assert_max_num_queries: Any
) -> None:
    for href in (f"/indicators/MHS76/{trust.reference}", "/indicators/MHS76"):
        with django_assert_max_num_queries(20):
            client.get(href)


def test_older_address_of_a_bodys_figures_leads_to_its_page(client: Client, trust: Organisation) -> None:
    response = client.get(f"/indicators/MHS76?body={trust.reference}")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/indicators/MHS76/{trust.reference}",
    )
