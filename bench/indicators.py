"""How the real files of figures load and reconcile, and how long 500 providers x 60 x 10 years take.

    .venv/bin/python bench/indicators.py real [--shared ../shared]
    .venv/bin/python bench/indicators.py load [--providers 500] [--years 10] [--home DIR]
    .venv/bin/python bench/indicators.py pages --home DIR [--requests 300]

`real` loads every file into a register of its own with the lists of bodies, and compares it with the files
as this script reads them by itself: rows, sums and hidden values, by file. `load` makes files in the shape of
the monthly statistics, one a month, of fictional providers and 60 indicators or parts of them, and keeps the
register in DIR where one is given. `pages` asks such a register for pages, pictures and tables of indicators,
each body once, with nothing kept beforehand. Run both when nothing else runs (`uptime` below 3): seconds of
processor tell what it costs, seconds by the clock what a reader waits.
"""

import argparse
import csv
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

COUNTS = ("rows", "loaded", "suppressed", "protected", "empty", "repeated", "rejected")
HEADER = (
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,PRIMARY_LEVEL_DESCRIPTION,"
    "SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE\n"
)


def answerable(home: Path, *arguments: str) -> dict[str, object]:
    environment = {**os.environ, "ANSWERABLE_HOME": str(home)}
    program = [sys.executable, "-c", "from answerable.cli import main; main()"]
    done = subprocess.run(
        [*program, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if not done.stdout.strip():
        sys.exit(done.stderr)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def django(home: Path) -> None:
    os.environ["ANSWERABLE_HOME"] = str(home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    import django as framework

    framework.setup()


def as_written(path: Path) -> tuple[int, int, Decimal, Counter[str]]:
    """Rows, hidden rows, the sum of numbers and the rows by measure, by a reader of this script's own."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.reader(file) if any(row)]
    if rows[0][-1] in ("value", "count"):
        rows = rows[1:]
    measure = {4: 2, 3: 1}.get(len(rows[0]), 0)
    hidden = sum(row[-1] == "*" for row in rows)
    total = sum((Decimal(row[-1]) for row in rows if row[-1] != "*"), Decimal(0))
    return len(rows), hidden, total, Counter(row[measure] for row in rows)


def real(shared: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        answerable(home, "organisations", "load", str(shared / "data" / "organisations"), "--json")
        started = time.monotonic()
        told = answerable(home, "indicators", "load", str(shared / "data" / "indicators"), "--json")
        seconds = time.monotonic() - started
        print(f"{seconds:.0f} s; " + ", ".join(f"{told[count]:,} {count}" for count in COUNTS))
        again = answerable(home, "indicators", "load", str(shared / "data" / "indicators"), "--json")
        print("loading again changes nothing:", all(again[count] == told[count] for count in COUNTS))
        for refused in told["refused"]:  # type: ignore[attr-defined]
            print(f"refused: {refused['file']}, {refused['rows']} rows: {refused['why'][:90]}")
        for doubt in told["doubts"]:  # type: ignore[attr-defined]
            print(f"doubt: {doubt}")
        django(home)
        _reconcile({path.name: path for path in (shared / "data" / "indicators").rglob("*.csv")})
        _attribution()


def _reconcile(paths: dict[str, Path]) -> None:
    from django.db.models import Sum

    from answerable.impact.models import SeriesFile, Value

    apart = 0
    for file in SeriesFile.objects.order_by("name"):
        rows, hidden, total, _ = as_written(paths[file.name])
        held = Value.objects.filter(file=file)
        summed = held.aggregate(total=Sum("value"))["total"] or Decimal(0)
        # What is withheld here or given twice is no value: their rows are read again from the file.
        kept = set(held.exclude(value=None).values_list("row", flat=True))
        with paths[file.name].open(encoding="utf-8-sig", newline="") as opened:
            numbered = list(enumerate(csv.reader(opened), start=1))
        elsewhere = sum(
            (
                Decimal(row[-1])
                for number, row in numbered
                if number not in kept and row and row[-1] not in ("*", "value", "count")
            ),
            Decimal(0),
        )
        agree = (
            rows == file.rows
            and hidden == file.suppressed
            and abs(summed + elsewhere - total) < Decimal("0.01")
        )
        apart += not agree
        if not agree:
            print(f"{file.name}: {rows} rows, {hidden} hidden, {total} in the file; {file.rows}, "
                  f"{file.suppressed}, {summed} held and {elsewhere} withheld or repeated")  # fmt: skip
    print(f"{SeriesFile.objects.count()} files reconciled with an independent reading: {apart} differ")


def _attribution() -> None:
    from answerable.impact.queries import attribution, lines_left

    for level in ("provider", "receiving provider", "sub-icb", "region"):
        for only in (False, True):
            found = attribution(level, figures_only=only)
            bodies = sum(found.values()) - found["not a body"]
            told = bodies - found["none"]
            if bodies:
                what = "rows with a number" if only else "rows"
                print(f"{level}, {what}: {told:,} of {bodies:,} ({told / bodies:.2%}) {dict(found)}")
    for code, name, why, rows in lines_left("provider", "receiving provider")[:40]:
        print(f"left: {code} {name}, {rows} rows: {why}")


def load(providers: int, years: int, kept: Path | None) -> None:
    from answerable.impact.definitions import shipped

    codes = [
        one.code
        for one in shipped().values()
        if "provider" in one.levels and "month" in one.periods and not one.part_of and one.kind != "share"
    ]
    splits = ["NONE", "Female", "Male"]
    measures = [(code, split) for split in splits for code in codes][:60]
    chance = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        home, files = kept or Path(folder) / "home", Path(folder) / "files"
        files.mkdir()
        home.mkdir(exist_ok=True)
        for month in range(12 * years):
            year, number = 2015 + month // 12, month % 12 + 1
            last = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]
            lines = [HEADER]
            for place in range(providers):
                who = f"Z{place:04},Marrowby {place:04} Care NHS Trust"
                for code, split in measures:
                    kind = "Provider" if split == "NONE" else "Provider; Sex"
                    value = "*" if chance.random() < 0.3 else str(5 * chance.randrange(1, 19))
                    lines.append(
                        f"{year}-{number:02}-01,{year}-{number:02}-{last},Final,{kind},{who},{split},{split},"
                        f"{code},,{value}\n"
                    )
            (files / f"month-{year}-{number:02}.csv").write_text("".join(lines))
        answerable(home, "indicators", "list", "--json")
        load_before = os.getloadavg()[0]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        told = answerable(home, "indicators", "load", str(files), "--json")
        seconds = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        size = (home / "answerable.sqlite3").stat().st_size / 1e6
    print(f"{platform.processor() or platform.machine()}, load {load_before:.1f} at the start")
    print(f"{len(measures)} measures; " + ", ".join(f"{told[count]:,} {count}" for count in COUNTS))
    print(f"{seconds:.0f} s in all, {busy:.0f} s of processor, {size:,.0f} MB of database")


def pages(home: Path, requests: int) -> None:
    django(home)
    from django.core.cache import cache
    from django.test import Client

    from answerable.impact.models import Line
    from answerable.organisations.models import Organisation

    codes = sorted(set(Line.objects.values_list("indicator", flat=True)))
    bodies = Organisation.objects.filter(pk__in=Line.objects.values("organisation")).order_by("pk")
    references = list(bodies.values_list("reference", flat=True))
    chance, client = random.Random(7), Client(HTTP_HOST="localhost")
    forms = (
        "/indicators/{code}/{body}",
        "/indicators/{code}/charts/{body}.svg",
        "/indicators/{code}/charts/{body}.csv",
        "/indicators/{code}?page={page}",
        "/indicators/{code}/equality?about={body}",
        "/indicators/{code}/comparison",
        "/indicators",
    )
    taken: dict[str, list[tuple[float, float, int]]] = {form: [] for form in forms}
    client.get("/indicators")  # the first request imports what all need
    cache.clear()
    for at in range(requests):
        form = forms[at % len(forms)]
        code, body = chance.choice(codes), chance.choice(references)
        href = form.format(code=code, body=body, page=chance.randrange(1, 40))
        wall, busy = time.perf_counter(), time.process_time()
        response = client.get(href)
        streamed = getattr(response, "streaming_content", None)
        size = len(b"".join(streamed)) if streamed is not None else len(response.content)
        if response.status_code != 200:
            print(f"{response.status_code} {href}")
        taken[form].append((time.perf_counter() - wall, time.process_time() - busy, size))
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    for form, ones in [*taken.items(), ("all", [one for all_ in taken.values() for one in all_])]:
        walls, busies = (sorted(1000 * one[part] for one in ones) for part in (0, 1))
        p95 = int(0.95 * (len(walls) - 1))
        print(
            f"{form}: {len(ones)}, p50 {walls[len(walls) // 2]:.0f} ms, p95 {walls[p95]:.0f} ms, most "
            f"{walls[-1]:.0f} ms; processor p50 {busies[len(busies) // 2]:.0f}, p95 {busies[p95]:.0f} ms; "
            f"{max(one[2] for one in ones) / 1000:.0f} KB at most"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["real", "load", "pages"])
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--providers", type=int, default=500)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--requests", type=int, default=300)
    given = parser.parse_args()
    if given.what == "real":
        real(given.shared)
    elif given.what == "load":
        load(given.providers, given.years, given.home)
    elif given.home is None:
        parser.error("pages: give --home, a register that `load` made")
    else:
        pages(given.home, given.requests)
