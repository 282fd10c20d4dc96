"""The names of those a report is about: how they are read from titles and how they are told in running text."""

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.core.text.names.lexicon import fold, lexicon

_TAIL = re.compile(
    r"[-\s]*(?:prevention|preventing|regulation)[-\s](?:of[-\s])?(?:28[-\s])?future[-\s]deaths?(?:[-\s]reports?)?.*$"
    r"|[-\s]+pfd(?:[-\s]reports?)?.*$|[-\s]+report(?:[-\s]to[-\s].*)?$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[-\s_:(]*\b\d[\d\s_-]*(?:published)?\)?\s*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:['’‘`][^\W\d_]+)*")
_PARTICLES = frozenset(
    "de del della da dos di du van von der den la le bin bint ibn al el ap ab st mac mc o and the of".split()
)
_NO_NAME = frozenset(
    "mr mrs ms miss dr baby master child infant unknown male female redacted deceased unnamed sir lady lord jr jnr snr"
    " junior senior name withheld person who died".split()
)


def _bare(title: str) -> str:
    """The title or slug without its "prevention of future deaths report" and without numbers."""
    text = title.strip().rstrip("/").rsplit("/", 1)[-1]
    while True:
        shorter = _NUMBERS.sub("", _TAIL.sub("", text)).strip(" -_:,")
        if shorter == text:
            return text
        text = shorter


def names_of(title_or_slug: str) -> tuple[str, ...]:
    """The full names in a report's title or address, one for each person."""
    words = (
        " ".join(re.split(r"[-_\s]+", _bare(title_or_slug)))
        if " " not in title_or_slug.strip()
        else _bare(title_or_slug)
    )
    parts = re.split(r"\s+(?:and|&)\s+|\s*[,;]\s*", words)
    names = tuple(part.strip() for part in parts if _WORDS.search(part))
    if len(names) > 1:  # "Anne and John Field": the first shares the surname of the last
        surname = names[-1].split()[-1]
        names = tuple(n if len(n.split()) > 1 else f"{n} {surname}" for n in names)
    return names


def surname_of(title_or_slug: str) -> str:
    """The surname in a report's title or address: the last word of the last name; "" when there is none."""
    names = names_of(title_or_slug)
    words = [w for w in _WORDS.findall(names[-1]) if fold(w) not in _NO_NAME] if names else []
    return words[-1] if words else ""


@dataclass(frozen=True, slots=True)
class Deceased:
    """The folded words of the names, sorted by what they are."""

    people: int
    given: frozenset[str]
    surnames: frozenset[str]
    middle: frozenset[str]
    initials: frozenset[str]

    @property
    def words(self) -> frozenset[str]:
        return self.given | self.surnames | self.middle

    def __bool__(self) -> bool:
        return bool(self.people)


@functools.lru_cache(maxsize=4096)
def read_names(names: tuple[str, ...]) -> Deceased:
    given: set[str] = set()
    surnames: set[str] = set()
    middle: set[str] = set()
    initials: set[str] = set()
    people = 0
    for name in names:
        words = [fold(w) for w in _WORDS.findall(name)]
        words = [w for w in words if w not in _NO_NAME]
        solid = [w for w in words if len(w) > 1 and w not in _PARTICLES]
        if not solid:
            continue
        people += 1
        surnames.add(solid[-1])
        double = re.search(r"([^\W\d_]+)[-‐‑]([^\W\d_]+)\s*$", name)
        if double:
            surnames.update(fold(part) for part in double.groups())
        if len(words) > 1:
            surnames.add("".join(words[-2:])) if words[-2] in _PARTICLES else None
            given.add(solid[0])
            middle.update(solid[1:-1])
            initials.add("".join(w[0] for w in (solid[0], solid[-1])))
            if len(solid) > 2:
                initials.add("".join(w[0] for w in solid))
    middle -= given | surnames
    return Deceased(
        people, frozenset(given - surnames), frozenset(surnames), frozenset(middle), frozenset(initials)
    )


def deceased_tokens(names: Sequence[str]) -> frozenset[str]:
    """Every word of the names, folded, as the check of an export looks for them."""
    return read_names(tuple(names)).words


def spellings(word: str) -> Iterable[str]:
    """A name's word as it may be written: "oflynn" of an address is "O'Flynn" in the text."""
    yield word
    plain = word.replace("'", "")
    if plain != word:
        yield plain
    if plain.startswith("o") and len(plain) > 3:
        yield f"o'{plain[1:]}"
    if plain.startswith("d") and len(plain) > 3:
        yield f"d'{plain[1:]}"


def one_letter_apart(left: str, right: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes the one word the other."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    shorter, longer = sorted((left, right), key=len)
    start = 0
    while start < len(shorter) and shorter[start] == longer[start]:
        start += 1
    if len(shorter) != len(longer):
        return shorter[start:] == longer[start + 1 :]
    if shorter[start + 1 :] == longer[start + 1 :]:
        return True
    return (
        shorter[start : start + 2] == longer[start : start + 2][::-1]
        and shorter[start + 2 :] == longer[start + 2 :]
    )


def is_common_word(word: str) -> bool:
    return word in lexicon().ordinary
