"""HTML, CSV, API, JSON and bulk files show the same facts of every record; and the comparison can fail."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from answerable.pipeline.export import export_to
from tests.made.published import small_register, told_in_full
from tests.made.truth import Asker, Row, Thing, faults
from tests.made.truth_of_duties import THINGS
from tests.made.truth_of_places import PLACE
from tests.made.truth_of_reports import BODY, ENTRY, EXPECTATION, REPORT

pytestmark = pytest.mark.django_db
ALL = (ENTRY, REPORT, BODY, PLACE, EXPECTATION, *THINGS)
FEW_INDICATORS = 3  # with all their pages the test would be slow; bench/one_truth.py looks at every one


@pytest.fixture(scope="module")
def files(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    made: Path = tmp_path_factory.mktemp("home")
    kept, settings.HOME = settings.HOME, made
    with django_db_blocker.unblock(), transaction.atomic():
        small_register()
        told_in_full(made)
        export_to(made / "bulk")
        yield made / "bulk"
        transaction.set_rollback(True)
    settings.HOME = kept


def rows_of(files: Path, thing: Thing) -> list[Row]:
    rows: list[Row] = [json.loads(line) for line in (files / f"{thing.table}.jsonl").read_text().splitlines()]
    return rows[:FEW_INDICATORS] if thing.table == "indicators" else rows


@pytest.mark.parametrize("thing", ALL, ids=lambda thing: thing.table)
def test_every_form_tells_the_same(files: Path, thing: Thing) -> None:
    rows = rows_of(files, thing)
    assert rows, "nothing to compare"
    ask = Asker()
    assert [fault for row in rows for fault in faults(thing, row, ask)] == []


@pytest.mark.parametrize("thing", ALL, ids=lambda thing: thing.table)
def test_cell_that_differs_is_found(files: Path, thing: Thing) -> None:
    """Each column that any form tells is changed in turn; what no form tells has a reason."""
    row, ask = rows_of(files, thing)[0], Asker()
    addresses = " ".join((*(address for address, _ in thing.json), thing.page, thing.csv))
    for column in thing.columns:
        there = thing.csv_names.get(column.name, column.name) if thing.csv else ""
        if f"{{{column.name}}}" in addresses or not (column.paths or there):
            continue
        changed = {**row, column.name: "2001-02-03" if "-" in str(row[column.name]) else 90817}
        assert _differs(thing, changed, ask), column.name


def _differs(thing: Thing, row: Row, ask: Asker) -> bool:
    try:
        return bool(faults(thing, row, ask))
    except (KeyError, TypeError):  # a code or a number that pages have no words for
        return True


def test_field_that_is_declared_nowhere_is_found(files: Path) -> None:
    row, ask = rows_of(files, ENTRY)[0], Asker()
    assert faults(ENTRY, {**row, "new": 1}, ask) == ["new: is declared nowhere"]
    ask.kept[f"/api/v1/entries/{row['entry']}"] = json.dumps(
        {**json.loads(ask(f"/api/v1/entries/{row['entry']}")), "more": {"of": [1]}}
    ).encode()
    [fault] = faults(ENTRY, row, ask)
    assert "more.of[] is in no column" in fault
