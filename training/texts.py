"""What the training scripts share: which texts may be learned from, and folds that share no text."""

from pathlib import Path

from answerable.lineage.labelled import LabelledPair, read_pairs, read_themes

MOST_SHARED = 0.4  # of a text's six-word runs, with any text of the evaluation files


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[i : i + length]) for i in range(max(1, len(words) - length + 1))}


class HeldBack:
    """The texts that judge what was learned: neither they nor texts much like them are learned from."""

    def __init__(self, evaluation: Path) -> None:
        texts = {case.text for case in read_themes(evaluation / "themes.jsonl")}
        texts |= {t for pair in read_pairs(evaluation / "pairs.jsonl") for t in (pair.left, pair.right)}
        self.texts = texts
        self.runs = set().union(*(runs(text) for text in texts))

    def near(self, text: str) -> bool:
        mine = runs(text)
        return text in self.texts or len(mine & self.runs) > MOST_SHARED * len(mine)


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
