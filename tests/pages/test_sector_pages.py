"""Sectors on their pages, beside each other, in search, records and on the command line."""

import csv
import io
import json

import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from selectolax.lexbor import LexborHTMLParser

from answerable.cli.sectors import sectors
from answerable.core.actors import FIGURES
from answerable.core.references import make_reference
from answerable.oversight.figures import EVERYTHING, World, figures, of_sector
from answerable.oversight.operations.reckoning import reckon
from answerable.pipeline.sectors import sort_into_sectors
from answerable.register.models import Report
from tests import make
from tests.made import assuring, overseeing

pytestmark = pytest.mark.django_db
BIRTH = "The midwife was not told, and the obstetric team came late."
PAIR = "one=mental-health-inpatient&other=maternity-neonatal"


@pytest.fixture(autouse=True)
def register() -> None:
    """One duty about maternity, claimed as done; one about a ward; one about neither."""
    cache.clear()
    assuring.claim(assuring.duty(text=BIRTH))
    assuring.duty(scope="yes")
    assuring.duty(text="The brakes failed.")
    sort_into_sectors(lambda *_: None)


@pytest.fixture
def client() -> Client:
    return Client(HTTP_HOST="localhost")


def main(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    found = LexborHTMLParser(answer.content.decode()).css_first("main")
    return " ".join(found.text().split()) if found else ""


def test_sectors_are_counted_and_can_be_searched(client: Client) -> None:
    shown = main(client, "/sectors")
    assert "Maternity and neonatal care" in shown and "1 report." in shown
    assert b'href="/search?sector=maternity-neonatal"' in client.get("/sectors").content


def test_two_stand_side_by_side(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reckon(by=FIGURES)
    with django_assert_max_num_queries(20):
        shown = main(client, f"/sectors/compare?{PAIR}")
    assert "Said to be done" in shown and "0 of 1 (0%)" in shown and "1 of 1 (100%)" in shown
    body = b"".join(client.get(f"/sectors/compare.csv?{PAIR}").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    claimed = {row["sector"]: row["value"] for row in rows if row["key"] == "claimed"}
    assert claimed == {"mental-health-inpatient": "0", "maternity-neonatal": "1"}


@pytest.mark.parametrize("query", ["one=cars&other=other", "one=other&other=other"])
def test_what_are_no_two_sectors_is_said(client: Client, query: str) -> None:
    assert "two different ones" in main(client, f"/sectors/compare?{query}", 404)


def test_figures_of_sectors_are_parts_of_all() -> None:
    world = World()
    parts = [
        figures(of_sector(code), world=world).value("asked")
        for code in ("mental-health-inpatient", "maternity-neonatal", "other")
    ]
    assert parts == [1, 1, 1] and figures(EVERYTHING, world=world).value("asked") == 3


def test_records_say_the_sectors_of_a_report(client: Client) -> None:
    report = Report.objects.get(entries__versions__text=BIRTH)
    told = json.loads(client.get(f"/reports/{report.reference}.json").content)
    found = told.get("report", told)["sectors"]
    assert [(one["sector"], one["by_person"]) for one in found] == [("maternity-neonatal", False)]
    assert "midwife" in found[0]["words"]


def test_command_counts_and_changes_nothing_twice() -> None:
    make.report(texts=[BIRTH])
    first = json.loads(CliRunner().invoke(sectors, ["--json"]).stdout)
    assert first["changed"] == 1
    assert first["sectors"]["maternity-neonatal"] == {"reports": 2, "likely": 0}
    again = CliRunner().invoke(sectors, ["--again"])
    assert "0 reports sorted anew" in again.output and "Other care and services: 1 report," in again.output


def test_editor_says_otherwise_and_readers_see_why(client: Client) -> None:
    report = Report.objects.get(entries__versions__text=BIRTH)
    assert "Maternity and neonatal care (worked out by us, from: midwife" in main(
        client, f"/reports/{report.reference}"
    )
    desk = overseeing.signed_in(overseeing.person("editor"))
    page = f"/workspace/sectors?report={report.reference}"
    assert "Which sectors is it in?" in main(desk, page)
    sent = {"report": report.reference, "sector": ["other"], "reason": ""}
    assert desk.post("/workspace/sectors", sent).status_code == 422
    assert desk.post("/workspace/sectors", {**sent, "reason": "It is a garage."}).status_code == 302
    cache.clear()
    assert "Other care and services (decided by an editor)" in main(client, f"/reports/{report.reference}")
    assert "reference" in main(desk, "/workspace/sectors?report=X-1", 422)
    assert "holds no report" in main(desk, f"/workspace/sectors?report={make_reference('R', 'none')}", 422)
