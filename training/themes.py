"""Trains the reader of themes: `python training/themes.py ../shared`, with PyTorch (not needed later).

For each theme a sum of three: a network of one hidden layer over the sentence vector, a logistic sum over
words and pairs of words, and the share of the nearest read concerns that have the theme. How much
each counts, and from which probability a theme is given, is chosen on concerns that the sentence model has
not learned from: an eighth of those without a question, and of those read later (wave 2). Nothing is learned
from the evaluation file or a concern much like one of it. Writes the artefact and prints the record.
"""

import json
import random
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from sentences import held_out
from texts import HeldBack

from answerable.lineage.labelled import read_own_themes, read_themes
from answerable.lineage.measures import f1_scores
from answerable.lineage.themes.classifier import ARTEFACT, ThemeClassifier
from answerable.lineage.themes.evaluation import evaluate_themes
from answerable.lineage.themes.taxonomy import Taxonomy
from answerable.lineage.themes.words import terms
from answerable.search.model.encoder import Encoder
from answerable.search.vectors import to_codes

LEAST_TEXTS, MOST_TERMS, HOLD, FOLDS, STEPS = 5, 12_000, 0.3, 4, 60
VERSION = "3"
PRIOR = 6.0  # cases; draws the choice of a rare theme's least probability towards that of all
LATER = 2  # the wave of concerns that came after the first passes over the sentence model
NEIGHBOURS = ((15, 0.1), (30, 0.07), (60, 0.07))  # how many are asked, and over what distance
WEIGHTS = (0.2, 0.4, 0.7, 1.0)
UNITS, DROPPED, DECAY, PASSES, RATE, SCALE = 512, 0.5, 0.05, 6, 2e-3, 8.0  # of the network
SAME_TEXT = 0.985  # cosine from which a read concern is the text itself, or a copy
MOSTLY, FREQUENT = 0.7, 25  # a share of a word's uses; uses


def ordinary_words(names: Path, texts: list[str]) -> set[str]:
    """Words that name no person: ordinary ones, known terms, and abbreviations.

    The artefact is published, so nothing that could be somebody's name or initials may be learned: no word of
    the lists of names that the texts mostly write with a capital, and no short letters
    that are rare.
    """
    lists = {
        name: {
            line.split()[0].lower()
            for line in (names / f"{name}.txt").read_text().splitlines()
            if line.strip()
        }
        for name in (
            *("ordinary_words", "words_more", "terms"),
            *("surnames_census", "surnames_more", "given_census", "given_more"),
        )
    }
    every, raised, capitals = Counter(), Counter(), Counter()
    for text in texts:
        for word in re.findall(r"\w\w+", text):
            every[word.lower()] += 1
            raised[word.lower()] += word[0].isupper()
            capitals[word.lower()] += word.isupper() and word.isalpha() and len(word) <= 6
    people = lists["surnames_census"] | lists["surnames_more"] | lists["given_census"] | lists["given_more"]
    named = {word for word in people if raised[word] > MOSTLY * every[word]}
    short = {word for word, times in every.items() if capitals[word] > MOSTLY * times} - people
    short -= {word for word in short if len(word) < 4 and every[word] < FREQUENT}
    known = lists["ordinary_words"] | lists["words_more"] | lists["terms"] | short
    return known - named - {"mr", "mrs", "ms", "miss", "mx", "dr", "redacted"}


def fit(features, labels, hold=HOLD):
    torch.manual_seed(0)
    features, labels = torch.tensor(features), torch.tensor(labels, dtype=torch.float32)
    weights = torch.zeros(features.shape[1], labels.shape[1], requires_grad=True)
    bias = torch.full((labels.shape[1],), -2.0, requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [weights, bias], max_iter=STEPS, line_search_fn="strong_wolfe", history_size=6
    )

    def loss():
        optimiser.zero_grad()
        wrong = torch.nn.functional.binary_cross_entropy_with_logits(
            features @ weights + bias, labels, reduction="sum"
        )
        total = wrong + hold / 2 * (weights * weights).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return weights.detach().numpy(), bias.detach().numpy()


