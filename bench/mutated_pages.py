"""How many changed pages of publishers lose a fact in silence.

    python -m bench.mutated_pages [SEEDS]

Each sample of each site is cut, redesigned, garbled, emptied, doubled, replaced, and robbed of items and
words, at places that each of so many seeds (20) chooses. Read by itself, and against what it gave before.
"""

import sys
import time
from collections import Counter

from tests.made import mutated_pages
from tests.made.site_samples import SAMPLES
from tests.unit.sources.test_harvest_mutated import mutations, outcome_of


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    made: Counter[str] = Counter()
    clean: Counter[str] = Counter()
    began = time.process_time()
    for seed in range(1, seeds + 1):
        for sample in SAMPLES:
            before = sample.read()
            for name, body in mutations(sample, seed):
                made[came := outcome_of(sample, before, body)] += 1
                if came == "silent":
                    print(f"silent: seed {seed}, {sample.adapter}/{sample.file}: {name}")
            if sample.file.endswith(".html"):
                for name, body in mutated_pages.fewer(sample.path.read_text(encoding="utf-8"), seed):
                    clean[came := outcome_of(sample, before, body)] += 1
                    if came == "silent":
                        print(f"silent: seed {seed}, {sample.adapter}/{sample.file}: {name}")
    for title, count in (("made otherwise", made), ("something taken out cleanly", clean)):
        parts = ", ".join(f"{number:,} {name}" for name, number in count.most_common())
        print(f"{title}: {sum(count.values()):,} pages: {parts}; silent: {count['silent']}")
    print(f"{seeds} seeds, {time.process_time() - began:.0f} s of processor")


if __name__ == "__main__":
    main()
