"""Drives a mixed public journey against a running copy of the register, at a steady rate, from another
process.

    .venv/bin/python bench/pages.py --home DIRECTORY [--rate 50] [--seconds 60]

DIRECTORY is an ANSWERABLE_HOME that holds data and a search index. The server is the one of `answerable
serve` (two workers). Requests are sent when they are due whether or not earlier ones have been answered, so
that a slow server can't slow the load down; a time runs from when its request was due.
"""

import argparse
import gzip
import http.client
import json
import os
import platform
import random
import re
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
# What share of the requests goes where: people search and read single records most.
JOURNEY = (
    ("home", 8),
    ("search", 26),
    ("browse", 10),
    ("entry", 24),
    ("report", 12),
    ("organisation", 9),
    ("organisations", 3),
    ("publisher", 3),
    ("about", 2),
    ("entry.json", 2),
    ("not modified", 1),
)
WORDS = [
    "observation",
    "ward",
    "night",
    "staff",
    "record",
    "risk",
    "assessment",
    "discharge",
    "crisis",
    "team",
    "medication",
    "training",
    "handover",
    "agency",
    "family",
    "ligature",
    "leave",
    "transfer",
    "police",
    "ambulance",
    "delay",
    "beds",
    "policy",
    "audit",
    "guidance",
    "communication",
    "referral",
    "waiting",
    "list",
    "prescribing",
    "falls",
    "oxygen",
    "alarm",
    "escalation",
]
FACETS = (
    "publisher-kind=coroner",
    "scope=yes",
    "kind=concern",
    "year=2019",
    "body-kind=nhs_trust",
    "sort=newest",
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


_kept = threading.local()


def get(address: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
    """Asks over a connection that each thread keeps, as browsers do."""
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    for attempt in (1, 2):
        connection = getattr(_kept, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(parts.netloc, timeout=30)
            _kept.connection = connection
        try:
            connection.request("GET", target, headers={"Accept-Encoding": "gzip", **(headers or {})})
            response = connection.getresponse()
            return response.status, response.read(), dict(response.headers)
        except (http.client.HTTPException, OSError):
            connection.close()
            _kept.connection = None
            if attempt == 2:
                raise
    raise AssertionError("unreachable")


class Addresses:
    """Real addresses to ask for, found by reading the register's own pages."""

    def __init__(self, base: str, seed: int) -> None:
        self.base = base
        self.random = random.Random(seed)
        self.found: dict[str, set[str]] = defaultdict(set)
        starts = [f"/search?q={word}&size=100" for word in WORDS]
        starts += [f"/organisations?page={page}" for page in range(1, 6)] + ["/publishers"]
        for start in starts:
            _, body, headers = get(base + start)
            text = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
            for kind, pattern in (
                ("entry", r'href="(/entries/E-\w+)"'),
                ("organisation", r'href="(/organisations/B-\w+)"'),
                ("publisher", r'href="(/publishers/[\w-]+)"'),
            ):
                self.found[kind].update(re.findall(pattern, text))
        for entry in sorted(self.found["entry"])[:400]:
            _, body, headers = get(f"{base}{entry}.json")
            text = (gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body).decode()
            self.found["report"].add("/reports/" + json.loads(text)["report"]["reference"])
        self.lists = {kind: sorted(found) for kind, found in self.found.items()}

    def pick(self, kind: str) -> str:
        choose = self.random.choice
        if kind == "home":
            return "/"
        if kind == "search":
            words = "+".join(self.random.sample(WORDS, self.random.choice((1, 2, 2, 3, 4))))
            return f"/search?q={words}" + (f"&{choose(FACETS)}" if self.random.random() < 0.4 else "")
        if kind == "browse":
            return f"/search?{choose(FACETS)}&page={self.random.choice((1, 1, 1, 2, 3, 10))}"
        if kind == "organisations":
            return f"/organisations?letter={choose('ABCDEGHLMNSW')}"
        if kind == "about":
            return "/about"
        if kind == "entry.json":
            return choose(self.lists["entry"]) + ".json"
        if kind == "not modified":
            return choose(self.lists["entry"])
        return choose(self.lists[kind])


def measure(base: str, rate: float, seconds: float, seed: int) -> dict[str, object]:
    addresses = Addresses(base, seed)
    kinds = [kind for kind, share in JOURNEY for _ in range(share)]
    plan = [
        (number / rate, kind, addresses.pick(kind))
        for number, kind in enumerate(addresses.random.choices(kinds, k=int(rate * seconds)))
    ]
    times: dict[str, list[float]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def ask(due: float, kind: str, href: str) -> None:
        headers = {}
        if kind == "not modified":
            headers["If-None-Match"] = get(base + href)[2].get("ETag", "")
            due = time.perf_counter() - started
        status, body, _ = get(base + href, headers)
        took = time.perf_counter() - started - due
        with lock:
            times[kind].append(took)
            sizes[kind] = max(sizes[kind], len(body))
            statuses[status] += 1

    with ThreadPoolExecutor(64) as pool:
        started = time.perf_counter()
        for due, kind, href in plan:
            wait = due - (time.perf_counter() - started)
            if wait > 0:
                time.sleep(wait)
            pool.submit(ask, due, kind, href)
    elapsed = time.perf_counter() - started
    everything = [took for kind in times.values() for took in kind]
    return {
        "requests": len(everything),
        "rate_asked": rate,
        "rate_achieved": round(len(everything) / elapsed, 1),
        "statuses": dict(statuses),
        "errors": sum(count for status, count in statuses.items() if status >= 400),
        "all": spread(everything),
        "by_page": {
            kind: {**spread(taken), "largest_bytes": sizes[kind]} for kind, taken in sorted(times.items())
        },
    }


def spread(times: list[float]) -> dict[str, float]:
    """Milliseconds."""
    ordered = sorted(times)

    def at(share: float) -> float:
        return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1)

    return {"count": len(ordered), "p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": at(1)}


def machine() -> dict[str, object]:
    cpu = ""
    information = Path("/proc/cpuinfo")
    if information.exists():
        models = re.findall(r"model name\s*:\s*(.*)", information.read_text())
        cpu = models[0] if models else ""
    return {
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "processor": cpu or platform.processor(),
        "system": platform.platform(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("Django", "Jinja2", "gunicorn", "tantivy", "onnxruntime")},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--rate", type=float, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--address", help=argparse.SUPPRESS)  # given by this program to its second process
    asked = parser.parse_args()
    if asked.address:
        print(json.dumps(measure(asked.address, asked.rate, asked.seconds, asked.seed)))
        return
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    serve = [sys.executable, "-c", "from answerable.cli import main; main()", "serve"]
    serve += ["--port", str(port), "--workers", str(asked.workers)]
    environ = os.environ | {"ANSWERABLE_HOME": str(asked.home)}
    server = subprocess.Popen(serve, env=environ, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                if get(f"{base}/healthz")[0] == 200:
                    break
            except OSError:
                time.sleep(0.2)
        again = [sys.executable, __file__, "--home", str(asked.home), "--address", base]
        again += ["--rate", str(asked.rate), "--seconds", str(asked.seconds), "--seed", str(asked.seed)]
        result = json.loads(subprocess.run(again, check=True, capture_output=True, text=True).stdout)
    finally:
        server.terminate()
        server.wait(timeout=30)
    print(json.dumps({"machine": machine(), **result}, indent=2))


if __name__ == "__main__":
    main()