def network(vectors, labels):
    """(hidden weights, their biases, weights of the themes, their biases), in numbers."""
    torch.manual_seed(0)
    net = torch.nn.Sequential(
        torch.nn.Dropout(DROPPED / 2),
        torch.nn.Linear(vectors.shape[1], UNITS),
        torch.nn.ReLU(),
        torch.nn.Dropout(DROPPED),
        torch.nn.Linear(UNITS, labels.shape[1]),
    )
    net[-1].bias.data.fill_(-2.5)
    inputs, wanted = torch.tensor(vectors) * SCALE, torch.tensor(labels, dtype=torch.float32)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = PASSES * ((len(inputs) + 255) // 256)
    rhythm = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(PASSES):
        for rows in torch.randperm(len(inputs)).split(256):
            wrong = torch.nn.functional.binary_cross_entropy_with_logits(net(inputs[rows]), wanted[rows])
            optimiser.zero_grad()
            wrong.backward()
            optimiser.step()
            rhythm.step()
    first, last = net[1], net[4]
    parts = (SCALE * first.weight.T, first.bias, last.weight.T, last.bias)
    return [part.detach().numpy().astype(np.float32) for part in parts]


def by_network(vectors, parts):
    hidden, hidden_bias, weights, bias = parts
    return np.maximum(vectors @ hidden + hidden_bias, 0) @ weights + bias


def word_features(bare: ThemeClassifier, texts: list[str]) -> np.ndarray:
    features = np.zeros((len(texts), len(bare.number_of)), np.float32)
    for row, text in enumerate(texts):
        columns, values = bare.weighed(text)
        features[row, columns] = values
    return features


def out_of_fold(features, labels):
    """The word sums of each concern, by weights that have not seen it."""
    order = list(range(len(labels)))
    random.Random(1).shuffle(order)  # noqa: S311
    fold = np.empty(len(labels), int)
    fold[order] = np.arange(len(labels)) % FOLDS
    sums = np.zeros(labels.shape, np.float32)
    for number in range(FOLDS):
        weights, bias = fit(features[fold != number], labels[fold != number])
        sums[fold == number] = features[fold == number] @ weights + bias
    return sums


def best_cut(chances, labels) -> tuple[float, float]:
    """(micro F1, the least probability for all themes that gives it)."""
    return max((f1_scores(chances > cut, labels)[0], float(cut)) for cut in np.arange(0.1, 0.7, 0.01))


def least_probabilities(chances, labels, middle: float):
    """For each theme the cut of the best F1, drawn to the one for all themes where it has few cases."""
    chosen = []
    for column in range(labels.shape[1]):
        tried = []
        for cut in np.arange(0.1, 0.7, 0.02):
            found = chances[:, column] > cut
            right = (found & labels[:, column]).sum()
            tried.append((2 * right / max(1, found.sum() + labels[:, column].sum()), cut))
        cases = labels[:, column].sum()
        chosen.append((max(tried)[1] * cases + middle * PRIOR * 5) / (cases + PRIOR * 5))
    return np.array(chosen, np.float32)


def logits(shares):
    return np.log((shares + 0.01) / (1 - shares + 0.01))


def main() -> None:
    shared = Path(sys.argv[1])
    repository = Path(__file__).resolve().parent.parent
    near, keys = HeldBack(shared / "eval").near, Taxonomy.read().keys
    labelled = repository / "data/labels/themes_own.jsonl"
    ours = read_own_themes(labelled, shared / "data/pfd/reports.csv")
    wave = {case["id"]: case.get("wave", 0) for case in map(json.loads, labelled.read_text().splitlines())}
    every = read_themes(shared / "eval/themes_train.jsonl") + ours
    cases = list({c.text: c for c in every if not near(c.text)}.values())
    texts = [case.text for case in cases]
    labels = np.array([[key in case.themes for key in keys] for case in cases])
    unseen = np.array([held_out(c.text) and wave.get(c.identifier, 0) != 1 for c in cases])

    seen = Counter(term for text in texts for term in terms(text))
    spread = Counter(term for text in texts for term in set(terms(text)))
    ordinary = ordinary_words(repository / "data/names", texts)
    usable = [t for t, times in spread.items() if times >= LEAST_TEXTS and ordinary.issuperset(t.split())]
    vocabulary = sorted(sorted(usable, key=lambda term: (-seen[term], term))[:MOST_TERMS])
    rarity = np.array([np.log((1 + len(cases)) / (1 + spread[t])) + 1 for t in vocabulary], np.float32)
    empty = np.zeros((len(vocabulary), len(keys)), np.float32)
    vectors = Encoder().encode(texts)
    numbers = {term: row for row, term in enumerate(vocabulary)}
    bare = ThemeClassifier(
        *(keys, numbers, rarity, empty, empty, empty, empty, empty, np.zeros(len(keys), np.float32)),
        *(vectors, labels.astype(np.float32), 0, 1.0, 0.0, "0"),
    )
    words = word_features(bare, texts)
    by_words = out_of_fold(words, labels)
    rows = np.flatnonzero(unseen)
    by_head = by_network(vectors, network(vectors[~unseen], labels[~unseen]))
    figures, tried = {}, []
    for many, distance in NEIGHBOURS:
        asked = replace(bare, neighbours=many, nearness=distance)
        shares = np.vstack([asked.shares(vectors[row : row + 1], but=alike(vectors, row)) for row in rows])
        for near_weight in (0.0, *WEIGHTS):
            for word_weight in WEIGHTS:
                for head_weight in WEIGHTS:
                    total = head_weight * by_head[rows] + word_weight * by_words[rows]
                    chances = sigmoid(total + near_weight * logits(shares))
                    score, cut = best_cut(chances, labels[rows])
                    tried.append((score, cut, many, distance, near_weight, word_weight, head_weight, chances))
    score, cut, many, distance, near_weight, word_weight, head_weight, chances = max(
        tried, key=lambda one: one[0]
    )
    least = least_probabilities(chances, labels[rows], cut)
    for name, given in (("one least probability", np.full(len(keys), cut)), ("each theme its own", least)):
        micro, macro, _ = f1_scores(chances > given, labels[rows])
        figures[name] = {"micro_f1": round(micro, 4), "macro_f1": round(macro, 4)}
    for name, chance in (
        ("network alone", sigmoid(by_head[rows])),
        ("words alone", sigmoid(by_words[rows])),
        ("without neighbours", max((t for t in tried if t[4] == 0), key=lambda one: one[0])[7]),
    ):
        figures[name] = {"micro_f1": round(best_cut(chance, labels[rows])[0], 4)}
    weights, bias = fit(words, labels)
    hidden, hidden_bias, head, head_bias = network(vectors, labels)
    bits = np.packbits(labels, axis=1)
    np.savez_compressed(
        ARTEFACT,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        rarity=rarity.astype(np.float16),
        word_weights=(word_weight * weights).astype(np.float16),
        hidden=hidden.astype(np.float16),
        hidden_bias=hidden_bias,
        vector_weights=(head_weight * head).astype(np.float16),
        bias=head_weight * head_bias + word_weight * bias,
        least=least,
        read=to_codes(vectors),
        read_themes=bits,
        neighbours=np.array([many, distance, near_weight], np.float32),
        themes=np.array(keys),
        version=VERSION,
    )
    record = {
        "concerns": len(cases),
        "measured_on": len(rows),
        "terms": len(vocabulary),
        "neighbours": many,
        "weights": {"network": head_weight, "words": word_weight, "neighbours": near_weight},
        "on_unseen": figures,
        "evaluation": evaluate_themes(
            shared / "eval/themes.jsonl", ThemeClassifier.load(ARTEFACT), Encoder()
        ),
    }
    sys.stdout.write(json.dumps(record, indent=2) + "\n")


def sigmoid(sums):
    return 1 / (1 + np.exp(-sums))


def alike(vectors, row: int):
    """The read concerns that are the text itself, or a copy of it."""
    return vectors @ vectors[row] > SAME_TEXT


if __name__ == "__main__":
    main()
