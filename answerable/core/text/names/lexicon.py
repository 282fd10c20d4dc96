"""Word lists behind the recognition of names: read once from data/names, where each file names its source."""

import functools
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[4] / "data" / "names"
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "’": "'", "‘": "'", "`": "'"}
)
_MEDICAL = re.compile(
    r".{3,}(?:ologists?|ology|ological|iatrists?|iatry|iatric|iatrics|ia?tricians?|icians?|itis|osis|aemi[ac]|emi[ac]"
    r"|ectomy|otomy|ostomy|plasty|pathy|pathic|scopy|scopic|graphy|grapher|zepam|zolam|triptyline|oxetine|azole"
    r"|cillin|mycin|floxacin|statin|olol|dipine|sartan|prazole|idone|apine|setron|parin|xaban|barbital|codone"
    r"|codeine|morphine|afaxine|azepine|amide|pram|idine|iprine|phylline|prost|cycline|caine|adol|fentanil|profen|fibrate|lukast|gabalin|gabapentin|relin|tropin|mab|nib)s?"
)


@functools.lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case, without accents, with plain apostrophes: the form in which the lists are kept."""
    lowered = word.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFKD", lowered.translate(_PLAIN))
        lowered = "".join(c for c in lowered if not unicodedata.combining(c))
    return lowered


def lines(name: str) -> list[str]:
    """The lines of one list, without its comments."""
    with (FOLDER / name).open(encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


@dataclass(frozen=True)
class Lexicon:
    """Folded words by what they are. See data/names/context.toml for what each group is for."""

    given: dict[str, str]  # given name -> "m", "f" or "b"
    surnames: frozenset[str]
    ordinary_words: frozenset[str]
    places: frozenset[str]
    terms: frozenset[str]
    phrases: tuple[str, ...]
    nicknames: dict[str, frozenset[str]]
    groups: dict[str, frozenset[str]]

    def is_ordinary(self, folded: str) -> bool:
        return folded in self.ordinary_words or (
            folded not in self.surnames and _MEDICAL.fullmatch(folded) is not None
        )

    @functools.cached_property
    def titles(self) -> frozenset[str]:
        return self.groups["courtesy_titles"] | self.groups["staff_titles"] | self.groups["weak_titles"]

    @functools.cached_property
    def roles(self) -> frozenset[str]:
        return self.groups["staff_roles"] | self.groups["family_roles"] | self.groups["person_nouns"]


@functools.lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    words = tomllib.loads((FOLDER / "context.toml").read_text(encoding="utf-8"))
    groups = {key: frozenset(" ".join(rows).split()) for key, rows in words.items()}
    given: dict[str, str] = {}
    for name in ("given_census.txt", "given_more.txt"):
        for line in lines(name):
            word, sex = line.split()
            given[word] = sex
    nicknames = {name: frozenset(forms) for name, *forms in (line.split() for line in lines("nicknames.txt"))}
    for forms in nicknames.values():
        for form in forms:
            given.setdefault(form, "b")
    for word in groups["never_given"]:
        given.pop(word, None)
    return Lexicon(
        given=given,
        surnames=frozenset(lines("surnames_census.txt") + lines("surnames_more.txt")),
        ordinary_words=frozenset(lines("ordinary_words.txt") + lines("words_more.txt")),
        places=frozenset(lines("places.txt")),
        terms=frozenset(fold(term) for term in lines("terms.txt")),
        phrases=tuple(lines("phrases.txt")),
        nicknames=nicknames,
        groups=groups,
    )
