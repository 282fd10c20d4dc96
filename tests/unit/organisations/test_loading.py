"""Loading twice changes nothing, in any order gives the same, and closed bodies stay."""

import datetime as dt
import itertools
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from answerable.core.actors import INGEST, ORGANISATIONS_LOADER, Actor, NotPermittedError
from answerable.core.references import parse_reference
from answerable.ledger.models import Event
from answerable.organisations.above import parents
from answerable.organisations.facts import ListRead
from answerable.organisations.loading import load_paths, load_shipped
from answerable.organisations.models import (
    Existence,
    Organisation,
    OrganisationCode,
    OrganisationLink,
    OrganisationName,
    SuccessionClaim,
)
from answerable.organisations.operations import load_list, record_named_bodies
from answerable.organisations.queries import (
    all_bodies,
    bodies_alive,
    name_of,
    organisation_by_code,
    succession_chain,
    successors,
)

pytestmark = pytest.mark.django_db

ROW = "{code},{name},Y60,QZZ,MARROW HOUSE,,,TARNWICK,,TW1 1AA,{opened},{closed}\n"
YEARS = {
    "early.csv": [("ZA1", "TARN CARE NHS TRUST", "20010401", ""), ("ZA2", "VALE NHS TRUST", "20010401", "")],
    "middle.csv": [
        ("ZA1", "TARNWICK & VALE NHS FOUNDATION TRUST", "20010401", ""),
        ("ZA2", "VALE NHS TRUST", "20010401", "20190331"),
    ],
    "late.csv": [
        ("ZA1", "TARNWICK AND VALE NHS FOUNDATION TRUST", "20010401", ""),
        ("ZA3", "MARROW AMBULANCE SERVICE NHS TRUST", "20220701", ""),
    ],
}


@pytest.fixture
def lists(tmp_path: Path) -> dict[str, Path]:
    files = {}
    for name, rows in YEARS.items():
        files[name] = tmp_path / name
        files[name].write_text("".join(ROW.format(code=c, name=n, opened=o, closed=e) for c, n, o, e in rows))
    files["successors.csv"] = tmp_path / "successors.csv"
    files["successors.csv"].write_text("old_code,new_code,date\nZA2,ZA1,2019-04-01\nZZ8,ZZ9,2001-04-01\n")
    return files


@pytest.fixture(autouse=True)
def some_body() -> None:
    """A register that holds bodies doesn't load the reviewed lists first: these tests need their own only."""
    record_named_bodies(by=INGEST, names=["A Body Made Up Ltd"])


def held() -> list[Any]:
    """Everything that is held of the bodies, apart from primary keys."""
    return [
        sorted(
            Organisation.objects.values_list("key", "reference", "name", "kind", "opened", "closed"), key=str
        ),
        sorted(
            OrganisationName.objects.values_list("organisation__key", "text", "kind", "citation__key"),
            key=str,
        ),
        sorted(Existence.objects.values_list("organisation__key", "valid_from", "valid_to"), key=str),
        sorted(OrganisationCode.objects.values_list("organisation__key", "code", "citation__key"), key=str),
        sorted(OrganisationLink.objects.values_list("child_key", "parent_key", "relation"), key=str),
        sorted(SuccessionClaim.objects.values_list("predecessor_key", "successor_key", "on"), key=str),
    ]


def test_loading_twice_changes_nothing(lists: dict[str, Path]) -> None:
    paths = list(lists.values())
    first = load_paths(paths, by=ORGANISATIONS_LOADER)
    before, events = held(), Event.objects.count()
    second = load_paths(paths, by=ORGANISATIONS_LOADER)
    assert first.bodies == 3
    assert (second.bodies, second.facts) == (0, 0)
    assert held() == before
    assert Event.objects.count() == events


def test_lists_of_several_years_give_the_same_in_any_order(lists: dict[str, Path]) -> None:
    results = []
    for order in itertools.permutations(lists):
        with transaction.atomic():
            for name in order:
                load_paths([lists[name]], by=ORGANISATIONS_LOADER)
            results.append(held())
            transaction.set_rollback(True)
    assert all(result == results[0] for result in results)


def test_a_renamed_trust_has_the_name_of_the_day_and_a_closed_one_stays(lists: dict[str, Path]) -> None:
    load_paths(list(lists.values()), by=ORGANISATIONS_LOADER)
    renamed, closed = organisation_by_code("ZA1"), organisation_by_code("ZA2")
    assert renamed and closed
    assert name_of(renamed, on=dt.date(2018, 6, 1)) == "Tarn Care NHS Trust"
    assert renamed.name == "Tarnwick and Vale NHS Foundation Trust"
    assert closed.closed == dt.date(2019, 4, 1)


def test_the_successor_answers_from_the_day_of_the_merger(lists: dict[str, Path]) -> None:
    load_paths(list(lists.values()), by=ORGANISATIONS_LOADER)
    closed, after = organisation_by_code("ZA2"), organisation_by_code("ZA1")
    assert closed
    assert successors(closed, on=dt.date(2019, 3, 31)) == [closed]
    assert successors(closed, on=dt.date(2019, 4, 1)) == [after]
    assert [claim.successor_key for claim in succession_chain(closed)] == ["ods:ZA1"]
    assert closed in bodies_alive(on=dt.date(2019, 3, 31))
    assert closed not in bodies_alive(on=dt.date(2019, 4, 1))


