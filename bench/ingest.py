"""How long the real table and list of inquiries take from nothing, index included, and how much memory.

    .venv/bin/python bench/ingest.py [--shared ../shared] [--keep HOME]

Prints machine, versions, seconds, and the highest sum over all processes of the memory that each has to
itself or as its share of what is shared (PSS). Runs the same again, and says whether anything changed.
"""

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def family(root: int) -> list[int]:
    """The process and all that came from it."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += parents.get(pid, [])
    return found


def pss(pid: int) -> int:
    """Proportional set size, bytes; 0 when the process is gone."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def timed(command: list[str], home: Path) -> tuple[float, int, dict[str, object]]:
    environment = {**os.environ, "ANSWERABLE_HOME": str(home)}
    started, peak = time.monotonic(), 0
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.DEVNULL)
        while child.poll() is None:
            peak = max(peak, sum(pss(pid) for pid in family(child.pid)))
            time.sleep(0.5)
        seconds = time.monotonic() - started
        out.seek(0)
        told = json.loads(out.read())
    if child.returncode:
        sys.exit(f"{command} ended with {child.returncode}")
    return seconds, peak, told


def counts(home: Path) -> dict[str, int]:
    tables = ("ledger_event", "register_report", "register_entry", "register_entryversion", "duties_duty")
    with sqlite3.connect(home / "answerable.sqlite3") as database:
        return {table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--keep", type=Path, help="a new folder for the register, kept for other benchmarks")
    options = parser.parse_args()
    data = options.shared / "data"
    files = [str(data / "pfd" / "reports.csv"), str(data / "inquiries" / "recommendations.json")]
    with tempfile.TemporaryDirectory(prefix="answerable-bench-") as temporary:
        home = options.keep or Path(temporary)
        program = str(Path(sys.executable).parent / "answerable")
        print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
        print(f"load before: {os.getloadavg()[0]:.1f}")
        seconds, peak, told = timed([program, "ingest", "--json", *files], home)
        print(f"from nothing, index included: {seconds:.0f} s, peak {peak / 1e6:,.0f} MB over all processes")
        left_out, warnings = told["left_out"], told["warnings"]
        assert isinstance(left_out, list) and isinstance(warnings, list)
        print({**told, "left_out": len(left_out), "warnings": len(warnings)})
        before = counts(home)
        seconds, peak, _ = timed([program, "ingest", "--json", *files], home)
        after = counts(home)
        print(f"the same again: {seconds:.1f} s, {'nothing changed' if before == after else 'CHANGED'}")
        print(after)


if __name__ == "__main__":
    main()
