"""How the table of coroners' reports comes apart: counts and time, on the real table read where it lies.

    python bench/splitting.py            reports, entries, flags, what was left out, processor seconds
    python bench/splitting.py --lost     characters of concerns that are in no entry, introduction or formula
    python bench/splitting.py --show N   N random reports before and after, for a person at the screen only

ANSWERABLE_SHARED names the folder of real data (default: `shared` beside the checkout). Nothing printed by
default holds words of a report. Last figures, on one core of a shared two-core machine:

    4,865 reports; 4,831 give entries (99.3%), the other 34 a reason (100% in all)
    17,837 entries, 3.7 a report that gives some; 1,473 reports (30%) without numbering
    0.04% of letters and digits (2,131 of 5.6 million) are in no entry, introduction or formula
    9 processor seconds
"""

import argparse
import os
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from answerable.core.text.cleaning import plain  # noqa: E402
from answerable.core.text.pieces import Split  # noqa: E402
from answerable.core.text.splitting import split_concerns  # noqa: E402
from answerable.sources.adapters import pfd_table  # noqa: E402
from answerable.sources.readers.document import Table  # noqa: E402
from answerable.sources.readers.reading import read  # noqa: E402


def the_table() -> Table:
    shared = Path(os.environ.get("ANSWERABLE_SHARED") or ROOT.parent / "shared")
    return read(shared / "data" / "pfd" / "reports.csv").tables[0]


def counts(table: Table) -> None:
    begun = time.process_time()
    adapted = pfd_table.adapt(table)
    seconds = time.process_time() - begun
    reports = adapted.reports
    with_entries = [r for r in reports if r.entries]
    entries = [entry for report in with_entries for entry in report.entries]
    accounted = sum(bool(r.entries or r.left_out) for r in reports) / len(reports)
    share = len(with_entries) / len(reports)
    print(f"{len(reports):,} reports; {len(with_entries):,} give entries ({share:.1%})")
    print(f"entries or a stated reason: {accounted:.2%}")
    print(
        f"{len(entries):,} entries, {len(entries) / len(with_entries):.2f} a report; "
        f"{sum(len(e.parts) for e in entries):,} limbs; "
        f"{sum(bool(e.addressees) for e in entries):,} with their own addressee"
    )
    unnumbered = sum("no-numbering" in r.flags for r in reports)
    print(f"{unnumbered:,} reports without numbering ({unnumbered / len(reports):.0%})")
    for title, counted in (
        ("flags of entries", Counter(f for e in entries for f in e.flags)),
        ("flags of reports", Counter(f for r in reports for f in r.flags)),
        ("flags of dates", Counter(f for r in reports for f in r.issued.flags)),
        (
            "response dates",
            Counter("stated" if r.response_due and r.response_due.date else "none" for r in reports),
        ),
        ("left out", Counter(remark.why for remark in adapted.left_out)),
    ):
        print(f"{title}:")
        for name, number in counted.most_common():
            print(f"  {number:6,}  {name}")
    print(f"{seconds:.1f} processor seconds")


def lost(table: Table) -> None:
    """Words that neither an entry nor its introduction nor a formula accounts for."""
    column = table.columns.index("concerns")
    missing = total = 0
    for row in table.rows:
        text = plain(row[column])
        split = split_concerns(text)
        total += len(re.findall(r"\w", text))
        missing += len(re.findall(r"\w", _unaccounted(text, split)))
    print(
        f"{missing:,} of {total:,} letters and digits ({missing / total:.3%}) are in no entry, introduction "
        "or formula: headings that name a body, and numbers"
    )


def _unaccounted(text: str, split: Split) -> str:
    left = list(text)
    for start, end in [(p.start, p.end) for p in split.pieces] + [(r.start, r.end) for r in split.removed]:
        left[start:end] = "\n" * (end - start)
    words = "".join(left)
    for piece in split.pieces:
        for one in (piece, *piece.parts):
            context = one.context
            for known in (*context.heading.split(" / "), context.addressee, context.lead_in, one.number):
                words = re.sub(r"\s+".join(map(re.escape, known.split())) or r"(?!)", "\n", words, count=1)
    return words


def show(table: Table, number: int) -> None:
    column = table.columns.index("concerns")
    for row in random.sample(table.rows, number):
        print("=" * 100, row[column], "-" * 100, sep="\n")
        for piece in split_concerns(row[column]).pieces:
            print(
                "*",
                piece.number,
                piece.context,
                piece.flags,
                piece.text,
                [p.text for p in piece.parts],
                sep="\n    ",
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lost", action="store_true")
    parser.add_argument("--show", type=int, metavar="N", default=0)
    asked = parser.parse_args()
    table = the_table()
    if asked.lost:
        lost(table)
    elif asked.show:
        show(table, asked.show)
    else:
        counts(table)


if __name__ == "__main__":
    main()
