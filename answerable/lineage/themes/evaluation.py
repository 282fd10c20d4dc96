"""How well themes are given: F1 against concerns whose themes two people agreed on.

What the two disputed counts neither for nor against.
"""

from pathlib import Path
from typing import Any

import numpy as np

from answerable.lineage.labelled import BadLabelsError, read_themes
from answerable.lineage.measures import f1_scores, interval
from answerable.lineage.themes.classifier import ThemeClassifier
from answerable.search.model.encoder import Encoder


def evaluate_themes(path: Path, classifier: ThemeClassifier, encoder: Encoder) -> dict[str, Any]:
    """Raises BadLabelsError: also for a theme that the classifier does not know."""
    cases = read_themes(path)
    themes = classifier.themes
    for case in cases:
        unknown = (case.themes | case.disputed) - set(themes)
        if unknown:
            raise BadLabelsError(f"{path.name}, case {case.identifier}: no theme is called {min(unknown)}.")
    texts = [case.text for case in cases]
    chosen = classifier.chosen(classifier.probabilities(texts, encoder.encode(texts)))
    counted = np.array([[theme not in case.disputed for theme in themes] for case in cases])
    labelled = np.array([[theme in case.themes for theme in themes] for case in cases]) & counted
    found = chosen & counted
    micro, macro, each = f1_scores(found, labelled)
    return {
        "n": len(cases),
        "micro_f1": round(micro, 4),
        "micro_f1_interval": interval(lambda rows: f1_scores(found[rows], labelled[rows])[0], len(cases)),
        "macro_f1": round(macro, 4),
        "macro_f1_interval": interval(lambda rows: f1_scores(found[rows], labelled[rows])[1], len(cases)),
        "themes": {
            theme: {
                "f1": round(float(each[column]), 4),
                "labelled": int(labelled[:, column].sum()),
                "found": int(found[:, column].sum()),
            }
            for column, theme in enumerate(themes)
        },
        "version": classifier.version,
    }
