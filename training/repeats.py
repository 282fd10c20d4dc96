"""Trains the judge of repeats: `python training/repeats.py ../shared`, with PyTorch (not needed later).

Learns one 384 x 384 matrix over the sentence model's vectors, so that the cosine of two turned vectors says
"asks the same" rather than "is about the same". Starts at the identity and is held near it. What it learns
from: pairs read by people, and (weakly) different concerns of one report, which share person and place but
rarely the ask. No text of the evaluation file is trained on, nor one that shares more than 40% of its
six-word runs with them. Writes the artefact and prints the record.
"""

import json
import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import normalize

from answerable.lineage.labelled import LabelledPair, read_own_pairs, read_own_passages, read_pairs
from answerable.lineage.measures import average_precision, recall_at_precision
from answerable.lineage.repeats.judge import ARTEFACT
from answerable.search.model.encoder import Encoder

TARGET = {"same": 1.0, "overlap": 0.85, "related": 0.15, "unrelated": 0.0}
EPOCHS, RATE, HOLD, SCALE, BATCH, SEEDS, FOLDS = 15, 1e-3, 2.0, 8.0, 64, 3, 5
SIBLING_WEIGHT, SIBLING_TARGET, SIBLINGS = 0.15, 0.1, 32


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1))}


def target(pair: LabelledPair) -> float:
    value = TARGET.get(pair.label, 1.0 if pair.repeat else 0.0)
    return value if pair.sure else 0.5 + 0.6 * (value - 0.5)


def families(pairs: list[LabelledPair]) -> list[str]:
    """Pairs tied by any shared text belong together: no text is in two folds."""
    parent: dict[str, str] = {}

    def root(text: str) -> str:
        while parent.setdefault(text, text) != text:
            text = parent[text]
        return text

    for pair in pairs:
        parent[root(pair.left)] = root(pair.right)
    return [root(pair.left) for pair in pairs]


def fit(left, right, targets, siblings, seed):
    torch.manual_seed(seed)
    turn = torch.nn.Parameter(torch.eye(left.shape[1]))
    shift, scale = torch.nn.Parameter(torch.tensor(0.65)), torch.nn.Parameter(torch.tensor(SCALE))
    left, right, targets = torch.tensor(left), torch.tensor(right), torch.tensor(targets)
    one, other = (torch.tensor(side) for side in siblings)
    optimiser = torch.optim.Adam([{"params": [turn], "lr": RATE}, {"params": [shift, scale], "lr": 1e-2}])

    def likeness(a, b):
        return scale * ((normalize(a @ turn, dim=1) * normalize(b @ turn, dim=1)).sum(1) - shift)

    for _ in range(EPOCHS):
        for rows in torch.randperm(len(left)).split(BATCH):
            loss = cross_entropy(likeness(left[rows], right[rows]), targets[rows])
            drawn = torch.randint(len(one), (SIBLINGS,))
            apart = torch.full((SIBLINGS,), SIBLING_TARGET)
            loss = loss + SIBLING_WEIGHT * cross_entropy(likeness(one[drawn], other[drawn]), apart)
            loss = loss + HOLD * ((turn - torch.eye(len(turn))) ** 2).sum() / len(turn)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return turn.detach().numpy()


def fit_mean(left, right, targets, siblings):
    return np.mean([fit(left, right, targets, siblings, seed) for seed in range(SEEDS)], axis=0)


def cosines(turn, left, right):
    a, b = left @ turn, right @ turn
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


def calibrate(scores, repeats, weight=1e-3):
    """Platt: a logistic curve, by Newton's steps."""
    design = np.column_stack([scores, np.ones_like(scores)])
    line = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ line))
        slope = design.T @ (repeats - chance) - weight * line
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + weight * np.eye(2)
        line += np.linalg.solve(bend, slope)
    return line


