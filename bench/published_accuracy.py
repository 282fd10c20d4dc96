"""How often suggestions are right, as the pages say it: prints data/accuracy.toml as measured now.

    python bench/published_accuracy.py ../shared/eval

Two people read the examples, and agreed. What they disputed counts neither for nor against.
"""

import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np

from answerable.lineage.labelled import read_pairs, read_themes
from answerable.lineage.repeats.judge import shipped as shipped_judge
from answerable.lineage.themes.classifier import shipped as shipped_themes
from answerable.search.model.encoder import Encoder

ROOT = Path(__file__).resolve().parent.parent


def repeats(path: Path, encoder: Encoder) -> str:
    pairs = [pair for pair in read_pairs(path) if pair.repeat is not None]
    left, right = (encoder.encode([getattr(pair, side) for pair in pairs]) for side in ("left", "right"))
    chances = shipped_judge().judge(left, right)
    same = np.array([pair.repeat for pair in pairs], bool)
    lines = [f'[repeats]\nversion = "{shipped_judge().version}"\nexamples = {len(pairs)}\nbands = [']
    published = tomllib.loads((ROOT / "data" / "accuracy.toml").read_text())
    for end, start in pairwise([1.01, *(band["from"] for band in published["repeats"]["bands"])]):
        here = (chances >= start) & (chances < end)
        lines.append(f"  {{ from = {start}, pairs = {here.sum()}, right = {same[here].sum()} }},")
    return "\n".join([*lines, "]"])


def themes(path: Path, encoder: Encoder) -> str:
    cases, reader = read_themes(path), shipped_themes()
    texts = [case.text for case in cases]
    chosen = reader.chosen(reader.probabilities(texts, encoder.encode(texts)))
    counted = np.array([[theme not in case.disputed for theme in reader.themes] for case in cases])
    labelled = np.array([[theme in case.themes for theme in reader.themes] for case in cases]) & counted
    given = chosen & counted
    return (
        f'[themes]\nversion = "{reader.version}"\nexamples = {len(cases)}\ngiven = {given.sum()}\n'
        f"right = {(given & labelled).sum()}\nlabelled = {labelled.sum()}"
    )


def main() -> None:
    folder, encoder = Path(sys.argv[1]), Encoder()
    print(repeats(folder / "pairs.jsonl", encoder))
    print()
    print(themes(folder / "themes.jsonl", encoder))


if __name__ == "__main__":
    main()
