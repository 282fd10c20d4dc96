"""Whether the surname in a report's page address stands in the public export of that report.

    ANSWERABLE_HOME=DIR .venv/bin/python bench/exported_names.py [--sample 1000] [--seed 1]

Exports the register that lies in ANSWERABLE_HOME, and looks for each surname as a word in the report's
entries and title, and apart from them in its addressees (where bodies share surnames: "NHS England").
Prints counts and the references of hits, never a name.
"""

import argparse
import csv
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from answerable.core.text.names import surname_of


def rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(1 << 30)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=1000, help="reports, at random; 0 for all")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    home = Path(os.environ["ANSWERABLE_HOME"])
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        reports = database.execute(
            "SELECT reference, url FROM register_report"
            " WHERE instrument IN ('reg28', 'rule43') ORDER BY reference"
        ).fetchall()
    named = [(ref, surname_of(url.rstrip("/").rpartition("/")[2])) for ref, url in reports if url]
    named = [(ref, surname) for ref, surname in named if surname]
    if options.sample:
        named = random.Random(options.seed).sample(named, min(options.sample, len(named)))
    words: dict[str, list[str]] = defaultdict(list)
    addressees: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        program = str(Path(sys.executable).parent / "answerable")
        subprocess.run([program, "export", folder], check=True, capture_output=True)
        for row in rows(Path(folder) / "entries.csv"):
            texts = ("heading", "lead_in", "text", "purpose")
            words[row["report"]] += [row[column] for column in texts]
        for row in rows(Path(folder) / "reports.csv"):
            words[row["report"]].append(row["title"].replace(row["publisher"], ""))
        for row in rows(Path(folder) / "addressees.csv"):
            addressees[row["report"]].append(row["as_written_names_withheld"])
    capital, small, bodies = [], [], []
    for reference, surname in named:
        pattern = re.compile(rf"(?<![^\W\d_]){re.escape(surname)}(?![^\W\d_])", re.IGNORECASE)
        found = [match.group() for text in words[reference] for match in pattern.finditer(text)]
        if any(match[0].isupper() for match in found):
            capital.append(reference)
        elif found:
            small.append(reference)
        if any(pattern.search(text) for text in addressees[reference]):
            bodies.append(reference)
    print(f"{len(named):,} reports")
    print(f"surname in entries or title, with a capital: {len(capital)} {capital}")
    print(f"only without a capital: {len(small)} {small}")
    print(f"in an addressee: {len(bodies)} {bodies}")


if __name__ == "__main__":
    main()
