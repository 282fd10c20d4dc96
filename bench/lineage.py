"""How the search for repeats grows: made-up entries compared, judged and gathered, here and on Dask.

    python -m bench.lineage --entries 100000             one process
    python -m bench.lineage --entries 1000000 --dask 2   two Dask workers

The vectors are made by moving those of read concerns (shipped with the program) at random, about as far as
real repeats lie apart, since made-up texts through the sentence model would only measure the model (200 texts
a second and core). Nothing is written to a database. Prints the machine, seconds, memory and disk, and how
many of the pairs that an exact comparison finds for a sample of rows were found.
"""

import argparse
import os
import platform
import resource
import tempfile
import time
from pathlib import Path

import django
import numpy as np

from answerable.lineage.repeats.grouping import Edges, groups
from answerable.lineage.repeats.judge import shipped
from answerable.lineage.repeats.neighbours import Codes, Near, Rows, nearest, unit
from answerable.lineage.themes.classifier import shipped as themes

SPREAD = (
    0.9  # length of what is added to a vector of length 1: two from one origin have a cosine of about .55
)
SAMPLE = 300
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
_AT_ONCE = 20_000


def made_codes(count: int, directory: Path) -> Codes:
    """Codes of made-up entries in a file, mapped: some are near each other, most are not."""
    origins, draw = themes().read, np.random.default_rng(8)
    codes = np.memmap(directory / "codes", np.int8, "w+", shape=(count, origins.shape[1]))
    for start in range(0, count, _AT_ONCE):
        end = min(start + _AT_ONCE, count)
        noise = draw.normal(size=(end - start, origins.shape[1])).astype(np.float32)
        noise *= (SPREAD * draw.random((end - start, 1)) ** 0.5).astype(np.float32) / np.sqrt(
            origins.shape[1]
        )
        rows = origins[draw.integers(0, len(origins), end - start)] + noise
        rows *= 127 / np.abs(rows).max(axis=1, keepdims=True)
        codes[start:end] = np.rint(rows).astype(np.int8)
    codes.flush()
    return codes


def judged(codes: Codes, near: Near, edge: float) -> Edges:
    """The pairs that hold groups together, with their chances."""
    judge = shipped()
    left, right, weight = [], [], []
    for start in range(0, len(near.left), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        chances = judge.judge(unit(codes[near.left[part]]), unit(codes[near.right[part]]))
        kept = np.flatnonzero(chances >= edge)
        left.append(near.left[part][kept])
        right.append(near.right[part][kept])
        weight.append(chances[kept])
    return Edges(
        np.concatenate(left).astype(np.int64),
        np.concatenate(right).astype(np.int64),
        np.concatenate(weight).astype(np.float64),
    )


def share_found(codes: Codes, near: Near, least: float, most: int) -> float:
    """Of the pairs of some rows that an exact comparison finds, the share that is there."""
    count = len(codes)
    rows: Rows = np.sort(np.random.default_rng(3).choice(count, min(SAMPLE, count), replace=False))
    exact = nearest(codes, rows, np.ones(count, bool), least=least, most=most)
    there = set(zip(near.left.tolist(), near.right.tolist(), strict=True))
    wanted = list(zip(exact.left.tolist(), exact.right.tolist(), strict=True))
    return sum(pair in there for pair in wanted) / max(1, len(wanted))


def measure(count: int, processes: int, directory: Path) -> None:
    from answerable.pipeline.relate.gathering import EDGE, LEAST_REPORTS, RESOLUTION
    from answerable.pipeline.relate.pairing import near_pieces
    from answerable.pipeline.relate.proposals import MOST
    from answerable.pipeline.relate.workers import Here, OnDask

    judge = shipped()
    workers = OnDask(processes=processes, memory="4GB") if processes else Here()
    started = time.monotonic()
    codes = made_codes(count, directory)
    made = time.monotonic()
    pieces = near_pieces(codes, np.ones(count, bool), workers, least=judge.nearest, most=MOST)
    near = Near.joined([part for _, part in pieces])
    compared = time.monotonic()
    edges = judged(codes, near, EDGE)
    weighed = time.monotonic()
    made_groups = groups(
        edges, {row: row for row in range(count)}, resolution=RESOLUTION, least_reports=LEAST_REPORTS
    )
    gathered = time.monotonic()
    if isinstance(workers, OnDask):
        workers.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"entries                    {count:>12,}")
    print(f"vectors made, not counted  {made - started:>12.1f} s")
    print(f"compared                   {compared - made:>12.1f} s   {len(near.left):,} pairs")
    print(f"judged                     {weighed - compared:>12.1f} s   {len(edges.left):,} likely repeats")
    print(f"gathered                   {gathered - weighed:>12.1f} s   {len(made_groups):,} groups")
    print(f"memory, this process       {memory:>12.2f} GB (mapped vectors included)")
    print(f"disk, vectors              {codes.nbytes / 1e9:>12.2f} GB")
    print(f"pairs found, of exact ones {share_found(codes, near, judge.nearest, MOST):>12.3f}")


def main() -> None:
    said = argparse.ArgumentParser()
    said.add_argument("--entries", type=int, default=100_000)
    said.add_argument(
        "--dask", type=int, default=0, metavar="N", help="so many Dask processes on this machine"
    )
    given = said.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        measure(given.entries, given.dask, Path(folder))


if __name__ == "__main__":
    main()
