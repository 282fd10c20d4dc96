"""How well scope and settings are derived, measured on labelled reports (data/labels/scope_150.jsonl).

    python bench/scope.py            precision and recall by half, also weighted by stratum; counts over all
    python bench/scope.py --show     the differences in the development half, without texts

ANSWERABLE_SHARED names the folder of real data (default: `shared` beside the checkout).
"""

import argparse
import csv
import hashlib
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from answerable.core.text.scope import derive_scope, settings  # noqa: E402

# Reports in each stratum that the 150 were drawn from: words of inpatient care, of mental health, neither.
STRATA = {"in": (456, 80), "mh": (1180, 45), "other": (3155, 25)}


def shared_folder() -> Path:
    return Path(os.environ.get("ANSWERABLE_SHARED") or ROOT.parent / "shared")


def reports(shared: Path) -> dict[str, dict[str, str]]:
    with (shared / "data/pfd/reports.csv").open(newline="", encoding="utf-8") as file:
        return {hashlib.sha256(r["url"].encode()).hexdigest()[:16]: r for r in csv.DictReader(file)}


def mental_health_trusts(shared: Path) -> list[str]:
    with (shared / "data/organisations/mental_health_trusts.csv").open(
        newline="", encoding="utf-8-sig"
    ) as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    names = (c.lower().replace("&", "and") for c in cells if "trust" in c.lower())
    return sorted({n.replace(" nhs foundation trust", "").replace(" nhs trust", "") for n in names})


def texts(report: dict[str, str]) -> list[str]:
    return [report["concerns"], report["circumstances"], report["investigation"]]


def kinds(report: dict[str, str], trusts: list[str]) -> list[str]:
    """A stand-in for the register's resolved addressees: does the cell name a mental-health trust?"""
    cell = report["receiver"].lower().replace("&", "and")
    named = any(t in cell for t in trusts)
    return ["mental-health-trust"] if named or "mental health" in cell else []


def labels() -> Iterator[dict[str, object]]:
    for line in (ROOT / "data/labels/scope_150.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def score(shared: Path, split: str, *, show: bool = False) -> dict[str, float]:
    """Weighted precision and recall of "yes or likely" and of "yes"; borderline labels are left aside."""
    known, trusts = reports(shared), mental_health_trusts(shared)
    cells: defaultdict[tuple[str, str], float] = defaultdict(float)
    setting: Counter[tuple[str, str]] = Counter()
    for label in labels():
        if label["split"] != split:
            continue
        report = known[str(label["report"])]
        derived = derive_scope(texts(report), kinds(report, trusts), [report["tracker_category"]])
        population, drawn = STRATA[str(label["stratum"])]
        weight = population / drawn
        truth = str(label["scope"])
        if show and ((truth == "yes") != (derived.value != "no") or truth == "borderline"):
            print(truth, derived.value, derived.score, label["report"], derived.words)
        if truth != "borderline":
            for name, said in (("in", derived.value != "no"), ("yes", derived.value == "yes")):
                outcome = _outcome(said=said, true=truth == "yes")
                cells[name, outcome] += 1
                cells[f"{name} weighted", outcome] += weight
        found = {s.name for s in settings(texts(report))}
        wanted = set(label["settings"])  # type: ignore[call-overload]
        for name in found | wanted:
            setting[name, "hit" if name in found & wanted else "false" if name in found else "miss"] += 1
    result = {}
    for name in ("in", "in weighted", "yes", "yes weighted"):
        hit, false, miss = cells[name, "hit"], cells[name, "false"], cells[name, "miss"]
        result[f"{name} precision"] = hit / max(1, hit + false)
        result[f"{name} recall"] = hit / max(1, hit + miss)
    for name in sorted({n for n, _ in setting}):
        hit, false, miss = setting[name, "hit"], setting[name, "false"], setting[name, "miss"]
        result[f"{name}: p"] = hit / max(1, hit + false)
        result[f"{name}: r"] = hit / max(1, hit + miss)
    return result


def _outcome(*, said: bool, true: bool) -> str:
    if said:
        return "hit" if true else "false"
    return "miss" if true else "none"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    shared = shared_folder()
    for split in ("dev", "held-out"):
        print(
            split,
            {k: round(v, 2) for k, v in score(shared, split, show=chosen.show and split == "dev").items()},
        )
    trusts = mental_health_trusts(shared)
    counts = Counter(
        derive_scope(texts(r), kinds(r, trusts), [r["tracker_category"]]).value
        for r in reports(shared).values()
    )
    print(dict(counts))


if __name__ == "__main__":
    main()
