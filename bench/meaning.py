"""Do questions in other words than the text find it? Over a register that holds the real reports.

    ANSWERABLE_HOME=DIR python -m bench.meaning

bench/questions_60.csv: 60 questions, written by somebody who had not seen how the search works, each for an
entry drawn at random from all. A question counts as answered only by that very entry, though others often
answer it as well; what a reader found is in docs/accuracy.md. The model was not trained on these questions,
and on none of the entries but one (E-RG95CTJTM).
"""

import csv
import os
import sys
from pathlib import Path

import django
import numpy as np

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.settings")
QUESTIONS = Path(__file__).resolve().parent / "questions_60.csv"
DEEP = 50


def main() -> None:
    django.setup()
    from django.conf import settings

    from answerable.pipeline.relate.reading import rows
    from answerable.pipeline.search import find
    from answerable.search.model.encoder import Encoder
    from answerable.search.vectors import VectorStore, text_hash

    with QUESTIONS.open(newline="") as file:
        asked = [(row["question"], row["reference"]) for row in csv.DictReader(file)]
    every, encoder = rows(), Encoder()
    place = {row.reference: number for number, row in enumerate(every)}
    missing = [reference for _, reference in asked if reference not in place]
    if missing:
        sys.exit(f"This register lacks {len(missing)} of the entries: take in the real reports first.")
    with VectorStore(Path(settings.INDEX) / "vectors", f"recipe-{encoder.recipe}") as store:
        codes = store.rows([text_hash(row.text) for row in every]).astype(np.float32)
    codes /= np.linalg.norm(codes, axis=1, keepdims=True)
    alone = encoder.encode([question for question, _ in asked]) @ codes.T
    by_model = [
        int((row > row[place[reference]]).sum()) + 1 for row, (_, reference) in zip(alone, asked, strict=True)
    ]
    by_search = []
    for question, reference in asked:
        found = [hit.record.reference for hit in find(question, size=DEEP).hits]
        by_search.append(found.index(reference) + 1 if reference in found else DEEP + 1)
    for name, ranks in (("the search", by_search), ("the model alone", by_model)):
        shares = ", ".join(f"hit@{n} {sum(r <= n for r in ranks) / len(ranks):.2f}" for n in (1, 5, 10, 20))
        print(f"{name:<18} {shares}")


if __name__ == "__main__":
    main()
