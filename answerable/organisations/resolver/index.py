"""Every name of every body, found in running words: the longest name that begins at each word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answerable.organisations.records import Body, BodyName
from answerable.organisations.resolver.tokens import Token, key_of
from answerable.organisations.resolver.words import (
    BODY_ENDINGS,
    DIRECTIONS,
    EXTENDERS,
    LEGAL_FORMS,
    NATURE,
    PARTS,
    POSTS,
)

TRUSTS = frozenset({"nhs_trust", "ambulance_trust"})
_DROPPED = frozenset({"nhs", "foundation"})  # of trusts: written in any order, or not at all
# "[Holdings] Ltd" and "(UK) Limited" too.
_LEGAL_FORM_NEXT = re.compile(rf"\s*(?:[(\[][^()\[\]]*[)\]])?\s*(?:{'|'.join(sorted(LEGAL_FORMS))})\b", re.I)


@dataclass(frozen=True, slots=True)
class Named:
    """A body by one of its names."""

    body: Body
    name: BodyName


@dataclass(frozen=True, slots=True)
class Hit:
    """Names found at tokens[start:end]."""

    start: int
    end: int
    named: tuple[Named, ...]
    method: str  # "exact" or "reduced"


def variants(body: Body) -> Iterable[BodyName]:
    """The body's names, and forms of them that follow by rule from what kind of body it is."""
    yield from body.names
    if not body.names:
        yield BodyName(body.name)
    if body.kind == "department":
        yield from _department_forms(body)
    elif body.kind == "ambulance_trust":
        for name in body.names:
            if match := re.fullmatch(
                r"(.+ Ambulance Services?)(?: University)? NHS(?: Foundation)? Trust", name.text
            ):
                yield BodyName(match[1], "alias", name.valid_from, name.valid_to)
    elif body.kind == "police":
        for name in body.names:
            area = _without_end(name.text, (" Police Service", " Police", " Constabulary"))
            if area and name.kind != "abbreviation":
                for form in (f"Chief Constable of {area}", f"Chief Constable of {name.text}"):
                    yield BodyName(form, "post", name.valid_from, name.valid_to)
                yield BodyName(f"{area} Police Force", "alias", name.valid_from, name.valid_to)


def _without_end(text: str, ends: Sequence[str]) -> str:
    return next((text[: -len(end)] for end in ends if text.endswith(end)), "")


def _department_forms(body: Body) -> Iterable[BodyName]:
    """A department is written after its minister, and the other way about."""
    for name in body.names:
        for beginning in (
            "Department for ",
            "Department of ",
            "Ministry of ",
            "Secretary of State for ",
            "Minister for ",
        ):
            if not name.text.startswith(beginning):
                continue
            subject = name.text.removeprefix(beginning).removeprefix("the ")
            posts = [
                f"Secretary of State for {subject}",
                f"Secretary of State {subject}",
                f"Minister of State for {subject}",
                f"Minister for {subject}",
                f"Minister of {subject}",
                f"Parliamentary Under Secretary of State for {subject}",
                f"Under Secretary of State for {subject}",
                f"Secretary for {subject}",
            ]
            if beginning == "Minister for ":
                posts = posts[2:6]
            for post in posts:
                yield BodyName(post, "post", name.valid_from, name.valid_to)


