"""How fast, how large and how good the search is, on the real concerns beside the checkout.

    python bench/search.py                  builds an index of all concerns, then searches it
    python bench/search.py --scale 1000000  adds made-up documents up to that many (minutes, and 4 GB of disk)

Prints the machine, the versions and the figures, and a plain baseline in the same run: SQLite's own full-text
search with its BM25. The concerns are cut naively (numbering and blank lines), and no text is printed.
"""

import argparse
import csv
import hashlib
import json
import os
import platform
import random
import re
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

import numpy as np

from answerable.search import build as building
from answerable.search.build import build
from answerable.search.documents import SearchDocument, SearchQuery
from answerable.search.index import Index
from answerable.search.model.encoder import WIDTH, Encoder, Progress, Vectors
from answerable.search.words import STOP_WORDS, fold

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("ANSWERABLE_SHARED") or HERE.parent.parent / "shared")
_CUT = re.compile(r"(?m)^\s*(?:\(?\d{1,2}[.)]|\([a-z]\)|[a-z][.)]|[•\-*])\s+|\n\s*\n")
Row = dict[str, str]
T = TypeVar("T")


def reports() -> list[Row]:
    csv.field_size_limit(10**9)
    with (SHARED / "data" / "pfd" / "reports.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def documents(rows: Iterable[Row]) -> Iterator[SearchDocument]:
    """Every concern, with facets of about as many values as the register has."""
    for number, row in enumerate(rows):
        year = re.search(r"(?:19|20)\d\d", row["date"])
        receivers = [part.strip() for part in row["receiver"].split(";") if part.strip()]
        facets = {
            "area": [row["area"]] if row["area"] else [],
            "year": [year.group()] if year else [],
            "addressee": receivers[:6],
            "category": [part.strip() for part in row["tracker_category"].split("|") if part.strip()],
            "kind": ["coroner"],
        }
        texts = [" ".join(part.split()) for part in _CUT.split(row["concerns"])]
        for place, text in enumerate(text for text in texts if len(text) >= 40):
            yield SearchDocument(
                f"{number}.{place}",
                text,
                extra=" ".join([row["id"], *receivers[:6]]),
                facets=facets,
                order=place,
            )


def queries(rows: list[Row], count: int) -> list[SearchQuery]:
    """Varied queries, cut out of the circumstances of reports, which are not in the index."""
    chance = random.Random(11)
    areas = [row["area"] for row in rows if row["area"]]
    made: list[SearchQuery] = []
    while len(made) < count:
        row = chance.choice(rows)
        words = fold(row["circumstances"]).split()
        telling = [word for word in words if word not in STOP_WORDS and len(word) > 4 and word.isalpha()]
        if len(telling) < 12:
            continue
        start = chance.randrange(len(words) - 8)
        some = chance.sample(telling, 4)
        text = chance.choice(
            [
                some[0],
                " ".join(some[:2]),
                " ".join(some[:3]),
                " ".join(words[start : start + 8]),
                " ".join(words[start : start + 20]),
                f'"{some[0]} {some[1]}" {some[2]}',
                f'"{" ".join(words[start : start + 2])}"',
                f"{some[0]} {some[1]} -{some[2]}",
                "",
            ]
        )
        filters = chance.choice(
            [
                {},
                {},
                {"area": [chance.choice(areas)]},
                {"year": chance.sample(["2016", "2019", "2021", "2023"], 2)},
            ]
        )
        sort = chance.choice(["relevance", "relevance", "relevance", "newest"])
        made.append(SearchQuery(text, filters, sort=sort, page=chance.choice([1, 1, 1, 2, 5])))  # type: ignore[arg-type]
    return made


@dataclass
class Times:
    taken: list[float]

    def __str__(self) -> str:
        ordered = sorted(self.taken)
        at = [ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 for share in (0.5, 0.95, 0.99)]
        return f"p50 {at[0]:.1f} ms, p95 {at[1]:.1f} ms, p99 {at[2]:.1f} ms ({len(ordered)} queries)"


def timed(function: Callable[[T], object], given: Iterable[T]) -> Times:
    taken = []
    for one in given:
        start = time.perf_counter()
        function(one)
        taken.append(time.perf_counter() - start)
    return Times(taken)


class SQLiteBaseline:
    """What one gets for nothing: FTS5 with its English stemmer and BM25, any of the words."""

    def __init__(self, given: Iterable[SearchDocument]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, text, tokenize='porter')"
        )
        self._database.executemany("INSERT INTO words VALUES (?, ?)", ((one.key, one.text) for one in given))

    def search(self, text: str) -> list[str]:
        words = [word for word in fold(text).split() if word not in STOP_WORDS]
        if not words:
            return []
        asked = " OR ".join(f'"{word}"' for word in words)
        found = self._database.execute(
            "SELECT key FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50", [asked]
        )
        return [key for (key,) in found]


def quality(name: str, answer: Callable[[str], list[str]], wanted: list[tuple[str, set[str]]]) -> None:
    ranks = []
    for text, keys in wanted:
        found = [place for place, key in enumerate(answer(text), start=1) if key in keys]
        ranks.append(1 / found[0] if found else 0.0)
    share = [sum(rank >= 1 / place for rank in ranks) / len(ranks) for place in (1, 10, 50)]
    print(
        f"  {name:<28} hit@1 {share[0]:.2f}  hit@10 {share[1]:.2f}  hit@50 {share[2]:.2f}"
        f"  MRR {sum(ranks) / len(ranks):.3f}"
    )


