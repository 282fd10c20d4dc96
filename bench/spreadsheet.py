"""Do the CSV files open in LibreOffice with no formula? Each is converted, and formulas are counted.

    .venv/bin/python -m bench.spreadsheet FOLDER [--most 5000]

FOLDER holds CSV files of `answerable export`. Of each, as many rows are taken as given. Two files are made
besides: one with hostile cells as this register writes them, and one with the same cells as they are, by
which is shown that formulas are found. Needs `soffice` (libreoffice-calc-nogui). Ends with an error where a
formula stands.
"""

import argparse
import csv
import itertools
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from answerable.publication.csvsafe import csv_lines

STARTS = ("=", "+", "-", "@", "\t=", "\r=", "\n=", "\0=", " =", "=\0")
ENDS = (
    "1+1",
    "SUM(A1:A2)",
    'HYPERLINK("http://127.0.0.1/";"x")',
    "cmd|' /C calc'!A0",
    'WEBSERVICE("http://127.0.0.1/")',
    "A1",
)
RAW = "as-they-are.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=5_000, help="rows of each file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        files = [_shortened(path, work, given.most) for path in sorted(given.folder.glob("*.csv"))]
        hostile = [(start + end, end + start) for start in STARTS for end in ENDS]
        (work / "hostile.csv").write_text("".join(csv_lines(("a", "b"), hostile)), newline="")
        with (work / RAW).open("w", newline="") as file:
            csv.writer(file).writerows(_without_nul(hostile))
        found = dict(_formulas([*files, work / "hostile.csv", work / RAW], work))
    control = found.pop(RAW)
    print(f"{len(found)} files opened; formulas: {sum(found.values())}; in the control: {control}")
    if sum(found.values()):
        raise SystemExit(str({file: count for file, count in found.items() if count}))
    if not control:
        raise SystemExit("No formula was found where there are some: this shows nothing.")


def _shortened(path: Path, work: Path, most: int) -> Path:
    """The first rows of a file. A row may have several lines."""
    with path.open(encoding="utf-8", newline="") as file, (work / path.name).open("w", newline="") as part:
        csv.writer(part).writerows(itertools.islice(csv.reader(file), most))
    return work / path.name


def _without_nul(rows: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    return ([cell.replace("\0", "") for cell in row] for row in rows)


def _formulas(files: Sequence[Path], work: Path) -> Iterator[tuple[str, int]]:
    """(file, cells that are a formula), as LibreOffice takes it in: UTF-8, parted by commas."""
    subprocess.run(
        [
            *(
                "soffice",
                f"-env:UserInstallation=file://{work}/profile",
                "--headless",
                "--convert-to",
                "fods",
            ),
            *("--infilter=CSV:44,34,76,1", "--outdir", str(work), *map(str, files)),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for file in files:
        opened = file.with_suffix(".fods").read_text(encoding="utf-8")
        if "<table:table " not in opened:
            raise SystemExit(f"{file.name} was not opened.")
        yield file.name, opened.count("table:formula=")


if __name__ == "__main__":
    main()