class NameIndex:
    def __init__(self, bodies: Iterable[Body]) -> None:
        self.exact: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        self.reduced: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        # Names of trusts without their type: "Pennine Care". They count only where they stand alone.
        self.short: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        self.brands: dict[tuple[str, ...], list[Named]] = defaultdict(list)
        for body in bodies:
            if body.kind == "nhs_region":
                continue
            for name in variants(body):
                self._add(Named(body, name), key_of(name.text))
        self._longest_exact = _lengths(self.exact)
        self._longest_reduced = _lengths(self.reduced)

    def _add(self, named: Named, key: tuple[str, ...]) -> None:
        if not key:
            return
        if named.name.kind == "brand":
            self.brands[key].append(named)
            return
        self.exact[key].append(named)
        if named.body.kind in TRUSTS and named.name.kind in ("official", "alias") and key[-1] == "trust":
            thin = tuple(word for word in key if word not in _DROPPED)
            if len(thin) > 1:
                self.reduced[thin].append(named)
            if len(thin) > 2 and (NATURE & set(thin) or len(set(thin[:-1]) - DIRECTIONS) > 2):
                self.short[thin[:-1]].append(named)

    def find(self, words: Sequence[Token], text: str) -> list[Hit]:
        """Names in a segment, left to right, none overlapping. Names in full go before shortened ones."""
        hits = self._scan(words, text, self.exact, self._longest_exact, "exact", [])
        taken = [False] * len(words)
        for hit in hits:
            taken[hit.start : hit.end] = [True] * (hit.end - hit.start)
        kept = [i for i, word in enumerate(words) if word.word not in _DROPPED]
        thin = [words[i] for i in kept]
        for hit in self._scan(thin, text, self.reduced, self._longest_reduced, "reduced", []):
            start, end = kept[hit.start], kept[hit.end - 1] + 1
            inside = [h for h in hits if h.start < end and start < h.end]
            if all(start <= h.start and h.end <= end and h.end - h.start < end - start for h in inside):
                hits = [h for h in hits if h not in inside]
                hits.append(Hit(start, end, hit.named, "reduced"))
        return sorted(hits, key=lambda hit: hit.start)

    def _scan(
        self,
        words: Sequence[Token],
        text: str,
        index: dict[tuple[str, ...], list[Named]],
        longest: dict[str, int],
        method: str,
        found: list[Hit],
    ) -> list[Hit]:
        at = 0
        while at < len(words):
            hit = None
            for size in range(min(longest.get(words[at].word, 0), len(words) - at), 0, -1):
                key = tuple(word.word for word in words[at : at + size])
                named = index.get(key)
                if not named:
                    continue
                usable = tuple(n for n in named if _stands(n, words, at, at + size, text))
                if usable:
                    hit = Hit(at, at + size, usable, method)
                    break
            if hit:
                found.append(hit)
                at = hit.end
            else:
                at += 1
        return found


def _lengths(index: dict[tuple[str, ...], list[Named]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for key in index:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return longest


def _stands(named: Named, words: Sequence[Token], start: int, end: int, text: str) -> bool:
    """Whether the words really are this name, and not a piece of another body's."""
    written = text[words[start].start : words[end - 1].end]
    before = words[start - 1] if start else None
    after = words[end] if end < len(words) else None
    if before and not words[start].parted and before.word in DIRECTIONS and named.name.kind != "post":
        return False
    if after and not after.parted:
        if after.word in EXTENDERS and named.name.kind != "post":
            return False
        if after.word == "crime" or (after.word == "pension" and named.body.kind == "police"):
            return False
    if words[end - 1].word == "government":
        # "Government Digital Service", "governments of the Isles": another name, or several
        goes_on = after is not None and not after.parted and text[after.start].isupper()
        if goes_on or written.lower().endswith("s"):
            return False
    if named.name.kind == "site" and before and not words[start].parted:
        # "South West London and St George's Hospital": only the end of a longer name
        joined = text[before.end : words[start].start]
        if re.search(r"\band\b|&", joined) and before.word not in PARTS | POSTS | BODY_ENDINGS:
            return False
    if named.name.kind == "abbreviation":
        if _LEGAL_FORM_NEXT.match(text, words[end - 1].end):
            return False  # "MPS Ltd" is a company, whoever else goes by the letters
        return written.upper() == written or (end - start == len(words)) or written == named.name.text
    if end - start == 1 and named.name.kind != "post":
        # One ordinary word, as "Mind" or "Monitor", is a name only where it stands alone.
        alone = (words[start].parted or start == 0) and (after is None or after.parted)
        return alone and written[:1].isupper()
    return True
