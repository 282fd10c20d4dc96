"""How often each rule on the wording of a draft agrees with a person's reading.

    python -m bench.quality          (reads ../shared, or ANSWERABLE_SHARED)

84 inquiry recommendations drawn at random, labelled by one reader before the rules saw them
(data/labels/quality_84.jsonl: place in the file and labels only). 60 were used to mend the rules, 24 not.

Agreement on 23 November 2026, tuned on 60 / held out 24: body 42/20, one ask 56/23, verb 57/24, result 41/16,
date 59/22, measure 58/22, cost 54/22, finding 59/22, strength 52/22 (21 before one list was mended for it).
Few of these recommendations have a date, a measure, a cost or a finding, so agreement there is mostly on
their absence. "body" is told from words, without the lists of bodies, and differs mostly between "a class of
bodies" and "nobody". "result" is the least sure.
"""

import os
from pathlib import Path

from tests.unit.lineage.quality_agreement import ROOT, agreement


def main() -> None:
    shared = Path(os.environ.get("ANSWERABLE_SHARED") or ROOT.parent / "shared")
    for name, count in agreement(shared).items():
        print(f"{name}: {count['all']} recommendations")
        for rule, agree in sorted(count.items()):
            if rule != "all":
                print(f"  {rule:<10} {agree:>3}  {agree / count['all']:.2f}")


if __name__ == "__main__":
    main()
