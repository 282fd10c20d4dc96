"""How long reading takes and how much memory it may take, on the real files beside the checkout.

    python bench/readers.py            everything; about a minute
    python bench/readers.py --no-ocr   without the recognition of scanned pages

Prints the machine, the versions and the figures, each with a plain baseline in the same run; no text.
ANSWERABLE_SHARED names the folder of real data (default: `shared` beside the checkout).
"""

import argparse
import csv
import io
import os
import platform
import re
import resource
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from answerable.sources.readers import DEFAULT, Limits, UnreadableError, process, read  # noqa: E402

SHARED = Path(os.environ.get("ANSWERABLE_SHARED") or ROOT.parent / "shared") / "data"
ROUNDS = 30


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def milliseconds(times: list[float]) -> str:
    late = sorted(times)[int(len(times) * 0.95)]
    return f"p50 {statistics.median(times) * 1000:.0f} ms, p95 {late * 1000:.0f} ms"


def plain_pdf(path: Path) -> None:
    """What PDFium takes for the bare text, in this process."""
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()


def plain_csv(path: Path) -> None:
    csv.field_size_limit(10**9)
    with path.open(encoding="utf-8", newline="") as file:
        list(csv.reader(file))


def machine() -> None:
    cores = len(os.sched_getaffinity(0))
    print(f"machine   {platform.machine()}, {cores} cores, {platform.system()} {platform.release()}")
    names = ("pypdfium2", "selectolax", "python-docx", "openpyxl")
    print(f"versions  Python {platform.python_version()}, " + ", ".join(f"{n} {version(n)}" for n in names))
    print(f"load      {os.getloadavg()[0]:.1f} at the start")


def start() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_text("a,b\n1,2\n")
        process.end_all()
        print(
            f"start     {seconds(lambda: read(path)) * 1000:.0f} ms for the first file, a warm process begun"
        )
        times = [seconds(lambda: read(path)) for _ in range(ROUNDS)]
        print(f"          {milliseconds(times)} for each later one: what a child of its own costs")


def reports() -> None:
    paths = sorted((SHARED / "pfd" / "pdf").glob("*.pdf"))
    times = [seconds(partial(read, path)) for _ in range(ROUNDS) for path in paths]
    plain = [seconds(partial(plain_pdf, path)) for _ in range(ROUNDS) for path in paths]
    print(f"PDF       {milliseconds(times)} a coroner's report ({len(paths)} of them, {ROUNDS} times)")
    print(f"          {milliseconds(plain)} bare PDFium text in this process")
    with ThreadPoolExecutor(2) as pool:
        taken = seconds(lambda: list(pool.map(read, paths * ROUNDS)))
    print(f"          {len(paths) * ROUNDS / taken:.0f} reports a second, two at a time")


def inquiries() -> None:
    limits = replace(DEFAULT, ocr_pages=0)
    for path in sorted((SHARED / "inquiries" / "pdf").glob("*.pdf")):
        document = read(path, limits=limits)
        taken = min(seconds(partial(read, path, limits=limits)) for _ in range(3))
        plain = min(seconds(partial(plain_pdf, path)) for _ in range(3))
        pages = document.pages or 1
        print(
            f"inquiry   {taken * 1000:5.0f} ms, {taken / pages * 1000:4.1f} a page, {pages:3} pages, "
            f"{len(document.lines):6,} lines; bare text {plain * 1000:4.0f} ms  {path.name}"
        )


def table() -> None:
    path = SHARED / "pfd" / "reports.csv"
    document = read(path)
    taken = min(seconds(lambda: read(path)) for _ in range(5))
    plain = min(seconds(lambda: plain_csv(path)) for _ in range(5))
    [found] = document.tables
    size = path.stat().st_size / 1e6
    print(f"CSV       {taken:.2f} s for {size:.0f} MB, {len(found.rows):,} rows of {len(found.columns)}")
    print(f"          {plain:.2f} s with csv.reader alone, in this process")


def recognised() -> None:
    words = re.compile(r"[a-z]+")
    for path in sorted((SHARED / "pfd" / "pdf").glob("*.pdf")):
        with tempfile.TemporaryDirectory() as folder, pypdfium2.PdfDocument(path) as pdf:
            pictures = [page.render(scale=200 / 72, grayscale=True).to_pil() for page in pdf]
            scan = Path(folder) / "scan.pdf"
            pictures[0].save(scan, save_all=True, append_images=pictures[1:], resolution=200)
            started = time.perf_counter()
            document = read(scan)
            taken = time.perf_counter() - started
        typed = words.findall(read(path).text.lower())
        found = set(words.findall(document.text.lower()))
        lost = sum(word not in found for word in typed) / len(typed)
        print(
            f"OCR       {taken / len(pictures):.2f} s a page, {len(pictures)} pages, two at a time; "
            f"{lost:.1%} of words lost, confidence {document.confidence:.2f}"
        )


def growing() -> None:
    """A PDF whose one stream is 4 GB of blanks, packed twice; with the cap and with a far higher one."""
    block = b" " * 10_000_000
    packer = zlib.compressobj(9)
    begin = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    packed = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = zlib.compress(begin + packed * 400 + packer.flush(), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    head = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(stream)
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        head + stream + b"\nendstream",
    )
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(bodies, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    xref = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % xref)
    peaks: list[float] = []
    kept = process._refuse_failure

    def note(outcome: dict[str, float], limits: Limits) -> None:
        peaks.append(outcome["peak_bytes"] / 1e6)
        kept(outcome, limits)

    process._refuse_failure = note
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "growing.pdf"
        path.write_bytes(out.getvalue())
        for name, limits in (("capped", DEFAULT), ("let grow", replace(DEFAULT, memory_bytes=1 << 34))):
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            started = time.perf_counter()
            try:
                read(path, limits=limits)
                said = "read"
            except UnreadableError as refusal:
                said = str(refusal)[:60]
            taken = time.perf_counter() - started
            grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            print(
                f"growing   {len(out.getvalue()):,} bytes, {name}: the child took {peaks[-1]:,.0f} MB and "
                f"{taken:.1f} s; the register grew by {grown:.0f} MB ({said}...)"
            )
    process._refuse_failure = kept


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--no-ocr", action="store_true", help="leave out the recognition of scanned pages")
    arguments = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"The real data is not at {SHARED}: set ANSWERABLE_SHARED.")
    machine()
    start()
    reports()
    inquiries()
    table()
    if not arguments.no_ocr:
        recognised()
    growing()


if __name__ == "__main__":
    main()
