"""The real files: every row accounted for, and sums as a plain reading of the files gives them."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from answerable.impact.bodies import Bodies
from answerable.impact.definitions import shipped
from answerable.impact.files.model import UnreadableFileError
from answerable.impact.files.reading import read_file
from answerable.impact.sorting import Sorted, counts, sort_rows

pytestmark = pytest.mark.shared
REFUSED = {
    "OAP-days-Top5-yearly-changes.csv",  # periods across, no measure
    "OAPs-bed-occupancy-top-5.csv",
    "OAPs-distance-birmingham.csv",  # no date
}


@pytest.fixture(scope="module")
def folder(shared_dir: Path) -> Path:
    return shared_dir / "data" / "indicators"


def plainly(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if any(row)]
    return rows[1:] if rows[0][-1] in ("value", "count") else rows


def sorted_rows(path: Path) -> Sorted:
    return sort_rows(read_file(path.read_bytes(), name=path.name), Bodies(), shipped())


def test_every_row_of_every_file_is_accounted_for(folder: Path) -> None:
    refused = set()
    for path in sorted(folder.rglob("*.csv")):
        try:
            found = counts(sorted_rows(path))
        except UnreadableFileError:
            refused.add(path.name)
            continue
        rows = plainly(path)
        assert sum(found.values()) == len(rows), path.name
        assert found["rejected"] == found["empty"] == 0, path.name
        hidden = sum(row[-1] == "*" for row in rows)
        assert found["suppressed"] == hidden, path.name
    assert refused == REFUSED


def test_sums_are_those_of_the_files(folder: Path) -> None:
    for path in sorted((folder / "restraint").glob("*.csv")):
        held = sum((row.value for row in sorted_rows(path).rows if row.value is not None), Decimal(0))
        assert held == sum(int(row[-1]) for row in plainly(path) if row[-1] != "*"), path.name


def test_people_detained_and_people_under_the_act_are_two_measures(folder: Path) -> None:
    """The label changes for five months, and the figures with it."""
    codes = [
        {row.indicator.code for row in sorted_rows(path).rows}
        for path in sorted((folder / "restraint").glob("sect*.csv"))
    ]
    assert codes == [{"MHS09"}] * 4 + [{"MHS08"}] * 5 + [{"MHS09"}] * 3


def test_totals_do_not_give_a_lone_hidden_part_away(folder: Path) -> None:
    """Every set of parts of a region with its total has no part hidden, or at least two without a figure."""
    for path in sorted((folder / "oap").glob("oaps-open-data-*.csv")):
        sets: dict[tuple[str, str, str], list[bool]] = {}
        wholes = {}
        for row in sorted_rows(path).rows:
            kind, _, value = row.cell.split.partition(": ")
            if row.cell.level == "region" and row.indicator.parts_add_up:
                if not kind:
                    wholes[row.cell.measure, row.cell.code] = row.value
                elif value != "0":
                    sets.setdefault((row.cell.measure, row.cell.code, kind), []).append(row.value is None)
        lone = [key for key, hidden in sets.items() if sum(hidden) == 1 and wholes.get(key[:2]) is not None]
        assert not lone, path.name
