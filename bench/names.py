"""How well names of people are held back, measured on real reports read where they lie.

    python bench/names.py --labels            recall and precision on the labels of data/labels/names_*.jsonl
    python bench/names.py --deceased [N]      reports whose masked concerns still hold the deceased's surname
    python bench/names.py --speed             processor seconds for every report's concerns
    python bench/names.py --audit             what is masked and doubtful over all reports, in counts

ANSWERABLE_SHARED names the folder of real data (default: `shared` beside the checkout). Nothing printed by
default holds a name; --show prints passages, for a person at the screen only.
"""

import argparse
import csv
import hashlib
import json
import math
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from answerable.core.text.names import Masked, mask, names_of, surname_of  # noqa: E402
from answerable.core.text.names.lexicon import lexicon  # noqa: E402

NAME_KINDS = {"deceased", "family", "staff", "person", "initials"}
_WORDS = re.compile(r"[^\W\d_]+")


def shared_folder() -> Path:
    return Path(os.environ.get("ANSWERABLE_SHARED") or ROOT.parent / "shared")


def reports(shared: Path) -> list[dict[str, str]]:
    with (shared / "data/pfd/reports.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def key(report: dict[str, str]) -> str:
    """Stands for a report in the labels: its address would name the person who died."""
    return hashlib.sha256(report["url"].encode()).hexdigest()[:16]


def slug(report: dict[str, str]) -> str:
    return report["url"].rstrip("/").rsplit("/", 1)[-1]


def paragraphs(cell: str) -> list[str]:
    """A cell's concerns, roughly as the register splits them."""
    return [
        part.strip() for part in re.split(r"\n\s*\n|\n(?=\s*(?:\(?\d|\(?[a-z]\)|[•-]))", cell) if part.strip()
    ]


def masked(report: dict[str, str], text: str) -> Masked:
    return mask(text, deceased=names_of(slug(report)), author=report["coroner"])


@dataclass
class Score:
    hit: int = 0
    missed: int = 0
    wrong: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)

    def interval(self, good: int, total: int) -> str:
        """A share with its 95% Wilson interval."""
        if not total:
            return "none"
        z, p = 1.96, good / total
        centre = (p + z * z / (2 * total)) / (1 + z * z / total)
        half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total)) / (1 + z * z / total)
        return f"{p:.3f} ({max(0.0, centre - half):.3f}-{min(1.0, centre + half):.3f}, {good}/{total})"

    @property
    def recall(self) -> float:
        return self.hit / max(1, self.hit + self.missed)

    @property
    def precision(self) -> float:
        return self.hit_spans / max(1, self.hit_spans + self.wrong)

    hit_spans: int = 0


def labelled(shared: Path) -> Iterator[tuple[dict[str, object], dict[str, str], str]]:
    """Each label with its report and the passage it speaks of."""
    known = {key(r): r for r in reports(shared)}
    for name in ("names_200.jsonl", "names_more.jsonl"):
        for line in (ROOT / "data/labels" / name).read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            report = known[label["report"]]
            yield label | {"file": name}, report, report["concerns"][label["start"] : label["end"]]


def score_labels(shared: Path, show: str = "") -> dict[tuple[str, str], Score]:
    """Scores by (file, split) and by ("all", split), names of the deceased apart from all others."""
    scores: dict[tuple[str, str], Score] = {}
    for label, report, text in labelled(shared):
        result = masked(report, text)
        spans = [s for s in result.spans if s.kind in NAME_KINDS]
        names = [(n["start"], n["end"], n["kind"]) for n in label["names"]]  # type: ignore[attr-defined]
        split = str(label["split"])
        cells = [scores.setdefault((group, split), Score()) for group in (str(label["file"]), "all")]
        for start, end, kind in names:
            words = [m.span() for m in _WORDS.finditer(text, start, end)]
            hit = all(any(s.start <= a and b <= s.end for s in spans) for a, b in words)
            group = "deceased" if kind == "deceased" else "others"
            for cell in (*cells, scores.setdefault((group, split), Score())):
                cell.hit += hit
                cell.missed += not hit
                cell.by_kind[f"{kind} {'hit' if hit else 'missed'}"] += 1
            if not hit and show == split:
                print("MISSED", kind, "|", text[max(0, start - 60) : end + 40].replace("\n", " "))
        for span in spans:
            right = any(a < span.end and span.start < b for a, b, _ in names)
            for cell in cells:
                cell.hit_spans += right
                cell.wrong += not right
            if not right and show == split:
                where = text[max(0, span.start - 40) : span.end + 40].replace("\n", " ")
                print("WRONG", span.rule, text[span.start : span.end], "|", where)
    return scores


