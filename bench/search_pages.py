"""How long a page of search results takes through the web page's own code path, beside Datasette.

    python bench/search_pages.py --home HOME --work FOLDER --scale 100000 1000000 [--datasette PROGRAM]

HOME is an ANSWERABLE_HOME with real data; it is only read. For every scale its rows are copied into a
register of that size in FOLDER (kept, and used again by a second run), with an index of the same documents.
Timed is `answerable.pipeline.search.find`: the index, the facets, spelling help and the public records out of
the database, which is nearly all that the page asks before it is drawn. And, with as many other queries, the
whole page `/search` by Django's client, drawn.

Datasette (`pip install datasette`, any Python) serves a table of the same texts and facets with SQLite's
FTS5, stemmed, on this machine, over one connection; it is asked for the same words, filters and facets, and
the number of results. It neither ranks by relevance nor searches by meaning, and its time holds its HTTP.
Both are asked in turns, so that what else the machine does meets both alike. The load is printed, and
so is the processor time of ours, which a busy machine changes less.
"""

import argparse
import http.client
import json
import os
import pickle
import platform
import random
import resource
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

FACETS = ("year", "kind", "publisher", "theme")
COMMON = ("ward", "staff", "risk", "care", "record", "discharge", "observation", "family", "medication")


WARMING = 10  # queries that are not timed


class Asked(NamedTuple):
    """One query in both languages."""

    kind: str
    text: str
    filters: dict[str, list[str]]
    sort: str
    words: str  # for FTS5
    raw: bool
    columns: dict[str, str]


def queries(texts: list[str], count: int) -> list[Asked]:
    """Of nine kinds, their words out of the register's own texts; the same at every run."""
    from answerable.search.words import STOP_WORDS, fold

    chance = random.Random(17)
    made: list[Asked] = []
    while len(made) < count:
        words = fold(chance.choice(texts)).split()
        telling = [one for one in words if one not in STOP_WORDS and len(one) > 4 and one.isalpha()]
        if len(telling) < 10:
            continue
        a, b, c, d = chance.sample(telling, 4)
        start = chance.randrange(max(1, len(words) - 8))
        sentence = " ".join(words[start : start + 8])
        year = str(chance.randrange(2014, 2024))
        usual = chance.choice(COMMON)
        kinds: list[tuple[str, str, dict[str, str], str, bool]] = [
            ("one word", a, {}, a, False),
            ("two words", f"{a} {usual}", {}, f"{a} {usual}", False),
            ("three words", f"{a} {b} {usual}", {}, f"{a} {b} {usual}", False),
            ("a sentence", sentence, {}, sentence, False),
            (
                "a phrase",
                f'"{words[start]} {words[start + 1]}"',
                {},
                f"{words[start]} {words[start + 1]}",
                False,
            ),
            ("Boolean", f"({a} OR {b}) {usual} NOT {c}", {}, f"({a} OR {b}) {usual} NOT {c}", True),
            ("a field", f"year:{year} {a} {usual}", {"year": year}, f"{a} {usual}", False),
            ("a filter", f"{usual} {b}", {"year": year}, f"{usual} {b}", False),
            (
                "a slip",
                f"{d[:2]}{d[3]}{d[2]}{d[4:]} {usual}",
                {},
                f"{d[:2]}{d[3]}{d[2]}{d[4:]} {usual}",
                False,
            ),
            ("everything", "", {}, "", False),
        ]
        kind, text, columns, plain, raw = kinds[len(made) % len(kinds)]
        filters = {"year": [year]} if kind == "a filter" else {}
        sort = "newest" if len(made) % 4 == 3 else "relevance"
        made.append(Asked(kind, text, filters, sort, plain, raw, columns))
    return made


class Base(NamedTuple):
    """What of the real register every size is made of."""

    documents: list[Any]
    rows: dict[str, int]  # keys of the words held, by the reference of their entry
    sentences: list[str]


