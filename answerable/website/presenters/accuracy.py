"""How often the programs are right, in words, from data/accuracy.toml. Every page says it from here."""

import functools
import tomllib
from dataclasses import dataclass

from django.conf import settings

from answerable.publication.lineage import LIKELY, surety


@dataclass(frozen=True, slots=True)
class Band:
    """Suggested links of one surety: how many were looked at, and how many were right."""

    words: str
    start: float
    pairs: int
    right: int


@dataclass(frozen=True, slots=True)
class Accuracy:
    repeats_version: str
    repeats_examples: int
    bands: tuple[Band, ...]
    themes_version: str
    themes_examples: int
    given: int
    right: int
    labelled: int
    again_pairs: int  # of those taken for asked again: how many were looked at, and how many were right
    again_right: int

    @property
    def again(self) -> str:
        """Of what a program takes for asked again."""
        return (
            f"Of {self.again_pairs} such pairs that one person read, {self.again_right} did ask the same. "
            "They are read from reports alone: no body had claimed anything of them."
        )

    @property
    def links(self) -> str:
        """Of all the suggested links that pages show."""
        pairs, right = (sum(getattr(band, name) for band in self.bands) for name in ("pairs", "right"))
        return (
            f"On {self.repeats_examples} pairs that two people had read, {right} of the {pairs} that it "
            "would have shown were right."
        )

    @property
    def likely_links(self) -> str:
        """Of those it calls likely or very likely."""
        sure = [band for band in self.bands if band.start >= LIKELY]
        pairs, right = (sum(getattr(band, name) for band in sure) for name in ("pairs", "right"))
        return f"Of those that it called likely or very likely, {right} of {pairs}."

    @property
    def themes(self) -> str:
        return (
            f"On {self.themes_examples} concerns that two people had read, {self.right} of the {self.given} "
            f"themes it gave were right, and it found {self.right} of the {self.labelled} that it should "
            "have."
        )

    @property
    def themes_in_ten(self) -> str:
        """As in "about 6 in 10"."""
        return f"about {round(10 * self.right / self.given)} in 10"


@functools.cache
def accuracy() -> Accuracy:
    with (settings.DEFINITIONS / "accuracy.toml").open("rb") as file:
        content = tomllib.load(file)
    repeats, themes, again = content["repeats"], content["themes"], content["recurrence"]
    return Accuracy(
        repeats_version=repeats["version"],
        repeats_examples=repeats["examples"],
        bands=tuple(
            Band(surety(band["from"]), band["from"], band["pairs"], band["right"])
            for band in repeats["bands"]
        ),
        themes_version=themes["version"],
        themes_examples=themes["examples"],
        given=themes["given"],
        right=themes["right"],
        labelled=themes["labelled"],
        again_pairs=again["pairs"],
        again_right=again["right"],
    )
