"""The places of a body on its page, in its JSON, in the list of bodies and at the levels below it."""

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.core.actors import ORGANISATIONS_LOADER
from answerable.core.calendar import today
from answerable.organisations.facts import LinkFact, ListRead, cite_words
from answerable.organisations.loading import load_paths, take_list
from answerable.organisations.models import Organisation
from tests import make
from tests.made import answering, assuring, coordinating, recurring
from tests.made.place_lists import active, deactivated, place
from tests.pages.page_tools import json_of, text_of

pytestmark = pytest.mark.django_db
VALE = {"provider": "ZA2", "provider_name": "Vale NHS Trust"}


@pytest.fixture
def trusts(tmp_path: Path) -> tuple[Organisation, Organisation]:
    make.body("Skelder Care", key="ind:skelder", kind="independent_provider")
    lists = {
        "bodies": b"key,name,kind,ods,source\nods:ZA1,Tarnwick Care NHS Trust,nhs_trust,ZA1,Made up\n"
        b"ods:ZA2,Vale NHS Trust,nhs_trust,ZA2,Made up\n",
        "january": active(
            place(),
            place(code="ZA102", name="Grayfell Unit"),
            place(code="ZA103", name="Marrow Clinic"),
            place(code="1-10001", name="Fell House", provider="1-9", provider_name="Skelder Care Limited"),
            on="1 January 2026",
        ),
        "june": active(
            place(opened="15/04/2026", **VALE),
            place(code="1-10001", name="Fell House", provider="1-9", provider_name="Skelder Care Limited"),
            on="1 June 2026",
        ),
        "ended": deactivated(
            place(code="ZA102", name="Grayfell Unit", closed="31/03/2026"), on="1 June 2026"
        ),
    }
    for name, content in lists.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    load_paths([tmp_path], by=ORGANISATIONS_LOADER)
    return Organisation.objects.get(key="ods:ZA1"), Organisation.objects.get(key="ods:ZA2")


def test_a_bodys_page_lists_what_it_runs_and_ran_with_days_and_how_sure_that_is(
    trusts: tuple[Organisation, Organisation],
) -> None:
    client, (tarnwick, vale) = Client(HTTP_HOST="localhost"), trusts
    with CaptureQueriesContext(connection) as asked:
        page = text_of(client, f"/organisations/{tarnwick.reference}")
    assert len(asked) <= 20
    assert "Marrow Clinic, Tarnshire ZA103" in page and "since 1 April 2015" in page
    assert "Last in the list of 1 January 2026; no later one has it, or says that it closed." in page
    assert "1 April 2015 to 31 March 2026" in page and "1 April 2015 to 14 April 2026" in page
    assert "Vale NHS Trust ran it after." in page and "by the code of the provider" in page
    assert "as at 1 June 2026" in page  # where these facts come from
    then = json_of(client, f"/organisations/{tarnwick.reference}.json?as-at=2026-02-01")["places"]
    assert [(one["name"], one["running"]) for one in then] == [
        ("Grayfell Unit", True),
        ("Marrow Clinic", True),
        ("Ravelfell Hospital", True),
    ]
    assert "Tarnwick Care NHS Trust ran it before." in text_of(client, f"/organisations/{vale.reference}")
    skelder = Organisation.objects.get(key="ind:skelder")
    taken = "by the name of the provider (Skelder Care Limited); nobody checked that"
    assert taken in text_of(client, f"/organisations/{skelder.reference}")


def test_a_place_is_found_in_the_list_of_bodies_and_counts_at_its_level_on_its_days(
    trusts: tuple[Organisation, Organisation],
) -> None:
    client, (tarnwick, vale) = Client(HTTP_HOST="localhost"), trusts
    assert "runs Ravelfell Hospital" in text_of(client, "/organisations?name=ravelfell&all=yes")
    here, there = (f"/oversight/bodies/{body.reference}" for body in (tarnwick, vale))
    day = dt.date(2026, 2, 1)
    assert "Ravelfell Hospital" in text_of(client, f"{here}?as-at={day}")
    assert "Ravelfell Hospital" not in text_of(client, here)
    assert "Ravelfell Hospital" in text_of(client, there)
    assert client.get(f"{there.replace('bodies', 'sites')}-ravelfell-hospital").status_code == 200


def test_a_page_with_all_that_can_be_said_of_a_body_asks_little(
    trusts: tuple[Organisation, Organisation],
) -> None:
    """What other pages ask and keep too, as whether anything is made up, is asked before."""
    client, (tarnwick, vale) = Client(HTTP_HOST="localhost"), trusts
    make.succession(
        make.body("Old Tarnwick NHS Trust", closed=dt.date(2009, 4, 1)), tarnwick, dt.date(2009, 4, 1)
    )
    above = LinkFact(tarnwick.key, vale.key, "part_of", cite_words("Made up"))
    take_list(ListRead("places of bodies", links=[above]), by=ORGANISATIONS_LOADER)
    recurring.rung(recurring.closed(tarnwick))
    duty = assuring.duty(tarnwick)
    answering.answer(tarnwick, [duty])
    assuring.verdict(assuring.claim(duty))
    coordinating.expectation(to=tarnwick)
    make.report(to=[tarnwick], issued=today(), due=today())
    cache.clear()
    text_of(client, f"/organisations/{vale.reference}")
    for end in ("", f"?as-at={today()}"):
        with CaptureQueriesContext(connection) as asked:
            page = text_of(client, f"/organisations/{tarnwick.reference}{end}")
        assert len(asked) <= 20, "\n".join(one["sql"][:150] for one in asked)
        for words in (
            "Marrow Clinic",
            "Old Tarnwick NHS Trust",
            "is part of Vale NHS Trust",
            "Found done",
            "By ",
        ):
            assert words in page, words


def test_places_are_the_same_rows_as_csv_and_for_programs_page_by_page_and_as_at_a_day(
    trusts: tuple[Organisation, Organisation],
) -> None:
    client, here = Client(HTTP_HOST="localhost"), f"/organisations/{trusts[0].reference}"
    held = json_of(client, f"{here}.json")["places"]
    spells = {(row["place"], row["opened"]): row for one in held for row in one["spells"]}
    rows, cursor = [], ""
    while True:
        page = json_of(client, f"/api/v1{here}/places?size=2&cursor={cursor}")
        rows += page["items"]
        if not (cursor := page["next"] or ""):
            break
    assert page["total"] == len(rows) == len(spells) == 3
    assert rows == [spells[key] for key in sorted(spells)]
    moved = next(row for row in rows if row["place"] == "ZA101")
    assert (moved["closed"], moved["last_listed_on"], moved["sure"]) == ("2026-04-15", "2026-01-01", True)
    assert moved["source"] == "Places registered with the Care Quality Commission, as at 1 January 2026"
    assert moved["attribution"] == "Contains information from the Care Quality Commission."
    sheet = b"".join(client.get(f"{here}/places.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    cells = list(csv.DictReader(io.StringIO(sheet)))
    assert [one["place"] for one in cells] == [row["place"] for row in rows]
    before = f"/organisations/{trusts[1].reference}"
    assert json_of(client, f"/api/v1{before}/places?as-at=2026-04-14")["items"] == []
    assert len(json_of(client, f"/api/v1{before}/places")["items"]) == 1
    other = client.get(f"/api/v1{before}/places?cursor=none")
    assert other.status_code == 400