def print_labels(shared: Path, show: str) -> None:
    for (group, split), score in sorted(score_labels(shared, show).items()):
        line = f"{group:18} {split:9} recall {score.interval(score.hit, score.hit + score.missed)}"
        if group not in ("deceased", "others"):
            line += f"  precision {score.interval(score.hit_spans, score.hit_spans + score.wrong)}"
        print(line)


def surnames_left(shared: Path, count: int, seed: int = 28) -> tuple[int, list[tuple[str, str, bool]]]:
    """Reports looked at, and each surname left: surname, where, whether it stands there with a capital."""
    chosen = reports(shared)
    random.Random(seed).shuffle(chosen)
    chosen = [r for r in chosen if r["concerns"].strip() and surname_of(slug(r))][:count]
    left: list[tuple[str, str, bool]] = []
    for report in chosen:
        surname = surname_of(slug(report))
        pattern = re.compile(rf"(?<![^\W_]){re.escape(surname)}(?![^\W_])", re.IGNORECASE)
        for text in paragraphs(report["concerns"]):
            for match in pattern.finditer(masked(report, text).text):
                line = match.string[max(0, match.start() - 50) : match.end() + 30].replace("\n", " ")
                left.append((surname, line, match.group()[0].isupper()))
    return len(chosen), left


def print_deceased(shared: Path, count: int, show: bool) -> None:
    total, left = surnames_left(shared, count)
    odd = {x[0] for x in left if not x[2] and not lexicon().is_ordinary(x[0].lower())}
    capital = [x for x in left if x[2]]
    print(f"{total} reports; surname left with a capital: {len({x[0] for x in capital})} reports")
    print(f"left without a capital: {len({x[0] for x in left if not x[2]})} reports,", end=" ")
    print(f"of which not an ordinary word: {len(odd)}")
    for surname, line, is_capital in left if show else ():
        print("CAPITAL" if is_capital else "small", surname, "|", line)


def print_speed(shared: Path) -> None:
    rows = reports(shared)
    started = time.process_time()
    size = masks = 0
    for report in rows:
        for text in paragraphs(report["concerns"]):
            masks += len(masked(report, text).spans)
            size += len(text)
    print(f"{size / 1e6:.1f} million characters, {masks} masked, {time.process_time() - started:.1f} s")


def print_audit(shared: Path, show: bool) -> None:
    rules: Counter[tuple[str, str]] = Counter()
    samples: dict[tuple[str, str], list[str]] = {}
    left_aside = {str(label["report"]) for label, _, _ in labelled(shared) if label["split"] == "held-out"}
    for report in reports(shared):
        if key(report) in left_aside:
            continue
        for text in paragraphs(report["concerns"]):
            for span in masked(report, text).spans:
                rules[span.kind, span.rule] += 1
                where = text[max(0, span.start - 40) : span.end + 40].replace("\n", " ")
                samples.setdefault((span.kind, span.rule), []).append(
                    f"{text[span.start : span.end]} | {where}"
                )
    for rule, number in rules.most_common():
        print(number, *rule)
        for sample in random.Random(5).sample(samples[rule], min(25, len(samples[rule]))) if show else ():
            print("     ", sample)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--deceased", nargs="?", type=int, const=1000)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--audit", action="store_true")
    parser.add_argument("--show", nargs="?", const="dev", default="", choices=["dev", "held-out"])
    chosen = parser.parse_args()
    shared = shared_folder()
    if chosen.labels:
        print_labels(shared, chosen.show)
    if chosen.deceased:
        print_deceased(shared, chosen.deceased, bool(chosen.show))
    if chosen.speed:
        print_speed(shared)
    if chosen.audit:
        print_audit(shared, bool(chosen.show))


if __name__ == "__main__":
    main()
