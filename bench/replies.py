"""How long published replies take to read and match, in one process.

    python bench/replies.py ../shared/data/pfd/responses.csv [--times 3]

Prints the time of each step over all replies of the table, and what of it the sentence model takes. Writes
nothing; the reports must be in the register under ANSWERABLE_HOME. The first of `--times` is thrown away.
"""

import argparse
import os
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")

import django
import numpy as np
import numpy.typing as npt

django.setup()

from answerable.duties.replies import match, read_passages  # noqa: E402
from answerable.duties.replies.asked import asked_of  # noqa: E402
from answerable.pipeline.replies import report_of  # noqa: E402
from answerable.register.models import EntryVersion  # noqa: E402
from answerable.search.model.encoder import Encoder  # noqa: E402
from answerable.sources.adapters import reply_table  # noqa: E402
from answerable.sources.readers import read  # noqa: E402


class Timed:
    """The sentence model, with the time that it takes."""

    def __init__(self) -> None:
        self.model = Encoder()
        self.seconds = 0.0
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        begun = time.process_time()
        vectors = self.model.encode(texts)
        self.seconds += time.process_time() - begun
        self.texts += len(texts)
        return vectors


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    begun = time.perf_counter()
    drafts = reply_table.adapt(read(given.table)).replies
    print(f"reading the table: {time.perf_counter() - begun:.1f} s by the clock, {len(drafts)} replies")
    work = []
    for draft in drafts:
        report, why = report_of(draft)
        if report is None:
            print(f"  {draft.where}: {why}")
            continue
        versions = EntryVersion.objects.filter(
            entry__report=report,
            entry__parent__isnull=True,
            entry__withdrawn_at__isnull=True,
            superseded_at__isnull=True,
        )
        rows = versions.order_by("entry__order").values_list("original", "entry__number")
        work.append((draft.text, [(text, number, set[str]()) for text, number in rows]))
    cut, matched, model = [], [], []
    for _ in range(given.times):
        timed = Timed()
        begun = time.process_time()
        read_all = [read_passages(text, [words for words, _, _ in asked]) for text, asked in work]
        cut.append(time.process_time() - begun)
        begun = time.process_time()
        found = [
            match(passages, asked_of(asked, ""), timed)
            for passages, (_, asked) in zip(read_all, work, strict=True)
        ]
        matched.append(time.process_time() - begun)
        model.append(timed.seconds)
    passages = sum(map(len, read_all))
    print(
        f"{len(work)} replies, {passages:,} passages, {sum(map(len, found))} proposals; seconds of one core,"
    )
    print(f"median of the last {max(1, given.times - 1)}:")
    for name, seconds in (("cut and told apart", cut), ("matched", matched), ("of that, the model", model)):
        print(f"  {name}: {statistics.median(seconds[1:] or seconds):.2f}")
    print(f"  a reply: {1000 * statistics.median(matched[1:] or matched) / len(work):.0f} ms")


if __name__ == "__main__":
    main()
