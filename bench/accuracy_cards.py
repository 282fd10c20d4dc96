"""Writes docs/accuracy/pairs.md and themes.md as measured now: python -m bench.accuracy_cards ../shared/eval

The figures come from the same code as `answerable evaluate pairs|themes`, and the record of training from
docs/accuracy/training.json. The words stand in bench/cards.
"""

import json
import sys
from pathlib import Path
from typing import Any

from answerable.lineage.repeats import judge
from answerable.lineage.repeats.evaluation import evaluate_pairs
from answerable.lineage.themes import classifier
from answerable.lineage.themes.evaluation import evaluate_themes
from answerable.lineage.themes.taxonomy import Taxonomy
from answerable.search.model.encoder import Encoder

WORDS = Path(__file__).resolve().parent / "cards"
CARDS = Path(__file__).resolve().parent.parent / "docs" / "accuracy"
AIM = 0.75


def interval(figures: dict[str, Any], name: str) -> str:
    low, high = figures[f"{name}_interval"]
    return f"{figures[name]:.3f} ({low:.2f} to {high:.2f})"


def pairs_card(found: dict[str, Any], record: dict[str, Any]) -> str:
    later, cross = record["later_by_hold"][str(record["hold"])], record["evaluation_by_cross_validation"]
    plain, later_plain = found["baseline_cosine"], record["later_by_plain_cosine"]
    bands = "\n".join(
        f"| {band['from_cosine']:.1f} and more | {band['n']} | {band['repeats']} |"
        f" {band['mean_probability']:.2f} | {band['right_when_sure']} of {band['sure']} |"
        for band in found["by_cosine"]
    )
    return (
        (WORDS / "pairs.md")
        .read_text()
        .format(
            n=found["n"],
            repeats=found["repeats"],
            plain_ap=plain["average_precision"],
            plain_recall=plain["recall_at_precision_90"],
            ap=interval(found, "average_precision"),
            recall=interval(found, "recall_at_precision_90"),
            cross_ap=cross["average_precision"],
            cross_recall=cross["recall_at_precision_90"],
            later_n=record["later_pairs"],
            later_ap=later["average_precision"],
            later_recall=later["recall_at_precision_90"],
            later_plain_ap=later_plain["average_precision"],
            later_plain_recall=later_plain["recall_at_precision_90"],
            bands=bands,
            sure=judge.SURE_REPEAT,
            unsure=judge.SURE_DIFFERENT,
            abstains=found["abstains"],
            right=found["right_when_sure"],
            brier=found["brier"],
            pairs=record["pairs"],
        )
    )


def themes_card(found: dict[str, Any], record: dict[str, Any]) -> str:
    unseen, weights = record["on_unseen"]["each theme its own"], record["weights"]
    named = {theme.key: theme.name for theme in Taxonomy.read().themes}
    each = "\n".join(
        f"| {named[key]} | {one['f1']:.2f} | {one['labelled']} | {one['found']} |"
        for key, one in sorted(found["themes"].items(), key=lambda item: -item[1]["f1"])
    )
    return (
        (WORDS / "themes.md")
        .read_text()
        .format(
            n=found["n"],
            micro=interval(found, "micro_f1"),
            macro=interval(found, "macro_f1"),
            unseen_n=record["measured_on"],
            unseen_micro=unseen["micro_f1"],
            unseen_macro=unseen["macro_f1"],
            reached="reached" if found["micro_f1"] >= AIM else "not reached",
            each=each,
            network=weights["network"],
            words=weights["words"],
            near=weights["neighbours"],
            neighbours=record["neighbours"],
            concerns=record["concerns"],
        )
    )


def main() -> None:
    evaluation, encoder = Path(sys.argv[1]), Encoder()
    record = json.loads((CARDS / "training.json").read_text())
    pairs = evaluate_pairs(evaluation / "pairs.jsonl", judge.shipped(), encoder)
    (CARDS / "pairs.md").write_text(pairs_card(pairs, record["repeats"]))
    themes = evaluate_themes(evaluation / "themes.jsonl", classifier.shipped(), encoder)
    (CARDS / "themes.md").write_text(themes_card(themes, record["themes"]))


if __name__ == "__main__":
    main()
