"""Places of care under the bodies that run them: joined, closed, moved, and none of it lost."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from answerable.core.actors import INGEST, ORGANISATIONS_LOADER
from answerable.ledger.models import Event
from answerable.organisations.forms.location_columns import NOT_HELD
from answerable.organisations.loading import LoadReport, load_paths
from answerable.organisations.models import Location, LocationClaim, Organisation
from answerable.organisations.operations import record_named_bodies
from answerable.organisations.places import site_names_on
from answerable.organisations.resolver import Resolver
from tests.made.place_lists import active, deactivated, place

pytestmark = pytest.mark.django_db

BODIES = (
    "key,name,kind,opened,closed,ods,gss,cqc,mental_health,abbreviations,aliases,source\n"
    "ods:ZA1,Tarnwick Care NHS Trust,nhs_trust,2001-04-01,,ZA1,,,,,,Made up\n"
    "ods:ZA2,Vale NHS Trust,nhs_trust,2001-04-01,,ZA2,,,,,,Made up\n"
    "ind:skelder,Skelder Limited,independent_provider,,,,,,,,Skelder Care,Made up\n"
    "ind:old,Marrow Limited,independent_provider,,2010-01-01,,,,,,,Made up\n"
    "ind:new,Marrow Ltd,independent_provider,2012-01-01,,,,,,,,Made up\n"
    "ind:twin1,Gray Limited,independent_provider,,,,,1-7001,,,,Made up\n"
    "ind:twin2,Gray Limited,independent_provider,,,,,,,,,Made up\n"
)
Load = Callable[..., LoadReport]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    record_named_bodies(by=INGEST, names=["A Body Made Up Ltd"])

    def run(**files: bytes) -> LoadReport:
        paths = []
        for name, content in files.items():
            paths.append(tmp_path / f"{name}.csv")
            paths[-1].write_bytes(content)
        return load_paths(paths, by=ORGANISATIONS_LOADER)

    run(bodies=BODIES.encode())
    return run


def independent(code: str, provider: str, name: str, **said: str) -> dict[str, str]:
    return dict(place(code=code, name=f"{code} House", provider=provider, provider_name=name, **said))


def test_a_place_is_its_providers_by_code_by_name_and_date_or_by_group(load: Load) -> None:
    report = load(
        places=active(
            place(),
            independent("1-10001", "1-9001", "Someone Else", nhs="ZA2X1"),
            independent("1-10002", "1-9002", "SKELDER CARE LTD"),
            independent("1-10003", "1-9003", "Marrow Limited"),
            independent("1-10004", "1-7001", "Gray Limited"),
            independent("1-10005", "1-9004", "Skelder (North) Limited", group="BRAND Skelder"),
            independent("1-10006", "1-9005", "Gray Limited"),
            independent("1-10007", "1-9006", "Nobody Knows Limited"),
            independent("1-10008", "1-9007", "Skelder", nhs="ZA1X1"),
            place(code="ZA109", hospital=""),
        )
    )
    assert [(row.code, row.organisation.key, row.joined) for row in Location.objects.order_by("code")] == [
        ("1-10001", "ods:ZA2", "place"),
        ("1-10002", "ind:skelder", "name"),
        ("1-10003", "ind:new", "name"),
        ("1-10004", "ind:twin1", "code"),
        ("1-10005", "ind:skelder", "group"),
        ("ZA101", "ods:ZA1", "code"),
    ]
    (file,) = report.files
    why = [left.why for left in report.left_out]
    assert file.rows + len(why) + sum(file.out_of_scope.values()) == 10
    assert "name of 2 bodies (ind:twin1, ind:twin2)" in why[0] and "column cqc" in why[1]
    assert "two bodies, Skelder Limited and Tarnwick Care NHS Trust" in why[2]
    assert "1 row out of scope" in report.in_words()


def life() -> list[tuple[str, str, dt.date | None, dt.date | None]]:
    rows = Location.objects.order_by("code", "listed_from", "pk")
    return [(row.code, row.organisation.key, row.opened, row.closed) for row in rows]


def test_later_lists_close_and_move_a_place_and_lose_none_of_it_in_any_order(load: Load) -> None:
    lists = {
        "january": active(place(), place(code="ZA102", name="Grayfell Unit"), on="1 January 2026"),
        "june": active(
            place(provider="ZA2", provider_name="Vale NHS Trust", opened="15/04/2026"), on="1 June 2026"
        ),
        "ended": deactivated(
            place(code="ZA102", name="Grayfell Unit", closed="31/03/2026", category="Other"),
            place(code="ZA999", category="Dentists", closed="31/03/2026"),
            on="1 June 2026",
        ),
    }
    began, moved, ended = dt.date(2015, 4, 1), dt.date(2026, 4, 15), dt.date(2026, 4, 1)
    expected = [
        ("ZA101", "ods:ZA1", began, moved),
        ("ZA101", "ods:ZA2", moved, None),
        ("ZA102", "ods:ZA1", began, ended),
    ]
    report = load(**{name: lists[name] for name in ("ended", "june", "january")})
    assert life() == expected
    assert report.files[-1].out_of_scope == {NOT_HELD: 1}
    events = Event.objects.count()
    again = load(**lists)
    assert (again.facts, life(), Event.objects.count()) == (0, expected, events)
    assert LocationClaim.objects.count() == 4


def test_a_place_that_a_later_list_lacks_stays_and_is_known_as_last_listed_then(load: Load) -> None:
    load(january=active(place(), on="1 January 2026"), june=active(place(code="ZA102", name="Grayfell Unit")))
    assert [(row.code, row.closed, row.listed_to) for row in Location.objects.order_by("code")] == [
        ("ZA101", None, dt.date(2026, 1, 1)),
        ("ZA102", None, dt.date(2026, 9, 1)),
    ]


def test_what_a_report_calls_a_place_leads_to_who_ran_it_then_and_a_shared_name_to_nobody(load: Load) -> None:
    here, there = {"provider": "ZA1"}, {"provider": "ZA2", "provider_name": "Vale NHS Trust"}
    load(
        january=active(
            place(),
            place(code="ZA103", name="Skelder Lodge", **here),
            place(code="ZA203", name="Skelder Lodge", **there),
            place(code="ZA104", name="Day Unit"),
            place(code="ZA105", name="Marrow House"),
            place(code="ZA106", name="Tarn House"),
            place(code="1-10001", name="MARROW HOUSE", provider="1-9001", hospital=""),
            place(code="ZA107", name="Tarn House", hospital=""),
            on="1 January 2026",
        ),
        june=active(place(opened="15/04/2026", **there), on="1 June 2026"),
    )
    resolver = Resolver.from_database()

    def to(cell: str, on: dt.date) -> str:
        (mention,) = resolver.resolve(cell, on)
        return mention.organisation.key if mention.organisation else ""

    assert to("Ravelfell Hospital", dt.date(2025, 1, 1)) == "ods:ZA1"
    assert to("Ravelfell Hospital", dt.date(2026, 5, 1)) == "ods:ZA2"
    assert to("Skelder Lodge", dt.date(2025, 1, 1)) == ""
    assert to("Marrow House", dt.date(2025, 1, 1)) == ""  # a home of somebody else is called so too
    assert to("Tarn House", dt.date(2025, 1, 1)) == "ods:ZA1"
    trust = Organisation.objects.get(key="ods:ZA1")
    assert site_names_on(trust.pk, dt.date(2026, 1, 1)) == [
        "Day Unit",
        "Marrow House",
        "Ravelfell Hospital",
        "Skelder Lodge",
        "Tarn House",
    ]
    assert site_names_on(trust.pk, dt.date(2026, 5, 1)) == [
        "Day Unit",
        "Marrow House",
        "Skelder Lodge",
        "Tarn House",
    ]


def test_a_reviewed_name_without_an_end_ends_with_the_place(load: Load) -> None:
    names = "key,name,kind,valid_from,valid_to,dated,source\nods:ZA1,Grayfell Unit,site,,,,Made up\n"
    trust = Organisation.objects.get(key="ods:ZA1")
    load(names=names.encode())
    assert site_names_on(trust.pk, dt.date(2026, 9, 2)) == ["Grayfell Unit"]
    load(ended=deactivated(place(code="ZA102", name="GRAYFELL UNIT", closed="31/03/2026")))
    assert site_names_on(trust.pk, dt.date(2026, 3, 31)) == ["Grayfell Unit"]
    assert site_names_on(trust.pk, dt.date(2026, 4, 1)) == []
