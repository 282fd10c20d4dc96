"""What was masked and what is doubtful over many texts: the figures and samples an editor asks for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from answerable.core.text.names.deceased import deceased_tokens
from answerable.core.text.names.kept import keeper, open_tokens
from answerable.core.text.names.lexicon import lexicon
from answerable.core.text.names.spans import Masked

_CONTEXT = 40  # characters of the original on either side of a sample


@dataclass(frozen=True, slots=True)
class Sample:
    """A doubtful passage of an original text. For editors only."""

    where: str  # the text's reference
    words: str
    context: str
    why: str
    masked: bool


@dataclass
class Audit:
    """Add every text with its masking; read the counts. `samples` holds names: never publish it."""

    texts: int = 0
    texts_with_masks: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    doubtful: Counter[tuple[str, bool]] = field(default_factory=Counter)  # (why, masked)
    left: Counter[str] = field(default_factory=Counter)  # where -> words of the deceased's names still public
    samples: list[Sample] = field(default_factory=list)
    most_samples: int = 200

    def add(self, where: str, original: str, masked: Masked, deceased: Sequence[str] = ()) -> None:
        self.texts += 1
        self.texts_with_masks += bool(masked.spans)
        for span in masked.spans:
            self.by_kind[span.kind] += 1
            self.by_rule[span.rule] += 1
        for doubt in masked.doubtful:
            self.doubtful[doubt.why, doubt.masked] += 1
            if len(self.samples) < self.most_samples:
                around = original[max(0, doubt.start - _CONTEXT) : doubt.end + _CONTEXT]
                self.samples.append(Sample(where, doubt.words, around, doubt.why, doubt.masked))
        found = len(names_left(masked.text, deceased))
        if found:
            self.left[where] += found

    def as_json(self) -> dict[str, object]:
        """The counts alone, fit for a log or a public page."""
        return {
            "texts": self.texts,
            "texts_with_masks": self.texts_with_masks,
            "by_kind": dict(self.by_kind.most_common()),
            "by_rule": dict(self.by_rule.most_common()),
            "doubtful": [
                {"why": why, "masked": masked, "count": count}
                for (why, masked), count in self.doubtful.most_common()
            ],
            "texts_that_still_hold_a_word_of_the_deceased": len(self.left),
        }


def names_left(public_text: str, deceased: Sequence[str], keep: Sequence[str] = ()) -> list[str]:
    """Words of the deceased's names that stand with a capital in a public text and are nothing else.

    Left aside are ordinary words ("Young"), places ("Kent"), what wards are called ("Ruby") and kept names of
    bodies: these an editor judges from the doubts of the masking.
    """
    words = {w for w in deceased_tokens(deceased) if len(w) > 1}
    if not words:
        return []
    lex = lexicon()
    harmless = lex.places | lex.groups["ward_names"]
    found = (t for t in open_tokens(public_text, keeper(tuple(keep))) if t.facts.folded in words)
    return [t.text for t in found if not lex.is_ordinary(t.facts.folded) and t.facts.folded not in harmless]
