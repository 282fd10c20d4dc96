"""A long list as CSV over HTTP: how soon the first byte comes, and how much memory the server takes for it.

    .venv/bin/python -m bench.csv_stream --home COPY [--entries 50000]

COPY is a copy of an ANSWERABLE_HOME with real entries: its rows are copied until there are enough, and stay.
It is served as `answerable serve` does, by one worker. Asked are every entry, the entries of one narrowed
search (as far as the index knows them), the reports and the bodies. Memory is what the worker holds of its
own (RssAnon of /proc), looked at every 20 ms; pages of the database's file that the system maps in are not
counted, since it may take them back at any time. "Held before" is after two pages and one short CSV, so that
the search index, which a server keeps, is loaded. The first byte is the mark that says UTF-8: the first row
is timed too, and both are to come within a second.
"""

import argparse
import http.client
import os
import platform
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench.search_world import grow, sentences_of

ADDRESSES = ("/search.csv", "/search.csv?kind=concern", "/reports.csv", "/organisations.csv", "/reports.json")
MOST_SECONDS, MOST_MEGABYTES = 1.0, 50.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--entries", type=int, default=50_000)
    given = parser.parse_args()
    os.environ |= {"ANSWERABLE_HOME": str(given.home), "DJANGO_SETTINGS_MODULE": "answerable.settings"}
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    path = given.home / "answerable.sqlite3"
    if _entries(path) < given.entries:
        with sqlite3.connect(path) as database:
            sentences = sentences_of(database)
        print(f"{grow(path, given.entries, sentences)} copies of the rows made")
    print(f"{_entries(path):,} entries")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = "from answerable.cli import main; main()"
    with (given.home / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", command, "serve", "--port", str(port), "--workers", "1"],
            stdout=log,
            stderr=log,
        )
    try:
        _wait(port)
        for address in ("/", "/about/by-year.csv", "/search?kind=concern"):
            _ask(port, address)
        worker = _child(server.pid)
        failed = [address for address in ADDRESSES if not _measured(port, address, worker)]
    finally:
        server.terminate()
        server.wait(timeout=30)
    if failed:
        raise SystemExit(f"Too slow, or too much memory: {', '.join(failed)}")


def _measured(port: int, address: str, worker: int) -> bool:
    """Prints the figures of one address. Whether they are within bounds."""
    before = _held(worker)
    watch = Watch(worker)
    watch.start()
    first, row, whole, rows, size = _ask(port, address)
    watch.done.set()
    watch.join()
    more = watch.most - before
    print(
        f"{address}: {rows:,} lines, {size / 1e6:.1f} MB; first byte {first * 1000:.0f} ms, first row "
        f"{row * 1000:.0f} ms, all {whole:.1f} s; held before {before:.0f} MB, at most {more:+.0f} MB more",
        flush=True,
    )
    return max(first, row) < MOST_SECONDS and more < MOST_MEGABYTES


class Watch(threading.Thread):
    """The most that a process held while this ran."""

    def __init__(self, process: int) -> None:
        super().__init__()
        self.process, self.most = process, 0.0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.02):
            self.most = max(self.most, _held(self.process))


def _held(process: int) -> float:
    """Megabytes that a process has of its own."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("This system does not say how much memory a process has of its own.")


def _child(parent: int) -> int:
    """The worker of a server that has one."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return int(children[0])


def _ask(port: int, address: str) -> tuple[float, float, float, int, int]:
    """(seconds to the first byte of the content, to the end of the first line after the heading, to the last
    byte, lines, bytes)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    started = time.perf_counter()
    connection.request("GET", address, headers={"Host": "localhost"})
    answer = connection.getresponse()
    if answer.status == 503:
        raise SystemExit(f"{address}: this register has no index: run answerable reindex.")
    if answer.status != 200:
        raise SystemExit(f"{address}: {answer.status}")
    piece = answer.read1(1 << 16)
    first = time.perf_counter() - started
    row = 0.0
    rows = size = 0
    while piece:
        rows += piece.count(b"\n")
        size += len(piece)
        row = row or (time.perf_counter() - started if rows > 1 else 0.0)
        piece = answer.read1(1 << 16)
    connection.close()
    return first, row, time.perf_counter() - started, rows, size


def _entries(path: Path) -> int:
    with sqlite3.connect(path) as database:
        count: int = database.execute("select count(*) from register_entry").fetchone()[0]
    return count


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not answer.")


if __name__ == "__main__":
    main()
