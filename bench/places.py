"""How long a list of 120,000 places takes to read and load, and in how much memory.

    python -m bench.places [--rows 120000] [--share 0.05]

Makes lists of places of our own in the shape of the Care Quality Commission's (122 columns): as CSV and as
a spreadsheet, the share of hospitals for mental health as given; and one in which every row is one. Each is
read and loaded by a process of its own into a register in a folder that is thrown away, the first twice.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

OTHERS = 106  # columns that the register has no use for
PROVIDERS = 400


def rows(count: int, share: float) -> Iterator[list[str]]:
    from tests.made.place_lists import ACTIVE, HOSPITAL

    yield [*ACTIVE, *(f"Service type - other {n}" for n in range(OTHERS))]
    every = round(1 / share)
    for number in range(count):
        provider = number % PROVIDERS
        cells = dict.fromkeys(ACTIVE, "A few words")
        cells |= {
            "Location ID": f"1-{number:09d}",
            "Location HSCA start date": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/20{number % 15 + 10}",
            "Location Name": f"{number:x} Tarnwick House",
            "Location ODS Code": "",
            "Brand Name": "-",
            "Provider ID": f"1-{provider:05d}",
            "Provider Name": f"Provider {provider} Limited",
            HOSPITAL: "Y" if number % every == 0 else "",
        }
        yield [*(cells[column] for column in ACTIVE), *("Y" if n % 9 == 0 else "" for n in range(OTHERS))]


def make(folder: Path, count: int, share: float) -> list[Path]:
    bodies = folder / "bodies.csv"
    lines = ["key,name,kind,cqc,source"]
    lines += [
        f"ind:p{n},Provider {n} Limited,independent_provider,1-{n:05d},Made up" for n in range(PROVIDERS)
    ]
    bodies.write_text("\n".join(lines) + "\n")
    listed, whole = folder / "listed.csv", folder / "whole.csv"
    for path, part in ((listed, share), (whole, 1.0)):
        with path.open("w", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["Source: CQC database as at 1 September 2026"])
            writer.writerows(rows(count, part))
    sheet = folder / "listed.ods"
    write_sheet(sheet, rows(count, share))
    return [bodies, listed, listed, sheet, whole]


def write_sheet(path: Path, table: Iterator[list[str]]) -> None:
    from tests.made.place_lists import sheet_row, spreadsheet

    mark = "<table:table-row>"
    frame = spreadsheet({"README": [["Source: CQC database as at 1 August 2026"]], "Active": [["MARK"]]})
    empty = path.with_suffix(".frame")
    empty.write_bytes(frame)
    with zipfile.ZipFile(empty) as packed:
        content = packed.read("content.xml").decode()
    before, _, after = content.rpartition(mark)
    after = after.partition("</table:table-row>")[2]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        with out.open("content.xml", "w", force_zip64=True) as into:
            into.write(before.encode())
            for cells in table:
                into.write(sheet_row(cells).encode())
            into.write(after.encode())


def child(path: Path) -> None:
    from answerable.cli.ready import prepare

    prepare()
    from answerable.core.actors import ORGANISATIONS_LOADER
    from answerable.organisations.loading import load_paths

    at_rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = time.perf_counter(), time.process_time()
    report = load_paths([path], by=ORGANISATIONS_LOADER)
    seconds, processor = time.perf_counter() - began[0], time.process_time() - began[1]
    (file,) = report.files
    print(
        json.dumps(
            {
                "file": path.name,
                "bytes": path.stat().st_size,
                "rows": file.rows,
                "out_of_scope": sum(file.out_of_scope.values()),
                "left_out": len(report.left_out),
                "new_facts": file.facts,
                "seconds": round(seconds, 1),
                "processor": round(processor, 1),
                "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024 - at_rest,
            }
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=120_000)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        home = {**os.environ, "ANSWERABLE_HOME": str(folder / "home")}
        for path in make(folder, given.rows, given.share):
            command = [sys.executable, "-m", "bench.places", "--child", str(path)]
            subprocess.run(command, env=home, check=True)


if __name__ == "__main__":
    main()
