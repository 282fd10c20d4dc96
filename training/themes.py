"""Trains the reader of themes: `python training/themes.py ../shared`, with PyTorch (not needed later).

A logistic sum for each theme over words, pairs of words and the sentence vector; least probabilities chosen
on folds that were not trained on. Concerns that share more than 40% of their six-word runs with one of the
evaluation file are left out. Writes the artefact and prints the record.
"""

import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from answerable.lineage.labelled import read_own_themes, read_themes
from answerable.lineage.measures import f1_scores
from answerable.lineage.themes.classifier import ARTEFACT, ThemeClassifier
from answerable.lineage.themes.evaluation import evaluate_themes
from answerable.lineage.themes.taxonomy import Taxonomy
from answerable.lineage.themes.words import terms
from answerable.search.model.encoder import Encoder

LEAST_TEXTS, MOST_TERMS, HOLD, FOLDS, STEPS = 4, 9000, 0.1, 4, 60
PRIOR = 2.0  # cases; draws the choice of a rare theme's least probability towards the middle
MOSTLY, FREQUENT = 0.7, 25  # a share of a word's uses; uses


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1))}


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


def least_probabilities(chances, labels):
    chosen = []
    for column in range(labels.shape[1]):
        tried = []
        for cut in np.arange(0.08, 0.7, 0.02):
            found = chances[:, column] > cut
            right = (found & labels[:, column]).sum()
            tried.append((2 * (right + PRIOR / 2) / (found.sum() + labels[:, column].sum() + 3 * PRIOR), cut))
        chosen.append(max(tried)[1])
    return np.array(chosen, np.float32)


def main() -> None:
    shared = Path(sys.argv[1])
    repository = Path(__file__).resolve().parent.parent
    known = set().union(*(runs(case.text) for case in read_themes(shared / "eval/themes.jsonl")))
    cases = read_themes(shared / "eval/themes_train.jsonl")
    cases += read_own_themes(repository / "data/labels/themes_own.jsonl", shared / "data/pfd/reports.csv")
    cases = [c for c in cases if len(runs(c.text) & known) <= 0.4 * len(runs(c.text))]
    themes = Taxonomy.read().keys
    labels = np.array([[theme in case.themes for theme in themes] for case in cases])
    seen = Counter(term for case in cases for term in terms(case.text))
    spread = Counter(term for case in cases for term in set(terms(case.text)))
    ordinary = ordinary_words(repository / "data/names", [case.text for case in cases])
    usable = [t for t, texts in spread.items() if texts >= LEAST_TEXTS and ordinary.issuperset(t.split())]
    vocabulary = sorted(sorted(usable, key=lambda term: (-seen[term], term))[:MOST_TERMS])
    rarity = np.array([np.log((1 + len(cases)) / (1 + spread[t])) + 1 for t in vocabulary], np.float32)
    empty = np.zeros((len(vocabulary), len(themes)), np.float32)
    bare = ThemeClassifier(
        themes, {t: i for i, t in enumerate(vocabulary)}, rarity, empty, empty, empty[0], empty[0], "0"
    )
    vectors = Encoder().encode([case.text for case in cases])
    words = np.zeros((len(cases), len(vocabulary)), np.float32)
    for row, case in enumerate(cases):
        columns, values = bare.weighed(case.text)
        words[row, columns] = values
    features = np.hstack([words, vectors])
    order = list(range(len(cases)))
    random.Random(1).shuffle(order)  # noqa: S311
    fold = np.empty(len(cases), int)
    fold[order] = np.arange(len(cases)) % FOLDS
    chances = np.zeros(labels.shape)
    for number in range(FOLDS):
        weights, bias = fit(features[fold != number], labels[fold != number])
        chances[fold == number] = 1 / (1 + np.exp(-(features[fold == number] @ weights + bias)))
    least = least_probabilities(chances, labels)
    weights, bias = fit(features, labels)
    np.savez_compressed(
        ARTEFACT,
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        rarity=rarity.astype(np.float16),
        word_weights=weights[: len(vocabulary)].astype(np.float16),
        vector_weights=weights[len(vocabulary) :].astype(np.float16),
        bias=bias,
        least=least,
        themes=np.array(themes),
        version="1",
    )
    micro, macro, _ = f1_scores(chances > least, labels)
    record = {
        "concerns": len(cases),
        "terms": len(vocabulary),
        "cross_validation": {"micro_f1": round(micro, 4), "macro_f1": round(macro, 4)},
        "evaluation": evaluate_themes(
            shared / "eval/themes.jsonl", ThemeClassifier.load(ARTEFACT), Encoder()
        ),
    }
    sys.stdout.write(json.dumps(record, indent=2) + "\n")


if __name__ == "__main__":
    main()