def prepare(home: Path, folder: Path, scale: int) -> None:
    """Makes the register and the index of one size: what of them is there already stays."""
    os.environ["ANSWERABLE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    grown = folder / "grown.json"
    if not grown.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("answerable.sqlite3", "secret"):
            shutil.copy2(home / name, folder / name)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    from answerable.search.documents import IndexMissingError
    from answerable.search.generations import current
    from bench.search_world import grow, grown_documents, mixer

    base = _base(folder)
    connections.close_all()
    if not grown.exists():
        started = time.monotonic()
        copies = grow(folder / "answerable.sqlite3", scale, base.sentences)
        grown.write_text(json.dumps({"copies": copies}))
        print(f"  the database took {time.monotonic() - started:.0f} s", flush=True)
    copies = json.loads(grown.read_text())["copies"]

    def documents() -> Iterator[Any]:
        return grown_documents(base.documents, base.rows, mixer(base.sentences), copies)

    try:
        current(folder / "index")
    except IndexMissingError:
        _build(folder / "index", base, documents())
    if not (folder / "plain.db").exists():
        _for_datasette(folder, documents())


def _base(folder: Path) -> Base:
    """Read once for all sizes, before the register grows, and kept beside them."""
    kept = folder.parent / "base.pickle"
    if kept.exists():
        return Base(*pickle.loads(kept.read_bytes()))
    from answerable.pipeline.index import _documents
    from answerable.pipeline.sides import KnownSides
    from answerable.register.queries import current_versions
    from bench.search_world import sentences_of

    with KnownSides(folder / "index") as known:
        documents = list(_documents(current_versions().count(), known, None))
    rows = dict(current_versions().values_list("entry__reference", "pk"))
    with sqlite3.connect(folder / "answerable.sqlite3") as database:
        sentences = sentences_of(database)
    kept.write_bytes(pickle.dumps((documents, rows, sentences)))
    return Base(documents, rows, sentences)


def _build(directory: Path, base: Base, documents: Iterator[Any]) -> None:
    from answerable.search import build as building
    from bench.search import MadeUpEncoder

    shutil.rmtree(directory, ignore_errors=True)
    encoder = MadeUpEncoder()
    encoder.real = encoder.encode(
        [one.text for one in base.documents[:: max(1, len(base.documents) // 3000)]]
    )
    building._encoder = lambda: (encoder, [])
    report = building.build(documents, directory)
    shutil.rmtree(directory / "vectors", ignore_errors=True)  # only a rebuild needs them
    print(f"  the index took {report.seconds:.0f} s", flush=True)


def _for_datasette(folder: Path, documents: Iterator[Any]) -> None:
    draft = folder / "plain.db.new"
    draft.unlink(missing_ok=True)
    database = sqlite3.connect(draft)
    database.execute("pragma synchronous = off")
    database.execute(
        "create table entries (id integer primary key, key text, text text, day text, year text, kind text,"
        " publisher text, theme text)"
    )
    database.executemany(
        "insert into entries (key, text, day, year, kind, publisher, theme) values (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                one.key,
                f"{one.text} {one.extra}",
                one.date.isoformat() if one.date else None,
                *(next(iter(one.facets.get(name, ())), None) for name in FACETS),
            )
            for one in documents
        ),
    )
    for column in ("day", *FACETS):
        database.execute(f"create index entries_{column} on entries ({column})")
    database.execute(
        "create virtual table entries_fts using fts5(text, content='entries', content_rowid='id',"
        " tokenize='porter')"
    )
    database.execute("insert into entries_fts (entries_fts) values ('rebuild')")
    database.execute("analyze")
    database.commit()
    database.close()
    draft.rename(folder / "plain.db")


@contextmanager
def datasette(program: str, file: Path) -> Iterator[http.client.HTTPConnection]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "sql_time_limit_ms": 20_000,
        "facet_time_limit_ms": 20_000,
        "suggest_facets": "off",
        "max_returned_rows": 1000,
        "default_cache_ttl": 0,
    }
    told = [part for name, value in settings.items() for part in ("--setting", name, str(value))]
    command = [program, "serve", "--immutable", str(file), "--host", "127.0.0.1", "--port", str(port), *told]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(300):
            try:
                connection.connect()
                break
            except OSError:
                time.sleep(0.1)
        yield connection
    finally:
        server.terminate()
        server.wait()


def ask_datasette(connection: http.client.HTTPConnection, asked: Asked) -> int:
    pairs: list[tuple[str, str]] = [("_size", "20"), ("_shape", "objects"), *asked.columns.items()]
    pairs += [("_facet", name) for name in FACETS]
    if asked.words:
        pairs.append(("_search", asked.words))
    if asked.raw:
        pairs.append(("_searchmode", "raw"))
    if asked.sort == "newest":
        pairs.append(("_sort_desc", "day"))
    address = f"/plain/entries.json?{urlencode(pairs)}"
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
    except http.client.RemoteDisconnected:  # it closes a connection after five seconds without a question
        connection.request("GET", address)
        answer = connection.getresponse()
    found = json.loads(answer.read())
    if answer.status != 200:
        raise SystemExit(f"Datasette answered {answer.status}: {found.get('error')}")
    return int(found["filtered_table_rows_count"] or 0)


def spread(times: list[float]) -> str:
    ordered = sorted(times)
    at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
    return f"p50 {at[0]:7.1f}  p95 {at[1]:7.1f}  p99 {at[2]:7.1f} ms ({len(ordered)})"


def measure(folder: Path, count: int, program: str | None) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    warnings.simplefilter("ignore")  # of the folder of static files, which nobody asks for here
    import django

    django.setup()
    from answerable.pipeline.search import find

    with sqlite3.connect(folder / "plain.db") as database:
        texts = [
            text for (text,) in database.execute("select text from entries where id % 997 = 1 limit 900")
        ]
        (total,) = database.execute("select count(*) from entries").fetchone()
    from django.test import Client

    import_module("answerable.wsgi")  # as the server begins: the collector passes over what is loaded
    made = queries(texts, 2 * count)
    asked, for_pages = made[:count], made[count:]
    client = Client(HTTP_HOST="localhost")
    taken: dict[str, dict[str, list[float]]] = {"find()": {}, "the whole page": {}, "Datasette": {}}
    used: dict[str, list[float]] = {"find()": [], "the whole page": []}

    def find_one(one: Asked) -> None:
        find(one.text, filters=one.filters, sort=one.sort, for_list=True)  # type: ignore[arg-type]

    def page_of(one: Asked) -> None:
        filters = [(name, value) for name, values in one.filters.items() for value in values]
        address = "/search?" + urlencode([("q", one.text), *filters, ("sort", one.sort)])
        if (answer := client.get(address)).status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")

    def ours(name: str, function: Callable[[Asked], None], one: Asked, *, counts: bool) -> None:
        begun, spent = time.perf_counter(), time.process_time()
        function(one)
        if counts:
            taken[name].setdefault(one.kind, []).append(time.perf_counter() - begun)
            used[name].append(time.process_time() - spent)

    def run(connection: http.client.HTTPConnection | None) -> None:
        for number, (one, for_page) in enumerate(zip(asked, for_pages, strict=True)):
            counts = number >= WARMING
            ours("find()", find_one, one, counts=counts)
            ours("the whole page", page_of, for_page, counts=counts)
            if connection:
                begun = time.perf_counter()
                ask_datasette(connection, one)
                if counts:
                    taken["Datasette"].setdefault(one.kind, []).append(time.perf_counter() - begun)

    before = os.getloadavg()[0]
    if program:
        with datasette(program, folder / "plain.db") as connection:
            run(connection)
    else:
        run(None)
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{total:,} entries; load {before:.1f} before, {os.getloadavg()[0]:.1f} after; {largest:.0f} MB")
    for name, times in used.items():
        print(f"  {name:<14} processor    {spread(times)}")
    for name, found in taken.items():
        if found:
            print(f"  {name:<14} all          {spread([one for many in found.values() for one in many])}")
            for kind, many in found.items():
                print(f"  {'':<14} {kind:<12} {spread(many)}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True, help="a register with real data; only read")
    parser.add_argument("--work", type=Path, required=True, help="where the grown registers lie and stay")
    parser.add_argument("--scale", type=int, nargs="+", default=[100_000])
    parser.add_argument("--count", type=int, default=310, help="queries, of which ten are not timed")
    parser.add_argument("--datasette", help="the program, to compare with")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        folder = chosen.work / str(chosen.one)
        prepare(chosen.home, folder, chosen.one)
        measure(folder, chosen.count, chosen.datasette)
        return
    libraries = {name: version(name) for name in ("django", "tantivy", "onnxruntime", "numpy")}
    print(
        f"{platform.machine()}, {os.cpu_count()} cores; Python {sys.version.split()[0]}; {libraries}",
        flush=True,
    )
    for scale in chosen.scale:  # each in a process of its own: settings are read once in a process
        subprocess.run([sys.executable, __file__, *sys.argv[1:], "--one", str(scale)], check=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