def test_a_trust_lies_where_the_last_list_by_the_day_puts_it(tmp_path: Path) -> None:
    for year, area in (("2014", "QAA"), ("2023", "QBB")):
        (tmp_path / f"{year}.csv").write_text(
            f"ZA1,TARN NHS TRUST,Y60,{area},,,,,,,{year}0701,\n"
            f"{area},NHS {area} INTEGRATED CARE BOARD,,,,,,,,,{year}0701,\n"
        )
    load_paths([tmp_path], by=ORGANISATIONS_LOADER)
    trust = organisation_by_code("ZA1")
    assert trust
    above = {relation: body.key for relation, body in parents(trust, on=dt.date(2024, 1, 1))}
    assert above == {"area": "ods:QAA", "icb": "ods:QBB"}


def test_every_body_has_a_reference_that_passes_its_check(lists: dict[str, Path]) -> None:
    load_paths(list(lists.values()), by=ORGANISATIONS_LOADER)
    for reference in Organisation.objects.values_list("reference", flat=True):
        assert parse_reference(reference, "B") == reference


def test_each_new_body_is_told_in_the_ledger(lists: dict[str, Path]) -> None:
    load_paths([lists["early.csv"]], by=ORGANISATIONS_LOADER)
    trust = organisation_by_code("ZA1")
    assert trust
    event = Event.objects.get(kind="organisation.described", subject=trust.reference)
    assert event.payload["name"] == "Tarn Care NHS Trust"
    assert event.payload["codes"][0][:2] == ["ods", "ZA1"]


def test_files_that_are_no_lists_are_reported_and_the_others_loaded(
    lists: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "letter.csv").write_text("Dear all,\nplease find attached\n")
    (tmp_path / "empty.csv").write_text("")
    report = load_paths([tmp_path, tmp_path / "missing.csv"], by=ORGANISATIONS_LOADER)
    assert {left.where.split("/")[-1] for left in report.failed} == {"missing.csv"}
    assert {"letter.csv", "empty.csv"} <= {left.where for left in report.left_out}
    assert report.bodies == 3
    assert "letter.csv" in report.in_words()


def test_a_file_of_another_kind_beside_lists_is_left_out_and_fails_only_where_it_is_named(
    lists: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "beside"
    folder.mkdir()
    guide = folder / "guide.pdf"
    guide.write_bytes(b"%PDF-1.7 columns explained")
    alone = load_paths([folder], by=ORGANISATIONS_LOADER)
    assert [left.where for left in alone.failed] == ["guide.pdf"]  # nothing at all could be used
    (folder / "list.csv").write_bytes(next(iter(lists.values())).read_bytes())
    report = load_paths([folder], by=ORGANISATIONS_LOADER)
    assert (report.failed, "guide.pdf" in [left.where for left in report.left_out]) == ([], True)
    named = load_paths([folder, guide], by=ORGANISATIONS_LOADER)
    assert [left.where for left in named.failed] == ["guide.pdf"]


def test_a_name_for_a_body_that_nobody_lists_is_left_out_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("key,name,kind,valid_from,valid_to,dated,source\ngov:nowhere,N,alias,,,,Made up\n")
    report = load_paths([path], by=ORGANISATIONS_LOADER)
    assert "gov:nowhere" in report.left_out[0].why
    assert not Organisation.objects.filter(key="gov:nowhere").exists()


def test_only_the_loader_may_load() -> None:
    with pytest.raises(NotPermittedError):
        load_list(by=Actor("person:1"), read=ListRead("nothing"))


def test_named_bodies_are_made_once_without_posts_and_addresses() -> None:
    first, second, third = record_named_bodies(
        by=INGEST,
        names=[
            "The Manager, Fernlea Nursing Home",
            "FERNLEA NURSING HOME, 4 Marrow Lane, Tarnwick TW1 1AA",
            "Marrow Logistics Ltd",
        ],
    )
    assert first == second
    assert (first.name, first.kind) == ("Fernlea Nursing Home", "care_home")
    assert third.kind == "company"
    assert record_named_bodies(by=INGEST, names=["Marrow Logistics Ltd"]) == [third]
    assert third.key not in {body.key for body in all_bodies()}


def test_the_reviewed_lists_load_whole() -> None:
    report = load_shipped(by=ORGANISATIONS_LOADER)
    assert report.failed == []
    assert report.left_out == []
    keys = set(Organisation.objects.values_list("key", flat=True))
    claims = SuccessionClaim.objects.values_list("predecessor_key", "successor_key")
    assert {key for pair in claims for key in pair} <= keys
    assert set(OrganisationLink.objects.values_list("child_key", flat=True)) <= keys
    assert Organisation.objects.filter(kind="icb", closed=None).count() >= 36


@pytest.mark.shared
def test_the_real_lists_loaded_twice_change_nothing(shared_dir: Path) -> None:
    load_shipped(by=ORGANISATIONS_LOADER)
    folder = shared_dir / "data" / "organisations"
    report = load_paths([folder], by=ORGANISATIONS_LOADER)
    assert report.failed == []
    assert "etr_column_spec.pdf" in [left.where for left in report.left_out]
    before, events = held(), Event.objects.count()
    again = load_paths([folder], by=ORGANISATIONS_LOADER)
    assert (again.bodies, again.facts, Event.objects.count()) == (0, 0, events)
    assert held() == before


@pytest.mark.shared
def test_the_real_lists_give_the_same_in_two_orders(shared_dir: Path) -> None:
    load_shipped(by=ORGANISATIONS_LOADER)
    paths = sorted((shared_dir / "data" / "organisations").glob("*.csv"))
    results = []
    for order in (paths, paths[::-1]):
        with transaction.atomic():
            for path in order:
                load_paths([path], by=ORGANISATIONS_LOADER)
            results.append(held())
            transaction.set_rollback(True)
    assert results[0] == results[1]