def main() -> None:
    shared = Path(sys.argv[1])
    repository = Path(__file__).resolve().parent.parent
    reports = shared / "data/pfd/reports.csv"
    judged = [p for p in read_pairs(shared / "eval/pairs.jsonl") if p.repeat is not None]
    held_back = {p for pair in read_pairs(shared / "eval/pairs.jsonl") for p in (pair.left, pair.right)}
    known = set().union(*(runs(text) for text in held_back))

    def near(text: str) -> bool:
        mine = runs(text)
        return text in held_back or len(mine & known) > 0.4 * len(mine)

    ours = read_own_pairs(repository / "data/labels/pairs_own.jsonl", reports)
    training = [p for p in read_pairs(shared / "eval/pairs_train.jsonl") + ours if p.repeat is not None]
    apart = np.array([not (near(p.left) or near(p.right)) for p in training])
    everything = training + judged

    siblings = draw_siblings(repository / "data/labels", reports, near)
    texts = sorted({t for p in everything for t in (p.left, p.right)} | {t for p in siblings for t in p})
    vectors = dict(zip(texts, Encoder().encode(texts), strict=True))
    left = np.array([vectors[p.left] for p in everything])
    right = np.array([vectors[p.right] for p in everything])
    targets = np.array([target(p) for p in everything], np.float32)
    repeats = np.array([bool(p.repeat) for p in everything])
    pair_sides = tuple(np.array([vectors[p[side]] for p in siblings]) for side in (0, 1))

    groups = families(everything)
    names = sorted(set(groups))
    random.Random(5).shuffle(names)  # noqa: S311
    fold_of = {name: i % FOLDS for i, name in enumerate(names)}
    fold = np.array([fold_of[g] for g in groups])
    scores = np.zeros(len(everything))
    for number in range(FOLDS):
        inside = fold != number
        turn = fit_mean(left[inside], right[inside], targets[inside], pair_sides)
        scores[~inside] = cosines(turn, left[~inside], right[~inside])
    is_judged = np.arange(len(everything)) >= len(training)
    shipped = np.concatenate([apart, np.zeros(len(judged), bool)])
    turn = fit_mean(left[shipped], right[shipped], targets[shipped], pair_sides)
    slope, shift = calibrate(scores[~is_judged], repeats[~is_judged].astype(float))
    turn = turn.astype(np.float16)
    held = cosines(turn.astype(np.float32), left[is_judged], right[is_judged])
    plain = (left * right).sum(1)
    record = {
        "labelled_pairs": len(training),
        "trained_on": int(shipped.sum()),
        "siblings": len(siblings),
        "all_by_cross_validation": figures(scores, repeats),
        "all_by_plain_cosine": figures(plain, repeats),
        "evaluation_by_cross_validation": figures(scores[is_judged], repeats[is_judged]),
        "evaluation_by_shipped": figures(held, repeats[is_judged]),
        "evaluation_by_plain_cosine": figures(plain[is_judged], repeats[is_judged]),
        "calibration": [round(float(slope), 4), round(float(shift), 4)],
    }
    np.savez_compressed(ARTEFACT, turn=turn, calibration=np.array([slope, shift], np.float32), version="1")
    sys.stdout.write(json.dumps(record, indent=2) + "\n")


def draw_siblings(labels: Path, reports: Path, near) -> list[tuple[str, str]]:
    """Different passages of one report, from all that the repository's labels point at."""
    of_report = defaultdict(set)
    for identifier, text in read_own_passages(labels, reports):
        if len(text) >= 60 and not near(text):
            of_report[identifier].add(text)
    draw = random.Random(3)  # noqa: S311
    pairs = [tuple(draw.sample(sorted(texts), 2)) for texts in of_report.values() if len(texts) > 1]
    return [(a, b) for a, b in pairs if a not in b and b not in a]


def figures(scores, repeats) -> dict[str, float]:
    return {
        "average_precision": round(average_precision(scores, repeats), 4),
        "recall_at_precision_90": round(recall_at_precision(scores, repeats, 0.9), 4),
    }


if __name__ == "__main__":
    main()
