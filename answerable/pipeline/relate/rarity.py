"""How rare words are among the entries: counted in a full run, kept beside the index for small ones."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from answerable.lineage.repeats.passages import Rarity
from answerable.pipeline.relate.reading import Row

_FILE = "rarity.json"
_LEAST = 2  # texts; a word of one alone is as rare as one of none


def rarity_of(rows: Sequence[Row], directory: Path, *, anew: bool) -> Rarity:
    """Counted from the rows where asked, or where no count is kept. What is kept is derived, and local."""
    path = directory / _FILE
    if not anew:
        try:
            kept = json.loads(path.read_text())
            return Rarity(int(kept["texts"]), Counter({str(k): int(v) for k, v in kept["having"].items()}))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
    rarity = Rarity.of(row.text for row in rows)
    rarity.having = Counter({stem: times for stem, times in rarity.having.items() if times >= _LEAST})
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"texts": rarity.texts, "having": rarity.having}))
    draft.replace(path)
    return rarity
