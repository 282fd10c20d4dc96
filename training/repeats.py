"""Trains the judge of repeats: `python training/repeats.py ../shared`, with PyTorch (not needed later).

Learns one 384 x 384 matrix over the sentence model's vectors, so that the cosine of two turned vectors says
"asks the same" rather than "is about the same". It starts at the identity and is held near it. The encoder
has itself learned from pairs (sentences.py), so what the judge says is measured, and made a probability, on
pairs that were drawn and read after that: those of wave 3 in data/labels/pairs_own.jsonl. No text of the
evaluation file is learned from, nor one much like it. Writes the artefact and prints the record.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
from texts import HeldBack, families
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy
from torch.nn.functional import normalize

from answerable.lineage.labelled import LabelledPair, read_own_pairs, read_pairs
from answerable.lineage.measures import average_precision, recall_at_precision
from answerable.lineage.repeats.judge import ARTEFACT
from answerable.search.model.encoder import Encoder

VERSION = "3"
TARGET = {"same": 1.0, "overlap": 0.85, "related": 0.15, "unrelated": 0.0}
EPOCHS, RATE, SCALE, BATCH, SEEDS, FOLDS = 10, 1e-3, 8.0, 64, 3, 5
HOLDS = (8.0, 30.0, None)  # how strongly the matrix is held to the identity; None leaves it out
LATER = 3  # the wave of pairs that the sentence model has not seen
LEAST = 0.3  # chance below which nothing is proposed; the plain cosine that almost all above it reach
MISSED = 0.5  # per cent of those above it that may fall below that cosine


def target(pair: LabelledPair) -> float:
    value = TARGET.get(pair.label, 1.0 if pair.repeat else 0.0)
    return value if pair.sure else 0.5 + 0.6 * (value - 0.5)


def fit(left, right, targets, hold, seed):
    torch.manual_seed(seed)
    turn = torch.nn.Parameter(torch.eye(left.shape[1]))
    shift, scale = torch.nn.Parameter(torch.tensor(0.65)), torch.nn.Parameter(torch.tensor(SCALE))
    left, right, targets = torch.tensor(left), torch.tensor(right), torch.tensor(targets)
    optimiser = torch.optim.Adam([{"params": [turn], "lr": RATE}, {"params": [shift, scale], "lr": 1e-2}])
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(left)).split(BATCH):
            cosine = (normalize(left[rows] @ turn, dim=1) * normalize(right[rows] @ turn, dim=1)).sum(1)
            loss = cross_entropy(scale * (cosine - shift), targets[rows])
            loss = loss + hold * ((turn - torch.eye(len(turn))) ** 2).sum() / len(turn)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return turn.detach().numpy()


def learned(left, right, targets, hold):
    if hold is None:
        return np.eye(left.shape[1], dtype=np.float32)
    return np.mean([fit(left, right, targets, hold, seed) for seed in range(SEEDS)], axis=0)


def cosines(turn, left, right):
    a, b = left @ turn, right @ turn
    return (a * b).sum(1) / np.linalg.norm(a, axis=1) / np.linalg.norm(b, axis=1)


def calibrate(scores, truths, weight=1e-3):
    """Platt: a logistic curve, by Newton's steps."""
    design = np.column_stack([scores, np.ones_like(scores)])
    line = np.zeros(2)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ line))
        slope = design.T @ (truths - chance) - weight * line
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + weight * np.eye(2)
        line += np.linalg.solve(bend, slope)
    return line


def figures(scores, repeats) -> dict[str, float]:
    return {
        "average_precision": round(average_precision(scores, repeats), 4),
        "recall_at_precision_90": round(recall_at_precision(scores, repeats, 0.9), 4),
    }


def main() -> None:
    shared = Path(sys.argv[1])
    repository = Path(__file__).resolve().parent.parent
    near = HeldBack(shared / "eval").near
    labels = repository / "data/labels/pairs_own.jsonl"
    ours = read_own_pairs(labels, shared / "data/pfd/reports.csv")
    wave = {case["pair"]: case.get("wave", 1) for case in map(json.loads, labels.read_text().splitlines())}
    given = read_pairs(shared / "eval/pairs_train.jsonl")
    pairs = [p for p in given + ours if p.repeat is not None and not (near(p.left) or near(p.right))]
    judged = [p for p in read_pairs(shared / "eval/pairs.jsonl") if p.repeat is not None]
    everything = pairs + judged
    texts = sorted({t for p in everything for t in (p.left, p.right)})
    vectors = dict(zip(texts, Encoder().encode(texts), strict=True))
    left, right = (np.array([vectors[getattr(p, side)] for p in everything]) for side in ("left", "right"))
    targets = np.array([target(p) for p in everything], np.float32)
    repeats = np.array([bool(p.repeat) for p in everything])
    same = np.array([p.label == "same" for p in everything])
    later = np.array([wave.get(p.identifier, 1) >= LATER for p in everything])
    is_judged = np.arange(len(everything)) >= len(pairs)

    groups = families(everything)
    names = sorted(set(groups))
    random.Random(5).shuffle(names)  # noqa: S311
    fold_of = {name: i % FOLDS for i, name in enumerate(names)}
    fold = np.array([fold_of[g] for g in groups])
    tried = {}
    for hold in HOLDS:
        scores = np.zeros(len(everything))
        for number in range(FOLDS):
            inside = (fold != number) & ~is_judged
            turn = learned(left[inside], right[inside], targets[inside], hold)
            scores[fold == number] = cosines(turn, left[fold == number], right[fold == number])
        tried[hold] = scores
    best = max(HOLDS, key=lambda hold: average_precision(tried[hold][later], repeats[later]))
    scores = tried[best]
    turn = learned(left[~is_judged], right[~is_judged], targets[~is_judged], best).astype(np.float16)
    slope, shift = calibrate(scores[later], repeats[later].astype(float))
    alike = later & repeats
    same_slope, same_shift = calibrate(scores[alike], same[alike].astype(float))
    plain = (left * right).sum(1)
    likely = 1 / (1 + np.exp(-(scores * slope + shift))) >= LEAST
    nearest = float(np.percentile(plain[likely], MISSED))
    held = cosines(turn.astype(np.float32), left[is_judged], right[is_judged])
    record = {
        "pairs": len(pairs),
        "later_pairs": int(later.sum()),
        "hold": best,
        "later_by_hold": {str(hold): figures(tried[hold][later], repeats[later]) for hold in HOLDS},
        "later_by_plain_cosine": figures(plain[later], repeats[later]),
        "evaluation_by_shipped": figures(held, repeats[is_judged]),
        "evaluation_by_cross_validation": figures(scores[is_judged], repeats[is_judged]),
        "evaluation_by_plain_cosine": figures(plain[is_judged], repeats[is_judged]),
        "calibration": [round(float(slope), 4), round(float(shift), 4)],
        "nearest": round(nearest, 4),
    }
    np.savez_compressed(
        ARTEFACT,
        turn=turn,
        calibration=np.array([slope, shift], np.float32),
        same=np.array([same_slope, same_shift], np.float32),
        nearest=np.float32(nearest),
        version=VERSION,
    )
    sys.stdout.write(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    main()
