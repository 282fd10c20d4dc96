"""How well and how fast addressees are read: on the labelled cells, and on cells labelled for this project.

    python bench/addressees.py [--shared DIR] [--errors]

Prints the machine, precision and recall on each set, and the time that all cells of the real table take. The
cells of data/labels/addressees_own.jsonl were drawn at random (seed 20260301: 60 of the categories mental
health and suicide, 90 of all, none of them in the labelled file) and labelled by reading before the resolver
was written. Errors on the half "tuned_on" were looked at while rules were made, those on "held_out" never.
"""

import argparse
import csv
import datetime as dt
import os
import platform
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

if __name__ == "__main__":
    import django

    django.setup()

from answerable.organisations.evaluation import (  # noqa: E402
    evaluate_addressees,
    evaluate_cases,
    label_date,
    read_cases_by_row,
)
from answerable.organisations.resolver import Resolver  # noqa: E402

LABELS = ROOT / "data" / "labels" / "addressees_own.jsonl"


def cells_of(table: Path) -> set[tuple[str, dt.date]]:
    csv.field_size_limit(10**9)
    with table.open(encoding="utf-8-sig", newline="") as file:
        read = {(row["receiver"], label_date(row["date"])) for row in csv.DictReader(file)}
    return {(cell, on) for cell, on in read if on}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was wrong")
    options = parser.parse_args()
    table = options.shared / "data" / "pfd" / "reports.csv"
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    began = time.perf_counter()
    resolver = Resolver.from_database()
    print(f"{len(resolver.bodies):,} bodies ready in {time.perf_counter() - began:.2f} s")
    sets = {
        "labelled": evaluate_addressees(options.shared / "eval" / "addressees.jsonl", resolver),
        "own, tuned on": evaluate_cases(read_cases_by_row(LABELS, table, "tuned_on"), resolver),
        "own, held out": evaluate_cases(read_cases_by_row(LABELS, table, "held_out"), resolver),
    }
    for title, figures in sets.items():
        print(f"{title}: ods {figures['ods']}, named {figures['named']}, {figures['counts']['cases']} cells")
        for error in figures["errors"] if options.errors else ():
            print(f"  {error}")
    cells = cells_of(table)
    began, used = time.perf_counter(), time.process_time()
    for cell, on in cells:
        resolver.resolve(cell, on)
    print(
        f"{len(cells):,} cells in {time.perf_counter() - began:.1f} s "
        f"({time.process_time() - used:.1f} s of processor time)"
    )


if __name__ == "__main__":
    main()
