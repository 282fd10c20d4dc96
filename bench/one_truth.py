"""Do HTML, CSV, API, JSON and the bulk files tell the same of every record? Field by field.

    ANSWERABLE_HOME=HOME .venv/bin/answerable export FILES
    .venv/bin/python -m bench.one_truth --home HOME --files FILES [--most 300] [--seed 1]

HOME is a register and FILES what was exported from it just now. Of each table as many rows as given are drawn
by chance (0: every row) and compared with the pages, the JSON and the CSV beside them, and the API. The map
is in tests/made/truth_of_*.py: what one form has and another lacks is declared there with its reason, and all
else is a fault. The SQLite file and any Parquet files are compared with the JSON Lines, whole.
"""

import argparse
import itertools
import json
import os
import random
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--most", type=int, default=300, help="rows of each table; 0: all")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ |= {"ANSWERABLE_HOME": str(given.home), "DJANGO_SETTINGS_MODULE": "answerable.settings"}
    django.setup()
    wrong = sum(_forms(given.files)) + sum(_shown(given.files, given.most, random.Random(given.seed)))
    print(f"{wrong} faults")
    if wrong:
        raise SystemExit(1)


def _shown(files: Path, most: int, chance: random.Random) -> Iterator[int]:
    """Faults of each table, against what the site answers."""
    from tests.made.truth import Asker, faults
    from tests.made.truth_of_duties import THINGS
    from tests.made.truth_of_places import PLACE
    from tests.made.truth_of_reports import BODY, ENTRY, EXPECTATION, REPORT

    ask = Asker()
    for thing in (ENTRY, REPORT, BODY, PLACE, EXPECTATION, *THINGS):
        rows = [row for row in _lines(files / f"{thing.table}.jsonl") if _has_a_page(thing.table, row)]
        held = len(rows)
        if most and held > most:
            rows = sorted(chance.sample(rows, most), key=lambda row: str(row[thing.columns[0].name]))
        started = time.process_time()
        found = [fault for row in rows for fault in faults(thing, row, ask)]
        seconds = time.process_time() - started
        print(
            f"{thing.table}: {len(rows):,} of {held:,} rows, {len(found)} faults, {seconds:.0f} s", flush=True
        )
        for fault in found[:10]:
            print(f"  {fault[:300]}")
        yield len(found)


def _has_a_page(table: str, row: dict[str, Any]) -> bool:
    """Merged and retired expectations and answers that were taken back lead elsewhere; figures of places and
    of parts have no page of a body."""
    if table == "expectations":
        return row["state"] in ("adopted", "draft")
    if table == "answers":
        return not row["withdrawn_at"]
    if table == "figures":
        return bool(row["organisation"]) and not row["split"] and row["level"] != "receiving provider"
    return True


def _forms(files: Path) -> Iterator[int]:
    """Rows of each table that SQLite or Parquet hold otherwise than JSON Lines."""
    with sqlite3.connect(files / "answerable.sqlite3") as database:
        database.row_factory = sqlite3.Row
        for path in sorted(files.glob("*.jsonl")):
            rows = database.execute(f'SELECT * FROM "{path.stem}"')
            pairs = itertools.zip_longest(_lines(path), map(dict, rows))
            differ = sum(one != other for one, other in pairs)
            if (columns := path.with_suffix(".parquet")).exists():
                differ += sum(
                    one != other for one, other in itertools.zip_longest(_lines(path), _columns(columns))
                )
            if differ:
                print(f"{path.stem}: {differ} rows differ between JSON Lines and SQLite or Parquet")
            yield differ
    print("JSON Lines, SQLite and Parquet compared")


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _columns(path: Path) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(path).iter_batches():
        for row in batch.to_pylist():
            yield {
                name: value.isoformat() if hasattr(value, "isoformat") else value
                for name, value in row.items()
            }


if __name__ == "__main__":
    main()
