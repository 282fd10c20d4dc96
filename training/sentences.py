"""Trains the sentence model for this register: `python training/sentences.py ../shared`, with PyTorch.

Three tasks share one vector. Questions in other words find their concern among others (contrastive, both
ways); pairs read by people are near or apart by their label (a logistic curve over the cosine); themes read
by people are told from the vector by a linear head, which is dropped afterwards. The lower two layers and the
table of words stay as they are. Nothing is learned from a text of the evaluation files or one much like it
(texts.py).

Writes answerable/search/model/tuning.npz. `--held-out` keeps an eighth of the labels back, by a hash of the
text, and prints figures on them; `--from FILE` goes on from what an earlier run learned. Two cores take some
ten minutes a pass.
"""

import argparse
import hashlib
import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
from network import WIDTH, Sentences, original
from texts import HeldBack
from torch.nn import functional

from answerable.lineage.labelled import (
    LabelledPair,
    read_own_pairs,
    read_own_questions,
    read_own_themes,
    read_pairs,
    read_themes,
)
from answerable.lineage.measures import average_precision, f1_scores
from answerable.lineage.themes.taxonomy import Taxonomy
from answerable.search.model.tuning import TUNING, differences, tuned

TARGET = {"same": 1.0, "overlap": 0.85, "related": 0.12, "unrelated": 0.0}
BATCH = {"themes": 32, "pairs": 32, "questions": 48}
LONGEST, TEMPERATURE, HELD_OUT = 96, 0.05, 8
HEAD = ("head.weight", "head.bias")  # kept with the tuning: themes.py and a later run begin with it
THEME_WEIGHT = 8.0  # the mean over 24 themes, most of them absent, is a small number
WARM, LEAST_RATE, WINDOW = 0.08, 0.02, 12


def held_out(text: str) -> bool:
    return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(), 16) % HELD_OUT == 0


def target(pair: LabelledPair) -> float:
    value = TARGET.get(pair.label, 1.0 if pair.repeat else 0.0)
    return value if pair.sure else 0.5 + 0.6 * (value - 0.5)


class Labels:
    """What there is to learn from, and what is kept back to look at.

    Pairs of `later` waves are not learned from: repeats.py calibrates the judge with them.
    """

    def __init__(self, shared: Path, repository: Path, later: int) -> None:
        reports, own, near = (
            shared / "data/pfd/reports.csv",
            repository / "data/labels",
            HeldBack(shared / "eval").near,
        )
        keys = Taxonomy.read().keys
        themed = read_themes(shared / "eval/themes_train.jsonl")
        themed += read_own_themes(own / "themes_own.jsonl", reports)
        cases = map(json.loads, (own / "pairs_own.jsonl").read_text().splitlines())
        kept_back = {case["pair"] for case in cases if case.get("wave", 1) >= later}
        pairs = read_pairs(shared / "eval/pairs_train.jsonl") + [
            pair
            for pair in read_own_pairs(own / "pairs_own.jsonl", reports)
            if pair.identifier not in kept_back
        ]
        asked = read_own_questions(own / "questions_own.jsonl", reports)
        self.pairs = [p for p in pairs if p.repeat is not None and not (near(p.left) or near(p.right))]
        themes = {case.text: case.themes for case in themed if not near(case.text)}
        self.questions = [(q, text) for q, text in asked if not near(text)]
        self.row = {text: [float(key in given) for key in keys] for text, given in themes.items()}
        known = {text for _, text in self.questions if text in themes}
        self.alone = [text for text in themes if text not in known]
        self.questions = [(q, text) for q, text in self.questions if text in themes]
        self.keys = keys

    def without_held_out(self) -> "Labels":
        kept = object.__new__(Labels)
        kept.keys, kept.row = self.keys, self.row
        kept.alone = [text for text in self.alone if not held_out(text)]
        kept.questions = [(q, text) for q, text in self.questions if not held_out(text)]
        back = {side for p in self.pairs if held_out(min(p.left, p.right)) for side in (p.left, p.right)}
        kept.pairs = [p for p in self.pairs if p.left not in back and p.right not in back]
        return kept


def batches(count: int, size: int, length, chance: random.Random) -> list[list[int]]:
    """Rows at random, those of like length together: less is spent on filling up."""
    order = list(range(count))
    chance.shuffle(order)
    found = []
    for start in range(0, count, size * WINDOW):
        window = sorted(order[start : start + size * WINDOW], key=length)
        found += [window[at : at + size] for at in range(0, len(window), size)]
    return [rows for rows in found if len(rows) > 4]


def first_head(themes: int, before: Path | None) -> torch.nn.Linear:
    """Tells themes from a vector: as an earlier run left it, or knowing only that most are absent."""
    head = torch.nn.Linear(WIDTH, themes)
    torch.nn.init.zeros_(head.weight)
    head.bias.data.fill_(-2.5)
    if before:
        with np.load(before) as kept:
            head.weight.data, head.bias.data = (torch.tensor(kept[name]) for name in HEAD)
    return head


