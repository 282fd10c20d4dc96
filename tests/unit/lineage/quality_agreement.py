"""How often each rule on a draft's wording agrees with a person's reading of real recommendations."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

from answerable.lineage.quality import Ask, Check, check
from answerable.sources.adapters.addressee_phrases import addressee_phrases

ROOT = Path(__file__).resolve().parents[3]
LABELS = ROOT / "data" / "labels" / "quality_84.jsonl"
LEVELS = ("verb", "strength")  # rules whose level is compared, not their outcome
DAY = dt.date(2026, 11, 23)


def agreement(shared: Path) -> dict[str, Counter[str]]:
    """For each set of labels, how many of each rule's verdicts agree, and "all" for how many there are."""
    recommendations = json.loads((shared / "data" / "inquiries" / "recommendations.json").read_text())
    counts: dict[str, Counter[str]] = {}
    for line in LABELS.read_text().splitlines():
        row = json.loads(line)
        held = recommendations
        for step in row["place"].split("/"):
            held = held[int(step) if step.isdigit() else step]
        text = held["Recommendation"]
        ask = Ask(text, "recommendation", DAY, phrases=tuple(addressee_phrases(text)))
        count = counts.setdefault(row["set"], Counter())
        count["all"] += 1
        count.update(one.key for one in check(ask) if _said(one) == row["labels"][one.key])
    return counts


def _said(one: Check) -> str:
    return one.level if one.key in LEVELS else one.outcome.value