def questions(by_hash: dict[str, set[str]]) -> list[tuple[str, set[str]]]:
    """Questions in other words than the text, each made by reading one concern; with that text's keys."""
    with (HERE / "questions.csv").open(encoding="utf-8", newline="") as file:
        return [(row["question"], by_hash[row["concern"]]) for row in csv.DictReader(file)]


def key_words(
    given: list[SearchDocument], by_hash: dict[str, set[str]], count: int
) -> list[tuple[str, set[str]]]:
    """Three of the rarer words of a concern, as one types who remembers a text."""
    chance = random.Random(5)
    seen: dict[str, int] = {}
    for one in given:
        for word in set(fold(one.text).split()):
            seen[word] = seen.get(word, 0) + 1
    made: list[tuple[str, set[str]]] = []
    for one in chance.sample(given, len(given)):
        words = list(dict.fromkeys(fold(one.text).split()))
        rare = [w for w in words if w.isalpha() and w not in STOP_WORDS and 5 <= seen[w] <= len(given) // 20]
        if len(rare) >= 3:
            made.append((" ".join(chance.sample(rare, 3)), by_hash[short_hash(one.text)]))
        if len(made) == count:
            break
    return made


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def ranked_keys(index: Index) -> Callable[[str], list[str]]:
    return lambda text: [hit.key for hit in index.search(SearchQuery(text, size=50)).hits]


def peak() -> str:
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{own:.0f} MB in this process, {child:.0f} MB in the largest of its two children"


def processor_time() -> float:
    """Seconds so far, of this process and its children: what a busy machine does not change much."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


class MadeUpEncoder(Encoder):
    """Vectors near those of real texts, by chance: for scale, where the model would take hours."""

    real: Vectors

    def encode_many(
        self,
        texts: Sequence[str],
        *,
        processes: int | None = None,  # noqa: ARG002
        progress: Progress | None = None,  # noqa: ARG002
    ) -> Iterator[tuple[list[int], Vectors]]:
        chance = np.random.default_rng(len(texts))
        for start in range(0, len(texts), 10_000):
            rows = list(range(start, min(start + 10_000, len(texts))))
            near = self.real[chance.integers(len(self.real), size=len(rows))]
            vectors = near + chance.normal(0, 0.03, (len(rows), WIDTH)).astype(np.float32)
            yield rows, vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def more(given: list[SearchDocument], total: int) -> Iterator[SearchDocument]:
    """The documents given, and others made of two sentences each, drawn from all of theirs."""
    yield from given
    chance = random.Random(3)
    sentences = [part for one in given for part in one.text.split(". ") if len(part) > 20]
    for number in range(total - len(given)):
        like = chance.choice(given)
        yield SearchDocument(
            f"m{number}", ". ".join(chance.sample(sentences, 2)), facets=like.facets, order=number
        )


def report_size(directory: Path) -> str:
    total = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    return f"{total / 1e6:.0f} MB on disk"


def at_real_size(directory: Path, rows: list[Row], given: list[SearchDocument]) -> None:
    built = build(given, directory)
    print(
        f"Build from nothing: {built.seconds:.1f} s; {built.documents:,} documents, {built.embedded:,} texts"
    )
    print(f"  {processor_time():.0f} s of processor time; {peak()}; {report_size(directory)}; {built.mode}")
    again = build(given, directory)
    print(f"Build again: {again.seconds:.1f} s, {again.embedded} texts through the model")
    index = Index.open(directory)
    for query in queries(rows, 20):
        index.search(query)
    print(f"Search, facets included: {timed(index.search, queries(rows, 600))}")
    by_hash: dict[str, set[str]] = {}
    for one in given:
        by_hash.setdefault(short_hash(one.text), set()).add(one.key)
    baseline = SQLiteBaseline(given)
    texts = [query.text for query in queries(rows, 600) if query.text]
    print(f"SQLite FTS5, words only, no facets: {timed(baseline.search, texts)}")
    for title, wanted in (
        ("Questions in other words", questions(by_hash)),
        ("Three words of a text", key_words(given, by_hash, 300)),
    ):
        print(f"{title} ({len(wanted)})")
        quality("this search", ranked_keys(index), wanted)
        quality("SQLite FTS5", baseline.search, wanted)


def at_scale(directory: Path, rows: list[Row], given: list[SearchDocument], total: int) -> None:
    encoder = MadeUpEncoder()
    encoder.real = encoder.encode([one.text for one in given[:5000]])
    building._encoder = lambda: (encoder, [])
    built = build(more(given, total), directory)
    print(f"{built.documents:,} documents, most made up: {built.seconds:.0f} s; {report_size(directory)}")
    index = Index.open(directory)
    for query in queries(rows, 20):
        index.search(query)
    print(f"Search, facets included: {timed(index.search, queries(rows, 300))}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=int, metavar="N", help="measure at N documents, most of them made up")
    chosen = parser.parse_args()
    libraries = {name: version(name) for name in ("tantivy", "onnxruntime", "numpy")}
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f};"
        f" Python {sys.version.split()[0]}"
    )
    print(json.dumps(libraries))
    rows = reports()
    given = list(documents(rows))
    with tempfile.TemporaryDirectory() as folder:
        if chosen.scale:
            at_scale(Path(folder) / "index", rows, given, chosen.scale)
        else:
            at_real_size(Path(folder) / "index", rows, given)


if __name__ == "__main__":
    main()