def train(model: Sentences, head: torch.nn.Linear, labels: Labels, epochs: int, rate: float, seed: int):
    chance = random.Random(seed)  # noqa: S311
    torch.manual_seed(seed)
    curve = torch.nn.Parameter(torch.tensor([10.0, 0.6]))
    learned = [weight for weight in model.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": learned, "lr": rate, "weight_decay": 0.01},
            {"params": head.parameters(), "lr": 2e-2},
            {"params": [curve], "lr": 1e-2},
        ]
    )
    base = [group["lr"] for group in optimiser.param_groups]

    def themes_of(texts, vectors):
        wanted = torch.tensor([labels.row[text] for text in texts])
        return THEME_WEIGHT * functional.binary_cross_entropy_with_logits(head(vectors), wanted)

    def loss_of(task: str, rows: list[int]) -> torch.Tensor:
        if task == "themes":
            texts = [labels.alone[row] for row in rows]
            return themes_of(texts, model(texts, LONGEST))
        if task == "pairs":
            pairs = [labels.pairs[row] for row in rows]
            vectors = model([p.left for p in pairs] + [p.right for p in pairs], LONGEST)
            cosine = (vectors[: len(pairs)] * vectors[len(pairs) :]).sum(1)
            wanted = torch.tensor([target(pair) for pair in pairs])
            return functional.binary_cross_entropy_with_logits(curve[0] * (cosine - curve[1]), wanted)
        asked, texts = zip(*(labels.questions[row] for row in rows), strict=True)
        vectors = model(list(texts), LONGEST)
        alike = model(list(asked), LONGEST) @ vectors.T / TEMPERATURE
        own = torch.arange(len(rows))
        both = functional.cross_entropy(alike, own) + functional.cross_entropy(alike.T, own)
        return 0.5 * both + themes_of(texts, vectors)

    def plan() -> list[tuple[str, list[int]]]:
        sides = {
            "themes": (len(labels.alone), lambda row: len(labels.alone[row])),
            "pairs": (
                len(labels.pairs),
                lambda r: max(len(labels.pairs[r].left), len(labels.pairs[r].right)),
            ),
            "questions": (len(labels.questions), lambda row: len(labels.questions[row][1])),
        }
        todo = [
            (task, rows)
            for task, (count, length) in sides.items()
            for rows in batches(count, BATCH[task], length, chance)
        ]
        chance.shuffle(todo)
        return todo

    model.train()
    steps, step = epochs * len(plan()), 0
    for epoch in range(epochs):
        for task, rows in plan():
            share = min(1.0, (step + 1) / max(1, WARM * steps)) * max(LEAST_RATE, 1 - step / steps)
            for group, first in zip(optimiser.param_groups, base, strict=True):
                group["lr"] = first * share
            loss = loss_of(task, rows)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimiser.step()
            step += 1
            if step % 25 == 0:
                sys.stderr.write(f"pass {epoch + 1}, step {step} of {steps}\n")


def figures(model: Sentences, head: torch.nn.Linear, every: Labels, shared: Path) -> dict[str, object]:
    """On what was kept back: the cosine alone for pairs, one least probability for all themes."""
    pairs = {
        "held_out": [p for p in every.pairs if held_out(min(p.left, p.right))],
        "evaluation": [p for p in read_pairs(shared / "eval/pairs.jsonl") if p.repeat is not None],
    }
    found: dict[str, object] = {}
    for name, some in pairs.items():
        left, right = (model.encode([getattr(p, side) for p in some]) for side in ("left", "right"))
        truths = np.array([bool(p.repeat) for p in some])
        found[f"pairs_{name}"] = round(average_precision((left * right).sum(1), truths), 4)
    texts = [text for text in every.row if held_out(text)]
    wanted = np.array([every.row[text] for text in texts], bool)
    with torch.no_grad():
        chances = torch.sigmoid(head(torch.tensor(model.encode(texts)))).numpy()
    found["themes_held_out"] = max(f1_scores(chances > cut, wanted)[0] for cut in np.arange(0.2, 0.6, 0.02))
    return found


def main() -> None:
    said = argparse.ArgumentParser()
    said.add_argument("shared", type=Path)
    said.add_argument("--passes", type=int, default=3)
    said.add_argument("--rate", type=float, default=5e-5)
    said.add_argument("--seed", type=int, default=0)
    said.add_argument("--held-out", action="store_true")
    said.add_argument(
        "--later", type=int, default=3, help="pairs of this wave and after are not learned from"
    )
    said.add_argument("--from", dest="before", type=Path)
    said.add_argument("--to", type=Path, default=TUNING)
    given = said.parse_args()
    torch.set_num_threads(2)
    every = Labels(given.shared, Path(__file__).resolve().parent.parent, given.later)
    labels = every.without_held_out() if given.held_out else every
    model = Sentences(tuned(original(), given.before) if given.before else None)
    head = first_head(len(labels.keys), given.before)
    train(model, head, labels, given.passes, given.rate, given.seed)
    learned = dict(zip(HEAD, (part.detach().numpy() for part in (head.weight, head.bias)), strict=True))
    np.savez_compressed(given.to, **differences(original(), model.arrays()), **learned)
    record = {"themes": len(labels.alone), "pairs": len(labels.pairs), "questions": len(labels.questions)}
    if given.held_out:
        record |= figures(model, head, every, given.shared)
    sys.stdout.write(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    main()
