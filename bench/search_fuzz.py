"""Whatever is typed into the search, for as long as one likes: no error, and nothing that takes long.

    python bench/search_fuzz.py --home HOME --minutes 10 [--seed 1]

HOME is an ANSWERABLE_HOME with an index; it is only read. Half the queries go to the page by its address, as
a browser would send them; half to the index itself, which takes 10,000 characters where the page takes 300.
Made of the register's own words and of what breaks searches: brackets 2,000 deep, signs and Boolean words in
heaps, quotation marks without partners, dates that are none, words of thousands of letters, writing from
right to left, marks that stack, surrogates without partners, NUL, and filters and pages that do not exist.

Prints every error with its query, the slowest queries by the clock and by processor time, and fails if there
was an error or anything took a second of processor time (by the clock, other work on the machine counts too).
"""

import argparse
import os
import random
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

LIMIT = 1.0  # seconds
SIGNS = "()\"-:.'*?~^+|&<>[]{}\\/\u201c\u201d\u2019\u2212#%;=@_`$"
ODD = [
    *("\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "\u202eward\u202c", "\u2067risk\u2069"),
    *(
        "\ud800",
        "\udfff",
        "a\ud83d",
        "\x00",
        "\x1f",
        "\ufeff",
        "\u200b",
        "\u00ad",
        "\U0001f469\u200d\U0001f52c",
    ),
    *(
        "e" + "\u0301" * 300,
        "\u0130\u0131",
        "\u1e9e\u00df",
        "\ufb01nding",
        "\u0e01\u0e33",
        "\u6f22\u5b57",
        "\u2126",
    ),
    *(
        "x" * 5000,
        "9" * 400,
        "a-" * 300,
        "a." * 300,
        "self-harm-" * 40,
        "'" * 500,
        "2021..",
        "..2019",
        "E-" * 90,
    ),
]
FIELD = ["year", "date", "since", "before", "body", "theme", "title", "ref", "reply", "kind", "nothing", "to"]
DATES = ["2021", "2021-13", "0000", "9999-12-31", "2019..2021", "2021..2019", "..", "-5", "1e9", "2021-02-30"]


class Slow(NamedTuple):
    seconds: float
    shape: str
    query: str


class Maker:
    """Queries by shape, their words from the register's own."""

    def __init__(self, words: list[str], seed: int) -> None:
        self._words = words
        self._chance = random.Random(seed)
        self.shapes: dict[str, Callable[[], str]] = {
            "words": lambda: " ".join(self._some(1, 12)),
            "many words": lambda: " ".join(self._some(100, 1500)),
            "slips": lambda: " ".join(self._slip(one) for one in self._some(1, 6)),
            "phrases": lambda: " ".join(f'"{" ".join(self._some(1, 6))}"' for _ in range(self._n(1, 8))),
            "signs": lambda: "".join(self._chance.choices(SIGNS + " ab", k=self._n(1, 3000))),
            "odd": lambda: " ".join(self._chance.choices([*ODD, *self._some(3, 3)], k=self._n(1, 9))),
            "any": lambda: "".join(chr(self._chance.randrange(0x110000)) for _ in range(self._n(1, 2500))),
            "deep": self._deep,
            "Boolean": self._boolean,
            "Boolean heaps": lambda: " ".join(
                self._chance.choices(
                    ["AND", "OR", "NOT", "(", ")", "-", *self._some(4, 4)], k=self._n(5, 1500)
                )
            ),
            "fields": lambda: " ".join(
                f"{self._chance.choice(FIELD)}:{self._chance.choice([*DATES, *self._some(3, 3), *ODD[:4]])}"
                for _ in range(self._n(1, 120))
            ),
            "numbers": lambda: " ".join(str(self._chance.randrange(10**6)) for _ in range(self._n(1, 60))),
            "10,000 characters": lambda: (" ".join(self._some(1500, 2500)) * 3)[:10_000],
            "all common": lambda: " ".join(
                self._chance.choices(["the", "of", "and", "a", "not"], k=self._n(1, 90))
            ),
            "nothing": lambda: " " * self._n(0, 300),
        }

    def one(self) -> tuple[str, str]:
        shape = self._chance.choice([*self.shapes])
        made = self.shapes[shape]()
        if self._chance.random() < 0.2 and made:  # and something odd in the middle
            at = self._chance.randrange(len(made))
            made = made[:at] + self._chance.choice([*ODD, *SIGNS]) + made[at:]
        return shape, made[:10_000]

    def pairs(self) -> list[tuple[str, str]]:
        """What else may stand in an address."""
        found: list[tuple[str, str]] = []
        for name, values in (
            ("year", ["2019", "unknown", "x", "\u0661"]),
            ("theme", [*self._some(2, 2), "\udc80", "a\x1fb"]),
            ("body", ["B-1", "'; drop table", ""]),
            ("sort", ["newest", "oldest", "relevance", "worst"]),
            ("page", ["2", "500", "99999", "0", "-1", "1e3", "\u0663"]),
            ("size", ["1", "100", "100000", "x"]),
            ("since", ["2020-01-01", "2020", "9999-99-99", "\x00"]),
            ("until", ["2021-01-01", "0001-01-01"]),
        ):
            found += [(name, self._chance.choice(values)) for _ in range(2) if self._chance.random() < 0.12]
        return found

    def _n(self, least: int, most: int) -> int:
        return self._chance.randint(least, most)

    def _some(self, least: int, most: int) -> list[str]:
        return self._chance.choices(self._words, k=self._n(least, most))

    def _slip(self, word: str) -> str:
        at = self._chance.randrange(len(word))
        return self._chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + "q" + word[at:],
                word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
            ]
        )

    def _deep(self) -> str:
        deep = self._n(1, 2000)
        return (
            "(" * deep
            + " OR ".join(self._some(1, 5))
            + ")" * self._chance.choice([deep, 0, deep // 2, deep + 9])
        )

    def _boolean(self) -> str:
        def part(depth: int) -> str:
            if depth == 0 or self._chance.random() < 0.3:
                word = self._chance.choice(self._words)
                return self._chance.choice(
                    [word, f'"{word} {self._chance.choice(self._words)}"', f"-{word}", f"NOT {word}"]
                )
            sign = self._chance.choice([" AND ", " OR ", " "])
            return f"({sign.join(part(depth - 1) for _ in range(self._n(2, 4)))})"

        return part(self._n(1, 5))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    os.environ["ANSWERABLE_HOME"] = str(chosen.home)
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.settings"
    warnings.simplefilter("ignore")
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from answerable.register.models import EntryVersion
    from answerable.search.documents import SearchQuery
    from answerable.search.index import Index
    from answerable.search.words import fold

    texts = EntryVersion.objects.filter(superseded_at__isnull=True).order_by("pk")
    words = sorted(
        {word for text in texts.values_list("text", flat=True)[:300] for word in fold(text).split()}
    )
    maker = Maker(words, chosen.seed)
    index = Index.open(Path(settings.INDEX))
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)

    def by_page(text: str) -> str:
        pairs = [("q", text), *maker.pairs()]
        answer = client.get("/search?" + urlencode(pairs, errors="surrogatepass"))
        return "" if answer.status_code == 200 else f"status {answer.status_code}"

    def by_index(text: str) -> str:
        filters = {name: [value] for name, value in maker.pairs() if name in ("year", "theme", "body")}
        index.search(SearchQuery(text, filters))
        return ""

    by_page("ward")  # opens the index and reads every template
    by_clock: list[Slow] = []
    by_processor: list[Slow] = []
    errors: list[str] = []
    until = time.monotonic() + chosen.minutes * 60
    done = 0
    while time.monotonic() < until:
        shape, text = maker.one()
        ask, name = ((by_page, "page"), (by_index, "index"))[done % 2]
        begun, spent = time.perf_counter(), time.process_time()
        try:
            wrong = ask(text)
        except Exception as error:
            wrong = f"{type(error).__name__}: {error}"
        shown = f"{name}: {text[:80]!a}"
        by_clock.append(Slow(time.perf_counter() - begun, shape, shown))
        by_processor.append(Slow(time.process_time() - spent, shape, shown))
        if wrong:
            errors.append(f"{wrong[:200]}  {shape}, {name}: {text[:300]!a}")
        done += 1
    print(
        f"{done:,} queries in {chosen.minutes:g} minutes, load {os.getloadavg()[0]:.1f}; {len(errors)} errors"
    )
    for one_wrong in errors[:20]:
        print("  ", one_wrong)
    for title, found in (("by the clock", by_clock), ("in processor time", by_processor)):
        slowest = sorted(found, reverse=True)[:5]
        over = sum(one.seconds > LIMIT for one in found)
        print(f"slowest {title}; {over} over {LIMIT:g} s")
        for one in slowest:
            print(f"  {one.seconds * 1000:7.0f} ms  {one.shape:<18} {one.query}")
    if errors or any(one.seconds > LIMIT for one in by_processor):
        raise SystemExit(1)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    main()
