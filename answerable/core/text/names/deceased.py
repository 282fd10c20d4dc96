"""The names of those a report is about, as read from its title and as told in running text."""

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answerable.core.text.names.lexicon import fold, lexicon
from answerable.core.text.names.tokens import Token

_TAIL = re.compile(
    r"[-\s:–]*(?:prevention|preventing|regulation)[-\s](?:of[-\s])?(?:28[-\s])?future[-\s]deaths?(?:[-\s]reports?)?.*$"
    r"|[-\s:–]+pfd(?:[-\s]reports?)?.*$|[-\s:–]+reports?(?:[-\s]to[-\s].*)?$",
    re.IGNORECASE,
)
_NUMBERS = re.compile(r"[-\s_:(]*\b\d[\d\s_-]*(?:published)?\)?\s*$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]+(?:['’‘`][^\W\d_]+)*")
_JUNIOR = re.compile(
    r"[^\W\d_]{2,}[\s-]+junior[\s-]+[^\W\d_]{2,}", re.IGNORECASE
)  # a name where others follow it
_DOUBLE = re.compile(r"([^\W\d_]+)[-‐‑–]([^\W\d_]+)\W*$")


def _bare(title: str) -> str:
    """The title or slug without its "prevention of future deaths report" and without numbers."""
    text = title.strip().rstrip("/").rsplit("/", 1)[-1]
    while True:
        shorter = _NUMBERS.sub("", _TAIL.sub("", text)).strip(" -_:,–")
        if shorter == text:
            return text
        text = shorter


def names_of(title_or_slug: str) -> tuple[str, ...]:
    """The full names in a report's title or the last part of its address, one for each person."""
    bare = _bare(title_or_slug)
    words = bare if " " in title_or_slug.strip() else " ".join(re.split(r"[-_\s]+", bare))
    parts = re.split(r"\s+(?:and|&)\s+|\s*[,;]\s*", words)
    names = tuple(part.strip() for part in parts if _WORDS.search(part))
    if any(fold(w) in lexicon().groups["events"] for name in names for w in _WORDS.findall(name)):
        return ()
    if len(names) > 1:  # "Anne and John Field": the first shares the surname of the last
        surname = names[-1].split()[-1]
        names = tuple(n if len(n.split()) > 1 else f"{n} {surname}" for n in names)
    return names


def surname_of(title_or_slug: str) -> str:
    """The surname in a report's title or address: the last word of the last name; "" when there is none."""
    names = names_of(title_or_slug)
    words = (
        [w for w in _WORDS.findall(names[-1]) if fold(w) not in lexicon().groups["not_of_a_name"]]
        if names
        else []
    )
    return words[-1] if words else ""


@dataclass(frozen=True, slots=True)
class Deceased:
    """The folded words of the names, in every spelling expected, by what they are."""

    people: int = 0
    given: frozenset[str] = frozenset()
    pet_names: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()
    middle: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    sex: str = "b"

    @property
    def words(self) -> frozenset[str]:
        return self.given | self.surnames | self.middle

    @property
    def forenames(self) -> frozenset[str]:
        return self.given | self.pet_names | self.middle

    def misspelt(self, token: Token) -> bool:
        """Whether a word is one letter from the surname, or a long given name, and is no word of its own."""
        facts = token.facts
        if len(facts.folded) < 5 or facts.ordinary or facts.place or facts.term or facts.folded in self.words:
            return False
        if any(len(s) > 4 and one_letter_apart(facts.folded, s) for s in self.surnames):
            return True
        return not facts.given and any(len(g) > 5 and one_letter_apart(facts.folded, g) for g in self.given)


def _spellings(word: str) -> Iterator[str]:
    """A name's word as it may be written: "oflynn" of an address is "O'Flynn" in the text."""
    yield word
    plain = word.replace("'", "")
    yield plain
    if len(plain) > 3 and plain[0] in "od":
        yield f"{plain[0]}'{plain[1:]}"


@functools.lru_cache(maxsize=4096)
def read_names(names: tuple[str, ...]) -> Deceased:
    given: set[str] = set()
    surnames: set[str] = set()
    middle: set[str] = set()
    initials: set[str] = set()
    people = 0
    for name in names:
        words = [
            w for w in (fold(w) for w in _WORDS.findall(name)) if w not in lexicon().groups["not_of_a_name"]
        ]
        if _JUNIOR.search(name):
            middle.add("junior")
        solid = [w for w in words if len(w) > 1 and w not in lexicon().groups["particles"]]
        if not solid:
            continue
        people += 1
        surnames.update(_spellings(solid[-1]))
        if len(words) > 1 and words[-2] in lexicon().groups["particles"] | {"mc", "mac"}:
            surnames.add(words[-2] + words[-1])
        double = _DOUBLE.search(name)
        if double:
            surnames.update(fold(part) for part in double.groups())
        if len(solid) > 1:
            given.add(solid[0])
            middle.update(w for word in solid[1:-1] for w in _spellings(word))
            initials.add(solid[0][0] + solid[-1][0])
            initials.add("".join(w[0] for w in solid))
    lex = lexicon()
    pet = {form for g in given for form in lex.nicknames.get(g, ()) if len(form) > 2}
    pet |= {g[:n] for g in given for n in range(3, len(g)) if g[:n] in lex.given}
    sexes = {lex.given.get(g, "b") for g in given}
    return Deceased(
        people=people,
        given=frozenset(given - surnames),
        pet_names=frozenset(pet - surnames - given),
        surnames=frozenset(surnames),
        middle=frozenset(middle - given - surnames),
        initials=frozenset(initials),
        sex=sexes.pop() if len(sexes) == 1 else "b",
    )


def deceased_tokens(names: Sequence[str]) -> frozenset[str]:
    """Every word of the names, folded, as the check of an export looks for them."""
    return read_names(tuple(names)).words


def author_words(author: str) -> frozenset[str]:
    """The words of a coroner's or chair's name, without post and area: "A. Bell, Senior Coroner for Kent"."""
    name = re.split(
        r"[,;(|]|\b(?:for|senior|assistant|area|acting|coroner)\b", author, maxsplit=1, flags=re.IGNORECASE
    )[0]
    return frozenset(
        w
        for w in (fold(w) for w in _WORDS.findall(name))
        if len(w) > 2 and w not in lexicon().groups["not_of_a_name"]
    )


def one_letter_apart(left: str, right: str) -> bool:
    """Whether one letter added, left out, changed or swapped with its neighbour makes one word the other."""
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
    swapped = shorter[start : start + 2] == longer[start : start + 2][::-1]
    return swapped and shorter[start + 2 :] == longer[start + 2 :]
